import type { ReadName } from '../../names/read-name.ts'
import { wordsOf } from '../../names/words-of.ts'

/** A name as it stands, before anything is taken for a form, a title or a compound. */
export interface Written {
  /** Folded words in their order. */
  readonly words: readonly string[]
  /** All their letters and digits as one run. */
  readonly letters: string
}

const remembered = new WeakMap<ReadName, Written>()

/** The words and letters of a name; of a disguise, those of what it is taken for. Read once a name. */
export function writtenOf(name: ReadName): Written {
  const known = remembered.get(name)
  if (known !== undefined) return known
  const words = wordsOf(name.disguise?.text ?? name.original).map(({ folded }) => folded)
  const written = { words, letters: words.join('') }
  remembered.set(name, written)
  return written
}

/** Fewer letters than this are no name that may be written together or apart. */
export const LEAST_LETTERS = 5

/** Words of a name without one of them, in order of the alphabet, for each: what a name with one slip still has. */
export function withoutOne(words: readonly string[]): readonly string[] {
  if (words.length < 2 || words.length > MOST_SLIP_WORDS) return []
  const sorted = [...words].sort()
  return sorted.map((_, left) => sorted.filter((_word, at) => at !== left).join(' '))
}

/** A name of more words is a text. */
const MOST_SLIP_WORDS = 10

/** The beginning of a long name by which one that was cut off is found. */
export const BEGINNING_LETTERS = 24

export const beginningOf = (letters: string): string | undefined =>
  letters.length < BEGINNING_LETTERS ? undefined : letters.slice(0, BEGINNING_LETTERS)
