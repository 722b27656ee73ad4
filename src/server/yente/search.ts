import { parseQueryString, parseSimpleQuery, type TextQuery, valuesOfField } from '../../engine/text-search.ts'
import { type FtmEntity, isA, isMatchable, isSchema } from '../../model/ftm.ts'
import { schemaFacts, typeGroups, typeLabel, valueLabel } from '../../model/ftm-schema.ts'
import type { Served } from '../service.ts'
import { datasetTitle } from './catalog.ts'
import { SEARCH_QUERY } from './contract.ts'
import { type EntityResponse, entityResponse } from './entity-response.ts'
import { readWholeQuery, windowOf } from './parameters.ts'
import { YenteProblem } from './problem.ts'
import { datasetsNamed, readScope, thingTest } from './scope.ts'

/** Values of one facet that are counted in an answer. */
const FACET_VALUES = 1_000

type SearchParameters = ReturnType<typeof readWholeQuery<typeof SEARCH_QUERY>>

export interface SearchAnswer {
  readonly results: readonly EntityResponse[]
  readonly facets: unknown
  readonly limit: number
  readonly offset: number
  readonly total: { readonly value: number; readonly relation: 'eq' }
}

/** `GET /search/{dataset}`: a look-up by words, without scores on purpose. */
export function search({ engine, search: index }: Served, dataset: string, query: unknown): SearchAnswer {
  const parameters = readWholeQuery(SEARCH_QUERY, query)
  const { limit, offset } = windowOf(parameters)
  const lists = datasetsNamed(engine, dataset)
  if (!isSchema(parameters.schema)) throw new YenteProblem(400, 'Invalid schema')
  const filters = readFilters(parameters)
  const scope = readScope(lists, parameters)
  const isInScope = thingTest(parameters, lists)
  const found = index
    .find(scope.datasets, readWords(parameters))
    .filter((thing) => isKind(thing.schema, parameters.schema) && isInScope(thing) && filters.every((is) => is(thing)))
  const sorted = parameters.sort.length === 0 ? found : sortThings(found, parameters.sort)
  return {
    results: sorted.slice(offset, offset + limit).map(entityResponse),
    facets: facetsOf(found, parameters.facets, (name) => datasetTitle(engine, name)),
    limit,
    offset,
    total: { value: found.length, relation: 'eq' },
  }
}

function readWords({ q, simple, fuzzy }: SearchParameters): TextQuery {
  if (simple) return parseSimpleQuery(q)
  const parsed = parseQueryString(q)
  if (!parsed.ok)
    throw new YenteProblem(400, `Cannot read the query, ${parsed.issue.where ?? ''}: ${parsed.issue.found}`)
  return fuzzy ? loosened(parsed.value) : parsed.value
}

const FUZZY_EDITS = 2
const FUZZY_FROM_CHARACTERS = 4

/** Plain words of some length may be misspelt. */
function loosened(query: TextQuery): TextQuery {
  if (query.kind === 'words' && query.edits === 0 && query.text.length >= FUZZY_FROM_CHARACTERS) {
    return { ...query, edits: FUZZY_EDITS }
  }
  return query.kind === 'and' || query.kind === 'or' ? { ...query, parts: query.parts.map(loosened) } : query
}

/** A schema that can be matched is asked for with the kinds that could be it; any other with everything under it. */
const isKind = (schema: string, wanted: string): boolean =>
  isA(schema, wanted) || (isMatchable(wanted) && isMatchable(schema) && isA(wanted, schema) && schema !== 'Thing')

type Test = (thing: FtmEntity) => boolean

function readFilters({ countries, topics, datasets, filter, filter_op, target }: SearchParameters): readonly Test[] {
  const wanted = new Map<string, string[]>()
  const want = (field: string, value: string): void => {
    wanted.set(field, [...(wanted.get(field) ?? []), value])
  }
  for (const value of countries) want('countries', value)
  for (const value of topics) want('topics', value)
  for (const value of datasets) want('datasets', value)
  for (const text of filter) {
    const colon = text.indexOf(':')
    if (colon < 1) throw new YenteProblem(400, `Invalid filter: '${text}'`)
    want(text.slice(0, colon), text.slice(colon + 1))
  }
  const tests = [...wanted].map(([field, values]): Test => {
    return (thing) => {
      const stated = valuesOfField(thing, field)
      const isStated = (value: string): boolean => stated.includes(value)
      return filter_op === 'AND' ? values.every(isStated) : values.some(isStated)
    }
  })
  return target === undefined ? tests : [...tests, (thing) => thing.target === target]
}

/** Sorted by fields, things without a value last; equal ones keep their order. */
export function sortThings(things: readonly FtmEntity[], sorts: readonly string[]): readonly FtmEntity[] {
  const fields = sorts.map((sort) => {
    const [, field = sort, order = 'asc'] = /^(.*):(asc|desc)$/.exec(sort) ?? []
    return { field, sign: order === 'desc' ? -1 : 1 }
  })
  return [...things].sort((a, b) => {
    for (const { field, sign } of fields) {
      const order = compareValues(valueToSort(a, field, sign), valueToSort(b, field, sign), sign)
      if (order !== 0) return order
    }
    return 0
  })
}

const valueToSort = (thing: FtmEntity, field: string, sign: number): string | undefined =>
  [...valuesOfField(thing, field)].sort().at(sign > 0 ? 0 : -1)

function compareValues(a: string | undefined, b: string | undefined, sign: number): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 1 : -1
  return a === b ? 0 : a < b ? -sign : sign
}

function facetsOf(
  things: readonly FtmEntity[],
  names: readonly string[],
  titleOf: (dataset: string) => string,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    names.map((name) => {
      const counts = new Map<string, number>()
      for (const thing of things) {
        for (const value of new Set(valuesOfField(thing, name))) counts.set(value, (counts.get(value) ?? 0) + 1)
      }
      const values = [...counts]
        .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
        .slice(0, FACET_VALUES)
        .map(([value, count]) => ({ name: value, label: labelOf(name, value, titleOf), count }))
      return [name, { label: facetLabel(name), values }]
    }),
  )
}

function facetLabel(name: string): string {
  if (name === 'datasets') return 'Data sources'
  if (name === 'schema') return 'Entity types'
  return typeLabel(typeGroups().get(name) ?? name)
}

function labelOf(facet: string, value: string, titleOf: (dataset: string) => string): string {
  if (facet === 'datasets') return titleOf(value)
  if (facet === 'schema') return schemaFacts(value)?.plural ?? value
  return valueLabel(typeGroups().get(facet) ?? facet, value) ?? value
}
