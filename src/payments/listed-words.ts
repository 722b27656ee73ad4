import type { Entity } from '../model/entity.ts'
import { disguisesOf } from '../names/disguises.ts'
import { readName } from '../names/read-name.ts'
import type { NameTables } from '../names/tables.ts'
import { type Token, tokenOf } from '../names/token.ts'

/** One entity of one list, by position. */
export interface EntityRef {
  readonly list: number
  readonly entity: number
}

interface ListedName {
  readonly ref: EntityRef
  /** Places in the vocabulary, in the order of the name. */
  readonly words: readonly number[]
}

/** A stretch of a text that covers most of a listed name. */
export interface Phrase {
  readonly ref: EntityRef
  readonly start: number
  readonly end: number
  /** Weighted share of the name's words that are there, 0 to 1. */
  readonly cover: number
}

/** A word of a text with where it stands. */
interface TextWord {
  readonly token: Token
  readonly start: number
  readonly end: number
}

/** Names that share one word only tell nothing more by being counted: commoner words bear out, but never find. */
const COMMON_FROM = 1_500
/** Share of a name's weight that a stretch must cover to be compared. */
const COVER_FROM = 0.55
/** Words that may stand between the words of one name. */
const SLACK = 3
/** Characters from which a word may be misspelt and still be meant. */
const FUZZY_FROM = 5
const PHRASES_MOST = 64

/**
 * Finds listed names inside running text: narrative, remittance information, names split over lines and fields.
 * Words are indexed by spelling, by spelling less one letter, and by consonants; a stretch whose words cover most of
 * one listed name is handed on to be compared, which alone decides.
 */
export class ListedWords {
  readonly #tables: NameTables
  readonly #places = new Map<string, number>()
  readonly #keys = new Map<string, number[]>()
  readonly #postings: number[][] = []
  readonly #names: ListedName[] = []
  readonly #weights: number[] = []
  /** Weight of each name, and of its words that are too common to find it by. */
  readonly #totals: number[] = []
  readonly #common: number[] = []
  readonly #plain: ReadonlySet<string>
  /** Neighbouring words of a name written as one, to the words. */
  readonly #joined = new Map<string, readonly number[]>()
  readonly #letters: string[] = []
  readonly #read = new Map<string, readonly Token[]>()
  readonly #disguised = new Map<string, readonly Token[]>()

