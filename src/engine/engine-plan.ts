import { openIndexed, sharedIndex } from '../index/open-corpus.ts'
import type { Policy } from '../match/policy.ts'
import type { IsoDate, PolicyId } from '../model/brand.ts'
import type { Merge } from '../register/lists/merging.ts'
import { indexMerges, partiesOf } from '../screening/merged-hits.ts'
import { loadCountries } from './countries.ts'
import { type DesignationSource, designationsFrom } from './designation-source.ts'
import { Engine, type ListInForce } from './engine.ts'
import { loadNameTables } from './names-tables.ts'

/**
 * Everything an engine answers from, as values that can be handed to another thread: the indexes are shared as they are, the rest is
 * copied. An engine opened from it gives the same answers, byte for byte.
 */
export interface EnginePlan {
  readonly lists: readonly PlannedList[]
  readonly policy: Policy
  readonly policyId: PolicyId
  readonly matcher: string
  readonly registerKnownUntil: IsoDate
  readonly designations: DesignationSource
  readonly merges: readonly Merge[]
  readonly rulings: number
}

/** A list with its index in the place of its corpus. What a file holds beside parties is not asked by threads. */
export interface PlannedList extends Omit<ListInForce, 'corpus' | 'related'> {
  readonly index: SharedArrayBuffer
}

/** The plan of an engine, or `undefined` where it was made of parts that cannot be handed over. Builds indexes not built yet. */
export function planOf(engine: Engine): EnginePlan | undefined {
  const { designations, policy, policyId, registerKnownUntil, rulings } = engine
  if (designations === undefined) return undefined
  const lists: PlannedList[] = []
  for (const { corpus, related: _related, ...list } of engine.lists) {
    const index = sharedIndex(corpus)
    if (index === undefined) return undefined
    lists.push({ ...list, index })
  }
  const matcher = engine.matcher
  const merges = partiesOf(engine.merges)
  return { lists, policy, policyId, matcher, registerKnownUntil, designations, merges, rulings }
}

/** Opens an engine from a plan: in milliseconds, since no index is built. */
export function engineFrom({ lists, designations, merges, ...parts }: EnginePlan): Engine {
  const tables = loadNameTables()
  return new Engine({
    ...parts,
    lists: lists.map(({ index, ...list }) => ({ ...list, corpus: openIndexed(index, tables) })),
    countries: loadCountries(),
    merges: indexMerges(merges),
    designations,
    designationsOf: designationsFrom(designations),
  })
}
