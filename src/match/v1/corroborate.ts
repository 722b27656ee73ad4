import type { Entity } from '../../model/entity.ts'
import type { Identifier, IdentifierScheme } from '../../model/identifier.ts'
import { exactDay, mayCoincide, numbersOf, type PartialDate } from '../../model/partial-date.ts'
import type { Party } from '../../model/party.ts'
import { inRepertoire } from '../../names/repertoire.ts'
import type { Evidence } from '../match.ts'

/** Thousandths that a fact adds or takes; only where both sides state it. */
export const FACT_POINTS = {
  birthDay: 80,
  birthYear: 40,
  birthSwapped: 20,
  birthNear: -40,
  birthOther: -250,
  birthOtherDay: -100,
  countryShared: 30,
  countryOther: -60,
  gender: -150,
  kind: -250,
  addressShared: 60,
  identifierOther: -310,
  registrationOther: -200,
  foundedOther: -120,
} as const

/** Facts beside the names: what agrees and what disagrees, apart. */
export interface Facts {
  readonly agreeing: readonly Evidence[]
  readonly against: readonly Evidence[]
  /** An identifier that both state and that decides alone, or an address with a full birth date. */
  readonly decisive: { readonly evidence: Evidence; readonly score: number } | undefined
}

export function factsOf(party: Party, entity: Entity): Facts {
  const rows = [
    birthRow(party, entity),
    countryRow(party, entity),
    genderRow(party, entity),
    kindRow(party, entity),
    addressRow(party, entity),
    otherNumberRow(party, entity),
  ]
  const known = rows.filter((row) => row !== undefined)
  return {
    agreeing: known.filter(({ points }) => points > 0),
    against: known.filter(({ points }) => points < 0),
    decisive: decisiveIdentifier(party, entity) ?? addressAndBirth(party, entity),
  }
}

function fact(feature: string, party: string, entity: string, points: number, note: string): Evidence {
  return { feature, party, entity, points, note }
}

function birthRow(party: Party, entity: Entity): Evidence | undefined {
  const best = bestOf(party.birthDates, entity.birthDates, birthPoints)
  if (best === undefined) return undefined
  const [ours, theirs, points] = best
  return fact('birth_date', ours.asPublished, theirs.asPublished, points, BIRTH_NOTES[points] ?? '')
}

const BIRTH_NOTES: Readonly<Record<number, string>> = {
  [FACT_POINTS.birthDay]: 'same day',
  [FACT_POINTS.birthYear]: 'may be the same day',
  [FACT_POINTS.birthSwapped]: 'day and month swapped',
  [FACT_POINTS.birthNear]: 'a year apart, or one number differs',
  [FACT_POINTS.birthOtherDay]: 'same year, another day',
  [FACT_POINTS.birthOther]: 'another year',
}

function birthPoints(a: PartialDate, b: PartialDate): number {
  if (mayCoincide(a, b))
    return exactDay(a) !== undefined && exactDay(b) !== undefined ? FACT_POINTS.birthDay : FACT_POINTS.birthYear
  const [yearA, monthA, dayA] = numbersOf(a.from)
  const [yearB, monthB, dayB] = numbersOf(b.from)
  const areDays = exactDay(a) !== undefined && exactDay(b) !== undefined
  if (areDays && yearA === yearB && monthA === dayB && dayA === monthB) return FACT_POINTS.birthSwapped
  const apart = Math.abs(yearA - yearB)
  if (a.approximate === true || b.approximate === true)
    return apart <= 3 ? FACT_POINTS.birthYear : FACT_POINTS.birthOther
  if (
    areDays &&
    numbersDiffering([yearA, monthA, dayA], [yearB, monthB, dayB]) === 1 &&
    (apart === 0 || apart % 10 === 0 || apart <= 1)
  )
    return FACT_POINTS.birthNear
  if (apart === 0) return FACT_POINTS.birthOtherDay
  return apart === 1 && !areDays ? FACT_POINTS.birthNear : FACT_POINTS.birthOther
}

const numbersDiffering = (a: readonly number[], b: readonly number[]): number =>
  a.filter((value, index) => value !== b[index]).length

