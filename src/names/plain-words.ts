import type { WrittenWord } from './words-of.ts'

/** What a character of the first 128 is to a word. */
const SEPARATES = 0
const LOWER = 1
const UPPER = 2
const DIGIT = 3
const PASSED_OVER = 4

const ROLES = rolesOfCharacters()

function rolesOfCharacters(): Uint8Array {
  const roles = new Uint8Array(128)
  roles.fill(PASSED_OVER, 0x00, 0x09)
  roles.fill(PASSED_OVER, 0x0e, 0x20)
  roles.fill(DIGIT, 0x30, 0x3a)
  roles.fill(UPPER, 0x41, 0x5b)
  roles.fill(LOWER, 0x61, 0x7b)
  for (const sign of [0x27, 0x60, 0x7f]) roles[sign] = PASSED_OVER
  return roles
}

/** Controls and apostrophes inside a word. */
const PASSED_OVER_SIGNS = /[^A-Za-z0-9]/g

interface PlainSplitting {
  readonly raw: string
  readonly words: WrittenWord[]
  /** Where the word begins that is being read; -1 between words. */
  start: number
  isNumber: boolean
  hasSigns: boolean
  isTied: boolean
  commas: number
  commaAt: number
}

/**
 * The words of a text of plain characters (ASCII), as `wordsOf` reads any text; `undefined` where it has others. Most names are
 * plain, and nothing about them has to be looked up.
 */
export function plainWords(raw: string): readonly WrittenWord[] | undefined {
  const state: PlainSplitting = {
    raw,
    words: [],
    start: -1,
    isNumber: false,
    hasSigns: false,
    isTied: false,
    commas: 0,
    commaAt: 0,
  }
  for (let at = 0; at < raw.length; at += 1) {
    const code = raw.charCodeAt(at)
    if (code > 0x7f) return undefined
    const role = ROLES[code] ?? SEPARATES
    if (role === SEPARATES) separate(state, at, code)
    else if (role === PASSED_OVER) state.hasSigns = true
    else addCharacter(state, at, role)
  }
  endWord(state, raw.length, false)
  const beforeComma = state.commas === 1 ? state.commaAt : 0
  return beforeComma === 0
    ? state.words
    : state.words.map((word, index) => (index < beforeComma ? { ...word, beforeComma: true } : word))
}

/** A word is of letters or of digits; and "MartinezLOPEZ" is two, where capitals end the word. */
function addCharacter(state: PlainSplitting, at: number, role: number): void {
  if (state.start >= 0 && (role === DIGIT) !== state.isNumber) {
    endWord(state, at, false)
    state.isTied = true
  }
  if (state.start < 0) {
    state.start = at
    state.isNumber = role === DIGIT
    state.hasSigns = false
  }
  if (role === LOWER && isBeforeCapitals(state.raw, at + 1)) endWord(state, at + 1, false)
}

/** Two capitals or more, and then no letter. */
function isBeforeCapitals(raw: string, from: number): boolean {
  let at = from
  while (ROLES[raw.charCodeAt(at)] === UPPER) at += 1
  if (at - from < 2) return false
  const code = raw.charCodeAt(at)
  return at === raw.length || (code < 0x80 && ROLES[code] !== LOWER)
}

function separate(state: PlainSplitting, at: number, code: number): void {
  endWord(state, at, code === 0x2e)
  if (code === 0x26 || code === 0x2b) state.words.push({ surface: state.raw.charAt(at), ...AND })
  if (code === 0x2c) {
    state.commas += 1
    if (state.commas === 1) state.commaAt = state.words.length
  }
  state.isTied = isTying(code) && state.raw.charCodeAt(at + 1) !== 0x20
}

const AND = { folded: 'and', script: 'latin', isAbbreviated: false, beforeComma: false, isTied: false } as const

/** A hyphen, an underscore, a full stop, a stroke. */
const isTying = (code: number): boolean => code === 0x2d || code === 0x5f || code === 0x2e || code === 0x2f

function endWord(state: PlainSplitting, end: number, isAbbreviated: boolean): void {
  if (state.start >= 0) {
    const written = state.raw.slice(state.start, end)
    const surface = state.hasSigns ? written.replace(PASSED_OVER_SIGNS, '') : written
    const folded = state.isNumber ? surface : surface.toLowerCase()
    const { isTied } = state
    state.words.push({ surface, folded, script: 'latin', isAbbreviated, beforeComma: false, isTied })
  }
  state.start = -1
  state.isTied = false
}
