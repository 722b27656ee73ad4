import { foldCountryName as fold } from '../../model/country.ts'
import { type TsvTable, valuesOf } from '../../model/tsv.ts'

/** Folded heading to the column it is read as, for each kind of relation file: compiled from `data/book/relation-columns.tsv`. */
export type RelationColumns = Readonly<Record<'ownership' | 'links', ReadonlyMap<string, string>>>

export function compileRelationColumns(table: TsvTable): RelationColumns {
  const of = (wanted: string): ReadonlyMap<string, string> => {
    const headings = new Map<string, string>()
    for (const row of table.rows) {
      if (row['table'] !== wanted) continue
      const column = row['column'] ?? ''
      for (const heading of [column, ...valuesOf(row['headings'])]) {
        const key = fold(heading)
        if (!headings.has(key)) headings.set(key, column)
      }
    }
    return headings
  }
  return { ownership: of('ownership'), links: of('links') }
}

/** Position of each known column in a header: a heading that is the column's own name comes before one that is another word for it. */
export function placeColumns(
  headings: ReadonlyMap<string, string>,
  header: readonly string[],
): ReadonlyMap<string, number> {
  const places = new Map<string, number>()
  const put = (heading: string, i: number, isOwnName: boolean): void => {
    const column = headings.get(fold(heading))
    if (column === undefined || places.has(column)) return
    if (!isOwnName || fold(heading) === fold(column)) places.set(column, i)
  }
  for (const isOwnName of [true, false]) for (const [i, heading] of header.entries()) put(heading, i, isOwnName)
  return places
}
