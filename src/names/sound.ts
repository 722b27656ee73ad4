/**
 * How a Latin word sounds across the romanisations of one name, coarsely: Hussein, Husayn and Houssain share one sound.
 * Rules by the project from the common transliteration systems (BGN/PCGN, French, Somali and Spanish spelling habits).
 */
export function soundOf(text: string): string {
  const spoken = text.length > 4 && SILENT_E.test(text) ? text.slice(0, -1) : text
  return soundsOf(spoken)
}

/** French and English write an e at the end that is not spoken. */
const SILENT_E = /[^aeiouy]e$/

function soundsOf(text: string): string {
  let out = ''
  for (let at = 0; at < text.length; ) {
    const [sound, width] = soundAt(text, at)
    at += width
    if (sound !== '' && !out.endsWith(sound)) out += sound
  }
  return out.length > 2 && out.endsWith('h') ? out.slice(0, -1) : out
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

function soundAt(text: string, at: number): readonly [sound: string, width: number] {
  const triple = TRIPLES.get(text.slice(at, at + 3))
  if (triple !== undefined) return [triple, 3]
  const pair = PAIRS.get(text.slice(at, at + 2))
  if (pair !== undefined) return [pair, 2]
  const letter = text.charAt(at)
  if (letter === 'c') return ['eiy'.includes(text.charAt(at + 1)) && at + 1 < text.length ? 's' : 'k', 1]
  return [SINGLES[letter] ?? letter, 1]
}

/**
 * The consonants of a word, in classes that every romanisation keeps apart; a vowel at the beginning is `a`.
 * Arabic and Hebrew write no short vowels, so that their words can be compared by nothing more.
 */
export function skeletonOf(text: string): string {
  let out = ''
  for (let at = 0; at < text.length; ) {
    const pair = SKELETON_PAIRS.get(text.slice(at, at + 2))
    const letter = text.charAt(at)
    const consonant = pair ?? skeletonLetter(text, at, letter)
    at += pair === undefined ? 1 : 2
    if (consonant !== '' && !out.endsWith(consonant)) out += consonant
  }
  return out.length > 1 && out.endsWith('h') ? out.slice(0, -1) : out
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

function skeletonLetter(text: string, at: number, letter: string): string {
  if ('aeiou'.includes(letter)) return at === 0 ? 'a' : ''
  if (letter === 'y' || letter === 'w') return at === 0 ? letter : ''
  if (letter === 'c') return at + 1 < text.length && 'eiy'.includes(text.charAt(at + 1)) ? 's' : 'k'
  return SKELETON_LETTERS[letter] ?? letter
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
  for (const letter of skeleton) {
    const coarse = COARSE[letter] ?? letter
    if (coarse !== '' && !out.endsWith(coarse)) out += coarse
  }
  return out
}
