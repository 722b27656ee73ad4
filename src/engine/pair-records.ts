import type { EntityId } from '../model/brand.ts'
import type { CountryTable } from '../model/country.ts'
import { countryClaim } from '../model/country.ts'
import { type Address, type Entity, type Name, type NameParts, type NameQuality, UNSTATED } from '../model/entity.ts'
import { isSchema } from '../model/ftm.ts'
import type { Identifier, IdentifierScheme } from '../model/identifier.ts'
import { readIdentifier } from '../model/identifiers/read-identifier.ts'
import { recogniseIdentifier } from '../model/identifiers/recognise.ts'
import { accepted, type Parsed, refused } from '../model/parsed.ts'
import { type PartialDate, parsePartialDate } from '../model/partial-date.ts'
import type { Party } from '../model/party.ts'

/** Two sides to be compared without a list, in the order asker, list. */
export interface Pair {
  readonly id: string
  readonly party: Party
  readonly entity: Entity
}

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Reads one record of a pairs file: two names as `left` and `right`, or two entities of the match-quality form. */
export function readPair(record: unknown, countries: CountryTable): Parsed<Pair> {
  if (!isFields(record))
    return refused('pair.form', String(record), { remedy: 'give a JSON object with id, left and right' })
  const lacking = ['id', 'left', 'right'].filter((name) => record[name] === undefined || record[name] === null)
  if (lacking.length > 0)
    return refused('pair.field.missing', lacking.join(', '), { remedy: 'give id, left and right' })
  const schema = typeof record['schema'] === 'string' ? record['schema'] : undefined
  const left = sideOf(record['left'], schema, countries)
  if (!left.ok) return left
  const right = sideOf(record['right'], schema, countries)
  if (!right.ok) return right
  return accepted({ id: String(record['id']), party: partyOf(left.value), entity: right.value })
}

/** Reads one side: a plain name, or an entity with names and facts. */
export function sideOf(raw: unknown, schema: string | undefined, countries: CountryTable): Parsed<Entity> {
  if (typeof raw === 'string') return accepted(entityOf({ names: [raw] }, schemaOf(schema), countries))
  if (!isFields(raw)) return refused('pair.side.form', String(raw), { remedy: 'give a name, or an object with names' })
  const own = typeof raw['schema'] === 'string' ? raw['schema'] : schema
  if (raw['names'] === undefined && texts(raw['aliases']).length === 0 && !isFields(raw['nameParts'])) {
    return refused('pair.side.nameless', JSON.stringify(raw), { remedy: 'give names, empty where there are none' })
  }
  return accepted(entityOf(raw, schemaOf(own), countries))
}

/** A part of a person's name stands for a person; an unknown kind is left open. */
const schemaOf = (raw: string | undefined): string =>
  raw === 'PersonNamePart' ? 'Person' : raw !== undefined && isSchema(raw) ? raw : 'LegalEntity'

/** Every text of a field, whether it holds one or many. */
const texts = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).flatMap((each) =>
    typeof each === 'string' && each.trim() !== '' ? [each.trim()] : [],
  )

function entityOf(fields: Fields, schema: string, countries: CountryTable): Entity {
  const parts = partsOf(fields['nameParts'])
  const named: readonly Name[] = [
    ...texts(fields['names']).map((text, i) =>
      nameOf(text, i === 0 ? 'primary' : 'strong', i === 0 ? parts : undefined),
    ),
    ...texts(fields['aliases']).map((text) => nameOf(text, 'strong')),
    ...texts(fields['weakAliases']).map((text) => nameOf(text, 'weak')),
  ]
  const [first, ...others] = named
  return {
    ...UNSTATED,
    id: 'pair' as EntityId,
    schema,
    names: [first ?? nameOf(Object.values(parts ?? {}).join(' '), 'primary', parts), ...others],
    birthDates: datesOf(fields['birthDates']),
    deathDates: datesOf(fields['deathDates']),
    foundedDates: datesOf(fields['incorporationDates']),
    places: texts(fields['birthPlaces']).map((asPublished) => ({ kind: 'birth', asPublished })),
    countries: texts(fields['countries']).map((raw) => countryClaim(countries, 'country', raw)),
    genders: texts(fields['gender']).flatMap((raw) => genderOf(raw)),
    identifiers: idsOf(fields),
    addresses: texts(fields['addresses']).map((full): Address => ({ full })),
    titles: texts(fields['titles']),
    sourceId: 'pair',
  }
}

