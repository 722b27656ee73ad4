import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { type RecordStore, TENANT_NAME, type Tenant } from '../../casework/ports.ts'
import type { Query, QueryResult, Step } from '../../casework/records/query.ts'
import type { AnyRow } from '../../casework/records/tables.ts'
import { CordonError } from '../../model/errors.ts'
import { compileQuery, POSTGRES } from './statements.ts'

const MIGRATIONS = join(import.meta.dirname, '..', 'migrations', 'postgres')
const OLDEST_VERSION = 150_000
const CONNECT_TIMEOUT_MS = 10_000
const MOST_CONNECTIONS = 10
/** Two processes that start at once bring the schema up to date one after the other. */
const MIGRATION_LOCK = 7_226_830

/** Casework in PostgreSQL 15 or later, shared by as many processes as there are. Row-level security keeps tenants apart. */
export class PostgresRecords implements RecordStore {
  readonly #pool: pg.Pool
  readonly #known = new Set<Tenant>()

  private constructor(pool: pg.Pool) {
    this.#pool = pool
  }

  /** @throws CordonError `store.unavailable` where it cannot be reached, `store.unsafe` where it could lose or leak a commit. */
  static async open(databaseUrl: string): Promise<PostgresRecords> {
    const pool = new pg.Pool({
      connectionString: databaseUrl,
      max: MOST_CONNECTIONS,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      types: { getTypeParser },
    })
    pool.on('error', () => undefined) // an idle connection that breaks is replaced at its next use
    try {
      await withClient(pool, async (client) => {
        await refuseUnsafe(client)
        await migrate(client)
      })
    } catch (cause) {
      await pool.end()
      throw postgresError(cause)
    }
    return new PostgresRecords(pool)
  }

  read<T>(tenant: Tenant, step: () => Step<T>): Promise<T> {
    return this.#within(`begin isolation level repeatable read read only; ${scopeTo(tenant)}`, tenant, step)
  }

  /** The lock is taken before anything is read, so that every statement after it sees what the last writer left. */
  async write<T>(tenant: Tenant, step: () => Step<T>): Promise<T> {
    const lock = `select pg_advisory_xact_lock(hashtextextended('cordon/${tenant}', 0))`
    const begin = `begin; set local synchronous_commit = on; ${scopeTo(tenant)}; ${lock}${this.#introduce(tenant)}`
    const result = await this.#within(begin, tenant, step)
    this.#known.add(tenant)
    return result
  }

  /** Tenants are listed in a table that is not itself apart, since whoever lists them belongs to none. */
  #introduce(tenant: Tenant): string {
    return this.#known.has(tenant) ? '' : `; insert into tenant (name) values ('${tenant}') on conflict do nothing`
  }

  async tenants(): Promise<readonly Tenant[]> {
    const { rows } = await this.#pool.query<{ name: string }>('select name from tenant order by name')
    return rows.map(({ name }) => name)
  }

  async close(): Promise<void> {
    await this.#pool.end()
  }

  #within<T>(begin: string, tenant: Tenant, step: () => Step<T>): Promise<T> {
    return withClient(this.#pool, async (client) => {
      await client.query(begin)
      try {
        const result = await run(client, tenant, step())
        await client.query('commit')
        return result
      } catch (error) {
        await client.query('rollback').catch(() => undefined)
        throw error
      }
    })
  }
}

/** Names are checked, so that they may stand in a statement's text: one round trip sets up the whole transaction. */
function scopeTo(tenant: Tenant): string {
  if (!TENANT_NAME.test(tenant)) throw new CordonError('usage.invalid', 'that cannot be the name of a tenant')
  return `select set_config('cordon.tenant', '${tenant}', true)`
}

async function withClient<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  let client: pg.PoolClient
  try {
    client = await pool.connect()
  } catch (cause) {
    throw postgresError(cause)
  }
  let broken: Error | undefined
  const onError = (error: Error): void => {
    broken = error
  }
  client.on('error', onError)
  try {
    return await work(client)
  } finally {
    client.removeListener('error', onError)
    client.release(broken)
  }
}

