import { LEAST_LATIN_RUN, LEAST_RUN_CONSONANTS, LEAST_RUN_SOUND } from '../match/v1/align.ts'
import { BitPattern, editsAllowed } from '../names/distance.ts'
import { likeness, mayBeWithin } from '../names/likeness.ts'
import type { NameTables } from '../names/tables.ts'
import { type Token, type TokenOrigin, tokenOf } from '../names/token.ts'
import { type ColumnPlan, type Columns, type TextColumn, textAt } from './columns.ts'
import { GrowingTexts } from './growing.ts'
import { eachValue, fillMultimap, type Multimap, multimapIn, PairBuffer, planMultimap, TAG } from './multimap.ts'
import { PartyKeys } from './party-keys.ts'
import { eachListKey, easternHash, KEY_TEST, readingHash, skeletonHashes, soundHash, textHash } from './relations.ts'

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
  #keys: PairBuffer | undefined

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
      { name: `${name}.held`, kind: 'i32', length },
      { name: `${name}.heldBySound`, kind: 'i32', length },
      ...this.planKeys(name).columns,
    ]
  }

  planKeys(name: string): ReturnType<typeof planMultimap> {
    this.#pairs ??= this.#countKeys()
    return planMultimap(`${name}.keys`, this.#pairs)
  }

  /** Keys are kept for filling the table, unless there are so many that they are better made again. */
  #countKeys(): number {
    if (this.tokens.length <= MOST_WITH_KEYS) {
      const kept = new PairBuffer()
      this.#eachKey((hash, place) => kept.add(hash, place))
      this.#keys = kept
      return kept.length
    }
    let pairs = 0
    this.#eachKey(() => {
      pairs += 1
    })
    return pairs
  }

  #eachKey(take: (hash: number, place: number) => void): void {
    for (const [place, token] of this.tokens.entries()) eachListKey(token, (hash) => take(hash, place))
  }

  fill(columns: Columns, name: string): void {
    const letters = columns.u8(`${name}.letters`)
    const held = columns.i32(`${name}.held`)
    const heldBySound = columns.i32(`${name}.heldBySound`)
    for (const [place, token] of this.tokens.entries()) {
      letters[place] = letterOf(token.text)
      held[place] = isPlain(token.text) ? token.letters : NOT_PLAIN
      heldBySound[place] = token.soundLetters
    }
    this.#texts.moveTo(columns.u32(`${name}.starts`), columns.u8(`${name}.texts`))
    this.#origins.moveTo(columns.u32(`${name}.originStarts`), columns.u8(`${name}.origins`))
    const keys = multimapIn(columns, `${name}.keys`)
    if (this.#keys === undefined) fillMultimap(keys, (take) => this.#eachKey(take))
    else this.#keys.fill(keys)
    this.#keys = undefined
  }
}

/** Words of a list up to which the keys of all are held at once while it is built: about a gigabyte. */
const MOST_WITH_KEYS = 500_000

/** Stands for the letters of a word that has others than the first 128 characters: it is compared whatever they are. */
const NOT_PLAIN = -1

function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0x7f) return false
  return true
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
  /** Whether any word is of another script. */
  readonly areForeign: boolean
  readonly #tables: NameTables
  readonly texts: TextColumn
  readonly #origins: TextColumn
  #tokens: (Token | undefined)[]
  #held = 0

  constructor(columns: Columns, name: string, tables: NameTables) {
    this.#tables = tables
    this.texts = { starts: columns.u32(`${name}.starts`), bytes: columns.u8(`${name}.texts`) }
    this.#origins = { starts: columns.u32(`${name}.originStarts`), bytes: columns.u8(`${name}.origins`) }
    this.count = this.texts.starts.length - 1
    this.#tokens = new Array<Token | undefined>(this.count).fill(undefined)
    this.areForeign = this.#origins.bytes.length > 0
  }

  at(word: number): Token {
    const held = this.#tokens[word]
    if (held !== undefined) return held
    if (this.#held >= MOST_WORDS) {
      this.#tokens.fill(undefined)
      this.#held = 0
    }
    const token = this.#make(word)
    this.#tokens[word] = token
    this.#held += 1
    return token
  }

  #make(word: number): Token {
    const origin = textAt(this.#origins, word)
    const text = textAt(this.texts, word)
    return origin === '' ? tokenOf(this.#tables, text) : tokenOf(this.#tables, text, JSON.parse(origin) as TokenOrigin)
  }
}

/** Words held at once; when there are more all are let go, which costs time and nothing else. */
const MOST_WORDS = 200_000

/** Every distinct word of a list, with the table of keys by which like words are found. */
export class Vocabulary {
  readonly words: ListedWords
  /** Of each word its first letter (`letterOf`). */
  readonly letters: Uint8Array
  readonly #remembered = new Map<string, Neighbours>()
  readonly #keys: Multimap
  readonly #seen: Uint32Array
  /** Letters that each word holds, and its sound, as bits (`Token.letters`). */
  readonly #held: Int32Array
  readonly #heldBySound: Int32Array
  readonly #keysOf = new PartyKeys()
  readonly #pattern = new BitPattern()
  #isLaidOut = false
  #froms = new Uint32Array(1 << 10)
  #ends = new Uint32Array(1 << 10)
  #places: Int32Array = new Int32Array(1 << 8)
  #scores = new Int16Array(1 << 8)
  #round = 0

