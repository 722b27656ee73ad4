import { CordonError } from '../../model/errors.ts'
import { visitXlsx } from '../tabular/xlsx.ts'
import { isZip, listZip } from '../tabular/zip.ts'
import { allBytes, headOf, type RawFile } from './bytes.ts'
import { type CsvShape, readCsv } from './csv.ts'
import { LIMITS } from './limits.ts'
import { visitOds } from './ods.ts'

/** Bytes of a workbook, which is read from its end and so held whole. The largest known list workbook has 3 MB. */
export const WORKBOOK_BYTES = 128 * 1024 * 1024
/** Rows of a workbook, counted over its visible sheets. */
const WORKBOOK_ROWS = 2_000_000

export type WorkbookKind = 'xlsx' | 'ods'

/** What a zip archive is: a workbook, or a plain archive of files. */
export function workbookKind(bytes: Uint8Array): WorkbookKind | undefined {
  if (!isZip(bytes)) return undefined
  const entries = listZip(bytes)
  const swollen = entries.find(
    ({ compressedBytes, declaredBytes }) =>
      declaredBytes > LIMITS.ratioFromBytes && declaredBytes > compressedBytes * LIMITS.workbookRatio,
  )
  if (swollen !== undefined) {
    throw new CordonError(
      'input.too_large',
      `${swollen.name} would inflate more than ${LIMITS.workbookRatio} times; no workbook does`,
    )
  }
  const names = entries.map(({ name }) => name)
  if (names.includes('xl/workbook.xml')) return 'xlsx'
  return names.includes('content.xml') && names.includes('mimetype') ? 'ods' : undefined
}

/** Reads a table row by row, whether it is a workbook or delimited text. `where` is a record's number or a sheet's row. */
export async function readTableRows(
  file: RawFile,
  shape: CsvShape,
  onRow: (cells: readonly string[], where: string) => void,
): Promise<void> {
  if (!isZip(await headOf(file))) {
    await readCsv(file, shape, (fields, row) => onRow(fields, `${file.name}:${row}`))
    return
  }
  const bytes = await allBytes(file, WORKBOOK_BYTES)
  visitWorkbook(bytes, file.name, onRow)
}

export function visitWorkbook(
  bytes: Uint8Array,
  name: string,
  onRow: (cells: readonly string[], where: string) => void,
): void {
  let rows = 0
  const take = (cells: readonly string[], line: number): void => {
    rows += 1
    if (rows > WORKBOOK_ROWS) throw new CordonError('input.too_large', `${name} has more than ${WORKBOOK_ROWS} rows`)
    onRow(cells, `${name}:${line}`)
  }
  if (workbookKind(bytes) === 'ods') visitOds(bytes, take)
  else {
    visitXlsx(bytes, {}, (row) => {
      take(row.cells, row.line)
      return true
    })
  }
}
