/** Chance from a seed: the same seed gives the same numbers on every machine (mulberry32, public domain, Tommy Ettinger 2017). */
export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** 0 up to 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let t = this.#state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }

  /** A whole number from 0 up to `below`. */
  below(below: number): number {
    return Math.floor(this.next() * below)
  }

  /** One of several; `undefined` of none. */
  of<T>(values: readonly T[]): T | undefined {
    return values[this.below(values.length)]
  }

  /** In chance order, without changing what was given. */
  shuffled<T>(values: readonly T[]): readonly T[] {
    const out = [...values]
    for (let i = out.length - 1; i > 0; i -= 1) {
      const j = this.below(i + 1)
      const [a, b] = [out[i], out[j]]
      if (a !== undefined && b !== undefined) {
        out[i] = b
        out[j] = a
      }
    }
    return out
  }
}

/** A seed from a text: FNV-1a, 32 bits. */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i += 1) {
    hash ^= text.charCodeAt(i)
    hash = Math.imul(hash, 0x01000193)
  }
  return hash >>> 0
}
