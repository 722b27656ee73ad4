import { describe, expect, test } from 'vitest'
import type { IsoDate } from '../model/brand.ts'
import { businessDaysAfter, dueOf } from './clocks.ts'
import { federalHolidays, isBusinessDay } from './holidays.ts'

const day = (text: string): IsoDate => text as IsoDate

/** Days kept as federal holidays by the Office of Personnel Management's own tables, for years with shifted days. */
const KEPT: Record<number, readonly string[]> = {
  2015: [
    '2015-01-01',
    '2015-01-19',
    '2015-02-16',
    '2015-05-25',
    '2015-07-03',
    '2015-09-07',
    '2015-10-12',
    '2015-11-11',
    '2015-11-26',
    '2015-12-25',
  ],
  2020: [
    '2020-01-01',
    '2020-01-20',
    '2020-02-17',
    '2020-05-25',
    '2020-07-03',
    '2020-09-07',
    '2020-10-12',
    '2020-11-11',
    '2020-11-26',
    '2020-12-25',
  ],
  2021: [
    '2021-01-01',
    '2021-01-18',
    '2021-02-15',
    '2021-05-31',
    '2021-06-18',
    '2021-07-05',
    '2021-09-06',
    '2021-10-11',
    '2021-11-11',
    '2021-11-25',
    '2021-12-24',
  ],
  2022: [
    '2021-12-31',
    '2022-01-17',
    '2022-02-21',
    '2022-05-30',
    '2022-06-20',
    '2022-07-04',
    '2022-09-05',
    '2022-10-10',
    '2022-11-11',
    '2022-11-24',
    '2022-12-26',
  ],
  2025: [
    '2025-01-01',
    '2025-01-20',
    '2025-02-17',
    '2025-05-26',
    '2025-06-19',
    '2025-07-04',
    '2025-09-01',
    '2025-10-13',
    '2025-11-11',
    '2025-11-27',
    '2025-12-25',
  ],
  2026: [
    '2026-01-01',
    '2026-01-19',
    '2026-02-16',
    '2026-05-25',
    '2026-06-19',
    '2026-07-03',
    '2026-09-07',
    '2026-10-12',
    '2026-11-11',
    '2026-11-26',
    '2026-12-25',
  ],
}

test.each(Object.entries(KEPT))('federal holidays of %s', (year, kept) => {
  expect(federalHolidays(Number(year)).map(({ observed }) => observed)).toEqual(kept)
})

test.each([
  ['from the eight of 2025-02-20: no holiday between', '2025-02-20', '2025-03-06'],
  ['over Thanksgiving', '2025-11-24', '2025-12-09'],
  ["over Christmas and New Year's Day", '2025-12-19', '2026-01-06'],
  ["New Year's Day 2022 is kept in 2021", '2021-12-20', '2022-01-05'],
  ['Juneteenth counts since 2021, not before', '2020-06-12', '2020-06-26'],
  ['and passes over in 2024', '2024-06-12', '2024-06-27'],
  ['a Saturday start counts from Monday', '2025-08-16', '2025-08-29'],
] as const)('10 business days %s', (_why, start, due) => {
  expect(businessDaysAfter(day(start), 10).due).toBe(due)
})

/**
 * Independent of the code under test: JavaScript's own calendar, holidays found by walking every day of the year and
 * asking of each whether it is one, instead of computing where each holiday falls.
 */
const asDate = (text: string): Date => new Date(`${text}T00:00:00Z`)
const textOf = (date: Date): string => date.toISOString().slice(0, 10)
const MS_OF_DAY = 86_400_000

function isNamedHoliday(date: Date): boolean {
  const [month, dayOfMonth, weekday] = [date.getUTCMonth() + 1, date.getUTCDate(), date.getUTCDay()]
  const nth = Math.ceil(dayOfMonth / 7)
  const isLast = new Date(date.getTime() + 7 * MS_OF_DAY).getUTCMonth() + 1 !== month
  const fixed = `${month}/${dayOfMonth}`
  if (fixed === '6/19') return date.getUTCFullYear() > 2020
  if (['1/1', '7/4', '11/11', '12/25'].includes(fixed)) return true
  if (weekday === 4) return month === 11 && nth === 4
  if (weekday !== 1) return false
  return (
    (month === 1 && nth === 3) ||
    (month === 2 && nth === 3) ||
    (month === 5 && isLast) ||
    (month === 9 && nth === 1) ||
    (month === 10 && nth === 2)
  )
}

function isOpenDay(date: Date): boolean {
  const weekday = date.getUTCDay()
  if (weekday === 0 || weekday === 6 || isNamedHoliday(date)) return false
  if (weekday === 5 && isNamedHoliday(new Date(date.getTime() + MS_OF_DAY))) return false
  return !(weekday === 1 && isNamedHoliday(new Date(date.getTime() - MS_OF_DAY)))
}

function countOn(start: string, count: number): string {
  let date = asDate(start)
  for (let left = count; left > 0; ) {
    date = new Date(date.getTime() + MS_OF_DAY)
    if (isOpenDay(date)) left -= 1
  }
  return textOf(date)
}

/** 1,000 starts from 2015 to 2040, 9.3 days apart, so that every weekday, month and holiday is met. */
const STARTS = Array.from({ length: 1000 }, (_, i) =>
  textOf(new Date(Date.UTC(2015, 0, 1) + Math.round(i * 9.47) * MS_OF_DAY)),
)

test('1,000 due dates from 2015 to 2040 agree with an independent computation', () => {
  expect(STARTS.at(-1)).toMatch(/^2040-/)
  const wrong = STARTS.filter((start) => businessDaysAfter(day(start), 10).due !== countOn(start, 10))
  expect(wrong).toEqual([])
})

test('every day of 2015 to 2040 is a business day or not, by both', () => {
  const wrong: string[] = []
  for (let time = Date.UTC(2015, 0, 1); time < Date.UTC(2041, 0, 1); time += MS_OF_DAY) {
    const text = textOf(new Date(time))
    if (isBusinessDay(day(text)) !== isOpenDay(new Date(time))) wrong.push(text)
  }
  expect(wrong).toEqual([])
})

describe('other clocks', () => {
  const text = { en: 'x', es: 'y' }
  const annual = { kind: 'annual', month: 9, day: 30, held_on_month: 6, held_on_day: 30, text } as const
  test.each([
    ['blocked before 30 June: this September', '2025-02-20', '2025-09-30'],
    ['blocked on 30 June: this September', '2025-06-30', '2025-09-30'],
    ['blocked in July: next September', '2025-07-01', '2026-09-30'],
  ] as const)('%s', (_why, start, due) => {
    expect(dueOf(annual, day(start)).due).toBe(due)
  })
  test('a clock in words has no day', () => {
    expect(dueOf({ kind: 'words', text }, day('2025-01-01'))).toEqual({ due: null, arithmetic: null })
  })
  test('ten years from 29 February end on 28 February', () => {
    expect(dueOf({ kind: 'years', count: 10, text }, day('2024-02-29')).due).toBe('2034-02-28')
  })
  test('the arithmetic names the holidays passed over', () => {
    expect(businessDaysAfter(day('2025-11-24'), 10).arithmetic).toBe(
      '2025-11-24 + 10 business days, passing over 4 weekend days, Thanksgiving Day 2025-11-27',
    )
  })
})
