import type { ColumnPlan, Columns } from './columns.ts'

/** Basis and prime of FNV-1a, 32 bits (Fowler, Noll, Vo). */
const BASIS = 0x811c9dc5
const PRIME = 0x01000193

/** Hash of a text under a relation, so that one table holds many relations apart. Collisions only offer a candidate too many. */
export function hashOf(relation: number, text: string): number {
  let hash = BASIS ^ relation
  hash = Math.imul(hash, PRIME)
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), PRIME)
  return finish(hash)
}

/** The last mixing of MurmurHash3 (Appleby), so that the upper bits can choose a bucket. */
export function finish(hash: number): number {
  let h = hash ^ (hash >>> 16)
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/**
 * Numbers by hash, in flat arrays that can be shared between threads and written to a file as they are. The upper bits of a hash choose
 * its bucket and the lower 16 are its tag: from 2^16 buckets on the two are the whole hash, under that a number too many is offered.
 */
export interface Multimap {
  /** How far a hash is shifted to the right to give its bucket. */
  readonly shift: number
  readonly starts: Uint32Array
  readonly tags: Uint16Array
  readonly values: Int32Array
}

/** Calls back with every number under a hash. */
export function eachValue(
  { shift, starts, tags, values }: Multimap,
  hash: number,
  take: (value: number) => void,
): void {
  const bucket = hash >>> shift
  const tag = hash & TAG
  const end = starts[bucket + 1] ?? 0
  for (let at = starts[bucket] ?? 0; at < end; at += 1) if (tags[at] === tag) take(values[at] ?? 0)
}

/** The part of a hash that stands beside its number. */
export const TAG = 0xffff

/** Gives every pair of hash and number to `take`, in the same order each time it is called. */
export type EachPair = (take: (hash: number, value: number) => void) => void

/** Bits that choose a bucket: about two pairs a bucket. */
const bitsFor = (pairs: number): number => Math.min(30, Math.max(4, Math.ceil(Math.log2(pairs + 1)) - 1))

/** The columns that a table of so many pairs takes, and the number that goes with them. */
export function planMultimap(name: string, pairs: number): MultimapPlan {
  const bits = bitsFor(pairs)
  return {
    name,
    shift: 32 - bits,
    columns: [
      { name: `${name}.starts`, kind: 'u32', length: 2 ** bits + 1 },
      { name: `${name}.tags`, kind: 'u16', length: pairs },
      { name: `${name}.values`, kind: 'i32', length: pairs },
    ],
  }
}

export interface MultimapPlan {
  readonly name: string
  readonly shift: number
  readonly columns: readonly ColumnPlan[]
}

export const multimapIn = (columns: Columns, name: string): Multimap => ({
  shift: columns.numbers[`${name}.shift`] ?? 0,
  starts: columns.u32(`${name}.starts`),
  tags: columns.u16(`${name}.tags`),
  values: columns.i32(`${name}.values`),
})

/** Lays pairs out by bucket, in the order they are given. They are asked for twice, so that they need not be kept anywhere else. */
export function fillMultimap({ shift, starts, tags, values }: Multimap, each: EachPair): void {
  each((hash) => {
    const bucket = (hash >>> shift) + 1
    starts[bucket] = (starts[bucket] ?? 0) + 1
  })
  addUp(starts)
  each((hash, value) => {
    const bucket = hash >>> shift
    const place = starts[bucket] ?? 0
    starts[bucket] = place + 1
    tags[place] = hash & TAG
    values[place] = value
  })
  stepBack(starts)
}

/** Counts, each one place on, to where each bucket begins. */
function addUp(starts: Uint32Array): void {
  for (let bucket = 1; bucket < starts.length; bucket += 1)
    starts[bucket] = (starts[bucket] ?? 0) + (starts[bucket - 1] ?? 0)
}

/** After filling, each start has moved on to its bucket's end, which is where the next one begins. */
function stepBack(starts: Uint32Array): void {
  starts.copyWithin(1, 0, starts.length - 1)
  starts[0] = 0
}

/** Pairs of hash and number that grow while an index is built. */
export class PairBuffer {
  #hashes = new Uint32Array(1 << 10)
  #values = new Int32Array(1 << 10)
  length = 0

  add(hash: number, value: number): void {
    if (this.length === this.#hashes.length) this.#grow()
    this.#hashes[this.length] = hash
    this.#values[this.length] = value
    this.length += 1
  }

  #grow(): void {
    const hashes = new Uint32Array(this.length * 2)
    const values = new Int32Array(this.length * 2)
    hashes.set(this.#hashes)
    values.set(this.#values)
    this.#hashes = hashes
    this.#values = values
  }

  /** Lays the pairs out in a table planned for them, in the order they were added. */
  fill({ shift, starts, tags, values }: Multimap): void {
    const hashes = this.#hashes
    const { length } = this
    for (let at = 0; at < length; at += 1) {
      const bucket = ((hashes[at] ?? 0) >>> shift) + 1
      starts[bucket] = (starts[bucket] ?? 0) + 1
    }
    addUp(starts)
    for (let at = 0; at < length; at += 1) {
      const hash = hashes[at] ?? 0
      const bucket = hash >>> shift
      const place = starts[bucket] ?? 0
      starts[bucket] = place + 1
      tags[place] = hash & TAG
      values[place] = this.#values[at] ?? 0
    }
    stepBack(starts)
  }

  /** Gives each pair another number. */
  renumber(numberOf: (value: number) => number): void {
    for (let at = 0; at < this.length; at += 1) this.#values[at] = numberOf(this.#values[at] ?? 0)
  }

  /** A table of the pairs in memory of its own. */
  toMultimap(): Multimap {
    const bits = bitsFor(this.length)
    const table = {
      shift: 32 - bits,
      starts: new Uint32Array(2 ** bits + 1),
      tags: new Uint16Array(this.length),
      values: new Int32Array(this.length),
    }
    this.fill(table)
    return table
  }
}
