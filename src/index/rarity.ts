import type { EntityName } from '../match/v1/readings.ts'
import type { Part } from '../names/name-parts.ts'
import { type ColumnPlan, type Columns, type TextColumn, textAt } from './columns.ts'
import { GrowingNumbers, GrowingTexts } from './growing.ts'
import { eachValue, fillMultimap, hashOf, type Multimap, multimapIn, planMultimap } from './multimap.ts'

/**
 * What a part says in one list version, hundredths of a part that is unique in it: ln(1 + N / df) / ln(1 + N) with N entities of the list
 * and df of them with the part, both graded: N down to a power of two, df down to one of 1, 2, 3, 4, 6, 8, 12, 16 … An entry more or
 * less then moves the weights of its own words where they cross a grade, and of no other: what a delta can affect stays small, and
 * screening that alone stays equal to screening everything. Computed when a version is read and kept as whole numbers, so that no
 * machine differs at question time.
 */
export function rarityIn(entities: number, bearers: number): number {
  const [all, some] = [powerBelow(entities), gradeBelow(bearers)]
  return Math.round((100 * Math.log(1 + all / some)) / Math.log(1 + all))
}

const WORD_BITS = 31

/** The largest power of two that is not above a positive count. */
const powerBelow = (count: number): number => 2 ** (WORD_BITS - Math.clz32(count))

/** The largest of 1, 2, 3, 4, 6, 8, 12, 16 … that is not above a positive count. */
function gradeBelow(count: number): number {
  const power = powerBelow(count)
  return 2 * count >= 3 * power ? (3 * power) / 2 : power
}

/** Fewer entities than this tell nothing of how frequent a word is. */
export const LEAST_NAMES = 200

/** A part says no more than its word's rarity in the list; a word that the list does not have, what it says by itself. */
export const weighed = (weight: number, rarity: number | undefined): number => Math.min(weight, rarity ?? weight)

/** The weights of a list that was read but not indexed. */
export function rarityOf(names: readonly (readonly EntityName[])[]): (part: Part) => number {
  const counts = new Map<string, number>()
  for (const entity of names) {
    const seen = new Set(entity.flatMap(({ read }) => read.parts.map(({ token }) => token.text)))
    for (const text of seen) counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  if (names.length < LEAST_NAMES) return ({ weight }) => weight
  const rarities = new Map([...counts].map(([text, count]) => [text, rarityIn(names.length, count)] as const))
  return ({ token, weight }) => weighed(weight, rarities.get(token.text))
}

const RARITY_RELATION = 71
const COLUMN = 'rarity'

/** Words of all names with how many entities have each, while a list is read. */
export class RarityDraft {
  readonly #places = new Map<string, number>()
  readonly #texts = new GrowingTexts()
  readonly #hashes = new GrowingNumbers()
  readonly #bearers = new GrowingNumbers()
  readonly #last = new GrowingNumbers()

  /** Counts a word for an entity, once however often it stands there. */
  count(text: string, entity: number): void {
    const place = this.#places.get(text) ?? this.#add(text)
    if (this.#last.at(place) === entity) return
    this.#last.set(place, entity)
    this.#bearers.set(place, this.#bearers.at(place) + 1)
  }

  #add(text: string): number {
    const place = this.#texts.length
    this.#places.set(text, place)
    this.#texts.push(text)
    this.#hashes.push(hashOf(RARITY_RELATION, text))
    this.#bearers.push(0)
    this.#last.push(-1)
    return place
  }

  /** What a part with this word says in a list of so many entities. */
  weighIn(entities: number): (text: string, weight: number) => number {
    if (entities < LEAST_NAMES) return (_text, weight) => weight
    return (text, weight) => {
      const place = this.#places.get(text)
      return weighed(weight, place === undefined ? undefined : rarityIn(entities, this.#bearers.at(place)))
    }
  }

  plan(): readonly ColumnPlan[] {
    const { length } = this.#texts
    return [
      { name: `${COLUMN}.starts`, kind: 'u32', length: length + 1 },
      { name: `${COLUMN}.texts`, kind: 'u8', length: this.#texts.bytes },
      { name: `${COLUMN}.hundredths`, kind: 'u8', length },
      ...planMultimap(`${COLUMN}.keys`, length).columns,
    ]
  }

  numbers(): Readonly<Record<string, number>> {
    return { [`${COLUMN}.keys.shift`]: planMultimap('', this.#texts.length).shift }
  }

  fill(columns: Columns, entities: number): void {
    this.#texts.moveTo(columns.u32(`${COLUMN}.starts`), columns.u8(`${COLUMN}.texts`))
    const hundredths = columns.u8(`${COLUMN}.hundredths`)
    for (const [place, bearers] of this.#bearers.values.entries()) hundredths[place] = rarityIn(entities, bearers)
    fillMultimap(multimapIn(columns, `${COLUMN}.keys`), (take) => {
      for (const [place, hash] of this.#hashes.values.entries()) take(hash >>> 0, place)
    })
  }
}

/** The weights of parts in an index: a word is looked up once and remembered. */
export class ListedRarity {
  readonly #isKnown: boolean
  readonly #texts: TextColumn
  readonly #hundredths: Uint8Array
  readonly #keys: Multimap
  readonly #remembered = new Map<string, number>()

  constructor(columns: Columns, entities: number) {
    this.#isKnown = entities >= LEAST_NAMES
    this.#texts = { starts: columns.u32(`${COLUMN}.starts`), bytes: columns.u8(`${COLUMN}.texts`) }
    this.#hundredths = columns.u8(`${COLUMN}.hundredths`)
    this.#keys = multimapIn(columns, `${COLUMN}.keys`)
  }

  readonly weightOf = ({ token, weight }: Part): number => {
    if (!this.#isKnown) return weight
    let rarity = this.#remembered.get(token.text)
    if (rarity === undefined) {
      rarity = this.#find(token.text)
      if (this.#remembered.size >= MOST_REMEMBERED) this.#remembered.clear()
      this.#remembered.set(token.text, rarity)
    }
    return weight < rarity ? weight : rarity
  }

  #find(text: string): number {
    let rarity = NOT_LISTED
    eachValue(this.#keys, hashOf(RARITY_RELATION, text), (place) => {
      if (textAt(this.#texts, place) === text) rarity = this.#hundredths[place] ?? NOT_LISTED
    })
    return rarity
  }
}

/** Above every weight: a word that the list does not have lowers nothing. */
const NOT_LISTED = 255
const MOST_REMEMBERED = 200_000
