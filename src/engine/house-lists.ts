import Type from 'typebox'
import { Compile } from 'typebox/compile'
import type { DatasetId } from '../model/brand.ts'
import { foldCountryName } from '../model/country.ts'
import { CordonError } from '../model/errors.ts'
import { propertiesOf } from '../model/ftm.ts'
import { type ColumnTable, compileColumns } from '../sources/parties/columns.ts'
import type { SqliteListStore } from '../store/lists/sqlite-list-store.ts'
import { readKnowledgeTable } from './knowledge.ts'

const MAPPING = Compile(Type.Record(Type.String(), Type.String()))

/** Headings of a house list and what the asker says they are, as `Cliente=name`. */
export type AskedColumns = Readonly<Record<string, string>>

/** Reads `HEADING=property` pairs; an unknown property is refused with those there are. */
export function parseColumns(pairs: readonly string[]): AskedColumns {
  const out: Record<string, string> = {}
  for (const pair of pairs) {
    const at = pair.lastIndexOf('=')
    const property = pair.slice(at + 1).trim()
    if (at <= 0 || !KNOWN.has(property)) {
      throw new CordonError(
        'usage.invalid',
        `--column wants HEADING=property, as in "Razón social=name"; "${pair}" is not`,
      )
    }
    out[pair.slice(0, at).trim()] = property
  }
  return out
}

const KNOWN: ReadonlySet<string> = new Set([
  'id',
  'schema',
  ...['Person', 'Company', 'Vessel', 'Airplane'].flatMap(propertiesOf),
])

/** What headings mean: the bundled table, over it what was saved with the list, over it what is asked now; the last two are saved. */
export function houseColumns(
  store: SqliteListStore | undefined,
  list: string | undefined,
  asked: AskedColumns,
): ColumnTable {
  const table = new Map(compileColumns(readKnowledgeTable('book/party-columns.tsv', ['property', 'headings'])))
  const saved = store === undefined || list === undefined ? {} : savedColumns(store, list as DatasetId)
  for (const [heading, property] of Object.entries({ ...saved, ...asked }))
    table.set(foldCountryName(heading), property)
  return table
}

function savedColumns(store: SqliteListStore, list: DatasetId): AskedColumns {
  const text = store.columns(list)
  if (text === undefined) return {}
  const value: unknown = JSON.parse(text)
  return MAPPING.Check(value) ? value : {}
}

/** Keeps the asked mapping with the list, so that its next version is read alike. */
export function saveHouseColumns(store: SqliteListStore, list: DatasetId, asked: AskedColumns): void {
  if (Object.keys(asked).length === 0) return
  store.saveColumns(list, JSON.stringify({ ...savedColumns(store, list), ...asked }))
}
