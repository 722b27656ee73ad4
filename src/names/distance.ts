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

/** Letters a to z by number, everything else as one: the costs of a change are looked up by pairs of them. */
const OTHER = 26
const LETTERS = 32
const letterAt = (text: string, at: number): number => {
  const letter = text.charCodeAt(at) - 0x61
  return letter >= 0 && letter < OTHER ? letter : OTHER
}

const SUBSTITUTION = costsOfSubstitution()

function costsOfSubstitution(): Int32Array {
  const costs = new Int32Array(LETTERS * LETTERS).fill(EDIT)
  const isVowel = (letter: string): boolean => VOWELS.includes(letter)
  const letters = 'abcdefghijklmnopqrstuvwxyz'
  for (const [i, a] of [...letters].entries()) {
    for (const [j, b] of [...letters].entries()) {
      if (isVowel(a) && isVowel(b)) costs[i * LETTERS + j] = VOWEL_FOR_VOWEL
      else if (LIKE.has(a + b)) costs[i * LETTERS + j] = LIKE_LETTER
    }
  }
  return costs
}

const DROPPING = Int32Array.from({ length: LETTERS }, (_, letter) =>
  letter < OTHER && VOWELS.includes(String.fromCharCode(0x61 + letter)) ? VOWEL : EDIT,
)

function dropping(text: string, at: number): number {
  const letter = text.charCodeAt(at)
  if ((at > 0 && letter === text.charCodeAt(at - 1)) || letter === text.charCodeAt(at + 1)) return REPEATED
  if (letter === 0x68 && at > 0) return SILENT
  return DROPPING[letterAt(text, at)] ?? EDIT
}

/** Rows of the table, reused: a distance is computed millions of times. They grow with the longest word met. */
let before = new Int32Array(512)
let row = new Int32Array(512)
let next = new Int32Array(512)
let droppingOfB = new Int32Array(512)
const FAR = 1 << 29

function makeRoom(length: number): void {
  if (length + 2 <= row.length) return
  before = new Int32Array(length * 2)
  row = new Int32Array(length * 2)
  next = new Int32Array(length * 2)
  droppingOfB = new Int32Array(length * 2)
}

function turnRows(): void {
  const oldest = before
  before = row
  row = next
  next = oldest
}

/**
 * Weighted restricted Damerau distance (optimal string alignment) in thousandths of an edit, beside the plain count of edits.
 * @returns `undefined` where the plain count is above `most`.
 */
export function weightedDistance(a: string, b: string, most: number): number | undefined {
  if (Math.abs(a.length - b.length) > most || !isWithin(a, b, most)) return undefined
  makeRoom(b.length)
  // No alignment costs more than `most` edits, and each step off the diagonal costs a repeated letter at least: it stays in a band.
  const band = Math.ceil((most * EDIT) / REPEATED)
  fillFirstRow(b, band)
  for (let i = 1; i <= a.length; i += 1) fillRow(a, b, i, band)
  return row[b.length] ?? 0
}

function fillFirstRow(b: string, band: number): void {
  row[0] = 0
  for (let j = 1; j <= b.length; j += 1) {
    const drop = dropping(b, j - 1)
    droppingOfB[j] = drop
    row[j] = j <= band ? (row[j - 1] ?? 0) + drop : FAR
  }
}

