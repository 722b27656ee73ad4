import type { DatasetId } from '../../model/brand.ts'
import { readIdentifier } from '../../model/identifiers/read-identifier.ts'
import { parseIsoDate } from '../../model/partial-date.ts'
import { cleanText } from '../mapping/clean-text.ts'
import type { AddressParts, ListTally } from '../mapping/list-tally.ts'
import { readLooseDate } from '../mapping/loose-date.ts'
import { readKeyedValue } from '../us-ofac/keyed-value.ts'
import { ofacName } from '../us-ofac/ofac-names.ts'
import { birthPlace } from '../us-ofac/remarks.ts'

export const CSL_LIST = 'us_trade_csl' as DatasetId

/** One party of the consolidated screening list, whether it came as a CSV row or as JSON. */
export interface CslEntry {
  readonly id: string
  readonly source: string
  readonly entityNumber: string
  readonly type: string
  readonly programs: readonly string[]
  readonly name: string
  readonly title: string
  readonly addresses: readonly AddressParts[]
  readonly aliases: readonly string[]
  readonly citizenships: readonly string[]
  readonly nationalities: readonly string[]
  readonly birthDates: readonly string[]
  readonly birthPlaces: readonly string[]
  readonly ids: readonly { readonly key: string; readonly value: string; readonly country?: string }[]
  readonly startDate: string
  readonly remarks: string
  readonly notes: readonly string[]
  readonly vessel: {
    readonly callSign: string
    readonly type: string
    readonly tonnage: string
    readonly grt: string
    readonly flag: string
    readonly owner: string
  }
}

/** What each of the twelve lists is: an export-control entry is no asset freeze. Source: the lists' own pages, by their codes. */
const LISTS: Readonly<Record<string, { readonly topics: readonly string[]; readonly isTreasury: boolean }>> = {
  SDN: { topics: ['sanction'], isTreasury: true },
  SSI: { topics: ['sanction'], isTreasury: true },
  FSE: { topics: ['sanction'], isTreasury: true },
  PLC: { topics: ['sanction'], isTreasury: true },
  CAP: { topics: ['sanction'], isTreasury: true },
  'NS-MBS List': { topics: ['sanction'], isTreasury: true },
  MBS: { topics: ['sanction'], isTreasury: true },
  CMIC: { topics: ['sanction'], isTreasury: true },
  EL: { topics: ['export.control'], isTreasury: false },
  MEU: { topics: ['export.control'], isTreasury: false },
  DPL: { topics: ['export.control'], isTreasury: false },
  UVL: { topics: ['export.risk'], isTreasury: false },
  DTC: { topics: ['debarment', 'export.control'], isTreasury: false },
  ISN: { topics: ['sanction'], isTreasury: false },
}

const SCHEMAS: Readonly<Record<string, string>> = {
  individual: 'Person',
  entity: 'Organization',
  vessel: 'Vessel',
  aircraft: 'Airplane',
  '': 'LegalEntity',
}

/** `Entity List (EL) - Bureau of Industry and Security` is `EL`; the CMIC list's name has its code without brackets. */
export function cslCode(source: string): string | undefined {
  const bracketed = /\(([^()]+)\)/.exec(source)?.[1]
  const code = bracketed ?? (/Military-Industrial Complex/.test(source) ? 'CMIC' : undefined)
  return code !== undefined && code in LISTS ? code : undefined
}

export function readCslEntry(entry: CslEntry, where: string, tally: ListTally): undefined {
  const code = cslCode(entry.source)
  const schema = SCHEMAS[entry.type.toLowerCase()]
  if (code === undefined) return tally.refuse('entry.source.unknown', entry.source, where)
  if (schema === undefined) return tally.refuse('entry.type.unknown', entry.type, where)
  if (entry.id === '' || entry.name === '') return tally.refuse('entry.name.missing', entry.id, where)
  const isTreasury = LISTS[code]?.isTreasury === true
  const number = entry.entityNumber || entry.id
  const slug = code.toLowerCase().replace(/[^a-z]+/g, '-')
  const draft = tally.draft(`csl-${slug}-${number}`, number, schema, where)
  if (draft === undefined) return undefined
  draft.addName(ofacName(cleanText(entry.name), schema === 'Person' && isTreasury, 'primary', 'name'))
  for (const alias of entry.aliases)
    tally.alias(draft, ofacName(cleanText(alias), schema === 'Person' && isTreasury, 'strong', 'alias'))
  for (const address of entry.addresses) tally.address(draft, tally.addressOf(address))
  readFacts(entry, draft, tally)
  for (const topic of LISTS[code]?.topics ?? []) draft.addTopic(topic)
  for (const programme of [code, ...entry.programs]) draft.addProgramme(programme)
  if (isTreasury && entry.entityNumber !== '') {
    draft.addIdentifier(readIdentifier('other', entry.entityNumber, { kind: 'OFAC number' }))
  }
  return undefined
}

function readFacts(entry: CslEntry, draft: Parameters<typeof readKeyedValue>[0], tally: ListTally): void {
  const { countries } = tally
  draft.addTitle(entry.title)
  for (const country of entry.citizenships) draft.addCountry(countries.claim('citizenship', country))
  for (const country of entry.nationalities) draft.addCountry(countries.claim('nationality', country))
  for (const raw of entry.birthDates) {
    const date = readLooseDate(raw)
    if (date === undefined) draft.addNote(`Date of birth: ${raw}`)
    else draft.addBirthDate(date)
  }
  for (const place of entry.birthPlaces) draft.addPlace(birthPlace(place, countries))
  for (const id of entry.ids) readKeyedValue(draft, id, countries)
  const on = parseIsoDate(entry.startDate.slice(0, 10))
  if (on.ok) draft.listed = { on: on.value }
  draft.addNote(entry.remarks)
  for (const note of entry.notes) draft.addNote(note)
  const { vessel } = entry
  if (vessel.callSign !== '') draft.addIdentifier(readIdentifier('call_sign', vessel.callSign))
  draft.addExtra('type', vessel.type)
  draft.addExtra('tonnage', vessel.tonnage)
  draft.addExtra('grossRegisteredTonnage', vessel.grt)
  draft.addExtra('owner', vessel.owner)
  draft.addCountry(countries.claim('flag', vessel.flag))
}

/** `605 TRAIL LAKE DRIVE, RICHARDSON, TX, 75081, US`: the last part is a country's code. */
export function cslAddress(text: string, tally: ListTally): AddressParts {
  const parts = text.split(/,\s*/)
  const last = parts.at(-1) ?? ''
  return /^[A-Z]{2}$/.test(last) && tally.countries.code(last) !== undefined
    ? { street: parts.slice(0, -1).join(', '), country: last }
    : { street: text }
}
