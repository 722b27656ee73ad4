import type { EntityId } from '../../model/brand.ts'
import type { Relation } from '../../model/entity.ts'
import type { EntityDraft } from '../mapping/entity-draft.ts'

/**
 * Finds the entries that `Linked To: NAME` means: by the primary name exactly, or by it with the full stop that ended the
 * remarks put back (`S.A.`). A name that two entries share is left open. It is a basis of designation, never ownership.
 */
export function linkByName(drafts: readonly EntityDraft[]): void {
  const byName = new Map<string, EntityId | null>()
  for (const { id, names } of drafts) {
    const primary = names.find(({ quality }) => quality === 'primary')
    const text = primary?.asPublished ?? primary?.text
    if (text !== undefined) byName.set(text, byName.has(text) ? null : id)
  }
  const find = (name: string): EntityId | undefined => byName.get(name) ?? byName.get(`${name}.`) ?? undefined
  for (const draft of drafts) {
    if (draft.relations.length > 0) draft.relations = draft.relations.map((relation) => resolved(relation, find))
  }
}

function resolved(relation: Relation, find: (name: string) => EntityId | undefined): Relation {
  if (relation.target !== undefined || relation.targetName === undefined) return relation
  const target = find(relation.targetName)
  return target === undefined ? relation : { ...relation, target }
}
