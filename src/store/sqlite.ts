import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { CordonError } from '../model/errors.ts'

const BUSY_TIMEOUT_MS = 10_000
const MIGRATIONS = join(import.meta.dirname, 'migrations')

/**
 * Opens the embedded database of a data folder, made where it is missing, brought to the newest schema.
 * WAL with `synchronous=FULL`: a commit that returned survives a crash and a power cut. Writers queue for up to 10 s.
 *
 * @throws CordonError `store.unavailable` where the folder or the file cannot be used, `store.locked` where a writer holds it.
 */
export function openDatabase(dataFolder: string): DatabaseSync {
  try {
    mkdirSync(dataFolder, { recursive: true })
    const database = new DatabaseSync(join(dataFolder, 'cordon.db'), { timeout: BUSY_TIMEOUT_MS })
    database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on')
    migrate(database)
    return database
  } catch (cause) {
    throw storeError(cause, `the data folder ${dataFolder} cannot be used`)
  }
}

interface Migration {
  readonly number: number
  readonly name: string
}

/**
 * Numbered, forward only, each in one transaction and once, whatever order the numbers were written in: what was applied is
 * kept by number in `schema_migration`.
 */
function migrate(database: DatabaseSync): void {
  const steps = readdirSync(MIGRATIONS)
    .filter((name) => /^\d{4}-.+\.sql$/.test(name))
    .sort()
    .map((name): Migration => ({ number: Number(name.slice(0, 4)), name }))
  const known = new Set(steps.map(({ number }) => number))
  const isCurrent = (): boolean => {
    const applied = appliedNumbers(database)
    refuseNewer([...applied].filter((number) => !known.has(number)))
    return steps.every(({ number }) => applied.has(number))
  }
  if (isCurrent()) return
  inTransaction(database, () => {
    database.exec('create table if not exists schema_migration (number integer primary key, name text not null) strict')
    const applied = appliedNumbers(database)
    for (const { number, name } of steps) {
      if (!applied.has(number)) database.exec(readFileSync(join(MIGRATIONS, name), 'utf8'))
      database.prepare('insert or ignore into schema_migration (number, name) values (?, ?)').run(number, name)
    }
  })
}

/** The first schema was counted in `user_version` alone. */
function appliedNumbers(database: DatabaseSync): ReadonlySet<number> {
  const hasTable =
    database.prepare("select 1 from sqlite_master where type = 'table' and name = 'schema_migration'").get() !==
    undefined
  const rows = hasTable ? database.prepare('select number from schema_migration').all() : []
  const counted = Number(database.prepare('pragma user_version').get()?.['user_version'] ?? 0)
  return new Set([...Array.from({ length: counted }, (_, i) => i + 1), ...rows.map((row) => Number(row['number']))])
}

function refuseNewer(unknown: readonly number[]): void {
  if (unknown.length > 0) {
    throw new CordonError(
      'store.unavailable',
      `the data folder was written by a newer Cordon (schema ${Math.max(...unknown)} is unknown here)`,
    )
  }
}

/** Runs one write whole or not at all. `begin immediate` takes the writer's lock at once, so that it never fails half way. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  try {
    database.exec('begin immediate')
  } catch (cause) {
    throw storeError(cause, 'the data folder is being written by another process')
  }
  try {
    const result = work()
    database.exec('commit')
    return result
  } catch (error) {
    if (database.isTransaction) database.exec('rollback')
    throw error
  }
}

export function storeError(cause: unknown, message: string): CordonError {
  if (cause instanceof CordonError) return cause
  const isBusy = cause instanceof Error && /database is locked|busy/i.test(cause.message)
  return new CordonError(isBusy ? 'store.locked' : 'store.unavailable', message, { cause })
}
