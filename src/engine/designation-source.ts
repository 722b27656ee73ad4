import { type Authority, parseAuthority } from '../model/authority.ts'
import type { DatasetId, EntityId, IsoDate } from '../model/brand.ts'
import type { Designation } from '../model/designation.ts'
import type { Entity } from '../model/entity.ts'
import { CordonError } from '../model/errors.ts'
import { joinDesignations, type ListAuthority, listedDesignations } from '../screening/list-authorities.ts'
import type { ListInForce } from '../screening/outcome.ts'
import { readKnowledgeTable } from './knowledge.ts'
import type { Register } from './register.ts'
import { registerDesignations } from './register-designations.ts'

/**
 * Where each authority stands on an entity, as a value that another thread can be handed: either out of a register and the list's own
 * tags, on any day, or as it was written down for one day with a batch.
 */
export type DesignationSource =
  | { readonly from: 'register'; readonly register: Register }
  | { readonly from: 'kept'; readonly lists: readonly KeptDesignations[] }

/** What was written down of one list: only entities with any. */
export interface KeptDesignations {
  readonly list: DatasetId
  readonly entities: readonly (readonly [entity: EntityId, designations: readonly Designation[]])[]
}

/** Where each authority stands on an entity of a list, on a day and as known on a day. */
export type DesignationsOn = (
  entity: Entity,
  list: ListInForce,
  asOf: IsoDate,
  knownAt: IsoDate,
) => readonly Designation[]

export function designationsFrom(source: DesignationSource): DesignationsOn {
  if (source.from === 'kept') return keptDesignations(source.lists)
  const rows = readListAuthorities()
  const fromRegister = registerDesignations(source.register)
  return (entity, list, asOf, knownAt) =>
    joinDesignations(fromRegister(entity.id, asOf, knownAt), listedDesignations(rows, entity, list, asOf))
}

function keptDesignations(lists: readonly KeptDesignations[]): DesignationsOn {
  const held = new Map(lists.map(({ list, entities }) => [list, new Map(entities)] as const))
  return (entity, list) => held.get(list.id)?.get(entity.id) ?? NOTHING
}

const NOTHING: readonly Designation[] = []

function readListAuthorities(): readonly ListAuthority[] {
  const file = 'lists/authorities.tsv'
  return readKnowledgeTable(file, ['list', 'tag', 'authority', 'citation']).rows.map((row) => ({
    list: row['list'] ?? '',
    tag: row['tag'] ?? '',
    authority: authorityOf(row['authority'] ?? '', file),
    citation: row['citation'] ?? '',
  }))
}

function authorityOf(raw: string, file: string): Authority {
  const parsed = parseAuthority(raw)
  if (!parsed.ok) throw new CordonError('knowledge.invalid', `data/${file}: unknown authority ${raw}`)
  return parsed.value
}
