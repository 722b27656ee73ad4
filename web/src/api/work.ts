import { call, type Page, segment, send, withQuery } from './call.ts'
import type { Hit, Properties } from './screening.ts'

export interface Alert {
  readonly id: string
  readonly party: string
  readonly entity: string
  readonly case: string
  readonly state: string
  readonly band: string
  readonly score: number
  readonly strong_identifier: boolean
  readonly threshold?: number | null
  readonly lists: readonly string[]
  readonly hit: Hit
  readonly changed: Readonly<Record<string, unknown>>
  readonly raised_at: string
  readonly due_on: string
  readonly due_rule: string
  readonly closed_at: string | null
  readonly assignee: string | null
  readonly snoozed_until: string | null
  readonly tags: readonly string[]
  readonly revision: number
}

export interface Disposition {
  readonly id: string
  readonly alert: string
  readonly outcome: string
  readonly reasons: readonly string[]
  readonly text: string
  readonly evidence: readonly string[]
  readonly state: string
  readonly maker: string
  readonly made_at: string
  readonly needs_check: string | null
  readonly checker: string | null
  readonly checked_at: string | null
  readonly check_text: string | null
  readonly flagged: boolean
}

export interface BookParty {
  readonly id: string
  readonly book: string
  readonly ref: string
  readonly version: number
  readonly given: { readonly schema?: string; readonly properties: Properties }
  readonly active: boolean
  readonly changed_at: string
}

export interface Task {
  readonly id: string
  readonly case: string
  readonly kind: string
  readonly text: string
  readonly citation: string | null
  readonly due_on: string
  readonly state: string
}

export interface CaseView {
  readonly case: {
    readonly id: string
    readonly party: string
    readonly state: string
    readonly opened_at: string
    readonly closed_at: string | null
    readonly assignee: string | null
    readonly tags: readonly string[]
    readonly legal_hold: string | null
    readonly property_blocked: boolean
    readonly kept_until: string | null
    readonly revision: number
  }
  readonly party: BookParty | null
  readonly alerts: readonly Alert[]
  readonly dispositions: readonly Disposition[]
  readonly tasks: readonly Task[]
  readonly notes: readonly {
    readonly id: string
    readonly author: string
    readonly at: string
    readonly text: string
  }[]
  readonly suppressions: readonly Suppression[]
  readonly files: readonly {
    readonly id: string
    readonly name: string
    readonly bytes: number
    readonly sha256: string
    readonly author: string
    readonly at: string
  }[]
}

export interface Suppression {
  readonly id: string
  readonly party: string
  readonly entity: string
  readonly state: string
  readonly reason: string
  readonly text: string
  readonly evidence: readonly string[]
  readonly expires_on: string
  readonly maker: string
  readonly made_at: string
  readonly checker: string | null
  readonly checked_at: string | null
  readonly ended_because: string | null
}

export interface Proposal {
  readonly id: string
  readonly kind: string
  readonly subject: string
  readonly payload: Readonly<Record<string, unknown>>
  readonly reason: string
  readonly state: string
  readonly maker: string
  readonly made_at: string
  readonly checker: string | null
}

export interface Held {
  readonly id: string
  readonly kind: string
  readonly subject: string
  readonly why: string
  readonly detail: Readonly<Record<string, unknown>>
  readonly state: string
  readonly held_at: string
  readonly ended_at: string | null
  readonly ended_by: string | null
  readonly reason: string | null
}

const once = (): { once: string } => ({ once: crypto.randomUUID() })

export const fetchAlerts = (query: {
  state?: string
  party?: string
  entity?: string
  cursor?: string
  limit?: number
}): Promise<Page<Alert>> => call(withQuery('/v1/alerts', query))
export const fetchAlert = (id: string): Promise<{ alert: Alert; decisions: readonly Disposition[] }> =>
  call(`/v1/alerts/${segment(id)}`)
export const noteEvidence = (id: string): Promise<unknown> => send('POST', `/v1/alerts/${segment(id)}/evidence-views`)
export const workAlert = (id: string, work: object): Promise<Alert> =>
  send('PATCH', `/v1/alerts/${segment(id)}`, work, once())

