import Type from 'typebox'
import { Compile } from 'typebox/compile'
import type { DatasetId } from '../../model/brand.ts'
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
import { firstLine } from '../opensanctions/ftm-lines.ts'
import { readFtmParty } from '../opensanctions/ftm-mapping.ts'
import { readJsonLines } from '../reading/json-lines.ts'

/** Senzing records, one a line: attributes at the top or in `FEATURES`. Source: Senzing Entity Specification. */
export const SENZING: ListFormat = {
  format: 'senzing',
  title: 'Senzing JSON lines (also OpenSanctions senzing.json)',
  parser: 'senzing/1',
  recognise: (head: FileHead) => {
    const line = firstLine(head.text)
    return head.kind === 'json' && line.includes('"DATA_SOURCE"') && line.includes('"RECORD_ID"') ? 'main' : undefined
  },
  read,
}

const Feature = Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]))
const RECORD = Type.Object({
  DATA_SOURCE: Type.String(),
  RECORD_ID: Type.Union([Type.String(), Type.Number()]),
  FEATURES: Type.Optional(Type.Array(Feature)),
})
const CHECK = Compile(RECORD)

/** Attributes and the FollowTheMoney property they are; addresses, dates and names are put together from several. */
const PROPERTIES: Readonly<Record<string, string>> = {
  DATE_OF_BIRTH: 'birthDate',
  DATE_OF_DEATH: 'deathDate',
  REGISTRATION_DATE: 'incorporationDate',
  PLACE_OF_BIRTH: 'birthPlace',
  GENDER: 'gender',
  NATIONALITY: 'nationality',
  CITIZENSHIP: 'citizenship',
  COUNTRY_OF_ASSOCIATION: 'country',
  REGISTRATION_COUNTRY: 'jurisdiction',
  PASSPORT_NUMBER: 'passportNumber',
  NATIONAL_ID_NUMBER: 'idNumber',
  DRIVERS_LICENSE_NUMBER: 'idNumber',
  SSN_NUMBER: 'socialSecurityNumber',
  TAX_ID_NUMBER: 'taxNumber',
  LEI_NUMBER: 'leiCode',
  DUNS_NUMBER: 'dunsCode',
  IMO_NUMBER: 'imoNumber',
  MMSI_NUMBER: 'mmsi',
  CALL_SIGN: 'callSign',
  OTHER_ID_NUMBER: 'idNumber',
  PHONE_NUMBER: 'phone',
  EMAIL_ADDRESS: 'email',
  WEBSITE_ADDRESS: 'website',
  RISK_TOPIC: 'topics',
}
const SCHEMAS: Readonly<Record<string, string>> = {
  PERSON: 'Person',
  ORGANIZATION: 'Organization',
  COMPANY: 'Company',
  VESSEL: 'Vessel',
  AIRCRAFT: 'Airplane',
}

async function read(files: readonly RoledFile[], context: ReadContext): Promise<ListReading> {
  const tally = new ListTally(context)
  const refusals = new Refusals()
  let source = ''
  let rows = 0
  await readJsonLines(onlyFile(files), (record, where) => {
    rows += 1
    const value = 'broken' in record ? undefined : record.value
    if (!CHECK.Check(value)) {
      refusals.add('row.json', 'broken' in record ? record.broken : 'not a Senzing record', where)
      return
    }
    source ||= value.DATA_SOURCE
    takeRecord(value, where, tally)
  })
  const list = (source.toLowerCase().replace(/[^a-z0-9]+/g, '_') || 'senzing') as DatasetId
  const reading = tally.reading({ list, published: context.published, isPartial: false, rows })
  return { ...reading, refused: [...refusals.issues, ...reading.refused] }
}

type Attributes = Readonly<Record<string, unknown>>

function takeRecord(record: Attributes, where: string, tally: ListTally): void {
  const features = record['FEATURES']
  const sets: Attributes[] = [record, ...(Array.isArray(features) ? features : [])]
  const text = (set: Attributes, key: string): string => {
    const value = set[key]
    return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
  }
  const properties: Record<string, string[]> = {}
  const put = (property: string, value: string): void => {
    if (value === '') return
    const held = properties[property] ?? []
    properties[property] = held
    if (!held.includes(value)) held.push(value)
  }
  let schema = ''
  for (const set of sets) {
    schema ||= SCHEMAS[text(set, 'RECORD_TYPE').toUpperCase()] ?? ''
    for (const prefix of prefixesOf(set)) putName(set, prefix, text, put)
    for (const [attribute, property] of Object.entries(PROPERTIES)) put(property, text(set, attribute))
    put('address', addressOf(set, text))
  }
  const id = `senzing-${text(record, 'DATA_SOURCE')}-${text(record, 'RECORD_ID')}`.toLowerCase()
  const draft = tally.draft(id, text(record, 'RECORD_ID'), schema || 'LegalEntity', where)
  if (draft !== undefined) readFtmParty({ id, schema: draft.schema, properties }, draft, tally)
}

/** Attributes may carry a label before them: `PRIMARY_NAME_FULL`, `AKA_NAME_ORG`. */
const prefixesOf = (set: Attributes): readonly string[] => [
  ...new Set(Object.keys(set).flatMap((key) => /^(.*)NAME_(?:FULL|ORG|LAST|FIRST)$/.exec(key)?.[1] ?? [])),
]

function putName(
  set: Attributes,
  prefix: string,
  text: (set: Attributes, key: string) => string,
  put: (property: string, value: string) => void,
): void {
  const part = (name: string): string => text(set, `${prefix}NAME_${name}`)
  const name =
    part('FULL') || part('ORG') || [part('FIRST'), part('MIDDLE'), part('LAST')].filter((one) => one !== '').join(' ')
  const kind = `${prefix}${text(set, `${prefix}NAME_TYPE`)}`.toUpperCase()
  put(/AKA|ALIAS|FORMER|PRIOR|DBA/.test(kind) ? (/FORMER|PRIOR/.test(kind) ? 'previousName' : 'alias') : 'name', name)
}

function addressOf(set: Attributes, text: (set: Attributes, key: string) => string): string {
  const full = text(set, 'ADDR_FULL')
  if (full !== '') return full
  return ['LINE1', 'LINE2', 'LINE3', 'CITY', 'STATE', 'POSTAL_CODE', 'COUNTRY']
    .map((part) => text(set, `ADDR_${part}`))
    .filter((part) => part !== '')
    .join(', ')
}
