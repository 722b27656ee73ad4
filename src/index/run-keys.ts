import { LEAST_LATIN_RUN, LEAST_RUN, LEAST_RUN_CONSONANTS, LEAST_RUN_SOUND } from '../match/v1/align.ts'
import type { Token } from '../names/token.ts'
import { hashOf } from './multimap.ts'

/**
 * Keys by which a word finds the runs of parts that may be written as it, and no others: they follow `isRun` of the alignment. A run is
 * met by its letters, or another reading of the word's; by its sound, where both begin with the same letter, or its Eastern sound; by its
 * consonants, where one of both writes no vowels, or both are Latin, begin alike and have many.
 */
const RELATION = { text: 40, sound: 41, skeleton: 42, abjadSkeleton: 43, eastern: 44, latinSkeleton: 45 } as const

/** Keys of a run of a listed name. */
export function eachRunKey(run: Token, take: (hash: number) => void): void {
  take(hashOf(RELATION.text, run.text))
  if (run.sound.length >= LEAST_RUN_SOUND) take(soundKey(run))
  if (run.eastern.length >= LEAST_RUN_SOUND) take(hashOf(RELATION.eastern, run.eastern))
  if (isLongLatin(run)) take(latinKey(run))
  if (run.skeleton.length >= LEAST_RUN_CONSONANTS)
    take(hashOf(run.isAbjad ? RELATION.abjadSkeleton : RELATION.skeleton, run.skeleton))
}

/**
 * Keys under which a word of a party looks for runs.
 *
 * @param areForeign - Whether the list has words of other scripts; without any, no run of it writes no vowels.
 */
export function eachKeyOfRuns(word: Token, areForeign: boolean, take: (hash: number) => void): void {
  if (word.text.length >= LEAST_RUN) take(hashOf(RELATION.text, word.text))
  for (const reading of word.readings) take(hashOf(RELATION.text, reading))
  if (word.eastern.length >= LEAST_RUN_SOUND) take(hashOf(RELATION.eastern, word.eastern))
  if (isLongLatin(word)) take(latinKey(word))
  if (word.sound.length >= LEAST_RUN_SOUND) take(soundKey(word))
  if (!(areForeign || word.isAbjad) || word.skeleton.length < LEAST_RUN_CONSONANTS) return
  take(hashOf(RELATION.abjadSkeleton, word.skeleton))
  if (word.isAbjad) take(hashOf(RELATION.skeleton, word.skeleton))
}

const soundKey = ({ text, sound }: Token): number => hashOf(RELATION.sound | (text.charCodeAt(0) << 8), sound)
const isLongLatin = ({ isForeign, skeleton }: Token): boolean => !isForeign && skeleton.length >= LEAST_LATIN_RUN
const latinKey = ({ text, skeleton }: Token): number =>
  hashOf(RELATION.latinSkeleton | (text.charCodeAt(0) << 8), skeleton)
