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

/** The law in other words than the code's: from each state, the events that may come next and where they lead. */
const FORWARD = ['signalled', 'proposed', 'under_review', 'determined', 'notified', 'announced']
const WITHIN = ['amended', 'litigation', 'litigation_ended', 'petition', 'reviewed']

function follow(state: string, type: string, authority: Authority): string | undefined {
  const isStep = FORWARD.includes(type)
  if (state === 'designated' || state === 'revoking') {
    if (WITHIN.includes(type)) return type === 'reviewed' ? 'designated' : state
    if (type === 'revoked') return 'revoked'
    if (type === 'revocation_announced' && state === 'designated') return 'revoking'
    return type === 'waived' && authority === 'SDNTK' && state === 'designated' ? 'waived' : undefined
  }
  if (state === 'waived') return type === 'revoked' || type === 'designated' ? type : undefined
  if (type === 'designated' || type === 'held') {
    const isTooLate = type === 'held' && FORWARD.indexOf(state) > FORWARD.indexOf('under_review')
    return isTooLate ? undefined : type
  }
  if (!isStep) return undefined
  const mayGoBack = state === 'held' || state === 'revoked' || state === 'none'
  return mayGoBack || FORWARD.indexOf(type) >= FORWARD.indexOf(state) ? type : undefined
}

test('no state is reached by a forbidden move', () => {
  fc.assert(
    fc.property(events, (own) => {
      for (const authority of AUTHORITIES) {
        const { applied, spans } = timelineOf(own, authority, END, SNAPSHOTS)
        let state: string = 'none'
        for (const { type } of applied) {
          const next = follow(state, type, authority)
          expect(next, `${type} after ${state}`).toBeDefined()
          state = next ?? state
        }
        const told = state === 'revoking' ? 'revocation_announced' : state
        expect(spans.at(-1)?.state).toBe(told)
        for (const span of spans) if (hasLegalEffect(span.state)) expect(span.basis?.type).toBe('designated')
      }
    }),
    { numRuns: 1000 },
  )
})

test('the spans of a timeline meet without gap or overlap', () => {
  fc.assert(
    fc.property(events, (own) => {
      const { spans } = timelineOf(own, 'FTO', END, SNAPSHOTS)
      expect([spans[0]?.from, spans.at(-1)?.to]).toEqual([null, null])
      spans.slice(1).forEach((span, i) => {
        expect(span.from).toBe(spans[i]?.to)
        expect(span.to === null || (span.from ?? '') < span.to).toBe(true)
      })
    }),
  )
})

test('each event is applied or refused, never lost', () => {
  fc.assert(
    fc.property(events, (own) => {
      for (const authority of AUTHORITIES) {
        const moving = own.filter((each) => each.authority === authority && each.type !== 'context')
        const { applied, refused } = timelineOf(own, authority, END, SNAPSHOTS)
        expect(applied.length + refused.length).toBe(moving.length)
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
