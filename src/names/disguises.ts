import { ANY_LETTER } from './lost-letter.ts'
import { fromGost, fromIso9 } from './transliterated.ts'

/** What the table of look-alikes holds: letters of other alphabets and signs to Latin letters (`data/names/look-alikes.tsv`). */
export interface LookAlikes {
  readonly letters: ReadonlyMap<string, string>
  /** Likeliest reading first. */
  readonly signs: ReadonlyMap<string, readonly string[]>
}

/** A text that a name may stand for, and what it costs to take it so. */
export interface Disguise {
  readonly text: string
  /** Thousandths that the match loses for the supposition. */
  readonly price: number
  readonly note: string
}

/** Thousandths. A supposition that only undoes an encoding or a casing costs nothing; one that changes letters does. */
const PRICES = {
  casing: 0,
  encoding: 10,
  lost: 20,
  signs: 10,
  letters: 20,
  digits: 30,
  drawn: 40,
  backwards: 60,
} as const

/** Longest text for which suppositions are made, and most of them. */
const MOST_UNITS = 384
const MOST_READINGS = 8

/**
 * Readings of a name that may be disguised: look-alike letters, digits and signs for letters, signs between letters, damaged
 * encoding, letters drawn like others, odd casing. None for an ordinary name.
 */
export function disguisesOf(looks: LookAlikes, text: string): readonly Disguise[] {
  if (text.length > MOST_UNITS || isOpen(text)) return NO_DISGUISES
  const found = new Map<string, Disguise>()
  const add = (reading: string | undefined, price: number, note: string): void => {
    if (reading === undefined || reading === text || reading.trim() === '' || found.size >= MOST_READINGS) return
    if (!found.has(reading)) found.set(reading, { text: reading, price, note })
  }
  add(evenCase(text), PRICES.casing, 'casing evened out')
  const repaired = repairEncoding(text)
  add(repaired, PRICES.encoding, 'damaged encoding repaired')
  add(withLostLetters(text), PRICES.lost, 'lost letters taken for any letter')
  add(fromIso9(text), PRICES.encoding, 'letters of ISO 9')
  add(fromGost(text), PRICES.encoding, 'letters of GOST 7.79 B')
  const joined = joinSpelt(text)
  add(joined, PRICES.signs, 'signs between letters passed over')
  const latin = latinLooks(looks, joined ?? text)
  add(latin, PRICES.letters, 'look-alike letters of another alphabet')
  const base = latin ?? joined ?? text
  for (const reading of withoutSigns(looks, base)) add(reading, PRICES.digits, 'digits or signs for letters')
  for (const reading of drawnAlike(base)) add(reading, PRICES.drawn, 'letters drawn alike')
  return found.size === 0 ? NO_DISGUISES : [...found.values()]
}

const NO_DISGUISES: readonly Disguise[] = []

/**
 * Whether a text shows at one glance that none of the suppositions below can be made: plain letters with spaces, commas and at most
 * one other sign, no small letter before a capital, and no letters together that are drawn like another. Most names are such.
 */
function isOpen(text: string): boolean {
  let signs = 0
  let before = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    const letter = code | 0x20
    if (letter >= 0x61 && letter <= 0x7a && code < 0x80) {
      if (isLower(before) && !isLower(code)) return false
      if (code === 0x6c && before > 0 && !isLower(before) && !isLower(text.charCodeAt(at + 1))) return false
      if (isDrawnAlike(before | 0x20, letter)) return false
      before = code
    } else {
      if (code !== 0x20 && code !== 0x2c) signs += 1
      if (signs > 1 || code > 0x7f || SIGN_OF_DISGUISE.has(code)) return false
      before = 0
    }
  }
  return true
}

const isLower = (code: number): boolean => code >= 0x61 && code <= 0x7a
/** Digits, and signs that are read as letters. */
const SIGN_OF_DISGUISE: ReadonlySet<number> = new Set([...'0123456789$@!|+?_'].map((sign) => sign.charCodeAt(0)))
/** rn, vv and cl, in any case. */
const isDrawnAlike = (first: number, second: number): boolean =>
  (first === 0x72 && second === 0x6e) ||
  (first === 0x76 && second === 0x76) ||
  (first === 0x63 && (second === 0x6c || second === 0x7a))

const MIXED_CASE = /\p{Ll}\p{Lu}/u

/** "cArtEl dE sInAloA": casing says nothing there, and would break words where a capital follows. */
const evenCase = (text: string): string | undefined => (MIXED_CASE.test(text) ? text.toLowerCase() : undefined)

/** Bytes of UTF-8 that were read as Windows-1252: the pairs of characters of which one letter became two. */
const BROKEN_PAIR =
  /[\u00c2-\u00df][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]/g
const WINDOWS_BYTES: Readonly<Record<string, number>> = {
  '\u20ac': 0x80,
  '\u201a': 0x82,
  '\u0192': 0x83,
  '\u201e': 0x84,
  '\u2026': 0x85,
  '\u2020': 0x86,
  '\u2021': 0x87,
  '\u02c6': 0x88,
  '\u2030': 0x89,
  '\u0160': 0x8a,
  '\u2039': 0x8b,
  '\u0152': 0x8c,
  '\u017d': 0x8e,
  '\u2018': 0x91,
  '\u2019': 0x92,
  '\u201c': 0x93,
  '\u201d': 0x94,
  '\u2022': 0x95,
  '\u2013': 0x96,
  '\u2014': 0x97,
  '\u02dc': 0x98,
  '\u2122': 0x99,
  '\u0161': 0x9a,
  '\u203a': 0x9b,
  '\u0153': 0x9c,
  '\u017e': 0x9e,
  '\u0178': 0x9f,
}

