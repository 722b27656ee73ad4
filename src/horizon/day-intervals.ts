import type { IsoDate } from '../model/brand.ts'
import { dayFromNumber, dayNumber, weekdayOf } from '../model/calendar.ts'
import { daysInMonth, isoDay, numbersOf } from '../model/partial-date.ts'

/** The day `days` later; the day itself where that lies outside the years 1 to 9999. */
export function plusDays(date: IsoDate, days: number): IsoDate {
  const number = dayNumber(date) + days
  return number < FIRST_DAY || number > LAST_DAY ? date : dayFromNumber(number)
}

const FIRST_DAY = dayNumber('0001-01-01' as IsoDate)
const LAST_DAY = dayNumber('9999-12-31' as IsoDate)

/** 0 for Monday to 6 for Sunday, as weeks of the news are counted. */
export const weekdayFromMonday = (date: IsoDate): number => (weekdayOf(date) + 6) % 7

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
  dayNumber(a.first) <= dayNumber(b.last) + slackDays && dayNumber(b.first) <= dayNumber(a.last) + slackDays

export const lengthInDays = (days: Days): number => dayNumber(days.last) - dayNumber(days.first) + 1

/** What both intervals allow; `undefined` where they share no day. */
export function intersection(a: Days, b: Days): Days | undefined {
  const first = a.first > b.first ? a.first : b.first
  const last = a.last < b.last ? a.last : b.last
  return first <= last ? { first, last } : undefined
}
