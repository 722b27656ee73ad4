import { type Authority, type DesignationState, hasLegalEffect } from '../model/authority.ts'
import type { IsoDate } from '../model/brand.ts'
import type { Issue } from '../model/parsed.ts'
import { dayAfter, dayBefore } from '../model/partial-date.ts'
import { LAW_BEGAN, mayFollow, orderWithinDay, type Stage, SUBSTATE_AFTER, stageAfter } from './moves.ts'
import type { RegisterEvent } from './organisation.ts'

/** A run of days in one state. `from` is `null` for "as far back as the register looks". */
export interface Span {
  readonly from: IsoDate | null
  /** First day on which it no longer stood; `null` where nothing known ends it. */
  readonly to: IsoDate | null
  readonly state: DesignationState
  readonly substate?: DesignationState
  /** For `unknown`: what the state can be. */
  readonly between?: readonly DesignationState[]
  /** What made the state; for `unknown`, what leaves it open. */
  readonly event?: RegisterEvent
  /** For a designation: the event with which it began. */
  readonly basis?: RegisterEvent
  /** Same-day acts that pull apart: the day's state cannot be told. */
  readonly isAmbiguous?: boolean
  /** Counts from 1 with the first designation or step towards it; a relisting is a new cycle. */
  readonly cycle: number
}

/** The story of one organisation under one authority, as known on one day. */
export interface Timeline {
  readonly authority: Authority
  readonly spans: readonly Span[]
  /** The last snapshot that shows the status, where lists were read for it. */
  readonly lastSeen?: IsoDate
  /** Moves in the order in which they were made, those of one day included. */
  readonly applied: readonly RegisterEvent[]
  /** Events that the state machine forbids: reported, never applied. */
  readonly refused: readonly Issue[]
}

interface Point extends Omit<Span, 'from' | 'to'> {
  readonly day: IsoDate | null
  readonly stage: Stage
}

/**
 * Rows that count on `knownAt`: known by then, and not corrected by a row known by then. A later correction
 * therefore never changes what was answered before it was known.
 */
export function eventsKnownAt(events: readonly RegisterEvent[], knownAt: IsoDate): readonly RegisterEvent[] {
  const known = events.filter((event) => event.knownAt <= knownAt)
  const corrected = new Set(known.flatMap((event) => (event.replaces === undefined ? [] : [event.replaces])))
  return known.filter((event) => !corrected.has(event.id))
}

/** Builds the story of one authority from the rows known on a day. `snapshots` are the days of the lists read. */
export function timelineOf(
  events: readonly RegisterEvent[],
  authority: Authority,
  knownAt: IsoDate,
  snapshots: readonly IsoDate[],
): Timeline {
  const own = eventsKnownAt(events, knownAt).filter((event) => event.authority === authority)
  const points: Point[] = [ORIGIN]
  const refused: Issue[] = []
  const applied: RegisterEvent[] = []
  for (const day of byDay(own)) refused.push(...applyDay(points, day, own, applied))
  const lastSeen = lastSeenOf(own, knownAt, snapshots)
  points.push(...vanished(points.at(-1), lastSeen, knownAt, snapshots))
  const spans = spansOf(points)
  return { authority, spans, applied, refused, ...(lastSeen === undefined ? {} : { lastSeen }) }
}

/** The first day on which the event is certain to have happened. */
export const settledOn = (event: RegisterEvent): IsoDate =>
  event.type === 'seen' ? event.on.from : dayBefore(event.on.to)

/** Events that move or show a state, a day's at a time, in order of the day on which each is settled. */
function byDay(events: readonly RegisterEvent[]): readonly (readonly RegisterEvent[])[] {
  const moving = events.filter((event) => event.type !== 'context')
  const days = [...new Set(moving.map(settledOn))].toSorted()
  return days.map((day) =>
    moving
      .filter((event) => settledOn(event) === day)
      .toSorted((a, b) => orderWithinDay(a.type) - orderWithinDay(b.type)),
  )
}

/** Applies a day's events in the law's order, where that is allowed from the state before; reports what never is. */
function applyDay(
  points: Point[],
  events: readonly RegisterEvent[],
  own: readonly RegisterEvent[],
  applied: RegisterEvent[],
): Issue[] {
  const waiting = [...events]
  while (waiting.length > 0) {
    const last = points.at(-1) ?? ORIGIN
    const at = waiting.findIndex((event) => mayFollow(last.stage, event))
    const event = waiting.splice(Math.max(at, 0), 1)[0]
    if (event === undefined) break
    if (at < 0) return [event, ...waiting].map((each) => forbidden(last, each))
    applied.push(event)
    points.push(...(event.type === 'seen' ? pointsOfSeen(last, event, own) : pointsOfMove(last, event)))
  }
  return []
}

const ORIGIN: Point = { day: null, state: 'none', stage: 'none', cycle: 0 }

function forbidden(last: Point, event: RegisterEvent): Issue {
  return {
    code: 'register.move.forbidden',
    found: `${event.type} after ${last.state}`,
    where: `${event.authority} ${event.on.asPublished}`,
    remedy: 'see the allowed moves in src/register/moves.ts',
  }
}

