import type { NameParts } from '../model/entity.ts'
import { inSpokenOrder, joinCompounds } from './compounds.ts'
import type { Disguise } from './disguises.ts'
import { isPatronymic } from './patronymic.ts'
import { hangulSyllables, romanise, romaniseHan } from './romanise.ts'
import { isAbjad } from './script.ts'
import type { NameTables } from './tables.ts'
import { LATIN, type Token, tokenOf } from './token.ts'
import { MAX_NAME_UNITS, MAX_NAME_WORDS, type WrittenWord, wordsOf } from './words-of.ts'

/** Whose name it is, for the rules of reading it. */
export type BearerKind = 'person' | 'organisation' | 'object'

export const PART_ROLES = [
  'given',
  'family',
  'patronymic',
  'name',
  'particle',
  'title',
  'legal form',
  'number',
  'initial',
  'generic',
  'place',
] as const
export type PartRole = (typeof PART_ROLES)[number]

/** One part of a name that takes part in comparing. */
export interface Part {
  readonly token: Token
  readonly surface: string
  readonly role: PartRole
  /** What the part says of who is meant, 0 to 100, before any list is known. */
  readonly weight: number
}

/** A name read once. */
export interface ReadName {
  readonly original: string
  readonly kind: BearerKind
  readonly parts: readonly Part[]
  /** Classes of the legal forms that were found, as `llc`. */
  readonly legalForms: readonly string[]
  /** Present where the name was read as a disguise of what is written: the guess has a price. */
  readonly disguise?: Disguise
  /** Why the name could not be read whole; then nothing may be concluded from it. */
  readonly missing: string | undefined
}

/** Reads a name: words, script, romanisation, parts with roles and what each says. */
export function readName(tables: NameTables, raw: string, kind: BearerKind, given?: NameParts): ReadName {
  const refuse = (missing: string): ReadName => ({ original: raw, kind, parts: [], legalForms: [], missing })
  if (raw.length > MAX_NAME_UNITS)
    return refuse(`a name of ${raw.length} characters is over the limit of ${MAX_NAME_UNITS}`)
  const words = wordsOf(raw)
  if (words.length > MAX_NAME_WORDS)
    return refuse(`a name of ${words.length} words is over the limit of ${MAX_NAME_WORDS}`)
  const spoken = kind === 'person' ? inSpokenOrder(words) : words
  const joined = kind === 'object' ? words : joinCompounds(joinLetters(spoken, kind))
  const isApart = joined.filter(({ script }) => script === 'han' || script === 'hangul').length > 1
  const drafts = joinNumbers(
    tables,
    joined.flatMap((word) => draftsOf(tables, word, kind, isApart)),
  )
  const { kept, legalForms } = kind === 'person' ? { kept: drafts, legalForms: [] } : takeLegalForms(tables, drafts)
  const roles = kept.map((draft, index) => roleOf(draft, index, kept, kind, given))
  const isEmpty = roles.every((role) => role === 'title' || role === 'particle')
  const parts = kept.flatMap((draft, index) => {
    const role = isEmpty ? 'name' : (roles[index] ?? 'name')
    if (role === 'title') return []
    const token = role === 'number' ? numberToken(tables, draft.token) : draft.token
    return [{ token, surface: draft.surface, role, weight: weightOf(token, role, kind) }]
  })
  return { original: raw, kind, parts: lightRepeats(parts), legalForms, missing: undefined }
}

/** A number in words or in roman numerals is read as its digits; so "II", "2nd" and "second" are one. */
function numberToken(tables: NameTables, token: Token): Token {
  const value = token.number ?? token.word.number ?? token.word.numberAfter
  return value === undefined || token.text === String(value) ? token : tokenOf(tables, String(value))
}

/** Tens and units are one number (forty-four, forty 4), and a number in words is its digits. */
function joinNumbers(tables: NameTables, drafts: readonly Draft[]): readonly Draft[] {
  const out: Draft[] = []
  for (const draft of drafts) {
    const value = numberIn(draft)
    const last = out[out.length - 1]
    const tens = last === undefined ? undefined : numberIn(last)
    const isUnit =
      value !== undefined &&
      value > 0 &&
      value < 10 &&
      tens !== undefined &&
      tens >= 20 &&
      tens < 100 &&
      tens % 10 === 0
    if (last !== undefined && isUnit && last.token.word.number !== undefined) {
      out[out.length - 1] = {
        ...last,
        token: tokenOf(tables, String(tens + value)),
        surface: `${last.surface} ${draft.surface}`,
      }
    } else {
      out.push(draft)
    }
  }
  return out
}

