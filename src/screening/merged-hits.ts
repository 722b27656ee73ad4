import { isOwnId } from '../index/list-index.ts'
import { positionOf } from '../index/open-corpus.ts'
import type { EntityId } from '../model/brand.ts'
import type { Designation } from '../model/designation.ts'
import type { Entity } from '../model/entity.ts'
import { mergedEntity } from '../register/lists/merged-entity.ts'
import type { Merge } from '../register/lists/merging.ts'
import type { ListInForce } from './outcome.ts'

/** Entries of several lists that are one party, by the id of each entry. */
export type MergeIndex = ReadonlyMap<EntityId, Merge>

/** An entry and the list that holds it. */
export interface Entry {
  readonly entity: Entity
  readonly list: ListInForce
}

export function indexMerges(merges: readonly Merge[]): MergeIndex {
  return new Map(merges.flatMap((merge) => merge.members.map((id) => [id, merge] as const)))
}

/** Every merge once, in the order of the ids that lead them. */
export const partiesOf = (merges: MergeIndex): readonly Merge[] =>
  [...new Set(merges.values())].sort((a, b) => (a.lead < b.lead ? -1 : 1))

/** Keeps the best row of each party: the first, since rows come best first. Entries that are no part of a merge stay as they are. */
export function onePartyEach<Row>(
  rows: readonly Row[],
  idOf: (row: Row) => EntityId | undefined,
  merges: MergeIndex,
): readonly Row[] {
  const seen = new Set<Merge>()
  return rows.filter((row) => {
    const id = idOf(row)
    const merge = id === undefined ? undefined : merges.get(id)
    if (merge === undefined) return true
    if (seen.has(merge)) return false
    seen.add(merge)
    return true
  })
}

/** The entries of an entry's party among the lists that were asked, itself where it stands alone; the merge's order. */
export function entriesOf(entry: Entry, lists: readonly ListInForce[], merges: MergeIndex): readonly Entry[] {
  const merge = merges.get(entry.entity.id)
  if (merge === undefined) return [entry]
  return merge.members.flatMap((id) => {
    for (const list of lists) {
      const at = positionOf(list.corpus, id, isOwnId)
      const entity = at === undefined ? undefined : list.corpus.entities[at]
      if (entity !== undefined) return [{ entity, list }]
    }
    return []
  })
}

/** One party from its entries, and every authority's designation of it: of two statements of one authority the first with effect. */
export function joinEntries(
  entries: readonly Entry[],
  merge: Merge,
  designationsOf: (entity: Entity, list: ListInForce) => readonly Designation[],
): { readonly entity: Entity; readonly designations: readonly Designation[] } | undefined {
  const byId = new Map(entries.map(({ entity }) => [entity.id, entity]))
  const entity = mergedEntity({ ...merge, members: merge.members.filter((id) => byId.has(id)) }, (id) => byId.get(id))
  if (entity === undefined) return undefined
  const designations = new Map<string, Designation>()
  for (const one of entries) {
    for (const designation of designationsOf(one.entity, one.list)) {
      const held = designations.get(designation.authority)
      if (held === undefined || (held.since === null && designation.since !== null)) {
        designations.set(designation.authority, designation)
      }
    }
  }
  return { entity, designations: [...designations.values()] }
}
