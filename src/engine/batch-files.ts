import { closeSync, openSync, writeSync } from 'node:fs'
import { setImmediate as turn } from 'node:timers/promises'
import { fileWriter, parquetWriteRows } from 'hyparquet-writer'
import type { BatchStore } from '../store/batches/batch-store.ts'
import { withQuestion } from './batch-answer.ts'
import { parseShape } from './batch-shape.ts'
import { answeredRows, getBatch } from './batch-status.ts'
import { ADDED, type AnnotatedRow, ResultTable } from './batch-table.ts'
import { WorkbookWriter } from './batch-workbook.ts'

export const RESULT_FORMATS = ['jsonl', 'csv', 'xlsx', 'parquet'] as const
export type ResultFormat = (typeof RESULT_FORMATS)[number]

/** Rows of a group of a Parquet file: what is held at once. */
const GROUP_ROWS = 50_000

/**
 * Writes the results of a batch, one a row, in the order of the rows; of the whole only a chunk is held at a time. JSON lines
 * hold all that is known, tables the asker's own columns with the best hit beside them. Answers how many were written.
 */
export async function writeResults(store: BatchStore, id: string, path: string, format: ResultFormat): Promise<number> {
  if (format === 'parquet') return writeParquet(store, id, path)
  const file = openSync(path, 'w')
  try {
    return await WRITERS[format](store, id, file)
  } finally {
    closeSync(file)
  }
}

const WRITERS = { jsonl: writeLines, csv: writeCsv, xlsx: writeWorkbook } as const

async function writeLines(store: BatchStore, id: string, file: number): Promise<number> {
  const { layouts } = parseShape((await getBatch(store, id)).shape)
  let count = 0
  for await (const { rows } of answeredRows(store, id)) {
    const lines = rows.map(({ raw, answer }) => `${JSON.stringify(withQuestion(answer, raw, layouts))}\n`)
    writeSync(file, lines.join(''))
    count += rows.length
    await turn()
  }
  return count
}

/**
 * A cell that a spreadsheet would run as a formula stands behind an apostrophe (OWASP ASVS 5.0, 1.2.10), and so does one that
 * would then be taken for such a cell: reading strips one apostrophe and finds what was there.
 */
export const neutralised = (cell: string): string => (/^'*[=+\-@\t\r\0]/.test(cell) ? `'${cell}` : cell)

const csvLine = (cells: readonly string[]): string =>
  `${cells.map((cell) => `"${neutralised(cell).replace(/"/g, '""')}"`).join(',')}\r\n`

async function writeCsv(store: BatchStore, id: string, file: number): Promise<number> {
  const table = await ResultTable.of(store, id)
  const place = placesIn(table)
  writeSync(file, `\uFEFF${csvLine([...table.union, ...ADDED.map(({ name }) => name)])}`)
  let count = 0
  for await (const chunk of table.rows(store, id)) {
    const lines = chunk.map((row) => csvLine([...place(row), ...row.added.map((value) => String(value ?? ''))]))
    writeSync(file, lines.join(''))
    count += chunk.length
    await turn()
  }
  return count
}

/** Cells of any sheet under the headings of all of them. */
function placesIn(table: ResultTable): (row: AnnotatedRow) => readonly string[] {
  const { union } = table
  if (table.sheets.length === 1) return ({ cells }) => cells
  const places = table.sheets.map(({ header }) => union.map((heading) => header.indexOf(heading)))
  return ({ sheet, cells }) => (places[sheet] ?? []).map((at) => cells[at] ?? '')
}

async function writeWorkbook(store: BatchStore, id: string, file: number): Promise<number> {
  const table = await ResultTable.of(store, id)
  const workbook = new WorkbookWriter(file)
  let count = 0
  let begun = 0
  const beginUpTo = (sheet: number): void => {
    for (; begun <= sheet && begun < table.sheets.length; begun += 1) {
      const { name = '', header = [] } = table.sheets[begun] ?? {}
      workbook.begin(name, [...header, ...ADDED.map((column) => column.name)])
    }
  }
  for await (const chunk of table.rows(store, id)) {
    for (const { sheet, cells, added } of chunk) {
      beginUpTo(sheet)
      workbook.row([...cells, ...added])
    }
    count += chunk.length
    await turn()
  }
  beginUpTo(table.sheets.length)
  workbook.finish()
  return count
}

async function writeParquet(store: BatchStore, id: string, path: string): Promise<number> {
  const table = await ResultTable.of(store, id)
  const place = placesIn(table)
  const given = table.union
  let count = 0
  async function* records(): AsyncIterable<Record<string, unknown>> {
    for await (const chunk of table.rows(store, id)) {
      for (const row of chunk) {
        const cells = place(row)
        const record: Record<string, unknown> = {}
        given.forEach((name, at) => {
          record[name] = cells[at]
        })
        ADDED.forEach(({ name }, at) => {
          record[name] = row.added[at]
        })
        yield record
      }
      count += chunk.length
      await turn()
    }
  }
  await parquetWriteRows({
    writer: fileWriter(path),
    rows: records(),
    columns: [
      ...given.map((name) => ({ name, type: 'STRING' as const, nullable: true })),
      ...ADDED.map(({ name, type }) => ({ name, type, nullable: true })),
    ],
    rowGroupSize: GROUP_ROWS,
  })
  return count
}