const numberIn = ({ token }: Draft): number | undefined => token.number ?? token.word.number

/** A word with its token, before its role is known. */
interface Draft {
  readonly token: Token
  readonly surface: string
  readonly written: WrittenWord
}

/** Letters with stops between them are one word in the name of an organisation (S.A., L.X.C.), initials in a person's. */
function joinLetters(words: readonly WrittenWord[], kind: BearerKind): readonly WrittenWord[] {
  if (kind === 'person') return words
  const out: WrittenWord[] = []
  for (const word of words) {
    const last = out[out.length - 1]
    const isLetter = word.folded.length === 1 && word.script === 'latin' && !/\d/.test(word.folded)
    const joins =
      last !== undefined && isLetter && word.isTied && LETTERS_SO_FAR.test(last.surface) && last.isAbbreviated
    if (joins)
      out[out.length - 1] = { ...last, folded: last.folded + word.folded, surface: `${last.surface}.${word.surface}` }
    else out.push(word)
  }
  return out
}
const LETTERS_SO_FAR = /^\p{L}(\.\p{L})*$/u

/** @param isApart - Han or Hangul words stand apart, so that family and given name are told apart already. */
function draftsOf(tables: NameTables, word: WrittenWord, kind: BearerKind, isApart: boolean): readonly Draft[] {
  const draft = (token: Token, surface = word.surface): Draft => ({ token, surface, written: word })
  if (word.script === 'latin') return [draft(tokenOf(tables, word.folded, LATIN))]
  if (kind !== 'person' && (word.script === 'han' || word.script === 'hangul'))
    return cutDrafts(tables, word, (text) => nativeToken(tables, word.script, text), draft)
  if (word.script === 'han') return hanDrafts(tables, word, kind === 'person' && !isApart, draft)
  if (word.script === 'hangul') return hangulDrafts(tables, word, kind === 'person' && !isApart, draft)
  const text = romanise(tables, word.script, word.folded)
  if (text === '') return []
  return arabicArticle(tables, word, text, draft)
}

/** Arabic writes the article with its word: the article is taken off, as the Latin forms are split at the hyphen. */
function arabicArticle(
  tables: NameTables,
  word: WrittenWord,
  text: string,
  draft: (token: Token, surface?: string) => Draft,
): readonly Draft[] {
  const origin = { isAbjad: isAbjad(word.script), isForeign: true, native: word.folded }
  const hasArticle = word.script === 'arabic' && word.folded.startsWith('ال') && word.folded.length > 4
  if (!hasArticle) return [draft(tokenOf(tables, text, origin))]
  const rest = romanise(tables, word.script, word.folded.slice(2))
  return [draft(tokenOf(tables, 'al', LATIN)), draft(tokenOf(tables, rest, origin))]
}

const HAN_ORIGIN = { isAbjad: false, isForeign: true } as const

function hanDrafts(
  tables: NameTables,
  word: WrittenWord,
  mayHoldTwo: boolean,
  draft: (token: Token, surface?: string) => Draft,
): readonly Draft[] {
  const characters = [...word.folded]
  const token = (text: string): Token => {
    const readings = tables.hanNames.get(text) ?? []
    return tokenOf(tables, romaniseHan(tables, text).join(''), { ...HAN_ORIGIN, readings, native: text })
  }
  const isName = mayHoldTwo && characters.length >= 2 && characters.length <= 5
  if (!isName) return [draft(token(word.folded))]
  const whole = tables.hanNames.get(word.folded)
  if (whole !== undefined) return [draft(token(word.folded))]
  const triple = characters.slice(0, 3).join('')
  const pair = characters.slice(0, 2).join('')
  const isTriple = characters.length > 3 && tables.hanNames.has(triple)
  const width = isTriple ? 3 : characters.length > 2 && tables.hanNames.has(pair) ? 2 : 1
  const family = characters.slice(0, width).join('')
  const rest = characters.slice(width).join('')
  const isForeign = width === 1 && (characters.length > 3 || !tables.hanFamilies.has(family))
  if (isForeign && characters.length > 2) return [draft(token(word.folded))]
  return [draft(token(family), family), draft(token(rest), rest)]
}

