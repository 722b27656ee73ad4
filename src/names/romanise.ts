import type { Script } from './script.ts'
import type { NameTables } from './tables.ts'

/** Latin letters for one word of another script; the word itself where its script has no table. */
export function romanise(tables: NameTables, script: Script, word: string): string {
  if (script === 'hangul') return romaniseHangul(word)
  if (script === 'han') return romaniseHan(tables, word).join('')
  const letters = tables.letters.get(script === 'kana' ? 'kana' : script)
  if (letters === undefined) return word
  if (script === 'kana') return romaniseKana(letters, word)
  const inherent = INHERENT_VOWEL.has(script)
  return romaniseLetters(letters, tables.letters.get(`${script}-initial`), word, inherent)
}

/** Scripts of India and Burma write a vowel "a" after each consonant that carries no other sign. */
const INHERENT_VOWEL: ReadonlySet<Script> = new Set([
  'devanagari',
  'bengali',
  'gujarati',
  'gurmukhi',
  'tamil',
  'telugu',
  'kannada',
  'malayalam',
  'sinhala',
])
const VIRAMA = '-'
const SILENCER = '*'
const VOWELS = /^[aeiou]/

function romaniseLetters(
  letters: ReadonlyMap<string, string>,
  initial: ReadonlyMap<string, string> | undefined,
  word: string,
  inherent: boolean,
): string {
  let out = ''
  let lastWasConsonant = false
  for (let at = 0; at < word.length; ) {
    const pair = word.slice(at, at + 2)
    const width = pair.length === 2 && letters.has(pair) ? 2 : 1
    const key = width === 2 ? pair : pair.slice(0, 1)
    const latin = (at === 0 ? initial?.get(key) : undefined) ?? letters.get(key) ?? ''
    at += width
    if (latin === SILENCER) {
      out = out.slice(0, -1)
    } else if (latin === VIRAMA) {
      lastWasConsonant = false
    } else if (latin !== '') {
      const isVowel = VOWELS.test(latin)
      if (inherent && lastWasConsonant && !isVowel) out += 'a'
      out += latin
      lastWasConsonant = inherent && !isVowel
    }
  }
  return out
}

const LONG = '~'
const DOUBLE = '+'

function romaniseKana(letters: ReadonlyMap<string, string>, word: string): string {
  const katakana = [...word]
    .map((letter) => {
      const code = letter.charCodeAt(0)
      return code >= 0x3041 && code <= 0x3096 ? String.fromCharCode(code + 0x60) : letter
    })
    .join('')
  let out = ''
  let isDoubled = false
  for (let at = 0; at < katakana.length; ) {
    const pair = katakana.slice(at, at + 2)
    const width = pair.length === 2 && letters.has(pair) ? 2 : 1
    const latin = letters.get(width === 2 ? pair : pair.slice(0, 1)) ?? ''
    at += width
    if (latin === DOUBLE) {
      isDoubled = true
    } else if (latin !== LONG && latin !== '') {
      out += isDoubled ? latin.slice(0, 1) + latin : latin
      isDoubled = false
    }
  }
  return out
}

/** Revised romanisation, part by part of each syllable (Ministry of Culture of Korea, 2000), as names are written: without sound changes. */
const LEADS = ['g', 'kk', 'n', 'd', 'tt', 'r', 'm', 'b', 'pp', 's', 'ss', '', 'j', 'jj', 'ch', 'k', 't', 'p', 'h']
const MIDDLES = 'a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i'.split(' ')
const TAILS = ' k k k n n n t l k m l l l p l m p p t t ng t t k t p t'.split(' ')
const HANGUL_FIRST = 0xac00

/** Syllables of a Hangul word in Latin, in order. */
export function hangulSyllables(word: string): readonly string[] {
  return [...word].map((syllable) => {
    const index = syllable.charCodeAt(0) - HANGUL_FIRST
    if (index < 0 || index >= 11_172) return ''
    const lead = LEADS[Math.floor(index / 588)] ?? ''
    const middle = MIDDLES[Math.floor((index % 588) / 28)] ?? ''
    return lead + middle + (TAILS[index % 28] ?? '')
  })
}

const romaniseHangul = (word: string): string => hangulSyllables(word).join('')

/** Pinyin of each character; a character without a reading is left out. */
export const romaniseHan = (tables: NameTables, word: string): readonly string[] =>
  [...word].map((character) => tables.hanReadings.get(character) ?? '').filter((reading) => reading !== '')
