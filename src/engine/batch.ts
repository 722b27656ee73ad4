import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { gunzipSync, gzipSync } from 'node:zlib'
import { bandOf } from '../match/match.ts'
import type { BatchJob, ChunkResult, ClaimedChunk } from '../model/batch.ts'
import type { IsoDate } from '../model/brand.ts'
import { CordonError } from '../model/errors.ts'
import {
  type AnswerDesignation,
  type AnswerEvidence,
  CAVEATS,
  renderDesignation,
  renderEvidence,
} from '../screening/answer.ts'
import type { Hit } from '../screening/outcome.ts'
import type { BatchCounts, BatchStore } from '../store/batches/batch-store.ts'
import { PostgresBatches } from '../store/batches/postgres-batches.ts'
import { SqliteBatches } from '../store/batches/sqlite-batches.ts'
import { keepEngine, openKeptEngine } from './batch-engine.ts'
import { type Engine, type ScreenOptions, sentenceOf } from './engine.ts'
import { openEngine } from './open-engine.ts'
import { type PartyRow, readPartyFile } from './party-file.ts'
import { dataFolder } from './paths.ts'
import { ENGINE } from './version.ts'

export type { BatchJob } from '../model/batch.ts'
export type { BatchStore } from '../store/batches/batch-store.ts'

/** Rows of one chunk: a second or two of work, so that little is done again after a kill. */
export const CHUNK_ROWS = 1_000
const THOUSAND = 1000
/** Rows after which a worker says that it still works. */
const EXTEND_EVERY = 250
const IDLE_MS = 500
const FAILED_MS = 2_000

export interface OpenBatchesOptions {
  readonly data?: string
  /** `postgresql://…`; CORDON_DATABASE_URL where absent, and the data folder where that is absent too. */
  readonly databaseUrl?: string
  readonly leaseSeconds?: number
}

/** Opens the store of batches: PostgreSQL for many machines, otherwise a file of the data folder for this one. */
export async function openBatches(options: OpenBatchesOptions = {}): Promise<BatchStore> {
  const url = options.databaseUrl ?? process.env['CORDON_DATABASE_URL']
  const lease = options.leaseSeconds === undefined ? {} : { leaseSeconds: options.leaseSeconds }
  return url !== undefined && url !== ''
    ? PostgresBatches.open(url, lease)
    : new SqliteBatches(dataFolder(options.data), lease)
}

/** The same for a worker, which outlives a database that is away when it starts. */
export async function openBatchesPatiently(
  options: OpenBatchesOptions,
  { isStopped, onProgress }: Pick<WorkOptions, 'isStopped' | 'onProgress'>,
): Promise<BatchStore | undefined> {
  while (!isStopped()) {
    try {
      return await openBatches(options)
    } catch (error) {
      onProgress?.(`the store is not to be had yet: ${error instanceof Error ? error.message : String(error)}`)
      await pause(FAILED_MS)
    }
  }
  return undefined
}

/** What is asked of every row, kept with the job. */
export interface BatchBasis {
  readonly at: string
  readonly asOf?: IsoDate
  readonly knownAt?: IsoDate
  readonly threshold?: number
  readonly limit: number
  readonly snapshot: string
  readonly engine: string
  readonly matcher: string
  readonly policy: string
  readonly lists: readonly { readonly id: string; readonly version: string; readonly published: string | null }[]
}

export interface SubmitOptions {
  readonly lists?: readonly string[]
  readonly data?: string
  readonly policy?: string
  readonly published?: IsoDate
  readonly at: string
  readonly asOf?: IsoDate
  readonly knownAt?: IsoDate
  readonly threshold?: number
  readonly limit?: number
  readonly onProgress?: (text: string) => void
}

/** Reads a file of parties into a batch and makes it ready for workers. Its lists are pinned: a later update changes nothing. */
export async function submitBatch(store: BatchStore, path: string, options: SubmitOptions): Promise<string> {
  const engine = await openEngine({
    lists: options.lists ?? [],
    ...(options.data === undefined ? {} : { data: options.data }),
    ...(options.policy === undefined ? {} : { policy: options.policy }),
    ...(options.published === undefined ? {} : { published: options.published }),
    ...(options.asOf === undefined ? {} : { asOf: options.asOf }),
    ...(options.knownAt === undefined ? {} : { knownAt: options.knownAt }),
  })
  return submitRows(store, readPartyFile(path), path, engine, options)
}

