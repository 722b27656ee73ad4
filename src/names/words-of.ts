import { isPassedOver } from './passed-over.ts'
import { plainWords } from './plain-words.ts'
import { inRepertoire } from './repertoire.ts'
import { isAbjad, type Script, scriptOf } from './script.ts'

/** Most UTF-16 units of one name that is read. A longer one is reported, never cut (ENGINE.md 1.2). */
export const MAX_NAME_UNITS = 384
/** Most words of one name. */
export const MAX_NAME_WORDS = 64

/** One written word: as it stood, lower case without marks, and its script. */
export interface WrittenWord {
  readonly surface: string
  readonly folded: string
  readonly script: Script
  /** Followed by a full stop, or one of several letters with stops: an abbreviation. */
  readonly isAbbreviated: boolean
  /** Stands before the first comma of a name with one comma: the family name in lists' own order. */
  readonly beforeComma: boolean
  /** No space between this word and the one before: a hyphen, a stop or nothing. */
  readonly isTied: boolean
}

/** The text read last and its words: one text is read several times in a question, as each kind of bearer and for its exact name. */
const last: { raw: string; words: readonly WrittenWord[] } = { raw: '', words: [] }

/** Splits a name into words. Signs that carry no letter, invisible ones and overlong runs of marks are passed over. */
export function wordsOf(raw: string): readonly WrittenWord[] {
  if (raw === last.raw) return last.words
  const words = plainWords(raw) ?? markedWords(raw)
  last.raw = raw
  last.words = words
  return words
}

/** The words of any text. */
function markedWords(raw: string): readonly WrittenWord[] {
  const text = inRepertoire(raw)
    .normalize('NFKC')
    .replace(/(\p{Ll})(?=\p{Lu}{2,}(?:\P{L}|$))/gu, '$1 ')
  const state: Splitting = { words: [], folded: '', surface: '', script: 'other', tied: false, commaAt: -1, commas: 0 }
  const points = [...text]
  for (const [at, character] of points.entries()) step(state, character, points[at + 1] ?? '')
  endWord(state, false)
  const beforeComma = state.commas === 1 ? state.commaAt : 0
  return state.words.map((word, index) => (index < beforeComma ? { ...word, beforeComma: true } : word))
}

interface Splitting {
  readonly words: WrittenWord[]
  folded: string
  surface: string
  script: Script
  tied: boolean
  commaAt: number
  commas: number
}

const IN_WORD = /^['’‘ʼ`´ʻʿʾ′＇]$/
const TYING = /^[-‐‑‒–—―_.·・/]$/

function step(state: Splitting, character: string, next: string): void {
  const code = character.codePointAt(0) ?? 0
  if (isPassedOver(code) || IN_WORD.test(character)) return
  const digit = code >= 0x30 && code <= 0x39 ? code - 0x30 : DIGITS.indexOf(character) % 10
  const script = digit >= 0 ? 'other' : scriptOf(code)
  if (digit >= 0) addDigit(state, String(digit))
  else if (script !== 'other') addLetter(state, character, script)
  else separate(state, character, next)
}

function separate(state: Splitting, character: string, next: string): void {
  endWord(state, character === '.')
  if (character === '&' || character === '+') addAnd(state, character)
  if (character === ',' || character === '،' || character === '，') noteComma(state)
  state.tied = TYING.test(character) && next !== ' '
}

/** Arabic-Indic and extended Arabic-Indic digits, Devanagari digits. */
const DIGITS = '٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९'

function noteComma(state: Splitting): void {
  state.commas += 1
  if (state.commas === 1) state.commaAt = state.words.length
}

function addAnd(state: Splitting, surface: string): void {
  state.words.push({ surface, folded: 'and', script: 'latin', isAbbreviated: false, beforeComma: false, isTied: false })
}

function addDigit(state: Splitting, digit: string): void {
  if (state.folded !== '' && !/\d$/.test(state.folded)) {
    endWord(state, false)
    state.tied = true
  }
  state.folded += digit
  state.surface += digit
  state.script = 'latin'
}

function addLetter(state: Splitting, character: string, script: Script): void {
  if (state.folded !== '' && breaksWord(state, script, character)) {
    endWord(state, false)
    state.tied = true
  }
  state.surface += character
  state.folded += foldLetter(character, script)
  if (state.script === 'other') state.script = script
  else if (script !== state.script) state.script = script === 'latin' || state.script === 'latin' ? 'latin' : script
}

/** Digits end before letters; Han, Hangul and Kana end before another script; the rest may be mixed as a disguise. */
function breaksWord(state: Splitting, script: Script, character: string): boolean {
  if (/\d$/.test(state.folded)) return !/^(st|nd|rd|th)/.test(character)
  if (script === state.script) return false
  return EAST.has(script) || EAST.has(state.script)
}

const EAST: ReadonlySet<Script> = new Set(['han', 'hangul', 'kana'])

function endWord(state: Splitting, isAbbreviated: boolean): void {
  if (state.folded !== '') {
    const { surface, script, tied } = state
    const folded = script === 'latin' ? unmask(state.folded) : state.folded
    state.words.push({ surface, folded, script, isAbbreviated, beforeComma: false, isTied: tied })
  }
  state.folded = ''
  state.surface = ''
  state.script = 'other'
  state.tied = false
}

/** Latin, Greek: base letter in lower case; Cyrillic keeps its own letters; the rest as it is. */
function foldLetter(character: string, script: Script): string {
  const code = character.charCodeAt(0)
  if (code < 0x80) return code >= 0x41 && code <= 0x5a ? String.fromCharCode(code + 0x20) : character
  const lower = character.toLowerCase()
  if (script === 'latin' || script === 'greek') {
    const base = lower.normalize('NFD').replace(/[\u0300-\u036f]/g, '')
    return SPECIAL[base] ?? base
  }
  return isAbjad(script) ? (ARABIC_FORMS[lower] ?? lower) : lower
}

/** Latin letters that do not decompose (the rest is in letters.tsv, script "latin"). */
const SPECIAL: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
  æ: 'ae',
  œ: 'oe',
  ħ: 'h',
  ŋ: 'n',
  ə: 'a',
  ɛ: 'e',
  ɔ: 'o',
  ŧ: 't',
  ƙ: 'k',
  ɓ: 'b',
  ɗ: 'd',
}
const ARABIC_FORMS: Readonly<Record<string, string>> = { ك: 'ک', ي: 'ی' }

/** Letters of Cyrillic and Greek that look like Latin ones (UTS 39), read so where they stand inside a Latin word. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  а: 'a',
  в: 'b',
  е: 'e',
  к: 'k',
  м: 'm',
  н: 'h',
  о: 'o',
  р: 'p',
  с: 'c',
  т: 't',
  у: 'y',
  х: 'x',
  ѕ: 's',
  і: 'i',
  ј: 'j',
  һ: 'h',
  ԁ: 'd',
  ԛ: 'q',
  ԝ: 'w',
  г: 'r',
  п: 'n',
  α: 'a',
  β: 'b',
  ε: 'e',
  η: 'n',
  ι: 'i',
  κ: 'k',
  μ: 'u',
  ν: 'v',
  ο: 'o',
  ρ: 'p',
  τ: 't',
  υ: 'u',
  χ: 'x',
  ω: 'w',
  ζ: 'z',
  σ: 'o',
}

function unmask(folded: string): string {
  let isPlain = true
  for (let at = 0; at < folded.length && isPlain; at += 1) isPlain = folded.charCodeAt(at) < 0x80
  if (isPlain) return folded
  return [...folded].map((letter) => LOOKALIKES[letter] ?? letter).join('')
}
