import { parseQueryString, parseSimpleQuery, type TextQuery } from '../index/query-string.ts'
import { type TextDocument, TextIndex } from '../index/text-search.ts'
import type { FtmEntity } from '../model/ftm.ts'
import { isA } from '../model/ftm.ts'
import { schemaProperties, typeGroups } from '../model/ftm-schema.ts'
import type { Engine, ListInForce } from './engine.ts'
import type { Things } from './things.ts'

export { foldText } from '../index/text-search.ts'
export { parseQueryString, parseSimpleQuery, type TextQuery }

interface IndexedList {
  readonly index: TextIndex
  readonly things: readonly FtmEntity[]
}

/** Looks things up by words, for people; a list is indexed at its first search. */
export class ThingSearch {
  readonly #engine: Engine
  readonly #things: Things
  readonly #lists = new Map<string, IndexedList>()

  constructor(engine: Engine, things: Things) {
    this.#engine = engine
    this.#things = things
  }

  /** Things of these lists that fit, best first; a thing on two lists is named once. */
  find(datasets: readonly string[], query: TextQuery): readonly FtmEntity[] {
    return this.#each(datasets, (index) => index.search(query))
  }

  /** Things with a name that begins so, for suggestions while somebody types. */
  suggest(datasets: readonly string[], prefix: string): readonly FtmEntity[] {
    return this.#each(datasets, (index) => index.beginning(prefix))
  }

  #each(datasets: readonly string[], ask: (index: TextIndex) => readonly number[]): readonly FtmEntity[] {
    const found = new Map<string, FtmEntity>()
    for (const list of this.#engine.lists) {
      if (!datasets.includes(list.id)) continue
      const { index, things } = this.#indexed(list)
      for (const at of ask(index)) {
        const thing = things[at]
        if (thing !== undefined && !found.has(thing.id)) found.set(thing.id, thing)
      }
    }
    return [...found.values()]
  }

  #indexed(list: ListInForce): IndexedList {
    const held = this.#lists.get(list.id)
    if (held !== undefined) return held
    const parties = list.corpus.entities.flatMap(
      ({ id }) => this.#things.find(this.#things.canonicalOf(id) ?? id) ?? [],
    )
    const things = [...parties, ...this.#things.relatedOf(list).filter(({ schema }) => isA(schema, 'Thing'))]
    const indexed = { things, index: new TextIndex(things.map(documentOf)) }
    this.#lists.set(list.id, indexed)
    return indexed
  }
}

function documentOf(thing: FtmEntity): TextDocument {
  const names: string[] = [thing.caption]
  const texts: string[] = [thing.id, ...thing.referents]
  const types = schemaProperties(thing.schema)
  for (const [property, values] of Object.entries(thing.properties)) {
    if (types.get(property)?.type === 'name') names.push(...values)
    else texts.push(...values)
  }
  return { id: thing.id, names, texts, valuesOf: (field) => valuesOfField(thing, field) }
}

type Read = (thing: FtmEntity) => readonly string[]

const stated = (value: string | null | undefined): readonly string[] =>
  value === null || value === undefined ? [] : [value]

/** Fields that are no properties. */
const OWN_FIELDS: Readonly<Record<string, Read>> = {
  id: ({ id }) => [id],
  _id: ({ id }) => [id],
  entity_id: ({ id }) => [id],
  canonical_id: ({ id }) => [id],
  caption: ({ caption }) => [caption],
  schema: ({ schema }) => [schema],
  datasets: ({ datasets }) => datasets,
  referents: ({ referents }) => referents,
  target: ({ target }) => [String(target)],
  first_seen: ({ first_seen }) => stated(first_seen),
  last_seen: ({ last_seen }) => stated(last_seen),
  last_change: ({ last_change }) => stated(last_change),
  text: ({ properties }) => Object.values(properties).flat(),
}

/** Values of a field: one of its own, a group such as `countries`, or a property with or without `properties.` before it. */
export function valuesOfField(thing: FtmEntity, field: string): readonly string[] {
  const own = OWN_FIELDS[field]
  if (own !== undefined) return own(thing)
  const type = typeGroups().get(field)
  if (type !== undefined) return valuesOfType(thing, type)
  return thing.properties[field.replace(/^properties\./, '')] ?? []
}

function valuesOfType(thing: FtmEntity, type: string): readonly string[] {
  const types = schemaProperties(thing.schema)
  const values = Object.entries(thing.properties).flatMap(([property, each]) =>
    types.get(property)?.type === type ? each : [],
  )
  return [...new Set(values)]
}
