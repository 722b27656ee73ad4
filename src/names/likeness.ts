import { editsAllowed, plainDistance, weightedDistance } from './distance.ts'
import { ANY_LETTER } from './lost-letter.ts'
import { isPatronymic } from './patronymic.ts'
import type { Word } from './tables.ts'
import { NOTHING_KNOWN, type Token } from './token.ts'

/** How two words were found to be like, for the evidence. */
export const LIKENESS_KINDS = [
  'none',
  'same',
  'number',
  'concept',
  'spelling',
  'abbreviation',
  'reading',
  'sound',
  'short form',
  'part of a compound',
  'other language',
  'edit',
  'consonants',
  'initial',
] as const
export type LikenessKind = (typeof LIKENESS_KINDS)[number]

export interface Likeness {
  /** Thousandths, 0 to 1,000. */
  readonly score: number
  readonly kind: LikenessKind
}

const NONE: Likeness = { score: 0, kind: 'none' }
const SAME: Likeness = { score: 1_000, kind: 'same' }

/** Thousandths for relations that tables state. */
export const LIKENESS_POINTS = {
  concept: 960,
  spelling: 960,
  reading: 960,
  sound: 930,
  easternSound: 900,
  father: 940,
  shortSound: 860,
  short: 880,
  abbreviation: 900,
  cognate: 820,
  stem: 850,
  initial: 800,
} as const

/** A father's name and a family name of the same root are two things: Borisovna, Borisov. */
const isFatherOf = (long: string, short: string): boolean =>
  long.length > short.length + 1 && short.length >= LEAST_ROOT && long.startsWith(short) && isPatronymic(long)
const LEAST_ROOT = 5

/** How like two words of persons' names are: what a word means elsewhere (Nasr, victory) makes no two names one. */
export function likenessOfNames(a: Token, b: Token): Likeness {
  const like = likeness(a, b)
  return like.kind === 'concept' ? compared(a, b, otherRelationOf(a, b)) : like
}

/** How like two words are, 0 to 1,000; symmetric. Under 610 is never answered: then they are not like. */
export function likeness(a: Token, b: Token): Likeness {
  if (a === b) return SAME
  if (a.text === b.text && (a.native === b.native || a.native === '' || b.native === '')) return SAME
  if (a.number !== undefined || b.number !== undefined) {
    return a.number === b.number ? { score: 1_000, kind: 'number' } : NONE
  }
  if (a.isInitial || b.isInitial) return initialLikeness(a, b)
  return compared(a, b, statedLikeness(a, b))
}

function compared(a: Token, b: Token, stated: Likeness): Likeness {
  if (isFatherOf(a.text, b.text) || isFatherOf(b.text, a.text)) return NONE
  if (stated.score >= LIKENESS_POINTS.sound) return stated
  const written = inOwnLetters(a, b, writtenLikeness(a, b))
  return written.score > stated.score ? written : stated
}

/**
 * Whether words of these letters may be so few changes apart: every change takes one letter away and brings one at most. This spares
 * the distance for nearly all pairs, and changes nothing.
 */
export const mayBeWithin = (lettersOfA: number, lettersOfB: number, edits: number): boolean =>
  hasAtMost(lettersOfA & ~lettersOfB, edits) && hasAtMost(lettersOfB & ~lettersOfA, edits)

function hasAtMost(bits: number, most: number): boolean {
  let left = bits
  for (let count = 0; count < most && left !== 0; count += 1) left &= left - 1
  return left === 0
}

/** Two Han or Hangul words that differ in their own letters are further apart than their romanisations show. */
function inOwnLetters(a: Token, b: Token, written: Likeness): Likeness {
  if (a.native === '' || b.native === '' || !SYLLABIC.test(a.native) || !SYLLABIC.test(b.native)) return written
  const score = written.score - (a.text === b.text ? 50 : 250)
  return score < LEAST ? NONE : { score, kind: written.kind }
}
const SYLLABIC = /^[\u4e00-\u9fff\uac00-\ud7a3]+$/
/** Less like than this is not like. */
const LEAST = 610

function initialLikeness(a: Token, b: Token): Likeness {
  const isLike = a.text.charAt(0) === b.text.charAt(0)
  return isLike ? { score: LIKENESS_POINTS.initial, kind: 'initial' } : NONE
}

function statedLikeness(a: Token, b: Token): Likeness {
  const mayBeRelated =
    a.readings.length > 0 ||
    b.readings.length > 0 ||
    a.abbreviates.length > 0 ||
    b.abbreviates.length > 0 ||
    a.stem !== undefined ||
    b.stem !== undefined ||
    a.fathers !== undefined ||
    (a.word !== NOTHING_KNOWN && b.word !== NOTHING_KNOWN)
  return mayBeRelated ? relationOf(a, b) : NONE
}

