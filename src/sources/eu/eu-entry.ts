import type { IsoDate } from '../../model/brand.ts'
import type { Name } from '../../model/entity.ts'
import type { IdentifierScheme } from '../../model/identifier.ts'
import { readIdentifier } from '../../model/identifiers/read-identifier.ts'
import {
  isoDay,
  type PartialDate,
  parseIsoDate,
  spanning,
  wholeDay,
  wholeMonth,
  wholeYear,
} from '../../model/partial-date.ts'
import { cleanText, joined } from '../mapping/clean-text.ts'
import type { EntityDraft } from '../mapping/entity-draft.ts'
import type { ListTally } from '../mapping/list-tally.ts'
import { readLooseDate } from '../mapping/loose-date.ts'
import { refineScheme } from '../mapping/refine-scheme.ts'
import { scripted } from '../mapping/script-of.ts'

/** Reads one field of an EU record by its XML attribute name; empty where it is absent. Both EU formats are read through this. */
export type EuField = (name: string) => string

/** Kinds of the EU's identification documents. Source: `identificationTypeCode` of the FSF schema. */
const DOCUMENTS: Readonly<Record<string, IdentifierScheme>> = {
  passport: 'passport',
  diplpassport: 'passport',
  travel: 'passport',
  laissezpasser: 'passport',
  id: 'national_id',
  residentperm: 'national_id',
  electid: 'national_id',
  birthcert: 'other',
  ssn: 'ssn',
  fiscalcode: 'tax_id',
  tradelic: 'other',
  regnumber: 'registration',
  imo: 'imo',
  swiftbic: 'bic',
  other: 'other',
}

/** A name; an EU entry has no primary mark, so the caller says which one leads. Returns whether the name is marked weak. */
export function euName(field: EuField): Omit<Name, 'quality'> & { readonly isWeak: boolean } {
  const given = cleanText(field('firstName'))
  const middle = cleanText(field('middleName'))
  const family = cleanText(field('lastName'))
  const text = cleanText(field('wholeName')) || joined([given, middle, family], ' ')
  const language = field('nameLanguage').toLowerCase()
  return {
    text,
    kind: 'alias',
    ...(given === '' && family === ''
      ? {}
      : {
          parts: {
            ...(given === '' ? {} : { given }),
            ...(middle === '' ? {} : { middle }),
            ...(family === '' ? {} : { family }),
          },
        }),
    ...(language === '' ? {} : { language }),
    ...scripted(text),
    isWeak: field('strong').toLowerCase() === 'false',
  }
}

/** What an EU name says of its bearer beside the name. */
export function readNameFacts(draft: EntityDraft, field: EuField): void {
  const gender = field('gender').toUpperCase()
  if (gender === 'M') draft.addGender('male')
  else if (gender === 'F') draft.addGender('female')
  draft.addTitle(field('function'))
  draft.addExtra('title', field('title'))
}

export function readEuBirth(draft: EntityDraft, field: EuField, tally: ListTally): void {
  const date = euBirthDate(field)
  const isGregorian = /^(gregorian)?$/i.test(field('calendarType'))
  if (date !== undefined && isGregorian) {
    draft.addBirthDate(field('circa').toLowerCase() === 'true' ? { ...date, approximate: true } : date)
  } else if (date !== undefined) draft.addNote(`Date of birth ${date.asPublished} (${field('calendarType')} calendar)`)
  const country = euCountry(field)
  const place = joined([known(field('place')), known(field('city')), known(field('region')), country], ', ')
  if (place === '') return
  draft.addPlace({
    kind: 'birth',
    asPublished: place,
    ...(country === '' ? {} : { country: tally.countries.claim('birth', country) }),
  })
}

function euBirthDate(field: EuField): PartialDate | undefined {
  const whole = field('birthdate')
  if (whole !== '') return readLooseDate(whole)
  const [day, month, year] = ['dayOfMonth', 'monthOfYear', 'year'].map((name) => Number(field(name)))
  if (year !== undefined && year > 0) return ofParts(year, month ?? 0, day ?? 0)
  const [from, to] = [field('yearRangeFrom'), field('yearRangeTo')]
  const first = wholeYear(Number(from), '')
  const last = wholeYear(Number(to || from), '')
  return first === undefined || last === undefined ? undefined : spanning(first, last, joined([from, to], ' to '))
}

function ofParts(year: number, month: number, day: number): PartialDate | undefined {
  if (month < 1) return wholeYear(year, String(year))
  const exact = day < 1 ? undefined : isoDay(year, month, day)
  const text = `${year}-${String(month).padStart(2, '0')}`
  return exact === undefined ? wholeMonth(year, month, text) : wholeDay(exact)
}

/** `00` and `UNKNOWN` name no country, `-` no city. */
function euCountry(field: EuField): string {
  const description = field('countryDescription')
  return field('countryIso2Code') === '00' || description === 'UNKNOWN' ? '' : description || field('countryIso2Code')
}

const known = (text: string): string => (text === '-' ? '' : text)

