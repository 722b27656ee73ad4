import { useQuery } from '@tanstack/react-query'
import { call, post, segment, send, withQuery } from './call.ts'

export interface Work {
  readonly id: string
  readonly kind: string
  readonly asked: Readonly<Record<string, unknown>>
  readonly state: 'running' | 'done' | 'failed' | 'stopped'
  readonly done: number
  readonly total: number
  readonly note: string
  readonly started_at: string
  readonly ended_at: string | null
  readonly problem: { readonly code: string; readonly detail: string } | null
}

export type Finished<T> = Work & { readonly value?: T }

const ASK_AGAIN_MS = 300

export const fetchWork = <T>(id: string): Promise<Finished<T>> => call(`/v1/work/${segment(id)}`)
export const listWork = (kind: string): Promise<{ readonly items: readonly Work[] }> =>
  call(withQuery('/v1/work', { kind }))
export const stopWork = (id: string): Promise<Work> => send('DELETE', `/v1/work/${segment(id)}`)

/** Work by its id, asked for until it has ended. */
export const useWork = <T>(id: string | undefined) =>
  useQuery({
    queryKey: ['work', id],
    queryFn: () => fetchWork<T>(id ?? ''),
    enabled: id !== undefined && id !== '',
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data === undefined || state.data.state === 'running' ? ASK_AGAIN_MS : false),
  })

export interface PackSize {
  readonly names: number
  readonly exact: number
  readonly people: number
}

export const startValidation = (size: PackSize): Promise<Work> => post('/v1/validations', size)

export interface DisguiseRow {
  readonly id: string
  readonly group: string
  readonly title: string
  readonly bar: number
  readonly asked: number
  readonly found: number
  readonly recall?: number
  readonly interval?: readonly [number, number]
  readonly isMet: boolean | null
  readonly missed: readonly {
    readonly name: string
    readonly asked: string
    readonly entity: string
    readonly score: number
  }[]
}

export interface Validation {
  readonly engine: string
  readonly matcher: string
  readonly validated_at: string
  readonly seed: number
  readonly policy: { readonly id: string }
  readonly lists: readonly { readonly id: string; readonly published: string | null; readonly entities: number }[]
  readonly exact: {
    readonly names: number
    readonly asked: number
    readonly missed_count: number
    readonly missed: readonly { readonly list: string; readonly entity: string; readonly name: string }[]
  }
  readonly classes: readonly DisguiseRow[]
  readonly macro_recall: number
  readonly populations: readonly {
    readonly population: string
    readonly facts: string
    readonly asked: number
    readonly alerts: number
    readonly rate: number
    readonly bar: number
    readonly isMet: boolean
  }[]
  readonly cases: readonly {
    readonly id: string
    readonly title: string
    readonly got: string
    readonly passed: boolean | null
  }[]
  readonly findings: readonly string[]
  readonly limits: readonly string[]
}

export interface FigureRow {
  readonly alert: string
  readonly lists: readonly string[]
  readonly band: string
  readonly state: string
  readonly raised_at: string
  readonly due_on: string
  readonly closed_at: string | null
  readonly resolution_hours: number | null
  readonly age_hours: number
  readonly overdue: boolean
  readonly outcome: string | null
  readonly checked: boolean
  readonly flagged: boolean
}

export const fetchFigures = (): Promise<{ readonly rows: readonly FigureRow[] }> => call('/v1/figures')
