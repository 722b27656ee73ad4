import { foldCountryName as fold } from '../../model/country.ts'
import { type TsvTable, valuesOf } from '../../model/tsv.ts'

/** Folded column heading to FollowTheMoney property, or to `id` or `schema`: compiled from `data/book/party-columns.tsv`. */
export type ColumnTable = ReadonlyMap<string, string>

export function compileColumns(table: TsvTable): ColumnTable {
  return new Map(
    table.rows.flatMap((row) => {
      const property = row['property'] ?? ''
      return [property, ...valuesOf(row['headings'])].map((heading) => [fold(heading), property] as const)
    }),
  )
}

/** What each column of a header is read as; `undefined` for one that passes through. */
export const readHeader = (table: ColumnTable, header: readonly string[]): readonly (string | undefined)[] =>
  header.map((heading) => table.get(fold(heading)))

/** What a key of a flat JSON record is read as. */
export const readKey = (table: ColumnTable, key: string): string | undefined => table.get(fold(key))

const NAMING = ['name', 'firstName', 'lastName']

/** Whether a header names its parties at all. */
export const hasNameColumn = (properties: readonly (string | undefined)[]): boolean =>
  properties.some((property) => property !== undefined && NAMING.includes(property))
