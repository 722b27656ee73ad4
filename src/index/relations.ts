import { LEAST_EASTERN, LEAST_LATIN_CONSONANTS, LEAST_STEM_CONSONANTS, LEAST_STEM_SOUND } from '../names/likeness.ts'
import { ANY_LETTER } from '../names/lost-letter.ts'
import type { Token } from '../names/token.ts'
import { classesFor, eachDelete, type WordClass } from './deletes.ts'
import { hashOf } from './multimap.ts'

/** Ways in which two words can be like, each with its own keys, so that one table answers all of them exactly. */
const RELATION = {
  text: 1,
  spelling: 2,
  short: 3,
  cognate: 4,
  concept: 5,
  reading: 6,
  sound: 7,
  abbreviation: 8,
  initial: 9,
  father: 19,
  eastern: 20,
  lost: 21,
} as const

/** Sounds of four letters or more may differ by one edit; consonants of three by one, of six by two (names/likeness.ts). */
const SOUND_EDIT = { deletions: 1, prefix: 64, relation: 104 } as const
/** A sound of three letters meets only longer ones. */
const BRIEF_SOUND = { ...SOUND_EDIT, deletions: 0 } as const
const soundClass = ({ sound }: Token): Omit<WordClass, 'edits'> => (sound.length === 3 ? BRIEF_SOUND : SOUND_EDIT)
const SKELETON_EDIT = { deletions: 1, prefix: 64 } as const
const SKELETON_EDITS = { deletions: 2, prefix: 64 } as const
/** Latin words and words of other scripts under relations of their own: Latin words are never compared by consonants. */
const LATIN_SKELETONS = { whole: 11, coarse: 12, edit: 105, edits: 106 } as const
const FOREIGN_SKELETONS = { whole: 13, coarse: 14, edit: 107, edits: 108 } as const

/** Keys under which a word of the list is found. */
export function eachListKey(token: Token, take: (hash: number) => void): void {
  const { word } = token
  take(hashOf(RELATION.text, token.text))
  for (const family of word.spellings ?? []) take(hashOf(RELATION.spelling, String(family)))
  for (const family of word.shorts ?? []) take(hashOf(RELATION.short, String(family)))
  for (const family of word.cognates ?? []) take(hashOf(RELATION.cognate, String(family)))
  if (word.concept !== undefined) take(hashOf(RELATION.concept, String(word.concept)))
  for (const concept of token.abbreviates) take(hashOf(RELATION.abbreviation, String(concept)))
  for (const reading of token.readings) take(hashOf(RELATION.reading, reading))
  if (token.isInitial) take(hashOf(RELATION.initial, token.text))
  for (const father of token.fathers ?? []) take(hashOf(RELATION.father, String(father)))
  if (token.stem !== undefined) eachStemKey(token.stem, STEM_KEYS, take)
  if (token.text.length === LOST_LENGTH) eachLostKey(token.text, take)
  if (token.isInitial || token.number !== undefined) return
  for (const edits of classesFor(token.text.length)) eachDelete(token.text, edits, take)
  if (token.sound.length >= 2) take(hashOf(RELATION.sound, token.sound))
  if (token.eastern.length >= LEAST_EASTERN) take(hashOf(RELATION.eastern, token.eastern))
  if (token.sound.length >= 3) eachDelete(token.sound, soundClass(token), take)
  eachSkeletonKey(token, token.isForeign ? FOREIGN_SKELETONS : LATIN_SKELETONS, take)
}

/**
 * What a word found under a key must show besides, by the letters it holds, to be like by that key: that it is within so many edits
 * (1 to 3), or that its sound is within one; nothing where the key itself says enough.
 */
export const KEY_TEST = { nothing: 0, oneEdit: 1, twoEdits: 2, threeEdits: 3, soundEdit: 4 } as const
export type TakeKey = (hash: number, test?: number) => void

