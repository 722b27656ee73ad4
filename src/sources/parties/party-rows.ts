import { CordonError } from '../../model/errors.ts'
import { readSheets, readTableFile } from '../tabular/read-table.ts'
import { isZip } from '../tabular/zip.ts'
import { type ColumnTable, hasNameColumn, readHeader } from './columns.ts'

/** One row of a file of parties: FollowTheMoney properties, and the columns that mean nothing to screening as they came. */
export interface PartyRow {
  readonly id: string
  readonly schema?: string
  readonly properties: Readonly<Record<string, readonly string[]>>
  readonly columns: Readonly<Record<string, string>>
  /** Why the row could not be read at all, with its line. */
  readonly fault?: string
}

const VALUE_SEPARATOR = /\s*;\s*/
const SEVERAL = new Set([
  'alias',
  'previousName',
  'country',
  'nationality',
  'citizenship',
  'birthDate',
  'passportNumber',
  'idNumber',
])
const JSON_START = /^\s*[[{]/
const HEAD_BYTES = 4096

/** Reads a file of parties, recognised by content: a workbook, JSON or JSON lines, otherwise a table of text. */
export function readPartyRows(path: string, columns: ColumnTable): readonly PartyRow[] {
  const bytes = readTableFile(path)
  if (!isZip(bytes) && JSON_START.test(new TextDecoder().decode(bytes.subarray(0, HEAD_BYTES)))) return jsonRows(bytes)
  return readSheets(bytes, {}).sheets.flatMap((sheet) => tableRows(sheet.rows, columns, path))
}

interface Row {
  readonly line: number
  readonly cells: readonly string[]
}

function tableRows([head, ...rows]: readonly Row[], table: ColumnTable, path: string): readonly PartyRow[] {
  if (head === undefined) return []
  const properties = readHeader(table, head.cells)
  if (!hasNameColumn(properties)) {
    throw new CordonError(
      'input.unreadable',
      `${path} has no column of names; its columns are ${head.cells.map((cell) => `"${cell}"`).join(', ')}. Name one "name" (or "nombre").`,
    )
  }
  return rows.map((row) => tableRow(row, head.cells, properties))
}

function tableRow(row: Row, header: readonly string[], read: readonly (string | undefined)[]): PartyRow {
  const properties: Record<string, string[]> = {}
  const columns: Record<string, string> = {}
  let id = String(row.line)
  let schema: string | undefined
  row.cells.forEach((cell, i) => {
    const value = cell.trim()
    const property = read[i]
    if (value === '') return
    if (property === undefined) columns[header[i] ?? `column ${i + 1}`] = cell
    else if (property === 'id') id = value
    else if (property === 'schema') schema = value
    else
      properties[property] = [
        ...(properties[property] ?? []),
        ...(SEVERAL.has(property) ? value.split(VALUE_SEPARATOR) : [value]),
      ]
  })
  return { id, ...schemaOf(schema), properties: withFamilyName(properties), columns }
}

/** The mother's surname, where a column of its own gives it, follows the father's as part of the family name (Spanish custom). */
function withFamilyName({ motherName, ...others }: Record<string, string[]>): Record<string, string[]> {
  const family = [...(others['lastName'] ?? []), ...(motherName ?? [])].join(' ')
  return family === '' ? others : { ...others, lastName: [family] }
}

const SCHEMATA: Readonly<Record<string, string>> = {
  person: 'Person',
  individual: 'Person',
  natural: 'Person',
  pf: 'Person',
  'persona fisica': 'Person',
  fisica: 'Person',
  company: 'Company',
  pm: 'Company',
  'persona moral': 'Company',
  moral: 'Company',
  empresa: 'Company',
  organization: 'Organization',
  organisation: 'Organization',
  entity: 'Organization',
  organizacion: 'Organization',
  vessel: 'Vessel',
  ship: 'Vessel',
  buque: 'Vessel',
  aircraft: 'Airplane',
  airplane: 'Airplane',
  aeronave: 'Airplane',
}

function schemaOf(raw: string | undefined): { schema?: string } {
  if (raw === undefined) return {}
  const folded = raw.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim()
  return { schema: SCHEMATA[folded] ?? raw }
}

function jsonRows(bytes: Uint8Array): readonly PartyRow[] {
  const text = new TextDecoder().decode(bytes)
  const whole = parseJson(text)
  if (whole !== undefined) return (Array.isArray(whole) ? whole : [whole]).map((value, i) => jsonRow(value, i + 1))
  return text
    .split('\n')
    .map((line, i) => ({ line, number: i + 1 }))
    .filter(({ line }) => line.trim() !== '')
    .map(({ line, number }) => jsonRow(parseJson(line), number))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function jsonRow(value: unknown, line: number): PartyRow {
  if (!isRecord(value)) {
    return { id: String(line), properties: {}, columns: {}, fault: `line ${line} is not a JSON object` }
  }
  const source = isRecord(value['properties']) ? value['properties'] : value
  const entries = Object.entries(source).filter(([key]) => key !== 'id' && key !== 'schema')
  const properties = Object.fromEntries(
    entries.map(([key, held]) => [
      key,
      (Array.isArray(held) ? held : [held]).flatMap((each) =>
        typeof each === 'string' || typeof each === 'number' ? [String(each)] : [],
      ),
    ]),
  )
  return {
    id: value['id'] === undefined || value['id'] === null ? String(line) : String(value['id']),
    ...(typeof value['schema'] === 'string' ? { schema: value['schema'] } : {}),
    properties,
    columns: {},
  }
}
