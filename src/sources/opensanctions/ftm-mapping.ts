import type { DatasetId, IsoDate } from '../../model/brand.ts'
import type { CountryRole } from '../../model/country.ts'
import type { Entity, NameKind, NameParts, NameQuality } from '../../model/entity.ts'
import { hasProperty } from '../../model/ftm.ts'
import type { IdentifierScheme } from '../../model/identifier.ts'
import { readIdentifier } from '../../model/identifiers/read-identifier.ts'
import { type PartialDate, parseIsoDate, parsePartialDate } from '../../model/partial-date.ts'
import { cleanText } from '../mapping/clean-text.ts'
import type { EntityDraft } from '../mapping/entity-draft.ts'
import type { ListTally } from '../mapping/list-tally.ts'
import { readLooseDate } from '../mapping/loose-date.ts'
import { scripted } from '../mapping/script-of.ts'
import type { FtmLine } from './ftm-line.ts'

/** Properties that hold numbers, and their number space. Source: the FollowTheMoney schema. */
const IDENTIFIERS: Readonly<Record<string, IdentifierScheme>> = {
  imoNumber: 'imo',
  mmsi: 'mmsi',
  callSign: 'call_sign',
  leiCode: 'lei',
  swiftBic: 'bic',
  isin: 'isin',
  isinCode: 'isin',
  publicKey: 'crypto',
  passportNumber: 'passport',
  idNumber: 'national_id',
  taxNumber: 'tax_id',
  registrationNumber: 'registration',
  innCode: 'inn',
  ogrnCode: 'ogrn',
  dunsCode: 'duns',
  uscCode: 'uscc',
  socialSecurityNumber: 'ssn',
  serialNumber: 'aircraft_serial',
  icaoCode: 'aircraft_mode_s',
  email: 'email',
  phone: 'phone',
  website: 'website',
  wikidataId: 'wikidata',
}

const COUNTRIES: Readonly<Record<string, CountryRole>> = {
  country: 'country',
  nationality: 'nationality',
  citizenship: 'citizenship',
  jurisdiction: 'jurisdiction',
  mainCountry: 'country',
  birthCountry: 'birth',
  flag: 'flag',
}

const NAMES: Readonly<Record<string, { readonly quality: NameQuality; readonly kind: NameKind }>> = {
  name: { quality: 'strong', kind: 'name' },
  alias: { quality: 'strong', kind: 'alias' },
  weakAlias: { quality: 'weak', kind: 'alias' },
  previousName: { quality: 'strong', kind: 'former' },
}

/** Properties that are read into fields of their own; all others are kept under their own name. */
type Reader = (draft: EntityDraft, values: readonly string[], tally: ListTally) => void

const dated = (raw: string): PartialDate | undefined => {
  const iso = parsePartialDate(raw)
  return iso.ok ? iso.value : readLooseDate(raw)
}

const eachDate =
  (add: (draft: EntityDraft, date: PartialDate) => void): Reader =>
  (draft, values) => {
    for (const value of values) {
      const date = dated(value)
      if (date === undefined) draft.addNote(`Date: ${value}`)
      else add(draft, date)
    }
  }

const each =
  (add: (draft: EntityDraft, value: string, tally: ListTally) => void): Reader =>
  (draft, values, tally) => {
    for (const value of values) add(draft, value, tally)
  }

const READERS: Readonly<Record<string, Reader>> = {
  birthDate: eachDate((draft, date) => draft.addBirthDate(date)),
  deathDate: eachDate((draft, date) => draft.addDeathDate(date)),
  incorporationDate: eachDate((draft, date) => draft.addFoundedDate(date)),
  buildDate: eachDate((draft, date) => draft.addFoundedDate(date)),
  birthPlace: each((draft, value) => draft.addPlace({ kind: 'birth', asPublished: value })),
  gender: each((draft, value) => addGender(draft, value)),
  address: each((draft, value, tally) => tally.address(draft, { full: value.trim() })),
  position: each((draft, value) => draft.addTitle(value)),
  programId: each((draft, value) => draft.addProgramme(value)),
  topics: each((draft, value) => draft.addTopic(value)),
  notes: each((draft, value) => draft.addNote(value)),
}

function addGender(draft: EntityDraft, value: string): void {
  const gender = value.toLowerCase()
  if (gender === 'male' || gender === 'female' || gender === 'other') draft.addGender(gender)
  else draft.addNote(`Gender: ${value}`)
}