export function readEuAddress(draft: EntityDraft, field: EuField, tally: ListTally): void {
  const box = field('poBox')
  tally.address(
    draft,
    tally.addressOf({
      street: joined([known(field('street')), box === '' ? '' : `PO Box ${box}`], ', '),
      city: joined([known(field('city')), known(field('place'))], ', '),
      region: known(field('region')),
      postalCode: field('zipCode'),
      country: euCountry(field),
    }),
  )
}

export function readEuContact(draft: EntityDraft, key: string, value: string): void {
  const scheme = { PHONE: 'phone', FAX: 'phone', EMAIL: 'email', WEB: 'website' }[key.toUpperCase()]
  for (const one of value.split(/;\s*/).filter((text) => text !== '')) {
    if (scheme === 'phone' || scheme === 'email' || scheme === 'website') {
      draft.addIdentifier(readIdentifier(scheme, one, { kind: key }))
    } else draft.addNote(`${key}: ${one}`)
  }
}

export function readEuCitizenship(draft: EntityDraft, field: EuField, tally: ListTally): void {
  const country = euCountry(field)
  if (country !== '') draft.addCountry(tally.countries.claim('citizenship', country))
}

export function readEuDocument(draft: EntityDraft, field: EuField, tally: ListTally): void {
  const number = field('number') || field('latinNumber')
  if (number === '') return
  const type = field('identificationTypeCode').toLowerCase()
  const kind = field('identificationTypeDescription') || type
  const country = tally.countries.code(euCountry(field) || '?')
  const issued = readLooseDate(field('issueDate'))
  const expires = readLooseDate(field('validTo'))
  draft.addIdentifier({
    ...readIdentifier(refineScheme(DOCUMENTS[type] ?? 'other', country, number), number, {
      kind,
      ...(country === undefined ? {} : { country }),
    }),
    ...(issued === undefined ? {} : { issued }),
    ...(expires === undefined ? {} : { expires }),
  })
  for (const [name, words] of DOCUMENT_MARKS) {
    if (field(name).toLowerCase() === 'true') draft.addNote(`${kind} ${number} is ${words}`)
  }
}

const DOCUMENT_MARKS = [
  ['knownExpired', 'known to be expired'],
  ['knownFalse', 'known to be false'],
  ['reportedLost', 'reported lost'],
  ['revokedByIssuer', 'revoked by its issuer'],
] as const

export interface EuRegulation {
  readonly programme: string
  readonly numberTitle: string
  readonly publicationDate: string
}

/** What the entry is under. The designation's day is the list's own where it gives one, otherwise by the oldest act it shows. */
export function readEuDesignation(
  draft: EntityDraft,
  designationDate: string,
  regulations: readonly EuRegulation[],
  otherActs: readonly string[],
): void {
  const since = isoOf(designationDate)
  const acts = [...regulations.map((one) => one.publicationDate), ...otherActs].map(isoOf)
  const oldest = acts.filter((day): day is IsoDate => day !== undefined).sort()[0]
  for (const { programme } of regulations) {
    draft.addProgramme(programme)
    if (TERROR_PROGRAMMES.includes(programme)) draft.addTopic('crime.terror')
  }
  draft.addTopic('sanction')
  const last = regulations.at(-1)
  draft.addDesignation({
    authority: 'EU',
    state: 'designated',
    since: since ?? null,
    ...(since === undefined && oldest !== undefined ? { sinceAtLatest: oldest } : {}),
    until: null,
    citation:
      last === undefined || last.numberTitle === '' ? 'EU financial sanctions files' : `Regulation ${last.numberTitle}`,
    verified: true,
  })
  if (since !== undefined) draft.listed = { on: since }
}

/** TERR is Common Position 2001/931, TAQA the Al-Qaida and ISIL list. */
const TERROR_PROGRAMMES = ['TERR', 'TAQA']

function isoOf(raw: string): IsoDate | undefined {
  const day = parseIsoDate(raw.slice(0, 10))
  return day.ok ? day.value : undefined
}

/** Ids under which other lists name the entry. */
export function readEuReferences(draft: EntityDraft, reference: string, unReference: string): void {
  if (reference !== '') {
    draft.addReferent(`eu-${reference}`)
    draft.addIdentifier(readIdentifier('other', reference, { kind: 'EU reference' }))
  }
  if (unReference !== '') draft.addIdentifier(readIdentifier('other', unReference, { kind: 'UN reference' }))
}

/** `P` and `E`, or `person` and `enterprise`: the two columns change places between files. */
export function euSchema(...codes: readonly string[]): string | undefined {
  for (const code of codes.map((one) => one.toLowerCase())) {
    if (code === 'p' || code === 'person') return 'Person'
    if (code === 'e' || code === 'enterprise') return 'Organization'
  }
  return undefined
}

/** Gives the leading name to the first strong one, or to the first. */
export function addEuNames(draft: EntityDraft, names: readonly ReturnType<typeof euName>[], tally: ListTally): void {
  const lead = names.find(({ isWeak, text }) => !isWeak && text !== '') ?? names.find(({ text }) => text !== '')
  for (const name of names) {
    const { isWeak, ...plain } = name
    if (name === lead) draft.addName({ ...plain, kind: 'name', quality: 'primary' })
    else tally.alias(draft, { ...plain, quality: isWeak ? 'weak' : 'strong' })
  }
}
