import type { Authority } from '../model/authority.ts'
import type { IsoDate } from '../model/brand.ts'
import type { StakeKind } from '../model/stake.ts'

/** Bodies of law with an ownership rule of their own: keys of an exposure answer. */
export const REGIMES = ['ofac', 'uk', 'eu', 'eu_2580'] as const
export type Regime = (typeof REGIMES)[number]

/**
 * One regime's rule on one span of days: when ownership by designated persons reaches an entity that is not itself
 * designated. Rows live in `data/law/ownership-rules.json`, each with its source.
 */
export interface OwnershipRule {
  readonly regime: Regime
  /** Days on which the row is the rule: `[from, to)`, open where `null`. */
  readonly from: IsoDate | null
  readonly to: IsoDate | null
  /** In billionths. Exactly the threshold reaches an entity under `atOrAbove` and does not under `above`. */
  readonly threshold: number
  readonly reached: 'atOrAbove' | 'above'
  /** Whether stakes of all designated persons count together, or each person's alone, with joint holders as one. */
  readonly adds: 'all' | 'eachOrJoint'
  /** Measures of ownership of which any one may reach. */
  readonly measures: readonly Extract<StakeKind, 'shares' | 'votes'>[]
  readonly control: ControlRule
  readonly authorities: readonly Authority[]
  readonly source: string
  readonly verified: boolean
  readonly note: string
}

/** What control by a designated person means, beside ownership. */
export interface ControlRule {
  /** `reaches`: property is frozen by control alone; `caution`: nothing is blocked by control alone. */
  readonly effect: 'reaches' | 'caution'
  readonly kinds: readonly StakeKind[]
  /** Share of votes above which a holder controls, in billionths. */
  readonly votesAbove: number
  readonly source: string
}

/** The row that was the rule on a day, or `undefined` where no row covers it. */
export const ruleOn = (rules: readonly OwnershipRule[], regime: Regime, day: IsoDate): OwnershipRule | undefined =>
  rules.find(
    (rule) => rule.regime === regime && (rule.from === null || rule.from <= day) && (rule.to === null || day < rule.to),
  )

/**
 * Whether a share held by designated persons reaches an entity.
 *
 * @param held - In billionths; the sum over the holders that the rule adds up.
 */
export const isReached = (rule: Pick<OwnershipRule, 'threshold' | 'reached'>, held: number): boolean =>
  rule.reached === 'atOrAbove' ? held >= rule.threshold : held > rule.threshold
