import type { BearerKind, Draft } from './name-parts.ts'
import { hangulSyllables, romanise, romaniseHan } from './romanise.ts'
import { isAbjad } from './script.ts'
import type { NameTables } from './tables.ts'
import { LATIN, type Token, tokenOf } from './token.ts'
import type { WrittenWord } from './words-of.ts'

/**
 * The tokens of one written word: of a script without spaces there may be several.
 *
 * @param isApart - Han or Hangul words stand apart, so that family and given name are told apart already.
 */
export function draftsOf(tables: NameTables, word: WrittenWord, kind: BearerKind, isApart: boolean): readonly Draft[] {
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
  const token = (text: string): Token => nativeToken(tables, word.script, text)
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
  const token = (text: string): Token => nativeToken(tables, word.script, text)
  const length = word.folded.length
  if (!mayHoldTwo || length < 2 || length > 4) return [draft(token(word.folded))]
  const width = KOREAN_DOUBLE.test(word.folded) && length > 2 ? 2 : 1
  if (length === 2 && width === 1) return [draft(token(word.folded))]
  const family = word.folded.slice(0, width)
  const rest = word.folded.slice(width)
  return [draft(token(family), family), draft(token(rest), rest)]
}
