import { mod97 } from './mod97.ts'

/** Legal Entity Identifier, ISO 17442-1: 18 letters and digits and two check digits by MOD 97-10. */
export const isLei = (value: string): boolean => /^[A-Z0-9]{18}\d{2}$/.test(value) && mod97(value) === 1
