import followTheMoney from '@opensanctions/followthemoney'
import type { Entity, Name } from './entity.ts'
import type { IdentifierScheme } from './identifier.ts'
import { isoForm } from './partial-date.ts'

/** The FollowTheMoney schema, as the project that owns it publishes it. */
export const MODEL = new followTheMoney.Model(followTheMoney.defaultModel)

export const isSchema = (name: string): boolean => MODEL.schemata[name] !== undefined

/** Whether `schema` is `ancestor` or a kind of it, as `Company` is a kind of `LegalEntity`. */
export const isA = (schema: string, ancestor: string): boolean => MODEL.schemata[schema]?.isA(ancestor) ?? false

/** Whether entities of this schema can be screened against, by FollowTheMoney's own mark. */
export const isMatchable = (schema: string): boolean => MODEL.schemata[schema]?.matchable ?? false

const typesOfSchemata = new Map<string, ReadonlyMap<string, string>>()

/** The type of each property of a schema, inherited ones too. The library gathers them anew at every call: kept once gathered. */
function propertyTypes(schema: string): ReadonlyMap<string, string> {
  const known = typesOfSchemata.get(schema)
  if (known !== undefined) return known
  const types = new Map<string, string>()
  const declared = MODEL.schemata[schema]
  if (declared === undefined) return types
  for (const [name, property] of declared.getProperties()) types.set(name, property.type.name)
  typesOfSchemata.set(schema, types)
  return types
}

export const hasProperty = (schema: string, property: string): boolean => propertyTypes(schema).has(property)

/** A FollowTheMoney property's type, as in `name`, `country`, `identifier`; `undefined` where the schema lacks it. */
export const propertyType = (schema: string, property: string): string | undefined =>
  propertyTypes(schema).get(property)

/** Names of all properties of a schema. */
export const propertiesOf = (schema: string): readonly string[] => [...propertyTypes(schema).keys()]

/** The schema's label in plural, for a person to read. */
export const schemaLabel = (schema: string): string => MODEL.schemata[schema]?.plural ?? schema

export const schemaNames = (): readonly string[] => Object.keys(MODEL.schemata)

/** A FollowTheMoney entity as JSON, the form in which entities leave and enter Cordon. */
export interface FtmEntity {
  readonly id: string
  readonly caption: string
  readonly schema: string
  readonly properties: Readonly<Record<string, readonly string[]>>
  readonly datasets: readonly string[]
  readonly referents: readonly string[]
  readonly target: boolean
  readonly first_seen?: string | null
  readonly last_seen?: string | null
  readonly last_change?: string | null
}

/** Which property carries a scheme's numbers; the first that the schema has is used, else `idNumber`, else `notes`. */
export const PROPERTIES_OF_SCHEME = {
  imo: ['imoNumber'],
  imo_company: ['idNumber'],
  mmsi: ['mmsi'],
  call_sign: ['callSign'],
  lei: ['leiCode'],
  bic: ['swiftBic'],
  iban: ['idNumber'],
  clabe: ['idNumber'],
  rfc: ['taxNumber'],
  curp: ['idNumber'],
  isin: ['isin', 'isinCode', 'idNumber'],
  crypto: ['publicKey', 'cryptoWallets', 'idNumber'],
  passport: ['passportNumber', 'idNumber'],
  national_id: ['idNumber'],
  tax_id: ['taxNumber'],
  registration: ['registrationNumber'],
  inn: ['innCode'],
  ogrn: ['ogrnCode'],
  duns: ['dunsCode'],
  uscc: ['uscCode'],
  ssn: ['socialSecurityNumber'],
  aircraft_serial: ['serialNumber'],
  aircraft_tail: ['registrationNumber'],
  aircraft_mode_s: ['icaoCode', 'registrationNumber'],
  email: ['email'],
  phone: ['phone'],
  website: ['website'],
  wikidata: ['wikidataId'],
  other: ['idNumber', 'registrationNumber'],
} as const satisfies Record<IdentifierScheme, readonly string[]>

const TARGET_TOPICS = ['sanction', 'crime', 'debarment', 'wanted', 'poi', 'reg', 'export', 'corp.disqual', 'mare']

