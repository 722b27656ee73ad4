import pg from 'pg'
import { PgBoss } from 'pg-boss'
import type { BatchJob, ChunkResult, ClaimedChunk, DoneChunk } from '../../model/batch.ts'
import { CordonError } from '../../model/errors.ts'
import {
  type BatchCounts,
  type BatchStore,
  DEFAULT_LEASE_SECONDS,
  type NewBatch,
  type WholeBatch,
} from './batch-store.ts'
import { countsOf, jobOf } from './sqlite-batches.ts'

const QUEUE = 'batch'
const QUEUE_SCHEMA = 'cordon_queue'
const MOST_CONNECTIONS = 4
const RETRIES = 10_000
const INSERTS = 500

const SCHEMA = `
create schema if not exists cordon_batch;
create table if not exists cordon_batch.batch (
  id text primary key, tenant text not null, name text not null, state text not null, rows bigint not null default 0,
  chunks integer not null default 0, made_at text not null, basis text not null, shape text not null default '{}');
create table if not exists cordon_batch.chunk (
  job text not null references cordon_batch.batch (id), chunk integer not null, rows bytea not null, primary key (job, chunk));
create table if not exists cordon_batch.result (
  job text not null, chunk integer not null, results bytea not null, rows integer not null, hits integer not null,
  undetermined integer not null, worker text not null, snapshot text not null, primary key (job, chunk));
create table if not exists cordon_batch.snapshot (digest text primary key, bytes bytea not null);
`

interface Ticket {
  readonly job: string
  readonly chunk: number
}

/** Batches shared by any number of machines: state and results in PostgreSQL, the queue by pg-boss in the same database. */
export class PostgresBatches implements BatchStore {
  readonly #pool: pg.Pool
  readonly #boss: PgBoss

  private constructor(pool: pg.Pool, boss: PgBoss) {
    this.#pool = pool
    this.#boss = boss
  }

  /** @throws CordonError `store.unavailable` where the database cannot be reached. */
  static async open(databaseUrl: string, options: { readonly leaseSeconds?: number } = {}): Promise<PostgresBatches> {
    const lease = options.leaseSeconds ?? DEFAULT_LEASE_SECONDS
    const pool = new pg.Pool({ connectionString: databaseUrl, max: MOST_CONNECTIONS })
    pool.on('error', () => undefined) // an idle connection that breaks is replaced at its next use
    pool.on('connect', (client) => void client.on('error', () => undefined)) // one in use tells it by the query that fails
    const boss = new PgBoss({
      connectionString: databaseUrl,
      schema: QUEUE_SCHEMA,
      max: MOST_CONNECTIONS,
      superviseIntervalSeconds: Math.max(1, Math.min(30, Math.floor(lease / 2))),
      monitorIntervalSeconds: Math.max(1, Math.min(30, Math.floor(lease / 2))),
    })
    boss.on('error', () => undefined) // the queue connects again; what could not be done is told by the call that needed it
    try {
      await locked(pool, 'cordon/batch-schema', async (client) => {
        await client.query(SCHEMA)
        await boss.start()
        await boss.createQueue(QUEUE, { retryLimit: RETRIES, retryDelay: 0, expireInSeconds: lease })
      })
    } catch (cause) {
      await boss.stop({ graceful: false }).catch(() => undefined)
      await pool.end()
      throw new CordonError('store.unavailable', 'the database of batches cannot be used', { cause })
    }
    return new PostgresBatches(pool, boss)
  }

