/**
 * Code points that write nothing by themselves: controls of direction and joining, soft hyphens, variation selectors, tags
 * (Unicode 16, General_Category Cf and Default_Ignorable_Code_Point), and marks over or under a letter (Mn) of the scripts whose
 * marks do not spell (Latin, Greek, Cyrillic, Hebrew, Arabic). The project's own list, so that no Unicode release moves a score.
 */
const PASSED_OVER = [
  [0x00, 0x08],
  [0x0e, 0x1f],
  [0x7f, 0x84],
  [0x86, 0x9f],
  [0xad, 0xad],
  [0x300, 0x36f],
  [0x483, 0x489],
  [0x591, 0x5c7],
  [0x61c, 0x61c],
  [0x64b, 0x65f],
  [0x670, 0x670],
  [0x6d6, 0x6ed],
  [0x8d3, 0x8ff],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x1ab0, 0x1aff],
  [0x1dc0, 0x1dff],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x206f],
  [0x20d0, 0x20ff],
  [0x3099, 0x309a],
  [0x3164, 0x3164],
  [0xfe00, 0xfe2f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xe0000, 0xe0fff],
] as const

/** The ranges stand in order and apart, so that one is found by halving. */
const STARTS = Int32Array.from(PASSED_OVER, ([from]) => from)
const ENDS = Int32Array.from(PASSED_OVER, ([, to]) => to)

export function isPassedOver(code: number): boolean {
  if (code >= 0x20 && code < 0x7f) return false
  let low = 0
  let high = STARTS.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((STARTS[middle] ?? 0) <= code) low = middle + 1
    else high = middle
  }
  return low > 0 && code <= (ENDS[low - 1] ?? -1)
}
