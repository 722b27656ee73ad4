import { gunzipSync } from 'node:zlib'
import { CordonError } from '../../model/errors.ts'
import { propertiesOf } from '../../model/ftm.ts'
import type { Issue } from '../../model/parsed.ts'
import { schemaOf } from '../mapping/schema-word.ts'
import { isRecord, type JsonRecord, jsonRecords } from '../ownership/json-value.ts'
import { LIMITS } from '../reading/limits.ts'
import { readTableFile, visitTable } from '../tabular/read-table.ts'
import { MAX_TABLE_BYTES } from '../tabular/table.ts'
import { decodeText } from '../tabular/text-encoding.ts'
import { isZip } from '../tabular/zip.ts'
import { type ColumnTable, hasNameColumn, readHeader, readKey } from './columns.ts'
import { type PartyLayout, type PartyRow, partyRowOf, type RawRow, withFamilyName } from './raw-row.ts'

export type { PartyLayout, PartyRow, RawRow } from './raw-row.ts'

const JSON_START = /^\s*[[{]/
const HEAD_BYTES = 4096

/** What a file of parties turned out to be. */
export interface PartyFile {
  readonly layouts: readonly PartyLayout[]
  readonly rows: number
  /** Cells that were read with a doubt, such as a number of more digits than a spreadsheet keeps. */
  readonly issues: readonly Issue[]
}

/** Reads a file of parties, recognised by content: a workbook, JSON or JSON lines, otherwise a table of text; gzipped or not. */
export function readPartyRows(path: string, columns: ColumnTable): readonly PartyRow[] {
  const layouts: PartyLayout[] = []
  const rows: PartyRow[] = []
  visitParties(readTableFile(path), path, columns, {
    layout: (layout) => void layouts.push(layout),
    row: (raw) => void rows.push(partyRowOf(raw, layouts)),
  })
  return rows
}

/** Where rows go as they are read; a layout comes before the rows that follow it. */
export interface PartySink {
  readonly layout: (layout: PartyLayout) => void
  readonly row: (raw: RawRow) => void
}

/**
 * Reads the bytes of a file of parties row by row. `name` is what messages call it.
 *
 * @throws CordonError `input.unreadable` where no column names the parties, `input.too_large` for a bomb.
 */
export function visitParties(packed: Uint8Array, name: string, columns: ColumnTable, sink: PartySink): PartyFile {
  const bytes = unpacked(packed, name)
  if (!isZip(bytes) && JSON_START.test(decodeText(bytes.subarray(0, HEAD_BYTES))))
    return visitJson(decodeText(bytes), columns, sink)
  const layouts: PartyLayout[] = []
  const atSheet = new Map<string, number>()
  let rows = 0
  const isWorkbook = isZip(bytes)
  const facts = visitTable(bytes, {}, ({ line, cells }, sheet) => {
    const at = atSheet.get(sheet)
    if (at === undefined) {
      const layout = layoutOf(sheet, cells, columns, name)
      atSheet.set(sheet, layouts.length)
      layouts.push(layout)
      sink.layout(layout)
    } else {
      rows++
      sink.row({ layout: at, line, cells: isWorkbook ? cells : cells.map(withoutApostrophe) })
    }
    return true
  })
  return { layouts, rows, issues: facts.issues }
}

/** An apostrophe before the sign of a formula keeps a spreadsheet from running it (OWASP ASVS 5.0, 1.2.10); it is no part of the value. */
const withoutApostrophe = (cell: string): string =>
  cell.startsWith("'") && /^'+[=+\-@\t\r\0]/.test(cell) ? cell.slice(1) : cell

/** Gzip, known by its first bytes. One that unfolds to far more than its size is refused before it does. */
function unpacked(bytes: Uint8Array, name: string): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes
  const most = Math.min(MAX_TABLE_BYTES, Math.max(LIMITS.ratioFromBytes, bytes.length * LIMITS.ratio))
  try {
    return gunzipSync(bytes, { maxOutputLength: most })
  } catch (cause) {
    const isTooLarge = cause instanceof RangeError
    throw new CordonError(
      isTooLarge ? 'input.too_large' : 'input.unreadable',
      isTooLarge ? `${name} unpacks to more than ${most} bytes` : `${name} is damaged gzip`,
      { cause },
    )
  }
}

function layoutOf(sheet: string, header: readonly string[], table: ColumnTable, name: string): PartyLayout {
  const read = readHeader(table, header)
  if (!hasNameColumn(read)) {
    throw new CordonError(
      'input.unreadable',
      `${name} has no column of names; its columns are ${header.map((cell) => `"${cell}"`).join(', ')}. Name one "name" (or "nombre").`,
    )
  }
  return { sheet, header, read: read.map((property) => property ?? null) }
}

function visitJson(text: string, columns: ColumnTable, sink: PartySink): PartyFile {
  let rows = 0
  for (const { value, row } of jsonRecords(text)) {
    rows++
    sink.row({ party: jsonParty(value, row, columns) })
  }
  return { layouts: [], rows, issues: [] }
}

/** Properties of FollowTheMoney that a flat record may use as its keys beside the headings of tables. */
const OWN_NAMES: ReadonlySet<string> = new Set(
  ['Person', 'Company', 'Vessel', 'Airplane', 'CryptoWallet'].flatMap(propertiesOf),
)

/** A FollowTheMoney entity keeps its properties; of a flat record, keys are read as the headings of a table are. */
function jsonParty(value: JsonRecord | undefined, line: number, table: ColumnTable): PartyRow {
  if (value === undefined)
    return { id: String(line), properties: {}, columns: {}, line, fault: `line ${line} is not a JSON object` }
  const own = value['properties']
  if (!isRecord(own)) return flatParty(value, line, table)
  const properties = Object.fromEntries(Object.entries(own).map(([key, held]) => [key, textsOf(held)]))
  return named(value, { properties, columns: {}, line })
}

function flatParty(value: JsonRecord, line: number, table: ColumnTable): PartyRow {
  const properties: Record<string, string[]> = {}
  const columns: Record<string, string> = {}
  const keys: Record<string, unknown> = {}
  for (const [key, held] of Object.entries(value)) {
    const property = readKey(table, key) ?? (OWN_NAMES.has(key) ? key : undefined)
    if (property === 'id' || property === 'schema') keys[property] = held
    else if (property !== undefined) properties[property] = [...(properties[property] ?? []), ...textsOf(held)]
    else if (key !== 'id' && key !== 'schema') columns[key] = typeof held === 'string' ? held : JSON.stringify(held)
  }
  return named({ ...keys, ...value }, { properties: withFamilyName(properties), columns, line })
}

function named(value: JsonRecord, row: Omit<PartyRow, 'id'> & { readonly line: number }): PartyRow {
  const [id = ''] = textsOf(value['id'])
  const [schema = ''] = textsOf(value['schema'])
  return { id: id === '' ? String(row.line) : id, ...(schema === '' ? {} : { schema: schemaOf(schema) }), ...row }
}

const textsOf = (held: unknown): string[] =>
  (Array.isArray(held) ? held : [held]).flatMap((each) =>
    typeof each === 'string' || typeof each === 'number' ? [String(each)] : [],
  )