function relationOf(a: Token, b: Token): Likeness {
  const x = a.word
  const y = b.word
  if (shares(x.spellings, y.spellings)) return { score: LIKENESS_POINTS.spelling, kind: 'spelling' }
  if (x.concept !== undefined && x.concept === y.concept) return { score: LIKENESS_POINTS.concept, kind: 'concept' }
  return otherRelationOf(a, b)
}

function otherRelationOf(a: Token, b: Token): Likeness {
  const x = a.word
  const y = b.word
  if (shares(a.fathers, b.fathers)) return { score: LIKENESS_POINTS.father, kind: 'spelling' }
  if (a.readings.includes(b.text) || b.readings.includes(a.text))
    return { score: LIKENESS_POINTS.reading, kind: 'reading' }
  if (isShortened(a, y.concept) || isShortened(b, x.concept))
    return { score: LIKENESS_POINTS.abbreviation, kind: 'abbreviation' }
  if (shares(x.spellings, y.shorts) || shares(x.shorts, y.spellings))
    return { score: LIKENESS_POINTS.short, kind: 'short form' }
  if (shares(x.spellings, y.cognates) || shares(x.cognates, y.spellings)) {
    return { score: LIKENESS_POINTS.cognate, kind: 'other language' }
  }
  if ((a.stem !== undefined && isStem(a.stem, b)) || (b.stem !== undefined && isStem(b.stem, a)))
    return { score: LIKENESS_POINTS.stem, kind: 'part of a compound' }
  return NONE
}

const isShortened = ({ abbreviates }: Token, concept: number | undefined): boolean =>
  concept !== undefined && abbreviates.length > 0 && abbreviates.includes(concept)
/** Letters of sound, and consonants, from which they are enough to know the name inside a compound. */
export const LEAST_STEM_SOUND = 4
export const LEAST_STEM_CONSONANTS = 3

/** Whether a word is the name inside a compound, by its letters, a spelling that tables state, its sound, or its consonants. */
function isStem(stem: Token, word: Token): boolean {
  if (word.stem !== undefined || word.isInitial) return false
  if (stem.text === word.text || shares(stem.word.spellings, word.word.spellings)) return true
  if (stem.sound.length >= LEAST_STEM_SOUND && stem.sound === word.sound) return true
  return (
    (stem.isAbjad || word.isAbjad) && stem.skeleton.length >= LEAST_STEM_CONSONANTS && stem.skeleton === word.skeleton
  )
}

function shares(a: readonly number[] | undefined, b: readonly number[] | undefined): boolean {
  return a !== undefined && b !== undefined && a.some((one) => b.includes(one))
}

function writtenLikeness(a: Token, b: Token): Likeness {
  const price = areOtherNames(a.word, b.word) ? OTHER_NAME : 0
  const edit = a.hasLost || b.hasLost ? lostLikeness(a.text, b.text) : editLikeness(a, b) - price
  const sound = soundLikeness(a, b) - (a.sound === b.sound ? 0 : price)
  let best: Likeness = edit >= sound ? { score: edit, kind: 'edit' } : { score: sound, kind: 'sound' }
  if (best.score < LATIN_CONSONANTS && haveSameConsonants(a, b)) best = { score: LATIN_CONSONANTS, kind: 'consonants' }
  if (a.isAbjad || b.isAbjad || (a.isForeign !== b.isForeign && !isSpelledOut(a) && !isSpelledOut(b))) {
    const consonants = consonantLikeness(a, b)
    if (consonants > best.score) best = { score: consonants, kind: 'consonants' }
  }
  return best.score < LEAST ? NONE : best
}

/** Two names that are both well known and not one another's spelling are rather two names than a slip: Maria and Mario. */
const OTHER_NAME = 250
const areOtherNames = (x: Word, y: Word): boolean => isKnown(x) && isKnown(y)
const isKnown = ({ spellings, givenTier, familyTier }: Word): boolean =>
  spellings !== undefined || givenTier !== undefined || familyTier !== undefined

/**
 * Latin spellings of one Arabic, Persian or Hebrew word may differ in every vowel (Mahyub and Mihoub): three consonants that agree,
 * from the first letter on, are worth so much; not for common words, and not for two names that are both known.
 */
const LATIN_CONSONANTS = 720
export const LEAST_LATIN_CONSONANTS = 3

function haveSameConsonants(a: Token, b: Token): boolean {
  if (a.isForeign || b.isForeign || a.text.charCodeAt(0) !== b.text.charCodeAt(0)) return false
  if (a.word.concept !== undefined || b.word.concept !== undefined || areOtherNames(a.word, b.word)) return false
  return a.skeleton.length >= LEAST_LATIN_CONSONANTS && a.skeleton === b.skeleton
}