/** One row of the table within the band; `row` is the one above and becomes this one, `before` the one above that. */
function fillRow(a: string, b: string, i: number, band: number): void {
  const dropA = dropping(a, i - 1)
  const codeA = a.charCodeAt(i - 1)
  const codeBefore = i > 1 ? a.charCodeAt(i - 2) : -1
  const costs = letterAt(a, i - 1) * LETTERS
  const from = Math.max(1, i - band)
  const to = Math.min(b.length, i + band)
  next[from - 1] = from === 1 && i <= band ? (row[0] ?? 0) + dropA : FAR
  for (let j = from; j <= to; j += 1) {
    const codeB = b.charCodeAt(j - 1)
    const change = codeA === codeB ? 0 : (SUBSTITUTION[costs + letterAt(b, j - 1)] ?? EDIT)
    let best = (row[j - 1] ?? FAR) + change
    const without = (row[j] ?? FAR) + dropA
    if (without < best) best = without
    const extra = (next[j - 1] ?? FAR) + (droppingOfB[j] ?? EDIT)
    if (extra < best) best = extra
    if (j > 1 && codeB === codeBefore && codeA !== codeB && codeA === b.charCodeAt(j - 2)) {
      const swapped = (before[j - 2] ?? FAR) + SWAP
      if (swapped < best) best = swapped
    }
    next[j] = best
  }
  if (to < b.length) next[to + 1] = FAR
  turnRows()
}

/** Whether two words are at most so many plain edits apart. Long ones are compared within a band of the table. */
function isWithin(a: string, b: string, most: number): boolean {
  if (a === b) return true
  if (a.length <= MOST_BITS || b.length <= MOST_BITS) return plainDistance(a, b) <= most
  return bandDistance(a, b, most) <= most
}

/** The textbook distance where it is at most `most`; more than `most` otherwise. */
function bandDistance(a: string, b: string, most: number): number {
  makeRoom(b.length)
  for (let j = 0; j <= Math.min(b.length, most + 1); j += 1) row[j] = j <= most ? j : FAR
  for (let i = 1; i <= a.length; i += 1) {
    if (fillBand(a, b, i, most) > most + 1) return most + 1
    turnRows()
  }
  return row[b.length] ?? FAR
}

/** One row of the plain table within the band, into `next`; answers its least. */
function fillBand(a: string, b: string, i: number, most: number): number {
  const from = Math.max(1, i - most)
  const to = Math.min(b.length, i + most)
  let least = from === 1 && i <= most ? i : FAR
  next[from - 1] = least
  for (let j = from; j <= to; j += 1) {
    const isSame = a.charCodeAt(i - 1) === b.charCodeAt(j - 1)
    let best = Math.min((row[j - 1] ?? FAR) + (isSame ? 0 : 1), (row[j] ?? FAR) + 1, (next[j - 1] ?? FAR) + 1)
    const isSwap =
      i > 1 && j > 1 && a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1)
    if (isSwap) best = Math.min(best, (before[j - 2] ?? FAR) + 1)
    next[j] = best
    if (best < least) least = best
  }
  if (to < b.length) next[to + 1] = FAR
  return least
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
  addMasks(masks, a)
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

/** One word laid out as bits, so that its plain distances from many others cost little: they are read as the bytes they stand as. */
export class BitPattern {
  readonly #masks = new Int32Array(128)
  #word = ''

  /** Lays a word out; answers whether it can be: at most 31 letters, all of the first 128 characters. */
  lay(word: string): boolean {
    for (let at = 0; at < this.#word.length; at += 1) this.#masks[this.#word.charCodeAt(at)] = 0
    this.#word = ''
    if (word.length === 0 || word.length > MOST_BITS || !isAscii(word)) return false
    this.#word = word
    addMasks(this.#masks, word)
    return true
  }

  /** Plain optimal string alignment distance from the word of these bytes, all under 128. */
  distance(bytes: Uint8Array, from: number, to: number): number {
    const masks = this.#masks
    const last = 1 << (this.#word.length - 1)
    let positive = -1
    let negative = 0
    let zero = 0
    let before = 0
    let distance = this.#word.length
    for (let at = from; at < to; at += 1) {
      const mask = masks[bytes[at] ?? 0] ?? 0
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
    return distance
  }
}

function addMasks(masks: Int32Array, word: string): void {
  for (let at = 0; at < word.length; at += 1) {
    const code = word.charCodeAt(at)
    masks[code] = (masks[code] ?? 0) | (1 << at)
  }
}
