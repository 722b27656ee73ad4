import type { ReadName } from '../../names/name-parts.ts'
import type { Alignment, Pairing } from './alignment.ts'

/** A listed name is looked for inside a party's text from this many parts on, and only with so many parts around it. */
export const LONG_TEXT = 6
export const PARTS_AROUND = 3
/** Each part of the contained name must be as like as this, thousandths. */
export const CONTAINED_LIKENESS = 850
/** Parts of no more than these hundredths may be missing. */
export const CONTAINED_LIGHT = 10
/** Weight from which several parts tell a name inside a text, and from which one part does in the name of an organisation. */
const TELLING_TOGETHER = 150
const TELLING_ALONE = 95
const TELLING_LETTERS = 6
/** What it costs, in thousandths, that a name stands inside other words: for several parts, and for one. */
const PRICE_TOGETHER = 100
const PRICE_ALONE = 270
/** Words that may stand between the parts of a contained name. */
const WORDS_BETWEEN = 2

/** The strength of a listed name as a part of the party's text, or `undefined` where it is not there whole and in order. */
export function containedScore(
  party: ReadName,
  entity: ReadName,
  alignment: Alignment,
  likeness: number,
): number | undefined {
  if (party.parts.length < LONG_TEXT || party.parts.length - entity.parts.length < PARTS_AROUND) return undefined
  return tellingScore(entity, alignment, likeness) ?? verbatimScore(party, entity, alignment)
}

function tellingScore(entity: ReadName, alignment: Alignment, likeness: number): number | undefined {
  const { pairs, entityExtra } = alignment
  if (entityExtra.some(({ weight }) => weight > CONTAINED_LIGHT)) return undefined
  const telling = pairs.filter(({ entity: unit }) => unit.weight > CONTAINED_LIGHT)
  if (telling.length === 0 || telling.some(({ score }) => score < CONTAINED_LIKENESS) || !isInOrder(telling))
    return undefined
  const weight = telling.reduce((sum, { entity: unit }) => sum + unit.weight, 0)
  if (telling.length > 1) return weight >= TELLING_TOGETHER ? likeness - PRICE_TOGETHER : undefined
  const letters = telling[0]?.entity.token.text.length ?? 0
  const tells = entity.kind === 'organisation' && weight >= TELLING_ALONE && letters >= TELLING_LETTERS
  return tells ? likeness - PRICE_ALONE : undefined
}

/** A party's text of so many parts is no name: whatever stands in it word for word is taken for what it names. */
const RUNNING_TEXT = 16
const PRICE_IN_TEXT = 250
/** Letters that a name of one word, and one of several, must have to be meant by a running text; weight of the one word. */
const LETTERS_ALONE = 4
const LETTERS_TOGETHER = 5
const WEIGHT_ALONE = 60

/** A listed name word for word inside a running text, however common its words are. */
function verbatimScore(party: ReadName, entity: ReadName, { pairs }: Alignment): number | undefined {
  if (party.parts.length < RUNNING_TEXT || pairs.length !== entity.parts.length) return undefined
  if (pairs.some(({ kind, party: unit }) => kind !== 'same' && kind !== 'number' && unit.token.number === undefined))
    return undefined
  const places = pairs.map(({ party: unit }) => unit.parts[0] ?? 0)
  if (Math.max(...places) - Math.min(...places) >= entity.parts.length + MOST_PARTED || !isInOrder(pairs))
    return undefined
  const letters = entity.parts.reduce((sum, { token }) => sum + token.text.length, 0)
  const [only] = pairs
  const isOne = pairs.length === 1 && only !== undefined
  const tells = isOne ? letters >= LETTERS_ALONE && only.entity.weight >= WEIGHT_ALONE : letters >= LETTERS_TOGETHER
  return tells ? 1_000 - PRICE_IN_TEXT : undefined
}
/** A word that is read as a title or a form stands between others as nothing: one place may be missing. */
const MOST_PARTED = 1

function isInOrder(pairs: readonly Pairing[]): boolean {
  const places = [...pairs]
    .sort((a, b) => (a.entity.parts[0] ?? 0) - (b.entity.parts[0] ?? 0))
    .map(({ party }) => party.parts[0] ?? 0)
  const isUp = places.every((place, index) => index === 0 || place > (places[index - 1] ?? 0))
  const isDown = places.every((place, index) => index === 0 || place < (places[index - 1] ?? 0))
  const span = Math.max(...places) - Math.min(...places)
  return (isUp || isDown) && span <= places.length + WORDS_BETWEEN
}

/** A text is taken for a name that was cut off from this many characters on: the shortest field of a payment (35, 70, 140). */
export const CUT_FROM = 30
export const CUT_PARTS = 3
/** Strength of a name that agrees as far as it goes. */
const CUT_SCORE = 900
/** Short words at the cut that may be the beginning of a legal form. */
const LOOSE_END = 2
const LOOSE_LETTERS = 3

/** The strength of a party's name that is the beginning of the entity's, cut off at a field's end; `undefined` where it is not. */
export function cutScore(party: ReadName, entity: ReadName): number | undefined {
  if (party.original.length < CUT_FROM || party.parts.length < CUT_PARTS || entity.parts.length < party.parts.length)
    return undefined
  let same = 0
  while (same < party.parts.length && party.parts[same]?.token.text === entity.parts[same]?.token.text) same += 1
  const rest = party.parts.slice(same)
  if (same < 2 || rest.length > LOOSE_END) return undefined
  const next = entity.parts[same]?.token.text ?? ''
  const isBegun = rest.length === 0 || (rest.length === 1 && next.startsWith(rest[0]?.token.text ?? '-'))
  return isBegun || rest.every(({ token }) => token.text.length <= LOOSE_LETTERS) ? CUT_SCORE : undefined
}
