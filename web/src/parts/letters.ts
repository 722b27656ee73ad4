import table from '../../../data/names/letters.tsv?raw'

/** Letters of other scripts in Latin, by the project's own table: for showing names beside each other, never for deciding. */
const LATIN = new Map(
  table
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .flatMap((line) => {
      const [script = '', pairs = ''] = line.split('\t')
      if (script.endsWith('-initial')) return []
      return pairs.split(' ').flatMap((pair) => {
        const equals = pair.lastIndexOf('=')
        const letter = pair.slice(0, equals)
        return equals > 0 && [...letter].length === 1 ? [[letter, pair.slice(equals + 1)] as const] : []
      })
    }),
)

const fold = (letter: string): string => letter.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

/** A letter with the Latin it stands for, folded. */
export interface Letter {
  readonly shown: string
  readonly latin: string
}

/** A word as letters, each with its Latin; marks stay with their letter. */
export function lettersOf(word: string): readonly Letter[] {
  const parts = word.normalize('NFC').match(/\P{M}\p{M}*/gu) ?? []
  return parts.map((shown) => {
    const lower = shown.toLowerCase()
    const latin = LATIN.get(lower) ?? LATIN.get(fold(lower)) ?? fold(shown)
    return {
      shown,
      latin: latin.replace(/[^a-z0-9]/g, '') || (/[\p{L}\p{N}]/u.test(shown) && latin === '' ? '' : latin),
    }
  })
}

export const isLatin = (word: string): boolean => !/\p{L}/u.test(word.replace(/\p{Script=Latin}/gu, ''))

/** One column of two words laid over each other. */
export interface Column {
  readonly party: Letter | undefined
  readonly entity: Letter | undefined
  readonly isSame: boolean
}

const LONGEST = 60

/** Lays one word over the other so that the fewest letters differ; letters that sound into several Latin ones weigh once. */
export function layOver(party: string, entity: string): readonly Column[] {
  const a = lettersOf(party).slice(0, LONGEST)
  const b = lettersOf(entity).slice(0, LONGEST)
  const width = b.length + 1
  const cost = new Float64Array((a.length + 1) * width)
  const at = (i: number, j: number): number => cost[i * width + j] ?? 0
  const differs = (i: number, j: number): number => likeness(a[i]?.latin ?? '', b[j]?.latin ?? '')
  for (let i = a.length; i >= 0; i -= 1) {
    for (let j = b.length; j >= 0; j -= 1) {
      if (i === a.length && j === b.length) continue
      const both = i < a.length && j < b.length ? at(i + 1, j + 1) + differs(i, j) : Number.POSITIVE_INFINITY
      const first = i < a.length ? at(i + 1, j) + 1 : Number.POSITIVE_INFINITY
      const second = j < b.length ? at(i, j + 1) + 1 : Number.POSITIVE_INFINITY
      cost[i * width + j] = Math.min(both, first, second)
    }
  }
  const columns: Column[] = []
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    const here = at(i, j)
    if (i < a.length && j < b.length && here === at(i + 1, j + 1) + differs(i, j)) {
      columns.push({ party: a[i], entity: b[j], isSame: differs(i, j) === 0 })
      i += 1
      j += 1
    } else if (i < a.length && here === at(i + 1, j) + 1) {
      columns.push({ party: a[i], entity: undefined, isSame: false })
      i += 1
    } else {
      columns.push({ party: undefined, entity: b[j], isSame: false })
      j += 1
    }
  }
  return columns
}

/** Nothing for the same Latin, half where one begins with the other ("u" and "yu"), more than two gaps never. */
function likeness(a: string, b: string): number {
  if (a === b) return 0
  if (a !== '' && b !== '' && (a.includes(b) || b.includes(a))) return 0.5
  return 1.4
}
