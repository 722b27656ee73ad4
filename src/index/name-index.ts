import type { EntityName, PartyReading } from '../match/v1/readings.ts'
import { likeness } from '../names/likeness.ts'
import type { BearerKind, ReadName } from '../names/read-name.ts'
import type { NameTables } from '../names/tables.ts'
import { type Token, tokenOf } from '../names/token.ts'

const LONGEST_JOIN = 3
const KINDS: readonly BearerKind[] = ['person', 'organisation', 'object']

/** Words of the list and who bears them. A name that shares no like word with the party's has no aligned part, and so scores nothing. */
export class NameIndex {
  readonly #tables: NameTables
  readonly #vocabulary: { readonly token: Token; readonly entities: Set<number> }[] = []
  readonly #places = new Map<string, number>()
  readonly #neighbours = new Map<string, readonly number[]>()

  constructor(tables: NameTables, names: readonly (readonly EntityName[])[]) {
    this.#tables = tables
    for (const [position, entity] of names.entries()) {
      for (const { read } of entity) for (const token of wordsAndRuns(tables, read)) this.#add(token, position)
    }
  }

  /** Positions of all entities that may score above nothing. */
  candidates(party: PartyReading): Set<number> {
    const found = new Set<number>()
    for (const kind of KINDS) {
      for (const name of party.as(kind)) {
        for (const token of wordsAndRuns(this.#tables, name)) {
          for (const place of this.#like(token))
            for (const position of this.#vocabulary[place]?.entities ?? []) found.add(position)
        }
      }
    }
    return found
  }

  #add(token: Token, position: number): void {
    const key = keyOf(token)
    const place = this.#places.get(key) ?? this.#vocabulary.push({ token, entities: new Set() }) - 1
    this.#places.set(key, place)
    this.#vocabulary[place]?.entities.add(position)
  }

  #like(token: Token): readonly number[] {
    const key = keyOf(token)
    const known = this.#neighbours.get(key)
    if (known !== undefined) return known
    const like: number[] = []
    for (const [place, other] of this.#vocabulary.entries())
      if (likeness(token, other.token).score > 0) like.push(place)
    if (this.#neighbours.size < MOST_REMEMBERED) this.#neighbours.set(key, like)
    return like
  }
}

const MOST_REMEMBERED = 20_000

const keyOf = ({ text, isAbjad, isForeign, readings }: Token): string =>
  `${text}|${isAbjad}|${isForeign}|${readings.join()}`

/** Words that bear weight, and runs of neighbours written as one. */
function* wordsAndRuns(tables: NameTables, { parts }: ReadName): Iterable<Token> {
  const heavy = parts.some(({ weight }) => weight > 6)
  for (const [at, part] of parts.entries()) {
    if (part.weight > 6 || !heavy) yield part.token
    for (let width = 2; width <= LONGEST_JOIN && at + width <= parts.length; width += 1) {
      const run = parts.slice(at, at + width)
      yield tokenOf(tables, run.map(({ token }) => token.text).join(''))
    }
  }
}
