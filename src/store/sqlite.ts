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

/** Numbered, forward only, each in one transaction: `0001-lists.sql` takes the schema from 0 to 1. */
function migrate(database: DatabaseSync): void {
  const steps = readdirSync(MIGRATIONS)
    .filter((name) => /^\d{4}-.+\.sql$/.test(name))
    .sort()
  refuseNewer(database, steps.length)
  if (schemaVersion(database) === steps.length) return
  inTransaction(database, () => {
    for (const [at, name] of steps.entries()) {
      if (at < schemaVersion(database)) continue
      database.exec(readFileSync(join(MIGRATIONS, name), 'utf8'))
      database.exec(`pragma user_version = ${at + 1}`)
    }
  })
}

function schemaVersion(database: DatabaseSync): number {
  const row = database.prepare('pragma user_version').get()
  return Number(row?.['user_version'] ?? 0)
}

function refuseNewer(database: DatabaseSync, known: number): void {
  const version = schemaVersion(database)
  if (version > known) {
    throw new CordonError(
      'store.unavailable',
      `the data folder was written by a newer Cordon (schema ${version}, known ${known})`,
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
