/**
 * How a Latin word sounds across the romanisations of one name, coarsely: Hussein, Husayn and Houssain share one sound.
 * Rules by the project from the common transliteration systems (BGN/PCGN, French, Somali and Spanish spelling habits).
 */
export function soundOf(text: string): string {
  const end = endsSilently(text) ? text.length - 1 : text.length
  let out = ''
  let last = ''
  for (let at = 0; at < end; ) {
    const width = widthOfSound(text, at, end)
    const sound = soundAt(text, at, end, width)
    at += width
    if (sound.length === 1 ? sound !== last : !out.endsWith(sound)) {
      out += sound
      last = out.charAt(out.length - 1)
    }
  }
  return out.length > 2 && last === 'h' ? out.slice(0, -1) : out
}

/** French and English write an e at the end that is not spoken. */
const endsSilently = (text: string): boolean =>
  text.length > 4 && text.charCodeAt(text.length - 1) === LETTER_E && !isVowelOrY(text.charCodeAt(text.length - 2))

const LETTER_A = 0x61
const LETTER_C = 0x63
const LETTER_E = 0x65
const LETTERS = 26

/** Bits of a, e, i, o, u and y. */
const VOWEL_BITS = 0b1000100000100000100010001
const isVowelOrY = (code: number): boolean => {
  const letter = code - LETTER_A
  return letter >= 0 && letter < LETTERS && ((VOWEL_BITS >>> letter) & 1) === 1
}

const TRIPLES: ReadonlyMap<string, string> = new Map([
  ['sch', 'c'],
  ['tch', 'c'],
  ['dzh', 'j'],
  ['iya', 'ia'],
  ['iye', 'i'],
  ['ayy', 'i'],
])
const PAIRS: ReadonlyMap<string, string> = new Map([
  ['sh', 'c'],
  ['ch', 'c'],
  ['zh', 'j'],
  ['dj', 'j'],
  ['kh', 'k'],
  ['gh', 'g'],
  ['ph', 'f'],
  ['th', 't'],
  ['dh', 'd'],
  ['ck', 'k'],
  ['qu', 'k'],
  ['ou', 'u'],
  ['oo', 'u'],
  ['ow', 'u'],
  ['aw', 'au'],
  ['ee', 'i'],
  ['ie', 'i'],
  ['ei', 'i'],
  ['ai', 'i'],
  ['ay', 'i'],
  ['ey', 'i'],
  ['iy', 'i'],
  ['yi', 'i'],
  ['eo', 'u'],
  ['eu', 'u'],
  ['ae', 'i'],
  ['ij', 'i'],
  ['tz', 's'],
  ['cz', 'c'],
  ['ks', 'ks'],
])
const SINGLES: Readonly<Record<string, string>> = {
  o: 'u',
  u: 'u',
  e: 'i',
  i: 'i',
  y: 'i',
  w: 'v',
  v: 'v',
  q: 'k',
  k: 'k',
  x: 'ks',
  z: 's',
}

/** Pairs of letters by number, and pairs that begin a triple, so that no text is cut to ask. */
const PAIR_SOUNDS = byPair(PAIRS)
const TRIPLE_STARTS = new Set([...TRIPLES.keys()].map((triple) => pairAt(triple, 0)))
const SINGLE_SOUNDS = Array.from({ length: LETTERS }, (_, letter) => {
  const text = String.fromCharCode(LETTER_A + letter)
  return SINGLES[text] ?? text
})

function byPair(pairs: ReadonlyMap<string, string>): readonly (string | undefined)[] {
  const out = new Array<string | undefined>(LETTERS * LETTERS).fill(undefined)
  for (const [pair, sound] of pairs) out[pairAt(pair, 0)] = sound
  return out
}

/** Two letters a to z as one number; -1 where either is none. */
function pairAt(text: string, at: number): number {
  const first = text.charCodeAt(at) - LETTER_A
  const second = text.charCodeAt(at + 1) - LETTER_A
  return first >= 0 && first < LETTERS && second >= 0 && second < LETTERS ? first * LETTERS + second : -1
}

function widthOfSound(text: string, at: number, end: number): number {
  const pair = at + 1 < end ? pairAt(text, at) : -1
  if (pair < 0) return 1
  if (at + 2 < end && TRIPLE_STARTS.has(pair) && TRIPLES.has(text.slice(at, at + 3))) return 3
  return PAIR_SOUNDS[pair] === undefined ? 1 : 2
}

