import { isoDay, type PartialDate, wholeDay } from '../partial-date.ts'

/** Order of characters in the check digit (RENAPO, Instructivo Normativo para la asignación de la CURP). */
const ALPHABET = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ'
const FORM = /^[A-ZÑ]{4}(\d{2})(\d{2})(\d{2})([HMX])([A-Z]{2})[A-ZÑ]{3}([A-Z0-9])(\d)$/

/** Mexico's population number: 18 characters, the last a check digit modulo 10. */
export function isCurp(value: string): boolean {
  if (curpFacts(value) === undefined) return false
  let sum = 0
  for (let i = 0; i < 17; i++) sum += ALPHABET.indexOf(value[i] ?? '0') * (18 - i)
  return (10 - (sum % 10)) % 10 === Number(value[17])
}

export interface CurpFacts {
  readonly birthDate: PartialDate
  readonly gender: 'male' | 'female' | 'other'
  /** Two letters of the state of birth; `NE` for those born abroad. */
  readonly state: string
}

const GENDERS = { H: 'male', M: 'female', X: 'other' } as const

/** What the number says of its bearer. The 17th character is a digit for births before 2000 and a letter from then on. */
export function curpFacts(value: string): CurpFacts | undefined {
  const found = FORM.exec(value)
  if (found === null) return undefined
  const [, year, month, day, sex, state, century] = found
  const base = /\d/.test(century ?? '') ? 1900 : 2000
  const birth = isoDay(base + Number(year), Number(month), Number(day))
  const gender = GENDERS[sex === 'H' || sex === 'M' ? sex : 'X']
  return birth === undefined ? undefined : { birthDate: wholeDay(birth, value), gender, state: state ?? '' }
}
