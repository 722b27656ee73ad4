import { randomBytes } from 'node:crypto'
import type { IsoDate } from '../model/brand.ts'
import type { BatchStore } from '../store/batches/batch-store.ts'
import type { BatchBasis } from './batch-basis.ts'
import { packLines } from './batch-chunk.ts'
import { keepEngine } from './batch-engine.ts'
import { MAIN_TENANT } from './desk.ts'
import type { Engine } from './engine.ts'
import { openEngine } from './open-engine.ts'
import { type PartyLayout, type PartyRow, type RawRow, visitPartyBytes, visitPartyFile } from './party-file.ts'
import { ENGINE } from './version.ts'

/** Rows of one chunk: a second or less of work, so that little is done again after a kill. */
export const CHUNK_ROWS = 1_000
const DEFAULT_HITS = 20
/** Chunks between two words of progress. */
const TELL_EVERY = 100

export interface BatchQuestion {
  readonly at: string
  readonly asOf?: IsoDate
  readonly knownAt?: IsoDate
  readonly threshold?: number
  readonly limit?: number
}

export interface SubmitOptions extends BatchQuestion {
  readonly tenant?: string
  readonly onProgress?: (text: string) => void
}

export interface SubmitFileOptions extends SubmitOptions {
  readonly lists?: readonly string[]
  readonly data?: string
  readonly policy?: string
  readonly published?: IsoDate
}

/** Reads a file of parties into a batch and makes it ready for workers. Its lists are pinned: a later update changes nothing. */
export async function submitBatch(store: BatchStore, path: string, options: SubmitFileOptions): Promise<string> {
  const engine = await openEngine({
    lists: options.lists ?? [],
    ...(options.data === undefined ? {} : { data: options.data }),
    ...(options.policy === undefined ? {} : { policy: options.policy }),
    ...(options.published === undefined ? {} : { published: options.published }),
    ...(options.asOf === undefined ? {} : { asOf: options.asOf }),
    ...(options.knownAt === undefined ? {} : { knownAt: options.knownAt }),
  })
  const chunks = new ChunkPacker()
  visitPartyFile(path, chunks)
  return submitted(store, chunks, path, engine, options)
}

/** The same for a file that was sent. */
export async function submitBytes(
  store: BatchStore,
  bytes: Uint8Array,
  name: string,
  engine: Engine,
  options: SubmitOptions,
): Promise<string> {
  const chunks = new ChunkPacker()
  visitPartyBytes(bytes, name, chunks)
  return submitted(store, chunks, name, engine, options)
}

/** The same for parties that are read already, as the API's. */
export async function submitRows(
  store: BatchStore,
  rows: Iterable<PartyRow>,
  name: string,
  engine: Engine,
  options: SubmitOptions,
): Promise<string> {
  const chunks = new ChunkPacker()
  for (const party of rows) chunks.row({ party })
  return submitted(store, chunks, name, engine, options)
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

  finish(): { readonly rows: number; readonly packed: readonly Uint8Array[]; readonly shape: string } {
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

async function submitted(
  store: BatchStore,
  chunks: ChunkPacker,
  name: string,
  engine: Engine,
  options: SubmitOptions,
): Promise<string> {
  const { rows, packed, shape } = chunks.finish()
  const basis = await basisOf(store, engine, options)
  const id = `batch-${randomBytes(8).toString('hex')}`
  const tenant = options.tenant ?? MAIN_TENANT
  await store.create({ id, tenant, name, madeAt: options.at, basis: JSON.stringify(basis) })
  for (const [chunk, bytes] of packed.entries()) {
    await store.addChunk(id, chunk, bytes)
    if (chunk % TELL_EVERY === TELL_EVERY - 1) options.onProgress?.(`${(chunk + 1) * CHUNK_ROWS} rows kept`)
  }
  await store.open(id, { rows, chunks: packed.length, shape })
  return id
}

async function basisOf(store: BatchStore, engine: Engine, options: SubmitOptions): Promise<BatchBasis> {
  const question = {
    at: options.at,
    ...(options.asOf === undefined ? {} : { asOf: options.asOf }),
    ...(options.knownAt === undefined ? {} : { knownAt: options.knownAt }),
  }
  return {
    ...question,
    ...(options.threshold === undefined ? {} : { threshold: options.threshold }),
    limit: options.limit ?? DEFAULT_HITS,
    snapshot: await keepEngine(store, engine, question),
    engine: ENGINE,
    matcher: engine.lists[0]?.corpus.matcher ?? '',
    policy: engine.policyId,
    lists: engine.lists.map(({ id, version, published }) => ({ id, version, published })),
  }
}
