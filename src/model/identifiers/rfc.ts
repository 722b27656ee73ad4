import { isoDay, type PartialDate, wholeDay } from '../partial-date.ts'

/** Order of characters in the check digit of the RFC (SAT, Anexo of the Resolución Miscelánea Fiscal). */
const ALPHABET = '0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ'
const FORM = /^([A-ZÑ&]{3,4})(\d{2})(\d{2})(\d{2})([A-Z0-9]{2}[0-9A])$/

/** Mexico's taxpayer number: 12 characters for firms, 13 for people, the last a check digit modulo 11. */
export function isRfc(value: string): boolean {
  const found = FORM.exec(value)
  if (found === null || rfcDate(value) === undefined) return false
  const padded = value.padStart(13, ' ')
  let sum = 0
  for (let i = 0; i < 12; i++) sum += ALPHABET.indexOf(padded[i] ?? ' ') * (13 - i)
  const rest = sum % 11
  const digit = rest === 0 ? '0' : 11 - rest === 10 ? 'A' : String(11 - rest)
  return digit === value.at(-1)
}

/** Whether it has the form of an RFC, whatever its check digit: old and generic ones may lack a right one. */
export const looksLikeRfc = (value: string): boolean => FORM.test(value) && rfcDate(value) !== undefined

/** Birth or founding day that the number carries; the century is open, so both readings are days of their own. */
export function rfcDate(value: string): readonly PartialDate[] | undefined {
  const found = FORM.exec(value)
  if (found === null) return undefined
  const [, , year, month, day] = found
  const days = [1900, 2000].flatMap((century) => isoDay(century + Number(year), Number(month), Number(day)) ?? [])
  return days.length === 0 ? undefined : days.map((date) => wholeDay(date, value))
}
