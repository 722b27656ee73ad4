import type { Entity } from '../model/entity.ts'
import { type ColumnPlan, type Columns, type TextColumn, textAt } from './columns.ts'
import { GrowingTexts } from './growing.ts'

/** Entities as JSON, while a list is read. */
export class EntitiesDraft {
  readonly #texts = new GrowingTexts()

  get count(): number {
    return this.#texts.length
  }

  add(entity: Entity): void {
    this.#texts.push(JSON.stringify(entity))
  }

  plan(): readonly ColumnPlan[] {
    return [
      { name: 'entities.starts', kind: 'u32', length: this.#texts.length + 1 },
      { name: 'entities.texts', kind: 'u8', length: this.#texts.bytes },
    ]
  }

  fill(columns: Columns): void {
    this.#texts.moveTo(columns.u32('entities.starts'), columns.u8('entities.texts'))
  }
}

/** The entities of an index, each read from its record when it is asked for. */
export class ListedEntities {
  readonly count: number
  readonly #texts: TextColumn
  #held = new Map<number, Entity>()
  /** An entity that someone still holds stays the same object, so that it may be a key of theirs. */
  readonly #known = new Map<number, WeakRef<Entity>>()

  constructor(columns: Columns) {
    this.#texts = { starts: columns.u32('entities.starts'), bytes: columns.u8('entities.texts') }
    this.count = this.#texts.starts.length - 1
  }

  at(position: number): Entity | undefined {
    if (!(position >= 0 && position < this.count)) return undefined
    const held = this.#held.get(position) ?? this.#known.get(position)?.deref()
    if (held !== undefined) return held
    // The record is one that `EntitiesDraft` wrote, in a buffer whose digest was checked.
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
