import type { WeightOf } from '../match/v1/alignment.ts'
import { MATCHER } from '../match/v1/judge.ts'
import { readEntity } from '../match/v1/readings.ts'
import type { Entity } from '../model/entity.ts'
import type { FtmEntity } from '../model/ftm.ts'
import type { BearerKind } from '../names/name-parts.ts'
import type { NameTables } from '../names/tables.ts'
import { Columns, type ColumnsFault, type IndexOrigin } from './columns.ts'
import { eachEntityKey, idKey } from './fact-index.ts'
import { countRelated, ENTITIES, ListedEntities, RELATED, RecordsDraft, relatedIn } from './listed-entities.ts'
import { ListedNames, NamesDraft } from './listed-names.ts'
import { eachValue, type Multimap, multimapIn, PairBuffer, planMultimap } from './multimap.ts'
import { FormsDraft } from './name-forms.ts'
import { NameIndex } from './name-index.ts'
import { ListedRarity, RarityDraft } from './rarity.ts'

export const KINDS: readonly BearerKind[] = ['person', 'organisation', 'object']

/** What an index is made from besides the matcher that stands in this code. */
export type ListOrigin = Omit<IndexOrigin, 'matcher'>

const UNSTATED_ORIGIN: ListOrigin = { reader: '', list: '' }

/**
 * Reads every name of a list once and lays the whole index out in one shared buffer: names, words, weights, keys and the entities
 * themselves. The same entities and tables give the same bytes. Entities are taken one by one and none is held.
 */
export function buildIndex(
  entities: Iterable<Entity>,
  tables: NameTables,
  origin: ListOrigin = UNSTATED_ORIGIN,
  related: Iterable<FtmEntity> = [],
): SharedArrayBuffer {
  const draft = new ListDraft(tables)
  for (const entity of entities) draft.add(entity)
  for (const thing of related) draft.related.add(thing)
  return draft.layOut({ matcher: MATCHER, ...origin })
}

const FACTS = 'facts'

class ListDraft {
  readonly #tables: NameTables
  readonly related = new RecordsDraft<FtmEntity>(RELATED)
  readonly #entities = new RecordsDraft<Entity>(ENTITIES)
  readonly #names = new NamesDraft()
  readonly #rarity = new RarityDraft()
  readonly #facts = new PairBuffer()
  readonly #forms: Readonly<Record<BearerKind, FormsDraft>>

  constructor(tables: NameTables) {
    this.#tables = tables
    this.#forms = {
      person: new FormsDraft(tables),
      organisation: new FormsDraft(tables),
      object: new FormsDraft(tables),
    }
  }

  add(entity: Entity): void {
    const position = this.#entities.count
    this.#entities.add(entity)
    this.#names.begin()
    for (const [place, name] of readEntity(this.#tables, entity).entries()) {
      const { parts, kind } = name.read
      for (const { token } of parts) this.#rarity.count(token.text, position)
      const weights = parts.map(({ weight }) => weight)
      this.#names.add(name, this.#forms[kind].add(position, place, name.read, weights))
    }
    eachEntityKey(entity, (hash) => this.#facts.add(hash, position))
  }

  layOut(origin: IndexOrigin): SharedArrayBuffer {
    const facts = planMultimap(FACTS, this.#facts.length)
    const forms = KINDS.map((kind) => [kind, this.#forms[kind]] as const)
    const numbers = {
      [`${FACTS}.shift`]: facts.shift,
      ...this.#rarity.numbers(),
      ...Object.fromEntries(forms.flatMap(([kind, draft]) => Object.entries(draft.numbers(kind)))),
    }
    const columns = Columns.make(origin, numbers, [
      ...this.#entities.plan(),
      ...this.related.plan(),
      ...this.#names.plan(),
      ...this.#rarity.plan(),
      ...facts.columns,
      ...forms.flatMap(([kind, draft]) => draft.plan(kind)),
    ])
    const { count } = this.#entities
    const weigh = this.#rarity.weighIn(count)
    this.#entities.fill(columns)
    this.related.fill(columns)
    this.#names.fill(columns)
    for (const [kind, draft] of forms) {
      const { tokens } = draft.words
      draft.fill(columns, kind, (word, weight) => weigh(tokens[word]?.text ?? '', weight))
    }
    this.#rarity.fill(columns, count)
    this.#facts.fill(multimapIn(columns, FACTS))
    return columns.buffer
  }
}

/** Whether an entity has an id: as its own, or as one that it has or had elsewhere. */
export type Bears = (entity: Entity, id: string) => boolean

export const isOwnId: Bears = (entity, id) => entity.id === id
export const isAnyId: Bears = (entity, id) => entity.id === id || entity.referents.some((one) => one === id)

/** An index opened by one thread: views of the shared columns, and what that thread has made from them so far. */
export class ListIndex {
  readonly columns: Columns
  readonly entities: ListedEntities
  readonly names: ListedNames
  readonly indexes: readonly NameIndex[]
  readonly facts: Multimap
  readonly weightOf: WeightOf
  #related: readonly FtmEntity[] | undefined

  private constructor(columns: Columns, tables: NameTables) {
    this.columns = columns
    this.entities = new ListedEntities(columns)
    const [person, organisation, object] = [
      new NameIndex(tables, 'person', columns),
      new NameIndex(tables, 'organisation', columns),
      new NameIndex(tables, 'object', columns),
    ]
    this.indexes = [person, organisation, object]
    this.names = new ListedNames(columns, {
      person: person.words,
      organisation: organisation.words,
      object: object.words,
    })
    this.facts = multimapIn(columns, FACTS)
    this.weightOf = new ListedRarity(columns, this.entities.count).weightOf
  }

  /** Opens a buffer that `buildIndex` gave, here or in another thread or process, without copying it. */
  static open(buffer: SharedArrayBuffer, tables: NameTables): ListIndex | ColumnsFault {
    const columns = Columns.open(buffer)
    return typeof columns === 'string' ? columns : new ListIndex(columns, tables)
  }

  /** The first entity that has an id in this way. */
  positionOf(id: string, bears: Bears): number | undefined {
    let first: number | undefined
    eachValue(this.facts, idKey(id), (position) => {
      if (first !== undefined && first <= position) return
      const entity = this.entities.at(position)
      if (entity !== undefined && bears(entity, id)) first = position
    })
    return first
  }

  /** Whether the list's file holds more than parties. */
  get hasRelated(): boolean {
    return countRelated(this.columns) > 0
  }

  related(): readonly FtmEntity[] {
    this.#related ??= relatedIn(this.columns)
    return this.#related
  }
}
