import type { Regime } from './ownership-rule.ts'

/** `undetermined` is an answer: doubt about stakes leaves both open, and `decides` says what would settle it. */
export type Verdict = 'blocked' | 'not_blocked' | 'undetermined'

/** One holding on a path from a designated party. Shares are in percent. */
export interface PathStep {
  readonly owner: string
  readonly owned: string
  readonly kind: string
  readonly share_min: number
  readonly share_max: number
  readonly row: number
  readonly source?: string
  readonly joint?: string
}

/** A chain of holdings from a designated party to the entity; its last step is what counts towards the threshold. */
export interface OwnershipPath {
  readonly from: string
  readonly ids: readonly string[]
  readonly steps: readonly PathStep[]
}

/** One fact that would turn `undetermined` into an answer. */
export interface Decider {
  readonly what: 'share' | 'date' | 'status' | 'rule'
  readonly text: string
  readonly owner?: string
  readonly owned?: string
  readonly row?: number
}

/** Control beside ownership: never part of the ownership verdict. */
export interface ControlAnswer {
  readonly verdict: 'controlled' | 'undetermined' | 'not_stated'
  /** Under the regime: control reaches the entity as ownership does, or asks for caution alone. */
  readonly effect: 'reaches' | 'caution'
  readonly by: readonly {
    readonly holder: string
    readonly kind: string
    readonly row: number
    readonly source?: string
  }[]
  readonly source: string
}

/** One regime's ownership verdict on one entity, with its arithmetic. Shares are in percent. */
export interface RegimeAnswer {
  readonly verdict: Verdict
  readonly share_min: number
  readonly share_max: number
  readonly arithmetic: string
  readonly paths: readonly OwnershipPath[]
  /** Paths that were left out for length. */
  readonly paths_omitted?: number
  readonly decides: readonly Decider[]
  readonly control: ControlAnswer
  readonly notes: readonly string[]
}

/** What the regimes say of one entity. `why` is there for parties that are themselves designated. */
export type EntityExposure = {
  readonly id: string
  readonly name?: string
  readonly why?: 'named' | 'screened'
  /** Percent of the shares that no row states, where some are stated: designated parties could hold it unseen. */
  readonly unstated_share?: number
} & { readonly [regime in Regime]: RegimeAnswer }

/** The rule that each regime's verdicts were reached by. */
export interface RuleAnswer {
  readonly regime: Regime
  readonly threshold_percent: number
  readonly reached: 'at_or_above' | 'above'
  readonly adds: 'all' | 'each_or_joint'
  readonly source: string
  readonly verified: boolean
  readonly note: string
}
