import { accepted, type Parsed, refused } from '../model/parsed.ts'
import type { BatchStore } from '../store/batches/batch-store.ts'
import { type BatchResult, withQuestion } from './batch-answer.ts'
import { parseShape } from './batch-shape.ts'
import { answeredRows, getBatch } from './batch-status.ts'

const DEFAULT_PAGE = 50
/** Chunks looked through for one page; a page may then hold less than asked for and say where to go on. */
const CHUNKS_A_PAGE = 50
const CURSOR = /^(\d{1,9})\.(\d{1,6})$/

export interface ResultsQuery {
  readonly limit?: number
  readonly cursor?: string
  /** Only rows of this status. */
  readonly status?: BatchResult['status']
}

export interface ResultsPage {
  readonly items: readonly BatchResult[]
  readonly next?: string
  /** Rows that have an answer, of whatever status. */
  readonly total: number
}

/** A page of results in the order of the rows. A cursor names a chunk and a place in it, so that it stays good while work goes on. */
export async function resultsPage(store: BatchStore, id: string, query: ResultsQuery): Promise<Parsed<ResultsPage>> {
  const from = query.cursor === undefined ? { chunk: 0, at: 0 } : readCursor(query.cursor)
  if (from === undefined)
    return refused('cursor.unreadable', query.cursor ?? '', { remedy: 'hand back `next` as it came' })
  const { layouts } = parseShape((await getBatch(store, id)).shape)
  const limit = query.limit ?? DEFAULT_PAGE
  const { rows: total } = await store.counts(id)
  const items: BatchResult[] = []
  let looked = 0
  for await (const { chunk, rows } of answeredRows(store, id, from.chunk)) {
    if (looked === CHUNKS_A_PAGE) return accepted({ items, next: `${chunk}.0`, total })
    looked += 1
    for (let at = chunk === from.chunk ? from.at : 0; at < rows.length; at += 1) {
      const row = rows[at]
      if (row === undefined || (query.status !== undefined && row.answer.status !== query.status)) continue
      if (items.length === limit) return accepted({ items, next: `${chunk}.${at}`, total })
      items.push(withQuestion(row.answer, row.raw, layouts))
    }
  }
  return accepted({ items, total })
}

function readCursor(cursor: string): { readonly chunk: number; readonly at: number } | undefined {
  const [, chunk, at] = CURSOR.exec(cursor) ?? []
  return chunk === undefined || at === undefined ? undefined : { chunk: Number(chunk), at: Number(at) }
}
