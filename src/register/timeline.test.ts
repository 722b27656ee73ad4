import { describe, expect, test } from 'vitest'
import type { Authority } from '../model/authority.ts'
import type { IsoDate } from '../model/brand.ts'
import type { RegisterEvent } from './organisation.ts'
import { parseEvent } from './parse.ts'
import { statusOn } from './status.ts'
import { timelineOf } from './timeline.ts'

const day = (text: string): IsoDate => text as IsoDate
const SNAPSHOTS = [day('2021-07-07'), day('2024-07-02'), day('2026-07-11')]
const LATE = day('2026-11-21')

function event(type: string, on: string, more: Record<string, unknown> = {}): RegisterEvent {
  const parsed = parseEvent(
    { authority: 'FTO', type, on, citation: 'synthetic', note: 'synthetic', verified: true, ...more },
    'test',
  )
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issue))
  return parsed.value
}
const seen = (first: string, last: string, more: Record<string, unknown> = {}): RegisterEvent => {
  const parsed = parseEvent(
    { authority: 'SDGT', type: 'seen', first, last, citation: 'list', note: 'synthetic', verified: true, ...more },
    'test',
  )
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issue))
  return parsed.value
}
const statusOf = (
  events: readonly RegisterEvent[],
  asOf: string,
  knownAt: string = LATE,
  authority: Authority = 'FTO',
) => statusOn(timelineOf(events, authority, day(knownAt), SNAPSHOTS), day(asOf))

describe('a status on a day', () => {
  const cycle = [
    event('announced', '2021-01-10'),
    event('designated', '2021-01-19'),
    event('revocation_announced', '2021-02-12'),
    event('revoked', '2021-02-16'),
    event('designated', '2025-03-05'),
  ]
  test.each([
    ['before anything', '2021-01-09', 'none', false, null],
    ['announced has no effect', '2021-01-18', 'announced', false, '2021-01-10'],
    ['designated on the day of publication', '2021-01-19', 'designated', true, '2021-01-19'],
    ['still designated while revocation is only announced', '2021-02-15', 'revocation_announced', true, '2021-01-19'],
    ['not designated on the day of revocation', '2021-02-16', 'revoked', false, '2021-02-16'],
    ['designated anew', '2025-03-05', 'designated', true, '2025-03-05'],
  ] as const)('%s', (_why, asOf, state, legalEffect, since) => {
    expect(statusOf(cycle, asOf)).toMatchObject({ state, legalEffect, since })
  })
  test('a relisting is a cycle of its own', () => {
    expect([statusOf(cycle, '2021-02-01').cycle, statusOf(cycle, '2025-04-01').cycle]).toEqual([1, 2])
  })
  test('what was known only later does not count earlier', () => {
    expect(statusOf(cycle, '2021-03-01', '2021-02-14')).toMatchObject({ state: 'revocation_announced', until: null })
  })
})

describe('days that the sources leave open', () => {
  const open = [event('designated', '2026-06-12/2026-07-11')]
  test.each([
    ['the day before the interval', '2026-06-11', 'none', false],
    ['its first day', '2026-06-12', 'unknown', null],
    ['the day before its last', '2026-07-10', 'unknown', null],
    ['its last day', '2026-07-11', 'designated', true],
  ] as const)('%s', (_why, asOf, state, legalEffect) => {
    expect(statusOf(open, asOf)).toMatchObject({ state, legalEffect })
  })
  test('the beginning is not given a day it does not have', () => {
    expect(statusOf(open, '2026-07-11')).toMatchObject({ since: null, sinceAtLatest: '2026-07-11' })
  })
  test('an open day without effect on either side has none', () => {
    expect(statusOf([event('under_review', '2025-05')], '2025-05-10')).toMatchObject({
      state: 'unknown',
      legalEffect: false,
    })
  })
  test('an act within a designation leaves no doubt about its effect', () => {
    const petitioned = [event('designated', '1997-10-08'), event('petition', '2008')]
    expect(statusOf(petitioned, '2008-06-01')).toMatchObject({ state: 'designated', legalEffect: true })
    expect(statusOf(petitioned, '2008-12-31')).toMatchObject({ substate: 'under_petition' })
  })
  test('a revocation on open days leaves the end open', () => {
    const ended = [event('designated', '1997-10-08'), event('revoked', '2021-11-30/2021-12-01')]
    expect(statusOf(ended, '2020-01-01')).toMatchObject({ until: null, untilAtLatest: '2021-12-01' })
    expect(statusOf(ended, '2021-11-30').state).toBe('unknown')
  })
  test('an act and its undoing on one day are said to be ambiguous', () => {
    const both = [event('designated', '2020-01-01'), event('revoked', '2021-05-05'), event('designated', '2021-05-05')]
    expect(statusOf(both, '2021-05-05')).toMatchObject({ state: 'unknown', isAmbiguous: true, legalEffect: null })
    expect(statusOf(both, '2021-05-06')).toMatchObject({ state: 'designated', cycle: 2 })
  })
})

