/**
 * Cyrillic names in the letters of a transliteration standard, in the digraphs that lists write: ISO 9:1995 (one marked letter for
 * each) and GOST 7.79-2000, system B (plain letters, cz for the ts and x for the kh of others).
 */
const ISO_9: Readonly<Record<string, string>> = {
  ž: 'zh',
  č: 'ch',
  š: 'sh',
  ŝ: 'shch',
  â: 'ya',
  û: 'yu',
  ë: 'yo',
  è: 'e',
  c: 'ts',
  j: 'y',
  h: 'kh',
}
const ISO_9_SIGN = /[žčšŝâûë]/iu
const ISO_9_LETTER = /[žčšŝâûëècjh]/giu

/** The name as if written by ISO 9; `undefined` where none of its marked letters stands. */
export function fromIso9(text: string): string | undefined {
  const composed = text.normalize('NFC')
  return ISO_9_SIGN.test(composed) ? spelt(composed, ISO_9_LETTER, ISO_9) : undefined
}

const GOST_B: Readonly<Record<string, string>> = { shh: 'shch', cz: 'ts', x: 'kh', j: 'y' }
const GOST_B_SIGN = /cz/i
const GOST_B_OTHER = /[jx]|cz[aeo]/i

/** The name as if written by GOST 7.79 B; `undefined` where it shows too little of it. */
export const fromGost = (text: string): string | undefined =>
  (GOST_B_SIGN.test(text) && GOST_B_OTHER.test(text)) || /shh/i.test(text)
    ? spelt(text, /shh|cz|x|j/gi, GOST_B)
    : undefined

/** Each sign by its digraph, in capitals where it stood in capitals. */
const spelt = (text: string, signs: RegExp, by: Readonly<Record<string, string>>): string =>
  text.replace(signs, (sign) => {
    const read = by[sign.toLowerCase()] ?? sign
    if (sign !== sign.toUpperCase()) return read
    return text === text.toUpperCase() ? read.toUpperCase() : read.charAt(0).toUpperCase() + read.slice(1)
  })