  async create({ id, tenant, name, madeAt, basis }: NewBatch): Promise<void> {
    await this.#pool.query(
      "insert into cordon_batch.batch (id, tenant, name, state, made_at, basis) values ($1, $2, $3, 'loading', $4, $5)",
      [id, tenant, name, madeAt, basis],
    )
  }

  async addChunk(job: string, chunk: number, rows: Uint8Array): Promise<void> {
    await this.#pool.query('insert into cordon_batch.chunk (job, chunk, rows) values ($1, $2, $3)', [
      job,
      chunk,
      Buffer.from(rows),
    ])
  }

  /** The tickets of the queue and the state change in one transaction: a batch is never ready without its work. */
  async open(job: string, { rows, chunks, shape }: WholeBatch): Promise<void> {
    await this.#within(async (client) => {
      const db = { executeSql: (text: string, values?: unknown[]) => client.query(text, values) }
      for (let from = 0; from < chunks; from += INSERTS) {
        const tickets = Array.from({ length: Math.min(INSERTS, chunks - from) }, (_, i) => ({
          data: { job, chunk: from + i },
        }))
        await this.#boss.insert(QUEUE, tickets, { db })
      }
      await client.query(
        "update cordon_batch.batch set state = case when $3 = 0 then 'done' else 'queued' end, rows = $2, chunks = $3, shape = $4 where id = $1 and state = 'loading'",
        [job, rows, chunks, shape],
      )
    })
  }

  async claim(_worker: string): Promise<ClaimedChunk | undefined> {
    for (;;) {
      const [ticket] = await this.#boss.fetch<Ticket>(QUEUE, { batchSize: 1 })
      if (ticket === undefined) return undefined
      const { job, chunk } = ticket.data
      const { rows } = await this.#pool.query(
        `select c.rows, b.basis, b.shape from cordon_batch.chunk c join cordon_batch.batch b on b.id = c.job and b.state = 'queued'
         where c.job = $1 and c.chunk = $2 and not exists (select 1 from cordon_batch.result r where r.job = $1 and r.chunk = $2)`,
        [job, chunk],
      )
      const [found] = rows
      if (found !== undefined)
        return {
          job,
          chunk,
          claim: ticket.id,
          basis: String(found.basis),
          shape: String(found.shape),
          rows: new Uint8Array(found.rows),
        }
      await this.#boss.complete(QUEUE, ticket.id)
    }
  }

  async extend({ claim }: ClaimedChunk): Promise<void> {
    await this.#boss.touch(QUEUE, claim)
  }

  async finish({ job, chunk, claim }: ClaimedChunk, result: ChunkResult): Promise<boolean> {
    const isKept = await this.#within(async (client) => {
      const state = await client.query('select state from cordon_batch.batch where id = $1 for update', [job])
      if (state.rows[0]?.state !== 'queued') return false
      const { rowCount } = await client.query(
        'insert into cordon_batch.result (job, chunk, results, rows, hits, undetermined, worker, snapshot) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing',
        [
          job,
          chunk,
          Buffer.from(result.results),
          result.rows,
          result.hits,
          result.undetermined,
          result.worker,
          result.snapshot,
        ],
      )
      await client.query(
        "update cordon_batch.batch set state = 'done' where id = $1 and chunks = (select count(*) from cordon_batch.result where job = $1)",
        [job],
      )
      return rowCount === 1
    })
    await this.#boss.complete(QUEUE, claim).catch(() => undefined) // a ticket left over finds its result and is completed then
    return isKept
  }

  async find(job: string): Promise<BatchJob | undefined> {
    const { rows } = await this.#pool.query(`${SELECT_JOB} where b.id = $1`, [job])
    return rows[0] === undefined ? undefined : jobOf(rows[0])
  }

  async all(tenant?: string): Promise<readonly BatchJob[]> {
    const { rows } = await this.#pool.query(
      `${SELECT_JOB} where $1::text is null or b.tenant = $1 order by b.made_at, b.id`,
      [tenant ?? null],
    )
    return rows.map(jobOf)
  }

  async counts(job: string): Promise<BatchCounts> {
    const { rows } = await this.#pool.query(
      "select coalesce(sum(rows), 0) as rows, coalesce(sum(hits), 0) as hits, coalesce(sum(undetermined), 0) as undetermined, coalesce(string_agg(distinct worker, ','), '') as workers, coalesce(string_agg(distinct snapshot, ','), '') as snapshots from cordon_batch.result where job = $1",
      [job],
    )
    return countsOf(rows[0] ?? {})
  }

  async cancel(job: string): Promise<boolean> {
    const { rowCount } = await this.#pool.query(
      "update cordon_batch.batch set state = 'cancelled' where id = $1 and state in ('loading', 'queued')",
      [job],
    )
    return rowCount === 1
  }

  async *results(job: string, from = 0): AsyncIterable<DoneChunk> {
    for (let next = from; ; ) {
      const { rows } = await this.#pool.query(
        `select r.chunk, c.rows, r.results from cordon_batch.result r join cordon_batch.chunk c on c.job = r.job and c.chunk = r.chunk
         where r.job = $1 and r.chunk >= $2 order by r.chunk limit 1`,
        [job, next],
      )
      const [row] = rows
      if (row === undefined) return
      next = Number(row.chunk) + 1
      yield { chunk: Number(row.chunk), rows: new Uint8Array(row.rows), results: new Uint8Array(row.results) }
    }
  }

  async remove(job: string): Promise<boolean> {
    return this.#within(async (client) => {
      const { rows } = await client.query('select state from cordon_batch.batch where id = $1 for update', [job])
      if (rows[0] === undefined || rows[0].state === 'queued') return false
      for (const table of ['result', 'chunk'])
        await client.query(`delete from cordon_batch.${table} where job = $1`, [job])
      const { rowCount } = await client.query('delete from cordon_batch.batch where id = $1', [job])
      return rowCount === 1
    })
  }

  async hasSnapshot(digest: string): Promise<boolean> {
    const { rowCount } = await this.#pool.query('select 1 from cordon_batch.snapshot where digest = $1', [digest])
    return rowCount === 1
  }

  async keepSnapshot(digest: string, bytes: Uint8Array): Promise<void> {
    await this.#pool.query('insert into cordon_batch.snapshot (digest, bytes) values ($1, $2) on conflict do nothing', [
      digest,
      Buffer.from(bytes),
    ])
  }

  async findSnapshot(digest: string): Promise<Uint8Array | undefined> {
    const { rows } = await this.#pool.query('select bytes from cordon_batch.snapshot where digest = $1', [digest])
    return rows[0] === undefined ? undefined : new Uint8Array(rows[0].bytes)
  }

  async close(): Promise<void> {
    await this.#boss.stop({ graceful: false }).catch(() => undefined)
    await this.#pool.end()
  }

  async #within<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect()
    try {
      await client.query('begin; set local synchronous_commit = on')
      const result = await work(client)
      await client.query('commit')
      client.release()
      return result
    } catch (error) {
      client.release(true)
      throw error
    }
  }
}

const SELECT_JOB =
  'select b.*, (select count(*) from cordon_batch.result r where r.job = b.id) as chunks_done from cordon_batch.batch b'

/** Two processes that start at once make the schema one after the other. */
async function locked(pool: pg.Pool, name: string, work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [name])
    await work(client)
  } finally {
    client.release(true)
  }
}
