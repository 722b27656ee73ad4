import Type, { type Static } from 'typebox'
import { Compile } from 'typebox/compile'
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
import { readJsonArray } from '../reading/json-lines.ts'
import { CSL_LIST, type CslEntry, readCslEntry } from './csl-entry.ts'

/** The US Consolidated Screening List as one JSON document, read record by record. */
export const CSL_JSON: ListFormat = {
  format: 'us-csl-json',
  title: 'US Consolidated Screening List (JSON)',
  parser: 'us-csl-json/1',
  recognise: (head: FileHead) =>
    head.kind === 'json' &&
    /"source"\s*:/.test(head.text) &&
    /"alt_names"\s*:/.test(head.text) &&
    /"source_list_url"/.test(head.text)
      ? 'main'
      : undefined,
  read,
}

const Text = Type.Optional(Type.Union([Type.String(), Type.Number(), Type.Null()]))
const Texts = Type.Optional(Type.Union([Type.Array(Type.String()), Type.Null()]))
const RESULT = Type.Object({
  id: Text,
  source: Type.String(),
  entity_number: Text,
  type: Text,
  programs: Texts,
  name: Type.String(),
  title: Text,
  addresses: Type.Optional(
    Type.Array(Type.Object({ address: Text, city: Text, state: Text, postal_code: Text, country: Text })),
  ),
  alt_names: Texts,
  citizenships: Texts,
  nationalities: Texts,
  dates_of_birth: Texts,
  places_of_birth: Texts,
  ids: Type.Optional(
    Type.Array(Type.Object({ type: Text, number: Text, country: Text, issue_date: Text, expiration_date: Text })),
  ),
  start_date: Text,
  remarks: Text,
  federal_register_notice: Text,
  license_requirement: Text,
  license_policy: Text,
  call_sign: Text,
  vessel_type: Text,
  gross_tonnage: Text,
  gross_registered_tonnage: Text,
  vessel_flag: Text,
  vessel_owner: Text,
})
type Result = Static<typeof RESULT>
const CHECK = Compile(RESULT)

async function read(files: readonly RoledFile[], context: ReadContext): Promise<ListReading> {
  const tally = new ListTally(context)
  const refusals = new Refusals()
  await readJsonArray(onlyFile(files), (record, where) => {
    const value = 'broken' in record ? undefined : record.value
    if (CHECK.Check(value)) readCslEntry(entryOf(value), where, tally)
    else {
      tally.row()
      refusals.add('row.json', 'broken' in record ? record.broken : 'not an entry of the list', where)
    }
  })
  const reading = tally.reading({ list: CSL_LIST, published: context.published, isPartial: false })
  return { ...reading, refused: [...refusals.issues, ...reading.refused] }
}

const text = (value: string | number | null | undefined): string =>
  value === null || value === undefined ? '' : String(value).trim()
const texts = (values: readonly string[] | null | undefined): readonly string[] => values ?? []

function entryOf(result: Result): CslEntry {
  const labelled = (value: string | number | null | undefined, words: string): readonly string[] =>
    text(value) === '' ? [] : [`${words}: ${text(value)}`]
  return {
    id: text(result.id) || text(result.entity_number),
    source: result.source,
    entityNumber: text(result.entity_number),
    type: text(result.type),
    programs: texts(result.programs),
    name: result.name,
    title: text(result.title),
    addresses: (result.addresses ?? []).map((one) => ({
      street: text(one.address),
      city: text(one.city),
      region: text(one.state),
      postalCode: text(one.postal_code),
      country: text(one.country),
    })),
    aliases: texts(result.alt_names),
    citizenships: texts(result.citizenships),
    nationalities: texts(result.nationalities),
    birthDates: texts(result.dates_of_birth),
    birthPlaces: texts(result.places_of_birth),
    ids: (result.ids ?? []).map((id) => ({
      key: text(id.type),
      value: text(id.number),
      ...(text(id.country) === '' ? {} : { country: text(id.country) }),
    })),
    startDate: text(result.start_date),
    remarks: text(result.remarks),
    notes: [
      ...labelled(result.federal_register_notice, 'Federal Register'),
      ...labelled(result.license_requirement, 'Licence requirement'),
      ...labelled(result.license_policy, 'Licence policy'),
    ],
    vessel: {
      callSign: text(result.call_sign),
      type: text(result.vessel_type),
      tonnage: text(result.gross_tonnage),
      grt: text(result.gross_registered_tonnage),
      flag: text(result.vessel_flag),
      owner: text(result.vessel_owner),
    },
  }
}
