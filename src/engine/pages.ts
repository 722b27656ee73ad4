import { count, find, type Where } from '../casework/records/query.ts'
import type { Row } from '../casework/records/tables.ts'
import { accepted, type Parsed, refused } from '../model/parsed.ts'
import type { Desk } from './desk.ts'

/** A page of things, and where the next one begins. */
export interface Page<T> {
  readonly items: readonly T[]
  /** Hand it back as `cursor` for the next page; absent on the last. */
  readonly next?: string
  readonly total: number
}

export interface PageQuery {
  readonly limit?: number
  readonly cursor?: string
}

const DEFAULT_PAGE = 50
const LARGEST_PAGE = 500

/** A result in another form; a refusal stays as it is. */
export function rendered<A, B>(result: Parsed<A>, render: (value: A) => B): Parsed<B> {
  return result.ok ? accepted(render(result.value)) : result
}

type Paged = 'alert' | 'case_file' | 'disposition' | 'task' | 'suppression' | 'held_item' | 'proposal' | 'party'

/** One page of a table, in an order that loses and repeats no row. */
export async function page<T extends Paged, J>(
  desk: Desk,
  action: Parameters<Desk['look']>[0],
  table: T,
  where: Where,
  order: keyof Row<T> & string,
  query: PageQuery,
  render: (row: Row<T>) => J,
): Promise<Parsed<Page<J>>> {
  const limit = Math.min(Math.max(query.limit ?? DEFAULT_PAGE, 1), LARGEST_PAGE)
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor)
  if (query.cursor !== undefined && after === undefined)
    return refused('page.cursor', query.cursor, { remedy: 'hand back `next` as it came' })
  return desk.look(action, function* () {
    const rows = yield* find(table, { where, order, limit, ...(after === undefined ? {} : { after }) })
    const total = yield* count(table, where)
    const last = rows.length === limit ? rows.at(-1) : undefined
    const next = last === undefined ? {} : { next: writeCursor(String(last[order]), last.id) }
    return { items: rows.map(render), total, ...next }
  })
}

const writeCursor = (value: string, id: string): string =>
  Buffer.from(JSON.stringify([value, id])).toString('base64url')

function readCursor(cursor: string): { readonly value: string; readonly id: string } | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (!Array.isArray(parsed)) return undefined
    const [value, id]: readonly unknown[] = parsed
    return typeof value === 'string' && typeof id === 'string' ? { value, id } : undefined
  } catch {
    return undefined
  }
}