export interface Judgement {
  readonly outcome: string
  readonly reasons: readonly string[]
  readonly text: string
  readonly evidence: readonly string[]
  readonly revision?: number
}

export const decideAlert = (id: string, judgement: Judgement, keepalive = false): Promise<unknown> =>
  send('POST', `/v1/alerts/${segment(id)}/decisions`, judgement, { ...once(), keepalive })
export const reopenAlert = (id: string, because: string): Promise<Alert> =>
  send('POST', `/v1/alerts/${segment(id)}/reopen`, { because }, once())
export const fetchAwaiting = (): Promise<Page<Disposition>> => call('/v1/decisions?limit=100')
export const checkDecision = (id: string, confirm: boolean, text: string): Promise<unknown> =>
  send('POST', `/v1/decisions/${segment(id)}/check`, { confirm, text }, once())
export const fetchParty = (id: string): Promise<{ party: BookParty }> => call(`/v1/parties/${segment(id)}`)
export const fetchCase = (id: string): Promise<CaseView> => call(`/v1/cases/${segment(id)}`)
export const addNote = (id: string, text: string): Promise<unknown> =>
  send('POST', `/v1/cases/${segment(id)}/notes`, { text }, once())
export const closeCase = (id: string): Promise<unknown> =>
  send('POST', `/v1/cases/${segment(id)}/close`, undefined, once())
export const settleTask = (id: string, step: 'complete' | 'cancel'): Promise<unknown> =>
  send('POST', `/v1/tasks/${segment(id)}/settle`, { step }, once())
export const attachFile = (
  id: string,
  file: { readonly name: string; readonly media_type: string; readonly content: string },
): Promise<unknown> => send('POST', `/v1/cases/${segment(id)}/files`, file, once())
export const fetchHeld = (): Promise<Page<Held>> => call('/v1/held?limit=100')
export const holdPayment = (subject: string, why: string, detail: object): Promise<Held> =>
  send('POST', '/v1/held', { kind: 'payment', subject, why, detail }, once())
export const endHeld = (id: string, step: 'propose_release' | 'block' | 'reject', reason: string): Promise<Held> =>
  send('POST', `/v1/held/${segment(id)}/end`, { step, reason }, once())
export const checkHeld = (id: string, approve: boolean, text: string): Promise<Held> =>
  send('POST', `/v1/held/${segment(id)}/check`, { approve, text }, once())

export const fetchSuppressions = (state = ''): Promise<Page<Suppression>> =>
  call(withQuery('/v1/suppressions', { state, limit: 500 }))
export const proposeSuppression = (request: {
  readonly alert: string
  readonly reason: string
  readonly text: string
  readonly evidence: readonly string[]
  readonly expires_on: string
}): Promise<Suppression> => send('POST', '/v1/suppressions', request, once())
export const checkSuppression = (id: string, approve: boolean, text: string): Promise<Suppression> =>
  send('POST', `/v1/suppressions/${segment(id)}/check`, { approve, text }, once())
export const endSuppression = (id: string, because: string): Promise<Suppression> =>
  send('POST', `/v1/suppressions/${segment(id)}/end`, { because }, once())
export const fetchProposals = (state = ''): Promise<Page<Proposal>> =>
  call(withQuery('/v1/proposals', { state, limit: 100 }))
export const checkProposal = (id: string, approve: boolean, text: string): Promise<Proposal> =>
  send('POST', `/v1/proposals/${segment(id)}/check`, { approve, text }, once())
export const workCase = (id: string, work: object): Promise<unknown> =>
  send('PATCH', `/v1/cases/${segment(id)}`, work, once())

export const REASONS: Readonly<Record<string, readonly string[]>> = {
  false_positive: [
    'birth_date_differs',
    'identifier_differs',
    'nationality_differs',
    'address_differs',
    'gender_differs',
    'kind_differs',
    'name_differs',
    'activity_differs',
    'document_seen',
    'counterparty_statement',
    'counsel_statement',
    'delisted',
  ],
  true_match: ['identifier_agrees', 'facts_agree', 'document_seen', 'owned_or_controlled'],
  inconclusive: ['information_missing', 'counterparty_statement', 'counsel_statement'],
}
