import { readFileSync, statSync } from 'node:fs'
import { CordonError } from '../../model/errors.ts'
import { visitCsv } from './csv.ts'
import { MAX_TABLE_BYTES, type TableFacts, type TableOptions, type TableRow, type VisitRow } from './table.ts'
import { visitXlsx } from './xlsx.ts'
import { isZip } from './zip.ts'

/** Most cells that `readSheets` holds at once; larger tables are visited row by row. */
export const MAX_HELD_CELLS = 50_000_000

/** One sheet of a workbook, or the one table of a CSV; its first row is whatever stands first, header or preamble. */
export interface Sheet {
  readonly name: string
  readonly rows: readonly TableRow[]
}

/** Reads a table row by row: a workbook by its zip mark, anything else as delimited text. Nothing is held. */
export function visitTable(bytes: Uint8Array, options: TableOptions, visit: VisitRow): TableFacts {
  if (bytes.length === 0) throw new CordonError('input.empty', 'the table is empty')
  return isZip(bytes) ? visitXlsx(bytes, options, visit) : visitCsv(bytes, options, visit)
}

/** Reads a whole table: every visible sheet with its rows. For tables that fit in memory; see `visitTable` for others. */
export function readSheets(
  bytes: Uint8Array,
  options: TableOptions = {},
): { readonly sheets: readonly Sheet[]; readonly facts: TableFacts } {
  const rowsOf = new Map<string, TableRow[]>()
  let cells = 0
  const facts = visitTable(bytes, options, (row, sheet) => {
    cells += row.cells.length
    if (cells > MAX_HELD_CELLS) throw new CordonError('input.too_large', `the table has over ${MAX_HELD_CELLS} cells`)
    const rows = rowsOf.get(sheet)
    if (rows === undefined) rowsOf.set(sheet, [row])
    else rows.push(row)
    return true
  })
  return { sheets: facts.sheets.map((name) => ({ name, rows: rowsOf.get(name) ?? [] })), facts }
}

/** The bytes of a table file, of at most `MAX_TABLE_BYTES`. */
export function readTableFile(path: string): Uint8Array {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined || !stat.isFile()) throw new CordonError('input.missing', `there is no file ${path}`)
  if (stat.size > MAX_TABLE_BYTES) throw new CordonError('input.too_large', `${path} has over ${MAX_TABLE_BYTES} bytes`)
  return readFileSync(path)
}