/** Longest word of an East Asian script that the table holds, in characters. */
const LONGEST_CUT = 8

function nativeToken(tables: NameTables, script: WrittenWord['script'], text: string): Token {
  const latin = script === 'han' ? romaniseHan(tables, text).join('') : hangulSyllables(text).join('')
  const readings = script === 'han' ? (tables.hanNames.get(text) ?? []) : []
  return tokenOf(tables, latin, { ...HAN_ORIGIN, readings, native: text })
}

/** The name of an organisation without spaces, cut at the words that are known; what stands between them is one part. */
function cutDrafts(
  tables: NameTables,
  word: WrittenWord,
  tokenFor: (text: string) => Token,
  draft: (token: Token, surface?: string) => Draft,
): readonly Draft[] {
  const characters = [...word.folded]
  const out: Draft[] = []
  let between = ''
  const endBetween = (): void => {
    if (between !== '') out.push(draft(tokenFor(between), between))
    between = ''
  }
  for (let at = 0; at < characters.length; ) {
    const known = longestKnown(tables, characters, at)
    if (known === undefined) {
      between += characters[at] ?? ''
      at += 1
      continue
    }
    endBetween()
    for (const latin of known.latin) out.push(draft(tokenOf(tables, latin, LATIN), known.text))
    at += known.width
  }
  endBetween()
  return out
}

function longestKnown(
  { eastAsianWords }: NameTables,
  characters: readonly string[],
  at: number,
): { readonly text: string; readonly latin: readonly string[]; readonly width: number } | undefined {
  for (let width = Math.min(LONGEST_CUT, characters.length - at); width > 0; width -= 1) {
    const text = characters.slice(at, at + width).join('')
    const latin = eastAsianWords.get(text)
    if (latin !== undefined && (width > 1 || at + width === characters.length || at === 0))
      return { text, latin, width }
  }
  return undefined
}

const KOREAN_DOUBLE = /^(남궁|황보|제갈|사공|선우|서문|독고|동방)/

function hangulDrafts(
  tables: NameTables,
  word: WrittenWord,
  mayHoldTwo: boolean,
  draft: (token: Token, surface?: string) => Draft,
): readonly Draft[] {
  const token = (text: string): Token =>
    tokenOf(tables, hangulSyllables(text).join(''), { ...HAN_ORIGIN, native: text })
  const length = word.folded.length
  if (!mayHoldTwo || length < 2 || length > 4) return [draft(token(word.folded))]
  const width = KOREAN_DOUBLE.test(word.folded) && length > 2 ? 2 : 1
  if (length === 2 && width === 1) return [draft(token(word.folded))]
  const family = word.folded.slice(0, width)
  const rest = word.folded.slice(width)
  return [draft(token(family), family), draft(token(rest), rest)]
}

function takeLegalForms(
  tables: NameTables,
  drafts: readonly Draft[],
): { kept: readonly Draft[]; legalForms: readonly string[] } {
  const kept: Draft[] = []
  const legalForms: string[] = []
  for (let at = 0; at < drafts.length; ) {
    const width = legalFormAt(tables, drafts, at)
    if (width === 0) {
      const draft = drafts[at]
      if (draft !== undefined) kept.push(draft)
      at += 1
    } else {
      const form = formText(drafts, at, width)
      legalForms.push(tables.legalForms.get(form) ?? '')
      at += width
    }
  }
  const isAllForm = kept.every(({ token }) => token.word.particle !== undefined)
  return isAllForm ? { kept: drafts, legalForms: [] } : { kept, legalForms }
}

const formText = (drafts: readonly Draft[], at: number, width: number): string =>
  drafts
    .slice(at, at + width)
    .map(({ token }) => token.text)
    .join(' ')

function legalFormAt(tables: NameTables, drafts: readonly Draft[], at: number): number {
  for (let width = Math.min(tables.longestLegalForm, drafts.length - at); width > 0; width -= 1) {
    if (tables.legalForms.has(formText(drafts, at, width))) return width
  }
  return 0
}

