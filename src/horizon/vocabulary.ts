import type { DesignationState } from '../model/authority.ts'

/**
 * Acts that change, or try to change, a designation status, from the first vow to the last ruling.
 * The statuses are what a report claims (`status_after`), never what the register holds.
 */
export const DESIGNATION_EVENT_TYPES = [
  'vow',
  'propose',
  'prepare',
  'announce_intent',
  'designate',
  'amend',
  'maintain',
  'hold_off',
  'decline',
  'review',
  'revoke_intent',
  'revoke',
  'challenge',
  'court_ruling',
  'reject',
  'request',
  'offer',
] as const

/** What surrounds a designation. */
export const CONTEXT_EVENT_TYPES = [
  'attack',
  'military_action',
  'meeting',
  'negotiation',
  'agreement',
  'deployment',
  'tariff',
  'release',
  'arrest',
  'sanction',
  'countermeasure',
] as const

export const EVENT_TYPES = [...DESIGNATION_EVENT_TYPES, ...CONTEXT_EVENT_TYPES] as const
export type EventType = (typeof EVENT_TYPES)[number]

export const isContextType = (type: EventType): boolean => (CONTEXT_EVENT_TYPES as readonly EventType[]).includes(type)

export const CLAIMED_STATUSES = [
  'vowed',
  'proposed',
  'preparing',
  'ready',
  'intent_announced',
  'designated',
  'maintained',
  'held_off',
  'declined',
  'under_review',
  'revocation_announced',
  'revoked',
  'challenged',
  'annulled',
  'upheld',
] as const
export type ClaimedStatus = (typeof CLAIMED_STATUSES)[number]

/** The status that an act claims where the text says no more. */
export const STATUS_OF_TYPE = {
  vow: 'vowed',
  propose: 'proposed',
  prepare: 'preparing',
  announce_intent: 'intent_announced',
  designate: 'designated',
  amend: 'designated',
  maintain: 'maintained',
  hold_off: 'held_off',
  decline: 'declined',
  review: 'under_review',
  revoke_intent: 'revocation_announced',
  revoke: 'revoked',
  challenge: 'challenged',
  court_ruling: 'under_review',
  reject: null,
  request: null,
  offer: null,
  attack: null,
  military_action: null,
  meeting: null,
  negotiation: null,
  agreement: null,
  deployment: null,
  tariff: null,
  release: null,
  arrest: null,
  sanction: null,
  countermeasure: null,
} as const satisfies Record<EventType, ClaimedStatus | null>

/**
 * The register's state that a claimed status speaks for. A signal alone never makes `designated` or `revoked`:
 * these two come from the official publication, so that the claim is `announced` and `revocation_announced` until then.
 * A court's order keeps its force until final, hence `in_litigation`.
 */
export const SIGNALLED_STATE = {
  proposed: 'signalled',
  vowed: 'proposed',
  preparing: 'under_review',
  ready: 'under_review',
  held_off: 'held',
  declined: 'none',
  intent_announced: 'announced',
  designated: 'announced',
  maintained: 'maintained_on_review',
  under_review: 'under_petition',
  revocation_announced: 'revocation_announced',
  revoked: 'revocation_announced',
  challenged: 'in_litigation',
  annulled: 'in_litigation',
  upheld: 'in_litigation',
} as const satisfies Record<ClaimedStatus, DesignationState>

export const CERTAINTIES = ['done', 'planned', 'reported', 'claimed'] as const
export type Certainty = (typeof CERTAINTIES)[number]

export const STATEMENT_KINDS = ['direct', 'partial', 'indirect', 'post', 'document'] as const
export type StatementKind = (typeof STATEMENT_KINDS)[number]

export const STANCES = ['support', 'oppose', 'neutral', 'conditional'] as const
export type Stance = (typeof STANCES)[number]

/** How well an event is borne out; never shown as a bare number. */
export const BANDS = ['official', 'corroborated', 'single_source', 'claimed', 'disputed'] as const
export type Band = (typeof BANDS)[number]

export const LANGUAGES = ['en', 'es'] as const
export type Language = (typeof LANGUAGES)[number]
