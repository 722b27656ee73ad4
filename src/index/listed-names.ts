import type { EntityName } from '../match/v1/readings.ts'
import type { BearerKind, Part, ReadName } from '../names/name-parts.ts'
import { type ColumnPlan, type Columns, type TextColumn, textAt } from './columns.ts'
import { GrowingNumbers, GrowingTexts } from './growing.ts'
import type { ListedWords } from './vocabulary.ts'

/** A read name as it is kept: its parts name their words by number. */
type StoredPart = Omit<Part, 'token'> & { readonly token: number }
type StoredName = Omit<EntityName, 'read'> & {
  readonly read: Omit<ReadName, 'parts'> & { readonly parts: readonly StoredPart[] }
}

/** Read names while a list is read. */
export class NamesDraft {
  readonly #texts = new GrowingTexts()
  readonly #firsts = new GrowingNumbers()

  /** Begins the names of the next entity. */
  begin(): void {
    this.#firsts.push(this.#texts.length)
  }

  /** @param words - The number of each part's word. */
  add({ read, ...name }: EntityName, words: readonly number[]): void {
    const parts = read.parts.map((part, at): StoredPart => ({ ...part, token: words[at] ?? 0 }))
    const stored: StoredName = { ...name, read: { ...read, parts } }
    this.#texts.push(JSON.stringify(stored))
  }

  plan(): readonly ColumnPlan[] {
    return [
      { name: 'names.firsts', kind: 'u32', length: this.#firsts.length + 1 },
      { name: 'names.starts', kind: 'u32', length: this.#texts.length + 1 },
      { name: 'names.texts', kind: 'u8', length: this.#texts.bytes },
    ]
  }

  fill(columns: Columns): void {
    const firsts = columns.u32('names.firsts')
    firsts.set(this.#firsts.values)
    firsts[this.#firsts.length] = this.#texts.length
    this.#texts.moveTo(columns.u32('names.starts'), columns.u8('names.texts'))
  }
}

/** The read names of a list, each made when it is first compared. */
export class ListedNames {
  readonly #words: Readonly<Record<BearerKind, ListedWords>>
  readonly #firsts: Uint32Array
  readonly #texts: TextColumn
  readonly #held = new Map<number, EntityName>()

  constructor(columns: Columns, words: Readonly<Record<BearerKind, ListedWords>>) {
    this.#words = words
    this.#firsts = columns.u32('names.firsts')
    this.#texts = { starts: columns.u32('names.starts'), bytes: columns.u8('names.texts') }
  }

  /** All names of an entity, as `readEntity` gave them. */
  of(entity: number): readonly EntityName[] {
    const first = this.#firsts[entity] ?? 0
    const count = (this.#firsts[entity + 1] ?? first) - first
    return Array.from({ length: count }, (_, place) => this.at(entity, place))
  }

  /** One name of an entity, by its place among them. */
  at(entity: number, place: number): EntityName {
    const name = (this.#firsts[entity] ?? 0) + place
    const held = this.#held.get(name)
    if (held !== undefined) return held
    if (this.#held.size >= MOST_NAMES) this.#held.clear()
    const made = this.#make(name)
    this.#held.set(name, made)
    return made
  }

  #make(name: number): EntityName {
    const { read, ...rest } = JSON.parse(textAt(this.#texts, name)) as StoredName
    const words = this.#words[read.kind]
    const parts = read.parts.map((part): Part => ({ ...part, token: words.at(part.token) }))
    return { ...rest, read: { ...read, parts } }
  }
}

/** Names held at once; when there are more all are let go, which costs time and nothing else. */
const MOST_NAMES = 50_000