function roleOf(
  draft: Draft,
  index: number,
  all: readonly Draft[],
  kind: BearerKind,
  given: NameParts | undefined,
): PartRole {
  const { token, written } = draft
  const { word } = token
  if (token.number !== undefined || (word.number !== undefined && !(kind === 'person' && isNameOfPeople(word))))
    return 'number'
  if (
    word.numberAfter !== undefined &&
    index > 0 &&
    (token.text.length > 1 || (kind !== 'person' && index === all.length - 1))
  )
    return 'number'
  if (kind === 'person') return personRole(draft, index, all, given)
  if (word.particle !== undefined) return 'particle'
  if (kind === 'object' && word.title === 'vessel') return all.length > 1 && index === 0 ? 'title' : 'name'
  if (token.isInitial) return 'initial'
  if (word.concept !== undefined) return word.conceptTier === 3 ? 'place' : 'generic'
  return written.beforeComma ? 'name' : 'name'
}

function personRole(
  { token, written }: Draft,
  index: number,
  all: readonly Draft[],
  given: NameParts | undefined,
): PartRole {
  const { word } = token
  if (token.isInitial) return 'initial'
  if (word.title === 'person' && !isNameToo(word) && !isOnlyName(all, index) && mayBeTitle(index, all)) return 'title'
  if (word.title === 'suffix' && index > 0) return 'title'
  if (isParticle(index, all) && !isWholeFamily(written, all, given)) return 'particle'
  if (given?.family !== undefined && includesWord(given.family, written.surface)) return 'family'
  if (given?.patronymic !== undefined && includesWord(given.patronymic, written.surface)) return 'patronymic'
  if (given?.given !== undefined && includesWord(given.given, written.surface)) return 'given'
  if (written.beforeComma || isInCapitals(written, all)) return 'family'
  if (isPatronymic(token.text) && !isLastOfTwo(all, index)) return 'patronymic'
  return 'name'
}

/** Western titles stand before a name, so that the last word is a family name (Emily King); others follow it too (Ahmet Bey). */
function mayBeTitle(index: number, all: readonly Draft[]): boolean {
  const draft = all[index]
  if (draft === undefined || draft.token.word.titleFollows === true) return true
  if (draft.written.beforeComma) return false
  return all.slice(index + 1).some(isNamed) || all.some(({ written }) => written.beforeComma)
}

/** "Sergey STANKEVICH", "Natalya Vladimirovna PETKEVICH": the last word is the family name, though it is formed like a patronymic. */
const isLastOfTwo = (all: readonly Draft[], index: number): boolean =>
  index === all.length - 1 &&
  index > 0 &&
  (all.length === 2 || all.slice(0, -1).some(({ token }) => isPatronymic(token.text) || token.isInitial))

/** Whether a word is one of the words of a stated part; "Al" is none of "Salman". */
const includesWord = (text: string, word: string): boolean =>
  text === word || ` ${text.replace(NO_LETTERS, ' ')} `.toLowerCase().includes(` ${word.toLowerCase()} `)
