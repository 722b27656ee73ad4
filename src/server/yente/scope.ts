import type { Engine, ListInForce } from '../../engine/engine.ts'
import type { DatasetId } from '../../model/brand.ts'
import type { Entity } from '../../model/entity.ts'
import type { FtmEntity } from '../../model/ftm.ts'
import { secondOf } from './entity-response.ts'
import { YenteProblem } from './problem.ts'

/** The part of what is loaded that a request asks about. */
export interface Scope {
  readonly datasets: readonly DatasetId[]
  /** Absent where every entity of the datasets is asked about. */
  readonly isInScope: ((entity: Entity) => boolean) | undefined
  /** Datasets that were asked for and are not there: an answer without hits is then not whole. */
  readonly missing: readonly string[]
}

export interface ScopeParameters {
  readonly include_dataset: readonly string[]
  readonly exclude_dataset: readonly string[]
  readonly exclude_schema: readonly string[]
  readonly topics: readonly string[]
  readonly changed_since?: string
}

/** Names that are accepted without being a dataset of the catalog (PRODUCT.md §4.5). */
const COLLECTIONS: Readonly<Record<string, (list: ListInForce) => boolean>> = {
  default: () => true,
  sanctions: (list) => !list.id.startsWith('house'),
}

export function datasetsNamed(engine: Engine, name: string): readonly ListInForce[] {
  const collection = Object.hasOwn(COLLECTIONS, name) ? COLLECTIONS[name] : undefined
  const found = engine.lists.filter((list) => (collection === undefined ? list.id === name : collection(list)))
  if (found.length === 0 && collection === undefined) throw new YenteProblem(404, 'No such dataset.')
  return found
}

/** What narrows a scope, given on entities of either form. */
interface Facts {
  readonly id: string
  readonly referents: readonly string[]
  readonly schema: string
  readonly topics: readonly string[]
  readonly datasets: readonly string[]
  readonly lastChange: string | null
}

type Test = (facts: Facts) => boolean

/** Narrows a dataset by the parameters that `/match` and `/search` share. */
export function readScope(
  lists: readonly ListInForce[],
  parameters: ScopeParameters,
  excludedIds: readonly string[] = [],
): Scope {
  const { include_dataset: included, exclude_dataset: excluded } = parameters
  const kept = lists.filter(
    (list) =>
      !excluded.includes(list.id) &&
      (included.length === 0 || datasetNames(list).some((name) => included.includes(name))),
  )
  const tests = testsOf(parameters, excludedIds, lists)
  const known = new Set(lists.flatMap(datasetNames))
  return {
    datasets: kept.map((list) => list.id),
    isInScope: tests.length === 0 ? undefined : (entity) => passes(tests, factsOfEntity(entity)),
    missing: included.filter((name) => !known.has(name)),
  }
}

/** The same narrowing for things as they are searched. */
export function thingTest(parameters: ScopeParameters, lists: readonly ListInForce[]): (thing: FtmEntity) => boolean {
  const tests = testsOf(parameters, [], lists)
  return (thing) => passes(tests, factsOfThing(thing))
}

function testsOf(
  { include_dataset, exclude_schema, topics, changed_since }: ScopeParameters,
  excludedIds: readonly string[],
  lists: readonly ListInForce[],
): readonly Test[] {
  const tests: Test[] = []
  const ids = new Set(excludedIds)
  const isWithinLists = include_dataset.some((name) => !lists.some((list) => list.id === name))
  if (ids.size > 0) tests.push(({ id, referents }) => !ids.has(id) && !referents.some((one) => ids.has(one)))
  if (exclude_schema.length > 0) tests.push(({ schema }) => !exclude_schema.includes(schema))
  if (topics.length > 0) tests.push((facts) => facts.topics.some((topic) => topics.includes(topic)))
  if (isWithinLists) tests.push(({ datasets }) => datasets.some((name) => include_dataset.includes(name)))
  if (changed_since !== undefined) tests.push(({ lastChange }) => lastChange !== null && lastChange > changed_since)
  return tests
}

const passes = (tests: readonly Test[], facts: Facts): boolean => tests.every((test) => test(facts))

const factsOfEntity = ({ id, referents, schema, topics, datasets, listed, seen }: Entity): Facts => ({
  id,
  referents,
  schema,
  topics,
  datasets,
  lastChange: secondOf(seen?.changed ?? listed?.changed),
})

const factsOfThing = ({ id, referents, schema, properties, datasets, last_change }: FtmEntity): Facts => ({
  id,
  referents,
  schema,
  topics: properties['topics'] ?? [],
  datasets,
  lastChange: secondOf(last_change),
})

const names = new WeakMap<ListInForce, readonly string[]>()

/** The list's id and the datasets that its entities name, as a file that joins several does. */
export function datasetNames(list: ListInForce): readonly string[] {
  const known = names.get(list)
  if (known !== undefined) return known
  const found = new Set<string>([list.id])
  for (const entity of list.corpus.entities) for (const dataset of entity.datasets) found.add(dataset)
  const read = [...found]
  names.set(list, read)
  return read
}
