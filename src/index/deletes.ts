import { finish } from './multimap.ts'

/**
 * Keys under which words within a number of edits are sure to meet (symmetric deletes): if two words differ by at most k edits
 * (insertion, deletion, substitution, swap of neighbours), then deleting at most k letters from each of their first `prefix`
 * letters leads to one common text. Proof: cut an optimal alignment at the prefix; letters matched inside both prefixes form the
 * common text; on each side the others number at most k, and a swap costs one deletion a side.
 */
export interface EditClass {
  readonly edits: 1 | 2 | 3
  readonly prefix: number
  readonly relation: number
}

/** A class as one word takes part in it. */
export interface WordClass extends EditClass {
  /** Most letters that are deleted of this word's prefix: fewer than the edits where the other word must be longer. */
  readonly deletions: number
}

/** Words by the longer one's length: up to 6 letters one edit, up to 9 two, above three (names/distance.ts, `editsAllowed`). */
export const EDIT_CLASSES = [
  { edits: 1, prefix: 6, relation: 101, shortest: 4 },
  { edits: 2, prefix: 7, relation: 102, shortest: 7 },
  { edits: 3, prefix: 8, relation: 103, shortest: 10 },
] as const satisfies readonly (EditClass & { readonly shortest: number })[]

/** Lengths of words from which on every word is of the last class alone. */
const LONGEST_OF_TWO = 9

/** The classes that a word of this length can meet another in. */
export const classesFor = (length: number): readonly WordClass[] => CLASSES[Math.min(length, LONGEST_OF_TWO + 1)] ?? []

const CLASSES: readonly (readonly WordClass[])[] = Array.from({ length: LONGEST_OF_TWO + 2 }, (_, length) => {
  const [one, two, three] = EDIT_CLASSES
  const classes =
    length < 3 ? [] : length <= 4 ? [one] : length <= 6 ? [one, two] : length <= 9 ? [two, three] : [three]
  return classes.map((edits) => ({ ...edits, deletions: deletionsOf(length, edits) }))
})

/**
 * A word under the class's shortest length meets only words that are longer by insertions, and those are edits too: with i of them at
 * most `edits` - i letters are its own to delete, and the last ones that i letters push beyond the other's prefix.
 */
function deletionsOf(length: number, { edits, prefix, shortest }: EditClass & { readonly shortest: number }): number {
  let most = 0
  for (let inserted = Math.max(0, shortest - length); inserted <= edits; inserted += 1) {
    const pushed = Math.max(0, Math.min(length, prefix) + inserted - prefix)
    most = Math.max(most, edits - inserted + pushed)
  }
  return Math.min(edits, most)
}

const BASIS = 0x811c9dc5
const PRIME = 0x01000193

/** Calls back with the hash of every text that `deletions` or fewer leave of the word's prefix; some more than once. */
export function eachDelete(
  word: string,
  { deletions, prefix, relation }: Omit<WordClass, 'edits'>,
  take: (hash: number) => void,
): void {
  const length = Math.min(word.length, prefix)
  descend(word, length, 0, deletions, Math.imul(BASIS ^ relation, PRIME), take)
}

function descend(
  word: string,
  length: number,
  from: number,
  left: number,
  hash: number,
  take: (hash: number) => void,
): void {
  let state = hash
  for (let at = from; at < length; at += 1) {
    if (left > 0 && (at === from || word.charCodeAt(at) !== word.charCodeAt(at - 1))) {
      descend(word, length, at + 1, left - 1, state, take)
    }
    state = Math.imul(state ^ word.charCodeAt(at), PRIME)
  }
  take(finish(state))
}
