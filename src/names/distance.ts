/** Thousandths of an edit. A change that spelling habits or typing make often costs less than one. */
const EDIT = 1_000
const VOWEL_FOR_VOWEL = 500
const LIKE_LETTER = 500
const SWAP = 600
const REPEATED = 300
const SILENT = 500
const VOWEL = 700

const VOWELS = 'aeiouy'
/** Letters that stand for one sound in some pair of spelling habits; both orders. */
const LIKE = new Set(
  [
    'bv',
    'bp',
    'vw',
    'vf',
    'kq',
    'kc',
    'kg',
    'gh',
    'qg',
    'gj',
    'jy',
    'sz',
    'sc',
    'zc',
    'td',
    'dz',
    'mn',
    'xs',
    'xh',
    'xj',
    'ij',
    'uw',
    'ow',
    'kx',
    'lr',
  ].flatMap((pair) => [pair, pair.charAt(1) + pair.charAt(0)]),
)

/** Most edits that two words may differ by, by the longer one's length; a word of three letters or fewer must be equal. */
export const editsAllowed = (length: number): number => (length <= 3 ? 0 : length <= 6 ? 1 : length <= 9 ? 2 : 3)

function substitution(a: string, b: string): number {
  if (a === b) return 0
  if (VOWELS.includes(a) && VOWELS.includes(b)) return VOWEL_FOR_VOWEL
  return LIKE.has(a + b) ? LIKE_LETTER : EDIT
}

function dropping(text: string, at: number): number {
  const letter = text.charAt(at)
  if (letter === text.charAt(at - 1) || letter === text.charAt(at + 1)) return REPEATED
  if (letter === 'h' && at > 0) return SILENT
  return VOWELS.includes(letter) ? VOWEL : EDIT
}

/**
 * Weighted restricted Damerau distance (optimal string alignment) in thousandths of an edit, beside the plain count of edits.
 * @returns `undefined` where the plain count is above `most`.
 */
export function weightedDistance(a: string, b: string, most: number): number | undefined {
  if (Math.abs(a.length - b.length) > most) return undefined
  if (plainDistance(a, b) > most) return undefined
  const width = b.length + 1
  let before: number[] = new Array(width).fill(0)
  let row: number[] = new Array(width).fill(0)
  for (let j = 1; j < width; j += 1) row[j] = (row[j - 1] ?? 0) + dropping(b, j - 1)
  for (let i = 1; i <= a.length; i += 1) {
    const next: number[] = new Array(width).fill(0)
    next[0] = (row[0] ?? 0) + dropping(a, i - 1)
    for (let j = 1; j < width; j += 1) {
      const x = a.charAt(i - 1)
      const y = b.charAt(j - 1)
      let best = Math.min(
        (row[j - 1] ?? 0) + substitution(x, y),
        (row[j] ?? 0) + dropping(a, i - 1),
        (next[j - 1] ?? 0) + dropping(b, j - 1),
      )
      if (i > 1 && j > 1 && x === b.charAt(j - 2) && y === a.charAt(i - 2) && x !== y) {
        best = Math.min(best, (before[j - 2] ?? 0) + SWAP)
      }
      next[j] = best
    }
    before = row
    row = next
  }
  return row[b.length] ?? 0
}

/** Bits of letters up to U+007F in a word of at most 31 letters, for the bit-parallel distance; cleared after each use. */
const masks = new Int32Array(128)
const MOST_BITS = 31

/**
 * Plain optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours, one each. Words of up to
 * 31 Latin letters by bits (Hyyrö 2003, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances").
 */
export function plainDistance(a: string, b: string): number {
  if (a === b) return 0
  if (a.length === 0 || b.length === 0) return Math.max(a.length, b.length)
  return a.length > MOST_BITS || !isAscii(a) || !isAscii(b) ? tableDistance(a, b) : bitDistance(a, b)
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0x7f) return false
  return true
}

function bitDistance(a: string, b: string): number {
  for (let at = 0; at < a.length; at += 1) masks[a.charCodeAt(at)] = (masks[a.charCodeAt(at)] ?? 0) | (1 << at)
  const last = 1 << (a.length - 1)
  let positive = -1
  let negative = 0
  let zero = 0
  let before = 0
  let distance = a.length
  for (let at = 0; at < b.length; at += 1) {
    const mask = masks[b.charCodeAt(at)] ?? 0
    const swap = (((~zero & mask) << 1) & before) | 0
    zero = ((((mask & positive) + positive) | 0) ^ positive) | mask | negative | swap
    const across = negative | ~(zero | positive)
    const down = zero & positive
    if ((across & last) !== 0) distance += 1
    if ((down & last) !== 0) distance -= 1
    const shifted = (across << 1) | 1
    positive = (down << 1) | ~(zero | shifted)
    negative = zero & shifted
    before = mask
  }
  for (let at = 0; at < a.length; at += 1) masks[a.charCodeAt(at)] = 0
  return distance
}

/** The textbook table, for long words and letters beyond Latin. */
export function tableDistance(a: string, b: string): number {
  const width = b.length + 1
  let before: number[] = []
  let row: number[] = Array.from({ length: width }, (_, j) => j)
  for (let i = 1; i <= a.length; i += 1) {
    const next: number[] = [i]
    for (let j = 1; j < width; j += 1) {
      const cost = a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1
      let best = Math.min((row[j - 1] ?? 0) + cost, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1)
      if (
        i > 1 &&
        j > 1 &&
        a.charCodeAt(i - 1) === b.charCodeAt(j - 2) &&
        a.charCodeAt(i - 2) === b.charCodeAt(j - 1)
      ) {
        best = Math.min(best, (before[j - 2] ?? 0) + 1)
      }
      next[j] = best
    }
    before = row
    row = next
  }
  return row[b.length] ?? 0
}