/** Turns an entity into FollowTheMoney JSON. Values keep the publisher's order and are each stated once. */
export function toFtm(entity: Entity): FtmEntity {
  return {
    id: entity.id,
    caption: entity.names[0].text,
    schema: entity.schema,
    properties: propertiesFor(entity),
    datasets: [...entity.datasets],
    referents: [...entity.referents],
    target: entity.topics.some((topic) => TARGET_TOPICS.some((risk) => topic === risk || topic.startsWith(`${risk}.`))),
    first_seen: entity.seen?.first ?? entity.listed?.on ?? null,
    last_seen: entity.seen?.last ?? null,
    last_change: entity.seen?.changed ?? entity.listed?.changed ?? null,
  }
}

const NAME_PROPERTY: Record<Name['kind'], string> = {
  name: 'name',
  alias: 'alias',
  former: 'previousName',
  now: 'alias',
}

function nameProperty(name: Name): string {
  if (name.quality === 'weak') return 'weakAlias'
  return NAME_PROPERTY[name.kind]
}

function propertiesFor(entity: Entity): Record<string, readonly string[]> {
  const out = new PropertyBag(entity.schema)
  for (const [property, values] of Object.entries(entity.extra)) for (const value of values) out.put(property, value)
  for (const name of entity.names) out.put(nameProperty(name), name.text)
  out.putParts(entity.names)
  for (const date of entity.birthDates) out.put('birthDate', isoForm(date))
  for (const date of entity.deathDates) out.put('deathDate', isoForm(date))
  for (const date of entity.foundedDates) out.putFirst(['incorporationDate', 'buildDate'], isoForm(date))
  for (const place of entity.places) if (place.kind === 'birth') out.put('birthPlace', place.asPublished)
  for (const claim of entity.countries) out.putFirst(countryProperties(claim.role), claim.code ?? claim.asPublished)
  for (const gender of entity.genders) out.put('gender', gender)
  for (const id of entity.identifiers) out.putFirst(PROPERTIES_OF_SCHEME[id.scheme], id.asPublished)
  for (const address of entity.addresses) {
    out.put('address', address.full)
    if (address.country?.code !== undefined) out.put('country', address.country.code)
  }
  for (const title of entity.titles) out.putFirst(['position', 'title'], title)
  for (const programme of entity.programmes) out.put('programId', programme)
  for (const topic of entity.topics) out.put('topics', topic)
  for (const measure of entity.measures ?? []) out.put('notes', `Measure: ${measure}`)
  for (const note of entity.notes) out.put('notes', note)
  return out.values
}

function countryProperties(role: Entity['countries'][number]['role']): readonly string[] {
  if (role === 'nationality' || role === 'citizenship') return [role, 'nationality', 'country']
  if (role === 'birth') return ['birthCountry', 'country']
  if (role === 'flag') return ['flag', 'country']
  if (role === 'jurisdiction') return ['jurisdiction', 'country']
  return ['country']
}

class PropertyBag {
  readonly values: Record<string, string[]> = {}
  readonly #schema: string

  constructor(schema: string) {
    this.#schema = schema
  }

  /** A value of a property that the schema lacks goes to `notes`, so that it is not lost. */
  put(property: string, value: string): void {
    if (value === '') return
    const key = hasProperty(this.#schema, property) ? property : 'notes'
    const held = this.values[key] ?? []
    this.values[key] = held
    if (!held.includes(value)) held.push(value)
  }

  putFirst(properties: readonly string[], value: string): void {
    this.put(properties.find((property) => hasProperty(this.#schema, property)) ?? 'notes', value)
  }

  putParts(names: readonly Name[]): void {
    for (const { parts, quality } of names) {
      if (parts === undefined || quality === 'weak' || !hasProperty(this.#schema, 'firstName')) continue
      this.put('firstName', parts.given ?? '')
      this.put('secondName', parts.second ?? '')
      this.put('middleName', parts.middle ?? '')
      this.put('fatherName', parts.patronymic ?? '')
      this.put('lastName', parts.family ?? '')
      this.put('nameSuffix', parts.suffix ?? '')
    }
  }
}
