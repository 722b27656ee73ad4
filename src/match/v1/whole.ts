import { plainDistance, weightedDistance } from '../../names/distance.ts'
import type { ReadName } from '../../names/name-parts.ts'
import type { NameTables, Word } from '../../names/tables.ts'
import { tokenOf } from '../../names/token.ts'
import type { WeightOf } from './alignment.ts'
import { BEGINNING_LETTERS, LEAST_LETTERS, MOST_SLIP_WORDS, writtenOf } from './written.ts'

/** A name taken as one run of letters, not part by part: what it is worth, and why. */
export interface WholeScore {
  /** Thousandths. */
  readonly score: number
  readonly note: string
}

/** Thousandths lost where the same letters are broken into other words. */
const APART = 40
/** Names whose texts differ by more characters are not the same letters, whatever their spaces and stops. */
const MOST_SIGNS = 12

/** "SE VASTOPOL", "CONSTELLOINC.": the very letters of a listed name in their order, written together or apart. */
export function apartScore(party: ReadName, entity: ReadName): WholeScore | undefined {
  if (Math.abs(party.original.length - entity.original.length) > MOST_SIGNS) return undefined
  const ours = writtenOf(party).letters
  if (ours.length < LEAST_LETTERS || ours !== writtenOf(entity).letters) return undefined
  return { score: 1_000 - APART, note: 'the same letters, written together or apart' }
}

/** Strength of a text that is a listed name up to where it was cut, and of one cut before its legal form ends. */
const CUT = 900
const CUT_IN_FORM = 720
/** Lengths at which fields of payments end, less what a trimmed space takes (SWIFT lines of 35; ISO 20022 Max70Text and Max140Text). */
const FIELD_ENDS = [35, 70, 140] as const
const TRIMMED = 2

/** A text of a field's length that is letter for letter the beginning of a listed name. */
export function begunScore(tables: NameTables, party: ReadName, entity: ReadName): WholeScore | undefined {
  const length = party.original.length
  if (length >= entity.original.length || !FIELD_ENDS.some((end) => length <= end && length >= end - TRIMMED))
    return undefined
  const { letters, words } = writtenOf(party)
  if (letters.length < BEGINNING_LETTERS || !writtenOf(entity).letters.startsWith(letters)) return undefined
  return isWithinForm(tables, words)
    ? { score: CUT_IN_FORM, note: 'the name is cut off within its legal form' }
    : { score: CUT, note: 'the name is cut off' }
}

/** Whether the words are a legal form, or the beginning of one, and nothing else. */
function isWithinForm({ legalForms }: NameTables, words: readonly string[]): boolean {
  const text = words.join(' ')
  for (const form of legalForms.keys()) if (form.startsWith(text)) return true
  return false
}

/** Most edits of one slip: one in a word of four letters or fewer, two in a longer one. */
const slipsAllowed = (longer: number): number => (longer <= 2 ? 0 : longer <= 4 ? 1 : 2)
/** Thousandths of a word's likeness that an edit takes, divided by its letters. */
const SLIP_POINTS = 1_300
/** Hundredths of weight of words of the trade, forms and particles beside telling words. */
const LIGHT_WORD = 6

/**
 * "Malik 'Adil AKWIM": every word is the listed name's but one, and that one is no word that anybody knows and a slip or two
 * away. A word that stands in the tables of names is another name, and no slip.
 */
export function slipScore(
  tables: NameTables,
  party: ReadName,
  entity: ReadName,
  weightOf: WeightOf,
): WholeScore | undefined {
  if (Math.abs(party.original.length - entity.original.length) > MOST_SIGNS) return undefined
  const words = writtenOf(party).words
  if (words.length > MOST_SLIP_WORDS) return undefined
  const odd = oddWords(words, writtenOf(entity).words)
  if (odd === undefined) return undefined
  const [ours, theirs] = odd
  const longer = Math.max(ours.length, theirs.length)
  const most = words.length === 1 ? slipsAlone(longer) : slipsAllowed(longer)
  if (most === 0 || NOT_SPELT.test(ours + theirs) || plainDistance(ours, theirs) > most) return undefined
  if (!keepsAnEnd(ours, theirs) || isKnownWord(tables, ours, party)) return undefined
  const distance = weightedDistance(ours, theirs, most) ?? 0
  const weigh = (word: string): number => wordWeight(tables, word, entity, weightOf)
  const intact = writtenOf(entity).words.filter((word) => word !== theirs)
  const damaged = weigh(theirs)
  const rest = intact.reduce((sum, word) => sum + weigh(word), 0)
  const lost = Math.ceil((SLIP_POINTS * distance) / (1_000 * longer))
  const score = 1_000 - Math.ceil((Math.min(1_000, lost) * damaged) / Math.max(1, rest + damaged))
  return { score, note: `one word is written otherwise: ${ours} for ${theirs}` }
}

/** A slip leaves the word its first letter or its last. */
const keepsAnEnd = (a: string, b: string): boolean =>
  a.charCodeAt(0) === b.charCodeAt(0) || a.charCodeAt(a.length - 1) === b.charCodeAt(b.length - 1)

/** In a name of one word one slip alone, and only where `likeness` knows it too: by that the index finds it. */
const slipsAlone = (longer: number): number => (longer >= 4 ? 1 : 0)

/** Numbers and signs for whole syllables have no slips: another is another. */
const NOT_SPELT = /[\d\u2e80-\u9fff\uac00-\ud7a3]/

/** The one word of each side that the other does not have; `undefined` where there are more, or none. */
function oddWords(
  ours: readonly string[],
  theirs: readonly string[],
): readonly [ours: string, theirs: string] | undefined {
  if (ours.length !== theirs.length) return undefined
  const left = [...theirs]
  let odd: string | undefined
  for (const word of ours) {
    const at = left.indexOf(word)
    if (at >= 0) left.splice(at, 1)
    else if (odd === undefined) odd = word
    else return undefined
  }
  const [other] = left
  return odd === undefined || other === undefined ? undefined : [odd, other]
}

/** Words of tables, and what may be a syllable of a Chinese or Korean name: such words are names of their own. */
export function isKnownWord(tables: NameTables, text: string, { kind }: ReadName): boolean {
  const { word } = tokenOf(tables, text)
  return hasEntry(word) || tables.legalForms.has(text) || (kind === 'person' && SYLLABLE.test(text))
}

const hasEntry = (word: Word): boolean => Object.keys(word).length > 0

/** Syllables of pinyin, Wade-Giles and Korean romanisations, loosely: an onset, one to three vowels, a nasal or a stop. */
const SYLLABLE =
  /^(?:[zcs]h|hs|ts|tz|k[k']?|tt|pp|ss|jj|[bcdfghjlmnpqrstwxyz])?(?:[aeiou]{1,3}|[yw][aeiou]{1,2})(?:ng|[nklmptrh])?$/

function wordWeight(tables: NameTables, text: string, { kind }: ReadName, weightOf: WeightOf): number {
  const token = tokenOf(tables, text)
  const { word } = token
  if (word.particle !== undefined || word.title !== undefined || tables.legalForms.has(text)) return LIGHT_WORD
  if (kind !== 'person' && word.concept !== undefined) return LIGHT_WORD
  return weightOf({ token, surface: text, role: 'name', weight: text.length <= 2 ? 22 : text.length === 3 ? 38 : 100 })
}
