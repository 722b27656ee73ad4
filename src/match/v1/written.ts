import type { ReadName } from '../../names/name-parts.ts'
import { wordsOf } from '../../names/words-of.ts'

/** A name as it stands, before anything is taken for a form, a title or a compound. */
export interface Written {
  /** Folded words in their order. */
  readonly words: readonly string[]
  /** All their letters and digits as one run. */
  readonly letters: string
}

const remembered = new WeakMap<ReadName, Written>()

/** The text read last: a party's name is read as each kind of bearer, one after the other. */
let last: { readonly text: string; readonly written: Written } = { text: '', written: { words: [], letters: '' } }

/** The words and letters of a name; of a disguise, those of what it is taken for. Read once a name. */
export function writtenOf(name: ReadName): Written {
  const known = remembered.get(name)
  if (known !== undefined) return known
  const text = name.disguise?.text ?? name.original
  const written = text === last.text ? last.written : writtenText(text)
  last = { text, written }
  remembered.set(name, written)
  return written
}

function writtenText(text: string): Written {
  const words = wordsOf(text).map(({ folded }) => folded)
  return { words, letters: words.join('') }
}

/** Fewer letters than this are no name that may be written together or apart. */
export const LEAST_LETTERS = 5

/** A name of more words is a text. */
export const MOST_SLIP_WORDS = 10

/** The beginning of a long name by which one that was cut off is found. */
export const BEGINNING_LETTERS = 24

export const beginningOf = (letters: string): string | undefined =>
  letters.length < BEGINNING_LETTERS ? undefined : letters.slice(0, BEGINNING_LETTERS)