function pointsOfMove(last: Point, event: RegisterEvent): readonly Point[] {
  const next = pointAfter(last, event)
  const day = settledFrom(last, event)
  if (isAmbiguous(last, next)) {
    const between = [last.state, next.state]
    return [
      { day, state: 'unknown', stage: last.stage, between, event, isAmbiguous: true, cycle: last.cycle },
      { ...next, day: dayAfter(day) },
    ]
  }
  const opens = openFrom(last, event.on.from)
  if (opens >= day || (hasLegalEffect(last.state) && hasLegalEffect(next.state))) return [next]
  return [openDays(last, opens, next.state, event), next]
}

/** An act that gives effect and one that ends it on one day: the Register has a day and no hour. */
const isAmbiguous = (last: Point, next: Point): boolean =>
  last.day === next.day &&
  ((hasLegalEffect(last.state) && ENDED.includes(next.state)) ||
    (ENDED.includes(last.state) && hasLegalEffect(next.state)))
const ENDED: readonly DesignationState[] = ['revoked', 'waived', 'resolved']

/** The day after the last settled one, or the first on which the event can have happened if that is later. */
const openFrom = (last: Point, from: IsoDate): IsoDate =>
  last.day !== null && last.day >= from ? dayAfter(last.day) : from

const openDays = (last: Point, day: IsoDate | null, to: DesignationState, event: RegisterEvent): Point => ({
  day,
  state: 'unknown',
  stage: last.stage,
  between: [last.state, to],
  event,
  cycle: last.cycle,
})

/** After a day that cannot be told, what else happened on it counts from the day after. */
const settledFrom = (last: Point, event: RegisterEvent): IsoDate => {
  const day = settledOn(event)
  return last.day !== null && last.day > day ? last.day : day
}

function pointAfter(last: Point, event: RegisterEvent): Point {
  const stage = stageAfter(event.type) ?? last.stage
  const day = settledFrom(last, event)
  const isNewCycle = last.stage === 'none' || ENDED.includes(last.state)
  const cycle = isNewCycle ? last.cycle + 1 : last.cycle
  if (stage !== 'designated' && stage !== 'revocation_announced') return { day, state: stage, stage, event, cycle }
  const basis = event.type === 'designated' ? event : last.basis
  const substate = SUBSTATE_AFTER[event.type]
  const staysRevoking = last.stage === 'revocation_announced' && event.type !== 'reviewed'
  const kept = staysRevoking ? 'revocation_announced' : stage
  return {
    day,
    state: kept,
    stage: kept,
    event,
    cycle,
    ...(basis === undefined ? {} : { basis }),
    ...(substate === undefined ? {} : { substate }),
  }
}

/** A status first seen on a list: open since the last day on which it is known not to have stood. */
function pointsOfSeen(last: Point, event: RegisterEvent, own: readonly RegisterEvent[]): readonly Point[] {
  if (hasLegalEffect(last.state)) return []
  const day = event.on.from
  const absent = own.flatMap(({ absentOn }) => (absentOn !== undefined && absentOn < day ? [absentOn] : [])).toSorted()
  const bounds = [last.day, ...absent].flatMap((known) => (known === null ? [] : [dayAfter(known)]))
  const began = LAW_BEGAN[event.authority]
  const opens = [...bounds, ...(began === undefined ? [] : [began])].toSorted().at(-1) ?? null
  const isNewCycle = last.stage === 'none' || ENDED.includes(last.state)
  const cycle = isNewCycle ? last.cycle + 1 : last.cycle
  const seen: Point = { day, state: 'designated', stage: 'designated', event, basis: event, cycle }
  return opens !== null && opens >= day ? [seen] : [openDays(last, opens, 'designated', event), seen]
}

function lastSeenOf(
  own: readonly RegisterEvent[],
  knownAt: IsoDate,
  snapshots: readonly IsoDate[],
): IsoDate | undefined {
  const shown = own
    .filter((event) => event.type === 'seen')
    .flatMap(({ on }) => [on.from, dayBefore(on.to), ...snapshots.filter((day) => day >= on.from && day < on.to)])
  return shown
    .filter((day) => day <= knownAt)
    .toSorted()
    .at(-1)
}

/** A status that rests on snapshots alone and is missing from a newer one is open from the day after the last. */
function vanished(
  last: Point | undefined,
  lastSeen: IsoDate | undefined,
  knownAt: IsoDate,
  snapshots: readonly IsoDate[],
): readonly Point[] {
  if (last?.basis?.type !== 'seen' || lastSeen === undefined || !hasLegalEffect(last.state)) return []
  const newest = snapshots.filter((day) => day <= knownAt).at(-1)
  if (newest === undefined || newest <= lastSeen) return []
  return [openDays(last, dayAfter(lastSeen), 'revoked', last.basis)]
}

function spansOf(points: readonly Point[]): readonly Span[] {
  return points.flatMap((point, i) => {
    const { day, stage: _stage, ...rest } = point
    const next = points[i + 1]
    return next !== undefined && next.day === day ? [] : [{ ...rest, from: day, to: next?.day ?? null }]
  })
}
