import { gunzipSync, gzipSync } from 'node:zlib'
import { CordonError } from '../model/errors.ts'
import type { RawRow } from '../sources/parties/raw-row.ts'

/** JSON lines, one value each, gzipped fast: what is kept of a chunk, as one block. */
export const packLines = (values: readonly unknown[]): Uint8Array =>
  gzipSync(values.map((value) => JSON.stringify(value)).join('\n'), { level: 1 })

function* lines(bytes: Uint8Array): Iterable<unknown> {
  const text = gunzipSync(bytes).toString('utf8')
  if (text === '') return
  for (const line of text.split('\n')) yield JSON.parse(line)
}

/** The rows of a chunk as they were kept. */
export const rowsOfChunk = (bytes: Uint8Array): readonly RawRow[] => [...lines(bytes)] as RawRow[]

/**
 * Values of a chunk that this program wrote, as what it wrote.
 *
 * @throws CordonError `store.unavailable` where there are not as many as rows.
 */
export function resultsOfChunk<T>(bytes: Uint8Array, rows: number): readonly T[] {
  const results = [...lines(bytes)] as T[]
  if (results.length !== rows)
    throw new CordonError('store.unavailable', `a chunk of ${rows} rows holds ${results.length} results`)
  return results
}
