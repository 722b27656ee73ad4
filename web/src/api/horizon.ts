import { call, post, withQuery } from './call.ts'

export interface ReadEvent {
  readonly id: string
  readonly type: string
  readonly date: string | null
  readonly effective_date: string | null
  readonly actor: string | null
  readonly target_organisations: readonly string[]
  readonly authority: readonly string[]
  readonly status_after: string | null
  readonly reason: string | null
  readonly requester: string | null
  readonly certainty: string
  readonly evidence: string
  readonly start: number
  readonly end: number
  readonly register_state?: string | null
  readonly organisations?: readonly string[]
  readonly confidence?: { readonly band: string; readonly sources: number; readonly origins: number }
}

export interface ReadStatement {
  readonly id: string
  readonly speaker: string | null
  readonly role: string | null
  readonly kind: string
  readonly quote: string
  readonly stance: string | null
  readonly start: number
  readonly end: number
}

export interface ReadReport {
  readonly id: string
  readonly published: string
  readonly language: string
  readonly events: readonly ReadEvent[]
  readonly statements: readonly ReadStatement[]
  readonly dropped?: readonly { readonly why: string; readonly start: number; readonly end: number }[]
}

export interface RadarRow {
  readonly organisation: string
  readonly name: string
  readonly state: string
  readonly since: string | null
  readonly by: string | null
  readonly requester: string | null
  readonly authorities: readonly string[]
  readonly sources: number
  readonly origins: number
  readonly oldest: { readonly date: string; readonly report: string }
  readonly newest: { readonly date: string; readonly report: string }
  readonly silentDays: number
  readonly nextStep: { readonly what: string; readonly date: string } | null
  readonly contradictions: readonly {
    readonly field: string
    readonly values: readonly { readonly value: string; readonly reports: readonly string[] }[]
    readonly kept: string
    readonly why: string
  }[]
  readonly events: readonly {
    readonly key: string
    readonly type: string
    readonly date: string | null
    readonly evidence: string
    readonly report: string
  }[]
}

export interface GivenReport {
  readonly id: string
  readonly text: string
  readonly published: string
}

export const readReports = (
  reports: readonly GivenReport[],
): Promise<{ readonly reports: readonly ReadReport[]; readonly radar: readonly RadarRow[]; readonly caveat: string }> =>
  post('/v1/reports', { reports })

export interface RegisteredRow {
  readonly organisation: string
  readonly name: string
  readonly isClass: boolean
  readonly authority: string
  readonly state: string
  readonly since: string | null
  readonly next: string | null
  readonly citation: string | null
  readonly verified: boolean
}

export const fetchRadar = (
  asOf: string,
  knownAt: string,
): Promise<{ readonly as_of: string; readonly registered: readonly RegisteredRow[] }> =>
  call(withQuery('/v1/radar', { as_of: asOf, known_at: knownAt }))
