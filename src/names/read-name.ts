import type { NameParts } from '../model/entity.ts'
import { inSpokenOrder, joinCompounds } from './compounds.ts'
import { draftsOf } from './drafts.ts'
import type { BearerKind, Draft, Part, ReadName } from './name-parts.ts'
import { roleOf } from './part-roles.ts'
import { weightOf } from './part-weights.ts'
import type { NameTables } from './tables.ts'
import { type Token, tokenOf } from './token.ts'
import { MAX_NAME_UNITS, MAX_NAME_WORDS, type WrittenWord, wordsOf } from './words-of.ts'

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

/** A part that stands in the name already says little more. */
function lightRepeats(parts: readonly Part[]): readonly Part[] {
  return parts.map((part, index) => {
    const isRepeat = part.role !== 'number' && parts.findIndex((other) => other.token.text === part.token.text) < index
    return isRepeat ? { ...part, weight: Math.min(part.weight, REPEATED_WEIGHT) } : part
  })
}

const REPEATED_WEIGHT = 12
