import { cased, type Disguise, type DisguiseTools, lettersOf, named, replaceAt, wordsOf } from './disguise.ts'
import { fold } from './seed.ts'
import { setOf } from './substitutions.ts'

const VOWELS = 'aeiou'

/** Letters that a name must have for one edit, and for two: with fewer, what comes out is another name. */
const LETTERS_FOR_ONE = 6
const LETTERS_FOR_TWO = 10

/** Words in which one changed letter leaves the rest theirs: those of five letters, and of four where a name has no longer one. */
const LONG_WORDS = [/[A-Za-z]{5,}/g, /[A-Za-z]{4}/g] as const

function longWords(name: string): readonly RegExpExecArray[] {
  if (lettersOf(name).length < LETTERS_FOR_ONE) return []
  const [five, four] = LONG_WORDS
  const long = [...name.matchAll(five)]
  return long.length > 0 ? long : [...name.matchAll(four)]
}

/** Letters of words long enough: a word of three has no typing error, it is another word. */
const editable = (name: string): readonly number[] =>
  longWords(name).flatMap(({ index, 0: word }) => Array.from(word, (_letter, at) => index + at))

function editOne(name: string, tools: DisguiseTools, edit: (at: number) => string | undefined): string | undefined {
  for (const at of tools.random.shuffled(editable(name))) {
    const out = edit(at)
    if (out !== undefined && out !== name) return out
  }
  return undefined
}

function fromSet(name: string, set: string, tools: DisguiseTools): string | undefined {
  const table = setOf(tools.substitutions, set)
  return editOne(name, tools, (at) => {
    const letter = name.charAt(at)
    const own = table.get(letter) ?? table.get(letter.toLowerCase())
    const by = own === undefined ? undefined : tools.random.of(own)
    return by === undefined ? undefined : replaceAt(name, at, 1, table.has(letter) ? by : cased(by, letter))
  })
}

function randomLetter({ random }: DisguiseTools): string {
  return 'abcdefghijklmnopqrstuvwxyz'.charAt(random.below(26))
}

const deletion = (name: string, tools: DisguiseTools): string | undefined =>
  editOne(name, tools, (at) => replaceAt(name, at, 1, ''))
const insertion = (name: string, tools: DisguiseTools): string | undefined =>
  editOne(name, tools, (at) => replaceAt(name, at, 0, cased(randomLetter(tools), name.charAt(at))))
const swap = (name: string, tools: DisguiseTools): string | undefined =>
  editOne(name, tools, (at) =>
    /^[A-Za-z]{2}$/.test(name.slice(at, at + 2))
      ? replaceAt(name, at, 2, name.charAt(at + 1) + name.charAt(at))
      : undefined,
  )
const substitution = (name: string, tools: DisguiseTools): string | undefined =>
  editOne(name, tools, (at) => replaceAt(name, at, 1, cased(randomLetter(tools), name.charAt(at))))

/** Everything that changes one letter, each by its own rule. */
const SINGLE = [swap, deletion, insertion, substitution] as const
const anyEdit = (name: string, tools: DisguiseTools): string | undefined => tools.random.of(SINGLE)?.(name, tools)

