import { EMPTY_ROOT, nodeHash, type TreeHash } from './tree-hash.ts'

/** A perfect subtree of the log: it covers entries `index * 2^level` up to, not including, `(index + 1) * 2^level`. */
export interface Subtree {
  readonly level: number
  readonly index: number
  readonly hash: TreeHash
}

/** The perfect subtrees a log of `size` entries is made of, largest first: all that appending and the root need. */
export interface Frontier {
  readonly size: number
  readonly peaks: readonly Subtree[]
}

export const EMPTY_FRONTIER: Frontier = { size: 0, peaks: [] }

export interface Appended {
  readonly frontier: Frontier
  /** Every subtree above the leaves that this entry completed, lowest first. */
  readonly completed: readonly Subtree[]
}

/** Adds one leaf: as many merges as the old size has trailing one bits. */
export function append(frontier: Frontier, leaf: TreeHash): Appended {
  const peaks = [...frontier.peaks]
  const completed: Subtree[] = []
  let last: Subtree = { level: 0, index: frontier.size, hash: leaf }
  for (let left = peaks.at(-1); left !== undefined && left.level === last.level; left = peaks.at(-1)) {
    peaks.pop()
    last = { level: left.level + 1, index: left.index / 2, hash: nodeHash(left.hash, last.hash) }
    completed.push(last)
  }
  return { frontier: { size: frontier.size + 1, peaks: [...peaks, last] }, completed }
}

/** The Merkle tree hash of the whole log (RFC 6962 §2.1): peaks folded from the smallest to the largest. */
export function rootOf({ peaks }: Frontier): TreeHash {
  const smallestFirst = peaks.map(({ hash }) => hash).reverse()
  const [smallest, ...larger] = smallestFirst
  return smallest === undefined ? EMPTY_ROOT : larger.reduce((right, left) => nodeHash(left, right), smallest)
}

const HASH_DIGITS = 64

/** The frontier as one line: its size follows from the log's, so the hashes alone are kept. */
export const writeFrontier = ({ peaks }: Frontier): string => peaks.map(({ hash }) => hash).join('')

/** The frontier of a log of `size` entries from its line, or `undefined` where the two do not fit. */
export function readFrontier(size: number, line: string): Frontier | undefined {
  const shapes = shapeOf(size)
  if (line.length !== shapes.length * HASH_DIGITS || !/^[0-9a-f]*$/.test(line)) return undefined
  const peaks = shapes.map((shape, i) => ({ ...shape, hash: line.slice(i * HASH_DIGITS, (i + 1) * HASH_DIGITS) }))
  return { size, peaks }
}

/** Level and index of each peak: one for each one bit of the size. Divisions, not shifts: a log may pass 2^31. */
export function shapeOf(size: number): readonly Omit<Subtree, 'hash'>[] {
  const shapes: Omit<Subtree, 'hash'>[] = []
  let start = 0
  for (let level = Math.floor(Math.log2(Math.max(size, 1))); level >= 0; level--) {
    const width = 2 ** level
    if (size - start < width) continue
    shapes.push({ level, index: start / width })
    start += width
  }
  return shapes
}
