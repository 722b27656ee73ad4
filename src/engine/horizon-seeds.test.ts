import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { isContextType } from '../horizon/vocabulary.ts'
import type { IsoDate } from '../model/brand.ts'
import { radar, readReports, reportsOfIndex } from './horizon.ts'

const SHARED = fileURLToPath(new URL('../../../shared/data/horizon/', import.meta.url))

describe.skipIf(!existsSync(SHARED))(
  'the two press reports of December 2019 (skipped where the shared data is missing)',
  () => {
    const seeds = () =>
      readReports(reportsOfIndex(join(SHARED, 'index.json')).filter(({ id }) => id.startsWith('seed-')))

    test('every required event is told, with its type and date', () => {
      for (const { id, events } of seeds().written) {
        const gold = JSON.parse(readFileSync(join(SHARED, `${id}.json`), 'utf8')).events.filter(
          (event: { optional: boolean }) => !event.optional,
        )
        for (const wanted of gold)
          expect(events).toContainEqual(expect.objectContaining({ type: wanted.type, date: wanted.date }))
        expect(events).toHaveLength(gold.length)
      }
    })

    test('one hold-off from both with its requester; the vow and the rebuff are merged, the finer date kept', () => {
      const { written } = seeds()
      const of = (type: string) => written.map(({ events }) => events.find((event) => event.type === type))
      const holds = of('hold_off')
      expect(new Set(holds.map((event) => event?.key)).size).toBe(1)
      for (const hold of holds)
        expect(hold).toMatchObject({
          requester: 'Andres Manuel Lopez Obrador',
          date: '2019-12-06',
          status_after: 'held_off',
        })
      expect(new Set(of('reject').map((event) => event?.key)).size).toBe(1)
      const vows = of('vow')
      expect(new Set(vows.map((event) => event?.key)).size).toBe(1)
      expect(vows[0]?.merged.date).toBe('2019-11-21/2019-11-30')
    })

    test('no promotion, caption or repeated title is evidence', () => {
      for (const { events, dropped } of seeds().written) {
        for (const event of events)
          for (const left of dropped) expect(event.end <= left.start || left.end <= event.start).toBe(true)
        for (const { evidence } of events) expect(evidence).not.toMatch(/subscription offers|Getty|\| World/)
      }
    })

    test('the radar: Mexican cartels, held since 2019-12-06 at López Obrador’s request, two sources, one origin', () => {
      const [row, ...more] = radar(seeds().events, '2025-02-19' as IsoDate)
      expect(more).toEqual([])
      expect(row).toMatchObject({
        organisation: 'mexican-drug-cartels',
        state: 'held',
        since: '2019-12-06',
        requester: 'Andres Manuel Lopez Obrador',
        sources: 2,
        origins: 1,
        silentDays: 1902,
      })
    })

    test('no negative report gives an event of a designation', () => {
      const index = JSON.parse(readFileSync(join(SHARED, 'index.json'), 'utf8'))
      const negatives = new Set(
        index.filter((each: { negative: boolean }) => each.negative).map((each: { id: string }) => each.id),
      )
      const { written } = readReports(reportsOfIndex(join(SHARED, 'index.json')).filter(({ id }) => negatives.has(id)))
      expect(written.flatMap(({ events }) => events.filter(({ type }) => !isContextType(type)))).toEqual([])
    })
  },
)
