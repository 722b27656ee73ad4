import { acronymsOf, runsOf } from '../match/v1/align.ts'
import { CUT_PARTS } from '../match/v1/inside.ts'
import { beginningOf, MOST_SLIP_WORDS, writtenOf } from '../match/v1/written.ts'
import type { ReadName } from '../names/name-parts.ts'
import type { NameTables } from '../names/tables.ts'
import { wordsOf } from '../names/words-of.ts'
import type { ColumnPlan, Columns } from './columns.ts'
import { GrowingNumbers } from './growing.ts'
import { finish, hashOf, type Multimap, multimapIn, PairBuffer, planMultimap } from './multimap.ts'
import { eachRunKey } from './run-keys.ts'
import { VocabularyDraft } from './vocabulary.ts'

/** Particles weigh no more than this, and are never counted as standing in another part's place. */
export const LIGHT = 10

/** Listed names of one kind of bearer as flat arrays. Forms are in order of their heavy weight, so that postings are too. */
export interface NameForms {
  readonly count: number
  /** Form to its first part; one more at the end. */
  readonly starts: Uint32Array
  readonly words: Int32Array
  readonly weights: Uint8Array
  readonly totals: Uint16Array
  /** Weight of the parts that are not light. */
  readonly heavies: Uint16Array
  readonly entities: Int32Array
  readonly places: Uint16Array
  /** Word to the most it weighs in any form. */
  readonly heaviest: Uint8Array
  /** Form to its heaviest word, by which it is found inside a longer text. */
  readonly anchors: Int32Array
  /** Word to its forms. */
  readonly postingStarts: Uint32Array
  readonly postings: Int32Array
  /** Whole-name keys, runs of parts and acronyms to forms. */
  readonly keys: Multimap
}

export const FORM_RELATION = {
  whole: 31,
  run: 32,
  runSound: 33,
  runSkeleton: 34,
  acronym: 35,
  beginning: 36,
  letters: 37,
  begun: 38,
  withoutOne: 39,
} as const

/** Key of a name whose words, in any order, are all the same: what an exact name is found by, as whatever it is read. */
export const wholeKey = ({ original }: ReadName): number => textKey(wholeText(original))

/** The same from a whole text. */
export const textKey = (text: string): number => hashOf(FORM_RELATION.whole, text)

/**
 * Keys of a name's words without one of them, in whatever order they stand, each with the first letter of the one left out and with its
 * last: what a name with one slip still has. Sums of the words' hashes, so that no text is put together.
 */
export function eachWithoutOne(
  words: readonly string[],
  mayBeSlip: (word: string) => boolean,
  take: (key: number) => void,
): void {
  if (words.length < 2 || words.length > MOST_SLIP_WORDS) return
  let all = 0
  for (const word of words) all = (all + hashOf(FORM_RELATION.withoutOne, word)) | 0
  for (const word of words) {
    if (!mayBeSlip(word)) continue
    const others = all - hashOf(FORM_RELATION.withoutOne, word)
    take(finish(others + word.charCodeAt(0) * FIRST_LETTER))
    take(finish(others + word.charCodeAt(word.length - 1) * LAST_LETTER))
  }
}
/** Odd numbers that keep the two kinds of key apart. */
const FIRST_LETTER = 0x9e3779b1
const LAST_LETTER = 0x85ebca77

/** The words of a written name in order of the alphabet; equal where two names have the same words. */
export function wholeText(written: string): string {
  return wordsOf(written)
    .map(({ folded }) => folded)
    .sort()
    .join(' ')
}

/** Key of a name by its first two parts, for names that may have been cut off after them. */
export function beginningKey({ parts }: ReadName): number | undefined {
  const [first, second] = parts
  if (first === undefined || second === undefined || parts.length < CUT_PARTS) return undefined
  return hashOf(FORM_RELATION.beginning, `${first.token.text} ${second.token.text}`)
}

