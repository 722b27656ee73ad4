import { plainDistance } from './distance.ts'
import type { Token } from './token.ts'

/** Most that words which are not like can still be worth beside one another, thousandths: far under every bar. */
export const MOST_REMOTE = 450

/**
 * What each sign of a common origin weighs, hundredths: words of one script, and words of two. Chosen on labelled pairs of given and
 * family names, none of them negative: a sign may say nothing, never the contrary. How a word begins is left out, because pairs
 * that were made to differ were often made to begin alike.
 */
const WITHIN = {
  text: 50,
  sound: 160,
  ending: 150,
  consonants: 50,
  stem: 120,
  kept: 130,
  letters: 130,
  coarse: 0,
  base: -290,
}
const ACROSS = {
  text: 130,
  sound: 260,
  ending: 110,
  consonants: 0,
  stem: 0,
  kept: 90,
  letters: 70,
  coarse: 220,
  base: -520,
}
/** Thousandths of an answer for one hundredth of weight; the middle of the scale is where both are as likely. */
const STEP = 3
const MIDDLE = 225
/** The last answer is for words that have hardly a sign in common. */
const LEAST_REMOTE = 1

/**
 * How near two words are that `likeness` calls not like, 1 to 450: by letters in common, sound, endings and consonants, and for short
 * forms by the stem (Betka and Beti). It ranks pairs that nobody should be alerted to, and never makes a match.
 */
export function remoteLikeness(a: Token, b: Token): number {
  const weights = a.isForeign === b.isForeign ? WITHIN : ACROSS
  const shorter = Math.max(1, Math.min(a.text.length, b.text.length))
  const sum =
    weights.text * nearness(a.text, b.text) +
    weights.sound * nearness(a.sound, b.sound) +
    weights.ending * Math.floor((1_000 * endingOf(a.text, b.text)) / shorter) +
    (weights.consonants === 0 ? 0 : weights.consonants * keptShare(a.skeleton, b.skeleton)) +
    (weights.coarse === 0 ? 0 : weights.coarse * coarseShare(a.coarse, b.coarse)) +
    weights.stem * (haveOneStem(a.text, b.text) ? 1_000 : 0) +
    weights.kept * keptShare(a.text, b.text) +
    weights.letters * lettersInCommon(a.text, b.text)
  const score = MIDDLE + Math.floor((STEP * (weights.base * 1_000 + sum)) / 4_000)
  return Math.max(LEAST_REMOTE, Math.min(MOST_REMOTE, score))
}

/** Thousandths of two texts that an alignment keeps. */
function nearness(a: string, b: string): number {
  const longer = Math.max(a.length, b.length)
  return longer === 0 ? 0 : Math.floor((1_000 * (longer - Math.min(longer, plainDistance(a, b)))) / longer)
}

function endingOf(a: string, b: string): number {
  let same = 0
  while (same < Math.min(a.length, b.length) && a.charCodeAt(a.length - 1 - same) === b.charCodeAt(b.length - 1 - same))
    same += 1
  return same
}

const coarseShare = (a: string, b: string): number => Math.floor((nearness(a, b) + keptShare(a, b)) / 2)

/** Thousandths of the shorter text that stand in the longer in the same order (longest common subsequence). */
const keptShare = (a: string, b: string): number =>
  Math.floor((1_000 * keptLetters(a, b)) / Math.max(1, Math.min(a.length, b.length)))

/** Bits of each letter's places in a word of at most 31 plain letters; cleared after each use. */
const places = new Int32Array(128)
const MOST_BITS = 31

/** Length of the longest common subsequence: by bits for plain words (Hyyrö 2004, "Bit-parallel LCS-length computation revisited"). */
function keptLetters(a: string, b: string): number {
  if (a.length > MOST_BITS || !isPlain(a) || !isPlain(b)) return keptInTable(a, b)
  for (let at = 0; at < a.length; at += 1) {
    const code = a.charCodeAt(at)
    places[code] = (places[code] ?? 0) | (1 << at)
  }
  let free = -1
  for (let at = 0; at < b.length; at += 1) {
    const met = free & (places[b.charCodeAt(at)] ?? 0)
    free = (free + met) | (free & ~met)
  }
  for (let at = 0; at < a.length; at += 1) places[a.charCodeAt(at)] = 0
  let kept = 0
  for (let at = 0; at < a.length; at += 1) if ((free & (1 << at)) === 0) kept += 1
  return kept
}

function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0x7f) return false
  return true
}

function keptInTable(a: string, b: string): number {
  const row = new Array<number>(b.length + 1).fill(0)
  for (let i = 0; i < a.length; i += 1) {
    let before = 0
    for (let j = 1; j <= b.length; j += 1) {
      const above = row[j] ?? 0
      row[j] = a.charCodeAt(i) === b.charCodeAt(j - 1) ? before + 1 : Math.max(above, row[j - 1] ?? 0)
      before = above
    }
  }
  return row[b.length] ?? 0
}

/** Thousandths of the longer text's letters that the other has too, in any order. */
const lettersInCommon = (a: string, b: string): number =>
  Math.floor((1_000 * commonLetters(a, b)) / Math.max(1, a.length, b.length))

/** How often each plain letter stands in a word; cleared after each use. */
const counts = new Int32Array(128)

function commonLetters(a: string, b: string): number {
  if (!isPlain(a) || !isPlain(b)) return commonCharacters(a, b)
  for (let at = 0; at < b.length; at += 1) counts[b.charCodeAt(at)] = (counts[b.charCodeAt(at)] ?? 0) + 1
  let common = 0
  for (let at = 0; at < a.length; at += 1) {
    const left = counts[a.charCodeAt(at)] ?? 0
    if (left <= 0) continue
    counts[a.charCodeAt(at)] = left - 1
    common += 1
  }
  for (let at = 0; at < b.length; at += 1) counts[b.charCodeAt(at)] = 0
  return common
}

function commonCharacters(a: string, b: string): number {
  const left = [...b]
  let common = 0
  for (const letter of a) {
    const at = left.indexOf(letter)
    if (at < 0) continue
    left.splice(at, 1)
    common += 1
  }
  return common
}

/** Endings of pet forms in European languages, taken off at most twice. */
const PET_ENDING = /(?:chen|ette|etta|usz|ito|ita|ina|ine|ie|ey|ka|ko|ek|ik|us|el|li|is|[yiaose])$/
const LEAST_STEM = 2

function haveOneStem(a: string, b: string): boolean {
  const x = stemOf(a)
  const y = stemOf(b)
  return Math.min(x.length, y.length) >= LEAST_STEM && (a.startsWith(y) || b.startsWith(x))
}

function stemOf(text: string): string {
  const once = without(text)
  return without(once)
}

function without(text: string): string {
  const stem = text.replace(PET_ENDING, '')
  return stem.length >= LEAST_STEM ? stem : text
}
