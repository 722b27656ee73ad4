import { otherSkeletonOf, withoutArticle } from './arabic-letters.ts'
import { stemTextOf } from './compound-stem.ts'
import { plainDistance } from './distance.ts'
import { ANY_LETTER } from './lost-letter.ts'
import { fathersOf } from './patronymic.ts'
import { coarseOf, easternSoundOf, hasEasternLetters, skeletonOf, soundOf } from './sound.ts'
import type { NameTables, Word } from './tables.ts'
import { wadeGilesWord } from './wade-giles.ts'

/** One folded word of a name with all that is known of it, computed once: what `likeness` compares. */
export interface Token {
  /** Lower-case Latin letters and digits; of another script, its romanisation. */
  readonly text: string
  /** Other readings of the same written word, as of a Han family name. */
  readonly readings: readonly string[]
  /** Romanised from a script that writes no short vowels. */
  readonly isAbjad: boolean
  /** From another script than Latin, so that its letters are one of several possible romanisations. */
  readonly isForeign: boolean
  /** The word in its own letters, where those are not Latin. */
  readonly native: string
  readonly isInitial: boolean
  readonly number: number | undefined
  readonly sound: string
  /** The sound by the other habit of writing Eastern letters (`easternSoundOf`). */
  readonly eastern: string
  readonly skeleton: string
  /** Its consonants by the other reading of Arabic letters that have two; empty where there is none. */
  readonly otherSkeleton: string
  readonly coarse: string
  /** What the tables know of the word; `NOTHING_KNOWN` where they know nothing. */
  readonly word: Word
  /** Which letters the word holds, and its sound: a bit each, several letters to one, for tests that cost next to nothing. */
  readonly letters: number
  readonly soundLetters: number
  /** Concepts of organisations' words that this one may shorten. */
  readonly abbreviates: readonly number[]
  /** Holds letters that were lost on the way and may be any. */
  readonly hasLost: boolean
  /** The name inside an Arabic compound (`stemTextOf`). */
  readonly stem: Token | undefined
  /** Families of the given name inside a Slavic patronymic. */
  readonly fathers: readonly number[] | undefined
}

export const NOTHING_KNOWN: Word = {}

/**
 * A word of which all that takes work (sound, consonants, readings, what stands inside it) is worked out when it is first asked for:
 * most words are never compared by it.
 */
class ReadToken implements Token {
  readonly text: string
  readonly isAbjad: boolean
  readonly isForeign: boolean
  readonly native: string
  readonly isInitial: boolean
  readonly number: number | undefined
  readonly word: Word
  readonly letters: number
  readonly abbreviates: readonly number[]
  readonly hasLost: boolean
  readonly #tables: NameTables
  readonly #origin: TokenOrigin
  #readings: readonly string[] | undefined
  #stem: Token | undefined = undefined
  #isStemKnown = false
  #fathers: readonly number[] | undefined = undefined
  #areFathersKnown = false
  #sound: string | undefined = undefined
  #eastern: string | undefined = undefined
  #otherSkeleton: string | undefined = undefined
  #soundLetters = 0
  #skeleton: string | undefined = undefined
  #coarse: string | undefined = undefined

  constructor(tables: NameTables, text: string, origin: TokenOrigin, word: Word) {
    const number = numberIn(text)
    this.text = text
    this.#tables = tables
    this.#origin = origin
    this.#readings = origin.readings
    this.isAbjad = origin.isAbjad
    this.isForeign = origin.isForeign
    this.native = origin.native ?? ''
    this.isInitial = text.length === 1 && number === undefined
    this.number = number
    this.word = word
    this.letters = lettersOf(text)
    this.abbreviates = word === NOTHING_KNOWN ? (tables.abbreviations.get(text) ?? NO_CONCEPTS) : NO_CONCEPTS
    this.hasLost = text.includes(ANY_LETTER)
  }

  get readings(): readonly string[] {
    this.#readings ??= latinReadings(this.#tables, this.text, this.#origin, this.word)
    return this.#readings
  }

