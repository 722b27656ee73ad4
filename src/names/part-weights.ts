import type { BearerKind, PartRole } from './name-parts.ts'
import type { Token } from './token.ts'

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

/** What a part says of who is meant, 0 to 100, before any list is known. */
export function weightOf(token: Token, role: PartRole, kind: BearerKind): number {
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
