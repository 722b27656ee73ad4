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
import { headRows, readCsv } from '../reading/csv.ts'
import { HeaderRow } from '../reading/header-row.ts'
import { CSL_LIST, type CslEntry, cslAddress, readCslEntry } from './csl-entry.ts'

/** The US Consolidated Screening List as CSV: twelve lists of three departments, several values of a cell parted by `; `. */
export const CSL_CSV: ListFormat = {
  format: 'us-csl-csv',
  title: 'US Consolidated Screening List (CSV)',
  parser: 'us-csl-csv/1',
  recognise: (head: FileHead) => {
    const header = head.kind === 'text' ? (headRows(head.text, ',', 1)[0] ?? []) : []
    return header.includes('source') && header.includes('entity_number') && header.includes('alt_names')
      ? 'main'
      : undefined
  },
  read,
}

async function read(files: readonly RoledFile[], context: ReadContext): Promise<ListReading> {
  const tally = new ListTally(context)
  const refusals = new Refusals()
  const file = onlyFile(files)
  let header: HeaderRow | undefined
  await readCsv(file, { delimiter: ',', encoding: 'utf-8' }, (cells, row, isTorn) => {
    const where = `${file.name}:${row}`
    if (header === undefined) {
      header = new HeaderRow(cells, ['source', 'name', 'entity_number', 'alt_names'], file.name)
    } else if (cells[0] === header.names[0] && cells[1] === header.names[1]) {
      // Files put together from several have the header again; it states nothing.
      tally.row()
      tally.empty += 1
    } else if (isTorn || cells.length !== header.names.length) {
      tally.row()
      refusals.add('row.columns', `${cells.length} columns`, where)
    } else readCslEntry(entryOf(header, cells, tally), where, tally)
  })
  const reading = tally.reading({ list: CSL_LIST, published: context.published, isPartial: false })
  return { ...reading, refused: [...refusals.issues, ...reading.refused] }
}

const several = (cell: string): readonly string[] =>
  cell
    .split(/;\s+/)
    .map((value) => value.trim())
    .filter((value) => value !== '')

function entryOf(header: HeaderRow, cells: readonly string[], tally: ListTally): CslEntry {
  const field = (name: string): string => header.value(cells, name)
  const labelled = (name: string, words: string): readonly string[] =>
    field(name) === '' ? [] : [`${words}: ${field(name)}`]
  return {
    id: field('_id') || field('entity_number'),
    source: field('source'),
    entityNumber: field('entity_number'),
    type: field('type'),
    programs: several(field('programs')),
    name: field('name'),
    title: field('title'),
    addresses: several(field('addresses')).map((text) => cslAddress(text, tally)),
    aliases: several(field('alt_names')),
    citizenships: several(field('citizenships')),
    nationalities: several(field('nationalities')),
    birthDates: several(field('dates_of_birth')),
    birthPlaces: several(field('places_of_birth')),
    ids: several(field('ids')).map(idOf),
    startDate: field('start_date'),
    remarks: field('remarks'),
    notes: [
      ...labelled('federal_register_notice', 'Federal Register'),
      ...labelled('end_date', 'Ends'),
      ...labelled('standard_order', 'Standard order'),
      ...labelled('license_requirement', 'Licence requirement'),
      ...labelled('license_policy', 'Licence policy'),
    ],
    vessel: {
      callSign: field('call_sign'),
      type: field('vessel_type'),
      tonnage: field('gross_tonnage'),
      grt: field('gross_registered_tonnage'),
      flag: field('vessel_flag'),
      owner: field('vessel_owner'),
    },
  }
}

/** `Passport, 836238033, KP`: kind, number, and where the last part is one, the country's code. */
function idOf(text: string): { key: string; value: string; country?: string } {
  const [key = '', ...rest] = text.split(/,\s*/)
  const last = rest.at(-1) ?? ''
  const isCountry = rest.length > 1 && /^[A-Z]{2}$/.test(last)
  return isCountry ? { key, value: rest.slice(0, -1).join(', '), country: last } : { key, value: rest.join(', ') }
}
