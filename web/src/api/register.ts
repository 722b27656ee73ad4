import { call, segment, withQuery } from './call.ts'

export interface RegisterEvent {
  readonly id: string
  readonly authority: string
  readonly type: string
  readonly on: string
  readonly known_at?: string
  readonly citation: string | null
  readonly note: string
  readonly verified: boolean
  readonly by?: string
  readonly requester?: string
}

export interface RegisterStatus {
  readonly state: string
  readonly since: string | null
  readonly since_at_latest?: string | null
  readonly until: string | null
  readonly citation: string | null
  readonly verified: boolean
  readonly legal_effect: boolean | null
  readonly note?: string
}

export interface OrganisationAnswer {
  readonly organisation: string
  readonly id: string
  readonly kind?: string
  readonly region?: string
  readonly class?: boolean
  readonly as_of: string
  readonly known_at: string
  readonly known_until?: string
  readonly statuses: Readonly<Record<string, RegisterStatus>>
  readonly events: readonly RegisterEvent[]
  readonly aliases?: readonly { readonly text: string; readonly quality: string }[]
  readonly members?: readonly { readonly id: string; readonly organisation?: string; readonly name?: string }[]
  readonly classes?: readonly {
    readonly id: string
    readonly organisation: string
    readonly authority: string
    readonly status: RegisterStatus
  }[]
  readonly next?: readonly {
    readonly authority: string
    readonly code: string
    readonly on: string
    readonly text: string
    readonly arithmetic?: string
    readonly citation: string | null
    readonly overdue?: boolean
  }[]
  readonly sources?: readonly { readonly publisher: string; readonly document: string; readonly url?: string }[]
  readonly note?: string
}

export const fetchOrganisation = (
  id: string,
  asOf: string,
  knownAt: string,
  language: string,
): Promise<OrganisationAnswer> =>
  call(withQuery(`/v1/register/${segment(id)}`, { as_of: asOf, known_at: knownAt, language }))

export interface RegisterRow {
  readonly id: string
  readonly organisation: string
  readonly authority: string
  readonly state: string
  readonly since: string | null
  readonly since_at_latest?: string | null
  readonly citation?: string | null
  readonly verified: boolean
}

export const fetchRegister = (asOf: string, knownAt: string): Promise<{ readonly rows: readonly RegisterRow[] }> =>
  call(withQuery('/v1/register', { as_of: asOf, known_at: knownAt }))
