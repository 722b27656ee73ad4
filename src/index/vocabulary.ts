import { LEAST_RUN_CONSONANTS, LEAST_RUN_SOUND } from '../match/v1/align.ts'
import { likeness } from '../names/likeness.ts'
import type { NameTables } from '../names/tables.ts'
import { type Token, type TokenOrigin, tokenOf } from '../names/token.ts'
import { type ColumnPlan, type Columns, type TextColumn, textAt } from './columns.ts'
import { GrowingTexts } from './growing.ts'
import { eachValue, fillMultimap, type Multimap, multimapIn, planMultimap, TAG } from './multimap.ts'
import { eachListKey, eachPartyKey, skeletonHashes, soundHash, textHash } from './relations.ts'

/** Words of the list that are like one word, with how like, and what each adds at most. */
export interface Neighbours {
  readonly words: Int32Array
  readonly scores: Int16Array
}

/** Every distinct word of a list, once, while its names are read. */
export class VocabularyDraft {
  readonly tokens: Token[] = []
  readonly #places = new Map<string, number>()
  readonly #texts = new GrowingTexts()
  readonly #origins = new GrowingTexts()
  #pairs: number | undefined

  /** The number of a word, given when it is first met. */
  add(token: Token): number {
    const key = keyOf(token)
    const known = this.#places.get(key)
    if (known !== undefined) return known
    const place = this.tokens.push(token) - 1
    this.#places.set(key, place)
    this.#texts.push(token.text)
    this.#origins.push(originOf(token))
    return place
  }

