import { shapeOf } from './frontier.ts'
import { nodeHash, type TreeHash } from './tree-hash.ts'

/** A range of entries `[from, to)` whose Merkle hash a proof needs. */
export interface Range {
  readonly from: number
  readonly to: number
}

/** Hash of any range that RFC 6962 names; the caller reads perfect subtrees and `foldRange` joins them. */
export type RangeHash = (range: Range) => TreeHash

/** RFC 6962 §2.1.1: the siblings of an entry's path, from the leaf to the root, as ranges. */
export function inclusionRanges(index: number, size: number): readonly Range[] {
  if (index < 0 || index >= size) return []
  const path: Range[] = []
  let [from, to] = [0, size]
  while (to - from > 1) {
    const middle = from + largestPowerBelow(to - from)
    if (index < middle) {
      path.push({ from: middle, to })
      to = middle
    } else {
      path.push({ from, to: middle })
      from = middle
    }
  }
  return path.reverse()
}

/** RFC 6962 §2.1.2: what shows that the log of `oldSize` entries is the beginning of that of `size`, as ranges. */
export function consistencyRanges(oldSize: number, size: number): readonly Range[] {
  if (oldSize <= 0 || oldSize >= size) return []
  return subproof(oldSize, 0, size, true)
}

function subproof(oldSize: number, from: number, to: number, isWhole: boolean): readonly Range[] {
  if (oldSize === to - from) return isWhole ? [] : [{ from, to }]
  const middle = from + largestPowerBelow(to - from)
  const left = middle - from
  return oldSize <= left
    ? [...subproof(oldSize, from, middle, isWhole), { from: middle, to }]
    : [...subproof(oldSize - left, middle, to, false), { from, to: middle }]
}

/** The largest power of two that is smaller than `count` (> 1). */
export function largestPowerBelow(count: number): number {
  let power = 1
  while (power * 2 < count) power *= 2
  return power
}

/** A perfect subtree by its place. */
export interface Place {
  readonly level: number
  readonly index: number
}

/** The perfect subtrees that make up a range whose start is a multiple of its largest subtree, as every range of a proof is. */
export function placesOf({ from, to }: Range): readonly Place[] {
  return shapeOf(to - from).map(({ level, index }) => ({ level, index: index + from / 2 ** level }))
}

/** The hash of a range from the hashes of its perfect subtrees, in the order of `placesOf`. */
export function foldPlaces(hashes: readonly TreeHash[]): TreeHash {
  const [smallest, ...larger] = [...hashes].reverse()
  if (smallest === undefined) throw new RangeError('a range of a proof holds at least one entry')
  return larger.reduce((right, left) => nodeHash(left, right), smallest)
}

/** Whether an inclusion proof leads from a leaf to a root (RFC 9162 §2.1.3.2). */
export function verifyInclusion(
  leaf: TreeHash,
  index: number,
  size: number,
  proof: readonly TreeHash[],
  root: TreeHash,
): boolean {
  const ranges = inclusionRanges(index, size)
  if (index < 0 || index >= size || ranges.length !== proof.length) return false
  const computed = ranges.reduce((hash, { from }, i) => {
    const sibling = proof[i] ?? ''
    return from > index ? nodeHash(hash, sibling) : nodeHash(sibling, hash)
  }, leaf)
  return computed === root
}

/** Whether a consistency proof shows the log behind `oldRoot` to be the beginning of that behind `root` (RFC 9162 §2.1.4.2). */
export function verifyConsistency(
  oldSize: number,
  oldRoot: TreeHash,
  size: number,
  root: TreeHash,
  proof: readonly TreeHash[],
): boolean {
  if (oldSize > size || oldSize < 0) return false
  if (oldSize === size) return proof.length === 0 && oldRoot === root
  if (oldSize === 0) return proof.length === 0
  const ranges = consistencyRanges(oldSize, size)
  const startsWithOldRoot = ranges.length === proof.length
  if (!startsWithOldRoot) return false
  const isPower = Number.isInteger(Math.log2(oldSize))
  const rest = isPower ? proof : proof.slice(1)
  const seed = isPower ? oldRoot : (proof[0] ?? '')
  const restRanges = isPower ? ranges : ranges.slice(1)
  let [old, whole] = [seed, seed]
  restRanges.forEach(({ from }, i) => {
    const sibling = rest[i] ?? ''
    if (from >= oldSize) whole = nodeHash(whole, sibling)
    else {
      old = nodeHash(sibling, old)
      whole = nodeHash(sibling, whole)
    }
  })
  return old === oldRoot && whole === root
}