function bestOf<A, B>(
  left: readonly A[],
  right: readonly B[],
  points: (a: A, b: B) => number,
): readonly [A, B, number] | undefined {
  let best: readonly [A, B, number] | undefined
  for (const a of left) {
    for (const b of right) {
      const value = points(a, b)
      if (best === undefined || value > best[2]) best = [a, b, value]
    }
  }
  return best
}

function countryRow(party: Party, entity: Entity): Evidence | undefined {
  const ours = codesOf(party.countries.map(({ code }) => code))
  if (ours.length === 0) return undefined
  const theirs = codesOf([
    ...entity.countries.map(({ code }) => code),
    ...entity.addresses.map(({ country }) => country?.code),
  ])
  if (theirs.length === 0) return undefined
  const shared = ours.find((code) => theirs.some((other) => TERRITORY(code) === TERRITORY(other)))
  return shared === undefined
    ? fact('country', ours.join(', '), theirs.join(', '), FACT_POINTS.countryOther, 'no country in common')
    : fact('country', shared, shared, FACT_POINTS.countryShared, 'country in common')
}

const codesOf = (codes: readonly (string | undefined)[]): readonly string[] => [
  ...new Set(codes.filter((code) => code !== undefined)),
]

/** Territories and former states that are no contradiction to the state they belong to or became (ISO 3166-1, 3166-3). */
const SAME_COUNTRY: Readonly<Record<string, string>> = {
  hk: 'cn',
  mo: 'cn',
  suhh: 'ru',
  yucs: 'rs',
  cshh: 'cz',
  ddde: 'de',
  xk: 'rs',
  pr: 'us',
  gg: 'gb',
  je: 'gb',
  im: 'gb',
  vg: 'gb',
  ky: 'gb',
  bm: 'gb',
  gi: 'gb',
}
const TERRITORY = (code: string): string => SAME_COUNTRY[code] ?? code

function genderRow(party: Party, entity: Entity): Evidence | undefined {
  const ours = party.genders[0]
  const theirs = entity.genders[0]
  if (ours === undefined || theirs === undefined || ours === 'other' || theirs === 'other') return undefined
  return entity.genders.includes(ours) ? undefined : fact('gender', ours, theirs, FACT_POINTS.gender, 'gender differs')
}

function kindRow(party: Party, entity: Entity): Evidence | undefined {
  if (party.isSchemaGuessed || areComparable(party.schema, entity.schema)) return undefined
  return fact('kind', party.schema, entity.schema, FACT_POINTS.kind, 'another kind of thing')
}

const KINDS: Readonly<Record<string, string>> = {
  Person: 'person',
  Vessel: 'object',
  Airplane: 'object',
  Vehicle: 'object',
  Company: 'organisation',
  Organization: 'organisation',
  PublicBody: 'organisation',
  Asset: 'object',
}

/** Whether two FollowTheMoney schemas may be of one thing; a schema that is not named here may be anything. */
export function areComparable(a: string, b: string): boolean {
  const x = KINDS[a]
  const y = KINDS[b]
  return x === undefined || y === undefined || x === y
}

function addressRow(party: Party, entity: Entity): Evidence | undefined {
  const shared = sharedAddress(party, entity)
  return shared === undefined
    ? undefined
    : fact('address', shared[0], shared[1], FACT_POINTS.addressShared, 'address in common')
}

function sharedAddress(party: Party, entity: Entity): readonly [string, string] | undefined {
  for (const ours of party.addresses) {
    const key = addressKey(ours.full)
    if (key === '') continue
    for (const theirs of entity.addresses) if (addressKey(theirs.full) === key) return [ours.full, theirs.full]
  }
  return undefined
}

/** Words of an address in order of the alphabet; empty where it says too little to be an address (a city, a country). */
export function addressKey(full: string): string {
  const words = inRepertoire(full)
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
  const hasNumber = words.some((word) => /\d/.test(word))
  return words.length >= 3 && hasNumber ? [...new Set(words)].sort().join(' ') : ''
}

