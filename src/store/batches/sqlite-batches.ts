import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { BATCH_STATES, type BatchJob, type ChunkResult, type ClaimedChunk, type DoneChunk } from '../../model/batch.ts'
import { inTransaction, storeError } from '../sqlite.ts'
import {
  type BatchCounts,
  type BatchStore,
  DEFAULT_LEASE_SECONDS,
  type NewBatch,
  type WholeBatch,
} from './batch-store.ts'

const BUSY_TIMEOUT_MS = 30_000
const MS = 1000

/** A file of its own beside cordon.db: results are large and short-lived, and a batch must not stop a decision from being written. */
const SCHEMA = `
create table if not exists batch (
  id text primary key, tenant text not null, name text not null, state text not null, rows integer not null default 0,
  chunks integer not null default 0, made_at text not null, basis text not null, shape text not null default '{}') strict;
create table if not exists batch_chunk (
  job text not null references batch (id), chunk integer not null, rows blob not null,
  worker text, leased_until integer not null default 0, is_done integer not null default 0,
  primary key (job, chunk)) strict, without rowid;
create index if not exists batch_chunk_open on batch_chunk (is_done, leased_until) where is_done = 0;
create table if not exists batch_result (
  job text not null, chunk integer not null, results blob not null, rows integer not null, hits integer not null,
  undetermined integer not null, worker text not null, snapshot text not null, primary key (job, chunk)) strict;
create table if not exists batch_snapshot (digest text primary key, bytes blob not null) strict;
`

/** Batches in the data folder: any number of processes of one machine share it. */
export class SqliteBatches implements BatchStore {
  readonly #database: DatabaseSync
  readonly #leaseMs: number
  readonly #now: () => number

  constructor(dataFolder: string, options: { readonly leaseSeconds?: number; readonly now?: () => number } = {}) {
    this.#leaseMs = (options.leaseSeconds ?? DEFAULT_LEASE_SECONDS) * MS
    this.#now = options.now ?? Date.now
    try {
      mkdirSync(dataFolder, { recursive: true })
      this.#database = new DatabaseSync(join(dataFolder, 'batches.db'), { timeout: BUSY_TIMEOUT_MS })
      this.#database.exec('pragma journal_mode = wal; pragma synchronous = full')
      this.#database.exec(SCHEMA)
    } catch (cause) {
      throw storeError(cause, `the data folder ${dataFolder} cannot be used`)
    }
  }

  async create({ id, tenant, name, madeAt, basis }: NewBatch): Promise<void> {
    this.#database
      .prepare("insert into batch (id, tenant, name, state, made_at, basis) values (?, ?, ?, 'loading', ?, ?)")
      .run(id, tenant, name, madeAt, basis)
  }

  async addChunk(job: string, chunk: number, rows: Uint8Array): Promise<void> {
    this.#database.prepare('insert into batch_chunk (job, chunk, rows) values (?, ?, ?)').run(job, chunk, rows)
  }

  async open(job: string, { rows, chunks, shape }: WholeBatch): Promise<void> {
    this.#database
      .prepare(
        "update batch set state = case when ? = 0 then 'done' else 'queued' end, rows = ?, chunks = ?, shape = ? where id = ? and state = 'loading'",
      )
      .run(chunks, rows, chunks, shape, job)
  }

  async claim(worker: string): Promise<ClaimedChunk | undefined> {
    return inTransaction(this.#database, () => {
      const row = this.#database
        .prepare(
          // the next chunk is found by its key alone: sorting rows would carry every open block along
          `select c.job, c.chunk, c.rows, b.basis, b.shape from batch_chunk c join batch b on b.id = c.job
           where (c.job, c.chunk) = (select n.job, n.chunk from batch_chunk n join batch q on q.id = n.job and q.state = 'queued'
             where n.is_done = 0 and n.leased_until <= ? order by q.made_at, n.job, n.chunk limit 1)`,
        )
        .get(this.#now())
      if (row === undefined) return undefined
      const until = this.#now() + this.#leaseMs
      const job = String(row['job'])
      const chunk = Number(row['chunk'])
      this.#database
        .prepare('update batch_chunk set worker = ?, leased_until = ? where job = ? and chunk = ?')
        .run(worker, until, job, chunk)
      return {
        job,
        chunk,
        claim: worker,
        basis: String(row['basis']),
        shape: String(row['shape']),
        rows: bytesOf(row['rows']),
      }
    })
  }

