import { call, segment, send, withQuery } from './call.ts'
import type { ListFacts } from './screening.ts'

export interface Lists {
  readonly lists: readonly ListFacts[]
  readonly register: { readonly known_until: string }
}

export const fetchLists = (): Promise<Lists> => call('/v1/lists')

export interface ListVersion {
  readonly version: string
  readonly format: string
  readonly published: string | null
  readonly fetched: string
  readonly entities: number
  readonly refused?: number
  readonly partial?: boolean
  readonly state: string
  readonly reason?: string | null
}

export const fetchVersions = (id: string): Promise<{ readonly versions: readonly ListVersion[] }> =>
  call(`/v1/lists/${segment(id)}/versions`)

export interface Coverage {
  readonly id: string
  readonly version: string
  readonly total: number
  readonly searchable: number
  readonly excluded: readonly { readonly id: string; readonly reason: string }[]
}

export const fetchCoverage = (id: string): Promise<Coverage> => call(`/v1/lists/${segment(id)}/coverage`)

export interface DeltaEntry {
  readonly id: string
  readonly name?: string
  readonly caption?: string
  readonly fields?: Readonly<Record<string, unknown>>
}

export interface Delta {
  readonly listed: readonly DeltaEntry[]
  readonly delisted: readonly DeltaEntry[]
  readonly changed: readonly DeltaEntry[]
}

export const fetchDelta = (before: string, after: string): Promise<Delta> =>
  call(withQuery('/v1/lists/delta', { before, after }))

export const proposeListState = (
  id: string,
  change: { readonly version: string; readonly state: 'accepted' | 'quarantined'; readonly because: string },
): Promise<unknown> => send('POST', `/v1/lists/${segment(id)}/state`, change, { once: crypto.randomUUID() })
export const applyListState = (id: string, proposal: string): Promise<{ readonly changed: boolean }> =>
  send('POST', `/v1/lists/${segment(id)}/state/apply`, { proposal }, { once: crypto.randomUUID() })
