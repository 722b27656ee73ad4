import { type Mrz, parseMrz } from '../law/mrz.ts'
import { type Referral, referTraveller, type TravellerHit } from '../law/travellers.ts'
import { bandOf } from '../match/match.ts'
import type { IsoDate } from '../model/brand.ts'
import type { Entity } from '../model/entity.ts'
import { CordonError } from '../model/errors.ts'
import { isA } from '../model/ftm.ts'
import { isoForm, mayCoincide } from '../model/partial-date.ts'
import type { Party } from '../model/party.ts'
import { findOrganisation } from '../register/find.ts'
import type { Answer, Engine, GivenParty, Hit, Outcome, ScreenOptions } from './engine.ts'
import type { Register } from './register.ts'
import { registerDesignations } from './register-designations.ts'

/** A traveller as an airline or a visa desk has one: a machine-readable zone, or a passport with its state. */
export interface GivenTraveller {
  readonly mrz?: string
  readonly passport?: string
  readonly nationality?: string
  readonly names?: readonly string[]
  readonly birthDate?: string
}

/** A screening answer with what to do with the traveller: refer, no hit, or could not tell; never refuse. */
export interface TravellerAnswer extends Answer {
  readonly referral: Omit<Referral, 'answer'> & { readonly answer: Referral['answer'] | 'undetermined' }
  /** Which check digits of the zone hold; a zone that was misread is still screened, and says so. */
  readonly document?: {
    readonly format: string
    readonly intact: boolean
    readonly failed: readonly string[]
    readonly name_may_be_cut: boolean
  }
}

/**
 * Screens a traveller and says why to refer them, if at all.
 *
 * @throws CordonError `usage.invalid` for a zone that cannot be read, or where there is nothing to ask.
 */
export function screenTraveller(
  engine: Engine,
  register: Register,
  traveller: GivenTraveller,
  options: ScreenOptions,
): TravellerAnswer {
  const asOf = options.asOf ?? (options.at.slice(0, 10) as IsoDate)
  const mrz = traveller.mrz === undefined ? undefined : readZone(traveller.mrz, asOf)
  const given = partyOf(traveller, mrz)
  const asked = engine.ask(given, options)
  if (!asked.ok) throw new CordonError('usage.invalid', `${asked.issue.code}: ${asked.issue.found}`)
  const { outcome, party } = asked.value
  const hits = outcome.kind === 'hits' ? outcome.hits : []
  const linked = linksOf(register, asOf, options.knownAt ?? asOf)
  const referral = referTraveller(
    hits.map((hit) => travellerHit(hit, party, linked)),
    options.language ?? 'en',
  )
  return {
    ...engine.screen(given, options),
    referral: { ...referral, answer: answerOf(referral, outcome) },
    ...(mrz === undefined ? {} : { document: documentOf(mrz) }),
  }
}

/** An engine that could not look says so: only a look that found nothing is `no_hit`. */
const answerOf = (referral: Referral, outcome: Outcome): Referral['answer'] | 'undetermined' =>
  referral.answer === 'no_hit' && outcome.kind === 'undetermined' ? 'undetermined' : referral.answer

function readZone(raw: string, asOf: IsoDate): Mrz {
  const parsed = parseMrz(raw, asOf)
  if (parsed.ok) return parsed.value
  const { code, found, remedy } = parsed.issue
  throw new CordonError('usage.invalid', `${code}: ${found}${remedy === undefined ? '' : `; ${remedy}`}`)
}

const documentOf = (mrz: Mrz) => ({
  format: mrz.format,
  intact: mrz.isIntact,
  failed: mrz.checks.filter(({ holds }) => !holds).map(({ field }) => field),
  name_may_be_cut: mrz.mayBeCut,
})

/** Codes of Doc 9303 that are no state: stateless persons, refugees, organisations, the unspecified. */
const NO_STATE = /^(X..|UNO|UNA|UNK|EUE)$/
/** Codes of Doc 9303 that differ from ISO 3166: Germany, and the classes of British nationality. */
const OWN_CODES: Readonly<Record<string, string>> = {
  D: 'DEU',
  GBD: 'GBR',
  GBN: 'GBR',
  GBO: 'GBR',
  GBP: 'GBR',
  GBS: 'GBR',
}

