import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import { nodeId } from '../../src/casework/audit/deed.ts'
import { append, EMPTY_FRONTIER, type Frontier, writeFrontier } from '../../src/casework/log/frontier.ts'
import { leafHash } from '../../src/casework/log/tree-hash.ts'
import { WITNESSED_TABLES } from '../../src/verify/read-evidence.ts'

/** Whole numbers of chance from a seed, the same on every machine (mulberry32). */
export class Dice {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** From 0 up to, not including, `end`. */
  next(end: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let t = this.#state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) % end
  }

  pick<T>(all: readonly T[]): T {
    const one = all[this.next(all.length)]
    if (one === undefined) throw new Error('nothing to pick from')
    return one
  }
}

type Row = Record<string, SQLInputValue>

/** What somebody with every right on the database may do to it. Answers what was done, or `undefined` where it changed nothing. */
export type Attack = (database: DatabaseSync, dice: Dice) => string | undefined

const LOG_TABLES = ['log_entry', 'log_node', 'log_head', 'log_checkpoint'] as const
const rowsOf = (database: DatabaseSync, table: string): Row[] =>
  database.prepare(`select * from ${table} order by tenant, id`).all() as Row[]

const sizeOf = (database: DatabaseSync, table: string): number =>
  Number(database.prepare(`select count(*) as n from ${table}`).get()?.['n'])

function filledTable(database: DatabaseSync, dice: Dice, tables: readonly string[]): string {
  for (;;) {
    const table = dice.pick(tables)
    if (sizeOf(database, table) > 0) return table
  }
}

function anyRow(database: DatabaseSync, dice: Dice, tables: readonly string[]): { table: string; row: Row } {
  const table = filledTable(database, dice, tables)
  const at = dice.next(sizeOf(database, table))
  const row = database.prepare(`select * from ${table} order by tenant, id limit 1 offset ?`).get(at) as Row
  return { table, row }
}

function write(database: DatabaseSync, table: string, id: SQLInputValue, tenant: SQLInputValue, row: Row): void {
  const columns = Object.keys(row)
  database
    .prepare(`update ${table} set ${columns.map((column) => `${column} = ?`).join(', ')} where tenant = ? and id = ?`)
    .run(...Object.values(row), tenant, id)
}

/** One value of one row, of the log or of a table, changed by a letter or by one. */
export const edit: Attack = (database, dice) => {
  const { table, row } = anyRow(database, dice, [...LOG_TABLES, ...WITNESSED_TABLES])
  const column = dice.pick(Object.keys(row))
  const value = row[column] ?? null
  const changed = changedValue(value, dice)
  // when a kept copy of a checkpoint was put away, under which key and for whom, says nothing about the log
  if (table === 'log_checkpoint' && ['at', 'id', 'tenant'].includes(column)) return undefined
  try {
    write(database, table, row['id'] ?? null, row['tenant'] ?? null, { [column]: changed })
  } catch {
    return undefined
  }
  return `edit ${table}.${column} of ${String(row['id'])}`
}

function changedValue(value: SQLInputValue, dice: Dice): SQLInputValue {
  if (typeof value === 'number') return value + (dice.next(2) === 0 ? 1 : -1)
  if (typeof value !== 'string') return 'x'
  if (value === '') return 'x'
  const at = dice.next(value.length)
  const letter = String.fromCharCode(97 + dice.next(26))
  const changed =
    dice.next(3) === 0 ? value.slice(0, at) + value.slice(at + 1) : value.slice(0, at) + letter + value.slice(at + 1)
  return changed === value ? `${value} ` : changed
}

/** A row taken out. Kept copies of checkpoints are left: they are a convenience, the proof is the one held outside. */
export const remove: Attack = (database, dice) => {
  const { table, row } = anyRow(database, dice, ['log_entry', 'log_node', 'log_head', ...WITNESSED_TABLES])
  database.prepare(`delete from ${table} where tenant = ? and id = ?`).run(row['tenant'] ?? null, row['id'] ?? null)
  return `remove ${String(row['id'])} from ${table}`
}

/** A row put in that the log never made. */
export const insert: Attack = (database, dice) => {
  const { table, row } = anyRow(database, dice, ['log_entry', 'log_node', ...WITNESSED_TABLES])
  const copy = {
    ...row,
    id: `${String(row['id'])}x`,
    ...(typeof row['pair'] === 'string' ? { pair: `${row['pair']}x` } : {}),
  }
  const columns = Object.keys(copy)
  try {
    database
      .prepare(`insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`)
      .run(...(Object.values(copy) as SQLInputValue[]))
  } catch {
    return undefined
  }
  return `insert into ${table}`
}