async function run<T>(client: pg.PoolClient, tenant: Tenant, step: Step<T>): Promise<T> {
  let next = step.next()
  while (next.done !== true) {
    let answer: QueryResult
    try {
      answer = await answerQuery(client, tenant, next.value)
    } catch (error) {
      next = step.throw(error instanceof TypeError ? error : postgresError(error))
      continue
    }
    next = step.next(answer)
  }
  return next.value
}

async function answerQuery(client: pg.PoolClient, tenant: Tenant, query: Query): Promise<QueryResult> {
  const { sql, values } = compileQuery(query, tenant, POSTGRES)
  const { rows, rowCount } = await client.query<AnyRow>(sql, [...values])
  if (query.kind === 'count') return { rows: [], count: Number(rows[0]?.['count'] ?? 0) }
  if (query.kind === 'replace' && rowCount !== 1) throw new TypeError(`${query.table} has no row ${query.row.id}`)
  return query.kind === 'get' || query.kind === 'find' ? { rows, count: 0 } : { rows: [], count: 0 }
}

/** Whole numbers of 64 bits as numbers: every one that is kept was checked to be a safe integer. */
const BIGINT_OID = 20
const getTypeParser = ((oid: number, format?: 'text' | 'binary') =>
  oid === BIGINT_OID
    ? (text: string) => Number(text)
    : pg.types.getTypeParser(oid, format === 'binary' ? 'binary' : 'text')) as typeof pg.types.getTypeParser

async function refuseUnsafe(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<Record<string, string>>(
    `select current_setting('server_version_num') as version, current_setting('fsync') as fsync,
       current_setting('full_page_writes') as full_page_writes, current_setting('synchronous_commit') as synchronous_commit,
       current_setting('server_encoding') as encoding,
       (select rolsuper or rolbypassrls from pg_roles where rolname = current_user)::text as sees_all`,
  )
  const [settings] = rows
  const faults = [
    [Number(settings?.['version']) < OLDEST_VERSION, 'PostgreSQL is older than 15'],
    [settings?.['fsync'] !== 'on', 'fsync is off: a crash loses what was acknowledged'],
    [settings?.['full_page_writes'] !== 'on', 'full_page_writes is off: a crash can tear pages'],
    [settings?.['synchronous_commit'] === 'off', 'synchronous_commit is off: a crash loses what was acknowledged'],
    [settings?.['encoding'] !== 'UTF8', `the database is encoded in ${settings?.['encoding']}, not UTF8`],
    [
      settings?.['sees_all'] !== 'false',
      'the role is a superuser or bypasses row-level security: tenants would not be apart',
    ],
  ] as const
  const found = faults.filter(([isFault]) => isFault).map(([, words]) => words)
  if (found.length > 0) throw new CordonError('store.unsafe', `this database is refused: ${found.join('; ')}`)
}

async function migrate(client: pg.PoolClient): Promise<void> {
  const steps = readdirSync(MIGRATIONS)
    .filter((name) => /^\d{4}-.+\.sql$/.test(name))
    .sort()
  await client.query('begin')
  try {
    await client.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK])
    await client.query('create table if not exists schema_migration (number bigint primary key, name text not null)')
    const { rows } = await client.query<{ number: number }>('select number from schema_migration')
    const applied = new Set(rows.map(({ number }) => number))
    refuseNewer(applied, steps)
    for (const name of steps) {
      const number = Number(name.slice(0, 4))
      if (applied.has(number)) continue
      await client.query(readFileSync(join(MIGRATIONS, name), 'utf8'))
      await client.query('insert into schema_migration (number, name) values ($1, $2)', [number, name])
    }
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

function refuseNewer(applied: ReadonlySet<number>, steps: readonly string[]): void {
  const known = new Set(steps.map((name) => Number(name.slice(0, 4))))
  const unknown = [...applied].filter((number) => !known.has(number))
  if (unknown.length > 0)
    throw new CordonError(
      'store.unavailable',
      `the database was written by a newer Cordon (schema ${Math.max(...unknown)})`,
    )
}

function postgresError(cause: unknown): CordonError {
  if (cause instanceof CordonError) return cause
  const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : ''
  return new CordonError('store.unavailable', `PostgreSQL cannot be used${code}`, { cause })
}