function repairEncoding(text: string): string | undefined {
  if (text.search(BROKEN_PAIR) < 0) return undefined
  return text.replace(BROKEN_PAIR, (pair) => {
    const second = WINDOWS_BYTES[pair.charAt(1)] ?? pair.charCodeAt(1)
    return String.fromCharCode(((pair.charCodeAt(0) & 0x1f) << 6) | (second & 0x3f))
  })
}

/** A question mark or U+FFFD at a word stands for a letter that was lost; two for one letter of which each byte was. */
const LOST = /(?<=\p{L})[?\ufffd]{1,2}(?=\p{L})|[?\ufffd]{1,2}(?=\p{L}{2})|(?<=\p{L}{2})[?\ufffd]{1,2}/gu

/** The name with one letter that may be any in the place of each that was lost. */
function withLostLetters(text: string): string | undefined {
  const read = text.replace(LOST, ANY_LETTER)
  return read === text ? undefined : read
}

/** "J.O.A.Q.U.I.N": three or more letters with the same kind of sign between each two. */
const SPELT = /(?<![\p{L}\p{N}])(?:[\p{L}\p{N}$@!|][^\p{L}\p{N}\s$@!|,]+){2,}[\p{L}\p{N}$@!|](?![\p{L}\p{N}])/gu

function joinSpelt(text: string): string | undefined {
  const joined = text.replace(SPELT, (spelt) => spelt.replace(/[^\p{L}\p{N}$@!|]+/gu, ''))
  return joined === text ? undefined : joined
}

/** The name in Latin letters where every other letter of it has a Latin double. */
function latinLooks({ letters }: LookAlikes, text: string): string | undefined {
  let hasDouble = false
  let out = ''
  for (const character of text) {
    const latin = letters.get(character)
    if (latin !== undefined) hasDouble = true
    else if (/\p{L}/u.test(character) && !/\p{Script=Latin}/u.test(character)) return undefined
    out += latin ?? character
  }
  return hasDouble ? out : undefined
}

const SIGN_IN_WORD = /[0-9$@!|€£+]/
const LETTER = /\p{L}/u

/** Words of letters and signs with each sign read as the letter it is drawn like: at most two readings. */
function withoutSigns({ signs }: LookAlikes, text: string): readonly string[] {
  const words = text.split(/(\s+)/)
  const isDisguised = (word: string): boolean => SIGN_IN_WORD.test(word) && LETTER.test(word)
  if (!words.some(isDisguised)) return []
  const read = (choice: number): string =>
    words.map((word) => (isDisguised(word) ? spell(signs, word, choice) : word)).join('')
  return [...new Set([read(0), read(1)])]
}

/** A word in capitals stays one: a small letter among them would read as the end of a word. */
function spell(signs: LookAlikes['signs'], word: string, choice: number): string {
  const read = [...word]
    .map((character) => {
      const readings = signs.get(character === '|' ? 'bar' : character)
      return readings?.[Math.min(choice, readings.length - 1)] ?? character
    })
    .join('')
  return CAPITALS.test(word) ? read.toUpperCase() : read
}
const CAPITALS = /^[^\p{Ll}]*\p{Lu}[^\p{Ll}]*$/u

/** Letters that print or optical reading confuses inside a word: rn for m, vv for w, cl for d, a small l for a capital I. */
function drawnAlike(text: string): readonly string[] {
  const readings: string[] = []
  if (/rn|vv|cl|rn/i.test(text)) {
    readings.push(text.replace(/rn/gi, 'm').replace(/vv/gi, 'w').replace(/cl/gi, 'd'))
    readings.push(text.replace(/rn/gi, 'm').replace(/vv/gi, 'w'))
  }
  if (/\p{Lu}l(?=\p{Lu}|\b)|\bl\p{Lu}/u.test(text)) readings.push(text.replace(/(?<=\p{Lu})l|l(?=\p{Lu})/gu, 'I'))
  if (/\p{Ll}I(?=\p{Ll}|\b)/u.test(text)) readings.push(text.replace(/(?<=\p{Ll})I/gu, 'l'))
  return readings
}

/** The name with the letters of each word backwards; none for a text of one letter words. */
export function backwardsOf(text: string): Disguise | undefined {
  if (text.length > MOST_UNITS) return undefined
  const turned = turnedPlain(text) ?? text.replace(/\p{L}+/gu, (word) => [...word].reverse().join(''))
  return turned === text ? undefined : { text: turned, price: PRICES.backwards, note: 'letters backwards' }
}

/** The same of a text of plain characters, letter by letter; `undefined` where it has others. */
function turnedPlain(text: string): string | undefined {
  let out = ''
  let word = ''
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code > 0x7f) return undefined
    const letter = text.charAt(at)
    if (isLower(code | 0x20)) {
      word = letter + word
    } else {
      out += word + letter
      word = ''
    }
  }
  return out + word
}
