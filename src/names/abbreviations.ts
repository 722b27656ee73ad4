/**
 * How words of organisations are shortened, by rule: broken off (eng, petr, univ), begun and closed with the last consonant (intl, dept,
 * assn, bros), or written without vowels (grp, mgmt, trdg, svcs). The forms that style manuals list are made so
 * (US Government Publishing Office, Style Manual, chapter 9; US Postal Service, Publication 28, appendix G).
 */
export function abbreviationsOf(word: string): ReadonlySet<string> {
  const forms = new Set<string>()
  if (!/^[a-z]{5,}$/.test(word)) return forms
  if (word.length >= LEAST_BROKEN) {
    for (let end = SHORTEST; end <= Math.min(LONGEST, word.length - 3); end += 1)
      if (!isVowel(word.charAt(end - 1))) forms.add(word.slice(0, end))
  }
  const last = lastConsonant(word)
  for (let head = 3; head <= 4 && head < word.length - 2; head += 1) add(forms, word, word.slice(0, head) + last)
  const bones = word.charAt(0) + word.slice(1).replace(/[aeiouy]/g, '')
  for (const form of [
    bones,
    bones.replace(/[nm](?=[^aeiou])/g, ''),
    bones.slice(0, 1) + bones.slice(1).replace(/[nmrl](?=.)/g, ''),
  ])
    add(forms, word, form.replace(/(.)\1+/g, '$1'))
  return forms
}

/** Letters of an abbreviation, and of a word that is worth breaking off. */
const SHORTEST = 3
const LONGEST = 7
const LEAST_BROKEN = 6

const isVowel = (letter: string): boolean => 'aeiou'.includes(letter)

function lastConsonant(word: string): string {
  for (let at = word.length - 1; at > 0; at -= 1) if (!isVowel(word.charAt(at))) return word.charAt(at)
  return ''
}

function add(forms: Set<string>, word: string, form: string): void {
  if (form.length >= SHORTEST && form.length <= LONGEST && form.length < word.length) forms.add(form)
}