/** Disguises of single letters and signs: classes A, B and C, and the obfuscations by letters of H. */
export const LETTER_DISGUISES: Readonly<Record<string, Disguise>> = {
  'X-01': named((name, _seed, { random }) => {
    const way = random.below(3)
    if (way === 0) return name.toUpperCase() === name ? name.toLowerCase() : name.toUpperCase()
    if (way === 1) return name.toLowerCase() === name ? name.toUpperCase() : name.toLowerCase()
    return [...name].map((letter) => (random.below(2) === 0 ? letter.toUpperCase() : letter.toLowerCase())).join('')
  }),
  'X-02': named((name, _seed, { random }) => {
    const without = name.replace(/[.,'’"()-]/g, (sign) => (sign === '-' ? ' ' : ''))
    if (without !== name && random.below(2) === 0) return without.replace(/\s+/g, ' ').trim()
    const words = wordsOf(name)
    return words
      .map((word, at) => (at < words.length - 1 && word.length > 1 && random.below(2) === 0 ? `${word},` : word))
      .join(' ')
      .replace(/$/, '.')
  }),
  'X-03': named(
    (name, _seed, { random }) =>
      ` ${name.replace(/ /g, () => random.of(['\u00A0', '\u2009', '\t', '  ', '\u3000', ' \u00A0 ']) ?? ' ')} `,
  ),
  'X-04': named((name, _seed, { random }) => {
    const form = random.of(['NFD', 'NFKD', 'NFKC', 'NFC'] as const) ?? 'NFD'
    const other = name.normalize(form)
    return other === name ? name.normalize('NFD').replace(/fi/, '\uFB01') : other
  }),
  'X-05': named((name, _seed, tools) => {
    const without = name.normalize('NFD').replace(/\p{M}/gu, '')
    return without === name ? accented(name, tools) : without
  }),
  'X-06': named((name, _seed, { random }) => {
    if (/['’]/.test(name)) return name.replace(/['’]/g, random.of(['’', '`', 'ʼ', '']) ?? '')
    return /-/.test(name) ? name.replace(/-/g, random.of(['‐', '–', ' ', '‑']) ?? ' ') : undefined
  }),
  'X-10': named((name, _seed, tools) =>
    sprinkle(name, ['\u200B', '\u200C', '\u200D', '\uFEFF', '\u00AD', '\u2060', '\uFE0F'], tools),
  ),
  'X-11': named((name, _seed, { random }) => {
    const [open, close] = random.of([
      ['\u202E', '\u202C'],
      ['\u202D', '\u202C'],
      ['\u2067', '\u2069'],
      ['\u200F', '\u200E'],
    ] as const) ?? ['\u200F', '']
    const at = random.below(name.length)
    return `${name.slice(0, at)}${open}${name.slice(at)}${close}`
  }),
  'X-12': named((name, _seed, { random }) => {
    const base = random.of([0xff21, 0x1d400]) ?? 0xff21
    return name.replace(/[A-Za-z]/g, (letter) => {
      const upper = letter === letter.toUpperCase()
      const step = base === 0xff21 ? (upper ? 0 : 32) : upper ? 0 : 26
      return String.fromCodePoint(base + step + letter.toUpperCase().charCodeAt(0) - 65)
    })
  }),
  'X-13': named((name, _seed, tools) => fromSet(name, 'homoglyph', tools)),
  'X-14': named((name, _seed, tools) => {
    const table = setOf(tools.substitutions, 'homoglyph')
    return name.replace(/[A-Za-z]/g, (letter) => table.get(letter)?.[0] ?? letter)
  }),
  'X-15': named((name, _seed, tools) => fromSet(name, 'lookalike', tools)),
  'X-16': named((name, _seed, tools) => {
    const marked = [...(/[^\u0000-\u007f]/.test(name) ? name : (accented(name, tools) ?? name)).normalize('NFC')]
    const at = marked.findIndex((letter) => letter.charCodeAt(0) > 0x7f)
    if (at < 0) return undefined
    const damaged = tools.random.of([mojibake(marked[at] ?? ''), '?', '\uFFFD'])
    return marked.map((own, i) => (i === at ? damaged : own)).join('')
  }),
  'X-17': named((name, _seed, tools) => swap(name, tools)),
  'X-18': named((name, _seed, tools) => deletion(name, tools)),
  'X-19': named((name, _seed, tools) => insertion(name, tools)),
  'X-20': named((name, _seed, tools) => {
    const at = longWords(name)[0]?.index
    return at === undefined ? undefined : replaceAt(name, at, 1, cased(randomLetter(tools), name.charAt(at)))
  }),
  'X-21': named((name, _seed, tools) =>
    editOne(name, tools, (at) =>
      VOWELS.includes(name.charAt(at).toLowerCase())
        ? replaceAt(name, at, 1, cased(VOWELS.charAt(tools.random.below(5)), name.charAt(at)))
        : undefined,
    ),
  ),
  'X-22': named((name, _seed, tools) =>
    editOne(name, tools, (at) =>
      name.charAt(at).toLowerCase() === name.charAt(at + 1).toLowerCase()
        ? replaceAt(name, at, 1, '')
        : replaceAt(name, at, 0, name.charAt(at)),
    ),
  ),
  'X-23': named((name, _seed, tools) => fromSet(name, 'keyboard', tools)),
  'X-24': named((name, _seed, tools) => fromSet(name, 'ocr', tools)),
  'X-51': named((name, _seed, tools) => {
    const table = setOf(tools.substitutions, 'leet')
    return name.replace(/[A-Za-z]/g, (letter) => {
      const own = table.get(letter.toLowerCase())
      return own !== undefined && tools.random.below(2) === 0 ? (own[0] ?? letter) : letter
    })
  }),
  'X-52': named((name, _seed, { random }) => {
    const sign = random.of(['.', '-', '*', '_']) ?? '.'
    const words = wordsOf(name)
    const longest = words.reduce((best, word, at) => (word.length > (words[best]?.length ?? 0) ? at : best), 0)
    return words.map((word, at) => (at === longest || random.below(2) === 0 ? [...word].join(sign) : word)).join(' ')
  }),
  'X-54': named((name, _seed, tools) => respell(name, 'sound', tools)),
  'X-55': named((name, _seed, tools) => {
    if (lettersOf(name).length < LETTERS_FOR_TWO) return undefined
    const once = anyEdit(name, tools)
    return once === undefined ? undefined : anyEdit(once, tools)
  }),
}

/** A mark on one letter that may bear one: the list writes the name plain, the customer does not. */
const MARKED: Readonly<Record<string, string>> = {
  a: 'á',
  e: 'é',
  i: 'í',
  o: 'ó',
  u: 'ú',
  n: 'ñ',
  c: 'ç',
  s: 'š',
  z: 'ž',
}
function accented(name: string, { random }: DisguiseTools): string | undefined {
  const places = lettersOf(name).filter((at) => name.charAt(at).toLowerCase() in MARKED)
  const at = random.of(places)
  return at === undefined
    ? undefined
    : replaceAt(name, at, 1, cased(MARKED[name.charAt(at).toLowerCase()] ?? '', name.charAt(at)))
}

function sprinkle(name: string, signs: readonly string[], { random }: DisguiseTools): string {
  const letters = [...name]
  for (let count = 0; count < 3; count += 1) letters.splice(1 + random.below(letters.length), 0, random.of(signs) ?? '')
  return letters.join('')
}

/** UTF-8 read as Latin-1. */
function mojibake(letter: string): string {
  const code = letter.codePointAt(0) ?? 0
  if (code < 0x800) return String.fromCharCode(0xc0 | (code >> 6), 0x80 | (code & 0x3f))
  return String.fromCharCode(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f))
}

/** Where a sound may be put in another's place: nobody writes ll for y, or drops an h, but before a vowel. */
function soundPlace(word: string, from: string, to: readonly string[]): number {
  const isBound = to.some((by) => by === '' || by === 'll')
  for (let at = word.indexOf(from); at >= 0; at = word.indexOf(from, at + 1)) {
    if (!isBound || VOWELS.includes(word.charAt(at + from.length) || '-')) return at
  }
  return -1
}

/** Puts one sound of a table in place of another, once in each of up to two words. */
export function respell(
  name: string,
  set: string,
  { random, substitutions }: DisguiseTools,
  most = 2,
): string | undefined {
  const table = [...setOf(substitutions, set)]
  const words = name.split(' ')
  let changed = 0
  for (const at of random.shuffled(words.map((_word, index) => index))) {
    const word = words[at] ?? ''
    if (word.length < 4 || changed >= most) continue
    const placeOf = (from: string, to: readonly string[]): number =>
      fold(word).length === word.length ? soundPlace(fold(word), from, to) : -1
    const fits = random.shuffled(table).find(([from, to]) => placeOf(from, to) >= 0)
    const by = fits === undefined ? undefined : random.of(fits[1])
    if (fits === undefined || by === undefined) continue
    const place = placeOf(...fits)
    words[at] = replaceAt(word, place, fits[0].length, cased(by, word.charAt(place)))
    changed += 1
  }
  return changed === 0 ? undefined : words.join(' ')
}
