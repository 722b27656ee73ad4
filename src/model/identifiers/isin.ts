import { isLuhnValid } from './luhn.ts'

/** Securities number, ISO 6166: country, nine characters, and a Luhn digit over the letters spelt as numbers. */
export const isIsin = (value: string): boolean =>
  /^[A-Z]{2}[A-Z0-9]{9}\d$/.test(value) &&
  isLuhnValid(value.replace(/[A-Z]/g, (letter) => String(Number.parseInt(letter, 36))))