/** The same for rows that are read already, as the API's. */
export async function submitRows(
  store: BatchStore,
  rows: readonly PartyRow[],
  name: string,
  engine: Engine,
  options: SubmitOptions,
): Promise<string> {
  const question = {
    at: options.at,
    ...(options.asOf === undefined ? {} : { asOf: options.asOf }),
    ...(options.knownAt === undefined ? {} : { knownAt: options.knownAt }),
  }
  const basis: BatchBasis = {
    ...question,
    ...(options.threshold === undefined ? {} : { threshold: options.threshold }),
    limit: options.limit ?? DEFAULT_HITS,
    snapshot: await keepEngine(store, engine, question),
    engine: ENGINE,
    matcher: engine.lists[0]?.corpus.matcher ?? '',
    policy: engine.policyId,
    lists: engine.lists.map(({ id, version, published }) => ({ id, version, published })),
  }
  const id = `batch-${randomBytes(8).toString('hex')}`
  await store.create({ id, name, madeAt: options.at, basis: JSON.stringify(basis) })
  let chunk = 0
  for (let from = 0; from < rows.length; from += CHUNK_ROWS) {
    await store.addChunk(id, chunk, packed(rows.slice(from, from + CHUNK_ROWS)))
    chunk += 1
    if (chunk % 100 === 0) options.onProgress?.(`${from + CHUNK_ROWS} rows read in`)
  }
  await store.open(id, rows.length, chunk)
  return id
}
const DEFAULT_HITS = 20

const packed = (rows: readonly unknown[]): Uint8Array =>
  gzipSync(rows.map((row) => JSON.stringify(row)).join('\n'), { level: 1 })

function* unpacked(bytes: Uint8Array): Iterable<string> {
  const text = gunzipSync(bytes).toString('utf8')
  if (text !== '') yield* text.split('\n')
}

/** One row answered. The lists, policy and matcher are those of the job, and stand in its basis. */
export interface BatchResult {
  readonly id: string
  readonly status: 'clear' | 'hits' | 'undetermined'
  readonly missing?: readonly string[]
  readonly query: {
    readonly schema?: string
    readonly properties: PartyRow['properties']
    readonly columns?: PartyRow['columns']
  }
  readonly total: number
  readonly hits: readonly BatchHit[]
  readonly below: readonly {
    readonly id: string
    readonly list: string
    readonly score: number
    readonly why: string
  }[]
}

export interface BatchHit {
  readonly id: string
  readonly caption: string
  readonly schema: string
  readonly list: string
  readonly score: number
  readonly band: string
  readonly matched: { readonly party: string; readonly entity: string; readonly alias_quality: string }
  readonly evidence: readonly AnswerEvidence[]
  readonly designations: readonly AnswerDesignation[]
}

/** Answers one row; one that cannot be read is its own `undetermined`. */
export function answerRow(
  engine: Engine,
  { fault, columns, id, ...given }: PartyRow,
  options: ScreenOptions,
): BatchResult {
  const query = {
    ...(given.schema === undefined ? {} : { schema: given.schema }),
    properties: given.properties,
    ...(Object.keys(columns).length === 0 ? {} : { columns }),
  }
  const asked = fault === undefined ? engine.ask({ id, ...given }, options) : undefined
  if (asked === undefined || !asked.ok) {
    const reason = asked === undefined ? (fault ?? '') : sentenceOf(asked.issue)
    return { id, status: 'undetermined', missing: [reason], query, total: 0, hits: [], below: [] }
  }
  const { outcome } = asked.value
  return {
    id,
    status: outcome.kind,
    ...(outcome.kind === 'clear' || outcome.missing.length === 0 ? {} : { missing: outcome.missing }),
    query,
    total: outcome.total,
    hits: outcome.kind === 'hits' ? outcome.hits.map(hitOf) : [],
    below: outcome.below.map(({ entity, list, match }) => ({
      id: entity.id,
      list,
      score: match.score / THOUSAND,
      why: match.below ?? 'near',
    })),
  }
}

const hitOf = ({ entity, list, match, designations }: Hit): BatchHit => ({
  id: entity.id,
  caption: entity.names[0].text,
  schema: entity.schema,
  list,
  score: match.score / THOUSAND,
  band: bandOf(match.score),
  matched: { party: match.matched.party, entity: match.matched.entity, alias_quality: match.matched.aliasQuality },
  evidence: match.evidence.map(renderEvidence),
  designations: designations.map(renderDesignation),
})

export interface WorkOptions {
  /** Ends when it says so: asked between chunks. */
  readonly isStopped: () => boolean
  /** Ends as soon as nothing is left to do, instead of waiting for more. */
  readonly untilIdle?: boolean
  readonly name?: string
  readonly onProgress?: (text: string) => void
}

