import { call, send, withQuery } from './call.ts'

export interface Entry {
  readonly seq: number
  readonly at: string
  readonly actor: string
  readonly action: string
  readonly subject: string
}

export const fetchEntries = (query: {
  subject?: string
  action?: string
  before?: number
  limit?: number
}): Promise<{ readonly entries: readonly Entry[] }> => call(withQuery('/v1/audit/entries', query))

export const fetchCheckpoint = (): Promise<{ readonly note: string; readonly at: string }> =>
  call('/v1/audit/checkpoint')
export const makeCheckpoint = (): Promise<{
  readonly note: string
  readonly at: string
  readonly size: number
  readonly root: string
  readonly verifier_key: string
}> => send('POST', '/v1/audit/checkpoint')

export interface Inclusion {
  readonly seq: number
  readonly size: number
  readonly leaf: string
  readonly root: string
  readonly proof: readonly string[]
  readonly body: string
}

export const fetchInclusion = (seq: number, size?: number): Promise<Inclusion> =>
  call(withQuery('/v1/audit/inclusion', { seq, size }))

export const fetchConsistency = (
  from: number,
  to?: number,
): Promise<{ readonly from: number; readonly to: number; readonly root: string; readonly proof: readonly string[] }> =>
  call(withQuery('/v1/audit/consistency', { from, to }))