/** Two entries change places, or two rows of a table their contents. */
export const reorder: Attack = (database, dice) => {
  const table = filledTable(database, dice, ['log_entry', 'log_entry', ...WITNESSED_TABLES])
  const rows = rowsOf(database, table)
  const [a, b] = [dice.pick(rows), dice.pick(rows)]
  if (a === b || rows.length < 2) return undefined
  const { id: idA, tenant: tenantA, ...restA } = a
  const { id: idB, tenant: tenantB, ...restB } = b
  if (JSON.stringify(restA) === JSON.stringify(restB)) return undefined
  try {
    database.exec('savepoint swap')
    write(database, table, idA ?? null, tenantA ?? null, { ...restA, ...parked(restA) })
    write(database, table, idB ?? null, tenantB ?? null, restA)
    write(database, table, idA ?? null, tenantA ?? null, restB)
  } catch {
    database.exec('rollback to swap')
    return undefined
  }
  return `swap ${String(idA)} and ${String(idB)} of ${table}`
}

/** Values of unique columns out of the way while two rows change places. */
const parked = (row: Row): Row =>
  Object.fromEntries(
    ['pair', 'ref', 'party', 'name']
      .filter((column) => typeof row[column] === 'string')
      .map((column) => [column, 'parked']),
  )

/** The end of the log cut off, or of a table. */
export const truncate: Attack = (database, dice) => {
  const table = filledTable(database, dice, ['log_entry', 'log_entry', 'log_entry', ...WITNESSED_TABLES])
  const rows = rowsOf(database, table)
  const keep = dice.next(rows.length)
  for (const row of rows.slice(keep))
    database.prepare(`delete from ${table} where tenant = ? and id = ?`).run(row['tenant'] ?? null, row['id'] ?? null)
  return `cut ${table} to ${keep}`
}

/**
 * The insider's work: an entry changed, dropped or added, or the end cut off, and then everything that hangs on the entries
 * (numbers, head, kept nodes) made anew with the writer's own code, so that the log agrees with itself. Of what came after the
 * checkpoint that is held, nobody can tell it from an honest log; so it is tried on what was signed.
 */
export const forgeWithin =
  (signed: number): Attack =>
  (database, dice) => {
    const bodies = database.prepare('select tenant, body from log_entry order by id').all() as {
      tenant: string
      body: string
    }[]
    const tenant = bodies[0]?.tenant ?? 'main'
    const entries = bodies.map(({ body }) => JSON.parse(body) as Record<string, unknown>)
    const at = dice.next(signed)
    const how = dice.pick(['actor', 'detail', 'drop', 'cut', 'swap'] as const)
    const victim = entries[at] ?? {}
    if (how === 'actor') victim['actor'] = victim['actor'] === 'user/eve' ? 'user/mallory' : 'user/eve'
    else if (how === 'detail') victim['detail'] = { ...(victim['detail'] as object), forged: dice.next(1_000) }
    else if (how === 'drop') entries.splice(at, 1)
    else if (how === 'cut') entries.splice(at)
    else entries.splice(dice.next(signed), 0, ...entries.splice(at, 1))
    rewrite(database, tenant, entries)
    return `forge: ${how} ${at}`
  }

function rewrite(database: DatabaseSync, tenant: string, entries: readonly Record<string, unknown>[]): void {
  database.exec('delete from log_entry; delete from log_node; delete from log_head; delete from log_checkpoint')
  let frontier: Frontier = EMPTY_FRONTIER
  let last = ''
  for (const [seq, entry] of entries.entries()) {
    const body = JSON.stringify({ ...entry, seq })
    const step = append(frontier, leafHash(body))
    frontier = step.frontier
    last = String(entry['at'])
    database
      .prepare('insert into log_entry (tenant, id, at, actor, action, subject, body) values (?, ?, ?, ?, ?, ?, ?)')
      .run(
        tenant,
        String(seq).padStart(15, '0'),
        last,
        String(entry['actor']),
        String(entry['action']),
        String(entry['subject']),
        body,
      )
    for (const { level, index, hash } of step.completed)
      if (level % 8 === 0)
        database
          .prepare('insert into log_node (tenant, id, hash) values (?, ?, ?)')
          .run(tenant, nodeId(level, index), hash)
  }
  database
    .prepare('insert into log_head (tenant, id, size, frontier, at) values (?, ?, ?, ?, ?)')
    .run(tenant, 'head', frontier.size, writeFrontier(frontier), last)
}

/** Every kind of attack, edits three times as often, against a log of which so many entries were signed. */
export const attacksOn = (signed: number): readonly Attack[] => [
  edit,
  edit,
  edit,
  remove,
  insert,
  reorder,
  truncate,
  forgeWithin(signed),
]
