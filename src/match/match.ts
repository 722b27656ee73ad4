import type { NameQuality } from '../model/entity.ts'

/** One row of the waterfall. The points of a match's rows sum to its score; caps and floors are rows of their own. */
export interface Evidence {
  /** What was compared: `name`, `birth_date`, `country`, `identifier`, `address`, `gender`, `kind`, `cap`, `floor` … */
  readonly feature: string
  /** The party's value as given, or `null` where the row is about the entity alone. */
  readonly party: string | null
  readonly entity: string | null
  /** Thousandths of a score, a whole number, so that the sum is exact on every machine; shown divided by 1,000. */
  readonly points: number
  /** What a reader should know of the row, in plain words; empty where the values say it all. */
  readonly note: string
}

/** Why a match that comes close does not make a hit. */
export type BelowReason = 'weak_alias' | 'contradicted' | 'near'

/** A party and one entity compared: score plus the evidence that is the score. */
export interface Match {
  /** Position of the entity in the corpus that answered. */
  readonly entity: number
  /** Thousandths, 0 to 1,000: the sum of the evidence's points. */
  readonly score: number
  /** Three parts that are never mixed, in thousandths: name strength, corroboration (>= 0), contradiction (<= 0). */
  readonly parts: { readonly name: number; readonly corroboration: number; readonly contradiction: number }
  readonly matched: { readonly party: string; readonly entity: string; readonly aliasQuality: NameQuality }
  readonly evidence: readonly Evidence[]
  /** Present where the match must not make a hit, or falls short: what kept it down. */
  readonly below?: BelowReason
}

/** Bands of a hit, for people who rank: by score in thousandths, highest first. */
export const BANDS = [
  { band: 'strong', from: 900 },
  { band: 'probable', from: 800 },
  { band: 'weak', from: 0 },
] as const
export type Band = (typeof BANDS)[number]['band']

export const bandOf = (score: number): Band => BANDS.find(({ from }) => score >= from)?.band ?? 'weak'
