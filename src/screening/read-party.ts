import { type CountryClaim, type CountryRole, type CountryTable, countryClaim } from '../model/country.ts'
import type { NameParts } from '../model/entity.ts'
import { hasProperty, isMatchable, isSchema } from '../model/ftm.ts'
import type { Identifier, IdentifierScheme } from '../model/identifier.ts'
import { readIdentifier } from '../model/identifiers/read-identifier.ts'
import { recogniseIdentifier } from '../model/identifiers/recognise.ts'
import { accepted, type Issue, type Parsed, refused } from '../model/parsed.ts'
import { type PartialDate, parsePartialDate } from '../model/partial-date.ts'
import type { Party, PartyName } from '../model/party.ts'

/** What an asker gives: FollowTheMoney JSON, in which a value may be one string or many and the schema may be missing. */
export interface GivenParty {
  readonly id?: string
  readonly schema?: string
  readonly properties: Readonly<Record<string, readonly string[]>>
}

/** A party read, with what was given and could not be used: it cannot hide a hit, and is said. */
export interface ReadParty {
  readonly party: Party
  readonly warnings: readonly Issue[]
}

/** Values of one property that are read; the rest is refused by name rather than dropped. */
const VALUES_PER_PROPERTY = 256

const NAME_PROPERTIES = ['name', 'alias', 'previousName', 'weakAlias', 'abbreviation'] as const
const COUNTRY_PROPERTIES: Readonly<Record<string, CountryRole>> = {
  country: 'country',
  nationality: 'nationality',
  citizenship: 'citizenship',
  birthCountry: 'birth',
  jurisdiction: 'jurisdiction',
  mainCountry: 'jurisdiction',
  flag: 'flag',
}
const IDENTIFIER_PROPERTIES: Readonly<Record<string, IdentifierScheme>> = {
  imoNumber: 'imo',
  mmsi: 'mmsi',
  callSign: 'call_sign',
  leiCode: 'lei',
  swiftBic: 'bic',
  isin: 'isin',
  isinCode: 'isin',
  publicKey: 'crypto',
  cryptoWallets: 'crypto',
  passportNumber: 'passport',
  idNumber: 'national_id',
  taxNumber: 'tax_id',
  vatCode: 'tax_id',
  registrationNumber: 'registration',
  innCode: 'inn',
  ogrnCode: 'ogrn',
  dunsCode: 'duns',
  uscCode: 'uscc',
  socialSecurityNumber: 'ssn',
  serialNumber: 'aircraft_serial',
  email: 'email',
  phone: 'phone',
  website: 'website',
  wikidataId: 'wikidata',
  iban: 'iban',
}

/** Reads a party for screening. Refused only where nothing could be asked: no name, no identifier, no address, or a schema nobody can match. */
export function readParty(given: GivenParty, countries: CountryTable): Parsed<ReadParty> {
  const schema = given.schema ?? guessSchema(given)
  if (!isSchema(schema))
    return refused('party.schema.unknown', schema, { remedy: 'use a FollowTheMoney schema, as in Person or Company' })
  if (!isMatchable(schema) && schema !== 'Thing')
    return refused('party.schema.unmatchable', schema, {
      remedy: 'use a schema of a party, as in Person, Company or Vessel',
    })
  const long = Object.entries(given.properties).find(([, values]) => values.length > VALUES_PER_PROPERTY)
  if (long !== undefined)
    return refused('party.values.too_many', long[0], { remedy: `give at most ${VALUES_PER_PROPERTY} values` })
  const warnings: Issue[] = []
  const party: Party = {
    ...(given.id === undefined ? {} : { id: given.id }),
    schema,
    isSchemaGuessed: given.schema === undefined,
    names: namesOf(given.properties),
    birthDates: datesOf(given.properties['birthDate'] ?? [], warnings),
    countries: countriesOf(given.properties, countries, warnings),
    genders: gendersOf(given.properties['gender'] ?? [], warnings),
    identifiers: identifiersOf(given.properties),
    addresses: (given.properties['address'] ?? []).map((full) => ({ full })),
  }
  if (party.names.length === 0 && party.identifiers.length === 0 && party.addresses.length === 0) {
    return refused('party.empty', given.id ?? '', { remedy: 'give a name, an identifier or an address' })
  }
  return accepted({ party, warnings: [...warnings, ...unusedProperties(schema, given.properties)] })
}

/** Person where a person's facts were given, Vessel for a ship's number; otherwise LegalEntity, which is both people and organisations. */
function guessSchema({ properties }: GivenParty): string {
  const has = (name: string): boolean => (properties[name]?.length ?? 0) > 0
  if (['imoNumber', 'mmsi', 'flag'].some(has)) return 'Vessel'
  const isPerson = ['birthDate', 'gender', 'firstName', 'lastName', 'nationality', 'passportNumber', 'birthPlace'].some(
    has,
  )
  if (isPerson) return 'Person'
  return ['incorporationDate', 'leiCode', 'swiftBic', 'jurisdiction'].some(has) ? 'Organization' : 'LegalEntity'
}

