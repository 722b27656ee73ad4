import { AUTHORITIES, type Authority, type DesignationState, hasLegalEffect } from '../model/authority.ts'
import type { IsoDate } from '../model/brand.ts'
import type { Designation } from '../model/designation.ts'
import type { Organisation, RegisterEvent } from './organisation.ts'
import { eventsKnownAt, type Span, settledOn, type Timeline, timelineOf } from './timeline.ts'

/** The day a question is about, the day whose knowledge counts, and the days of the lists that were read. */
export interface Moment {
  readonly asOf: IsoDate
  readonly knownAt: IsoDate
  readonly snapshots: readonly IsoDate[]
}

/** One authority's position on one organisation on a day. */
export interface Status extends Designation {
  /** `null` where the state is unknown between one with and one without effect. */
  readonly legalEffect: boolean | null
  readonly substate?: DesignationState
  readonly between?: readonly DesignationState[]
  readonly isAmbiguous?: boolean
  /** Where the end is known to an interval only. */
  readonly untilAtLatest?: IsoDate
  readonly lastSeen?: IsoDate
  /** 1 for the first designation or the steps to it, 2 for a relisting, and so on. */
  readonly cycle: number
  /** For an announcement: the day of effect, as later rows have it or else as it was announced. */
  readonly expected?: IsoDate
  /** The event that made the state, which for a designation can be later than the one that began it. */
  readonly event?: RegisterEvent
}

/** Where each authority that ever touched the organisation stands on a day, as known on a day. */
export function statusesAsOf(organisation: Organisation, moment: Moment): ReadonlyMap<Authority, Status> {
  const known = eventsKnownAt(organisation.events, moment.knownAt)
  const touched = AUTHORITIES.filter((authority) => known.some((event) => event.authority === authority))
  return new Map(touched.map((authority) => [authority, statusAsOf(organisation, authority, moment)]))
}

export function statusAsOf(organisation: Organisation, authority: Authority, moment: Moment): Status {
  return statusOn(timelineOf(organisation.events, authority, moment.knownAt, moment.snapshots), moment.asOf)
}

/** Reads a timeline on one day. */
export function statusOn(timeline: Timeline, asOf: IsoDate): Status {
  const at = timeline.spans.findIndex((span) => span.to === null || asOf < span.to)
  const span = timeline.spans[at]
  if (span === undefined) throw new RangeError(`a timeline of ${timeline.authority} without an end`)
  if (hasLegalEffect(span.state)) return designatedStatus(timeline, at, span)
  const { event } = span
  const expected = span.state === 'announced' ? expectedDay(timeline.spans[at + 1], event) : undefined
  return {
    authority: timeline.authority,
    state: span.state,
    since: span.from,
    until: span.to,
    citation: event?.citation ?? null,
    verified: event?.verified ?? true,
    legalEffect: span.state === 'unknown' ? effectWithin(span.between ?? []) : false,
    cycle: span.cycle,
    ...(expected === undefined ? {} : { expected }),
    ...(event === undefined ? {} : { event }),
    ...(span.between === undefined ? {} : { between: span.between }),
    ...(span.isAmbiguous === true ? { isAmbiguous: true } : {}),
  }
}

const expectedDay = (next: Span | undefined, event: RegisterEvent | undefined): IsoDate | undefined =>
  next !== undefined && next.from !== null && hasLegalEffect(next.state) ? next.from : event?.effective

/** A designation is dated by its beginning; what happened to it since is its substate. */
function designatedStatus(timeline: Timeline, at: number, span: Span): Status {
  const { basis, event } = span
  const ends = endOf(timeline.spans, at)
  const began = basis === undefined ? span.from : beginning(basis)
  return {
    authority: timeline.authority,
    state: span.state,
    since: began,
    ...(basis !== undefined && began === null ? { sinceAtLatest: settledOn(basis) } : {}),
    ...ends,
    citation: basis?.citation ?? null,
    verified: (basis?.verified ?? false) && (span.state !== 'revocation_announced' || event?.verified === true),
    legalEffect: true,
    cycle: span.cycle,
    ...(span.substate === undefined ? {} : { substate: span.substate }),
    ...(event === undefined ? {} : { event }),
    ...(timeline.lastSeen === undefined || basis?.type !== 'seen' ? {} : { lastSeen: timeline.lastSeen }),
  }
}

/** The day of a designation, or `null` where its source leaves the day open. */
function beginning(basis: RegisterEvent): IsoDate | null {
  return basis.type !== 'seen' && settledOn(basis) === basis.on.from ? basis.on.from : null
}

function endOf(spans: readonly Span[], at: number): Pick<Status, 'until' | 'untilAtLatest'> {
  const end = spans.slice(at).find((span) => !hasLegalEffect(span.state))
  if (end === undefined) return { until: null }
  if (end.state !== 'unknown' || end.isAmbiguous === true) return { until: end.from }
  return end.to === null ? { until: null } : { until: null, untilAtLatest: end.to }
}

function effectWithin(between: readonly DesignationState[]): boolean | null {
  const effects = new Set(between.map(hasLegalEffect))
  return effects.size === 1 ? effects.has(true) : null
}

/** The slice of a status that a screening answer carries. */
export function designationOf(status: Status): Designation {
  const { authority, state, since, sinceAtLatest, until, citation, verified } = status
  return {
    authority,
    state,
    since,
    until,
    citation,
    verified,
    ...(sinceAtLatest === undefined ? {} : { sinceAtLatest }),
  }
}