/** Listed names of one kind of bearer while a list is read: words, weights and keys as numbers, in the order they come. */
export class FormsDraft {
  readonly words = new VocabularyDraft()
  readonly #tables: NameTables
  readonly #starts = new GrowingNumbers()
  readonly #parts = new GrowingNumbers()
  readonly #weights = new GrowingNumbers()
  readonly #entities = new GrowingNumbers()
  readonly #places = new GrowingNumbers()
  readonly #keys = new PairBuffer()

  constructor(tables: NameTables) {
    this.#tables = tables
  }

  /**
   * Takes one name in, and answers the numbers of its words.
   *
   * @param weights - What each part says, hundredths; `fill` may still lower them.
   */
  add(entity: number, place: number, name: ReadName, weights: readonly number[]): readonly number[] {
    const form = this.#entities.length
    this.#starts.push(this.#parts.length)
    this.#entities.push(entity)
    this.#places.push(place)
    const words = name.parts.map(({ token }) => this.words.add(token))
    for (const word of words) this.#parts.push(word)
    for (const weight of weights) this.#weights.push(weight)
    addKeys(this.#tables, this.#keys, name, form)
    return words
  }

  plan(name: string): readonly ColumnPlan[] {
    const count = this.#entities.length
    const parts = this.#parts.length
    const words = this.words.tokens.length
    return [
      ...this.words.plan(`${name}.words`),
      { name: `${name}.starts`, kind: 'u32', length: count + 1 },
      { name: `${name}.parts`, kind: 'i32', length: parts },
      { name: `${name}.weights`, kind: 'u8', length: parts },
      { name: `${name}.totals`, kind: 'u16', length: count },
      { name: `${name}.heavies`, kind: 'u16', length: count },
      { name: `${name}.entities`, kind: 'i32', length: count },
      { name: `${name}.places`, kind: 'u16', length: count },
      { name: `${name}.heaviest`, kind: 'u8', length: words },
      { name: `${name}.anchors`, kind: 'i32', length: count },
      { name: `${name}.postingStarts`, kind: 'u32', length: words + 1 },
      { name: `${name}.postings`, kind: 'i32', length: parts },
      ...planMultimap(`${name}.keys`, this.#keys.length).columns,
    ]
  }

  /** Numbers that go with the columns. */
  numbers(name: string): Readonly<Record<string, number>> {
    return {
      [`${name}.keys.shift`]: planMultimap('', this.#keys.length).shift,
      [`${name}.words.keys.shift`]: this.words.planKeys('').shift,
    }
  }

  /** @param weigh - What a part of this word says in this list, from what it says by itself. */
  fill(columns: Columns, name: string, weigh: (word: number, weight: number) => number): void {
    this.words.fill(columns, `${name}.words`)
    const forms = formsIn(columns, name)
    const weights = this.#weights.values.map((weight, at) => weigh(this.#parts.at(at), weight))
    const order = this.#byHeaviness(weights)
    const formOf = new Int32Array(order.length)
    let at = 0
    for (let form = 0; form < order.length; form += 1) {
      const draft = order[form] ?? 0
      formOf[draft] = form
      forms.entities[form] = this.#entities.at(draft)
      forms.places[form] = this.#places.at(draft)
      forms.starts[form] = at
      at = this.#fillParts(forms, form, draft, weights, at)
    }
    forms.starts[order.length] = at
    fillPostings(forms)
    this.#keys.renumber((draft) => formOf[draft] ?? 0)
    this.#keys.fill(forms.keys)
  }

  #fillParts(forms: NameForms, form: number, draft: number, weights: Int32Array, from: number): number {
    let at = from
    let anchor = -1
    let total = 0
    let heavy = 0
    for (let part = this.#starts.at(draft); part < this.#endOf(draft); part += 1) {
      const word = this.#parts.at(part)
      const weight = weights[part] ?? 0
      forms.words[at] = word
      forms.weights[at] = weight
      forms.heaviest[word] = Math.max(forms.heaviest[word] ?? 0, weight)
      total += weight
      heavy += weight > LIGHT ? weight : 0
      if (weight > anchor) {
        anchor = weight
        forms.anchors[form] = word
      }
      at += 1
    }
    forms.totals[form] = total
    forms.heavies[form] = heavy
    return at
  }

  #endOf(draft: number): number {
    return draft + 1 < this.#starts.length ? this.#starts.at(draft + 1) : this.#parts.length
  }

  /** Drafts by their heavy weight, equal ones as they came. */
  #byHeaviness(weights: Int32Array): Int32Array {
    const count = this.#entities.length
    const heavies = new Int32Array(count)
    for (let draft = 0; draft < count; draft += 1) {
      let heavy = 0
      for (let part = this.#starts.at(draft); part < this.#endOf(draft); part += 1)
        if ((weights[part] ?? 0) > LIGHT) heavy += weights[part] ?? 0
      heavies[draft] = heavy
    }
    return orderBy(heavies)
  }
}

/** Positions in order of their numbers, which are small and not negative; equal ones as they stand. */
function orderBy(numbers: Int32Array): Int32Array {
  const starts = new Int32Array(numbers.reduce((most, number) => Math.max(most, number), 0) + 2)
  for (const number of numbers) starts[number + 1] = (starts[number + 1] ?? 0) + 1
  for (let number = 1; number < starts.length; number += 1)
    starts[number] = (starts[number] ?? 0) + (starts[number - 1] ?? 0)
  const order = new Int32Array(numbers.length)
  for (const [position, number] of numbers.entries()) {
    const place = starts[number] ?? 0
    starts[number] = place + 1
    order[place] = position
  }
  return order
}

/** The names of one kind out of the columns of an index. */
export const formsIn = (columns: Columns, name: string): NameForms => {
  const entities = columns.i32(`${name}.entities`)
  return {
    count: entities.length,
    starts: columns.u32(`${name}.starts`),
    words: columns.i32(`${name}.parts`),
    weights: columns.u8(`${name}.weights`),
    totals: columns.u16(`${name}.totals`),
    heavies: columns.u16(`${name}.heavies`),
    entities,
    places: columns.u16(`${name}.places`),
    heaviest: columns.u8(`${name}.heaviest`),
    anchors: columns.i32(`${name}.anchors`),
    postingStarts: columns.u32(`${name}.postingStarts`),
    postings: columns.i32(`${name}.postings`),
    keys: multimapIn(columns, `${name}.keys`),
  }
}

const ANY_WORD = (): boolean => true

function addKeys(tables: NameTables, keys: PairBuffer, name: ReadName, form: number): void {
  keys.add(wholeKey(name), form)
  const beginning = beginningKey(name)
  if (beginning !== undefined) keys.add(beginning, form)
  const { letters, words } = writtenOf(name)
  keys.add(hashOf(FORM_RELATION.letters, letters), form)
  const begun = beginningOf(letters)
  if (begun !== undefined) keys.add(hashOf(FORM_RELATION.begun, begun), form)
  eachWithoutOne(words, ANY_WORD, (key) => keys.add(key, form))
  for (const acronym of acronymsOf(name)) keys.add(hashOf(FORM_RELATION.acronym, acronym), form)
  for (const run of runsOf(tables, name)) eachRunKey(run, (hash) => keys.add(hash, form))
}

function fillPostings({ starts, words, postingStarts, postings }: NameForms): void {
  for (const word of words) postingStarts[word + 1] = (postingStarts[word + 1] ?? 0) + 1
  for (let word = 1; word < postingStarts.length; word += 1)
    postingStarts[word] = (postingStarts[word] ?? 0) + (postingStarts[word - 1] ?? 0)
  const next = postingStarts.slice()
  for (let form = 0; form + 1 < starts.length; form += 1) {
    for (let at = starts[form] ?? 0; at < (starts[form + 1] ?? 0); at += 1) {
      const word = words[at] ?? 0
      const place = next[word] ?? 0
      next[word] = place + 1
      postings[place] = form
    }
  }
}
