import { CordonError } from '../../model/errors.ts'
import { isoDay } from '../../model/partial-date.ts'
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
import {
  addEuNames,
  type EuField,
  type EuRegulation,
  euName,
  euSchema,
  readEuAddress,
  readEuBirth,
  readEuCitizenship,
  readEuContact,
  readEuDesignation,
  readEuDocument,
  readEuReferences,
  readNameFacts,
} from './eu-entry.ts'
import { EU_LIST } from './fsf-xml.ts'

/** The EU's financial sanctions files, CSV 1.1: one row for each name, address, birth … of an entity, one block of columns filled. */
export const EU_CSV: ListFormat = {
  format: 'eu-fsf-csv',
  title: 'EU financial sanctions files, CSV 1.1',
  parser: 'eu-fsf-csv/1',
  recognise: (head: FileHead) =>
    head.kind === 'text' && (headRows(head.text, ';', 1)[0] ?? []).includes('Entity_LogicalId') ? 'main' : undefined,
  read,
}

/** Blocks of columns, and in each the column names that differ from the XML's attribute names. */
const BLOCKS = {
  NameAlias: { strong: 'Strong' },
  Address: {},
  BirthDate: { birthdate: 'BirthDate', dayOfMonth: 'Day', monthOfYear: 'Month' },
  Identification: {
    identificationTypeCode: 'TypeCode',
    identificationTypeDescription: 'TypeDescription',
    issueDate: 'IssuedDate',
  },
  Citizenship: {},
} as const
type Block = keyof typeof BLOCKS

interface Group {
  readonly where: string
  readonly first: EuField
  readonly names: EuField[]
  readonly regulations: Map<string, EuRegulation>
  readonly parts: { readonly block: Block; readonly field: EuField }[]
}

async function read(files: readonly RoledFile[], context: ReadContext): Promise<ListReading> {
  const file = onlyFile(files)
  const tally = new ListTally(context)
  const refusals = new Refusals()
  const groups = new Map<string, Group>()
  let header: HeaderRow | undefined
  let rows = 0
  const { isEnded } = await readCsv(file, { delimiter: ';', encoding: 'utf-8' }, (fields, row, isTorn) => {
    if (header === undefined) {
      header = new HeaderRow(fields, ['Entity_LogicalId', 'NameAlias_WholeName'], file.name)
      return
    }
    rows += 1
    const where = `${file.name}:${row}`
    const id = header.value(fields, 'Entity_LogicalId')
    if (isTorn) refusals.add('row.quotes', fields.join(';'), where)
    else if (!/^\d{1,12}$/.test(id)) refusals.add('entry.number', id, where)
    else takeRow(groups, header, fields, id, where)
  })
  if (!isEnded && header === undefined) throw new CordonError('input.truncated', `${file.name} ends inside its header`)
  let day = context.published
  for (const [id, group] of groups) {
    day = fileDay(group.first('fileGenerationDate')) ?? day
    mapGroup(id, group, tally)
  }
  const reading = tally.reading({ list: EU_LIST, published: day, isPartial: false, rows })
  return { ...reading, refused: [...refusals.issues, ...reading.refused] }
}

function takeRow(
  groups: Map<string, Group>,
  header: HeaderRow,
  fields: readonly string[],
  id: string,
  where: string,
): void {
  const first: EuField = (name) => header.value(fields, name)
  const group: Group = groups.get(id) ?? { where, first, names: [], regulations: new Map(), parts: [] }
  groups.set(id, group)
  const title = first('Entity_Regulation_NumberTitle')
  const programme = first('Entity_Regulation_Programme')
  group.regulations.set(`${title} ${programme}`, {
    programme,
    numberTitle: title,
    publicationDate: first('Entity_Regulation_PublicationDate'),
  })
  for (const block of ['NameAlias', 'Address', 'BirthDate', 'Identification', 'Citizenship'] as const) {
    const field = blockField(header, fields, block)
    if (!header.names.some((name) => name.startsWith(`${block}_`) && header.value(fields, name) !== '')) continue
    if (block === 'NameAlias') group.names.push(field)
    else group.parts.push({ block, field })
  }
}

/** A field of one block by its XML attribute name: `wholeName` is the column `NameAlias_WholeName`. */
function blockField(header: HeaderRow, fields: readonly string[], block: Block): EuField {
  const named: Readonly<Record<string, string>> = BLOCKS[block]
  return (name) => header.value(fields, `${block}_${named[name] ?? `${name.charAt(0).toUpperCase()}${name.slice(1)}`}`)
}

function mapGroup(id: string, group: Group, tally: ListTally): undefined {
  const { first } = group
  const schema = euSchema(first('Entity_SubjectType'), first('Entity_SubjectType_ClassificationCode'))
  if (schema === undefined) return tally.refuse('entry.type.unknown', first('Entity_SubjectType'), group.where)
  const draft = tally.draft(`eu-${id}`, id, schema, group.where)
  if (draft === undefined) return undefined
  addEuNames(draft, group.names.map(euName), tally)
  for (const field of group.names) readNameFacts(draft, field)
  for (const { block, field } of group.parts) {
    if (block === 'Address') {
      readEuAddress(draft, field, tally)
      const contact = /^\(?(PHONE|FAX|EMAIL|WEB)\[(.+?)\]/.exec(field('contactInfo'))
      if (contact !== null) readEuContact(draft, contact[1] ?? '', contact[2] ?? '')
    } else if (block === 'BirthDate') readEuBirth(draft, field, tally)
    else if (block === 'Identification') readEuDocument(draft, field, tally)
    else readEuCitizenship(draft, field, tally)
  }
  readEuReferences(
    draft,
    first('Entity_EU_ReferenceNumber'),
    first('Entity_UnitedNationId') || first('Entity_UN_ReferenceNumber'),
  )
  readEuDesignation(draft, first('Entity_DesignationDate'), [...group.regulations.values()], [])
  draft.addNote(first('Entity_Remark'))
  draft.addNote(first('Entity_DesignationDetails'))
  return undefined
}

/** `05/08/2026`, the day before the month. */
function fileDay(raw: string): ReturnType<typeof isoDay> {
  const found = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(raw)
  return found === null ? undefined : isoDay(Number(found[3]), Number(found[2]), Number(found[1]))
}
