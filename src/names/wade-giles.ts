/**
 * The Wade-Giles spelling of a pinyin syllable, without tone marks and apostrophes, as Taiwan, older books and lists write it: `zedong`,
 * Tse-tung. Source: the standard table of both systems, written here as its rules.
 */
export function wadeGilesOf(syllable: string): string {
  const whole = WHOLE[syllable]
  if (whole !== undefined) return whole
  const initial = /^(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])/.exec(syllable)?.[0] ?? ''
  const final = syllable.slice(initial.length)
  return initialOf(initial) + finalOf(initial, final)
}

const WHOLE: Readonly<Record<string, string>> = {
  zhi: 'chih',
  chi: 'chih',
  shi: 'shih',
  ri: 'jih',
  zi: 'tzu',
  ci: 'tzu',
  si: 'ssu',
  yi: 'i',
  you: 'yu',
  er: 'erh',
  gui: 'kuei',
  kui: 'kuei',
  ge: 'ko',
  ke: 'ko',
  he: 'ho',
  e: 'o',
  ye: 'yeh',
  yan: 'yen',
  yue: 'yueh',
  yong: 'yung',
}

const INITIALS: Readonly<Record<string, string>> = {
  b: 'p',
  d: 't',
  g: 'k',
  j: 'ch',
  q: 'ch',
  x: 'hs',
  zh: 'ch',
  r: 'j',
  z: 'ts',
  c: 'ts',
}
const initialOf = (initial: string): string => INITIALS[initial] ?? initial

const KEEPING_UO: ReadonlySet<string> = new Set(['g', 'k', 'h', 'sh'])

function finalOf(initial: string, final: string): string {
  if (final === 'uo' && !KEEPING_UO.has(initial)) return 'o'
  return FINALS[final] ?? final
}
const FINALS: Readonly<Record<string, string>> = {
  ian: 'ien',
  ie: 'ieh',
  ue: 'ueh',
  ve: 'ueh',
  ong: 'ung',
  iong: 'iung',
  v: 'u',
}

/** Most syllables of a Chinese given name, or of a name of a firm, that are written as one word. */
const MOST_SYLLABLES = 3

/** The Wade-Giles spelling of a word that is two or three pinyin syllables; `undefined` where it is none, or is spelt nearly alike. */
export function wadeGilesWord(syllables: ReadonlySet<string>, word: string): string | undefined {
  if (word.length < 4 || word.length > 6 * MOST_SYLLABLES) return undefined
  const cut = cutSyllables(syllables, word, MOST_SYLLABLES)
  return cut === undefined || cut.length < 2 ? undefined : cut.map(wadeGilesOf).join('')
}

function cutSyllables(syllables: ReadonlySet<string>, word: string, most: number): readonly string[] | undefined {
  if (word === '') return []
  if (most === 0) return undefined
  for (let width = Math.min(6, word.length); width > 0; width -= 1) {
    const head = word.slice(0, width)
    if (!syllables.has(head)) continue
    const rest = cutSyllables(syllables, word.slice(width), most - 1)
    if (rest !== undefined) return [head, ...rest]
  }
  return undefined
}