  async extend({ job, chunk, claim }: ClaimedChunk): Promise<void> {
    this.#database
      .prepare('update batch_chunk set leased_until = ? where job = ? and chunk = ? and worker = ? and is_done = 0')
      .run(this.#now() + this.#leaseMs, job, chunk, claim)
  }

  async finish({ job, chunk }: ClaimedChunk, result: ChunkResult): Promise<boolean> {
    return inTransaction(this.#database, () => {
      const state = this.#database.prepare('select state from batch where id = ?').get(job)
      if (state?.['state'] !== 'queued') return false
      const { changes } = this.#database
        .prepare(
          'insert or ignore into batch_result (job, chunk, results, rows, hits, undetermined, worker, snapshot) values (?, ?, ?, ?, ?, ?, ?, ?)',
        )
        .run(job, chunk, result.results, result.rows, result.hits, result.undetermined, result.worker, result.snapshot)
      this.#database.prepare('update batch_chunk set is_done = 1 where job = ? and chunk = ?').run(job, chunk)
      this.#database
        .prepare(
          "update batch set state = 'done' where id = ? and chunks = (select count(*) from batch_result where job = ?)",
        )
        .run(job, job)
      return Number(changes) === 1
    })
  }

  async find(job: string): Promise<BatchJob | undefined> {
    const row = this.#database.prepare(`${SELECT_JOB} where b.id = ?`).get(job)
    return row === undefined ? undefined : jobOf(row)
  }

  async all(tenant?: string): Promise<readonly BatchJob[]> {
    const order = 'order by b.made_at, b.id'
    const rows =
      tenant === undefined
        ? this.#database.prepare(`${SELECT_JOB} ${order}`).all()
        : this.#database.prepare(`${SELECT_JOB} where b.tenant = ? ${order}`).all(tenant)
    return rows.map(jobOf)
  }

  async counts(job: string): Promise<BatchCounts> {
    const row = this.#database
      .prepare(
        "select coalesce(sum(rows), 0) as rows, coalesce(sum(hits), 0) as hits, coalesce(sum(undetermined), 0) as undetermined, coalesce(group_concat(distinct worker), '') as workers, coalesce(group_concat(distinct snapshot), '') as snapshots from batch_result where job = ?",
      )
      .get(job)
    return countsOf(row ?? {})
  }

  async cancel(job: string): Promise<boolean> {
    const { changes } = this.#database
      .prepare("update batch set state = 'cancelled' where id = ? and state in ('loading', 'queued')")
      .run(job)
    return Number(changes) === 1
  }

  async *results(job: string, from = 0): AsyncIterable<DoneChunk> {
    for (let next = from; ; ) {
      const row = this.#database
        .prepare(
          'select r.chunk, c.rows, r.results from batch_result r join batch_chunk c on c.job = r.job and c.chunk = r.chunk where r.job = ? and r.chunk >= ? order by r.chunk limit 1',
        )
        .get(job, next)
      if (row === undefined) return
      next = Number(row['chunk']) + 1
      yield { chunk: Number(row['chunk']), rows: bytesOf(row['rows']), results: bytesOf(row['results']) }
    }
  }

  async remove(job: string): Promise<boolean> {
    return inTransaction(this.#database, () => {
      const state = this.#database.prepare('select state from batch where id = ?').get(job)
      if (state === undefined || state['state'] === 'queued') return false
      for (const table of ['batch_result', 'batch_chunk'])
        this.#database.prepare(`delete from ${table} where job = ?`).run(job)
      return Number(this.#database.prepare('delete from batch where id = ?').run(job).changes) === 1
    })
  }

  async hasSnapshot(digest: string): Promise<boolean> {
    return this.#database.prepare('select 1 from batch_snapshot where digest = ?').get(digest) !== undefined
  }

  async keepSnapshot(digest: string, bytes: Uint8Array): Promise<void> {
    this.#database.prepare('insert or ignore into batch_snapshot (digest, bytes) values (?, ?)').run(digest, bytes)
  }

  async findSnapshot(digest: string): Promise<Uint8Array | undefined> {
    const row = this.#database.prepare('select bytes from batch_snapshot where digest = ?').get(digest)
    return row === undefined ? undefined : bytesOf(row['bytes'])
  }

  async close(): Promise<void> {
    this.#database.close()
  }
}

const SELECT_JOB = 'select b.*, (select count(*) from batch_result r where r.job = b.id) as chunks_done from batch b'

const bytesOf = (value: unknown): Uint8Array => (value instanceof Uint8Array ? value : new Uint8Array(0))

/** A row of either database as a batch. */
export function jobOf(row: Readonly<Record<string, unknown>>): BatchJob {
  return {
    id: String(row['id']),
    tenant: String(row['tenant']),
    name: String(row['name']),
    state: BATCH_STATES.find((state) => state === row['state']) ?? 'cancelled',
    rows: Number(row['rows']),
    chunks: Number(row['chunks']),
    chunksDone: Number(row['chunks_done']),
    madeAt: String(row['made_at']),
    basis: String(row['basis']),
    shape: String(row['shape']),
  }
}

export const countsOf = (row: Readonly<Record<string, unknown>>): BatchCounts => ({
  rows: Number(row['rows'] ?? 0),
  hits: Number(row['hits'] ?? 0),
  undetermined: Number(row['undetermined'] ?? 0),
  workers: namesIn(row['workers']),
  snapshots: namesIn(row['snapshots']),
})

const namesIn = (value: unknown): readonly string[] =>
  String(value ?? '')
    .split(',')
    .filter((name) => name !== '')
    .sort()
