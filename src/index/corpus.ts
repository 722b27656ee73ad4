import type { Match } from '../match/match.ts'
import type { Policy } from '../match/policy.ts'
import type { Entity } from '../model/entity.ts'
import type { Party } from '../model/party.ts'

/** What one search of a corpus found. Nothing that reaches the threshold is left out: `hits` is cut only by `limit`, exact names never. */
export interface Found {
  /** At or above the threshold, best first; equal scores in the order of entity ids. */
  readonly hits: readonly Match[]
  /** How many reached the threshold, before `limit`. */
  readonly total: number
  /** What stayed under the bar, best first, at most 10, each with its reason. */
  readonly below: readonly Match[]
  /** Reasons why the search could not be whole, such as a name over the length limit: the answer is then `undetermined`. */
  readonly missing: readonly string[]
}

export interface SearchOptions {
  readonly policy: Policy
  readonly limit: number
  /** Entity positions to leave out, for callers that scope a question. */
  readonly isInScope?: (entity: number) => boolean
}

/** One set of entities, read and indexed once, asked many times. Loses nothing: equal to comparing with every entity. */
export interface Corpus {
  readonly matcher: string
  readonly entities: readonly Entity[]
  search(party: Party, options: SearchOptions): Found
  /** The party against one entity, whatever its score: for `why-not` and for explaining. `undefined` where nothing is comparable. */
  compare(party: Party, entity: number, policy: Policy): Match | undefined
}
