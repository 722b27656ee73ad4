import { post } from './call.ts'

export const REGIMES = ['ofac', 'uk', 'eu', 'eu_2580'] as const
export type Regime = (typeof REGIMES)[number]

export interface PathStep {
  readonly owner: string
  readonly owned: string
  readonly kind: string
  readonly share_min: number
  readonly share_max: number
}

export interface RegimeAnswer {
  readonly verdict: 'blocked' | 'not_blocked' | 'undetermined'
  readonly share_min: number
  readonly share_max: number
  readonly arithmetic: string
  readonly paths: readonly { readonly from: string; readonly steps: readonly PathStep[] }[]
  readonly decides: readonly { readonly text: string }[]
  readonly control: { readonly verdict: string; readonly effect: string; readonly source: string }
  readonly notes: readonly string[]
}

export type ExposedEntity = {
  readonly id: string
  readonly name?: string
  readonly why?: string
  readonly unstated_share?: number
} & { readonly [regime in Regime]: RegimeAnswer }

export interface Exposure {
  readonly as_of: string
  readonly rules: readonly {
    readonly regime: Regime
    readonly threshold_percent: number
    readonly reached: string
    readonly source: string
    readonly note: string
  }[]
  readonly designated: readonly { readonly id: string; readonly why: string }[]
  readonly entities: readonly ExposedEntity[]
  readonly omitted: number
  readonly missing: readonly string[]
  readonly caveat: string
}

export const exposeOwnership = (ask: {
  readonly ownership?: string
  readonly blocked?: readonly string[]
  readonly as_of?: string
}): Promise<Exposure> => post('/v1/exposure', ask)
