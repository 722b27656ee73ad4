import { coarseOf, skeletonOf, soundOf } from './sound.ts'
import type { NameTables, Word } from './tables.ts'

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
  readonly skeleton: string
  readonly coarse: string
  readonly word: Word
}

const NOTHING: Word = {}

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

function newToken(tables: NameTables, text: string, origin: TokenOrigin): Token {
  const word = tables.words.get(text) ?? NOTHING
  const digits = /^\d+$/.test(text) ? Number(text) : undefined
  const skeleton = skeletonOf(text)
  return {
    text,
    readings: origin.readings ?? articleOff(text, origin),
    isAbjad: origin.isAbjad,
    isForeign: origin.isForeign,
    native: origin.native ?? '',
    isInitial: text.length === 1 && digits === undefined,
    number: digits,
    sound: soundOf(text),
    skeleton,
    coarse: coarseOf(skeleton),
    word,
  }
}

export interface TokenOrigin {
  readonly isAbjad: boolean
  readonly isForeign: boolean
  readonly readings?: readonly string[]
  readonly native?: string
}
export const LATIN: TokenOrigin = { isAbjad: false, isForeign: false }

/** An Arabic article written as one with its word: Alharamain is Haramain too. */
function articleOff(text: string, { isForeign }: TokenOrigin): readonly string[] {
  return !isForeign && text.length >= 7 && /^[ae]l[^aeiou]/.test(text) ? [text.slice(2)] : NO_READINGS
}
const NO_READINGS: readonly string[] = []