const NO_LETTERS = /[^\p{L}\p{M}\p{N}'’]+/gu

/** Words of particles that join the names of persons; other conjunctions (an, to, li, by) are names there. */
const JOINING: ReadonlySet<string> = new Set(['and', 'of', 'the'])

/**
 * A particle joins what follows it, so none ends a name: "Stephen LO" has a family name of two letters. A word that is also an
 * East Asian name is one beside another of them: "Bin XU" is no son of Xu.
 */
function isParticle(index: number, all: readonly Draft[]): boolean {
  const draft = all[index]
  const kind = draft?.token.word.particle
  if (draft === undefined || kind === undefined || all.length < 2) return false
  if (kind === 'conjunction' && !JOINING.has(draft.token.text)) return false
  const isLast = !all.slice(index + 1).some(isNamed)
  if (isLast && !(kind !== 'descent' && all.some(({ written }) => written.beforeComma))) return false
  if (draft.token.word.isEastAsian !== true) return true
  return !all.some(({ token }, at) => at !== index && token.word.isEastAsian === true)
}

/** A word that can be what a particle joins: the rest of a name before the comma is written after it. */
const isNamed = ({ token }: Draft): boolean =>
  token.word.particle === undefined && token.word.title !== 'suffix' && !token.isInitial

/** The word is all of the stated family name: "LO, Stephen". */
function isWholeFamily(written: WrittenWord, all: readonly Draft[], given: NameParts | undefined): boolean {
  if (given?.family !== undefined) return given.family.toLowerCase() === written.surface.toLowerCase()
  return written.beforeComma && all.filter((other) => other.written.beforeComma).length === 1
}

/** Lists write the family name alone in capitals: "Yu Liang PAO". */
function isInCapitals({ surface }: WrittenWord, all: readonly Draft[]): boolean {
  if (!CAPITALS.test(surface)) return false
  return all.some(({ written }) => MIXED.test(written.surface))
}
const CAPITALS = /^[\p{Lu}\p{M}'’-]{2,}$/u
const MIXED = /^\p{Lu}[\p{L}\p{M}'’-]*\p{Ll}/u

/** Amir, Hafiz and Haji are titles and given names: such a word stays, and says little. */
const isNameToo = (word: Token['word']): boolean => word.spellings !== undefined || word.givenTier !== undefined

/** "Yi" is one in Chinese, and a family name. */
const isNameOfPeople = (word: Token['word']): boolean => isNameToo(word) || word.familyTier !== undefined

function isOnlyName(all: readonly Draft[], index: number): boolean {
  return all.every(
    (other, at) =>
      at === index ||
      other.token.word.title !== undefined ||
      other.token.word.particle !== undefined ||
      other.token.isInitial,
  )
}

/** A part that stands in the name already says little more. */
function lightRepeats(parts: readonly Part[]): readonly Part[] {
  return parts.map((part, index) => {
    const isRepeat = part.role !== 'number' && parts.findIndex((other) => other.token.text === part.token.text) < index
    return isRepeat ? { ...part, weight: Math.min(part.weight, REPEATED_WEIGHT) } : part
  })
}

const REPEATED_WEIGHT = 12

/** Hundredths of the information of a rare part, by role. Chosen on labelled pairs, and rounded. */
const ROLE_WEIGHT = { particle: 8, title: 0, number: 25, initial: 9 } as const
const OBJECT_NUMBER_WEIGHT = 100
const CONCEPT_WEIGHT = { 1: 18, 2: 43, 3: 75 } as const
const GIVEN_WEIGHT = { 1: 49, 2: 87, 3: 42 } as const
const FAMILY_WEIGHT = { 1: 33, 2: 98, 3: 98 } as const
const SPELLED_WEIGHT = 90
const PATRONYMIC_WEIGHT = 8
const TITLE_NAME_WEIGHT = 10
const RARE = 100

function weightOf(token: Token, role: PartRole, kind: BearerKind): number {
  const { word } = token
  if (role === 'number' && kind === 'object') return OBJECT_NUMBER_WEIGHT
  if (role === 'particle' || role === 'title' || role === 'number' || role === 'initial') return ROLE_WEIGHT[role]
  if (role === 'patronymic') return PATRONYMIC_WEIGHT
  if (kind === 'person') return personWeight(token)
  return word.concept === undefined ? shortWeight(token) : CONCEPT_WEIGHT[word.conceptTier ?? 2]
}

function personWeight(token: Token): number {
  const { word } = token
  if (word.title === 'person') return TITLE_NAME_WEIGHT
  if (word.givenTier === 3 && word.isEastAsian !== true) return SPELLED_WEIGHT
  if (word.givenTier !== undefined) return GIVEN_WEIGHT[word.givenTier]
  if (word.familyTier !== undefined) return FAMILY_WEIGHT[word.familyTier]
  if (token.stem !== undefined && word.spellings === undefined) return GIVEN_WEIGHT[2]
  const isSpelled = word.spellings !== undefined || word.shorts !== undefined
  if (isSpelled && token.text.length <= 3) return GIVEN_WEIGHT[3]
  return isSpelled ? SPELLED_WEIGHT : shortWeight(token)
}

/** Two or three letters are borne by many. */
function shortWeight({ text, isAbjad: noVowels }: Token): number {
  const length = text.length + (noVowels ? 2 : 0)
  return length <= 2 ? 22 : length === 3 ? 38 : RARE
}
