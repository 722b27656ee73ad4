import { expect, test } from 'vitest'
import { hitOf } from '../../test/support/casework.ts'
import type { IsoDate } from '../model/brand.ts'
import { dutiesOf, houseDueRule } from './book-screening.ts'
import { loadLaw } from './law.ts'

const designated = (authority: string, state = 'designated') => ({
  ...hitOf({}),
  designations: [{ authority, state, since: '2025-02-20', citation: '90 FR 10030', verified: true }],
})

test('a confirmed match under FTO puts the reports of a US bank on the case, with citation and business days (R-46, R-47)', () => {
  const duties = dutiesOf(loadLaw(), designated('FTO'), 'us_bank', '2026-11-20' as IsoDate)
  const report = duties.find(({ kind }) => kind === 'R10')
  // 26 November 2026 is Thanksgiving Day: ten business days after Friday the 20th end on 7 December
  expect([report?.dueOn, report?.citation?.includes('501.603')]).toEqual(['2026-12-07', true])
  expect(duties.every(({ citation, text }) => citation !== null && text !== '')).toBe(true)
  expect(duties.every(({ dueOn }) => dueOn === '9999-12-31' || dueOn < '2028')).toBe(true)
})

test.each([
  ['announced', []],
  ['held', []],
  ['revoked', []],
])('a designation that is only %s starts no clock', (state, expected) => {
  expect(dutiesOf(loadLaw(), designated('FTO', state), 'us_bank', '2026-11-20' as IsoDate)).toEqual(expected)
})

test('the house rule for looking at alerts says that it is one, and counts business days', () => {
  const due = houseDueRule('2026-11-25' as IsoDate)
  expect([due(hitOf({ score: 0.95 })).on, due(hitOf({})).on]).toEqual(['2026-11-27', '2026-12-01'])
  expect(due(hitOf({})).rule).toMatch(/^house: 3 business days/)
})
