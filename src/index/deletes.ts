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

/** Words by the longer one's length: up to 6 letters one edit, up to 9 two, above three (names/distance.ts, `editsAllowed`). */
export const EDIT_CLASSES = [
  { edits: 1, prefix: 6, relation: 101 },
  { edits: 2, prefix: 7, relation: 102 },
  { edits: 3, prefix: 8, relation: 103 },
] as const satisfies readonly EditClass[]

/** The classes that a word of this length can meet another in. */
export function classesFor(length: number): readonly EditClass[] {
  const [one, two, three] = EDIT_CLASSES
  if (length < 3) return []
  if (length <= 4) return [one]
  if (length <= 6) return [one, two]
  return length <= 9 ? [two, three] : [three]
}

const BASIS = 0x811c9dc5
const PRIME = 0x01000193

/** Calls back with the hash of every text that `edits` deletions or fewer leave of the word's prefix; some more than once. */
export function eachDelete(word: string, { edits, prefix, relation }: EditClass, take: (hash: number) => void): void {
  const length = Math.min(word.length, prefix)
  descend(word, length, 0, edits, Math.imul(BASIS ^ relation, PRIME), take)
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
