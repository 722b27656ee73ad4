import type { Authority } from '../model/authority.ts'
import { hasLegalEffect } from '../model/authority.ts'
import type { Designation } from '../model/designation.ts'
import type { Language } from './question.ts'

/** One hit of a screening of a traveller, as the referral needs it. */
export interface TravellerHit {
  readonly entityId: string
  readonly name: string
  readonly isPerson: boolean
  readonly band: 'strong' | 'probable' | 'weak'
  /** Where each authority stands on the entity itself. */
  readonly designations: readonly Designation[]
  /** Organisations that the list links the person to, with where each authority stands on them. */
  readonly linkedTo: readonly { readonly name: string; readonly designations: readonly Designation[] }[]
  /** Facts beside the name that agree: birth date, document, nationality, gender. */
  readonly agreeing: readonly string[]
  readonly differing: readonly string[]
  /** Facts that were not there to compare. */
  readonly missing: readonly string[]
}

/** Why a traveller is put before an officer: never a decision, which is the government's. */
export interface ReferralReason {
  readonly entity_id: string
  readonly name: string
  readonly ground: string
  readonly citation: string
  readonly text: string
  readonly authority: Authority | null
  readonly agreeing: readonly string[]
  readonly differing: readonly string[]
  readonly missing: readonly string[]
  readonly verified: boolean
  readonly needs_counsel: true
}

/** There are two answers, and neither is a refusal. */
export interface Referral {
  readonly answer: 'refer' | 'no_hit'
  readonly reasons: readonly ReferralReason[]
  readonly notice: string
}

export const REFERRAL_NOTICE: Readonly<Record<Language, string>> = {
  en: 'A referral gives reasons to look; it decides nothing about the traveller. A namesake is the likeliest explanation until an identifier agrees.',
  es: 'Una remisión da razones para mirar; no decide nada sobre el viajero. Un homónimo es lo más probable hasta que coincida un identificador.',
}

interface Ground {
  readonly authorities: readonly Authority[]
  readonly via: 'self' | 'linked'
  readonly ground: string
  readonly citation: string
  readonly verified: boolean
  readonly text: Readonly<Record<Language, string>>
}

/** Grounds by authority. Membership and support are findings of fact for an officer: a listing is a reason to ask. */
const GROUNDS: readonly Ground[] = [
  {
    authorities: ['FTO'],
    via: 'linked',
    ground: 'INA 212(a)(3)(B)(i)(V)',
    citation: '8 USC 1182(a)(3)(B)(i)(V), (vi)(I)',
    verified: true,
    text: {
      en: 'linked by the list to an organisation that is a foreign terrorist organisation on this day: membership or representation would be a ground',
      es: 'vinculado por la lista a una organización que ese día es FTO: la pertenencia o representación sería una causal',
    },
  },
  {
    authorities: ['SDGT'],
    via: 'self',
    ground: 'INA 212(a)(3)(B)(iv)(VI)',
    citation: '8 USC 1182(a)(3)(B)(iv)(VI); E.O. 13224',
    verified: true,
    text: {
      en: 'named under E.O. 13224: no ground by itself, but a reason to ask about material support, and entry may be suspended',
      es: 'nombrado bajo la E.O. 13224: no es causal por sí misma, pero es razón para preguntar por apoyo material, y la entrada puede estar suspendida',
    },
  },
  {
    authorities: ['SDNTK', 'SDNT', 'EO14059', 'TCO'],
    via: 'self',
    ground: 'INA 212(a)(2)(C)',
    citation: '8 USC 1182(a)(2)(C)',
    verified: true,
    text: {
      en: 'named under a narcotics or organised-crime programme: the trafficker ground needs a reason to believe',
      es: 'nombrado bajo un programa de narcóticos o crimen organizado: la causal de traficante exige una razón para creer',
    },
  },
  {
    authorities: ['UN', 'EU', 'UK', 'CA', 'AU', 'CH', 'MX'],
    via: 'self',
    ground: 'foreign or UN listing',
    citation: '8 USC 1182(a)(3)(B)(vi)(III)',
    verified: false,
    text: {
      en: 'listed by another authority: outside United States law the travel measure of that list decides',
      es: 'listado por otra autoridad: fuera de la ley de EE. UU. decide la medida de viaje de esa lista',
    },
  },
]

const LISTED: Readonly<Record<Language, string>> = {
  en: 'like an entry of a list without a travel ground that Cordon knows: an officer should look',
  es: 'parecido a una entrada de una lista sin causal de viaje conocida por Cordon: un funcionario debe mirar',
}

/** Turns the hits of a screening into a referral. A weak hit without any agreeing feature is no reason by itself. */
export function referTraveller(hits: readonly TravellerHit[], language: Language): Referral {
  const told = hits.filter(({ band, agreeing }) => band !== 'weak' || agreeing.length > 0)
  const reasons = told.flatMap((hit) => reasonsFor(hit, language))
  return { answer: reasons.length === 0 ? 'no_hit' : 'refer', reasons, notice: REFERRAL_NOTICE[language] }
}

function reasonsFor(hit: TravellerHit, language: Language): readonly ReferralReason[] {
  const base = {
    entity_id: hit.entityId,
    name: hit.name,
    agreeing: hit.agreeing,
    differing: hit.differing,
    missing: hit.missing,
    needs_counsel: true as const,
  }
  const found = GROUNDS.flatMap((ground) => {
    const standing =
      ground.via === 'self' ? inForce(hit.designations) : hit.linkedTo.flatMap((link) => inForce(link.designations))
    const authority = standing.find((each) => ground.authorities.includes(each))
    if (authority === undefined) return []
    const { citation, verified } = ground
    return [{ ...base, ground: ground.ground, citation, text: ground.text[language], authority, verified }]
  })
  if (found.length > 0) return found
  return [
    {
      ...base,
      ground: 'listing',
      citation: '8 USC 1182(a)(3)(B)',
      text: LISTED[language],
      authority: null,
      verified: false,
    },
  ]
}

const inForce = (designations: readonly Designation[]): readonly Authority[] =>
  designations.filter(({ state }) => hasLegalEffect(state)).map(({ authority }) => authority)
