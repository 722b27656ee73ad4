import type { AnyRow, Row, TableName, Value } from './tables.ts'

/** A test of one column: a value, one of several, or a half-open span; `null` asks for absence. */
export type Test = Value | { readonly in: readonly string[] } | { readonly from?: Value; readonly before?: Value }

export type Where = Readonly<Record<string, Test | undefined>>

export interface Find {
  readonly where?: Where
  /** A column that is never null; `id` where absent. Rows of one value come in the order of their ids. */
  readonly order?: string
  readonly isDescending?: boolean
  readonly limit?: number
  /** The last row seen: its value of `order`, and its id. */
  readonly after?: { readonly value: Value; readonly id: string }
}

/** The only ways to reach a table. A store answers each for one tenant alone. */
export type Query =
  | { readonly kind: 'get'; readonly table: TableName; readonly id: string }
  | { readonly kind: 'find'; readonly table: TableName; readonly find: Find }
  | { readonly kind: 'count'; readonly table: TableName; readonly where: Where }
  | { readonly kind: 'insert'; readonly table: TableName; readonly row: AnyRow }
  | { readonly kind: 'replace'; readonly table: TableName; readonly row: AnyRow }
  | { readonly kind: 'remove'; readonly table: TableName; readonly id: string }

/** What a store answers: rows, or the count in `count`. */
export interface QueryResult {
  readonly rows: readonly AnyRow[]
  readonly count: number
}

/**
 * A piece of work that asks a store as it goes. Being a generator and not a promise, it is one synchronous step on SQLite and
 * in memory, which nothing else of the process can come between, and an awaited conversation on PostgreSQL.
 */
export type Step<T> = Generator<Query, T, QueryResult>

/** Rows a `find` answers at most, whatever it asks for: pages follow with `after`. */
export const FIND_LIMIT = 10_000

export function* get<T extends TableName>(table: T, id: string): Step<Row<T> | undefined> {
  const { rows } = yield { kind: 'get', table, id }
  return rows[0] as Row<T> | undefined
}

export function* find<T extends TableName>(table: T, options: Find = {}): Step<readonly Row<T>[]> {
  const { rows } = yield { kind: 'find', table, find: options }
  return rows as unknown as readonly Row<T>[]
}

export function* findOne<T extends TableName>(table: T, where: Where): Step<Row<T> | undefined> {
  const rows = yield* find(table, { where, limit: 1 })
  return rows[0]
}

export function* count(table: TableName, where: Where = {}): Step<number> {
  const result = yield { kind: 'count', table, where }
  return result.count
}

/** Every row there is, page after page, in the order of ids. For what must be whole: exports, erasures, checks. */
export function* findAll<T extends TableName>(
  table: T,
  options: { readonly where?: Where } = {},
): Step<readonly Row<T>[]> {
  const all: Row<T>[] = []
  for (;;) {
    const last = all.at(-1)
    const page = yield* find(table, {
      ...options,
      ...(last === undefined ? {} : { after: { value: last.id, id: last.id } }),
    })
    all.push(...page)
    if (page.length < FIND_LIMIT) return all
  }
}
