import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { strToU8, zipSync } from 'fflate'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { type BatchResult, type BatchStore, batchResults } from './batch.ts'

export const RESULT_FORMATS = ['jsonl', 'csv', 'xlsx', 'parquet'] as const
export type ResultFormat = (typeof RESULT_FORMATS)[number]

/** Rows of a sheet that Excel opens. */
const SHEET_ROWS = 1_048_575

/** Columns that are added to those of the asker's file. */
const ADDED = [
  'cordon_status',
  'cordon_hits',
  'cordon_score',
  'cordon_band',
  'cordon_entity',
  'cordon_name',
  'cordon_list',
  'cordon_authorities',
  'cordon_missing',
] as const

/** Writes the results of a batch, one a row, in the order of the rows. Answers how many were written. */
export async function writeResults(store: BatchStore, id: string, path: string, format: ResultFormat): Promise<number> {
  if (format === 'jsonl') return writeLines(store, id, path)
  const rows: (readonly string[])[] = []
  const columns = new Map<string, number>()
  const results: BatchResult[] = []
  for await (const result of batchResults(store, id)) {
    for (const name of namesOf(result)) if (!columns.has(name)) columns.set(name, columns.size)
    results.push(result)
  }
  const header = ['id', ...columns.keys(), ...ADDED]
  for (const result of results) rows.push(rowOf(result, [...columns.keys()]))
  if (format === 'csv') writeCsv(path, [header, ...rows])
  else if (format === 'xlsx') writeFileSync(path, xlsx([header, ...rows.slice(0, SHEET_ROWS)]))
  else writeFileSync(path, new Uint8Array(parquet(header, rows)))
  return results.length
}

async function writeLines(store: BatchStore, id: string, path: string): Promise<number> {
  const file = openSync(path, 'w')
  let count = 0
  try {
    for await (const result of batchResults(store, id)) {
      writeSync(file, `${JSON.stringify(result)}\n`)
      count += 1
    }
  } finally {
    closeSync(file)
  }
  return count
}

const namesOf = ({ query }: BatchResult): readonly string[] => [
  ...Object.keys(query.properties),
  ...Object.keys(query.columns ?? {}),
]

function rowOf(result: BatchResult, columns: readonly string[]): readonly string[] {
  const [best] = result.hits
  const authorities = new Set(
    best?.designations.filter(({ state }) => state === 'designated').map(({ authority }) => authority),
  )
  return [
    result.id,
    ...columns.map((name) => result.query.properties[name]?.join('; ') ?? result.query.columns?.[name] ?? ''),
    result.status,
    String(result.total),
    best === undefined ? '' : String(best.score),
    best?.band ?? '',
    best?.id ?? '',
    best?.caption ?? '',
    best?.list ?? '',
    [...authorities].join(' '),
    (result.missing ?? []).join('; '),
  ]
}

/** A cell that a spreadsheet would run as a formula stands behind an apostrophe (OWASP ASVS 5.0, 1.2.10). */
export const neutralised = (cell: string): string => (/^[=+\-@\t\r\0]/.test(cell) ? `'${cell}` : cell)

function writeCsv(path: string, rows: readonly (readonly string[])[]): void {
  const file = openSync(path, 'w')
  try {
    writeSync(file, '\uFEFF')
    for (const row of rows)
      writeSync(file, `${row.map((cell) => `"${neutralised(cell).replace(/"/g, '""')}"`).join(',')}\r\n`)
  } finally {
    closeSync(file)
  }
}

/** A workbook of one sheet, every cell a text: leading zeros stay, and nothing is a date or a formula. */
function xlsx(rows: readonly (readonly string[])[]): Uint8Array {
  const sheet = rows
    .map(
      (row, at) =>
        `<row r="${at + 1}">${row.map((cell) => `<c t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell)}</t></is></c>`).join('')}</row>`,
    )
    .join('')
  const part = (text: string): Uint8Array => strToU8(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${text}`)
  const types = 'http://schemas.openxmlformats.org/package/2006/content-types'
  const rels = 'http://schemas.openxmlformats.org/package/2006/relationships'
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  return zipSync(
    {
      '[Content_Types].xml': part(
        `<Types xmlns="${types}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
      ),
      '_rels/.rels': part(
        `<Relationships xmlns="${rels}"><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      ),
      'xl/workbook.xml': part(
        `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="results" sheetId="1" r:id="r1"/></sheets></workbook>`,
      ),
      'xl/_rels/workbook.xml.rels': part(
        `<Relationships xmlns="${rels}"><Relationship Id="r1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
      ),
      'xl/worksheets/sheet1.xml': part(`<worksheet xmlns="${main}"><sheetData>${sheet}</sheetData></worksheet>`),
    },
    { mtime: new Date('2000-01-01T00:00:00Z') },
  )
}

/** XML 1.0 has no place for most control characters; they are shown as a box. */
const escapeXml = (text: string): string =>
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\uFFFD')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')

function parquet(header: readonly string[], rows: readonly (readonly string[])[]): ArrayBuffer {
  const columnData = header.map((name, at) => ({
    name,
    data: rows.map((row) => row[at] ?? ''),
    type: 'STRING' as const,
  }))
  return parquetWriteBuffer({ columnData })
}
