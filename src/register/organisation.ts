import type { Authority } from '../model/authority.ts'
import type { IsoDate, OrganisationId } from '../model/brand.ts'
import type { AliasQuality } from '../model/entity.ts'
import type { PartialDate } from '../model/partial-date.ts'

/**
 * What can happen between one organisation and one authority. `context` is told and moves nothing; `seen` is a status
 * read from list snapshots; all others are moves of the state machine (moves.ts).
 */
export const EVENT_TYPES = [
  'context',
  'signalled',
  'proposed',
  'under_review',
  'held',
  'determined',
  'notified',
  'announced',
  'designated',
  'amended',
  'litigation',
  'litigation_ended',
  'petition',
  'reviewed',
  'revocation_announced',
  'revoked',
  'waived',
  'resolved',
  'seen',
] as const
export type EventType = (typeof EVENT_TYPES)[number]

/** One act or observation, about one authority. Corrections are further rows that name the row they replace. */
export interface RegisterEvent {
  readonly authority: Authority
  readonly type: EventType
  /** When it happened; longer than a day where the sources leave the day open. For `seen`, first to last snapshot. */
  readonly on: PartialDate
  /** The first day on which it could be known: the day itself unless it was published earlier or later. */
  readonly knownAt: IsoDate
  /** The act, the notice or the list that shows it. */
  readonly citation: string
  /** False where the day is sure and the page or document number is not. */
  readonly isCitationVerified: boolean
  readonly note: string
  /** False: from memory or one doubtful source, and shown so. */
  readonly verified: boolean
  /** Names the row for corrections; made of authority, type and date where the file gives none. */
  readonly id: string
  /** The `id` of the row that this one corrects. */
  readonly replaces?: string
  readonly by?: string
  readonly atRequestOf?: string
  /** The day of effect that an announcement names. */
  readonly effective?: IsoDate
  /** Into whom a class, or a merged organisation, was resolved. */
  readonly into?: readonly OrganisationId[]
  /** For `seen`: the last snapshot before the first that did not show it. */
  readonly absentOn?: IsoDate
  /** Who put the row in, where it did not come with the bundled register. */
  readonly entry?: { readonly proposedBy: string; readonly acceptedBy: string }
}

/** An alias with the listing's own mark; `unmarked` where it comes from elsewhere. */
export interface Alias {
  readonly text: string
  readonly quality: AliasQuality | 'unmarked'
  /** First day and first day no longer on which the designation covered the name. */
  readonly from?: IsoDate
  readonly to?: IsoDate
}

/** A primary name that a list gave the organisation's one entry, in snapshots from `first` to `last`. */
export interface ListName {
  readonly list: string
  readonly name: string
  readonly first: IsoDate
  readonly last: IsoDate
}

/** A part of the organisation with an entry of its own on the list: covered by the one designation. */
export interface Component {
  readonly ofacUid: string
  readonly name: string
}

export interface Membership {
  readonly class: OrganisationId
  readonly from: IsoDate
  readonly designatedByName?: IsoDate
}

export const ORGANISATION_RELATIONS = ['distinct_from', 'successor_of', 'splinter_of', 'merged_into'] as const
export type OrganisationRelation = (typeof ORGANISATION_RELATIONS)[number]

export interface RegisterRelation {
  readonly kind: OrganisationRelation
  readonly organisation: OrganisationId
  readonly note: string
}

/** Who published which document; `via` is the copy that was read where it was not the publisher's own. */
export interface RegisterSource {
  readonly publisher: string
  readonly document: string
  readonly url?: string
  readonly via?: string
}

/** An organisation, or a class of them: a class is never designated itself. */
export interface Organisation {
  readonly id: OrganisationId
  readonly name: string
  readonly kind: string
  readonly region: string
  readonly isClass: boolean
  readonly ofacUid?: string
  readonly aliases: readonly Alias[]
  readonly listNames: readonly ListName[]
  readonly components: readonly Component[]
  readonly memberOf: readonly Membership[]
  readonly relations: readonly RegisterRelation[]
  readonly events: readonly RegisterEvent[]
  readonly sources: readonly RegisterSource[]
  readonly verified: boolean
  readonly note?: string
}

/** The register as of one publication of it. */
export interface Register {
  /** The day until which its makers looked for facts. */
  readonly knownUntil: IsoDate
  /** Days of the SDN Lists that were read, in order: a `seen` status reaches no further than these. */
  readonly snapshots: readonly IsoDate[]
  readonly organisations: readonly Organisation[]
}