  get stem(): Token | undefined {
    if (!this.#isStemKnown) this.#stem = stemOf(this.#tables, this.text, this.#origin)
    this.#isStemKnown = true
    return this.#stem
  }

  get fathers(): readonly number[] | undefined {
    if (!this.#areFathersKnown) this.#fathers = fathersOf(this.#tables, this.text)
    this.#areFathersKnown = true
    return this.#fathers
  }

  get sound(): string {
    if (this.#sound !== undefined) return this.#sound
    const sound = soundOf(this.text)
    this.#soundLetters = lettersOf(sound)
    this.#sound = sound
    return sound
  }

  get soundLetters(): number {
    if (this.#sound === undefined) this.#soundLetters = lettersOf(this.sound)
    return this.#soundLetters
  }

  get eastern(): string {
    this.#eastern ??= hasEasternLetters(this.text) ? easternSoundOf(this.text) : this.sound
    return this.#eastern
  }

  get otherSkeleton(): string {
    this.#otherSkeleton ??= otherSkeletonOf(this.native, this.skeleton)
    return this.#otherSkeleton
  }

  get skeleton(): string {
    this.#skeleton ??= skeletonOf(this.text)
    return this.#skeleton
  }

  get coarse(): string {
    this.#coarse ??= coarseOf(this.skeleton)
    return this.#coarse
  }
}

/** A bit for each letter that a text holds; letters of other alphabets share bits, so a bit that lacks is a letter that lacks. */
function lettersOf(text: string): number {
  let letters = 0
  for (let at = 0; at < text.length; at += 1) letters |= 1 << (text.charCodeAt(at) & 0x1f)
  return letters & SMALL
}

/** Thirty bits: kept as a small whole number on every machine. */
const SMALL = 0x3fffffff

function numberIn(text: string): number | undefined {
  if (text === '') return undefined
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code < 0x30 || code > 0x39) return undefined
  }
  return Number(text)
}

/** Words met before, for each set of tables: the same word is the same object. It saves time and memory, and changes nothing. */
const remembered = new WeakMap<NameTables, Map<string, Token>>()
const MOST_REMEMBERED = 500_000

export function tokenOf(tables: NameTables, text: string, origin: TokenOrigin = LATIN): Token {
  if (origin !== LATIN) return newToken(tables, text, origin)
  let words = remembered.get(tables)
  if (words === undefined || words.size > MOST_REMEMBERED) {
    words = new Map()
    remembered.set(tables, words)
  }
  const known = words.get(text)
  if (known !== undefined) return known
  const token = newToken(tables, text, origin)
  words.set(text, token)
  return token
}

const NO_CONCEPTS: readonly number[] = []

/** The word as a token of its own, not remembered: for texts put together, which are hardly ever met again. */
export const newToken = (tables: NameTables, text: string, origin: TokenOrigin = LATIN): Token =>
  new ReadToken(tables, text, origin, wordFor(tables, text, origin))

/** Tables know a word by its Latin letters, or by its own: Arabic words without their article. */
function wordFor({ words }: NameTables, text: string, { native }: TokenOrigin): Word {
  const own = native === undefined ? undefined : (words.get(native) ?? words.get(withoutArticle(native)))
  return own ?? words.get(text) ?? NOTHING_KNOWN
}

function stemOf(tables: NameTables, text: string, { isAbjad, isForeign }: TokenOrigin): Token | undefined {
  const stem = stemTextOf(tables, text, isAbjad)
  return stem === undefined ? undefined : newToken(tables, stem, isForeign ? { isAbjad, isForeign } : LATIN)
}

export interface TokenOrigin {
  readonly isAbjad: boolean
  readonly isForeign: boolean
  readonly readings?: readonly string[]
  readonly native?: string
}
export const LATIN: TokenOrigin = { isAbjad: false, isForeign: false }

/**
 * Other readings of a Latin word: without an Arabic article that is written as one with it (Alharamain is Haramain too), and with ll
 * and y in each other's place, which most speakers of Spanish do not tell apart (Calle and Caye).
 */
function otherReadings(text: string, { isForeign }: TokenOrigin): readonly string[] {
  if (isForeign || text.length < LEAST_READ) return NO_READINGS
  if (text.length >= LEAST_WITH_ARTICLE && text.charCodeAt(1) === 0x6c && ARTICLE.test(text)) return [text.slice(2)]
  return YEISMO.test(text) ? [text.replace(YEISMO_EACH, (sound) => (sound === 'y' ? 'll' : 'y'))] : NO_READINGS
}
const LEAST_READ = 4
const LEAST_WITH_ARTICLE = 7
const ARTICLE = /^[ae]l[^aeiou]/
const YEISMO = /(?:ll|(?<=^|[aeiou])y)(?=[aeiou])/
const YEISMO_EACH = /(?:ll|(?<=^|[aeiou])y)(?=[aeiou])/g
const NO_READINGS: readonly string[] = []

/** A Latin word as others write it, and a pinyin word as Wade-Giles spells it: Zedong is Tsetung too. */
function latinReadings(tables: NameTables, text: string, origin: TokenOrigin, word: Word): readonly string[] {
  const plain = otherReadings(text, origin)
  if (word !== NOTHING_KNOWN || origin.isForeign) return plain
  const older = wadeGilesWord(tables.pinyinSyllables, text)
  return older === undefined || plainDistance(older, text) < LEAST_CHANGED ? plain : [...plain, older]
}
/** A spelling that differs by a letter is near enough without. */
const LEAST_CHANGED = 2
