import { gunzipSync, gzipSync } from 'node:zlib'
import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { CordonError } from '../model/errors.ts'
import type { PartyLayout, RawRow } from './party-file.ts'

/** How the rows of a batch are laid out: what reading its file found, kept with the job. */
export interface BatchShape {
  readonly layouts: readonly PartyLayout[]
  /** Names of properties and columns of a JSON file, in the order in which they were met. */
  readonly names: readonly string[]
}

const SHAPE = Compile(
  Type.Object({
    layouts: Type.Array(
      Type.Object({
        sheet: Type.String(),
        header: Type.Array(Type.String()),
        read: Type.Array(Type.Union([Type.String(), Type.Null()])),
      }),
    ),
    names: Type.Array(Type.String()),
  }),
)

/** The shape of a batch; one that is still loading has none. */
export function parseShape(json: string): BatchShape {
  const value: unknown = JSON.parse(json)
  return SHAPE.Check(value) ? value : { layouts: [], names: [] }
}

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
