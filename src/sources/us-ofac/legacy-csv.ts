import type { DatasetId } from '../../model/brand.ts'
import type { Entity } from '../../model/entity.ts'
import { CordonError } from '../../model/errors.ts'
import { readIdentifier } from '../../model/identifiers/read-identifier.ts'
import {
  type FileHead,
  type ListFormat,
  type ListReading,
  type ReadContext,
  Refusals,
  type RoledFile,
} from '../list-format.ts'
import { CountryReader } from '../mapping/country-reader.ts'
import { EntityDraft } from '../mapping/entity-draft.ts'
import type { RawFile } from '../reading/bytes.ts'
import { headRows, readCsv } from '../reading/csv.ts'
import { linkByName } from './linked-to.ts'
import { ofacAddress } from './ofac-address.ts'
import { ofacAliasKind, ofacName } from './ofac-names.ts'
import { addProgrammes, isNonSdnList, splitProgrammes } from './programmes.ts'
import { readRemarks } from './remarks.ts'

/**
 * OFAC's legacy comma-separated set: SDN, ALT, ADD and SDN_COMMENTS, and the CONS_ twins of the consolidated (non-SDN) list.
 * Columns: OFAC, "SDN Data Specification" and "Consolidated Sanctions List Data Specification" (2019-06-19).
 */
export const OFAC_CSV: ListFormat = {
  format: 'ofac-csv',
  title: 'OFAC legacy CSV (SDN.CSV, ALT.CSV, ADD.CSV, SDN_COMMENTS.CSV; CONS_PRIM.CSV and its twins)',
  parser: 'ofac-csv/1',
  roles: ['main', 'alt', 'add', 'comments'],
  recognise,
  read,
}

const COLUMNS = { main: 12, alt: 5, add: 6, comments: 2 } as const
type Role = keyof typeof COLUMNS
const SHAPE = { delimiter: ',', encoding: 'legacy' } as const
/** What is left of `-0-` when a file without a final line break was cut inside it. */
const CUT_NULL = ['', '-', '-0']
/** The publisher cuts remarks here and carries them on in the comments file. */
const REMARKS_CHARS = 50_000

const TYPES: Readonly<Record<string, string>> = {
  '': 'Organization',
  individual: 'Person',
  vessel: 'Vessel',
  aircraft: 'Airplane',
}

function recognise(head: FileHead): Role | undefined {
  if (head.kind !== 'text') return undefined
  const rows = headRows(head.text, ',', 5)
  const sample = isHeader(rows[0]) ? rows[1] : rows[0]
  if (sample === undefined || !/^\d{1,9}$/.test(sample[0]?.trim() ?? '')) return undefined
  if (sample.length === COLUMNS.main && sample[2] !== undefined && value(sample[2]) in TYPES) return 'main'
  if (sample.length === COLUMNS.alt && ofacAliasKind(value(sample[2])) !== undefined) return 'alt'
  if (sample.length === COLUMNS.add && /^\d{1,9}$/.test(sample[1]?.trim() ?? '')) return 'add'
  return sample.length === COLUMNS.comments && !/^\d+$/.test(sample[1] ?? '') ? 'comments' : undefined
}

const isHeader = (row: readonly string[] | undefined): boolean => /^ent_num$/i.test(row?.[0]?.trim() ?? '')

/** OFAC writes nothing as `-0-`, most often with a trailing space. */
function value(raw: string | undefined): string {
  const text = raw?.trim() ?? ''
  return text === '-0-' ? '' : text
}

interface State {
  readonly context: ReadContext
  readonly countries: CountryReader
  readonly refusals: Refusals
  readonly drafts: Map<string, EntityDraft>
  readonly overflows: Map<string, { text: string; where: string }>
  readonly pending: { draft: EntityDraft; programmes: readonly string[] }[]
  rows: number
  aliases: number
  aliasesInText: number
  addresses: number
  empty: number
  continuations: number
}

async function read(files: readonly RoledFile[], context: ReadContext): Promise<ListReading> {
  const main = files.find(({ role }) => role === 'main')
  if (main === undefined) {
    throw new CordonError(
      'list.refused',
      `${files.map(({ file }) => file.name).join(', ')}: the main file (SDN.CSV or CONS_PRIM.CSV) is missing; aliases and addresses alone name nobody`,
    )
  }
  const state: State = {
    context,
    countries: new CountryReader(context.countries),
    refusals: new Refusals(),
    drafts: new Map(),
    overflows: new Map(),
    pending: [],
    rows: 0,
    aliases: 0,
    aliasesInText: 0,
    addresses: 0,
    empty: 0,
    continuations: 0,
  }
  const steps = [
    ['comments', readOverflow],
    ['main', readEntry],
    ['alt', readAlias],
    ['add', readAddress],
  ] as const
  for (const [role, take] of steps) {
    const file = files.find((one) => one.role === role)?.file
    if (file !== undefined) await readRows(state, file, role, take)
  }
  refuseUnusedOverflows(state)
  return finish(state)
}

/** Takes one row; what it answers is why the row was refused. */
type TakeRow = (state: State, fields: readonly string[], where: string) => RowRefusal | undefined

interface RowRefusal {
  readonly code: string
  readonly found: string
}

