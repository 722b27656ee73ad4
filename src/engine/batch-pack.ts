import { packLines } from './batch-lines.ts'
import { type PartyLayout, type PartyRow, type RawRow, visitPartyBytes, visitPartyFile } from './party-file.ts'

/** Rows of one chunk: a second or less of work, so that little is done again after a kill. */
export const CHUNK_ROWS = 1_000

/** The rows of a file as they are kept: chunk by chunk, with how they are laid out. */
export interface PackedRows {
  readonly rows: number
  readonly packed: readonly Uint8Array[]
  readonly shape: string
}

export function packFile(path: string): PackedRows {
  const packer = new ChunkPacker()
  visitPartyFile(path, packer)
  return packer.finish()
}

export function packBytes(bytes: Uint8Array, name: string): PackedRows {
  const packer = new ChunkPacker()
  visitPartyBytes(bytes, name, packer)
  return packer.finish()
}

export function packRows(rows: Iterable<PartyRow>): PackedRows {
  const packer = new ChunkPacker()
  for (const party of rows) packer.row({ party })
  return packer.finish()
}

/** Packs rows as they are read: what is held of a million is their chunks, a few dozen bytes a row. */
class ChunkPacker {
  readonly layouts: PartyLayout[] = []
  readonly packed: Uint8Array[] = []
  rows = 0
  readonly #names = new Set<string>()
  readonly #widths: number[] = []
  #open: RawRow[] = []

  layout(layout: PartyLayout): void {
    this.layouts.push(layout)
  }

  row(raw: RawRow): void {
    if ('party' in raw) this.#meet(raw.party)
    else if (raw.cells.length > (this.#widths[raw.layout] ?? 0)) this.#widths[raw.layout] = raw.cells.length
    this.rows += 1
    if (this.#open.push(raw) === CHUNK_ROWS) this.#pack()
  }

  #meet({ properties, columns }: PartyRow): void {
    for (const name in properties) this.#names.add(name)
    for (const name in columns) this.#names.add(name)
  }

  #pack(): void {
    this.packed.push(packLines(this.#open))
    this.#open = []
  }

  finish(): PackedRows {
    if (this.#open.length > 0) this.#pack()
    return {
      rows: this.rows,
      packed: this.packed,
      shape: JSON.stringify({
        layouts: this.layouts.map((layout, at) => widened(layout, this.#widths[at] ?? 0)),
        names: [...this.#names],
      }),
    }
  }
}

/** A row with more cells than its header has columns: those get a heading by their place, and pass through. */
function widened(layout: PartyLayout, width: number): PartyLayout {
  const more = Array.from({ length: Math.max(0, width - layout.header.length) }, (_, i) => layout.header.length + i + 1)
  return {
    ...layout,
    header: [...layout.header, ...more.map((place) => `column ${place}`)],
    read: [...layout.read, ...more.map(() => null)],
  }
}
