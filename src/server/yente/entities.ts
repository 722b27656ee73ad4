import type { NestedThing, Things } from '../../engine/things.ts'
import type { FtmEntity } from '../../model/ftm.ts'
import { schemaProperties } from '../../model/ftm-schema.ts'
import { ADJACENT_QUERY, ENTITY_QUERY } from './contract.ts'
import { type EntityResponse, entityResponse } from './entity-response.ts'
import { readWholeQuery, windowOf } from './parameters.ts'
import { YenteProblem } from './problem.ts'
import { sortThings } from './search.ts'

/** Where an entity lives now, for an id that was merged into another. */
export class Moved {
  readonly location: string

  constructor(canonical: string) {
    this.location = `/entities/${encodeURIComponent(canonical)}`
  }
}

function getThing(things: Things, id: string): FtmEntity | Moved {
  const canonical = things.canonicalOf(id)
  if (canonical !== undefined && canonical !== id) return new Moved(canonical)
  const thing = things.find(id)
  if (thing === undefined) throw new YenteProblem(404, 'No such entity!')
  return thing
}

/** `GET /entities/{id}` */
export function entity(things: Things, id: string, query: unknown): EntityResponse | Moved {
  const { nested } = readWholeQuery(ENTITY_QUERY, query)
  const thing = getThing(things, id)
  return thing instanceof Moved ? thing : entityResponse(nested ? things.nest(thing) : thing)
}

interface Page {
  readonly results: readonly (string | EntityResponse)[]
  readonly total: { readonly value: number; readonly relation: 'eq' }
  readonly limit: number
  readonly offset: number
}

type AdjacentParameters = ReturnType<typeof readWholeQuery<typeof ADJACENT_QUERY>>

/** `GET /entities/{id}/adjacent`: every property's neighbours, a page of each. */
export function adjacent(things: Things, id: string, query: unknown): unknown {
  const parameters = readWholeQuery(ADJACENT_QUERY, query)
  const thing = getThing(things, id)
  if (thing instanceof Moved) return thing
  const pages = things.neighbours(thing).map(({ property, things: all }) => [property, pageOf(all, parameters)])
  return { entity: entityResponse(thing), adjacent: Object.fromEntries(pages) }
}

/** `GET /entities/{id}/adjacent/{prop}`: one page of one property's neighbours. */
export function adjacentBy(things: Things, id: string, property: string, query: unknown): Page | Moved {
  const parameters = readWholeQuery(ADJACENT_QUERY, query)
  const thing = getThing(things, id)
  if (thing instanceof Moved) return thing
  if (schemaProperties(thing.schema).get(property)?.type !== 'entity') throw new YenteProblem(404, 'No such property!')
  const found = things.neighbours(thing).find((one) => one.property === property)
  return pageOf(found?.things ?? [], parameters)
}

function pageOf(all: readonly (string | NestedThing)[], parameters: AdjacentParameters): Page {
  const { limit, offset } = windowOf(parameters)
  const sorted = parameters.sort.length === 0 ? all : sortNested(all, parameters.sort)
  return {
    results: sorted.slice(offset, offset + limit).map((one) => (typeof one === 'string' ? one : entityResponse(one))),
    total: { value: all.length, relation: 'eq' },
    limit,
    offset,
  }
}

function sortNested(
  all: readonly (string | NestedThing)[],
  sorts: readonly string[],
): readonly (string | NestedThing)[] {
  const nested = new Map(all.flatMap((one) => (typeof one === 'string' ? [] : [[one.id, one] as const])))
  const flat = [...nested.values()].map((one): FtmEntity => ({ ...one, properties: textsOnly(one.properties) }))
  const sorted = sortThings(flat, sorts).flatMap(({ id }) => nested.get(id) ?? [])
  return [...sorted, ...all.filter((one) => typeof one === 'string')]
}

const textsOnly = (properties: NestedThing['properties']): Record<string, readonly string[]> =>
  Object.fromEntries(
    Object.entries(properties).map(([name, values]) => [name, values.filter((value) => typeof value === 'string')]),
  )
