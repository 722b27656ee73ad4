import type { Entity } from '../model/entity.ts'
import type { FtmEntity } from '../model/ftm.ts'
import { type ColumnPlan, type Columns, type TextColumn, textAt } from './columns.ts'
import { GrowingTexts } from './growing.ts'

/** Records as JSON under the name of a column, while a list is read. */
export class RecordsDraft<Thing> {
  readonly #name: string
  readonly #texts = new GrowingTexts()

  constructor(name: string) {
    this.#name = name
  }

  get count(): number {
    return this.#texts.length
  }

  add(thing: Thing): void {
    this.#texts.push(JSON.stringify(thing))
  }

  plan(): readonly ColumnPlan[] {
    return [
      { name: `${this.#name}.starts`, kind: 'u32', length: this.#texts.length + 1 },
      { name: `${this.#name}.texts`, kind: 'u8', length: this.#texts.bytes },
    ]
  }

  fill(columns: Columns): void {
    this.#texts.moveTo(columns.u32(`${this.#name}.starts`), columns.u8(`${this.#name}.texts`))
  }
}

const recordsIn = (columns: Columns, name: string): TextColumn => ({
  starts: columns.u32(`${name}.starts`),
  bytes: columns.u8(`${name}.texts`),
})

/** What a list's file holds beside parties, read whole: it is shown, and never screened. */
export function relatedIn(columns: Columns): readonly FtmEntity[] {
  const texts = recordsIn(columns, RELATED)
  return Array.from({ length: texts.starts.length - 1 }, (_, at) => JSON.parse(textAt(texts, at)) as FtmEntity)
}

export const countRelated = (columns: Columns): number => columns.u32(`${RELATED}.starts`).length - 1

export const ENTITIES = 'entities'
export const RELATED = 'related'

/** The entities of an index, each read from its record when it is asked for. */
export class ListedEntities {
  readonly count: number
  readonly #texts: TextColumn
  #held = new Map<number, Entity>()
  /** An entity that someone still holds stays the same object, so that it may be a key of theirs. */
  readonly #known = new Map<number, WeakRef<Entity>>()

  constructor(columns: Columns) {
    this.#texts = recordsIn(columns, ENTITIES)
    this.count = this.#texts.starts.length - 1
  }

  at(position: number): Entity | undefined {
    if (!(position >= 0 && position < this.count)) return undefined
    const held = this.#held.get(position) ?? this.#known.get(position)?.deref()
    if (held !== undefined) return held
    // The record is one that `RecordsDraft` wrote, in a buffer whose digest was checked.
    const made = JSON.parse(textAt(this.#texts, position)) as Entity
    if (this.#held.size >= MOST_ENTITIES) this.#held = new Map()
    this.#held.set(position, made)
    this.#known.set(position, new WeakRef(made))
    return made
  }

  /** The entities as an array, of which each place is read when it is looked at. It cannot be written. */
  asArray(): readonly Entity[] {
    const { count } = this
    const at = (key: string | symbol): number => (typeof key === 'string' && /^\d+$/.test(key) ? Number(key) : -1)
    return new Proxy<Entity[]>(new Array<Entity>(count), {
      get: (target, key, receiver) => {
        const position = at(key)
        return position < 0 ? Reflect.get(target, key, receiver) : this.at(position)
      },
      has: (target, key) => {
        const position = at(key)
        return position < 0 ? Reflect.has(target, key) : position < count
      },
      set: () => false,
      deleteProperty: () => false,
      defineProperty: () => false,
    })
  }
}

/** Entities held at once; when there are more all are let go, which costs time and nothing else. */
const MOST_ENTITIES = 4_096
