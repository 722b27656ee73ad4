import { schemaOf } from '../mapping/schema-word.ts'
import { cellName } from '../tabular/table.ts'

/** One row of a file of parties: FollowTheMoney properties, and the columns that mean nothing to screening as they came. */
export interface PartyRow {
  readonly id: string
  readonly schema?: string
  readonly properties: Readonly<Record<string, readonly string[]>>
  readonly columns: Readonly<Record<string, string>>
  /** Why the row could not be read at all, with its line. */
  readonly fault?: string
  /** The line or row number that a person sees in an editor or a spreadsheet. */
  readonly line?: number
}

/** One table of a file of parties: its header as it came, and what each column is read as (`null` passes through). */
export interface PartyLayout {
  readonly sheet: string
  readonly header: readonly string[]
  readonly read: readonly (string | null)[]
}

/** A row as it came: the cells of a table and which layout they follow, or a party of a JSON file. Survives JSON unchanged. */
export type RawRow =
  | { readonly layout: number; readonly line: number; readonly cells: readonly string[] }
  | { readonly party: PartyRow }

const VALUE_SEPARATOR = /\s*;\s*/
/** Properties of which one cell can hold several values, parted by semicolons. */
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

/** A row of a table by its layout, or the party that it already is. */
export function partyRowOf(raw: RawRow, layouts: readonly PartyLayout[]): PartyRow {
  if ('party' in raw) return raw.party
  const layout = layouts[raw.layout]
  if (layout === undefined)
    return {
      id: String(raw.line),
      properties: {},
      columns: {},
      line: raw.line,
      fault: `row ${raw.line} has no layout`,
    }
  return tableRow(raw.line, raw.cells, layout)
}

function tableRow(line: number, cells: readonly string[], { header, read }: PartyLayout): PartyRow {
  const properties: Record<string, string[]> = {}
  const columns: Record<string, string> = {}
  let id = String(line)
  let schema: string | undefined
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i] ?? ''
    const value = cell.trim()
    if (value === '') continue
    const property = read[i] ?? undefined
    if (property === undefined) columns[header[i] ?? `column ${i + 1}`] = cell
    else if (property === 'id') id = value
    else if (property === 'schema') schema = value
    else {
      const values = SEVERAL.has(property) ? value.split(VALUE_SEPARATOR) : [value]
      const held = properties[property]
      properties[property] = held === undefined ? values : [...held, ...values]
    }
  }
  return {
    id,
    ...(schema === undefined ? {} : { schema: schemaOf(schema) }),
    properties: withFamilyName(properties),
    columns,
    line,
  }
}

/** The mother's surname, where a column of its own gives it, follows the father's as part of the family name (Spanish custom). */
export function withFamilyName(properties: Record<string, string[]>): Record<string, string[]> {
  if (properties['motherName'] === undefined && properties['lastName'] === undefined) return properties
  const { motherName, ...others } = properties
  const family = [...(others['lastName'] ?? []), ...(motherName ?? [])].join(' ')
  return family === '' ? others : { ...others, lastName: [family] }
}

/** Where a property of a row stands, as in `D17` or `Clientes!D17`; the line of a JSON file, where there are no cells. */
export function placeOf(raw: RawRow, layouts: readonly PartyLayout[], property?: string): string {
  if ('party' in raw) return `line ${raw.party.line ?? raw.party.id}`
  const layout = layouts[raw.layout]
  const at = property === undefined ? -1 : (layout?.read.indexOf(property) ?? -1)
  if (at !== -1) return cellName(raw.line, at, layout?.sheet)
  return `${layout?.sheet === undefined || layout.sheet === '' ? '' : `${layout.sheet}!`}row ${raw.line}`
}
