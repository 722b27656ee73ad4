import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { RecordStore, Tenant } from '../../casework/ports.ts'
import type { Query, QueryResult, Step } from '../../casework/records/query.ts'
import { type AnyRow, columnsOf } from '../../casework/records/tables.ts'
import { CordonError } from '../../model/errors.ts'
import { inTransaction, openDatabase, storeError } from '../sqlite.ts'
import { compileQuery, SQLITE } from './statements.ts'
import { takeWriterLock, type WriterLock } from './writer-lock.ts'

const FULL_SYNC = 2

export interface SqliteOptions {
  /** Only reads: another process may be the writer meanwhile. */
  readonly isReader?: boolean
}

/** Casework in the embedded database of a data folder. One process writes; a commit that was answered is on the disk. */
export class SqliteRecords implements RecordStore {
  readonly #database: DatabaseSync
  readonly #lock: WriterLock | undefined
  readonly #statements = new Map<string, StatementSync>()

  /** @throws CordonError `store.locked` where another process writes here, `store.unsafe` where a commit could be lost. */
  constructor(dataFolder: string, { isReader = false }: SqliteOptions = {}) {
    this.#lock = isReader && existsSync(join(dataFolder, 'cordon.db')) ? undefined : takeWriterLock(dataFolder)
    try {
      this.#database = openDatabase(dataFolder)
      refuseUnsafe(this.#database)
    } catch (error) {
      this.#lock?.release()
      throw error
    }
  }

  async read<T>(_tenant: Tenant, step: () => Step<T>): Promise<T> {
    this.#database.exec('begin')
    try {
      return this.#run(_tenant, step())
    } finally {
      this.#database.exec('rollback')
    }
  }

  async write<T>(tenant: Tenant, step: () => Step<T>): Promise<T> {
    if (this.#lock === undefined)
      throw new CordonError('store.locked', 'this data folder was opened for reading; another process writes it')
    return inTransaction(this.#database, () => this.#run(tenant, step()))
  }

  async tenants(): Promise<readonly Tenant[]> {
    const rows = this.#database.prepare('select tenant from log_head order by tenant').all()
    return rows.map((row) => String(row['tenant']))
  }

  async close(): Promise<void> {
    this.#statements.clear()
    this.#database.close()
    this.#lock?.release()
  }

  #run<T>(tenant: Tenant, step: Step<T>): T {
    let next = step.next()
    while (next.done !== true) {
      let answer: QueryResult
      try {
        answer = this.#answer(tenant, next.value)
      } catch (error) {
        next = step.throw(error instanceof TypeError ? error : storeError(error, 'the database refused a statement'))
        continue
      }
      next = step.next(answer)
    }
    return next.value
  }

  #answer(tenant: Tenant, query: Query): QueryResult {
    const { sql, values } = compileQuery(query, tenant, SQLITE)
    const statement = this.#prepared(sql)
    if (query.kind === 'get' || query.kind === 'find') {
      const columns = columnsOf(query.table)
      return { rows: statement.all(...values).map((row) => plain(row, columns)), count: 0 }
    }
    if (query.kind === 'count') return { rows: [], count: Number(statement.get(...values)?.['count'] ?? 0) }
    const { changes } = statement.run(...values)
    if (query.kind === 'replace' && Number(changes) !== 1)
      throw new TypeError(`${query.table} has no row ${query.row.id}`)
    return { rows: [], count: 0 }
  }

  #prepared(sql: string): StatementSync {
    const held = this.#statements.get(sql) ?? this.#database.prepare(sql)
    this.#statements.set(sql, held)
    return held
  }
}

const plain = (row: Record<string, unknown>, columns: readonly string[]): AnyRow =>
  Object.fromEntries(columns.map((column) => [column, row[column]])) as AnyRow

/** A store that could lose an acknowledged commit is refused, not warned about. */
function refuseUnsafe(database: DatabaseSync): void {
  const synchronous = Number(database.prepare('pragma synchronous').get()?.['synchronous'])
  const journal = String(database.prepare('pragma journal_mode').get()?.['journal_mode'])
  if (synchronous < FULL_SYNC || journal !== 'wal') {
    throw new CordonError(
      'store.unsafe',
      `the embedded database runs with journal_mode=${journal}, synchronous=${synchronous}: a commit could be lost`,
    )
  }
}
