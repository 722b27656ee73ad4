import type { NameParts } from '../model/entity.ts'
import type { BearerKind, Draft, PartRole } from './name-parts.ts'
import { isPatronymic } from './patronymic.ts'
import type { Token } from './token.ts'
import type { WrittenWord } from './words-of.ts'

/** What a part is in its name, by the list's own structure, tables and place. */
export function roleOf(
  draft: Draft,
  index: number,
  all: readonly Draft[],
  kind: BearerKind,
  given: NameParts | undefined,
): PartRole {
  const { token } = draft
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
  return 'name'
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
