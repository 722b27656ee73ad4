/**
 * Arabic letters that one habit of writing reads as one sound and another as another: the Arabic of ISO 233, and Persian, Turkish and
 * Egyptian use. Dad is d in Ramadan and z in Ramazan.
 */
const OTHER: Readonly<Record<string, string>> = { ذ: 'z', ض: 'z', ظ: 'd', ث: 's', ق: 'g' }
/** The class of the same letters in a skeleton (`skeletonOf`). */
const USUAL: Readonly<Record<string, string>> = { ذ: 'd', ض: 'd', ظ: 'z', ث: 't', ق: 'k' }
const TWO_WAYS = /[ذضظثق]/

/** The consonants of a word by the other reading of its letters; empty where it has none of two readings. */
export function otherSkeletonOf(native: string, skeleton: string): string {
  if (native === '' || !TWO_WAYS.test(native)) return ''
  let at = 0
  let out = ''
  for (const letter of native) {
    const other = OTHER[letter]
    const usual = USUAL[letter]
    const found = other === undefined || usual === undefined ? -1 : skeleton.indexOf(usual, at)
    if (found < 0) continue
    out += skeleton.slice(at, found) + other
    at = found + 1
  }
  return out + skeleton.slice(at)
}

/** A word of Arabic script without its article. */
export const withoutArticle = (native: string): string => native.replace(/^\u0627\u0644/, '')
