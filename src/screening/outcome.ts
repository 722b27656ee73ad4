import type { Corpus } from '../index/corpus.ts'
import type { Match } from '../match/match.ts'
import type { DatasetId, IsoDate, ListVersionId, NonEmpty, PolicyId } from '../model/brand.ts'
import type { Designation } from '../model/designation.ts'
import type { Entity } from '../model/entity.ts'
import type { FtmEntity } from '../model/ftm.ts'
import type { Merge } from '../register/lists/merging.ts'

/** A list version that a question is asked against. */
export interface ListInForce {
  readonly id: DatasetId
  /** The publisher's standing id of the list, whatever id it is served under. */
  readonly standingId: DatasetId
  readonly version: ListVersionId
  readonly published: IsoDate | null
  /** Older than the policy allows since its last successful check; a list given by path is never stale. */
  readonly isStale: boolean
  readonly isPartial: boolean
  /** Why a newer version was not believed and kept aside, where one was. */
  readonly quarantined?: string
  /** The bundled register never suffices for `clear`. */
  readonly isSanctionsList: boolean
  /** What a FollowTheMoney file holds beside parties: shown beside them, never screened. */
  readonly related?: readonly FtmEntity[]
  readonly corpus: Corpus
}

/** What an answer rests on. */
export interface Basis {
  readonly lists: readonly ListInForce[]
  readonly matcher: string
  readonly policy: PolicyId
  readonly asOf: IsoDate
  readonly registerKnownUntil: IsoDate
}

/** A match shown: the entity and where each authority stands on it. */
export interface Hit {
  readonly list: DatasetId
  readonly entity: Entity
  readonly match: Match
  readonly designations: readonly Designation[]
  /** Present where entries of several lists are one party: why they are taken for one. */
  readonly merge?: Merge
}

interface Shown {
  readonly basis: Basis
  /** What stayed under the bar, at most 10: it never makes a hit. */
  readonly below: readonly Hit[]
  /** How many reached the threshold, before the limit. */
  readonly total: number
}

export type Outcome =
  | (Shown & { readonly kind: 'clear' })
  | (Shown & { readonly kind: 'hits'; readonly hits: NonEmpty<Hit>; readonly missing: readonly string[] })
  | (Shown & { readonly kind: 'undetermined'; readonly missing: NonEmpty<string> }) // never shown as clear

/** `hits` becomes 10 under `--fail-on-hit` (PRODUCT.md §4.1). */
export const EXIT_CODE = { clear: 0, hits: 0, undetermined: 3 } as const satisfies Record<Outcome['kind'], number>
export const EXIT_ON_HIT = 10