async function readRows(state: State, file: RawFile, role: Role, take: TakeRow): Promise<void> {
  let lastFields: readonly string[] = []
  const { isEnded } = await readCsv(file, SHAPE, (fields, row, isTorn) => {
    if (row === 1 && isHeader(fields)) return
    const where = `${file.name}:${row}`
    state.rows += 1
    if (state.rows % 5_000 === 0) state.context.onProgress?.(state.rows)
    lastFields = fields
    if (fields.length !== COLUMNS[role]) state.refusals.add('row.columns', `${fields.length} columns`, where)
    else if (isTorn) state.refusals.add('row.quotes', fields.join(','), where)
    else {
      const refusal = take(state, fields, where)
      if (refusal !== undefined) state.refusals.add(refusal.code, refusal.found, where)
    }
  })
  const isCut = !isEnded && (lastFields.length !== COLUMNS[role] || CUT_NULL.includes(lastFields.at(-1)?.trim() ?? ''))
  if (isCut) throw new CordonError('input.truncated', `${file.name} ends in the middle of its last record`)
}

function readOverflow(state: State, fields: readonly string[], where: string): undefined {
  const number = value(fields[0])
  const held = state.overflows.get(number)
  state.continuations += 1
  state.overflows.set(number, { text: `${held?.text ?? ''}${fields[1] ?? ''}`, where })
}

function readEntry(state: State, fields: readonly string[]): RowRefusal | undefined {
  const number = value(fields[0])
  const name = value(fields[1])
  const type = value(fields[2])
  const schema = TYPES[type]
  if (!/^\d{1,9}$/.test(number)) return { code: 'entry.number', found: number }
  if (schema === undefined) return { code: 'entry.type.unknown', found: type }
  if (name === '') return { code: 'entry.name.missing', found: number }
  if (state.drafts.has(number)) return { code: 'entry.duplicate', found: number }
  const remarks = remarksOf(state, number, value(fields[11]))
  if (remarks.length > REMARKS_CHARS) return { code: 'entry.remarks.too_long', found: remarks }
  const draft = new EntityDraft(`ofac-${number}`, number, schema)
  draft.addName(ofacName(name, schema === 'Person', 'primary', 'name'))
  state.pending.push({ draft, programmes: splitProgrammes(value(fields[3])) })
  const title = value(fields[4])
  for (const one of title.split(/;\s+/)) draft.addTitle(one)
  readVessel(state, draft, fields)
  state.aliasesInText += readRemarks(draft, remarks, title, state.countries)
  state.drafts.set(number, draft)
  return undefined
}

/** Remarks that do not end in a full stop were cut and go on, without a separator, in the comments file. */
function remarksOf(state: State, number: string, remarks: string): string {
  const overflow = state.overflows.get(number)
  if (overflow === undefined || remarks === '' || remarks.endsWith('.')) return remarks
  state.overflows.delete(number)
  return `${remarks}${overflow.text}`.trim()
}

function refuseUnusedOverflows(state: State): void {
  for (const [number, { where }] of state.overflows) {
    state.continuations -= 1
    const code = state.drafts.has(number) ? 'comment.not_needed' : 'comment.entry.unknown'
    state.refusals.add(code, number, where)
  }
}

function readVessel(state: State, draft: EntityDraft, fields: readonly string[]): void {
  const callSign = value(fields[5])
  const flag = value(fields[9])
  if (callSign !== '') draft.addIdentifier(readIdentifier('call_sign', callSign))
  draft.addExtra('type', value(fields[6]))
  draft.addExtra('tonnage', value(fields[7]))
  draft.addExtra('grossRegisteredTonnage', value(fields[8]))
  if (flag !== '') draft.addCountry(state.countries.claim('flag', flag))
  draft.addExtra('owner', value(fields[10]))
}

function readAlias(state: State, fields: readonly string[]): RowRefusal | undefined {
  const draft = state.drafts.get(value(fields[0]))
  const kind = ofacAliasKind(value(fields[2]))
  const name = value(fields[3])
  if (draft === undefined) return { code: 'alias.entry.unknown', found: value(fields[0]) }
  if (kind === undefined) return { code: 'alias.kind.unknown', found: value(fields[2]) }
  if (name === '') {
    state.empty += 1
    return undefined
  }
  state.aliases += 1
  draft.addName(ofacName(name, draft.schema === 'Person', 'strong', kind))
  draft.addNote(value(fields[4]))
  return undefined
}

function readAddress(state: State, fields: readonly string[]): RowRefusal | undefined {
  const draft = state.drafts.get(value(fields[0]))
  if (draft === undefined) return { code: 'address.entry.unknown', found: value(fields[0]) }
  const address = ofacAddress(value(fields[2]), value(fields[3]), value(fields[4]), state.countries)
  if (address === undefined) {
    state.empty += 1
    return undefined
  }
  state.addresses += 1
  draft.addAddress(address)
  draft.addNote(value(fields[5]))
  return undefined
}

function finish(state: State): ListReading {
  const isCons = isNonSdnList(state.pending.map(({ programmes }) => programmes))
  const title = isCons ? 'OFAC Consolidated Sanctions List' : 'OFAC SDN List'
  for (const { draft, programmes } of state.pending) {
    addProgrammes(draft, programmes, { title, published: state.context.published })
  }
  const drafts = [...state.drafts.values()]
  linkByName(drafts)
  const entities = drafts.map((draft) => draft.build()).filter((entity): entity is Entity => entity !== undefined)
  return {
    list: (isCons ? 'us_ofac_cons' : 'us_ofac_sdn') as DatasetId,
    published: state.context.published,
    isPartial: false,
    counts: {
      rows: state.rows,
      entities: entities.length,
      names: entities.length,
      aliases: state.aliases,
      addresses: state.addresses,
      empty: state.empty,
      aliasesInText: state.aliasesInText,
      continuations: state.continuations,
    },
    entities,
    refused: state.refusals.issues,
  }
}
