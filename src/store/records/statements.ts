import type { Tenant } from '../../casework/ports.ts'
import { FIND_LIMIT, type Find, type Query, type Test, type Where } from '../../casework/records/query.ts'
import { type AnyRow, columnsOf, kindOf, type TableName, type Value } from '../../casework/records/tables.ts'

/** One statement of either dialect with its values, in order. */
export interface Statement {
  readonly sql: string
  readonly values: readonly Value[]
}

/** How a dialect writes the n-th value, from 1. */
export type Placeholder = (position: number) => string
export const SQLITE: Placeholder = () => '?'
export const POSTGRES: Placeholder = (position) => `$${position}`

/** A query as SQL. The tenant is in every statement; names of tables and columns come from `TABLES` alone. */
export function compileQuery(query: Query, tenant: Tenant, placeholder: Placeholder): Statement {
  const sql = new SqlText(placeholder)
  switch (query.kind) {
    case 'get':
      sql.add(`select ${list(query.table)} from ${query.table} where tenant = `, tenant).add(' and id = ', query.id)
      break
    case 'find':
      select(sql, query.table, query.find, tenant)
      break
    case 'count':
      sql.add(`select count(*) as count from ${query.table} where tenant = `, tenant)
      filter(sql, query.table, query.where)
      break
    case 'insert':
      insert(sql, query.table, query.row, tenant)
      break
    case 'replace':
      replace(sql, query.table, query.row, tenant)
      break
    case 'remove':
      sql.add(`delete from ${query.table} where tenant = `, tenant).add(' and id = ', query.id)
      break
  }
  return sql.statement()
}

const list = (table: TableName): string => columnsOf(table).join(', ')

function select(sql: SqlText, table: TableName, find: Find, tenant: Tenant): void {
  const order = find.order ?? 'id'
  kindOf(table, order)
  const direction = find.isDescending === true ? 'desc' : 'asc'
  sql.add(`select ${list(table)} from ${table} where tenant = `, tenant)
  filter(sql, table, find.where ?? {})
  if (find.after !== undefined) {
    const beyond = find.isDescending === true ? '<' : '>'
    sql.add(` and (${order}, id) ${beyond} (`, find.after.value).add(', ', find.after.id).add(')')
  }
  sql.add(` order by ${order} ${direction}, id ${direction} limit `, Math.min(find.limit ?? FIND_LIMIT, FIND_LIMIT))
}

function filter(sql: SqlText, table: TableName, where: Where): void {
  for (const [column, test] of Object.entries(where)) {
    if (test === undefined) continue
    kindOf(table, column)
    compare(sql, column, test)
  }
}

function compare(sql: SqlText, column: string, test: Test): void {
  if (test === null) sql.add(` and ${column} is null`)
  else if (typeof test !== 'object') sql.add(` and ${column} = `, test)
  else if ('in' in test) among(sql, column, test.in)
  else {
    if (test.from !== undefined) sql.add(` and ${column} >= `, test.from)
    if (test.before !== undefined) sql.add(` and ${column} < `, test.before)
  }
}

function among(sql: SqlText, column: string, values: readonly string[]): void {
  if (values.length === 0) {
    sql.add(' and 1 = 0')
    return
  }
  sql.add(` and ${column} in (`)
  values.forEach((value, i) => {
    sql.add(i === 0 ? '' : ', ', value)
  })
  sql.add(')')
}

function insert(sql: SqlText, table: TableName, row: AnyRow, tenant: Tenant): void {
  sql.add(`insert into ${table} (tenant, ${list(table)}) values (`, tenant)
  for (const column of columnsOf(table)) sql.add(', ', checkedValue(table, row, column))
  sql.add(')')
}

function replace(sql: SqlText, table: TableName, row: AnyRow, tenant: Tenant): void {
  sql.add(`update ${table} set `)
  columnsOf(table).forEach((column, i) => {
    if (column !== 'id') sql.add(`${i === 1 ? '' : ', '}${column} = `, checkedValue(table, row, column))
  })
  sql.add(' where tenant = ', tenant).add(' and id = ', row.id)
}

/** What one database or the other would give back as something else, or not take: zero and half letters. */
const UNSTORABLE = /\u0000|\p{Surrogate}/u

/** A value checked against its column: a store that took 1.5 or `undefined` would give back something else. */
export function checkedValue(table: TableName, row: AnyRow, column: string): Value {
  const value = row[column]
  const kind = kindOf(table, column)
  const isRight =
    value === null
      ? kind.endsWith('?')
      : kind.startsWith('text')
        ? typeof value === 'string' && !UNSTORABLE.test(value)
        : typeof value === 'number' && Number.isSafeInteger(value)
  if (!isRight || value === undefined) throw new TypeError(`${table}.${column} cannot hold ${typeof value}`)
  return value
}

class SqlText {
  readonly #placeholder: Placeholder
  readonly #values: Value[] = []
  #text = ''

  constructor(placeholder: Placeholder) {
    this.#placeholder = placeholder
  }

  add(text: string, value?: Value): this {
    this.#text += text
    if (value !== undefined) {
      this.#values.push(value)
      this.#text += this.#placeholder(this.#values.length)
    }
    return this
  }

  statement(): Statement {
    return { sql: this.#text, values: this.#values }
  }
}
