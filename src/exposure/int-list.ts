const FIRST_CAPACITY = 1_024

/** A list of 32-bit integers that grows, for graphs of millions of stakes. */
export class IntList {
  #values = new Int32Array(FIRST_CAPACITY)
  #length = 0

  get length(): number {
    return this.#length
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const wider = new Int32Array(this.#values.length * 2)
      wider.set(this.#values)
      this.#values = wider
    }
    this.#values[this.#length++] = value
  }

  get(position: number): number {
    return this.#values[position] ?? 0
  }

  /** The values, without copying: a view that later pushes may leave behind. */
  view(): Int32Array {
    return this.#values.subarray(0, this.#length)
  }
}

/** Texts to small numbers and back; the empty text is 0. */
export class TextTable {
  readonly #numberOf = new Map<string, number>([['', 0]])
  readonly texts: string[] = ['']

  numberFor(text: string): number {
    const known = this.#numberOf.get(text)
    if (known !== undefined) return known
    const number = this.texts.length
    this.#numberOf.set(text, number)
    this.texts.push(text)
    return number
  }

  find(text: string): number | undefined {
    return this.#numberOf.get(text)
  }
}

/** For each of `count` groups the positions that belong to it: those of group g stand in `items` from `start[g]` up to `start[g + 1]`. */
export interface Grouping {
  readonly start: Int32Array
  readonly items: Int32Array
}

/** Sorts positions by their group, keeping their order within one. */
export function groupBy(groupOf: Int32Array, count: number): Grouping {
  const start = new Int32Array(count + 1)
  for (let i = 0; i < groupOf.length; i++) start[at(groupOf, i) + 1] = at(start, at(groupOf, i) + 1) + 1
  for (let g = 0; g < count; g++) start[g + 1] = at(start, g + 1) + at(start, g)
  const next = start.slice()
  const items = new Int32Array(groupOf.length)
  for (let i = 0; i < groupOf.length; i++) {
    const group = at(groupOf, i)
    items[at(next, group)] = i
    next[group] = at(next, group) + 1
  }
  return { start, items }
}

/** The number at a position that is known to be there. */
export const at = (values: Int32Array | Float64Array | Uint8Array, position: number): number => values[position] ?? 0