/** Schemes whose number stands for one party alone: equal and valid, they decide. */
export const DECISIVE: Readonly<Partial<Record<IdentifierScheme, number>>> = {
  imo: 980,
  imo_company: 960,
  mmsi: 950,
  lei: 980,
  bic: 950,
  iban: 960,
  clabe: 960,
  rfc: 980,
  curp: 980,
  isin: 950,
  crypto: 990,
  passport: 950,
  national_id: 950,
  tax_id: 950,
  registration: 900,
  inn: 970,
  ogrn: 970,
  duns: 950,
  uscc: 970,
  ssn: 980,
  aircraft_serial: 900,
  aircraft_tail: 930,
  aircraft_mode_s: 950,
  email: 700,
  wikidata: 980,
  call_sign: 850,
  phone: 650,
  website: 650,
  other: 900,
}

function decisiveIdentifier(party: Party, entity: Entity): Facts['decisive'] {
  let best: Facts['decisive']
  for (const ours of party.identifiers) {
    const score = DECISIVE[ours.scheme] ?? 0
    if (score === 0 || (best !== undefined && best.score >= score)) continue
    const theirs = entity.identifiers.find((other) => isSameNumber(ours, other))
    if (theirs === undefined) continue
    const isInvalid = ours.valid === false
    const note = isInvalid ? `${ours.scheme}: same number, but its check digit is wrong` : `${ours.scheme}: same number`
    best = {
      evidence: fact('identifier', ours.asPublished, theirs.asPublished, 0, note),
      score: isInvalid ? score - 100 : score,
    }
  }
  return best
}

/** One number of one scheme; a bare number meets any scheme only with five characters or more; two stated issuers must agree. */
export function isSameNumber(a: Identifier, b: Identifier): boolean {
  if (a.value === '' || a.value !== b.value || isShared(a) || isShared(b)) return false
  if (a.country !== undefined && b.country !== undefined && a.country !== b.country) return false
  return a.scheme === b.scheme || (isBare(a, b) && a.value.length >= 5)
}

/** Russian KPP and BIK codes are borne by many (tax office and bank codes): the same one says nothing. */
const isShared = ({ kind }: Identifier): boolean =>
  kind === 'kppCode' || kind === 'bikCode' || kind === 'KPP' || kind === 'BIK'

const GENERAL: ReadonlySet<IdentifierScheme> = new Set(['other', 'national_id', 'tax_id', 'registration', 'passport'])
const isBare = (a: Identifier, b: Identifier): boolean => GENERAL.has(a.scheme) || GENERAL.has(b.scheme)

/** Schemes of which one thing has one number for life: two different ones are two things. A passport is renewed. */
const LIFELONG: ReadonlySet<IdentifierScheme> = new Set([
  'imo',
  'lei',
  'curp',
  'inn',
  'ogrn',
  'ssn',
  'uscc',
  'rfc',
  'national_id',
  'registration',
  'duns',
])

function otherNumberRow(party: Party, entity: Entity): Evidence | undefined {
  if (party.identifiers.some((ours) => entity.identifiers.some((theirs) => isSameNumber(ours, theirs))))
    return undefined
  for (const ours of party.identifiers) {
    if (!LIFELONG.has(ours.scheme) || ours.valid === false) continue
    const theirs = entity.identifiers.filter((other) => isOfOneSeries(ours, other))
    const [first] = theirs
    if (first === undefined) continue
    return fact(
      'identifier',
      ours.asPublished,
      first.asPublished,
      ours.scheme === 'registration' ? FACT_POINTS.registrationOther : FACT_POINTS.identifierOther,
      `another ${ours.scheme} number`,
    )
  }
  return undefined
}

/** Two numbers that could only be of one register: the same scheme, the same length, and no two issuers. */
function isOfOneSeries(a: Identifier, b: Identifier): boolean {
  if (a.scheme !== b.scheme || a.value.length !== b.value.length) return false
  return a.country === undefined || b.country === undefined || a.country === b.country
}

/** The same address and the same full birth date stand for a name that is missing or altered (ENGINE.md 1.3). */
function addressAndBirth(party: Party, entity: Entity): Facts['decisive'] {
  const days = party.birthDates.map(exactDay).filter((day) => day !== undefined)
  if (!entity.birthDates.some((date) => days.some((day) => day === exactDay(date)))) return undefined
  const shared = sharedAddress(party, entity)
  return shared === undefined
    ? undefined
    : { evidence: fact('address', shared[0], shared[1], 0, 'same address and same birth date'), score: 750 }
}
