/** What the page knows of the server: the shapes of its answers, as /openapi.json states them, and nothing else of ours. */

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

export interface FtmEntity {
  readonly id: string
  readonly caption: string
  readonly schema: string
  readonly properties: Readonly<Record<string, readonly string[]>>
  readonly datasets: readonly string[]
}

export interface Hit {
  readonly entity: FtmEntity
  readonly score: number
  readonly band: string
  readonly matched: {
    readonly party: string
    readonly entity: string
    readonly alias_quality: 'primary' | 'strong' | 'weak'
  }
  readonly parts: { readonly name: number; readonly corroboration: number; readonly contradiction: number }
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
  readonly query: {
    readonly schema: string
    readonly schema_guessed?: boolean
    readonly properties: Readonly<Record<string, readonly string[]>>
  }
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
}

export const EMPTY_QUESTION: Question = { name: '', birthDate: '', country: '', schema: '' }

export class ApiError extends Error {
  readonly status: number

  constructor(status: number, detail: string) {
    super(detail)
    this.status = status
  }
}

async function call<T>(path: string, init: RequestInit = {}): Promise<T> {
  const response = await fetch(path, {
    ...init,
    credentials: 'same-origin',
    headers: { accept: 'application/json', ...init.headers },
  })
  const body: unknown = await response.json().catch(() => undefined)
  if (!response.ok) throw new ApiError(response.status, detailOf(body) ?? response.statusText)
  return body as T
}

function detailOf(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null) return undefined
  if ('detail' in body && typeof body.detail === 'string') return body.detail
  return 'title' in body && typeof body.title === 'string' ? body.title : undefined
}

const post = <T>(path: string, body: unknown): Promise<T> =>
  call<T>(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

const IDENTIFIER = /^(?=.*\d)[A-Z0-9][A-Z0-9 .\-/]{5,}$/i

/** A text with digits and no more than one word is asked as a number as well as a name. */
function partyOf(question: Question): unknown {
  const name = question.name.trim()
  const isNumber = IDENTIFIER.test(name) && !/\s\p{L}{3,}/u.test(name)
  const properties: Record<string, readonly string[]> = isNumber ? { name: [name], idNumber: [name] } : { name: [name] }
  if (question.birthDate !== '') properties['birthDate'] = [question.birthDate]
  if (question.country !== '') properties['country'] = [question.country]
  return question.schema === '' ? { properties } : { schema: question.schema, properties }
}

export const screenParty = (question: Question): Promise<Answer> => post('/v1/screen', partyOf(question))

export interface Lists {
  readonly lists: readonly ListFacts[]
  readonly register: { readonly known_until: string }
}

export const fetchLists = (): Promise<Lists> => call('/v1/lists')

export interface RegisterEvent {
  readonly authority: string
  readonly type: string
  readonly date: string
  readonly citation: string | null
  readonly note: string
  readonly verified: boolean
}

export interface OrganisationAnswer {
  readonly organisation: string
  readonly id: string
  readonly as_of: string
  readonly known_at: string
  readonly statuses: Readonly<Record<string, RegisterStatus>>
  readonly events: readonly RegisterEvent[]
}

export interface RegisterStatus {
  readonly state: string
  readonly since: string | null
  readonly since_at_latest?: string | null
  readonly until: string | null
  readonly citation: string | null
  readonly verified: boolean
  readonly legal_effect: boolean | null
}

const withTime = (path: string, asOf: string, knownAt: string): string => {
  const query = new URLSearchParams()
  if (asOf !== '') query.set('as_of', asOf)
  if (knownAt !== '') query.set('known_at', knownAt)
  return query.size === 0 ? path : `${path}?${query}`
}

export const fetchOrganisation = (id: string, asOf: string, knownAt: string): Promise<OrganisationAnswer> =>
  call(withTime(`/v1/register/${encodeURIComponent(id)}`, asOf, knownAt))

export interface RegisterRow {
  readonly id: string
  readonly organisation: string
  readonly authority: string
  readonly state: string
  readonly since: string | null
  readonly since_at_latest?: string | null
  readonly verified: boolean
}

export const fetchRegister = (asOf: string, knownAt: string): Promise<{ readonly rows: readonly RegisterRow[] }> =>
  call(withTime('/v1/register', asOf, knownAt))

export interface CaughtParty {
  readonly id: string
  readonly name?: string
}

export interface WhatIf {
  readonly newly: {
    readonly matched: readonly CaughtParty[]
    readonly owned: readonly CaughtParty[]
    readonly linked: readonly CaughtParty[]
  }
  readonly unchanged: readonly { readonly id: string; readonly because: string }[]
  readonly amounts: readonly {
    readonly currency: string
    readonly country: string | null
    readonly region: string | null
    readonly sector: string | null
    readonly role: string | null
    readonly sum: number
  }[]
}

export const runWhatIf = (form: {
  readonly organisation: string
  readonly authority: string
  readonly effective: string
  readonly asOf: string
}): Promise<WhatIf> =>
  post('/v1/scenarios', {
    designate: [form.organisation],
    authorities: form.authority.split(',').map((code) => code.trim()),
    effective: form.effective,
    as_of: form.asOf,
  })

export interface ReadEvent {
  readonly type: string
  readonly date: string | null
  readonly evidence: string
  readonly targets?: readonly string[]
  readonly band?: string
}

export const readReport = (
  text: string,
  published: string,
): Promise<{
  readonly events: readonly ReadEvent[]
  readonly statements: readonly { readonly speaker: string | null; readonly quote: string }[]
}> => post('/v1/reports', { text, published })