const nameOf = (text: string, quality: NameQuality, parts?: NameParts): Name => ({
  text,
  quality,
  kind: quality === 'primary' ? 'name' : 'alias',
  ...(parts === undefined ? {} : { parts }),
})

const PART_NAMES: Readonly<Record<string, keyof NameParts>> = {
  firstName: 'given',
  secondName: 'second',
  middleName: 'middle',
  fatherName: 'patronymic',
  patronymic: 'patronymic',
  lastName: 'family',
  motherName: 'maternal',
}

function partsOf(raw: unknown): NameParts | undefined {
  if (!isFields(raw)) return undefined
  const parts = Object.entries(PART_NAMES).flatMap(([field, part]) => {
    const [text] = texts(raw[field])
    return text === undefined ? [] : [[part, text] as const]
  })
  return parts.length === 0 ? undefined : Object.fromEntries(parts)
}

/** Dates that cannot be read are left out: they corroborate, and must not stop the comparison. */
const datesOf = (raw: unknown): readonly PartialDate[] =>
  texts(raw).flatMap((text) => {
    const parsed = parsePartialDate(text)
    return parsed.ok ? [parsed.value] : []
  })

const genderOf = (raw: string): readonly ('male' | 'female' | 'other')[] => {
  const known = { male: 'male', m: 'male', female: 'female', f: 'female' } as const
  const gender = Object.entries(known).find(([word]) => word === raw.toLowerCase())?.[1]
  return gender === undefined ? [] : [gender]
}

const SCHEME_OF_KIND: Readonly<Record<string, IdentifierScheme>> = {
  leiCode: 'lei',
  imoNumber: 'imo',
  mmsi: 'mmsi',
  callSign: 'call_sign',
  innCode: 'inn',
  ogrnCode: 'ogrn',
  passportNumber: 'passport',
  passport: 'passport',
  idNumber: 'national_id',
  taxNumber: 'tax_id',
  vatCode: 'tax_id',
  registrationNumber: 'registration',
  swiftBic: 'bic',
  isin: 'isin',
  isinCode: 'isin',
  dunsCode: 'duns',
  uscCode: 'uscc',
  wikidataId: 'wikidata',
  serialNumber: 'aircraft_serial',
  socialSecurityNumber: 'ssn',
  publicKey: 'crypto',
}

function idsOf(fields: Fields): readonly Identifier[] {
  const ids = (Array.isArray(fields['ids']) ? fields['ids'] : []).filter(isFields).flatMap(({ kind, value }) => {
    const [text] = texts(value)
    if (text === undefined) return []
    const scheme = SCHEME_OF_KIND[String(kind)] ?? 'other'
    return [readIdentifier(scheme, text, { kind: String(kind) }), ...recogniseIdentifier(text)]
  })
  const contacts = (['email', 'phone', 'website'] as const).flatMap((scheme) =>
    texts(fields[`${scheme}s`]).map((text) => readIdentifier(scheme, text)),
  )
  return [...ids, ...contacts]
}

/** The same facts as an asker's party. */
export const partyOf = (entity: Entity): Party => ({
  schema: entity.schema,
  isSchemaGuessed: entity.schema === 'LegalEntity',
  names: entity.names
    .filter(({ text }) => text !== '')
    .map(({ text, parts }) => (parts === undefined ? { text } : { text, parts })),
  birthDates: entity.birthDates,
  countries: entity.countries,
  genders: entity.genders,
  identifiers: entity.identifiers,
  addresses: entity.addresses,
})
