import type { Authority, DesignationState } from '../model/authority.ts'
import type { IsoDate } from '../model/brand.ts'
import type { Organisation, RegisterEvent } from './organisation.ts'
import { type Moment, type Status, statusesAsOf } from './status.ts'
import { timelineOf } from './timeline.ts'

export interface Selection {
  readonly state?: DesignationState
  readonly authority?: Authority
  /** Only what was changed by an event on or after this day, and on or before the day asked about. */
  readonly changedSince?: IsoDate
}

/** One (organisation, authority) that a selection keeps. */
export interface Selected {
  readonly organisation: Organisation
  readonly status: Status
  /** With `changedSince`: the events that made the change. */
  readonly changes: readonly RegisterEvent[]
}

/** The register's (organisation, authority) pairs in the asked state, in order of name and authority. */
export function selectStatuses(
  organisations: readonly Organisation[],
  moment: Moment,
  selection: Selection,
): readonly Selected[] {
  return organisations
    .toSorted((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1))
    .flatMap((organisation) =>
      [...statusesAsOf(organisation, moment).values()]
        .filter((status) => selection.authority === undefined || status.authority === selection.authority)
        .filter((status) => selection.state === undefined || isInState(status, selection.state))
        .map((status) => ({
          organisation,
          status,
          changes: changesOf(organisation, status.authority, moment, selection),
        }))
        .filter(({ changes }) => selection.changedSince === undefined || changes.length > 0),
    )
}

/** A substate is found by its own name, and by `designated`, of which it is one. */
const isInState = (status: Status, wanted: DesignationState): boolean =>
  status.state === wanted || status.substate === wanted || (wanted === 'designated' && status.legalEffect === true)

/** Acts that moved the status; a list that only shows what stood already changes nothing. */
function changesOf(
  organisation: Organisation,
  authority: Authority,
  moment: Moment,
  { changedSince }: Selection,
): readonly RegisterEvent[] {
  if (changedSince === undefined) return []
  const { applied, spans } = timelineOf(organisation.events, authority, moment.knownAt, moment.snapshots)
  return applied.filter(
    (event) =>
      event.on.from >= changedSince &&
      event.on.from <= moment.asOf &&
      (event.type !== 'seen' || spans.some(({ basis }) => basis?.id === event.id)),
  )
}
