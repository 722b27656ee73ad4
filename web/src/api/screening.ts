import { call, post, segment, withQuery } from './call.ts'

export interface Designation {
  readonly authority: string
  readonly state: string
  readonly since: string | null
  readonly since_at_latest?: string
  readonly until?: string
  readonly citation: string | null
  readonly verified: boolean
}

export interface Row {
  readonly feature: string
  readonly party: string | null
  readonly entity: string | null
  readonly points: number
  readonly note: string
}

export type Properties = Readonly<Record<string, readonly string[]>>

export interface FtmEntity {
  readonly id: string
  readonly caption: string
  readonly schema: string
  readonly properties: Properties
  readonly datasets: readonly string[]
}

export interface Hit {
  readonly entity: FtmEntity
  readonly score: number
  readonly band: string
  readonly matched: { readonly party: string; readonly entity: string; readonly alias_quality: string }
  readonly evidence: readonly Row[]
  readonly designations: readonly Designation[]
  readonly why?: string
}

export interface ListFacts {
  readonly id: string
  readonly version: string
  readonly published: string | null
  readonly entities: number
  readonly stale: boolean
  readonly partial?: boolean
}

export interface Answer {
  readonly status: 'clear' | 'hits' | 'undetermined'
  readonly missing?: readonly string[]
  readonly query: { readonly schema: string; readonly schema_guessed?: boolean; readonly properties: Properties }
  readonly screened_at: string
  readonly as_of: string
  readonly engine: string
  readonly matcher: string
  readonly policy: string
  readonly threshold: number
  readonly lists: readonly ListFacts[]
  readonly register: { readonly known_until: string }
  readonly hits: readonly Hit[]
  readonly total: number
  readonly below: readonly Hit[]
  readonly warnings?: readonly { readonly code: string; readonly found: string; readonly where?: string }[]
  readonly caveat: string
}

/** What is asked about a party, as it stands in the address of the page. */
export interface Question {
  readonly name: string
  readonly birthDate: string
  readonly country: string
  readonly schema: string
  readonly number: string
  readonly address: string
  readonly asOf: string
}

export const EMPTY_QUESTION: Question = {
  name: '',
  birthDate: '',
  country: '',
  schema: '',
  number: '',
  address: '',
  asOf: '',
}

export interface Party {
  readonly id?: string
  readonly schema?: string
  readonly properties: Properties
}

const NUMBER = /^(?=.*\d)[A-Z0-9][A-Z0-9 .\-/]{5,}$/i

/** A text with digits and no more than one word is asked as a number as well as a name. */
export function partyOf(question: Question): Party {
  const name = question.name.trim()
  const isNumber = NUMBER.test(name) && !/\s\p{L}{3,}/u.test(name)
  const numbers = [...(isNumber ? [name] : []), ...(question.number === '' ? [] : [question.number])]
  const properties = {
    name: [name],
    ...(numbers.length === 0 ? {} : { idNumber: numbers }),
    ...(question.birthDate === '' ? {} : { birthDate: [question.birthDate] }),
    ...(question.country === '' ? {} : { country: [question.country] }),
    ...(question.address === '' ? {} : { address: [question.address] }),
  }
  return question.schema === '' ? { properties } : { schema: question.schema, properties }
}

export const screenParty = (question: Question, language: string, signal?: AbortSignal): Promise<Answer> =>
  post(
    '/v1/screen',
    {
      ...partyOf(question),
      options: { language, ...(question.asOf === '' ? {} : { as_of: question.asOf }) },
    },
    signal === undefined ? {} : { signal },
  )

export const screenMany = (parties: readonly Party[], signal: AbortSignal): Promise<{ answers: readonly Answer[] }> =>
  post('/v1/screenings', { parties }, { signal })

export interface Explained {
  readonly entity: FtmEntity
  readonly list: string
  readonly score: number | null
  readonly threshold: number
  readonly is_hit: boolean
  readonly why: string | null
  readonly evidence: readonly Row[]
}

export const explain = (question: Question, entity: string): Promise<Explained> =>
  post('/v1/explain', { party: partyOf(question), entity })

export const fetchEntity = (
  id: string,
): Promise<{ entity: FtmEntity; list: string; designations: readonly Designation[] }> =>
  call(`/v1/entities/${segment(id)}`)

export const ASKERS = [
  'us_bank',
  'foreign_bank',
  'us_trader',
  'foreign_company',
  'carrier_or_visa',
  'ngo',
  'insurer',
  'tourism',
  'us_crypto',
] as const
export type Asker = (typeof ASKERS)[number]

export interface Consequence {
  readonly code: string
  readonly effect: string
  readonly text: string
  readonly citation: string | null
  readonly clock: string | null
  readonly due: string | null
  readonly verified: boolean
  readonly needs_counsel?: boolean
  readonly authority: string
  readonly nexus?: string | null
  readonly as_of: string
}

export interface LawAnswer {
  readonly authorities: readonly string[]
  readonly relation: string
  readonly as_of: string
  readonly consequences: readonly Consequence[]
  readonly licences?: readonly { readonly text?: string; readonly citation?: string | null }[]
  readonly undetermined?: boolean
  readonly notice?: string
}

export interface LawAsk {
  readonly asker: Asker
  readonly authorities: readonly string[]
  readonly relation: string
  readonly asOf: string
  readonly language: string
}

export const askLaw = ({ asker, authorities, relation, asOf, language }: LawAsk): Promise<LawAnswer> =>
  call(withQuery('/v1/law', { asker, authority: authorities.join(','), relation, as_of: asOf, language }))
