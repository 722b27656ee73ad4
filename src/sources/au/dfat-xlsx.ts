import type { DatasetId } from '../../model/brand.ts'
import { readIdentifier } from '../../model/identifiers/read-identifier.ts'
import { parseIsoDate } from '../../model/partial-date.ts'
import {
  type FileHead,
  type ListFormat,
  type ListReading,
  onlyFile,
  type ReadContext,
  Refusals,
  type RoledFile,
} from '../list-format.ts'
import { cleanText } from '../mapping/clean-text.ts'
import type { EntityDraft } from '../mapping/entity-draft.ts'
import { ListTally } from '../mapping/list-tally.ts'
import { readLooseDate } from '../mapping/loose-date.ts'
import { scripted } from '../mapping/script-of.ts'
import { headRows } from '../reading/csv.ts'
import { foldHeading, HeaderRow } from '../reading/header-row.ts'
import { readTableRows } from '../reading/table-rows.ts'

/** Australia's consolidated list, layouts of 12 and of 19 columns: a row for each name; `2`, `2a`, `2b` are names of party 2. */
export const AU_DFAT: ListFormat = {
  format: 'au-dfat',
  title: 'Australia, DFAT consolidated list (XLSX, CSV)',
  parser: 'au-dfat/1',
  recognise: (head: FileHead) => {
    const rows = head.rows ?? (head.kind === 'text' ? headRows(head.text, ',', 3) : [])
    return rows.some(isHeader) ? 'main' : undefined
  },
  read,
}

const isHeader = (cells: readonly string[]): boolean => {
  const folded = cells.map(foldHeading)
  return folded.includes('reference') && folded.includes('nameofindividualorentity')
}

const SCHEMAS: Readonly<Record<string, string>> = {
  individual: 'Person',
  entity: 'Organization',
  vessel: 'Vessel',
  ship: 'Vessel',
}
/** Entries taken over from the Security Council begin with its number, as `TAi.002.`. */
const UN_REFERENCE = /^([A-Z]{2}[ie]\.\d{3})\b/
/** Columns that are measures, in the layout of 2026: each is TRUE or FALSE. */
const MEASURES = ['Targeted Financial Sanction', 'Travel Ban', 'Arms Embargo', 'Maritime Restriction'] as const

interface State {
  readonly tally: ListTally
  readonly refusals: Refusals
  header: HeaderRow | undefined
  rows: number
}

async function read(files: readonly RoledFile[], context: ReadContext): Promise<ListReading> {
  const state: State = {
    tally: new ListTally(context),
    refusals: new Refusals(),
    header: undefined,
    rows: 0,
  }
  const file = onlyFile(files)
  await readTableRows(file, { delimiter: ',', encoding: 'legacy' }, (cells, where) => {
    if (state.header === undefined) {
      if (isHeader(cells))
        state.header = new HeaderRow(cells, ['Reference', 'Name of Individual or Entity', 'Type'], file.name)
    } else readRow(cells, where, state, state.header)
  })
  const reading = state.tally.reading({
    list: 'au_dfat_sanctions' as DatasetId,
    published: context.published,
    isPartial: false,
    rows: state.rows,
  })
  return { ...reading, refused: [...state.refusals.issues, ...reading.refused] }
}

function readRow(cells: readonly string[], where: string, state: State, header: HeaderRow): void {
  const { tally, refusals } = state
  const field = (name: string): string => header.value(cells, name)
  const reference = field('Reference')
  const number = /^(\d+)[a-z]*$/i.exec(reference)?.[1]
  const schema = SCHEMAS[field('Type').toLowerCase()]
  state.rows += 1
  if (number === undefined) {
    refusals.add('entry.number', reference, where)
    return
  }
  if (schema === undefined) {
    refusals.add('entry.type.unknown', field('Type'), where)
    return
  }
  const isNew = tally.find(`au-${number}`) === undefined
  const draft = tally.draftFor(`au-${number}`, number, schema)
  readName(field, draft, where, state)
  if (isNew) readFacts(field, draft, tally)
}

