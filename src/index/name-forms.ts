import { acronymsOf, runsOf, type WeightOf } from '../match/v1/align.ts'
import { CUT_PARTS } from '../match/v1/inside.ts'
import type { EntityName } from '../match/v1/readings.ts'
import type { ReadName } from '../names/read-name.ts'
import type { NameTables } from '../names/tables.ts'
import type { Token } from '../names/token.ts'
import { wordsOf } from '../names/words-of.ts'
import { hashOf, type Multimap, PairBuffer } from './multimap.ts'

/** One listed name in the index: its entity and its place among the entity's names. */
export interface FormSource {
  readonly entity: number
  readonly place: number
  readonly name: EntityName
}

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

export const FORM_RELATION = { whole: 31, run: 32, runSound: 33, runSkeleton: 34, acronym: 35, beginning: 36 } as const

/** Key of a name whose words, in any order, are all the same: what an exact name is found by, as whatever it is read. */
export const wholeKey = ({ original }: ReadName): number => textKey(wholeText(original))

/** The same from a whole text. */
export const textKey = (text: string): number => hashOf(FORM_RELATION.whole, text)

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

export function layOutForms(
  tables: NameTables,
  sources: readonly FormSource[],
  wordOf: (token: Token) => number,
  wordCount: number,
  weightOf: WeightOf,
): NameForms {
  const drafts = sources.map((source) => {
    const weights = source.name.read.parts.map(weightOf)
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    return { source, weights, total, heavy: weights.reduce((sum, weight) => (weight > LIGHT ? sum + weight : sum), 0) }
  })
  drafts.sort((a, b) => a.heavy - b.heavy || a.source.entity - b.source.entity || a.source.place - b.source.place)
  const parts = drafts.reduce((sum, { weights }) => sum + weights.length, 0)
  const forms = {
    starts: new Uint32Array(drafts.length + 1),
    words: new Int32Array(parts),
    weights: new Uint8Array(parts),
    totals: new Uint16Array(drafts.length),
    heavies: new Uint16Array(drafts.length),
    heaviest: new Uint8Array(wordCount),
    anchors: new Int32Array(drafts.length),
    entities: new Int32Array(drafts.length),
    places: new Uint16Array(drafts.length),
  }
  const keys = new PairBuffer()
  let at = 0
  for (const [form, { source, weights, total, heavy }] of drafts.entries()) {
    forms.heavies[form] = heavy
    let anchor = -1
    forms.starts[form] = at
    forms.totals[form] = total
    forms.entities[form] = source.entity
    forms.places[form] = source.place
    for (const [index, part] of source.name.read.parts.entries()) {
      const word = wordOf(part.token)
      const weight = weights[index] ?? 0
      forms.words[at] = word
      forms.weights[at] = weight
      forms.heaviest[word] = Math.max(forms.heaviest[word] ?? 0, weight)
      if (weight > anchor) {
        anchor = weight
        forms.anchors[form] = word
      }
      at += 1
    }
    addKeys(tables, keys, source.name.read, form)
  }
  forms.starts[drafts.length] = at
  return {
    count: drafts.length,
    ...forms,
    ...postingsOf(forms.starts, forms.words, wordCount),
    keys: keys.toMultimap(),
  }
}

function addKeys(tables: NameTables, keys: PairBuffer, name: ReadName, form: number): void {
  keys.add(wholeKey(name), form)
  const beginning = beginningKey(name)
  if (beginning !== undefined) keys.add(beginning, form)
  for (const acronym of acronymsOf(name)) keys.add(hashOf(FORM_RELATION.acronym, acronym), form)
  for (const run of runsOf(tables, name)) {
    keys.add(hashOf(FORM_RELATION.run, run.text), form)
    keys.add(hashOf(FORM_RELATION.runSound, run.sound), form)
    keys.add(hashOf(FORM_RELATION.runSkeleton, run.skeleton), form)
  }
}

function postingsOf(
  starts: Uint32Array,
  words: Int32Array,
  wordCount: number,
): { readonly postingStarts: Uint32Array; readonly postings: Int32Array } {
  const postingStarts = new Uint32Array(wordCount + 1)
  for (const word of words) postingStarts[word + 1] = (postingStarts[word + 1] ?? 0) + 1
  for (let word = 1; word <= wordCount; word += 1)
    postingStarts[word] = (postingStarts[word] ?? 0) + (postingStarts[word - 1] ?? 0)
  const next = postingStarts.slice()
  const postings = new Int32Array(words.length)
  for (let form = 0; form + 1 < starts.length; form += 1) {
    for (let at = starts[form] ?? 0; at < (starts[form + 1] ?? 0); at += 1) {
      const word = words[at] ?? 0
      const place = next[word] ?? 0
      next[word] = place + 1
      postings[place] = form
    }
  }
  return { postingStarts, postings }
}