  constructor(tables: NameTables, lists: readonly (readonly Entity[])[], plain: ReadonlySet<string>) {
    this.#tables = tables
    this.#plain = plain
    for (const [list, entities] of lists.entries())
      for (const [entity, one] of entities.entries()) this.#addEntity({ list, entity }, one)
    const whole = Math.log(1 + this.#names.length)
    for (const posting of this.#postings) this.#weights.push(Math.log(1 + this.#names.length / posting.length) / whole)
    for (const { words } of this.#names) {
      const weightOf = (word: number): number => this.#weights[word] ?? 1
      const isCommon = (word: number): boolean => (this.#postings[word]?.length ?? 0) > COMMON_FROM
      this.#totals.push(words.reduce((sum, word) => sum + weightOf(word), 0))
      this.#common.push(words.filter(isCommon).reduce((sum, word) => sum + weightOf(word), 0))
    }
  }

  /** Names are read word by word, as texts are: what a name joins, as Abd al-Rahman, a text may break. */
  #addEntity(ref: EntityRef, { names }: Entity): void {
    const seen = new Set<string>()
    for (const { text } of names) {
      const tokens = this.#wordsOf(text, false).map(({ token }) => token)
      const words = tokens.map((token) => this.#place(token))
      this.#addJoined(tokens, words)
      const key = words.join()
      if (words.length === 0 || seen.has(key)) continue
      seen.add(key)
      const at = this.#names.push({ ref, words }) - 1
      for (const word of new Set(words)) this.#postings[word]?.push(at)
    }
  }

  /** Two neighbours, and the whole name, run together: `JOAQUINGUZMAN`. */
  #addJoined(tokens: readonly Token[], words: readonly number[]): void {
    const add = (from: number, to: number): void => {
      const key = tokens
        .slice(from, to)
        .map(({ text }) => text)
        .join('')
      if (key.length >= JOINED_FROM && !this.#joined.has(key)) this.#joined.set(key, words.slice(from, to))
    }
    for (let at = 0; at + 1 < words.length; at += 1) add(at, at + 2)
    if (words.length > 2 && words.length <= JOINED_WORDS) add(0, words.length)
  }

  #place(token: Token): number {
    const known = this.#places.get(token.text)
    if (known !== undefined) return known
    const place = this.#postings.push([]) - 1
    this.#places.set(token.text, place)
    this.#letters.push(token.text.charAt(0))
    for (const key of keysOf(token)) {
      const holders = this.#keys.get(key)
      if (holders === undefined) this.#keys.set(key, [place])
      else holders.push(place)
    }
    return place
  }

  /** Stretches of the text that may name someone listed, best cover first. */
  find(text: string): readonly Phrase[] {
    const words = this.#wordsOf(text, true)
    const found = new Map<number, Phrase>()
    const like = words.map(({ token }) => this.#like(token))
    for (const [name, anchors] of this.#reachable(words, like)) {
      for (const at of anchors) this.#cover(name, at, words, like, found)
    }
    const byEntity = new Map<string, Phrase[]>()
    for (const phrase of found.values()) {
      const key = `${phrase.ref.list} ${phrase.ref.entity}`
      const known = byEntity.get(key)
      if (known === undefined) byEntity.set(key, [phrase])
      else known.push(phrase)
    }
    return [...byEntity.values()]
      .flatMap((phrases) => distinctStretches(phrases).slice(0, PHRASES_AN_ENTITY))
      .sort(byCover)
      .slice(0, PHRASES_MOST)
  }

  /** Names that all the words of the text together, wherever they stand, could cover; with places to look around. */
  #reachable(
    words: readonly TextWord[],
    like: readonly ReadonlyMap<number, number>[],
  ): readonly (readonly [name: number, anchors: readonly number[]])[] {
    const strengths = new Map<number, { best: number; readonly anchors: number[] }>()
    for (const [at, places] of like.entries()) {
      for (const [place, strength] of places) {
        const known = strengths.get(place)
        if (known === undefined) strengths.set(place, { best: strength, anchors: [at] })
        else {
          known.best = Math.max(known.best, strength)
          known.anchors.push(at)
        }
      }
    }
    const sums = new Map<number, number>()
    for (const [place, { best }] of strengths) {
      const posting = this.#postings[place] ?? []
      if (posting.length > COMMON_FROM) continue
      const weight = (this.#weights[place] ?? 1) * best
      for (const name of posting) sums.set(name, (sums.get(name) ?? 0) + weight)
    }
    const hasInitial = words.some(({ token }) => token.isInitial)
    const out: (readonly [number, readonly number[]])[] = []
    for (const [name, sum] of sums) {
      const total = this.#totals[name] ?? 1
      const spare = (this.#common[name] ?? 0) + (hasInitial ? INITIAL * (total - sum) : 0)
      if (sum + spare < COVER_FROM * total) continue
      const anchors = (this.#names[name]?.words ?? [])
        .filter((word) => (this.#postings[word]?.length ?? 0) <= COMMON_FROM)
        .flatMap((word) => strengths.get(word)?.anchors ?? [])
      out.push([name, [...new Set(anchors)].slice(0, ANCHORS_MOST)])
    }
    return out
  }

  /** How much of the name the words around one word cover. */
  #cover(
    name: number,
    at: number,
    words: readonly TextWord[],
    like: readonly ReadonlyMap<number, number>[],
    found: Map<number, Phrase>,
  ): void {
    const listed = this.#names[name]
    if (listed === undefined) return
    const reach = listed.words.length + SLACK
    const from = Math.max(0, at - reach)
    const to = Math.min(words.length, at + reach + 1)
    let total = 0
    let covered = 0
    const used: number[] = [at]
    const taken = new Set<number>()
    for (const word of listed.words) {
      const weight = this.#weights[word] ?? 1
      total += weight
      const where = nearest(like, word, from, to, at, taken) ?? this.#initialOf(word, words, from, to, taken)
      if (where === undefined) continue
      const strength = like[where]?.get(word) ?? INITIAL
      if (strength !== JOINED) taken.add(where)
      covered += weight * strength
      used.push(where)
    }
    const cover = covered / total
    const { start, end } = stretch(words, used)
    if (cover < COVER_FROM || (listed.words.length === 1 && !this.#isNameAlone(words[at]?.token, listed))) return
    const known = found.get(name)
    if (known !== undefined && known.cover >= cover) return
    found.set(name, { ref: listed.ref, start, end, cover })
  }

  /** A letter that stands for the word: `A. Tokhtakhunov`. */
  #initialOf(
    word: number,
    words: readonly TextWord[],
    from: number,
    to: number,
    taken: ReadonlySet<number>,
  ): number | undefined {
    for (let i = from; i < to; i += 1) {
      const token = words[i]?.token
      if (token?.isInitial === true && !taken.has(i) && token.text === this.#letters[word]) return i
    }
    return undefined
  }

  /** A name of one word is meant only where the word is exactly it, and no word of everyday payments. */
  #isNameAlone(token: Token | undefined, { words }: ListedName): boolean {
    return (
      token !== undefined &&
      token.text.length >= 3 &&
      this.#places.get(token.text) === words[0] &&
      !this.#plain.has(token.text)
    )
  }

  /** Words where they stand; in a text that is looked through, two short neighbours also as one, since words are split too. */
  #wordsOf(text: string, joins: boolean): readonly TextWord[] {
    const out: TextWord[] = []
    for (const match of text.matchAll(WORD)) {
      const word = match[0]
      for (const token of joins ? this.#readDisguised(word) : this.#readWord(word))
        out.push({ token, start: match.index, end: match.index + word.length })
      if (out.length > WORDS_MOST) break
    }
    return joins ? [...out, ...this.#rejoined(out)].sort((a, b) => a.start - b.start || a.end - b.end) : out
  }

  #rejoined(words: readonly TextWord[]): readonly TextWord[] {
    return words.flatMap((word, at) => {
      const next = words.slice(at + 1, at + 1 + READINGS_MOST).find(({ start }) => start >= word.end)
      const text = word.token.text + (next?.token.text ?? '')
      if (next === undefined || !this.#places.has(text)) return []
      return [{ token: tokenOf(this.#tables, text), start: word.start, end: next.end }]
    })
  }

  /** The word, and what it may be if digits, signs or letters of other alphabets stand in it for letters. */
  #readDisguised(word: string): readonly Token[] {
    const known = this.#disguised.get(word)
    if (known !== undefined) return known
    const plain = this.#readWord(word.replace(SPACED, (run) => run.replace(SIGN, '')))
    const seen = new Set(plain.map(({ text }) => text))
    const others = disguisesOf(this.#tables.looks, word)
      .flatMap(({ text }) => this.#readWord(text))
      .filter(({ text }) => !seen.has(text) && seen.add(text) !== undefined)
    const tokens = [...plain, ...others]
    if (this.#disguised.size >= REMEMBERED_MOST) this.#disguised.clear()
    this.#disguised.set(word, tokens)
    return tokens
  }

  #readWord(word: string): readonly Token[] {
    const known = this.#read.get(word)
    if (known !== undefined) return known
    const tokens = readName(this.#tables, word, 'person').parts.map(({ token }) => token)
    if (this.#read.size >= REMEMBERED_MOST) this.#read.clear()
    this.#read.set(word, tokens)
    return tokens
  }

  /** Words of the lists that this one may be, with how like they are. */
  #like(token: Token): ReadonlyMap<number, number> {
    const out = new Map<number, number>()
    if (this.#plain.has(token.text) && !this.#places.has(token.text)) return out
    for (const key of keysOf(token)) {
      for (const place of this.#keys.get(key) ?? []) if (!out.has(place)) out.set(place, LIKE)
    }
    for (const place of this.#joined.get(token.text) ?? []) out.set(place, JOINED)
    const same = this.#places.get(token.text)
    if (same !== undefined) out.set(same, 1)
    return out
  }
}

/** From the first of the words to the end of the last, wherever they stand in the array. */
const stretch = (
  words: readonly TextWord[],
  used: readonly number[],
): { readonly start: number; readonly end: number } => ({
  start: Math.min(...used.map((at) => words[at]?.start ?? 0)),
  end: Math.max(...used.map((at) => words[at]?.end ?? 0)),
})
/** Readings of one word that may stand before the next. */
const READINGS_MOST = 8

/** Best cover first, then the longer stretch: a whole name says more than the one word that is an alias of the same party. */
const byCover = (a: Phrase, b: Phrase): number => b.cover - a.cover || b.end - b.start - (a.end - a.start)
const PHRASES_AN_ENTITY = 3

function distinctStretches(phrases: readonly Phrase[]): readonly Phrase[] {
  const seen = new Map<string, Phrase>()
  for (const phrase of [...phrases].sort(byCover)) {
    const key = `${phrase.start} ${phrase.end}`
    if (!seen.has(key)) seen.set(key, phrase)
  }
  return [...seen.values()]
}

/** The place of the word that is most like, nearest to where the search stands; each word of the text stands for one of the name. */
function nearest(
  like: readonly ReadonlyMap<number, number>[],
  word: number,
  from: number,
  to: number,
  at: number,
  taken: ReadonlySet<number>,
): number | undefined {
  let best = 0
  let where: number | undefined
  for (let i = from; i < to; i += 1) {
    const strength = like[i]?.get(word) ?? 0
    if (strength === 0 || taken.has(i)) continue
    if (strength > best || (strength === best && where !== undefined && Math.abs(i - at) < Math.abs(where - at))) {
      best = strength
      where = i
    }
  }
  return where
}

/** A word of a text; invisible signs are no ends of words, as a byte order mark put in the middle of one. */
const WORD = /[^ \t\r\n\u00a0\u2000-\u200a\u2028\u2029\u202f\u3000,;:()[\]{}"<>|\\]+/gu

/** Single letters with a sign between each: `Z*u*l*k*i`. */
const SPACED = /\p{L}(?:[-.*_·~]{1,3}\p{L}(?!\p{L})){2,}/gu
const SIGN = /[-.*_·~]/g

const LIKE = 0.85
/** One word of the text is several of the name: it stands for each of them. */
const JOINED = 0.95
const JOINED_FROM = 7
const JOINED_WORDS = 6
const INITIAL = 0.5
/** Places around which one name is looked for: a rare word stands rarely more than once. */
const ANCHORS_MOST = 16
const WORDS_MOST = 4_096
const REMEMBERED_MOST = 50_000

/** Keys under which a word meets its misspellings: itself, its families, itself less one letter, its consonants and its sound. */
function keysOf({ text, skeleton, sound, readings, word, abbreviates }: Token): readonly string[] {
  const keys = [text, ...readings]
  for (const family of word.spellings ?? []) keys.push(`=${family}`)
  if (word.concept !== undefined && text.length >= FUZZY_FROM) keys.push(`#${word.concept}`)
  for (const concept of abbreviates) keys.push(`#${concept}`)
  if (text.length === FUZZY_FROM - 1 && sound.length >= 3) keys.push(`*${sound}`)
  if (text.length < FUZZY_FROM) return keys
  for (let at = 0; at < text.length; at += 1) keys.push(text.slice(0, at) + text.slice(at + 1))
  if (skeleton.length >= 3) keys.push(`~${skeleton}`)
  keys.push(`*${sound}`)
  return keys
}
