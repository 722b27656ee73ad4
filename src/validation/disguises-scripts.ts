import { type Disguise, type DisguiseTools, named, wordsOf } from './disguise.ts'
import { respell } from './disguises-letters.ts'
import { fold, type Seed } from './seed.ts'
import { setOf } from './substitutions.ts'

/** Latin to Russian Cyrillic, longest first; the inverse of BGN/PCGN romanisation. */
const TO_CYRILLIC: readonly (readonly [string, string])[] = [
  ['shch', 'щ'],
  ['zh', 'ж'],
  ['kh', 'х'],
  ['ts', 'ц'],
  ['ch', 'ч'],
  ['sh', 'ш'],
  ['yu', 'ю'],
  ['ya', 'я'],
  ['yo', 'ё'],
  ['ye', 'е'],
  ['iy', 'ий'],
  ['yy', 'ый'],
  ['ey', 'ей'],
  ['ay', 'ай'],
  ['oy', 'ой'],
  ['a', 'а'],
  ['b', 'б'],
  ['v', 'в'],
  ['g', 'г'],
  ['d', 'д'],
  ['e', 'е'],
  ['z', 'з'],
  ['i', 'и'],
  ['k', 'к'],
  ['l', 'л'],
  ['m', 'м'],
  ['n', 'н'],
  ['o', 'о'],
  ['p', 'п'],
  ['r', 'р'],
  ['s', 'с'],
  ['t', 'т'],
  ['u', 'у'],
  ['f', 'ф'],
  ['y', 'й'],
  ['j', 'й'],
  ['h', 'х'],
  ['c', 'к'],
  ['x', 'кс'],
  ['w', 'в'],
  ['q', 'к'],
]

/** Four systems of romanising Russian: ICAO 9303, ISO 9, GOST 7.79 B, and the French custom of older passports. */
const ROMANISATIONS: readonly Readonly<Record<string, string>>[] = [
  {
    ж: 'zh',
    х: 'kh',
    ц: 'ts',
    ч: 'ch',
    ш: 'sh',
    щ: 'shch',
    ы: 'y',
    э: 'e',
    ю: 'iu',
    я: 'ia',
    й: 'i',
    ё: 'e',
    ъ: 'ie',
    ь: '',
  },
  { ж: 'ž', х: 'h', ц: 'c', ч: 'č', ш: 'š', щ: 'ŝ', ы: 'y', э: 'è', ю: 'û', я: 'â', й: 'j', ё: 'ë', ъ: '', ь: '' },
  {
    ж: 'zh',
    х: 'x',
    ц: 'cz',
    ч: 'ch',
    ш: 'sh',
    щ: 'shh',
    ы: 'y',
    э: 'e',
    ю: 'yu',
    я: 'ya',
    й: 'j',
    ё: 'yo',
    ъ: '',
    ь: '',
  },
  {
    ж: 'j',
    х: 'kh',
    ц: 'ts',
    ч: 'tch',
    ш: 'ch',
    щ: 'chtch',
    ы: 'y',
    э: 'e',
    ю: 'iou',
    я: 'ia',
    й: 'i',
    ё: 'io',
    ъ: '',
    ь: '',
    у: 'ou',
  },
]
const PLAIN: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  з: 'z',
  и: 'i',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
}

/** A y after a consonant is the vowel ы, and at the end of a word the ending ий or ый: Chernykh, Zaritsky, Stavytskyi. */
const VOWEL_Y = /([bcdfghjklmnpqrstvwxz])y(?![aeou])/g

function toCyrillic(name: string): string | undefined {
  let text = fold(name)
  if (/[^a-z\s'-]/.test(text)) return undefined
  text = text.replace(VOWEL_Y, (_all, before: string, at: number, all: string) => {
    const isEnd = !/[a-z]/.test(all.charAt(at + 2))
    return before + (!isEnd ? 'ы' : /[kgh]/.test(before) ? 'ий' : 'ый')
  })
  for (const [latin, cyrillic] of TO_CYRILLIC) text = text.replaceAll(latin, cyrillic)
  return titled(text.replace(/'/g, 'ь'))
}

const titled = (text: string): string =>
  text.replace(/(^|[\s-])(\p{L})/gu, (_all, before: string, letter: string) => before + letter.toUpperCase())

function romanised(cyrillic: string, system: Readonly<Record<string, string>>): string {
  return titled([...cyrillic.toLowerCase()].map((letter) => system[letter] ?? PLAIN[letter] ?? letter).join(''))
}

const isSlavicPerson = ({ culture, kind }: Seed): boolean => culture === 'slavic' && kind === 'person'

/** Tone marks on vowels: what a learner's dictionary prints. */
const TONES: Readonly<Record<string, readonly string[]>> = {
  a: ['ā', 'á', 'ǎ', 'à'],
  e: ['ē', 'é', 'ě', 'è'],
  i: ['ī', 'í', 'ǐ', 'ì'],
  o: ['ō', 'ó', 'ǒ', 'ò'],
  u: ['ū', 'ú', 'ǔ', 'ù'],
}

/** Disguises of script and romanisation: class E. */
export const SCRIPT_DISGUISES: Readonly<Record<string, Disguise>> = {
  'X-34': named((name, seed, { random }) => {
    const cyrillic = isSlavicPerson(seed) ? toCyrillic(name) : undefined
    const system = random.of(ROMANISATIONS)
    const out = cyrillic === undefined || system === undefined ? undefined : romanised(cyrillic, system)
    return out === undefined || fold(out) === fold(name) ? undefined : out
  }),
  'X-35': named((name, seed) => (isSlavicPerson(seed) ? toCyrillic(name) : undefined)),
  'X-36': named((name, { culture }, tools) => (culture === 'arabic' ? arabicVariant(name, tools) : undefined)),
  'X-37': named((name, { culture, kind }, tools) =>
    culture === 'chinese' && kind === 'person' ? chineseVariant(name, tools) : undefined,
  ),
  'X-38': named((name, { culture, kind }, tools) =>
    culture === 'korean' && kind === 'person' ? koreanVariant(name, tools) : undefined,
  ),
}

function arabicVariant(name: string, tools: DisguiseTools): string | undefined {
  const table = setOf(tools.substitutions, 'arabic')
  const words = name.split(/(\s|-)/)
  let changed = 0
  for (const at of tools.random.shuffled(words.map((_word, i) => i))) {
    const by = tools.random.of(table.get(fold(words[at] ?? '')) ?? [])
    if (by === undefined || changed >= 2) continue
    words[at] = by
    changed += 1
  }
  return changed === 0 ? undefined : words.join('')
}

function chineseVariant(name: string, tools: DisguiseTools): string | undefined {
  const words = wordsOf(name)
  if (!words.every((word) => /^[A-Za-z-]+$/.test(word))) return undefined
  const way = tools.random.below(3)
  if (way === 0 && words.length === 3) return `${words[0]} ${words[1]}${(words[2] ?? '').toLowerCase()}`
  if (way === 1) return respell(name, 'wade_giles', tools, 1)
  return name.replace(/[aeiou]/g, (vowel) => tools.random.of(TONES[vowel] ?? []) ?? vowel)
}

function koreanVariant(name: string, tools: DisguiseTools): string | undefined {
  const table = setOf(tools.substitutions, 'korean')
  const words = name.split(/(\s|-)/)
  let changed = 0
  for (const at of tools.random.shuffled(words.map((_word, i) => i))) {
    const by = tools.random.of(table.get(fold(words[at] ?? '')) ?? [])
    if (by === undefined || changed >= 2) continue
    words[at] = by
    changed += 1
  }
  return changed === 0 ? undefined : words.join('')
}