function soundAt(text: string, at: number, end: number, width: number): string {
  if (width === 3) return TRIPLES.get(text.slice(at, at + 3)) ?? ''
  if (width === 2) return PAIR_SOUNDS[pairAt(text, at)] ?? ''
  const code = text.charCodeAt(at)
  if (code === LETTER_C) return at + 1 < end && isSoftening(text.charCodeAt(at + 1)) ? 's' : 'k'
  return SINGLE_SOUNDS[code - LETTER_A] ?? text.charAt(at)
}

/** Before e, i and y a c is soft. */
const isSoftening = (code: number): boolean => code === LETTER_E || code === 0x69 || code === 0x79

/**
 * The sound of a word in the other habit of writing Arabic, Persian, Turkish and Urdu letters: dh and dad as z (Ramadhan, Ramazan), tha
 * as s (Wathiq, Wasiq), gh and qaf as one (Gholam, Qolam), jim as g (Gamal, Jamal), final -eh and -ah as -a (Hamzeh, Hamza).
 */
export function easternSoundOf(text: string): string {
  const written = text
    .replace(/dh/g, 'z')
    .replace(/th/g, 's')
    .replace(/gh|q/g, 'k')
    .replace(/dj|zh|j/g, 'g')
    .replace(/(?<=[^aeiou]{1,2})(?:eh?|ah)$/, 'a')
  return soundOf(written)
}

/** Whether a word may hold any letter that `easternSoundOf` reads otherwise: without, it sounds as it does anyway. */
export function hasEasternLetters(text: string): boolean {
  const last = text.charCodeAt(text.length - 1)
  if (last === LETTER_E || last === 0x68) return true
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 0x6a || code === 0x71 || (code === 0x68 && at > 0)) return true
  }
  return false
}

/**
 * The consonants of a word, in classes that every romanisation keeps apart; a vowel at the beginning is `a`.
 * Arabic and Hebrew write no short vowels, so that their words can be compared by nothing more.
 */
export function skeletonOf(text: string): string {
  let out = ''
  let last = ''
  for (let at = 0; at < text.length; ) {
    const pair = at + 1 < text.length ? SKELETON_BY_PAIR[pairAt(text, at)] : undefined
    const consonant = pair ?? skeletonLetter(text, at)
    at += pair === undefined ? 1 : 2
    if (consonant.length === 1 ? consonant !== last : !out.endsWith(consonant)) {
      out += consonant
      last = out.charAt(out.length - 1)
    }
  }
  return out.length > 1 && last === 'h' ? out.slice(0, -1) : out
}

const SKELETON_PAIRS: ReadonlyMap<string, string> = new Map([
  ['sh', 'c'],
  ['ch', 'c'],
  ['zh', 'c'],
  ['kh', 'k'],
  ['gh', 'g'],
  ['dj', 'g'],
  ['ph', 'f'],
  ['th', 't'],
  ['dh', 'd'],
  ['ck', 'k'],
  ['tz', 'z'],
  ['ts', 'z'],
])
const SKELETON_LETTERS: Readonly<Record<string, string>> = {
  p: 'b',
  b: 'b',
  f: 'f',
  v: 'f',
  q: 'k',
  k: 'k',
  j: 'g',
  g: 'g',
  x: 'ks',
}

const SKELETON_BY_PAIR = byPair(SKELETON_PAIRS)
const SKELETON_BY_LETTER = Array.from({ length: LETTERS }, (_, letter) => {
  const text = String.fromCharCode(LETTER_A + letter)
  return SKELETON_LETTERS[text] ?? text
})

function skeletonLetter(text: string, at: number): string {
  const code = text.charCodeAt(at)
  const isHalf = code === 0x77 || code === 0x79
  if (isHalf) return at === 0 ? text.charAt(0) : ''
  if (isVowelOrY(code)) return at === 0 ? 'a' : ''
  if (code === LETTER_C) return at + 1 < text.length && isSoftening(text.charCodeAt(at + 1)) ? 's' : 'k'
  return SKELETON_BY_LETTER[code - LETTER_A] ?? text.charAt(at)
}

/** Consonants that Chinese, Japanese and Arabic renderings of foreign names do not keep apart, as one letter each. */
const COARSE: Readonly<Record<string, string>> = {
  f: 'b',
  t: 'd',
  g: 'k',
  z: 's',
  c: 's',
  r: 'l',
  m: 'n',
  h: '',
  y: '',
  w: '',
}

/** The skeleton in coarser classes: august and aogusite, humphrey and hanfulai. Ends in n or vowels are not told apart. */
export function coarseOf(skeleton: string): string {
  let out = ''
  let last = ''
  for (const letter of skeleton) {
    const coarse = COARSE[letter] ?? letter
    if (coarse === '' || coarse === last) continue
    out += coarse
    last = coarse
  }
  return out
}