describe('a status read from list snapshots', () => {
  const sdgt = (events: readonly RegisterEvent[], asOf: string, knownAt?: string) =>
    statusOf(events, asOf, knownAt, 'SDGT')
  test.each([
    ['before the law there was none', '2001-09-22', 'none'],
    ['open since the law began', '2015-01-01', 'unknown'],
    ['designated on the first snapshot', '2021-07-07', 'designated'],
    ['between snapshots that both show it', '2022-01-01', 'designated'],
    ['after the newest snapshot read, which shows it', '2026-11-21', 'designated'],
  ] as const)('%s', (_why, asOf, state) => {
    expect(sdgt([seen('2021-07-07', '2026-07-11')], asOf).state).toBe(state)
  })
  test('a snapshot without it bounds the open days', () => {
    const events = [seen('2026-07-11', '2026-07-11', { absent_on: '2024-07-02' })]
    expect([sdgt(events, '2024-07-02').state, sdgt(events, '2024-07-03').state]).toEqual(['none', 'unknown'])
  })
  test('a newer snapshot that no longer shows it makes the days since the last one open', () => {
    const gone = [seen('2021-07-07', '2024-07-02')]
    expect(sdgt(gone, '2025-01-01')).toMatchObject({ state: 'unknown', between: ['designated', 'revoked'] })
    expect(sdgt(gone, '2025-01-01', '2025-01-01').state).toBe('designated')
  })
  test('a snapshot after a dated designation confirms it and moves nothing', () => {
    const both = [event('designated', '2020-02-20', { authority: 'SDGT' }), seen('2021-07-07', '2026-07-11')]
    expect(sdgt(both, '2022-01-01')).toMatchObject({ since: '2020-02-20', cycle: 1 })
  })
})

describe('corrections add rows', () => {
  const order = [
    event('announced', '2025-06-25'),
    event('designated', '2025-07-21', { id: 'first', known_at: '2025-06-30' }),
    event('designated', '2025-09-04', { id: 'second', known_at: '2025-07-09', replaces: 'first' }),
    event('designated', '2025-10-20', { id: 'third', known_at: '2025-08-19', replaces: 'second' }),
  ]
  test.each([
    ['by the order as first published', '2025-07-08', 'designated', '2025-07-21'],
    ['after it was moved once', '2025-08-18', 'announced', '2025-06-25'],
    ['after it was moved twice', '2025-08-19', 'announced', '2025-06-25'],
  ] as const)('19 August 2025 reads %s', (_why, knownAt, state, since) => {
    expect(statusOf(order, '2025-08-19', knownAt)).toMatchObject({ state, since })
  })
  test('20 September 2025 is in force by the first move and not by the second', () => {
    expect([statusOf(order, '2025-09-20', '2025-08-18').state, statusOf(order, '2025-09-20').state]).toEqual([
      'designated',
      'announced',
    ])
  })
})

test.each([
  ['a revocation of what was never designated', [event('announced', '2020-01-01'), event('revoked', '2020-02-01')]],
  ['a designation of what is designated', [event('designated', '2020-01-01'), event('designated', '2020-02-01')]],
  ['a step back', [event('announced', '2020-01-01'), event('proposed', '2020-02-01')]],
  ['a review of nothing', [event('reviewed', '2020-01-01')]],
  ['a waiver outside the Kingpin Act', [event('designated', '2020-01-01'), event('waived', '2020-02-01')]],
] as const)('%s is refused and reported', (_why, events) => {
  const timeline = timelineOf(events, 'FTO', LATE, SNAPSHOTS)
  expect(timeline.refused.map(({ code }) => code)).toEqual(['register.move.forbidden'])
})
