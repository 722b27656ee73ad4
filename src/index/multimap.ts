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

/** Pairs of hash and number that grow while an index is built. */
export class PairBuffer {
  #hashes = new Uint32Array(1 << 16)
  #values = new Int32Array(1 << 16)
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

  /** Lays the pairs out by bucket, in the order they were added. */
  toMultimap(): Multimap {
    const bits = Math.max(4, Math.ceil(Math.log2(this.length + 1)))
    const shift = 32 - bits
    const starts = new Uint32Array(2 ** bits + 1)
    for (let at = 0; at < this.length; at += 1) {
      const bucket = ((this.#hashes[at] ?? 0) >>> shift) + 1
      starts[bucket] = (starts[bucket] ?? 0) + 1
    }
    for (let bucket = 1; bucket < starts.length; bucket += 1)
      starts[bucket] = (starts[bucket] ?? 0) + (starts[bucket - 1] ?? 0)
    const next = starts.slice()
    const hashes = new Uint32Array(this.length)
    const values = new Int32Array(this.length)
    for (let at = 0; at < this.length; at += 1) {
      const bucket = (this.#hashes[at] ?? 0) >>> shift
      const place = next[bucket] ?? 0
      next[bucket] = place + 1
      hashes[place] = this.#hashes[at] ?? 0
      values[place] = this.#values[at] ?? 0
    }
    return { shift, starts, hashes, values }
  }
}

/** Numbers by hash, in flat arrays that can be shared between threads and written to a file as they are. */
export interface Multimap {
  readonly shift: number
  readonly starts: Uint32Array
  readonly hashes: Uint32Array
  readonly values: Int32Array
}

/** Calls back with every number under a hash. */
export function eachValue(
  { shift, starts, hashes, values }: Multimap,
  hash: number,
  take: (value: number) => void,
): void {
  const bucket = hash >>> shift
  const end = starts[bucket + 1] ?? 0
  for (let at = starts[bucket] ?? 0; at < end; at += 1) if (hashes[at] === hash) take(values[at] ?? 0)
}
