/** Scripts that are told apart by code point. Ranges are Unicode blocks, which never change once assigned. */
export const SCRIPT_RANGES = [
  ['latin', 0x41, 0x5a],
  ['latin', 0x61, 0x7a],
  ['latin', 0xaa, 0xaa],
  ['latin', 0xba, 0xba],
  ['latin', 0xc0, 0xd6],
  ['latin', 0xd8, 0xf6],
  ['latin', 0xf8, 0x2af],
  ['greek', 0x370, 0x3ff],
  ['cyrillic', 0x400, 0x52f],
  ['armenian', 0x531, 0x587],
  ['hebrew', 0x5d0, 0x5f2],
  ['arabic', 0x620, 0x64a],
  ['arabic', 0x66e, 0x6d5],
  ['arabic', 0x6ee, 0x6ef],
  ['arabic', 0x6fa, 0x6ff],
  ['arabic', 0x750, 0x77f],
  ['devanagari', 0x900, 0x963],
  ['bengali', 0x980, 0x9e5],
  ['gurmukhi', 0xa00, 0xa65],
  ['gujarati', 0xa80, 0xae5],
  ['tamil', 0xb80, 0xbe5],
  ['telugu', 0xc00, 0xc65],
  ['kannada', 0xc80, 0xce5],
  ['malayalam', 0xd00, 0xd65],
  ['malayalam', 0xd7a, 0xd7f],
  ['sinhala', 0xd80, 0xde5],
  ['thai', 0xe00, 0xe4e],
  ['lao', 0xe80, 0xece],
  ['burmese', 0x1000, 0x103f],
  ['georgian', 0x10a0, 0x10ff],
  ['ethiopic', 0x1200, 0x135f],
  ['khmer', 0x1780, 0x17dd],
  ['georgian', 0x1c90, 0x1cbf],
  ['latin', 0x1e00, 0x1eff],
  ['greek', 0x1f00, 0x1fff],
  ['kana', 0x3041, 0x30ff],
  ['han', 0x3005, 0x3007],
  ['han', 0x3400, 0x4dbf],
  ['han', 0x4e00, 0x9fff],
  ['hangul', 0xac00, 0xd7a3],
  ['hangul', 0x1100, 0x11ff],
  ['arabic', 0xfb50, 0xfdff],
  ['arabic', 0xfe70, 0xfefc],
  ['han', 0x20000, 0x2fa1f],
] as const
export type Script = (typeof SCRIPT_RANGES)[number][0] | 'other'

/** The script of one letter; `other` for what no range names, and for digits and signs. */
export function scriptOf(codePoint: number): Script {
  if (codePoint < 0x250) return isLatin(codePoint) ? 'latin' : 'other'
  let low = 0
  let high = SCRIPT_RANGES.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const range = SCRIPT_RANGES[middle]
    if (range === undefined) break
    if (codePoint < range[1]) high = middle - 1
    else if (codePoint > range[2]) low = middle + 1
    else return range[0]
  }
  return slowScriptOf(codePoint)
}

const isLatin = (codePoint: number): boolean =>
  (codePoint >= 0x61 && codePoint <= 0x7a) ||
  (codePoint >= 0x41 && codePoint <= 0x5a) ||
  slowScriptOf(codePoint) === 'latin'

function slowScriptOf(codePoint: number): Script {
  for (const [script, from, to] of SCRIPT_RANGES) if (codePoint >= from && codePoint <= to) return script
  return 'other'
}

/** Scripts that write no short vowels: their words are compared by consonants. */
export const isAbjad = (script: Script): boolean => script === 'arabic' || script === 'hebrew'