function partyOf(traveller: GivenTraveller, mrz: Mrz | undefined): GivenParty {
  const names = traveller.names ?? (mrz === undefined ? [] : [`${mrz.givenNames} ${mrz.familyNames}`.trim()])
  const birthDate = traveller.birthDate ?? (mrz?.birthDate === undefined ? undefined : isoForm(mrz.birthDate))
  const nationality = traveller.nationality ?? stateOf(mrz?.nationality)
  const passport = traveller.passport ?? mrz?.documentNumber
  const gender = mrz === undefined || mrz.sex === 'unspecified' ? undefined : mrz.sex
  const stated: Record<string, readonly string[]> = {
    ...(names.length === 0 ? {} : { name: names }),
    ...(mrz === undefined || traveller.names !== undefined
      ? {}
      : { firstName: [mrz.givenNames], lastName: [mrz.familyNames] }),
    ...(birthDate === undefined ? {} : { birthDate: [birthDate] }),
    ...(nationality === undefined ? {} : { nationality: [nationality] }),
    ...(passport === undefined || passport === '' ? {} : { passportNumber: [passport] }),
    ...(gender === undefined ? {} : { gender: [gender] }),
  }
  return { schema: 'Person', properties: stated }
}

function stateOf(code: string | undefined): string | undefined {
  if (code === undefined || code === '' || NO_STATE.test(code)) return undefined
  return OWN_CODES[code] ?? code
}

type Links = (hit: Hit) => TravellerHit['linkedTo']

/** Organisations of the register that the list links the person to, by the entry's number or by name without doubt. */
function linksOf(register: Register, asOf: IsoDate, knownAt: IsoDate): Links {
  const designations = registerDesignations(register)
  return ({ entity }) =>
    entity.relations.flatMap(({ target, targetName }) => {
      const name = targetName ?? target ?? ''
      const byNumber = target === undefined ? [] : designations(target, asOf, knownAt)
      if (byNumber.length > 0) return [{ name, designations: byNumber }]
      const found = findOrganisation(register.organisations, name, asOf)
      return found.ok
        ? [{ name, designations: designations(`cordon-${found.value.organisation.id}`, asOf, knownAt) }]
        : []
    })
}

function travellerHit(hit: Hit, party: Party, links: Links): TravellerHit {
  const facts = factsOf(party, hit.entity)
  const told = (comparison: Comparison): readonly string[] =>
    Object.entries(facts).flatMap(([fact, each]) => (each === comparison ? [fact] : []))
  return {
    entityId: hit.entity.id,
    name: hit.entity.names[0].text,
    isPerson: isA(hit.entity.schema, 'Person'),
    band: bandOf(hit.match.score),
    designations: hit.designations,
    linkedTo: links(hit),
    agreeing: told('agrees'),
    differing: told('differs'),
    missing: told('missing'),
  }
}

type Comparison = 'agrees' | 'differs' | 'missing'

/** Facts beside the name that an identification rests on, compared outright whatever the score made of them. */
function factsOf(party: Party, entity: Entity): Readonly<Record<string, Comparison>> {
  return {
    'birth date': compare(party.birthDates, entity.birthDates, mayCoincide),
    nationality: compare(
      codesOf(party.countries),
      codesOf(entity.countries.filter(({ role }) => role === 'nationality' || role === 'citizenship')),
      (a, b) => a === b,
    ),
    document: compare(
      party.identifiers.map(({ value }) => value),
      entity.identifiers
        .filter(({ scheme }) => scheme === 'passport' || scheme === 'national_id')
        .map(({ value }) => value),
      (a, b) => a === b,
    ),
    gender: compare(party.genders, entity.genders, (a, b) => a === b),
  }
}

const codesOf = (claims: Party['countries']): readonly string[] => claims.flatMap(({ code }) => code ?? [])

function compare<T>(given: readonly T[], listed: readonly T[], isSame: (a: T, b: T) => boolean): Comparison {
  if (given.length === 0 || listed.length === 0) return 'missing'
  return given.some((one) => listed.some((other) => isSame(one, other))) ? 'agrees' : 'differs'
}
