import type { RecordStore, Tenant } from '../../casework/ports.ts'
import {
  FIND_LIMIT,
  type Find,
  type Query,
  type QueryResult,
  type Step,
  type Test,
  type Where,
} from '../../casework/records/query.ts'
import { type AnyRow, columnsOf, kindOf, TABLES, type TableName, type Value } from '../../casework/records/tables.ts'
import { checkedValue } from './statements.ts'

type Tables = Map<TableName, Map<string, AnyRow>>

/** State that dies with the process: for tests and for answers that nobody keeps. */
export class MemoryRecords implements RecordStore {
  readonly #tenants = new Map<Tenant, Tables>()

  async read<T>(tenant: Tenant, step: () => Step<T>): Promise<T> {
    const undo: (() => void)[] = []
    const result = run(this.#tables(tenant), step(), undo)
    if (undo.length > 0) throw new TypeError('a reading step wrote')
    return result
  }

  async write<T>(tenant: Tenant, step: () => Step<T>): Promise<T> {
    const undo: (() => void)[] = []
    try {
      return run(this.#tables(tenant), step(), undo)
    } catch (error) {
      for (const back of undo.reverse()) back()
      throw error
    }
  }

  async tenants(): Promise<readonly Tenant[]> {
    return [...this.#tenants]
      .filter(([, tables]) => (tables.get('log_head')?.size ?? 0) > 0)
      .map(([name]) => name)
      .sort()
  }

  async close(): Promise<void> {}

  #tables(tenant: Tenant): Tables {
    const held = this.#tenants.get(tenant) ?? new Map()
    this.#tenants.set(tenant, held)
    return held
  }
}

function run<T>(tables: Tables, step: Step<T>, undo: (() => void)[]): T {
  let next = step.next()
  while (next.done !== true) {
    try {
      const answer = answerQuery(tables, next.value, undo)
      next = step.next(answer)
    } catch (error) {
      next = step.throw(error)
    }
  }
  return next.value
}

const NOTHING: QueryResult = { rows: [], count: 0 }

function answerQuery(tables: Tables, query: Query, undo: (() => void)[]): QueryResult {
  const rows = tables.get(query.table) ?? new Map<string, AnyRow>()
  tables.set(query.table, rows)
  switch (query.kind) {
    case 'get': {
      const row = rows.get(query.id)
      return { rows: row === undefined ? [] : [row], count: 0 }
    }
    case 'find':
      return { rows: page(query.table, [...rows.values()], query.find), count: 0 }
    case 'count':
      return { rows: [], count: [...rows.values()].filter((row) => passes(row, query.where)).length }
    case 'insert':
      if (rows.has(query.row.id) || repeatsUnique(query.table, rows, query.row))
        throw new TypeError(`${query.table} holds such a row already`)
      put(rows, checked(query.table, query.row), undo)
      return NOTHING
    case 'replace':
      if (!rows.has(query.row.id)) throw new TypeError(`${query.table} has no row ${query.row.id}`)
      if (repeatsUnique(query.table, rows, query.row)) throw new TypeError(`${query.table} holds such a row already`)
      put(rows, checked(query.table, query.row), undo)
      return NOTHING
    case 'remove':
      take(rows, query.id, undo)
      return NOTHING
  }
}

function put(rows: Map<string, AnyRow>, row: AnyRow, undo: (() => void)[]): void {
  const before = rows.get(row.id)
  undo.push(() => (before === undefined ? rows.delete(row.id) : rows.set(row.id, before)))
  rows.set(row.id, row)
}

function take(rows: Map<string, AnyRow>, id: string, undo: (() => void)[]): void {
  const before = rows.get(id)
  if (before === undefined) return
  undo.push(() => rows.set(id, before))
  rows.delete(id)
}

function repeatsUnique(table: TableName, rows: ReadonlyMap<string, AnyRow>, row: AnyRow): boolean {
  const sets: readonly (readonly string[])[] = TABLES[table].unique
  return sets.some((columns) =>
    [...rows.values()].some((held) => held.id !== row.id && columns.every((column) => held[column] === row[column])),
  )
}

const checked = (table: TableName, row: AnyRow): AnyRow => ({
  id: row.id,
  ...Object.fromEntries(columnsOf(table).map((column) => [column, checkedValue(table, row, column)])),
})

function page(table: TableName, rows: readonly AnyRow[], find: Find): readonly AnyRow[] {
  const order = find.order ?? 'id'
  const sign = find.isDescending === true ? -1 : 1
  const place = (a: AnyRow, value: Value, id: string): number =>
    sign * (compare(a[order] ?? null, value) || compare(a.id, id))
  const { after } = find
  for (const column of [order, ...Object.keys(find.where ?? {})]) kindOf(table, column)
  return rows
    .filter((row) => passes(row, find.where ?? {}))
    .sort((a, b) => place(a, b[order] ?? null, b.id))
    .filter((row) => after === undefined || place(row, after.value, after.id) > 0)
    .slice(0, Math.min(find.limit ?? FIND_LIMIT, FIND_LIMIT))
}

const passes = (row: AnyRow, where: Where): boolean =>
  Object.entries(where).every(([column, test]) => test === undefined || passesTest(row[column] ?? null, test))

function passesTest(value: Value, test: Test): boolean {
  if (test === null || typeof test !== 'object') return value === test
  if (value === null) return false
  if ('in' in test) return test.in.includes(String(value))
  return (
    (test.from === undefined || compare(value, test.from) >= 0) &&
    (test.before === undefined || compare(value, test.before) < 0)
  )
}

/** By code point, as both databases are told to: `<` on strings is by UTF-16 unit, which differs beyond the first plane. */
function compare(a: Value, b: Value): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return Buffer.compare(Buffer.from(String(a ?? '')), Buffer.from(String(b ?? '')))
}
