import type { DesignationState } from '../model/authority.ts'
import type { IsoDate } from '../model/brand.ts'
import { daysBetween } from '../model/calendar.ts'
import { type Contradiction, contradictionsOf } from './contradictions.ts'
import { originsOf } from './corroboration.ts'
import { type Days, formOf } from './day-intervals.ts'
import { finestDays, type MergedEvent } from './merge-reports.ts'
import { targetName } from './targets.ts'
import { type EventType, isContextType, SIGNALLED_STATE } from './vocabulary.ts'

/** One organisation or class that reports speak of as not yet, or no longer surely, designated. */
export interface RadarRow {
  readonly organisation: string
  readonly name: string
  readonly state: DesignationState
  /** Day or span of the act that made the state. */
  readonly since: string | null
  readonly by: string | null
  readonly requester: string | null
  readonly authorities: readonly string[]
  readonly sources: number
  readonly origins: number
  readonly oldest: { readonly date: string; readonly report: string }
  readonly newest: { readonly date: string; readonly report: string }
  /** Days from the newest evidence to the day asked about: "nothing heard since". */
  readonly silentDays: number
  readonly nextStep: { readonly date: string; readonly what: EventType } | null
  readonly contradictions: readonly Contradiction[]
  readonly events: readonly {
    readonly key: string
    readonly type: EventType
    readonly date: string | null
    readonly evidence: string
    readonly report: string
  }[]
}

/** The order of acts of one day: the work is done before it is held off. */
const ORDER: Readonly<Partial<Record<EventType, number>>> = {
  propose: 0,
  vow: 1,
  prepare: 2,
  review: 2,
  announce_intent: 3,
  revoke_intent: 3,
  designate: 4,
  amend: 5,
  maintain: 5,
  revoke: 6,
  challenge: 7,
  court_ruling: 8,
  hold_off: 9,
  decline: 9,
}

/** Where each organisation of the reports stands on a day, by what was reported until then. A radar state is never a legal status. */
export function radarOf(events: readonly MergedEvent[], asOf: IsoDate): readonly RadarRow[] {
  const known = events
    .map((event) => ({
      ...event,
      mentions: event.mentions.filter((mention) => mention.read.discourse.report.published <= asOf),
    }))
    .filter((event) => event.mentions.length > 0)
  const ids = [...new Set(known.flatMap((event) => (isBearing(event) ? targetsOf(event) : [])))].sort()
  return ids.flatMap(
    (id) =>
      rowOf(
        id,
        known.filter((event) => targetsOf(event).includes(id)),
        asOf,
      ) ?? [],
  )
}

const targetsOf = (event: MergedEvent): readonly string[] => [
  ...new Set(event.mentions.flatMap(({ act }) => act.targets)),
]

const typeOf = (event: MergedEvent): EventType => event.mentions[0]?.act.type ?? 'request'

const isBearing = (event: MergedEvent): boolean =>
  !isContextType(typeOf(event)) && event.mentions.some(({ act }) => act.status !== null)

function dayOf(event: MergedEvent): Days | undefined {
  return finestDays(event.mentions)
}

function inTime(a: MergedEvent, b: MergedEvent): number {
  const day = (event: MergedEvent): string =>
    dayOf(event)?.last ?? event.mentions[0]?.read.discourse.report.published ?? ''
  const [one, other] = [day(a), day(b)]
  if (one !== other) return one < other ? -1 : 1
  return (ORDER[typeOf(a)] ?? 0) - (ORDER[typeOf(b)] ?? 0) || (a.key < b.key ? -1 : 1)
}

function rowOf(id: string, events: readonly MergedEvent[], asOf: IsoDate): RadarRow | undefined {
  const ordered = events.filter(isBearing).toSorted(inTime)
  const current = ordered.at(-1)
  const status = current?.mentions[0]?.act.status
  if (current === undefined || status === null || status === undefined) return undefined
  const reports = events
    .flatMap((event) => event.mentions.map((mention) => mention.read.discourse.report))
    .toSorted((a, b) => (a.published + a.id < b.published + b.id ? -1 : 1))
  const [oldest, newest] = [reports[0], reports.at(-1)]
  const first = current.mentions[0]
  if (oldest === undefined || newest === undefined || first === undefined) return undefined
  const days = dayOf(current)
  return {
    organisation: id,
    name: targetName(first.read.parties, id),
    state: SIGNALLED_STATE[status],
    since: days === undefined ? null : formOf(days),
    by: nameOf(current, 'actor'),
    requester: nameOf(current, 'requester'),
    authorities: [...new Set(current.mentions.flatMap(({ act }) => act.authorities))],
    sources: new Set(current.mentions.map((mention) => mention.read.discourse.report.id)).size,
    origins: originsOf(current.mentions).length,
    oldest: { date: oldest.published, report: oldest.id },
    newest: { date: newest.published, report: newest.id },
    silentDays: daysBetween(newest.published, asOf),
    nextStep: nextStep(events, asOf),
    contradictions: events.filter(isBearing).flatMap(contradictionsOf),
    events: ordered.map((event) => ({
      key: event.key,
      type: typeOf(event),
      date: formOrNull(dayOf(event)),
      ...evidenceOf(event),
    })),
  }
}

const formOrNull = (days: Days | undefined): string | null => (days === undefined ? null : formOf(days))

const nameOf = (event: MergedEvent, field: 'actor' | 'requester'): string | null =>
  event.mentions.map(({ act }) => act[field]?.name).find((name) => name !== undefined) ?? null

function evidenceOf(event: MergedEvent): { evidence: string; report: string } {
  const mention = event.mentions[0]
  const report = mention?.read.discourse.report
  return {
    evidence:
      mention === undefined ? '' : (report?.text.slice(mention.act.evidence.start, mention.act.evidence.end) ?? ''),
    report: report?.id ?? '',
  }
}

/** The nearest day ahead that a report names for a step. */
function nextStep(events: readonly MergedEvent[], asOf: IsoDate): RadarRow['nextStep'] {
  const ahead = events
    .flatMap((event) => event.mentions.map(({ act }) => ({ days: act.effective?.days, what: act.type })))
    .filter((step) => step.days !== undefined && step.days.last >= asOf)
    .toSorted((a, b) => ((a.days?.first ?? '') < (b.days?.first ?? '') ? -1 : 1))
  const [next] = ahead
  return next?.days === undefined ? null : { date: formOf(next.days), what: next.what }
}
