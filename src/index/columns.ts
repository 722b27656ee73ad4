import { utf8Into, utf8Of } from './utf8.ts'

/**
 * One index as one shared buffer: a header, then columns of whole numbers. A thread that is handed the buffer opens it without copying;
 * written to a file as it is, it is a snapshot. Numbers stand in the machine's order of bytes (little-endian wherever Node.js runs).
 *
 *   8 bytes   magic
 *   4 bytes   layout version
 *   4 bytes   length of the header's JSON
 *   JSON      what it was made from, and the columns: name, kind of number, place, length
 *   columns   each at a multiple of 8 bytes
 */
const MAGIC = 'CORDONIX'
/** Moves whenever the meaning or the place of a column does. */
export const LAYOUT = 4
const FIXED_BYTES = 16
const ALIGNED_BYTES = 8

const WIDTH = { u8: 1, u16: 2, u32: 4, i32: 4 } as const
type NumberKind = keyof typeof WIDTH

/** What an index was made from. Two indexes of the same origin are the same bytes. */
export interface IndexOrigin {
  readonly matcher: string
  /** Digest of the name tables and of the code that reads and compares names. */
  readonly reader: string
  /** Digest of the entities as they were indexed. */
  readonly list: string
}

/** A column to be made room for. */
export interface ColumnPlan {
  readonly name: string
  readonly kind: NumberKind
  readonly length: number
}

interface Placed extends ColumnPlan {
  /** From the first column on, bytes. */
  readonly at: number
}

interface Header {
  readonly origin: IndexOrigin
  /** Numbers that belong to no column, as how many bits choose a bucket. */
  readonly numbers: Readonly<Record<string, number>>
  readonly bytes: number
  readonly columns: readonly Placed[]
}

/** Why some bytes are no index that may be used here. */
export type ColumnsFault = 'foreign' | 'layout' | 'truncated' | 'damaged'

export class Columns {
  readonly buffer: SharedArrayBuffer
  readonly origin: IndexOrigin
  readonly numbers: Readonly<Record<string, number>>
  readonly #columns: ReadonlyMap<string, Placed>
  readonly #base: number

  private constructor(buffer: SharedArrayBuffer, header: Header, base: number) {
    this.buffer = buffer
    this.origin = header.origin
    this.numbers = header.numbers
    this.#columns = new Map(header.columns.map((column) => [column.name, column]))
    this.#base = base
  }

  /** Room for these columns, all noughts, in one buffer. */
  static make(origin: IndexOrigin, numbers: Readonly<Record<string, number>>, plan: readonly ColumnPlan[]): Columns {
    let bytes = 0
    const columns = plan.map((column) => {
      const at = bytes
      bytes = aligned(at + column.length * WIDTH[column.kind])
      return { ...column, at }
    })
    const header: Header = { origin, numbers, bytes, columns }
    const json = JSON.stringify(header)
    const text = new Uint8Array(json.length * 3)
    const length = utf8Into(json, text)
    const base = aligned(FIXED_BYTES + length)
    const buffer = new SharedArrayBuffer(base + bytes)
    const all = new Uint8Array(buffer)
    for (let at = 0; at < MAGIC.length; at += 1) all[at] = MAGIC.charCodeAt(at)
    new Uint32Array(buffer, MAGIC.length, 2).set([LAYOUT, length])
    all.set(text.subarray(0, length), FIXED_BYTES)
    return new Columns(buffer, header, base)
  }

  /** Opens a buffer, or says why it is none of these. Its columns are trusted: whoever read it from a file has checked its digest. */
  static open(buffer: SharedArrayBuffer): Columns | ColumnsFault {
    if (buffer.byteLength < FIXED_BYTES) return 'truncated'
    const all = new Uint8Array(buffer)
    for (let at = 0; at < MAGIC.length; at += 1) if (all[at] !== MAGIC.charCodeAt(at)) return 'foreign'
    const [layout = 0, length = 0] = new Uint32Array(buffer, MAGIC.length, 2)
    if (layout !== LAYOUT) return 'layout'
    if (FIXED_BYTES + length > buffer.byteLength) return 'truncated'
    const base = aligned(FIXED_BYTES + length)
    const header = headerOf(utf8Of(all, FIXED_BYTES, FIXED_BYTES + length))
    if (header === undefined) return 'damaged'
    return base + header.bytes === buffer.byteLength ? new Columns(buffer, header, base) : 'truncated'
  }

  u8(name: string): Uint8Array {
    const { at, length } = this.#find(name, 'u8')
    return new Uint8Array(this.buffer, at, length)
  }

  u16(name: string): Uint16Array {
    const { at, length } = this.#find(name, 'u16')
    return new Uint16Array(this.buffer, at, length)
  }

  u32(name: string): Uint32Array {
    const { at, length } = this.#find(name, 'u32')
    return new Uint32Array(this.buffer, at, length)
  }

  i32(name: string): Int32Array {
    const { at, length } = this.#find(name, 'i32')
    return new Int32Array(this.buffer, at, length)
  }

  /** Bytes of each column, largest first, for those who look after memory. */
  sizes(): readonly (readonly [name: string, bytes: number])[] {
    return [...this.#columns.values()]
      .map(({ name, kind, length }) => [name, length * WIDTH[kind]] as const)
      .sort((a, b) => b[1] - a[1])
  }

  #find(name: string, kind: NumberKind): { readonly at: number; readonly length: number } {
    const column = this.#columns.get(name)
    if (column === undefined || column.kind !== kind) throw new Error(`the index has no column ${name} of ${kind}`)
    return { at: this.#base + column.at, length: column.length }
  }
}

const aligned = (bytes: number): number => Math.ceil(bytes / ALIGNED_BYTES) * ALIGNED_BYTES

/** The header is Cordon's own JSON under a digest; what is checked here is that it is one at all. */
function headerOf(json: string): Header | undefined {
  try {
    const parsed = JSON.parse(json) as Header
    return Array.isArray(parsed.columns) && Number.isSafeInteger(parsed.bytes) ? parsed : undefined
  } catch {
    return undefined
  }
}

/** Texts one after another as UTF-8, by their number. */
export interface TextColumn {
  readonly starts: Uint32Array
  readonly bytes: Uint8Array
}

export const textAt = ({ starts, bytes }: TextColumn, index: number): string =>
  utf8Of(bytes, starts[index] ?? 0, starts[index + 1] ?? 0)
