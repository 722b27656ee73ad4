import type { IsoDate } from '../model/brand.ts'
import { isoForm } from '../model/partial-date.ts'
import type { LookupTier } from './find.ts'
import { type NextStep, nextSteps } from './next-steps.ts'
import type { Organisation, Register, RegisterEvent, RegisterSource } from './organisation.ts'
import { type Moment, type Status, statusesAsOf } from './status.ts'
import { eventsKnownAt } from './timeline.ts'

/** A status as `cordon register --json` and the API give it (PRODUCT.md §4.2). */
export interface StatusAnswer {
  readonly state: string
  readonly since: string | null
  readonly until: string | null
  readonly citation: string | null
  readonly verified: boolean
  readonly legal_effect: boolean | null
  readonly cycle: number
  readonly substate?: string
  readonly since_at_latest?: string
  readonly until_at_latest?: string
  readonly last_seen?: string
  readonly between?: readonly string[]
  readonly ambiguous?: true
  readonly by?: string
  readonly at_request_of?: string
  readonly effective?: string
  readonly resolved_into?: readonly string[]
  readonly latest?: {
    readonly type: string
    readonly on: string
    readonly citation: string
    readonly verified: boolean
  }
  readonly note?: string
}

export interface EventAnswer {
  readonly authority: string
  readonly type: string
  /** ISO day, month or year, or `first/last` where the day is open. */
  readonly on: string
  readonly known_at: string
  readonly id: string
  readonly citation: string
  readonly note: string
  readonly verified: boolean
  readonly [more: string]: unknown
}

/** Another organisation's status that stands beside: a member's for its class, a class's for its member. */
export interface BesideAnswer {
  readonly id: string
  readonly organisation: string
  readonly authority: string
  readonly status: StatusAnswer
}

export interface RegisterAnswer {
  readonly organisation: string
  readonly id: string
  readonly ofac_uid: string | null
  readonly kind: string
  readonly region: string
  readonly class: boolean
  readonly as_of: string
  readonly known_at: string
  readonly known_until: string
  readonly found_by: LookupTier
  readonly statuses: Readonly<Record<string, StatusAnswer>>
  /** Authorities whose designation has legal effect on the day. */
  readonly in_effect: readonly string[]
  readonly aliases: readonly {
    readonly text: string
    readonly quality: string
    readonly from?: string
    readonly to?: string
  }[]
  readonly list_names: readonly {
    readonly list: string
    readonly name: string
    readonly first: string
    readonly last: string
  }[]
  readonly members: readonly BesideAnswer[]
  readonly classes: readonly BesideAnswer[]
  readonly relations: readonly { readonly kind: string; readonly organisation: string; readonly note: string }[]
  readonly events: readonly EventAnswer[]
  readonly next: readonly NextStepAnswer[]
  readonly sources: readonly RegisterSource[]
  readonly verified: boolean
  readonly note?: string
  readonly notice: string
}

export interface NextStepAnswer {
  readonly authority: string
  readonly code: string
  readonly on: string
  readonly text: string
  readonly arithmetic: string
  readonly citation: string
  readonly overdue: boolean
}

export const REGISTER_NOTICE = {
  en: 'Neither a clearance nor legal advice.',
  es: 'No es una autorización ni asesoría jurídica.',
} as const
export type RegisterLanguage = keyof typeof REGISTER_NOTICE

export interface RegisterQuestion {
  readonly asOf: IsoDate
  readonly knownAt: IsoDate
  readonly language?: RegisterLanguage
}

/** Everything the register says of one organisation on a day, as known on a day. */
export function answerFor(
  register: Register,
  organisation: Organisation,
  foundBy: LookupTier,
  { asOf, knownAt, language = 'en' }: RegisterQuestion,
): RegisterAnswer {
  const moment: Moment = { asOf, knownAt, snapshots: register.snapshots }
  const statuses = statusesAsOf(organisation, moment)
  return {
    organisation: organisation.name,
    id: organisation.id,
    ofac_uid: organisation.ofacUid ?? null,
    kind: organisation.kind,
    region: organisation.region,
    class: organisation.isClass,
    as_of: asOf,
    known_at: knownAt,
    known_until: register.knownUntil,
    found_by: foundBy,
    statuses: Object.fromEntries([...statuses].map(([authority, status]) => [authority, statusAnswer(status)])),
    in_effect: [...statuses].flatMap(([authority, status]) => (status.legalEffect === true ? [authority] : [])),
    aliases: organisation.aliases,
    list_names: organisation.listNames,
    members: membersOf(register, organisation, moment),
    classes: classesOf(register, organisation, moment),
    relations: organisation.relations,
    events: eventsKnownAt(organisation.events, knownAt).map(eventAnswer),
    next: nextSteps(organisation, moment).map(nextAnswer),
    sources: organisation.sources,
    verified: organisation.verified,
    ...(organisation.note === undefined ? {} : { note: organisation.note }),
    notice: REGISTER_NOTICE[language],
  }
}

