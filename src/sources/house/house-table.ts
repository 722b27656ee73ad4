import type { DatasetId } from '../../model/brand.ts'
import { CordonError } from '../../model/errors.ts'
import { hasProperty, isSchema } from '../../model/ftm.ts'
import {
  type ListFormat,
  type ListReading,
  onlyFile,
  type ReadContext,
  Refusals,
  type RoledFile,
} from '../list-format.ts'
import { ListTally } from '../mapping/list-tally.ts'
import { stableId, UniqueIds } from '../mapping/stable-id.ts'
import { readFtmParty } from '../opensanctions/ftm-mapping.ts'
import { type ColumnTable, hasNameColumn, readHeader } from '../parties/columns.ts'
import { allBytes } from '../reading/bytes.ts'
import { WORKBOOK_BYTES } from '../reading/table-rows.ts'
import { readSheets } from '../tabular/read-table.ts'

/**
 * A list of one's own: a table with a header, read by what its headings mean. Named with `--as house`; never guessed, because any
 * table with a column of names would be one.
 */
export const HOUSE: ListFormat = {
  format: 'house',
  title: 'a list of your own: CSV or XLSX with a header (name with --as house --id ID)',
  parser: 'house/1',
  recognise: () => undefined,
  read,
}

/** Values of one cell, in columns that may hold several. */
const SEVERAL = /\s*[;|]\s*/

async function read(files: readonly RoledFile[], context: ReadContext): Promise<ListReading> {
  const file = onlyFile(files)
  const columns = context.columns
  if (columns === undefined)
    throw new CordonError('list.refused', `${file.name}: the meaning of its columns is not known`)
  const tally = new ListTally(context)
  const refusals = new Refusals()
  const ids = new UniqueIds()
  const { sheets } = readSheets(await allBytes(file, WORKBOOK_BYTES))
  let rows = 0
  for (const { name, rows: lines } of sheets) {
    const [head, ...body] = lines
    if (head === undefined) continue
    const properties = readHeader(columns, head.cells)
    if (!hasNameColumn(properties)) throw noNames(file.name, head.cells)
    for (const { cells, line } of body) {
      rows += 1
      readRow(cells, properties, head.cells, `${name === '' ? file.name : name}:${line}`, {
        columns,
        tally,
        refusals,
        ids,
      })
    }
  }
  const reading = tally.reading({ list: 'house' as DatasetId, published: context.published, isPartial: false, rows })
  return { ...reading, refused: [...refusals.issues, ...reading.refused] }
}

const noNames = (file: string, header: readonly string[]): CordonError =>
  new CordonError(
    'input.unreadable',
    `${file} has no column of names; its columns are ${header.map((cell) => `"${cell}"`).join(', ')}. Say which with --column HEADING=name.`,
  )

interface Tools {
  readonly columns: ColumnTable
  readonly tally: ListTally
  readonly refusals: Refusals
  readonly ids: UniqueIds
}

function readRow(
  cells: readonly string[],
  properties: readonly (string | undefined)[],
  header: readonly string[],
  where: string,
  { tally, refusals, ids }: Tools,
): void {
  const values: Record<string, string[]> = {}
  const put = (property: string, value: string): void => {
    values[property] = [...(values[property] ?? []), ...value.split(SEVERAL).filter((one) => one !== '')]
  }
  for (const [at, cell] of cells.entries()) {
    const text = cell.trim()
    const property = properties[at]
    if (text === '') continue
    if (property === undefined) put('notes', `${header[at] ?? `column ${at + 1}`}: ${text.replace(/[;|]/g, ',')}`)
    else if (property === 'name' || property === 'address') values[property] = [text]
    else put(property, text)
  }
  const schema = schemaOf(values['schema']?.[0] ?? '', values)
  const name =
    values['name']?.[0] ??
    [...(values['firstName'] ?? []), ...(values['lastName'] ?? []), ...(values['motherName'] ?? [])].join(' ')
  if (name === '') {
    refusals.add('entry.name.missing', cells.join(' | '), where)
    return
  }
  if (schema === undefined) {
    refusals.add('entry.type.unknown', values['schema']?.[0] ?? '', where)
    return
  }
  const own = values['id']?.[0]
  const id = ids.take(`house-${own ?? stableId([name, values['birthDate']?.[0] ?? '', values['country']?.[0] ?? ''])}`)
  const draft = tally.draft(id, own ?? where, schema, where)
  const { id: _id, schema: _schema, motherName: _mother, ...kept } = values
  if (draft !== undefined) readFtmParty({ id, schema, properties: { ...kept, name: [name] } }, draft, tally)
}

/** The stated schema by FollowTheMoney's name in any case; a birth date or a gender says a person, otherwise anyone. */
function schemaOf(stated: string, values: Readonly<Record<string, readonly string[]>>): string | undefined {
  if (stated !== '') {
    const name = `${stated.charAt(0).toUpperCase()}${stated.slice(1).toLowerCase()}`
    const known = [
      stated,
      name,
      { Individual: 'Person', Entity: 'Organization', Ship: 'Vessel', Aircraft: 'Airplane' }[name] ?? '',
    ]
    return known.find((one) => one !== '' && isSchema(one))
  }
  const personal = Object.keys(values).some(
    (property) => !hasProperty('Company', property) && hasProperty('Person', property),
  )
  return personal ? 'Person' : 'LegalEntity'
}