function readName(
  field: (name: string) => string,
  draft: EntityDraft,
  where: string,
  { tally, refusals }: State,
): void {
  const text = cleanText(field('Name of Individual or Entity'))
  const type = field('Name Type').toLowerCase()
  const strength = (field('Alias Strength') || field('Alias Quality')).toLowerCase()
  if (text === '') {
    refusals.add('entry.name.missing', draft.sourceId, where)
  } else if (type === 'primary name' || type === '') {
    draft.addName({ text, quality: 'primary', kind: 'name', ...scripted(text) })
  } else if (type === 'original script') {
    tally.alias(draft, { text, quality: 'strong', kind: 'name', ...scripted(text) })
  } else if (type !== 'alias') {
    refusals.add('alias.kind.unknown', field('Name Type'), where)
  } else if (strength !== '' && strength !== 'strong' && strength !== 'weak') {
    refusals.add('alias.quality.unknown', strength, where)
  } else {
    tally.alias(draft, { text, quality: strength === 'weak' ? 'weak' : 'strong', kind: 'alias', ...scripted(text) })
  }
}

/** Rows of one party repeat everything but the name, so its first row is enough. */
function readFacts(field: (name: string) => string, draft: EntityDraft, tally: ListTally): void {
  readDates(field('Date of Birth'), draft)
  for (const place of splitList(field('Place of Birth'))) {
    const country = place.split(',').at(-1)?.trim() ?? ''
    const claim = tally.countries.claim('birth', country)
    draft.addPlace({ kind: 'birth', asPublished: place, ...(claim.code === undefined ? {} : { country: claim }) })
  }
  for (const country of field('Citizenship').split(/;\s*/))
    draft.addCountry(tally.countries.claim('citizenship', country))
  for (const address of splitList(field('Address'))) addAddress(address, draft, tally)
  for (const imo of field('IMO Number').split(/[;,]\s*/)) {
    if (imo !== '') draft.addIdentifier(readIdentifier('imo', imo))
  }
  readDesignation(field, draft)
  const notes = field('Additional Information')
  const reference = UN_REFERENCE.exec(notes)?.[1]
  if (reference !== undefined) draft.addIdentifier(readIdentifier('other', reference, { kind: 'UN reference' }))
  draft.addNote(notes)
}

function addAddress(text: string, draft: EntityDraft, tally: ListTally): void {
  const country = text.split(',').at(-1)?.trim() ?? ''
  const claim = tally.countries.claim('address', country)
  tally.address(draft, { full: text, ...(claim.code === undefined ? {} : { country: claim }) })
}

/** Lists of places and addresses: semicolons, or `a) … b) …`. */
const splitList = (raw: string): readonly string[] =>
  raw
    .split(/;\s+|(?:^|\s)[a-z]\)\s+/)
    .map((part) => part.trim())
    .filter((part) => part !== '')

function readDates(cell: string, draft: EntityDraft): void {
  for (const part of cell.split(/[,;]\s*|\s{2,}|(?<=\d{4})\s+(?=\d{1,2}\/)/)) {
    const text = part.trim()
    const date = readLooseDate(text)
    if (date === undefined) draft.addNote(text === '' ? '' : `Date of birth: ${text}`)
    else if (draft.schema === 'Person') draft.addBirthDate(date)
    else draft.addFoundedDate(date)
  }
}

function readDesignation(field: (name: string) => string, draft: EntityDraft): void {
  const control = parseIsoDate(field('Control Date').slice(0, 10))
  const on = readLooseDate(/listed on:? (\d{1,2} \p{L}+\.? \d{4})/iu.exec(field('Listing Information'))?.[1] ?? '')
  const since = on?.from
  for (const committee of field('Committees').split(/;\s*/)) draft.addProgramme(committee)
  draft.addTopic('sanction')
  if (/al-qaida|1373|taliban/i.test(field('Committees'))) draft.addTopic('crime.terror')
  for (const measure of MEASURES) if (/^(true|1|yes)$/i.test(field(measure))) draft.addMeasure(measure)
  draft.addDesignation({
    authority: 'AU',
    state: 'designated',
    since: since ?? null,
    ...(since === undefined && control.ok ? { sinceAtLatest: control.value } : {}),
    until: null,
    citation: field('Instrument of Designation') || field('Listing Information') || 'DFAT consolidated list',
    verified: true,
  })
  if (control.ok) {
    draft.listed = { ...(since === undefined ? {} : { on: since }), changed: control.value }
  }
}