/** Works on chunks until it is stopped. Whatever fails, the chunk stays for the next one to take. */
export async function work(store: BatchStore, options: WorkOptions): Promise<number> {
  const name = options.name ?? `${hostname()}/${process.pid}`
  const engines = new Map<string, Promise<Engine>>()
  let done = 0
  while (!options.isStopped()) {
    const claim = await attempted(() => store.claim(name), options)
    if (claim === undefined) {
      if (options.untilIdle === true) return done
      await pause(IDLE_MS)
      continue
    }
    if (claim === FAILED) {
      await pause(FAILED_MS)
      continue
    }
    const isDone = await attempted(() => workOn(store, claim, name, engines), options)
    if (isDone === FAILED) await pause(FAILED_MS)
    else done += 1
  }
  return done
}

const FAILED = Symbol('failed')

/** A database that is away comes back; a batch of another matcher is left to workers that have it. */
async function attempted<T>(step: () => Promise<T>, { onProgress }: WorkOptions): Promise<T | typeof FAILED> {
  try {
    return await step()
  } catch (error) {
    onProgress?.(`not done, and will be tried again: ${error instanceof Error ? error.message : String(error)}`)
    return FAILED
  }
}

async function workOn(
  store: BatchStore,
  claim: ClaimedChunk,
  worker: string,
  engines: Map<string, Promise<Engine>>,
): Promise<boolean> {
  const basis: BatchBasis = JSON.parse(claim.basis)
  if (!engines.has(basis.snapshot)) {
    engines.clear()
    engines.set(basis.snapshot, openKeptEngine(store, basis.snapshot))
  }
  const engine = await engines.get(basis.snapshot)
  if (engine === undefined) throw new CordonError('store.unavailable', 'the lists of the batch could not be opened')
  const { at, asOf, knownAt, threshold, limit } = basis
  const options: ScreenOptions = {
    at,
    limit,
    ...(asOf === undefined ? {} : { asOf }),
    ...(knownAt === undefined ? {} : { knownAt }),
    ...(threshold === undefined ? {} : { threshold }),
  }
  return store.finish(claim, await answered(store, claim, engine, options, worker))
}

async function answered(
  store: BatchStore,
  claim: ClaimedChunk,
  engine: Engine,
  options: ScreenOptions,
  worker: string,
): Promise<ChunkResult> {
  const results: BatchResult[] = []
  for (const line of unpacked(claim.rows)) {
    results.push(answerRow(engine, JSON.parse(line), options))
    if (results.length % EXTEND_EVERY === 0) await store.extend(claim)
  }
  return {
    results: packed(results),
    rows: results.length,
    hits: results.filter(({ status }) => status === 'hits').length,
    undetermined: results.filter(({ status }) => status === 'undetermined').length,
    worker,
  }
}

/** Where a batch stands, for people and the API. */
export interface BatchStatus {
  readonly id: string
  readonly name: string
  readonly state: BatchJob['state']
  readonly made_at: string
  readonly rows: number
  readonly rows_done: number
  readonly chunks: number
  readonly chunks_done: number
  readonly with_hits: number
  readonly undetermined: number
  readonly workers: readonly string[]
  readonly basis: BatchBasis
  readonly caveat: string
}

export async function batchStatus(store: BatchStore, id: string): Promise<BatchStatus> {
  const job = await store.find(id)
  if (job === undefined) throw new CordonError('list.unknown', `there is no batch ${id}`)
  return statusOf(job, await store.counts(id))
}

export async function allBatches(store: BatchStore): Promise<readonly BatchStatus[]> {
  return Promise.all((await store.all()).map(async (job) => statusOf(job, await store.counts(job.id))))
}

const statusOf = (job: BatchJob, counts: BatchCounts): BatchStatus => ({
  id: job.id,
  name: job.name,
  state: job.state,
  made_at: job.madeAt,
  rows: job.rows,
  rows_done: counts.rows,
  chunks: job.chunks,
  chunks_done: job.chunksDone,
  with_hits: counts.hits,
  undetermined: counts.undetermined,
  workers: counts.workers,
  basis: JSON.parse(job.basis),
  caveat: CAVEATS.en,
})

/** Results in the order of the rows. */
export async function* batchResults(store: BatchStore, id: string): AsyncIterable<BatchResult> {
  for await (const bytes of store.results(id)) for (const line of unpacked(bytes)) yield JSON.parse(line)
}
