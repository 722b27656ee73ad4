import type { IsoDate } from '../../model/brand.ts'
import { readIdentifier } from '../../model/identifiers/read-identifier.ts'
import {
  type FileHead,
  type ListFormat,
  type ListReading,
  onlyFile,
  type ReadContext,
  Refusals,
  type RoledFile,
} from '../list-format.ts'
import { cleanText, joined } from '../mapping/clean-text.ts'
import type { EntityDraft } from '../mapping/entity-draft.ts'
import { ListTally } from '../mapping/list-tally.ts'
import { readLooseDate } from '../mapping/loose-date.ts'
import { scripted } from '../mapping/script-of.ts'
import { headRows } from '../reading/csv.ts'
import { foldHeading, HeaderRow } from '../reading/header-row.ts'
import { readTableRows } from '../reading/table-rows.ts'
import {
  addUkDesignation,
  addUkDocument,
  addUkImo,
  addUkReferences,
  UK_SCHEMAS,
  ukAliasQuality,
  ukDay,
  ukName,
  ukNameRole,
} from './uk-entry.ts'
import { addBirthPlace, addGender, UK_LIST } from './uksl-xml.ts'

/**
 * The UK Sanctions List as a table: the full CSV and ODS (a row for each name, address, birth date … of a designation) and the
 * eight-column export of the FCDO's search page (the primary name alone).
 */
export const UKSL_TABLE: ListFormat = {
  format: 'uksl-table',
  title: 'UK Sanctions List (FCDO), CSV and ODS, and the export of its search page',
  parser: 'uksl-table/1',
  recognise: (head: FileHead) => (headerOf(head) === undefined ? undefined : 'main'),
  read,
}

const isHeader = (cells: readonly string[]): boolean => {
  const folded = cells.map(foldHeading)
  return folded.includes('uniqueid') && folded.includes('regimename')
}

function headerOf(head: FileHead): readonly string[] | undefined {
  const rows = head.rows ?? (head.kind === 'text' ? headRows(head.text, ',', 5) : [])
  return rows.find(isHeader)
}

interface State {
  readonly tally: ListTally
  readonly refusals: Refusals
  readonly seen: Map<string, Set<string>>
  header: HeaderRow | undefined
  published: IsoDate | null
  rows: number
}

async function read(files: readonly RoledFile[], context: ReadContext): Promise<ListReading> {
  const state: State = {
    tally: new ListTally(context),
    refusals: new Refusals(),
    seen: new Map(),
    header: undefined,
    published: context.published,
    rows: 0,
  }
  const file = onlyFile(files)
  await readTableRows(file, { delimiter: ',', encoding: 'legacy' }, (cells, where) => {
    if (state.header === undefined) readPreamble(cells, file.name, state)
    else readRow(cells, where, state, state.header)
  })
  const reading = state.tally.reading({ list: UK_LIST, published: state.published, isPartial: false, rows: state.rows })
  return { ...reading, refused: [...state.refusals.issues, ...reading.refused] }
}

function readPreamble(cells: readonly string[], name: string, state: State): void {
  if (isHeader(cells)) state.header = new HeaderRow(cells, ['Unique ID'], name)
  else state.published = ukDay(/(\d{1,2}[/-]\d{1,2}[/-]\d{4})/.exec(cells.join(' '))?.[1] ?? '') ?? state.published
}

function readRow(cells: readonly string[], where: string, state: State, header: HeaderRow): void {
  const { tally, refusals } = state
  const field = (name: string): string => header.value(cells, name)
  const id = field('Unique ID')
  const type = field('Individual, Entity, Ship') || field('Designation Type') || field('Type')
  const schema = UK_SCHEMAS[type.toLowerCase()]
  state.rows += 1
  if (!/^[A-Z]{2,5}\d{3,6}$/i.test(id)) {
    refusals.add('entry.number', id, where)
    return
  }
  if (schema === undefined) {
    refusals.add('entry.type.unknown', type, where)
    return
  }
  const isNew = tally.find(`gb-${id}`) === undefined
  const draft = tally.draftFor(`gb-${id}`, id, schema)
  const seen = state.seen.get(id) ?? new Set()
  state.seen.set(id, seen)
  readName(field, draft, where, state, seen)
  readRepeated(field, draft, tally, seen)
  if (isNew) readOnce(field, draft, id)
}

