import type { DatasetId, IsoDate } from '../../model/brand.ts'
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
  numberedValues,
  UK_SCHEMAS,
  ukAliasQuality,
  ukDay,
  ukName,
  ukNameRole,
} from './uk-entry.ts'
import { addBirthPlace, addGender } from './uksl-xml.ts'

export const OFSI_LIST = 'gb_hmt_sanctions' as DatasetId

/**
 * OFSI's consolidated list, formats 2018 (29 columns) and 2022 (36): one row for each name, joined by Group ID. Kept for history:
 * the list was closed on 28 January 2026 and the UK Sanctions List stands in its place.
 */
export const OFSI_CONLIST: ListFormat = {
  format: 'ofsi-conlist',
  title: 'OFSI consolidated list, CSV and XLSX (closed on 28 January 2026)',
  parser: 'ofsi-conlist/1',
  recognise: (head: FileHead) => {
    const rows = head.rows ?? (head.kind === 'text' ? headRows(head.text, ',', 5) : [])
    return rows.some(isHeader) ? 'main' : undefined
  },
  read,
}

const isHeader = (cells: readonly string[]): boolean => {
  const folded = cells.map(foldHeading)
  return folded.includes('groupid') && folded.includes('name6') && folded.includes('grouptype')
}

interface State {
  readonly tally: ListTally
  readonly refusals: Refusals
  header: HeaderRow | undefined
  published: IsoDate | null
  rows: number
  names: number
}

async function read(files: readonly RoledFile[], context: ReadContext): Promise<ListReading> {
  const state: State = {
    tally: new ListTally(context),
    refusals: new Refusals(),
    header: undefined,
    published: context.published,
    rows: 0,
    names: 0,
  }
  const file = onlyFile(files)
  await readTableRows(file, { delimiter: ',', encoding: 'legacy' }, (cells, where) => {
    if (state.header !== undefined) readRow(cells, where, state, state.header)
    else if (isHeader(cells)) state.header = new HeaderRow(cells, ['Group ID', 'Name 6'], file.name)
    else state.published = ukDay(cells[1] ?? '') ?? state.published
  })
  for (const draft of state.tally.drafts) promoteFirstName(draft)
  const reading = state.tally.reading({
    list: OFSI_LIST,
    published: state.published,
    isPartial: false,
    rows: state.rows,
  })
  return {
    ...reading,
    counts: { ...reading.counts, names: state.names },
    refused: [...state.refusals.issues, ...reading.refused],
  }
}

/** A group without a primary row, as a few have, leads with its first name. */
function promoteFirstName(draft: EntityDraft): void {
  const [first] = draft.names
  if (first !== undefined && !draft.names.some(({ quality }) => quality === 'primary')) {
    draft.names[0] = { ...first, quality: 'primary', kind: 'name' }
  }
}

function readRow(cells: readonly string[], where: string, state: State, header: HeaderRow): void {
  const { tally, refusals } = state
  const field = (name: string): string => header.value(cells, name)
  const id = field('Group ID')
  const schema = UK_SCHEMAS[field('Group Type').toLowerCase()]
  state.rows += 1
  if (!/^\d{1,9}$/.test(id)) {
    refusals.add('entry.number', id, where)
    return
  }
  if (schema === undefined) {
    refusals.add('entry.type.unknown', field('Group Type'), where)
    return
  }
  const isNew = tally.find(`ofsi-${id}`) === undefined
  const draft = tally.draftFor(`ofsi-${id}`, id, schema)
  readName(field, draft, where, state)
  readFacts(field, draft, tally)
  if (isNew) readOnce(field, draft, id)
}

function readName(field: (name: string) => string, draft: EntityDraft, where: string, state: State): void {
  const { tally, refusals } = state
  const role = ukNameRole(field('Alias Type'))
  const quality = ukAliasQuality(field('Alias Quality'))
  const parts = ['Name 6', 'Name 1', 'Name 2', 'Name 3', 'Name 4', 'Name 5'].map(field)
  const name = ukName(parts, draft.schema === 'Person')
  const nonLatin = cleanText(field('Name Non-Latin Script'))
  if (role === undefined) refusals.add('alias.kind.unknown', field('Alias Type'), where)
  else if (quality === undefined) refusals.add('alias.quality.unknown', field('Alias Quality'), where)
  else if (role.isPrimary) {
    state.names += 1
    draft.addName({ ...name, kind: 'name', quality: 'primary' })
  } else tally.alias(draft, { ...name, kind: role.kind, quality })
  if (nonLatin !== '' && nonLatin !== '-') {
    for (const text of numberedValues(nonLatin)) {
      draft.addName({
        text,
        quality: role?.isPrimary === true ? 'primary' : (quality ?? 'strong'),
        kind: 'name',
        ...scripted(text),
      })
    }
  }
}

