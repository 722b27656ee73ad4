import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Evidence, StoredRow } from './verify-log.ts'

/** Tables whose rows the log witnesses, named here a second time: a verifier that asked the writer would learn nothing. */
export const WITNESSED_TABLES = [
  'book',
  'party',
  'party_version',
  'answer',
  'answer_basis',
  'answer_set',
  'alert',
  'case_file',
  'disposition',
  'suppression',
  'proposal',
  'held_item',
  'task',
  'note',
  'attachment',
  'user_account',
  'api_key',
  'webhook',
  'monitor_run',
] as const

/** Opens the database of a data folder for reading. */
export function openFolder(folder: string): DatabaseSync {
  const path = join(folder, 'cordon.db')
  if (!existsSync(path)) throw new Error(`there is no ${path}`)
  return new DatabaseSync(path, { readOnly: true })
}

/** Every log of a database: those that have a head, and those that have entries or rows without one. */
export function logsOf(database: DatabaseSync): readonly string[] {
  const tables = ['log_head', 'log_entry', 'log_node', 'log_checkpoint', ...WITNESSED_TABLES]
  const names = tables.flatMap((table) =>
    database
      .prepare(`select distinct tenant from ${table}`)
      .all()
      .map((row) => String(row['tenant'])),
  )
  return [...new Set(names)].sort()
}

/** One log of a database, read within one transaction so that a writer meanwhile disturbs nothing. */
export function evidenceIn(database: DatabaseSync, log: string): Evidence {
  const rows = (table: string): Iterable<StoredRow> =>
    database.prepare(`select * from ${table} where tenant = ? order by id`).iterate(log) as Iterable<StoredRow>
  const head = database.prepare('select * from log_head where tenant = ?').all(log) as StoredRow[]
  return {
    log,
    entries: rows('log_entry'),
    nodes: rows('log_node'),
    head: head[0],
    otherHeads: Math.max(0, head.length - 1),
    checkpoints: [...rows('log_checkpoint')],
    tables: Object.fromEntries(WITNESSED_TABLES.map((table) => [table, rows(table)])),
  }
}

/** The log of an export, as `cordon audit export` writes it: one JSON document a line. */
export function evidenceOf(path: string): Evidence {
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map(
      (line) =>
        JSON.parse(line) as {
          readonly kind: string
          readonly table?: string
          readonly row: StoredRow
          readonly log?: string
          readonly tables?: readonly string[]
        },
    )
  const header = lines[0]
  if (header?.kind !== 'header' || header.log === undefined) throw new Error('that is no export of an audit log')
  if (lines.at(-1)?.kind !== 'head') throw new Error('that export was cut: its last line is missing')
  const of = (kind: string): readonly StoredRow[] => lines.filter((line) => line.kind === kind).map(({ row }) => row)
  const hasRows = (header.tables ?? []).length > 0
  return {
    log: header.log,
    entries: of('entry'),
    nodes: of('node'),
    head: lines.at(-1)?.row ?? undefined,
    checkpoints: of('checkpoint'),
    tables: hasRows
      ? Object.fromEntries(
          WITNESSED_TABLES.map((table) => [
            table,
            lines.filter((line) => line.kind === 'row' && line.table === table).map(({ row }) => row),
          ]),
        )
      : undefined,
  }
}