/** Hundredths of the length-wise loss: a second change is far likelier another word than the first. */
const FIRST_EDIT = 70
const FURTHER_EDITS = 270
/** A Hangul word and a Han word of one or two characters name their vowels: only longer ones stand for sounds of other languages. */
const isSpelledOut = ({ native }: Token): boolean => native !== '' && (HANGUL.test(native) || HAN_NAME.test(native))
const HANGUL = /^[\uac00-\ud7a3]+$/
const HAN_NAME = /^[\u4e00-\u9fff]{1,2}$/

/** A changed first letter is rarer among true variants than any other change. */
const FIRST_LETTER = 60
const FIRST_LETTER_OF_BRIEF = 150
const BRIEF_WORD = 5
/** One letter in four is much: such a word is counted as one letter shorter. */
const SHORTEST_FUZZY = 4

function editLikeness({ text: a, letters: lettersOfA }: Token, { text: b, letters: lettersOfB }: Token): number {
  const longer = Math.max(a.length, b.length)
  const most = editsAllowed(longer)
  if (most === 0 || !mayBeWithin(lettersOfA, lettersOfB, most)) return 0
  const distance = weightedDistance(a, b, most)
  if (distance === undefined) return 0
  const lost = FIRST_EDIT * Math.min(1_000, distance) + FURTHER_EDITS * Math.max(0, distance - 1_000)
  const score = 1_000 - Math.floor(lost / (100 * (longer === SHORTEST_FUZZY ? SHORTEST_FUZZY - 1 : longer)))
  if (a.charCodeAt(0) === b.charCodeAt(0)) return score
  return score - (longer <= BRIEF_WORD ? FIRST_LETTER_OF_BRIEF : FIRST_LETTER)
}

/** A word with letters that were lost, beside one as long: each other letter must be the same. */
function lostLikeness(a: string, b: string): number {
  const most = Math.max(1, editsAllowed(a.length))
  if (a.length !== b.length || a.length < SHORTEST_LOST) return 0
  let lost = 0
  for (let at = 0; at < a.length; at += 1) {
    if (a.charAt(at) === ANY_LETTER || b.charAt(at) === ANY_LETTER) lost += 1
    else if (a.charAt(at) !== b.charAt(at)) return 0
  }
  return lost > most || lost * 2 > a.length ? 0 : 1_000 - Math.floor((LOST_POINTS * lost) / a.length)
}
/** Thousandths for each part of a word that was lost; of two letters one says too little. */
const LOST_POINTS = 200
const SHORTEST_LOST = 3

/** Letters of Eastern sound from which two words that share it are one. */
export const LEAST_EASTERN = 4
const SOUND_BY_LENGTH: Readonly<Record<number, number>> = { 2: 800, 3: LIKENESS_POINTS.shortSound }

function soundLikeness(a: Token, b: Token): number {
  const longer = Math.max(a.sound.length, b.sound.length)
  if (longer < 2) return 0
  if (a.sound === b.sound) return SOUND_BY_LENGTH[longer] ?? LIKENESS_POINTS.sound
  if (longer >= LEAST_EASTERN && a.eastern.length >= LEAST_EASTERN && a.eastern === b.eastern)
    return LIKENESS_POINTS.easternSound
  if (longer < 4 || Math.abs(a.sound.length - b.sound.length) > 1) return 0
  if (!mayBeWithin(a.soundLetters, b.soundLetters, 1)) return 0
  const distance = weightedDistance(a.sound, b.sound, 1)
  return distance === undefined || (longer === 4 && distance > 500)
    ? 0
    : 930 - Math.floor(distance / longer) - (a.sound.charAt(0) === b.sound.charAt(0) ? 0 : FIRST_LETTER)
}

const COARSE_POINTS = 780

/** What it costs to take a letter by its rarer reading. */
const OTHER_READING = 40

function consonantLikeness(a: Token, b: Token): number {
  const usual = skeletonLikeness(a, b, a.skeleton, b.skeleton)
  if (usual >= 900 || (a.otherSkeleton === '') === (b.otherSkeleton === '')) return usual
  const other = a.otherSkeleton === '' ? b.otherSkeleton : a.otherSkeleton
  const plain = a.otherSkeleton === '' ? a.skeleton : b.skeleton
  if (other !== plain || plain.length < 2) return usual
  return Math.max(usual, skeletonLikeness(a, b, other, plain) - OTHER_READING)
}

function skeletonLikeness(a: Token, b: Token, x: string, y: string): number {
  const longer = Math.max(x.length, y.length)
  if (x !== y && a.coarse === b.coarse && a.coarse.length >= 3 && !a.isAbjad && !b.isAbjad) return COARSE_POINTS
  if (x === y) return longer >= 3 ? 900 : longer === 2 ? 820 : 610
  if (longer < 3) return 0
  const distance = plainDistance(x, y)
  if (distance > (longer >= 6 ? 2 : 1)) return 0
  return 900 - Math.floor((900 * distance) / longer)
}
