import { utf8Into } from './utf8.ts'

/** Whole numbers that grow while an index is built. */
export class GrowingNumbers {
  #values = new Int32Array(1 << 8)
  length = 0

  push(value: number): void {
    if (this.length === this.#values.length) {
      const wider = new Int32Array(this.length * 2)
      wider.set(this.#values)
      this.#values = wider
    }
    this.#values[this.length] = value
    this.length += 1
  }

  at(index: number): number {
    return this.#values[index] ?? 0
  }

  set(index: number, value: number): void {
    this.#values[index] = value
  }

  /** What was pushed, not a copy. */
  get values(): Int32Array {
    return this.#values.subarray(0, this.length)
  }
}

const PIECE_BYTES = 1 << 20

/** Texts that grow while an index is built: UTF-8 one after another in pieces, and where each begins. */
export class GrowingTexts {
  readonly #pieces: Uint8Array[] = []
  readonly #starts = new GrowingNumbers()
  #piece = new Uint8Array(1 << 10)
  #used = 0
  bytes = 0

  get length(): number {
    return this.#starts.length
  }

  push(text: string): void {
    this.#starts.push(this.bytes | 0)
    if (text === '') return
    if (this.#piece.length - this.#used < text.length * 3) this.#next(text.length * 3)
    const written = utf8Into(text, this.#piece.subarray(this.#used))
    this.#used += written
    this.bytes += written
  }

  #next(atLeast: number): void {
    this.#pieces.push(this.#piece.subarray(0, this.#used))
    this.#piece = new Uint8Array(Math.max(atLeast, Math.min(PIECE_BYTES, Math.max(this.bytes, 1 << 10))))
    this.#used = 0
  }

  /** Writes all of it where it stays, and lets go of it here. `starts` has one number more than there are texts. */
  moveTo(starts: Uint32Array, bytes: Uint8Array): void {
    this.#pieces.push(this.#piece.subarray(0, this.#used))
    starts.set(this.#starts.values)
    starts[this.length] = this.bytes
    let at = 0
    for (const piece of this.#pieces) {
      bytes.set(piece, at)
      at += piece.length
    }
    this.#pieces.length = 0
    this.#piece = new Uint8Array(0)
    this.#used = 0
  }
}