function readFacts(field: (name: string) => string, draft: EntityDraft, tally: ListTally): void {
  for (const value of numberedValues(field('DOB'))) {
    const date = readLooseDate(value)
    if (date === undefined) draft.addNote(`DOB ${value}`)
    else if (draft.schema === 'Person') draft.addBirthDate(date)
    else draft.addFoundedDate(date)
  }
  for (const value of numberedValues(field('Nationality')))
    draft.addCountry(tally.countries.claim('nationality', value))
  readBirthPlaces(field, draft, tally)
  readDocuments(field, draft, tally)
  readAddress(field, draft, tally)
  for (const value of numberedValues(field('Position'))) draft.addTitle(value)
  for (const value of numberedValues(field('Title'))) draft.addExtra('title', value)
}

function readBirthPlaces(field: (name: string) => string, draft: EntityDraft, tally: ListTally): void {
  const towns = numberedValues(field('Town of Birth'))
  const countries = numberedValues(field('Country of Birth'))
  const count = Math.max(towns.length, countries.length)
  for (let at = 0; at < count; at += 1) {
    addBirthPlace(draft, towns[at] ?? '', countries[at] ?? (countries.length === 1 ? (countries[0] ?? '') : ''), tally)
  }
}

function readDocuments(field: (name: string) => string, draft: EntityDraft, tally: ListTally): void {
  const kinds = [
    ['Passport Number', 'Passport Details', 'passport'],
    ['National Identification Number', 'National Identification Details', 'national_id'],
  ] as const
  for (const [number, detail, scheme] of kinds) {
    const numbers = numberedValues(field(number))
    const details = numberedValues(field(detail))
    for (const [at, value] of numbers.entries()) {
      addUkDocument(
        draft,
        scheme,
        value.replace(/\.$/, ''),
        numbers.length === details.length ? (details[at] ?? '') : '',
        tally,
      )
    }
    if (numbers.length !== details.length) for (const one of details) draft.addNote(`${detail}: ${one}`)
  }
}

function readAddress(field: (name: string) => string, draft: EntityDraft, tally: ListTally): void {
  const address = tally.addressOf({
    street: joined(
      [1, 2, 3, 4, 5, 6].map((line) => field(`Address ${line}`)),
      ', ',
    ),
    postalCode: field('Post/Zip Code'),
    country: field('Country'),
  })
  if (address !== undefined && !draft.addresses.some(({ full }) => full === address.full)) tally.address(draft, address)
}

/** Tagged text, as in `(UK Sanctions List Ref):GHR0086. (Gender):Male`. */
const TAGGED = /\(([^():]{3,60})\):/g

function readOnce(field: (name: string) => string, draft: EntityDraft, id: string): void {
  const other = field('Other Information')
  const tags = taggedValues(other)
  addUkDesignation(draft, {
    regime: field('Regime'),
    measures: ['Asset freeze'],
    since: ukDay(field('UK Sanctions List Date Designated')) ?? ukDay(field('Listed On')),
    changed: ukDay(field('Last Updated')),
    citation: `OFSI consolidated list, group ${id}`,
  })
  addUkReferences(draft, {
    un: (tags.get('UN Ref') ?? '').replace(/\.$/, ''),
    uk: (tags.get('UK Sanctions List Ref') ?? '').replace(/\.$/, ''),
  })
  addGender(draft, (tags.get('Gender') ?? '').replace(/\.$/, ''))
  addUkImo(draft, (tags.get('IMO number') ?? '').replace(/\.$/, ''))
  draft.addNote(other)
}

function taggedValues(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const marks = [...text.matchAll(TAGGED)]
  for (const [at, mark] of marks.entries()) {
    const from = mark.index + mark[0].length
    found.set(mark[1] ?? '', text.slice(from, marks[at + 1]?.index ?? text.length).trim())
  }
  return found
}
