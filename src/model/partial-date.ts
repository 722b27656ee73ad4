import type { IsoDate } from './brand.ts'
import { accepted, type Parsed, refused } from './parsed.ts'

/** A date as precise as its source: half-open `[from, to)`, ISO days. "1962" is 1962-01-01 up to 1963-01-01. */
export interface PartialDate {
  readonly from: IsoDate
  readonly to: IsoDate
  readonly asPublished: string
  /** The source says circa, about or approximately. */
  readonly approximate?: boolean
}

/** True when both could be the same day. */
export const mayCoincide = (a: PartialDate, b: PartialDate): boolean => a.from < b.to && b.from < a.to

/** The day itself where the date is one exact day. */
export const exactDay = (date: PartialDate): IsoDate | undefined =>
  date.approximate !== true && dayAfter(date.from) === date.to ? date.from : undefined

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeap(year) ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0)
}

const pad = (value: number, width: number): string => String(value).padStart(width, '0')

/** An ISO day from its numbers, or `undefined` where no such day exists. Years 1 to 9999. */
export function isoDay(year: number, month: number, day: number): IsoDate | undefined {
  if (!Number.isInteger(year) || year < 1 || year > 9999 || month < 1 || month > 12) return undefined
  if (day < 1 || day > daysInMonth(year, month)) return undefined
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` as IsoDate
}

const ISO_DAY = /^(\d{4})-(\d{2})-(\d{2})$/

/** Reads an exact ISO day; refuses 2023-02-30 and anything less precise. */
export function parseIsoDate(raw: string): Parsed<IsoDate> {
  const found = ISO_DAY.exec(raw.trim())
  const day = found === null ? undefined : isoDay(Number(found[1]), Number(found[2]), Number(found[3]))
  return day === undefined ? refused('date.day.unreadable', raw, { remedy: 'give a day as YYYY-MM-DD' }) : accepted(day)
}

/** The day after; 9999-12-31 has none and answers itself, which no list reaches. */
export function dayAfter(date: IsoDate): IsoDate {
  const [year, month, day] = numbersOf(date)
  return isoDay(year, month, day + 1) ?? isoDay(year, month + 1, 1) ?? isoDay(year + 1, 1, 1) ?? date
}

export function numbersOf(date: IsoDate): readonly [year: number, month: number, day: number] {
  return [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10))]
}

export function wholeDay(day: IsoDate, asPublished: string = day): PartialDate {
  return { from: day, to: dayAfter(day), asPublished }
}

export function wholeMonth(year: number, month: number, asPublished: string): PartialDate | undefined {
  const from = isoDay(year, month, 1)
  const to = isoDay(year, month + 1, 1) ?? isoDay(year + 1, 1, 1)
  return from === undefined || to === undefined ? undefined : { from, to, asPublished }
}

export function wholeYear(year: number, asPublished: string): PartialDate | undefined {
  const from = isoDay(year, 1, 1)
  const to = isoDay(year + 1, 1, 1)
  return from === undefined || to === undefined ? undefined : { from, to, asPublished }
}

/** From the first day of one to the last of the other, for "1970 to 1972". Refused when it would run backwards. */
export function spanning(first: PartialDate, last: PartialDate, asPublished: string): PartialDate | undefined {
  return first.from < last.to ? { from: first.from, to: last.to, asPublished } : undefined
}

const PARTIAL_ISO = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:T.*)?$/
const EIGHT_DIGITS = /^(\d{4})(\d{2})(\d{2})$/

/**
 * Reads `YYYY`, `YYYY-MM`, `YYYY-MM-DD` (one-digit months and days too, as the UN list has them) and `YYYYMMDD`.
 * Publishers' other forms are read where the publisher is (`sources/`); ambiguous ones such as 03/04/1960 never here.
 */
export function parsePartialDate(raw: string): Parsed<PartialDate> {
  const text = raw.trim()
  const found = PARTIAL_ISO.exec(text) ?? EIGHT_DIGITS.exec(text)
  const date = found === null ? undefined : fromNumbers(found[1], found[2], found[3], text)
  return date === undefined
    ? refused('date.unreadable', raw, { remedy: 'give YYYY, YYYY-MM or YYYY-MM-DD' })
    : accepted(date)
}

function fromNumbers(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  asPublished: string,
): PartialDate | undefined {
  if (month === undefined) return wholeYear(Number(year), asPublished)
  if (day === undefined) return wholeMonth(Number(year), Number(month), asPublished)
  const exact = isoDay(Number(year), Number(month), Number(day))
  return exact === undefined ? undefined : wholeDay(exact, asPublished)
}

/** The shortest ISO form of the date: a year, a month or a day where it is exactly that, otherwise `from/last day`. */
export function isoForm(date: PartialDate): string {
  const [year, month, day] = numbersOf(date.from)
  if (day === 1 && month === 1 && wholeYear(year, '')?.to === date.to) return pad(year, 4)
  if (day === 1 && wholeMonth(year, month, '')?.to === date.to) return `${pad(year, 4)}-${pad(month, 2)}`
  return dayAfter(date.from) === date.to ? date.from : `${date.from}/${dayBefore(date.to)}`
}

export function dayBefore(date: IsoDate): IsoDate {
  const [year, month, day] = numbersOf(date)
  const previousMonth = month === 1 ? 12 : month - 1
  const previousYear = month === 1 ? year - 1 : year
  return (
    isoDay(year, month, day - 1) ??
    isoDay(previousYear, previousMonth, daysInMonth(previousYear, previousMonth)) ??
    date
  )
}