/** Keys under which words like this one are found. Every pair of likeness above nothing shares one; tested against comparing all. */
export function eachPartyKey(token: Token, take: TakeKey): void {
  const { word } = token
  take(hashOf(RELATION.text, token.text))
  for (const family of word.spellings ?? []) {
    take(hashOf(RELATION.spelling, String(family)))
    take(hashOf(RELATION.short, String(family)))
    take(hashOf(RELATION.cognate, String(family)))
  }
  for (const family of word.shorts ?? []) take(hashOf(RELATION.spelling, String(family)))
  for (const family of word.cognates ?? []) take(hashOf(RELATION.spelling, String(family)))
  if (word.concept !== undefined) take(hashOf(RELATION.concept, String(word.concept)))
  if (word.concept !== undefined) take(hashOf(RELATION.abbreviation, String(word.concept)))
  for (const concept of token.abbreviates) take(hashOf(RELATION.concept, String(concept)))
  for (const reading of token.readings) take(hashOf(RELATION.text, reading))
  take(hashOf(RELATION.reading, token.text))
  for (const father of token.fathers ?? []) take(hashOf(RELATION.father, String(father)))
  if (token.stem === undefined) eachStemKey(token, STEM_KEYS, take)
  else eachStemKey(token.stem, WORD_KEYS, take)
  if (token.hasLost && token.text.length === LOST_LENGTH) take(hashOf(RELATION.lost, token.text))
  if (token.isInitial || token.number !== undefined) return
  take(hashOf(RELATION.initial, token.text.charAt(0)))
  for (const edits of classesFor(token.text.length)) eachDelete(token.text, edits, (hash) => take(hash, edits.edits))
  if (token.sound.length >= 2) take(hashOf(RELATION.sound, token.sound))
  if (token.eastern.length >= LEAST_EASTERN) take(hashOf(RELATION.eastern, token.eastern))
  if (token.sound.length >= 3) eachDelete(token.sound, soundClass(token), (hash) => take(hash, KEY_TEST.soundEdit))
  eachSkeletonKey(token, FOREIGN_SKELETONS, take)
  if (token.isForeign) eachSkeletonKey(token, LATIN_SKELETONS, take)
  else if (token.skeleton.length >= LEAST_LATIN_CONSONANTS) take(hashOf(LATIN_SKELETONS.whole, token.skeleton))
}

/** Longer words that lost letters are met by the edits that their length allows; words of this length are allowed none. */
const LOST_LENGTH = 3

/** A word as it would be written with any one of its letters lost. */
function eachLostKey(text: string, take: (hash: number) => void): void {
  for (let at = 0; at < text.length; at += 1)
    take(hashOf(RELATION.lost, text.slice(0, at) + ANY_LETTER + text.slice(at + 1)))
}

/** A party's plain word meets the inner names of the list's compounds, a compound's inner name the list's plain words by their own keys. */
const STEM_KEYS = { text: 15, spelling: 16, sound: 17, skeletons: [18] } as const
const WORD_KEYS = {
  text: RELATION.text,
  spelling: RELATION.spelling,
  sound: RELATION.sound,
  skeletons: [LATIN_SKELETONS.whole, FOREIGN_SKELETONS.whole],
} as const

function eachStemKey(token: Token, keys: typeof STEM_KEYS | typeof WORD_KEYS, take: TakeKey): void {
  if (token.isInitial || token.number !== undefined) return
  take(hashOf(keys.text, token.text))
  for (const family of token.word.spellings ?? []) take(hashOf(keys.spelling, String(family)))
  if (token.sound.length >= LEAST_STEM_SOUND) take(hashOf(keys.sound, token.sound))
  if (token.skeleton.length < LEAST_STEM_CONSONANTS) return
  for (const relation of keys.skeletons) take(hashOf(relation, token.skeleton))
}

/**
 * Near consonants are compared only where a word of another script takes part: a Latin party's word is looked for among the list's
 * foreign words alone, a foreign one among all. Latin words meet one another by the very same consonants.
 */
function eachSkeletonKey(
  { skeleton, otherSkeleton, coarse }: Token,
  relations: typeof LATIN_SKELETONS | typeof FOREIGN_SKELETONS,
  take: (hash: number) => void,
): void {
  take(hashOf(relations.whole, skeleton))
  if (otherSkeleton !== '') take(hashOf(relations.whole, otherSkeleton))
  if (coarse.length >= 3) take(hashOf(relations.coarse, coarse))
  if (skeleton.length >= 2) eachDelete(skeleton, { ...SKELETON_EDIT, relation: relations.edit }, take)
  if (skeleton.length >= 4) eachDelete(skeleton, { ...SKELETON_EDITS, relation: relations.edits }, take)
}

export const textHash = (text: string): number => hashOf(RELATION.text, text)
export const readingHash = (text: string): number => hashOf(RELATION.reading, text)
export const easternHash = (sound: string): number => hashOf(RELATION.eastern, sound)
export const soundHash = (sound: string): number => hashOf(RELATION.sound, sound)
/** The keys of words with these consonants: of both kinds. */
export const skeletonHashes = (skeleton: string): readonly number[] => [
  hashOf(LATIN_SKELETONS.whole, skeleton),
  hashOf(FOREIGN_SKELETONS.whole, skeleton),
]