  plan(name: string): readonly ColumnPlan[] {
    const { length } = this.tokens
    return [
      { name: `${name}.starts`, kind: 'u32', length: length + 1 },
      { name: `${name}.texts`, kind: 'u8', length: this.#texts.bytes },
      { name: `${name}.originStarts`, kind: 'u32', length: length + 1 },
      { name: `${name}.origins`, kind: 'u8', length: this.#origins.bytes },
      { name: `${name}.letters`, kind: 'u8', length },
      ...this.planKeys(name).columns,
    ]
  }

  planKeys(name: string): ReturnType<typeof planMultimap> {
    this.#pairs ??= this.#countKeys()
    return planMultimap(`${name}.keys`, this.#pairs)
  }

  #countKeys(): number {
    let pairs = 0
    for (const token of this.tokens)
      eachListKey(token, () => {
        pairs += 1
      })
    return pairs
  }

  fill(columns: Columns, name: string): void {
    const letters = columns.u8(`${name}.letters`)
    for (const [place, { text }] of this.tokens.entries()) letters[place] = letterOf(text)
    this.#texts.moveTo(columns.u32(`${name}.starts`), columns.u8(`${name}.texts`))
    this.#origins.moveTo(columns.u32(`${name}.originStarts`), columns.u8(`${name}.origins`))
    fillMultimap(multimapIn(columns, `${name}.keys`), (take) => {
      for (const [place, token] of this.tokens.entries()) eachListKey(token, (hash) => take(hash, place))
    })
  }
}

/** The first letter of a word, as a number under 128. */
export const letterOf = (text: string): number => text.charCodeAt(0) & 0x7f

const keyOf = ({ text, native, isAbjad }: Token): string => (native === '' ? text : `${text}|${native}|${isAbjad}`)

/** Whence a word that is not written in Latin letters has its romanisation, as JSON; empty for a Latin word. */
function originOf({ isAbjad, isForeign, native, readings }: Token): string {
  if (!isForeign && !isAbjad && native === '') return ''
  const origin: TokenOrigin = { isAbjad, isForeign, native, readings }
  return JSON.stringify(origin)
}

/** Words of a list by their number, made when they are first asked for. */
export class ListedWords {
  readonly count: number
  readonly #tables: NameTables
  readonly #texts: TextColumn
  readonly #origins: TextColumn
  #tokens: (Token | undefined)[] = []
  #held = 0

  constructor(columns: Columns, name: string, tables: NameTables) {
    this.#tables = tables
    this.#texts = { starts: columns.u32(`${name}.starts`), bytes: columns.u8(`${name}.texts`) }
    this.#origins = { starts: columns.u32(`${name}.originStarts`), bytes: columns.u8(`${name}.origins`) }
    this.count = this.#texts.starts.length - 1
  }

  at(word: number): Token {
    const held = this.#tokens[word]
    if (held !== undefined) return held
    if (this.#held >= MOST_WORDS) {
      this.#tokens = []
      this.#held = 0
    }
    const token = this.#make(word)
    this.#tokens[word] = token
    this.#held += 1
    return token
  }

  #make(word: number): Token {
    const origin = textAt(this.#origins, word)
    const text = textAt(this.#texts, word)
    return origin === '' ? tokenOf(this.#tables, text) : tokenOf(this.#tables, text, JSON.parse(origin) as TokenOrigin)
  }
}

/** Words held at once; when there are more all are let go, which costs time and nothing else. */
const MOST_WORDS = 200_000

/** Every distinct word of a list, with the table of keys by which like words are found. */
export class Vocabulary {
  readonly words: ListedWords
  readonly #remembered = new Map<string, Neighbours>()
  readonly #keys: Multimap
  readonly #seen: Uint32Array
  #round = 0

  constructor(columns: Columns, name: string, tables: NameTables) {
    this.words = new ListedWords(columns, name, tables)
    this.#keys = multimapIn(columns, `${name}.keys`)
    this.#seen = new Uint32Array(this.words.count)
  }

  /** All words like this one, found by its keys and each compared. Remembered, for parties share words. */
  like(token: Token): Neighbours {
    const key = keyOf(token)
    const known = this.#remembered.get(key)
    if (known !== undefined) return known
    const found = this.#find(token)
    if (this.#remembered.size >= MOST_REMEMBERED) this.#remembered.clear()
    this.#remembered.set(key, found)
    return found
  }

  /** Words that are a run of parts written as one: by letters, by sound, or by consonants where no vowels are written. */
  sameAs(run: Token): ReadonlySet<number> {
    const found = new Set<number>()
    const keys = this.#keys
    eachValue(keys, textHash(run.text), (place) => found.add(place))
    if (run.sound.length >= LEAST_RUN_SOUND) eachValue(keys, soundHash(run.sound), (place) => found.add(place))
    if (run.skeleton.length < LEAST_RUN_CONSONANTS) return found
    for (const hash of skeletonHashes(run.skeleton)) {
      eachValue(keys, hash, (place) => {
        if (run.isAbjad || this.words.at(place).isAbjad) found.add(place)
      })
    }
    return found
  }

  withText(text: string): ReadonlySet<number> {
    const found = new Set<number>()
    eachValue(this.#keys, textHash(text), (place) => found.add(place))
    return found
  }

  #find(token: Token): Neighbours {
    this.#round += 1
    const round = this.#round
    const seen = this.#seen
    const words: number[] = []
    const scores: number[] = []
    const { shift, starts, tags, values } = this.#keys
    eachPartyKey(token, (hash) => {
      const bucket = hash >>> shift
      const tag = hash & TAG
      const end = starts[bucket + 1] ?? 0
      for (let at = starts[bucket] ?? 0; at < end; at += 1) {
        if (tags[at] !== tag) continue
        const place = values[at] ?? 0
        if (seen[place] === round) continue
        seen[place] = round
        const score = likeness(token, this.words.at(place)).score
        if (score === 0) continue
        words.push(place)
        scores.push(score)
      }
    })
    return { words: Int32Array.from(words), scores: Int16Array.from(scores) }
  }
}

/** Words whose neighbours are kept; when it is full all are forgotten, which costs time and nothing else. */
const MOST_REMEMBERED = 100_000
