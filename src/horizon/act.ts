import type { ReportedAuthority } from '../model/authority.ts'
import type { Days } from './day-intervals.ts'
import type { Discourse, Sentence } from './discourse.ts'
import type { Parties, Party } from './parties.ts'
import type { Said } from './statements.ts'
import type { Span } from './text.ts'
import {
  type Certainty,
  CLAIMED_STATUSES,
  type ClaimedStatus,
  EVENT_TYPES,
  type EventType,
  STATUS_OF_TYPE,
} from './vocabulary.ts'
import type { Dated, Effective } from './when.ts'

/** One act as one clause tells it; merging comes later. */
export interface Act {
  readonly type: EventType
  readonly status: ClaimedStatus | null
  readonly sentence: Sentence
  readonly from: number
  readonly to: number
  readonly evidence: Span
  readonly actor: Party | undefined
  readonly targets: readonly string[]
  readonly authorities: readonly ReportedAuthority[]
  readonly requester: Party | undefined
  readonly dated: Dated
  readonly effective: Effective | undefined
  readonly certainty: Certainty
  readonly isRestoring: boolean
  /** The rule that fired: a row of `data/horizon/acts.tsv`, or a named frame. */
  readonly rule: string
}

/** What has been said so far, taken up by "the group", "the move", "he". */
export interface Focus {
  targets: readonly string[]
  /** Targets of the whole report, for an act that names its target only later. */
  all: readonly string[]
  acts: Act[]
  date: Days | undefined
}

export interface Reading {
  readonly discourse: Discourse
  readonly parties: Parties
  readonly said: readonly Said[]
}

export interface Kind {
  readonly type: EventType
  readonly status: ClaimedStatus | null
  readonly rule: string
  readonly isAhead: boolean
}

export const asType = (raw: string): EventType | undefined => EVENT_TYPES.find((type) => type === raw)
export const asStatus = (raw: string): ClaimedStatus | null => CLAIMED_STATUSES.find((status) => status === raw) ?? null

export const kindOf = (type: EventType, rule: string, isAhead = false): Kind => ({
  type,
  status: STATUS_OF_TYPE[type],
  rule,
  isAhead,
})
