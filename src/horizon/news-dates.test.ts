import { expect, test } from 'vitest'
import type { IsoDate } from '../model/brand.ts'
import { followChain } from './date-readings.ts'
import { formOf } from './day-intervals.ts'
import { findDates } from './news-dates.ts'
import { foldText } from './text.ts'
import type { Language } from './vocabulary.ts'

const FRIDAY = '2019-12-06' as IsoDate

function found(text: string, anchor: IsoDate, language: Language) {
  return findDates(text, foldText(text), { start: 0, end: text.length }, anchor, language)
}

test.each([
  ['a weekday alone is the last such day', 'said on Tuesday', FRIDAY, '2019-12-03'],
  ['a weekday on the day itself', 'said on Friday', FRIDAY, '2019-12-06'],
  ['next looks forward', 'next Monday', FRIDAY, '2019-12-09'],
  ['last week is Monday to Sunday before', 'last week', FRIDAY, '2019-11-25/2019-12-01'],
  ['late last month drops neither word', 'late last month', FRIDAY, '2019-11-21/2019-11-30'],
  ['last month in January is of the year before', 'last month', '2020-01-09' as IsoDate, '2019-12'],
  ['last year is the calendar year', 'last year', FRIDAY, '2018'],
  ['a month alone is the last one', 'in October', FRIDAY, '2019-10'],
  ['a day and month alone likewise', 'on January 19', '2021-02-13' as IsoDate, '2021-01-19'],
  ['early in a month', 'in early June', FRIDAY, '2019-06-01/2019-06-10'],
  ['earlier this year runs to publication', 'earlier this year', FRIDAY, '2019-01-01/2019-12-06'],
  ['weeks ago are the week of that day', 'three weeks ago', '2019-11-27' as IsoDate, '2019-11-04/2019-11-10'],
  ['a stretch begins that long before', 'for the last 90 days', '2019-11-27' as IsoDate, '2019-08-29/2019-11-27'],
  ['a weekend', 'over the weekend', '2019-04-08' as IsoDate, '2019-04-06/2019-04-07'],
  ['a year with a preposition', 'since 1997', FRIDAY, '1997'],
  ['an abbreviated month', 'the Nov. 4 ambush', FRIDAY, '2019-11-04'],
  ['day before month', '4 May 2025', '2025-05-04' as IsoDate, '2025-05-04'],
  ['an ISO day', ' date 2019-12-06 ', FRIDAY, '2019-12-06'],
  ['a day that does not exist is none', 'on February 30, 2019', FRIDAY, undefined],
  ['a decade is less than a year', 'in the 1970s', FRIDAY, undefined],
  ['the verb may is no month', 'members may 5 times', FRIDAY, undefined],
] as const)('%s: “%s”', (_why, text, anchor, wanted) => {
  const [first] = found(text, anchor, 'en')
  expect(first?.past === undefined ? undefined : formOf(first.past)).toBe(wanted)
})

test.each([
  ['este viernes', '2019-12-06'],
  ['el jueves', '2019-12-05'],
  ['el pasado 26 de noviembre', '2019-11-26'],
  ['la semana pasada', '2019-11-25/2019-12-01'],
  ['el mes pasado', '2019-11'],
  ['hace dos semanas', '2019-11-18/2019-11-24'],
  ['a principios de año', '2019-01-01/2019-04-30'],
  ['el pasado viernes', '2019-11-29'],
  ['en noviembre de 2016', '2016-11'],
  ['anoche', '2019-12-05'],
] as const)('Spanish “%s”', (text, wanted) => {
  const [first] = found(text, FRIDAY, 'es')
  expect(first?.past === undefined ? undefined : formOf(first.past)).toBe(wanted)
})

test('a date without direction gives both readings, and the tense of the clause decides', () => {
  const [date] = found('takes effect on Jan. 19', '2021-01-11' as IsoDate, 'en')
  expect([date?.past?.first, date?.future?.first]).toEqual(['2020-01-19', '2021-01-19'])
})

test('a chain counts from its event: days keep the day, years do not', () => {
  const main = { first: '2019-04-30' as IsoDate, last: '2019-04-30' as IsoDate }
  const [weeks] = found('three weeks after he hosted', '2019-05-01' as IsoDate, 'en')
  expect(weeks?.chain).toEqual({ amount: 3, unit: 'week', follows: false })
  const before = followChain(main, { amount: 3, unit: 'week', follows: false }, -1)
  expect(before?.first).toBe('2019-04-09')
  const years = followChain(main, { amount: 5, unit: 'year', follows: false }, -1)
  expect(years === undefined ? undefined : formOf(years)).toBe('2014')
})