/** Reads a party's own properties. The caption leads its names; properties without a field stay under their own name. */
export function readFtmParty(line: FtmLine, draft: EntityDraft, tally: ListTally): void {
  readNames(line, draft, tally)
  for (const [property, values] of Object.entries(line.properties)) {
    const reader = READERS[property]
    const scheme = IDENTIFIERS[property]
    const role = COUNTRIES[property]
    if (NAMES[property] !== undefined) continue
    if (reader !== undefined) reader(draft, values, tally)
    else if (scheme !== undefined)
      for (const value of values) draft.addIdentifier(readIdentifier(scheme, value, { kind: property }))
    else if (role !== undefined) for (const value of values) draft.addCountry(tally.countries.claim(role, value))
    else for (const value of values) draft.addExtra(property, value)
  }
  for (const referent of line.referents ?? []) draft.addReferent(referent)
  for (const dataset of line.datasets ?? []) draft.datasets.push(dataset as DatasetId)
  const on = dayOf(line.first_seen)
  const changed = dayOf(line.last_change)
  if (on !== undefined || changed !== undefined) {
    draft.listed = { ...(on === undefined ? {} : { on }), ...(changed === undefined ? {} : { changed }) }
  }
  draft.seen = seenOf(line)
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/

/** The gatherer's own instants, where they are instants and not days. */
function seenOf(line: Pick<FtmLine, 'first_seen' | 'last_seen' | 'last_change'>): Entity['seen'] {
  const stated = (raw: string | null | undefined): string | undefined => INSTANT.exec(raw ?? '')?.[0]
  const [first, last, changed] = [stated(line.first_seen), stated(line.last_seen), stated(line.last_change)]
  if (first === undefined && last === undefined && changed === undefined) return undefined
  return {
    ...(first === undefined ? {} : { first }),
    ...(last === undefined ? {} : { last }),
    ...(changed === undefined ? {} : { changed }),
  }
}

const dayOf = (raw: string | null | undefined): IsoDate | undefined => {
  const day = parseIsoDate((raw ?? '').slice(0, 10))
  return day.ok ? day.value : undefined
}

function readNames(line: FtmLine, draft: EntityDraft, tally: ListTally): void {
  const parts = soleParts(line.properties)
  const own = line.properties['name'] ?? []
  const caption = cleanText(line.caption ?? '')
  const lead = own.map(cleanText).find((name) => name === caption) ?? cleanText(own[0] ?? composed(parts) ?? '')
  const isSole = own.length <= 1
  draft.addName({
    text: lead,
    quality: 'primary',
    kind: 'name',
    ...(isSole && parts !== undefined ? { parts } : {}),
    ...scripted(lead),
  })
  for (const [property, mark] of Object.entries(NAMES)) {
    for (const value of line.properties[property] ?? []) {
      const text = cleanText(value)
      if (text === '' || (property === 'name' && text === lead)) continue
      if (property === 'name') draft.addName({ text, ...mark, ...scripted(text) })
      else tally.alias(draft, { text, ...mark, ...scripted(text) })
    }
  }
}

/** Parts of a name where each is said once; several spellings of a first name belong to names nobody can tell. */
function soleParts(properties: FtmLine['properties']): NameParts | undefined {
  const sole = (property: string): string | undefined => {
    const values = properties[property] ?? []
    return values.length === 1 ? values[0] : undefined
  }
  const [given, family, middle, patronymic] = [
    sole('firstName'),
    sole('lastName'),
    sole('middleName'),
    sole('fatherName'),
  ]
  if (given === undefined && family === undefined) return undefined
  return {
    ...(given === undefined ? {} : { given }),
    ...(middle === undefined ? {} : { middle }),
    ...(patronymic === undefined ? {} : { patronymic }),
    ...(family === undefined ? {} : { family }),
  }
}

const composed = (parts: NameParts | undefined): string | undefined =>
  parts === undefined
    ? undefined
    : [parts.given, parts.middle, parts.patronymic, parts.family].filter((part) => part !== undefined).join(' ')

/** What a thing beside the parties says of the parties it names: a sanction its programme and measures, a document its number. */
export function readFtmLink(line: FtmLine, find: (id: string) => EntityDraft | undefined, tally: ListTally): void {
  const { properties } = line
  if (line.schema === 'Sanction') {
    for (const id of properties['entity'] ?? []) {
      const draft = find(id)
      if (draft === undefined) continue
      for (const programme of [...(properties['programId'] ?? []), ...(properties['program'] ?? [])])
        draft.addProgramme(programme)
      for (const measure of properties['provisions'] ?? []) draft.addMeasure(measure)
    }
  } else if (hasProperty(line.schema, 'holder')) {
    for (const id of properties['holder'] ?? []) readDocument(line, find(id), tally)
  }
}

function readDocument(line: FtmLine, draft: EntityDraft | undefined, tally: ListTally): void {
  const { properties } = line
  const kind = properties['type']?.[0] ?? line.schema
  const country = tally.countries.code(properties['country']?.[0] ?? '?')
  const issued = dated(properties['startDate']?.[0] ?? '')
  const expires = dated(properties['endDate']?.[0] ?? '')
  const scheme = line.schema === 'Passport' || /passport/i.test(kind) ? 'passport' : 'national_id'
  for (const number of [...(properties['number'] ?? []), ...(properties['passportNumber'] ?? [])]) {
    draft?.addIdentifier({
      ...readIdentifier(scheme, number, { kind, ...(country === undefined ? {} : { country }) }),
      ...(issued === undefined ? {} : { issued }),
      ...(expires === undefined ? {} : { expires }),
    })
  }
}
