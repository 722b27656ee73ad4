import type { Engine, ListInForce } from '../../engine/engine.ts'
import type { DatasetId } from '../../model/brand.ts'
import type { Entity } from '../../model/entity.ts'
import { isA } from '../../model/ftm.ts'
import type { ParameterReader } from './parameters.ts'
import { YenteProblem } from './problem.ts'

const EXCLUDED_IDS = 50

/** The part of what is loaded that a request asks about. */
export interface Scope {
  readonly datasets: readonly DatasetId[]
  readonly isInScope: (entity: Entity) => boolean
}

/** Names that are accepted without being a dataset of the catalog (PRODUCT.md §4.5). */
const COLLECTIONS: Readonly<Record<string, (list: ListInForce) => boolean>> = {
  default: () => true,
  sanctions: (list) => !list.id.startsWith('house'),
}

export function datasetsNamed(engine: Engine, name: string): readonly ListInForce[] {
  const collection = COLLECTIONS[name]
  const found = engine.lists.filter((list) => (collection === undefined ? list.id === name : collection(list)))
  if (found.length === 0 && collection === undefined) throw new YenteProblem(404, 'No such dataset.')
  return found
}

/** Narrows a dataset by the repeatable parameters that `/match` and `/search` share. */
export function readScope(engine: Engine, dataset: string, parameters: ParameterReader): Scope {
  const included = parameters.many('include_dataset')
  const excluded = parameters.many('exclude_dataset')
  const excludedSchemata = parameters.many('exclude_schema')
  const topics = parameters.many('topics')
  const excludedIds = new Set(parameters.many('exclude_entity_ids'))
  if (excludedIds.size > EXCLUDED_IDS) {
    throw new YenteProblem(422, [
      {
        loc: ['query', 'exclude_entity_ids'],
        msg: `List should have at most ${EXCLUDED_IDS} items after validation`,
        type: 'too_long',
      },
    ])
  }
  const lists = datasetsNamed(engine, dataset)
    .filter((list) => included.length === 0 || included.includes(list.id))
    .filter((list) => !excluded.includes(list.id))
  return {
    datasets: lists.map((list) => list.id),
    isInScope: (entity) =>
      !excludedIds.has(entity.id) &&
      !entity.referents.some((id) => excludedIds.has(id)) &&
      !excludedSchemata.some((schema) => isA(entity.schema, schema)) &&
      (topics.length === 0 || entity.topics.some((topic) => topics.includes(topic))),
  }
}
