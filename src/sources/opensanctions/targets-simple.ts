import type { DatasetId } from '../../model/brand.ts'
import { isSchema } from '../../model/ftm.ts'
import {
  type FileHead,
  type ListFormat,
  type ListReading,
  onlyFile,
  type ReadContext,
  Refusals,
  type RoledFile,
} from '../list-format.ts'
import { ListTally } from '../mapping/list-tally.ts'
import { CsvScanner, headRows, readCsv } from '../reading/csv.ts'
import { HeaderRow } from '../reading/header-row.ts'
import { takeParty } from './ftm-lines.ts'

/** OpenSanctions targets.simple.csv: one target a row, several values of a cell parted by semicolons, quoted anew where they hold one. */
export const TARGETS_SIMPLE: ListFormat = {
  format: 'opensanctions-simple',
  title: 'OpenSanctions targets.simple.csv',
  parser: 'opensanctions-simple/1',
  recognise: (head: FileHead) => {
    const header = head.kind === 'text' ? (headRows(head.text, ',', 1)[0] ?? []) : []
    return ['id', 'schema', 'name', 'aliases', 'dataset'].every((name) => header.includes(name)) ? 'main' : undefined
  },
  read,
}

/** Column and FollowTheMoney property. `sanctions` is free text. */
const COLUMNS = [
  ['aliases', 'alias'],
  ['birth_date', 'birthDate'],
  ['countries', 'country'],
  ['addresses', 'address'],
  ['identifiers', 'idNumber'],
  ['phones', 'phone'],
  ['emails', 'email'],
  ['program_ids', 'programId'],
  ['sanctions', 'notes'],
] as const

async function read(files: readonly RoledFile[], context: ReadContext): Promise<ListReading> {
  const tally = new ListTally(context)
  const refusals = new Refusals()
  const file = onlyFile(files)
  let header: HeaderRow | undefined
  let rows = 0
  await readCsv(file, { delimiter: ',', encoding: 'utf-8' }, (cells, row, isTorn) => {
    if (header === undefined) {
      header = new HeaderRow(cells, ['id', 'schema', 'name'], file.name)
      return
    }
    rows += 1
    const known = header
    const field = (name: string): string => known.value(cells, name)
    const where = `${file.name}:${row}`
    if (isTorn || cells.length !== known.names.length) refusals.add('row.columns', `${cells.length} columns`, where)
    else if (!isSchema(field('schema'))) refusals.add('entity.schema.unknown', field('schema'), where)
    else if (tally.find(field('id')) !== undefined) refusals.add('entry.duplicate', field('id'), where)
    else takeRow(field, where, tally)
  })
  const reading = tally.reading({ list: 'ftm' as DatasetId, published: context.published, isPartial: false, rows })
  return { ...reading, refused: [...refusals.issues, ...reading.refused] }
}

function takeRow(field: (name: string) => string, where: string, tally: ListTally): void {
  const properties: Record<string, string[]> = { name: [field('name')] }
  for (const [column, property] of COLUMNS) {
    const values = cellValues(field(column))
    if (values.length > 0) properties[property] = [...values]
  }
  const imo = (properties['idNumber'] ?? []).filter((value) => /^IMO\d{7}$/.test(value))
  if (imo.length > 0 && field('schema') === 'Vessel') properties['imoNumber'] = imo
  takeParty(
    {
      id: field('id'),
      schema: field('schema'),
      caption: field('name'),
      properties,
      first_seen: field('first_seen'),
      last_change: field('last_change'),
      referents: [],
    },
    where,
    tally,
  )
}

function cellValues(cell: string): readonly string[] {
  if (cell === '' || cell === '""') return []
  const values: string[] = []
  const scanner = new CsvScanner('cell', ';', (fields) => values.push(...fields))
  scanner.write(`${cell.replace(/\n/g, ' ')}\n`)
  return values.map((value) => value.trim()).filter((value) => value !== '')
}
