import { createHash } from 'node:crypto'
import {
  cpSync,
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join, relative } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pipeline } from 'node:stream/promises'
import type { RecordStore, Tenant } from '../casework/ports.ts'
import { get } from '../casework/records/query.ts'
import { type AnyRow, TABLE_NAMES } from '../casework/records/tables.ts'
import { CordonError } from '../model/errors.ts'
import { rowsOf } from './audit.ts'

const MANIFEST = 'manifest.json'
const DATABASE = 'cordon.db'
/** What of a data folder is kept besides the database; locks and half-written files are not. */
const PARTS = ['lists', 'registers', 'register', 'audit-key.pem'] as const
const FORMAT = 'cordon-backup/1'

export interface BackedUp {
  readonly folder: string
  readonly files: number
  readonly bytes: number
}

/**
 * Copies a data folder while it is in use: the database as of one moment, every other file by its digest. The copy holds the
 * signing key and personal data, and is to be kept like the original.
 *
 * @throws CordonError `input.missing` where there is no database, `usage.invalid` where the target is not empty.
 */
export async function backUp(dataFolder: string, target: string, at: string): Promise<BackedUp> {
  if (!existsSync(join(dataFolder, DATABASE)))
    throw new CordonError('input.missing', `there is no database in ${dataFolder}`)
  refuseFilled(target)
  mkdirSync(target, { recursive: true, mode: 0o700 })
  const database = new DatabaseSync(join(dataFolder, DATABASE), { readOnly: true, timeout: 10_000 })
  try {
    database.prepare('vacuum into ?').run(join(target, DATABASE))
  } finally {
    database.close()
  }
  for (const part of PARTS) {
    if (existsSync(join(dataFolder, part)))
      cpSync(join(dataFolder, part), join(target, part), { recursive: true, preserveTimestamps: true })
  }
  const files = await digests(target)
  writeFileSync(join(target, MANIFEST), `${JSON.stringify({ format: FORMAT, made_at: at, files }, null, 2)}\n`, {
    flush: true,
  })
  const bytes = Object.keys(files).reduce((sum, file) => sum + statSync(join(target, file)).size, 0)
  return { folder: target, files: Object.keys(files).length, bytes }
}

/**
 * Puts a backup in place of a data folder that is not there yet, after every file has its digest and the database is sound.
 *
 * @throws CordonError `input.unreadable` where the backup is damaged, naming the file.
 */
export async function restore(backup: string, dataFolder: string): Promise<BackedUp> {
  const manifest = readManifest(backup)
  refuseFilled(dataFolder)
  const found = await digests(backup)
  for (const [file, digest] of Object.entries(manifest)) {
    if (found[file] !== digest)
      throw new CordonError(
        'input.unreadable',
        `the backup's ${file} ${found[file] === undefined ? 'is missing' : 'has changed'}`,
      )
  }
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  for (const file of Object.keys(manifest)) cpSync(join(backup, file), join(dataFolder, file), { recursive: true })
  const database = new DatabaseSync(join(dataFolder, DATABASE), { readOnly: true })
  try {
    const result = String(database.prepare('pragma integrity_check').get()?.['integrity_check'])
    if (result !== 'ok') throw new CordonError('input.unreadable', `the backup's database is damaged: ${result}`)
  } finally {
    database.close()
  }
  const bytes = Object.keys(manifest).reduce((sum, file) => sum + statSync(join(dataFolder, file)).size, 0)
  return { folder: dataFolder, files: Object.keys(manifest).length, bytes }
}

function readManifest(backup: string): Readonly<Record<string, string>> {
  const path = join(backup, MANIFEST)
  if (!existsSync(path)) throw new CordonError('input.missing', `${backup} has no ${MANIFEST}: it is no backup`)
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as {
    readonly format?: string
    readonly files?: Record<string, string>
  }
  if (manifest.format !== FORMAT || manifest.files === undefined)
    throw new CordonError('input.unreadable', `${path} is not of the form ${FORMAT}`)
  return manifest.files
}

function refuseFilled(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new CordonError('usage.invalid', `${folder} is not empty: name a new folder`)
}

async function digests(folder: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const path of filesIn(folder)) {
    const name = relative(folder, path)
    if (name === MANIFEST) continue
    const hash = createHash('sha256')
    await pipeline(createReadStream(path), hash)
    found[name] = hash.digest('hex')
  }
  return found
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name)
      return statSync(path).isDirectory() ? filesIn(path) : [path]
    })
}

const MOVE_BATCH = 1_000

export interface Moved {
  readonly tenants: number
  readonly rows: number
}

/**
 * Copies every row of every tenant from one store to an empty other one, the audit log byte for byte, and checks that both have
 * the same head. The old store is left as it was.
 *
 * @throws CordonError `usage.invalid` where the other store has entries already.
 */
export async function moveRecords(
  from: RecordStore,
  to: RecordStore,
  onProgress?: (text: string) => void,
): Promise<Moved> {
  const tenants = await from.tenants()
  const held = await to.tenants()
  for (const tenant of held) {
    if ((await to.read(tenant, () => get('log_head', 'head'))) !== undefined)
      throw new CordonError('usage.invalid', `the other store has a log of ${tenant} already: move into an empty one`)
  }
  let rows = 0
  for (const tenant of tenants) rows += await moveTenant(from, to, tenant, onProgress)
  return { tenants: tenants.length, rows }
}

/** The head goes last: a move that was cut off leaves no log that looks whole. */
async function moveTenant(
  from: RecordStore,
  to: RecordStore,
  tenant: Tenant,
  onProgress?: (text: string) => void,
): Promise<number> {
  let moved = 0
  for (const table of [...TABLE_NAMES.filter((name) => name !== 'log_head'), 'log_head' as const]) {
    let batch: AnyRow[] = []
    const flush = async (): Promise<void> => {
      const rows = batch
      batch = []
      await to.write(tenant, function* () {
        for (const row of rows) yield { kind: 'insert', table, row }
      })
      moved += rows.length
    }
    for await (const row of rowsOf(from, tenant, table)) {
      batch.push(row)
      if (batch.length >= MOVE_BATCH) await flush()
    }
    if (batch.length > 0) await flush()
    onProgress?.(`${tenant}: ${table} moved`)
  }
  return moved
}