function readName(
  field: (name: string) => string,
  draft: EntityDraft,
  where: string,
  { tally, refusals }: State,
  seen: Set<string>,
): void {
  const whole = cleanText(field('Name'))
  const nonLatin = cleanText(field('Name non-latin script'))
  if (nonLatin !== '') draft.addName({ text: nonLatin, quality: 'primary', kind: 'name', ...scripted(nonLatin) })
  const parts = ['Name 6', 'Name 1', 'Name 2', 'Name 3', 'Name 4', 'Name 5'].map(field)
  const name = whole === '' ? ukName(parts, draft.schema === 'Person') : { text: whole }
  const key = `name ${name.text} ${field('Name type')}`
  if (name.text === '' || seen.has(key)) return
  seen.add(key)
  const role = whole === '' ? ukNameRole(field('Name type')) : ukNameRole('primary name')
  const quality = ukAliasQuality(field('Alias strength'))
  if (role === undefined) refusals.add('alias.kind.unknown', field('Name type'), where)
  else if (quality === undefined) refusals.add('alias.quality.unknown', field('Alias strength'), where)
  else if (role.isPrimary) draft.addName({ ...name, quality: 'primary', kind: 'name' })
  else tally.alias(draft, { ...name, quality, kind: role.kind })
}

/** What any row of a designation may add. The draft holds a value once, however often the rows repeat it. */
function readRepeated(field: (name: string) => string, draft: EntityDraft, tally: ListTally, seen: Set<string>): void {
  const address = tally.addressOf({
    street: joined(
      [1, 2, 3, 4, 5, 6].map((line) => field(`Address Line ${line}`)),
      ', ',
    ),
    postalCode: field('Address Postal Code'),
    country: field('Address Country'),
  })
  if (address !== undefined && !seen.has(`address ${address.full}`)) {
    seen.add(`address ${address.full}`)
    tally.address(draft, address)
  }
  const birth = readLooseDate(field('D.O.B'))
  if (birth !== undefined) draft.addBirthDate(birth)
  draft.addCountry(tally.countries.claim('nationality', field('Nationality(/ies)')))
  addBirthPlace(draft, field('Town of birth'), field('Country of birth'), tally)
  if (field('Passport number') !== '') {
    addUkDocument(draft, 'passport', field('Passport number'), field('Passport additional information'), tally)
  }
  if (field('National Identifier number') !== '') {
    const detail = field('National Identifier additional information')
    addUkDocument(draft, 'national_id', field('National Identifier number'), detail, tally)
  }
  draft.addTitle(field('Position'))
  draft.addExtra('title', field('Title'))
  for (const number of field('Business registration number (s)').split(/;\s*/)) {
    if (number !== '')
      draft.addIdentifier(readIdentifier('registration', number, { kind: 'Business registration number' }))
  }
  addUkImo(draft, field('IMO number'))
  if (field('Phone number') !== '') draft.addIdentifier(readIdentifier('phone', field('Phone number')))
  if (field('Website') !== '') draft.addIdentifier(readIdentifier('website', field('Website')))
  if (field('Email address') !== '') draft.addIdentifier(readIdentifier('email', field('Email address')))
  addGender(draft, field('Gender'))
}

function readOnce(field: (name: string) => string, draft: EntityDraft, id: string): void {
  const source = field('Designation source')
  addUkDesignation(draft, {
    regime: field('Regime Name'),
    measures: field('Sanctions Imposed').split(/[|,]\s*/),
    since: ukDay(field('Date Designated')),
    changed: ukDay(field('Last Updated')),
    citation: joined([`UK Sanctions List ${id}`, source === '' ? '' : `source ${source}`], ', '),
  })
  addUkReferences(draft, { ofsi: field('OFSI Group ID'), un: field('UN Reference Number') })
  draft.addExtra('legalForm', field('Type of entity'))
  draft.addExtra('type', field('Type of ship'))
  draft.addExtra('tonnage', field('Tonnage of ship'))
  draft.addExtra('owner', field('Current owner/operator (s)'))
  draft.addExtra('pastFlags', field('Previous flags'))
  const built = readLooseDate(field('Year Built'))
  if (built !== undefined) draft.addFoundedDate(built)
  if (field('Parent company') !== '') {
    draft.addRelation({
      kind: 'owned_or_controlled_by',
      asPublished: 'Parent company',
      targetName: field('Parent company'),
    })
  }
  draft.addNote(field('Other Information'))
  draft.addNote(field('UK Statement of Reasons'))
}
