import type { IsoDate } from '../model/brand.ts'
import { addDays, weekdayOf } from '../model/calendar.ts'
import { daysInMonth, isoDay, numbersOf } from '../model/partial-date.ts'

const MONDAY = 1
const THURSDAY = 4
const SATURDAY = 6
const SUNDAY = 0

interface FixedHoliday {
  readonly name: string
  readonly month: number
  readonly day: number
  /** The first year in which it was a legal public holiday. */
  readonly fromYear?: number
}

interface WeekdayHoliday {
  readonly name: string
  readonly month: number
  readonly weekday: number
  /** 1 for the first of the month, -1 for the last. */
  readonly nth: number
}

/**
 * Legal public holidays by day of the month. Source: 5 USC 6103(a); Juneteenth by Pub. L. 117-17 of 2021-06-17.
 * Inauguration Day is one in and around Washington only (5 USC 6103(c)) and is left out; so are days on which an
 * executive order merely excused federal employees.
 */
const FIXED: readonly FixedHoliday[] = [
  { name: "New Year's Day", month: 1, day: 1 },
  { name: 'Juneteenth National Independence Day', month: 6, day: 19, fromYear: 2021 },
  { name: 'Independence Day', month: 7, day: 4 },
  { name: 'Veterans Day', month: 11, day: 11 },
  { name: 'Christmas Day', month: 12, day: 25 },
]

/** Legal public holidays by weekday. Source: 5 USC 6103(a). */
const BY_WEEKDAY: readonly WeekdayHoliday[] = [
  { name: 'Birthday of Martin Luther King, Jr.', month: 1, weekday: MONDAY, nth: 3 },
  { name: "Washington's Birthday", month: 2, weekday: MONDAY, nth: 3 },
  { name: 'Memorial Day', month: 5, weekday: MONDAY, nth: -1 },
  { name: 'Labor Day', month: 9, weekday: MONDAY, nth: 1 },
  { name: 'Columbus Day', month: 10, weekday: MONDAY, nth: 2 },
  { name: 'Thanksgiving Day', month: 11, weekday: THURSDAY, nth: 4 },
]

export interface Holiday {
  readonly name: string
  /** The day on which it is kept. */
  readonly observed: IsoDate
}

/**
 * The federal holidays named for a year, by the day on which they are kept: on a Saturday the Friday before
 * (5 USC 6103(b)), on a Sunday the Monday after (E.O. 11582). New Year's Day can be kept in the year before.
 */
export function federalHolidays(year: number): readonly Holiday[] {
  const fixed = FIXED.filter(({ fromYear }) => fromYear === undefined || year >= fromYear).map(
    ({ name, month, day }) => ({
      name,
      observed: observedOn(dayOf(year, month, day)),
    }),
  )
  const moving = BY_WEEKDAY.map(({ name, month, weekday, nth }) => ({
    name,
    observed: nthWeekday(year, month, weekday, nth),
  }))
  return [...fixed, ...moving].toSorted((a, b) => (a.observed < b.observed ? -1 : 1))
}

/** The holiday kept on a day, where there is one. */
export function holidayOn(day: IsoDate): Holiday | undefined {
  const [year] = numbersOf(day)
  return [...federalHolidays(year), ...federalHolidays(year + 1)].find(({ observed }) => observed === day)
}

export const isWeekend = (day: IsoDate): boolean => weekdayOf(day) === SATURDAY || weekdayOf(day) === SUNDAY

/** Neither a weekend nor a federal holiday. */
export const isBusinessDay = (day: IsoDate): boolean => !isWeekend(day) && holidayOn(day) === undefined

function observedOn(day: IsoDate): IsoDate {
  const weekday = weekdayOf(day)
  if (weekday === SATURDAY) return addDays(day, -1)
  return weekday === SUNDAY ? addDays(day, 1) : day
}

function nthWeekday(year: number, month: number, weekday: number, nth: number): IsoDate {
  const first = nth > 0 ? dayOf(year, month, 1) : dayOf(year, month, daysInMonth(year, month))
  const toWeekday = nth > 0 ? (weekday - weekdayOf(first) + 7) % 7 : -((weekdayOf(first) - weekday + 7) % 7)
  return addDays(first, toWeekday + (nth > 0 ? (nth - 1) * 7 : (nth + 1) * 7))
}

function dayOf(year: number, month: number, day: number): IsoDate {
  const found = isoDay(year, month, day)
  if (found === undefined) throw new RangeError(`no such day: ${year}-${month}-${day}`)
  return found
}
