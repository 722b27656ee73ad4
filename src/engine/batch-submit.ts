import { randomBytes } from 'node:crypto'
import type { IsoDate } from '../model/brand.ts'
import type { BatchStore } from '../store/batches/batch-store.ts'
import type { BatchBasis } from './batch-basis.ts'
import { keepEngine } from './batch-engine.ts'
import { CHUNK_ROWS, type PackedRows, packBytes, packFile, packRows } from './batch-pack.ts'
import { MAIN_TENANT } from './desk.ts'
import type { Engine } from './engine.ts'
import { type OpenEngineOptions, openEngine } from './open-engine.ts'
import type { PartyRow } from './party-file.ts'
import { ENGINE } from './version.ts'

const DEFAULT_HITS = 20
/** Chunks between two words of progress. */
const TELL_EVERY = 100

export const newBatchId = (): string => `batch-${randomBytes(8).toString('hex')}`

export interface BatchQuestion {
  readonly at: string
  readonly asOf?: IsoDate
  readonly knownAt?: IsoDate
  readonly threshold?: number
  readonly limit?: number
}

export interface SubmitOptions extends BatchQuestion {
  /** Its id, where it was given out before; a new one where absent. */
  readonly id?: string
  readonly tenant?: string
  readonly onProgress?: (text: string) => void
}

/** The lists are opened for the batch alone. */
export interface SubmitFileOptions extends SubmitOptions, Omit<OpenEngineOptions, 'at'> {}

/** Reads a file of parties into a batch and makes it ready for workers. Its lists are pinned: a later update changes nothing. */
export async function submitBatch(store: BatchStore, path: string, options: SubmitFileOptions): Promise<string> {
  const { at: _at, ...open } = options
  const engine = await openEngine(open)
  return submitPacked(store, packFile(path), path, engine, options)
}

/** The same for a file that was sent. */
export async function submitBytes(
  store: BatchStore,
  bytes: Uint8Array,
  name: string,
  engine: Engine,
  options: SubmitOptions,
): Promise<string> {
  return submitPacked(store, packBytes(bytes, name), name, engine, options)
}

/** The same for parties that are read already, as the API's. */
export async function submitRows(
  store: BatchStore,
  rows: Iterable<PartyRow>,
  name: string,
  engine: Engine,
  options: SubmitOptions,
): Promise<string> {
  return submitPacked(store, packRows(rows), name, engine, options)
}

/** The same for rows that are packed already. A batch of that id that was left unfinished is begun anew. */
export async function submitPacked(
  store: BatchStore,
  { rows, packed, shape }: PackedRows,
  name: string,
  engine: Engine,
  options: SubmitOptions,
): Promise<string> {
  const basis = await basisOf(store, engine, options)
  const id = options.id ?? newBatchId()
  if (options.id !== undefined) await store.remove(id)
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
    matcher: engine.matcher,
    policy: engine.policyId,
    lists: engine.lists.map(({ id, version, published }) => ({ id, version, published })),
  }
}