  constructor(columns: Columns, name: string, tables: NameTables) {
    this.words = new ListedWords(columns, name, tables)
    this.letters = columns.u8(`${name}.letters`)
    this.#keys = multimapIn(columns, `${name}.keys`)
    this.#seen = new Uint32Array(this.words.count)
    this.#held = columns.i32(`${name}.held`)
    this.#heldBySound = columns.i32(`${name}.heldBySound`)
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

  /**
   * Words that may be a run of parts written as one (`isRun` of the alignment): by letters, by sound, or by consonants where no vowels
   * are written; some more than once.
   */
  eachWordOf(run: Token, take: (word: number) => void): void {
    const keys = this.#keys
    eachValue(keys, textHash(run.text), take)
    eachValue(keys, readingHash(run.text), take)
    if (run.eastern.length >= LEAST_RUN_SOUND) eachValue(keys, easternHash(run.eastern), take)
    if (run.sound.length >= LEAST_RUN_SOUND) {
      const letter = letterOf(run.text)
      eachValue(keys, soundHash(run.sound), (word) => {
        if (this.letters[word] === letter) take(word)
      })
    }
    const isLong = !run.isForeign && run.skeleton.length >= LEAST_LATIN_RUN
    if (run.skeleton.length < LEAST_RUN_CONSONANTS || !(isLong || run.isAbjad || this.words.areForeign)) return
    const first = letterOf(run.text)
    for (const hash of skeletonHashes(run.skeleton)) {
      eachValue(keys, hash, (word) => {
        if (run.isAbjad || (isLong && this.letters[word] === first) || this.words.at(word).isAbjad) take(word)
      })
    }
  }

  eachWithText(text: string, take: (word: number) => void): void {
    eachValue(this.#keys, textHash(text), take)
  }

  /**
   * Looks up all keys, then compares the words they lead to. The table is far larger than what a processor keeps at hand, so the
   * look-ups stand in loops of their own, where several are under way at once.
   */
  #find(token: Token): Neighbours {
    this.#round += 1
    this.#keysOf.fill(token)
    this.#isLaidOut = this.#pattern.lay(token.text)
    const found = this.#collect(token, this.#reach())
    const places = this.#places
    if (this.#scores.length < places.length) this.#scores = new Int16Array(places.length)
    let alike = 0
    for (let at = 0; at < found; at += 1) {
      const place = places[at] ?? 0
      const { score } = likeness(token, this.words.at(place))
      if (score === 0) continue
      places[alike] = place
      this.#scores[alike] = score
      alike += 1
    }
    return alike === 0 ? NOBODY : { words: places.slice(0, alike), scores: this.#scores.slice(0, alike) }
  }

  /** Keeps the keys of which the bucket holds anything, with its bounds; answers how many. */
  #reach(): number {
    const { hashes, tests, count } = this.#keysOf
    const { shift, starts } = this.#keys
    if (this.#froms.length < count) {
      this.#froms = new Uint32Array(count * 2)
      this.#ends = new Uint32Array(count * 2)
    }
    const froms = this.#froms
    const ends = this.#ends
    let kept = 0
    for (let at = 0; at < count; at += 1) {
      const hash = hashes[at] ?? 0
      const bucket = hash >>> shift
      const from = starts[bucket] ?? 0
      const end = starts[bucket + 1] ?? 0
      hashes[kept] = hash
      tests[kept] = tests[at] ?? 0
      froms[kept] = from
      ends[kept] = end
      if (from < end) kept += 1
    }
    return kept
  }

  /** The words under the kept keys that may be like, each once; answers how many. */
  #collect(token: Token, kept: number): number {
    const { hashes, tests } = this.#keysOf
    const { tags, values } = this.#keys
    const round = this.#round
    const seen = this.#seen
    let found = 0
    for (let key = 0; key < kept; key += 1) {
      const tag = (hashes[key] ?? 0) & TAG
      const test = tests[key] ?? 0
      const end = this.#ends[key] ?? 0
      for (let at = this.#froms[key] ?? 0; at < end; at += 1) {
        if (tags[at] !== tag) continue
        const place = values[at] ?? 0
        if (seen[place] === round || !this.#mayBeLike(token, place, test)) continue
        seen[place] = round
        if (found === this.#places.length) this.#places = grown(this.#places)
        this.#places[found] = place
        found += 1
      }
    }
    return found
  }

  #mayBeLike(token: Token, place: number, test: number): boolean {
    if (test === KEY_TEST.nothing) return true
    if (test === KEY_TEST.soundEdit) return mayBeWithin(token.soundLetters, this.#heldBySound[place] ?? 0, 1)
    const held = this.#held[place] ?? NOT_PLAIN
    if (held === NOT_PLAIN) return true
    if (!mayBeWithin(token.letters, held, test)) return false
    if (!this.#isLaidOut) return true
    const { starts, bytes } = this.words.texts
    const from = starts[place] ?? 0
    const to = starts[place + 1] ?? 0
    const most = editsAllowed(Math.max(token.text.length, to - from))
    return Math.abs(token.text.length - (to - from)) <= most && this.#pattern.distance(bytes, from, to) <= most
  }
}

const NOBODY: Neighbours = { words: new Int32Array(0), scores: new Int16Array(0) }

function grown(places: Int32Array): Int32Array {
  const out = new Int32Array(places.length * 2)
  out.set(places)
  return out
}

/** Words whose neighbours are kept; when it is full all are forgotten, which costs time and nothing else. */
const MOST_REMEMBERED = 100_000
