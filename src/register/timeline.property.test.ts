import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Authority, hasLegalEffect } from '../model/authority.ts'
import type { IsoDate, OrganisationId } from '../model/brand.ts'
import { addDays } from '../model/calendar.ts'
import { wholeDay } from '../model/partial-date.ts'
import { EVENT_TYPES, type EventType, type Organisation, type RegisterEvent } from './organisation.ts'
import { statusesAsOf } from './status.ts'
import { timelineOf } from './timeline.ts'

const START = '2020-01-01' as IsoDate
const END = '2030-01-01' as IsoDate
const SNAPSHOTS: readonly IsoDate[] = []
const AUTHORITIES: readonly Authority[] = ['FTO', 'SDGT', 'SDNTK']
const MOVES = EVENT_TYPES.filter((type) => type !== 'seen' && type !== 'resolved')

const event: fc.Arbitrary<RegisterEvent> = fc
  .record({
    authority: fc.constantFrom(...AUTHORITIES),
    type: fc.constantFrom<EventType>(...MOVES),
    offset: fc.integer({ min: 0, max: 60 }),
    late: fc.integer({ min: 0, max: 30 }),
    id: fc.uuid(),
  })
  .map(({ authority, type, offset, late, id }) => {
    const on = addDays(START, offset)
    return {
      authority,
      type,
      on: wholeDay(on),
      knownAt: addDays(on, late),
      citation: 'synthetic',
      isCitationVerified: true,
      note: 'synthetic',
      verified: true,
      id,
    }
  })
const events = fc.array(event, { maxLength: 14 })
const days = fc.integer({ min: -5, max: 100 }).map((offset) => addDays(START, offset))

const organisation = (own: readonly RegisterEvent[]): Organisation => ({
  id: 'synthetic' as OrganisationId,
  name: 'Synthetic',
  kind: 'synthetic',
  region: 'nowhere',
  isClass: false,
  aliases: [],
  listNames: [],
  components: [],
  memberOf: [],
  relations: [],
  events: own,
  sources: [],
  verified: true,
})
const statuses = (own: readonly RegisterEvent[], asOf: IsoDate, knownAt: IsoDate) =>
  statusesAsOf(organisation(own), { asOf, knownAt, snapshots: SNAPSHOTS })

/** The law in other words than the code's: what may never stand next to what. */
const BEFORE = ['none', 'signalled', 'proposed', 'under_review', 'held', 'determined', 'notified', 'announced']
const ORDER = BEFORE.filter((state) => state !== 'held')

test('no state is reached by a forbidden move', () => {
  fc.assert(
    fc.property(events, (own) => {
      for (const authority of AUTHORITIES) {
        const told = timelineOf(own, authority, END, SNAPSHOTS).spans.filter(({ state }) => state !== 'unknown')
        told.slice(1).forEach((span, i) => {
          const last = told[i]?.state ?? 'none'
          if (span.state === 'revoked') expect(hasLegalEffect(last) || last === 'waived').toBe(true)
          if (span.state === 'waived') expect([authority, hasLegalEffect(last)]).toEqual(['SDNTK', true])
          if (span.state === 'revocation_announced') expect(hasLegalEffect(last)).toBe(true)
          if (BEFORE.includes(span.state)) expect(hasLegalEffect(last)).toBe(false)
          if (ORDER.includes(span.state) && ORDER.includes(last)) {
            expect(ORDER.indexOf(span.state)).toBeGreaterThanOrEqual(ORDER.indexOf(last))
          }
          if (hasLegalEffect(span.state)) expect(span.basis?.type).toBe('designated')
        })
      }
    }),
    { numRuns: 500 },
  )
})

test('each event is applied or refused, never lost', () => {
  fc.assert(
    fc.property(events, (own) => {
      for (const authority of AUTHORITIES) {
        const moving = own.filter((each) => each.authority === authority && each.type !== 'context')
        const { spans, refused } = timelineOf(own, authority, END, SNAPSHOTS)
        if (moving.length > 0 && refused.length === 0) expect(spans.at(-1)?.event).toBeDefined()
        expect(refused.length).toBeLessThanOrEqual(moving.length)
      }
    }),
  )
})

test('a fact known later never changes an answer asked with an earlier known-at', () => {
  fc.assert(
    fc.property(events, event, days, days, (own, added, asOf, knownAt) => {
      const later = { ...added, knownAt: addDays(knownAt, 1) }
      expect(statuses([...own, later], asOf, knownAt)).toEqual(statuses(own, asOf, knownAt))
      const correction = { ...later, replaces: own[0]?.id ?? 'nothing' }
      expect(statuses([...own, correction], asOf, knownAt)).toEqual(statuses(own, asOf, knownAt))
    }),
  )
})

test('revoking one authority never touches another', () => {
  fc.assert(
    fc.property(events, days, days, (own, asOf, revokedOn) => {
      const revocation: RegisterEvent = {
        authority: 'FTO',
        type: 'revoked',
        on: wholeDay(revokedOn),
        knownAt: revokedOn,
        citation: 'synthetic',
        isCitationVerified: true,
        note: 'synthetic',
        verified: true,
        id: 'revocation',
      }
      const before = statuses(own, asOf, END)
      const after = statuses([...own, revocation], asOf, END)
      for (const authority of ['SDGT', 'SDNTK'] as const) expect(after.get(authority)).toEqual(before.get(authority))
    }),
  )
})
