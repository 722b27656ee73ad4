import type { IsoDate } from './brand.ts'
import { dayAfter, dayBefore, daysInMonth, isoDay, numbersOf } from './partial-date.ts'

/** Days since 1970-01-01 in the proleptic Gregorian calendar, and back: no clock, no time zone. */
export function dayNumber(day: IsoDate): number {
  const [year, month, date] = numbersOf(day)
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + date - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

export function dayFromNumber(number: number): IsoDate {
  const shifted = number + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const date = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1
  const month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9)
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  const day = isoDay(year, month, date)
  if (day === undefined) throw new RangeError(`day ${number} lies outside the years 1 to 9999`)
  return day
}

/** The day `days` later, or earlier where negative. */
export const addDays = (day: IsoDate, days: number): IsoDate => {
  if (days === 1) return dayAfter(day)
  return days === -1 ? dayBefore(day) : dayFromNumber(dayNumber(day) + days)
}

/** The same day of the month so many years later; 29 February becomes 28 February where there is none. */
export function addYears(day: IsoDate, years: number): IsoDate {
  const [year, month, date] = numbersOf(day)
  const same = isoDay(year + years, month, Math.min(date, daysInMonth(year + years, month)))
  if (same === undefined) throw new RangeError(`${day} and ${years} years lie outside the years 1 to 9999`)
  return same
}

/** 0 for Sunday to 6 for Saturday. */
export const weekdayOf = (day: IsoDate): number => (((dayNumber(day) + 4) % 7) + 7) % 7

/** Days from `a` to `b`. */
export const daysBetween = (a: IsoDate, b: IsoDate): number => dayNumber(b) - dayNumber(a)