export function statusAnswer(status: Status): StatusAnswer {
  const { event } = status
  return {
    state: status.state,
    since: status.since,
    until: status.until,
    citation: status.citation,
    verified: status.verified,
    legal_effect: status.legalEffect,
    cycle: status.cycle,
    ...(status.substate === undefined ? {} : { substate: status.substate }),
    ...(status.sinceAtLatest === undefined ? {} : { since_at_latest: status.sinceAtLatest }),
    ...(status.untilAtLatest === undefined ? {} : { until_at_latest: status.untilAtLatest }),
    ...(status.lastSeen === undefined ? {} : { last_seen: status.lastSeen }),
    ...(status.between === undefined ? {} : { between: status.between }),
    ...(status.isAmbiguous === true ? { ambiguous: true as const } : {}),
    ...(event?.by === undefined ? {} : { by: event.by }),
    ...(event?.atRequestOf === undefined ? {} : { at_request_of: event.atRequestOf }),
    ...(status.expected === undefined ? {} : { effective: status.expected }),
    ...(event?.into === undefined ? {} : { resolved_into: event.into }),
    ...(event === undefined ? {} : { latest: latestOf(event), note: event.note }),
  }
}

const latestOf = (event: RegisterEvent) => ({
  type: event.type,
  on: isoForm(event.on),
  citation: event.citation,
  verified: event.verified,
})

export function eventAnswer(event: RegisterEvent): EventAnswer {
  return {
    authority: event.authority,
    type: event.type,
    on: isoForm(event.on),
    known_at: event.knownAt,
    citation: event.citation,
    note: event.note,
    verified: event.verified,
    ...(event.isCitationVerified ? {} : { citation_verified: false }),
    id: event.id,
    ...(event.replaces === undefined ? {} : { replaces: event.replaces }),
    ...(event.by === undefined ? {} : { by: event.by }),
    ...(event.atRequestOf === undefined ? {} : { at_request_of: event.atRequestOf }),
    ...(event.effective === undefined ? {} : { effective: event.effective }),
    ...(event.into === undefined ? {} : { into: event.into }),
    ...(event.entry === undefined ? {} : { entry: event.entry }),
  }
}

const nextAnswer = ({ isOverdue, ...step }: NextStep): NextStepAnswer => ({ ...step, overdue: isOverdue })

/** For a class: each member's statuses on the day that have effect, or are open; what ran on beside the class's own. */
function membersOf(register: Register, organisation: Organisation, moment: Moment): readonly BesideAnswer[] {
  const members = register.organisations.filter(({ memberOf }) =>
    memberOf.some((each) => each.class === organisation.id),
  )
  return members.flatMap((member) => beside(member, moment, (status) => status.legalEffect !== false))
}

/** For a member: where its class stood on the day, since a hold on the class names no member. */
function classesOf(register: Register, organisation: Organisation, moment: Moment): readonly BesideAnswer[] {
  const ids = organisation.memberOf.filter(({ from }) => from <= moment.asOf).map((membership) => membership.class)
  return register.organisations
    .filter(({ id }) => ids.includes(id))
    .flatMap((group) => beside(group, moment, (status) => status.state !== 'none'))
}

function beside(
  organisation: Organisation,
  moment: Moment,
  keep: (status: Status) => boolean,
): readonly BesideAnswer[] {
  return [...statusesAsOf(organisation, moment)]
    .filter(([, status]) => keep(status))
    .map(([authority, status]) => ({
      id: organisation.id,
      organisation: organisation.name,
      authority,
      status: statusAnswer(status),
    }))
}
