import type { IsoDate } from '../model/brand.ts'
import { daysInMonth, isoDay, numbersOf } from '../model/partial-date.ts'

/** Days since 1970-01-01 in the proleptic Gregorian calendar (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms"). */
export function serialOf(date: IsoDate): number {
  const [year, month, day] = numbersOf(date)
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** The day of a serial number; `undefined` outside the years 1 to 9999. */
export function dayOfSerial(serial: number): IsoDate | undefined {
  const shifted = serial + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const mp = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * mp + 2) / 5) + 1
  const month = mp < 10 ? mp + 3 : mp - 9
  return isoDay(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
}

export const plusDays = (date: IsoDate, days: number): IsoDate => dayOfSerial(serialOf(date) + days) ?? date

/** 0 for Monday to 6 for Sunday. */
export const weekdayOf = (date: IsoDate): number => (((serialOf(date) + 3) % 7) + 7) % 7

/** The same day of another month; the last day of it where there is none. */
export function plusMonths(date: IsoDate, months: number): IsoDate {
  const [year, month, day] = numbersOf(date)
  const index = year * 12 + (month - 1) + months
  const y = Math.floor(index / 12)
  const m = index - y * 12 + 1
  return isoDay(y, m, Math.min(day, daysInMonth(y, m))) ?? date
}

/** An interval of whole days, both ends in it. */
export interface Days {
  readonly first: IsoDate
  readonly last: IsoDate
}

export const oneDay = (day: IsoDate): Days => ({ first: day, last: day })

export function monthOf(year: number, month: number): Days | undefined {
  const first = isoDay(year, month, 1)
  const last = isoDay(year, month, daysInMonth(year, month))
  return first === undefined || last === undefined ? undefined : { first, last }
}

export function yearOf(year: number): Days | undefined {
  const first = isoDay(year, 1, 1)
  const last = isoDay(year, 12, 31)
  return first === undefined || last === undefined ? undefined : { first, last }
}

/** The shortest form: `2019`, `2019-11`, `2019-11-26` or `2019-11-21/2019-11-30`. */
export function formOf(days: Days): string {
  const { first, last } = days
  if (first === last) return first
  if (first.endsWith('-01-01') && last === `${first.slice(0, 4)}-12-31`) return first.slice(0, 4)
  const [year, month] = numbersOf(first)
  if (first.endsWith('-01') && last === monthOf(year, month)?.last) return first.slice(0, 7)
  return `${first}/${last}`
}

/** Reads `formOf` back; `undefined` for anything else. */
export function daysOfForm(form: string): Days | undefined {
  const [head = '', tail = head] = form.split('/')
  const first = edge(head, 'first')
  const last = edge(tail, 'last')
  return first === undefined || last === undefined || first > last ? undefined : { first, last }
}

function edge(part: string, side: 'first' | 'last'): IsoDate | undefined {
  const found = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(part)
  if (found === null) return undefined
  const [, y = '', m, d] = found
  const year = Number(y)
  if (d !== undefined) return isoDay(year, Number(m), Number(d))
  return (m === undefined ? yearOf(year) : monthOf(year, Number(m)))?.[side]
}

/** True when both could be the same day, `slackDays` either way allowed. */
export const mayBeSame = (a: Days, b: Days, slackDays = 0): boolean =>
  serialOf(a.first) <= serialOf(b.last) + slackDays && serialOf(b.first) <= serialOf(a.last) + slackDays

export const lengthInDays = (days: Days): number => serialOf(days.last) - serialOf(days.first) + 1

/** What both intervals allow; `undefined` where they share no day. */
export function intersection(a: Days, b: Days): Days | undefined {
  const first = a.first > b.first ? a.first : b.first
  const last = a.last < b.last ? a.last : b.last
  return first <= last ? { first, last } : undefined
}