const first = (values: readonly string[] | undefined): string | undefined =>
  values?.find((value) => value.trim() !== '')

function namesOf(properties: GivenParty['properties']): readonly PartyName[] {
  const parts = partsOf(properties)
  const texts = NAME_PROPERTIES.flatMap((property) => properties[property] ?? []).map((text) => text.trim())
  const distinct = [...new Set(texts)].filter((text) => text !== '')
  if (distinct.length > 0)
    return distinct.map((text, i) => (i === 0 && parts !== undefined ? { text, parts } : { text }))
  const assembled = parts === undefined ? '' : assemble(parts)
  return assembled === '' || parts === undefined ? [] : [{ text: assembled, parts }]
}

function partsOf(properties: GivenParty['properties']): NameParts | undefined {
  const given = first(properties['firstName'])
  const second = first(properties['secondName'])
  const middle = first(properties['middleName'])
  const patronymic = first(properties['fatherName'])
  const family = first(properties['lastName'])
  if ([given, second, middle, patronymic, family].every((part) => part === undefined)) return undefined
  return {
    ...(given === undefined ? {} : { given }),
    ...(second === undefined ? {} : { second }),
    ...(middle === undefined ? {} : { middle }),
    ...(patronymic === undefined ? {} : { patronymic }),
    ...(family === undefined ? {} : { family }),
  }
}

const assemble = (parts: NameParts): string =>
  [parts.given, parts.second, parts.middle, parts.patronymic, parts.family]
    .filter((part) => part !== undefined)
    .join(' ')

function datesOf(values: readonly string[], warnings: Issue[]): readonly PartialDate[] {
  return values.flatMap((raw) => {
    const parsed = parsePartialDate(raw)
    if (parsed.ok) return [parsed.value]
    warnings.push({ ...parsed.issue, where: 'birthDate' })
    return []
  })
}

function countriesOf(
  properties: GivenParty['properties'],
  table: CountryTable,
  warnings: Issue[],
): readonly CountryClaim[] {
  return Object.entries(COUNTRY_PROPERTIES).flatMap(([property, role]) =>
    (properties[property] ?? []).map((raw) => {
      const claim = countryClaim(table, role, raw)
      if (claim.code === undefined) {
        warnings.push({
          code: 'country.unknown',
          found: raw,
          where: property,
          remedy: 'give an ISO 3166-1 code or a country name',
        })
      }
      return claim
    }),
  )
}

const GENDERS: Readonly<Record<string, 'male' | 'female' | 'other'>> = {
  male: 'male',
  m: 'male',
  man: 'male',
  hombre: 'male',
  masculino: 'male',
  h: 'male',
  female: 'female',
  f: 'female',
  woman: 'female',
  mujer: 'female',
  femenino: 'female',
  other: 'other',
  x: 'other',
  otro: 'other',
}

function gendersOf(values: readonly string[], warnings: Issue[]): Party['genders'] {
  return values.flatMap((raw) => {
    const gender = GENDERS[raw.trim().toLowerCase()]
    if (gender !== undefined) return [gender]
    warnings.push({ code: 'gender.unknown', found: raw, where: 'gender', remedy: 'give male, female or other' })
    return []
  })
}

function identifiersOf(properties: GivenParty['properties']): readonly Identifier[] {
  const found = Object.entries(IDENTIFIER_PROPERTIES).flatMap(([property, scheme]) =>
    (properties[property] ?? []).flatMap((raw) => [readIdentifier(scheme, raw), ...recogniseIdentifier(raw)]),
  )
  const keyed = new Map(found.filter(({ value }) => value !== '').map((id) => [`${id.scheme}:${id.value}`, id]))
  return [...keyed.values()]
}

const READ_ELSEWHERE = new Set<string>([
  ...NAME_PROPERTIES,
  ...Object.keys(COUNTRY_PROPERTIES),
  ...Object.keys(IDENTIFIER_PROPERTIES),
  'firstName',
  'secondName',
  'middleName',
  'fatherName',
  'lastName',
  'birthDate',
  'gender',
  'address',
])

function unusedProperties(schema: string, properties: GivenParty['properties']): readonly Issue[] {
  return Object.keys(properties)
    .filter((name) => !READ_ELSEWHERE.has(name))
    .map((name) => ({
      code: hasProperty(schema, name) ? 'party.property.not_compared' : 'party.property.unknown',
      found: name,
      where: 'properties',
    }))
}
