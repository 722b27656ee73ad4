import type { Engine } from '../../engine/engine.ts'
import { buildTextIndex, foldText, type TextIndex } from '../../engine/text-search.ts'
import type { Entity } from '../../model/entity.ts'
import { isA, isSchema, toFtm } from '../../model/ftm.ts'
import { entityResponse } from './entity-response.ts'
import { CHANGED_SINCE, ParameterReader } from './parameters.ts'
import { YenteProblem } from './problem.ts'
import { readScope } from './scope.ts'

const DEFAULT_LIMIT = 10
const MAXIMUM_LIMIT = 500
const MAXIMUM_OFFSET = 9499
const FACET_VALUES = 10

const FACETS: Readonly<
  Record<string, { readonly label: string; readonly valuesOf: (entity: Entity) => readonly string[] }>
> = {
  countries: { label: 'Countries', valuesOf: (entity) => entity.countries.flatMap(({ code }) => code ?? []) },
  topics: { label: 'Topics', valuesOf: (entity) => entity.topics },
  datasets: { label: 'Data sources', valuesOf: (entity) => entity.datasets },
  schema: { label: 'Schema', valuesOf: (entity) => [entity.schema] },
  identifiers: { label: 'Identifiers', valuesOf: (entity) => entity.identifiers.map(({ value }) => value) },
  genders: { label: 'Genders', valuesOf: (entity) => entity.genders },
}
const DEFAULT_FACETS = ['countries', 'topics', 'datasets']

/** Text indexes of the lists served, each built at its first search. */
export class Searcher {
  readonly #engine: Engine
  readonly #indexes = new Map<string, TextIndex>()

  constructor(engine: Engine) {
    this.#engine = engine
  }

  /** `GET /search/{dataset}`: a look-up by words, without scores on purpose. */
  search(dataset: string, query: unknown): unknown {
    const parameters = new ParameterReader(query)
    const limit = parameters.count('limit', DEFAULT_LIMIT, MAXIMUM_LIMIT)
    const offset = parameters.count('offset', 0, MAXIMUM_OFFSET)
    parameters.matching('changed_since', CHANGED_SINCE)
    const operator = parameters.matching('filter_op', /^(AND|OR)$/) ?? 'OR'
    parameters.done()
    const schema = parameters.text('schema', 'Thing')
    if (!isSchema(schema)) throw new YenteProblem(400, 'Invalid schema')
    const scope = readScope(this.#engine, dataset, parameters)
    const filters = readFilters(parameters, operator)
    const found = this.#find(scope.datasets, foldText(parameters.text('q', '')))
      .filter((entity) => isA(entity.schema, schema) && scope.isInScope(entity))
      .filter((entity) => filters.every((passes) => passes(entity)))
    const facets = parameters.many('facets')
    return {
      results: found.slice(offset, offset + limit).map(entityResponse),
      facets: facetsOf(found, facets.length === 0 ? DEFAULT_FACETS : facets),
      limit,
      offset,
      total: { value: found.length, relation: 'eq' },
    }
  }

  #find(datasets: readonly string[], words: readonly string[]): readonly Entity[] {
    return this.#engine.lists
      .filter((list) => datasets.includes(list.id))
      .flatMap((list) => {
        const index = this.#indexes.get(list.id) ?? buildTextIndex(list.corpus.entities)
        this.#indexes.set(list.id, index)
        return index.find(words).flatMap((at) => list.corpus.entities[at] ?? [])
      })
  }
}

type Filter = (entity: Entity) => boolean

function readFilters(parameters: ParameterReader, operator: string): readonly Filter[] {
  const named = ['countries', 'topics', 'datasets'].flatMap((name) =>
    fieldFilter(name, parameters.many(name), operator),
  )
  const free = parameters.many('filter').map((text): Filter => {
    const colon = text.indexOf(':')
    if (colon < 1) throw new YenteProblem(400, `Invalid filter: '${text}'`)
    const field = text.slice(0, colon).replace(/^properties\./, '')
    const value = text.slice(colon + 1)
    return (entity) => fieldValues(entity, field).includes(value)
  })
  return [...named, ...free]
}

function fieldFilter(name: string, wanted: readonly string[], operator: string): readonly Filter[] {
  if (wanted.length === 0) return []
  const isMet = (values: readonly string[]): boolean =>
    operator === 'AND'
      ? wanted.every((value) => values.includes(value))
      : wanted.some((value) => values.includes(value))
  return [(entity) => isMet(fieldValues(entity, name))]
}

const fieldValues = (entity: Entity, field: string): readonly string[] =>
  FACETS[field]?.valuesOf(entity) ?? toFtm(entity).properties[field] ?? []

function facetsOf(entities: readonly Entity[], names: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const facet = FACETS[name]
      if (facet === undefined) return []
      const counts = new Map<string, number>()
      for (const entity of entities)
        for (const value of new Set(facet.valuesOf(entity))) counts.set(value, (counts.get(value) ?? 0) + 1)
      const values = [...counts]
        .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
        .slice(0, FACET_VALUES)
        .map(([value, count]) => ({ name: value, label: value, count }))
      return [[name, { label: facet.label, values }]]
    }),
  )
}
