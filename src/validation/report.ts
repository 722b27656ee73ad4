import type { PopulationResult } from './population.ts'
import type { ClassResult } from './run-disguises.ts'

/** One enforcement case of the pack: what was done wrong once, asked of this engine. */
export interface CaseResult {
  readonly id: string
  readonly title: string
  readonly asked: string
  readonly wanted: string
  readonly got: string
  /** `null`: not asked by this pack, and where it is asked instead. */
  readonly passed: boolean | null
}

/** A pair near the bar, for a person to label. */
export interface LineSample {
  readonly side: 'above' | 'below'
  readonly stratum: string
  readonly party: string
  readonly entity: string
  readonly id: string
  readonly score: number
  readonly label: ''
}

export interface ValidationReport {
  readonly kind: 'cordon validation'
  readonly engine: string
  readonly matcher: string
  readonly target: string
  readonly validated_at: string
  readonly seed: number
  readonly policy: { readonly id: string; readonly values: Readonly<Record<string, string | number | boolean>> }
  readonly lists: readonly ListCoverage[]
  readonly configuration: readonly { readonly name: string; readonly value: string; readonly source: string }[]
  readonly exact: {
    readonly names: number
    readonly asked: number
    readonly missed: readonly { readonly list: string; readonly entity: string; readonly name: string }[]
    readonly missed_count: number
  }
  readonly canaries: readonly { readonly list: string; readonly name: string; readonly alerted: boolean }[]
  readonly classes: readonly Omit<ClassResult, 'scores'>[]
  readonly macro_recall: number
  readonly populations: readonly PopulationResult[]
  readonly curve: readonly CurvePoint[]
  readonly samples: readonly LineSample[]
  readonly cases: readonly CaseResult[]
  readonly findings: readonly string[]
  readonly limits: readonly string[]
}

export interface ListCoverage {
  readonly id: string
  readonly version: string
  readonly published: string | null
  readonly stale: boolean
  readonly partial: boolean
  readonly entities: number
  readonly by_schema: Readonly<Record<string, number>>
  readonly names: { readonly primary: number; readonly strong: number; readonly weak: number }
  readonly identifiers: number
}

export interface CurvePoint {
  /** Thousandths. */
  readonly bar: number
  /** Thousandths of the disguised names of classes A to H at or above the bar. */
  readonly recall: number
  /** Parts in ten thousand of the clean populations, name alone. */
  readonly false_alerts: number
}

/** What does not hold, each as a sentence: an empty list is a pack without a finding. */
export function findingsOf(report: Omit<ValidationReport, 'findings'>): readonly string[] {
  const { exact, classes, populations, canaries, cases, lists } = report
  return [
    ...(exact.missed_count === 0
      ? []
      : [`${exact.missed_count} of ${exact.asked} listed names given exactly were missed`]),
    ...canaries.filter(({ alerted }) => !alerted).map(({ list, name }) => `canary of ${list} did not alert: ${name}`),
    ...classes
      .filter(({ isMet }) => isMet === false)
      .map(
        ({ id, title, recall, bar, asked }) =>
          `${id} ${title}: ${percent(recall ?? 0)} of ${asked}, under its bar of ${percent(bar)}`,
      ),
    ...populations
      .filter(({ isMet }) => !isMet)
      .map(
        ({ population, facts, rate, bar }) =>
          `clean ${population} population, ${facts}: ${rate / 100} % alerts, over the bar of ${bar / 100} %`,
      ),
    ...cases.filter(({ passed }) => passed === false).map(({ id, title, got }) => `${id} ${title}: ${got}`),
    ...lists.filter(({ stale }) => stale).map(({ id }) => `${id} is stale`),
    ...lists.filter(({ partial }) => partial).map(({ id }) => `${id} declares itself a part of its list`),
  ]
}

export const percent = (thousandths: number): string => `${(thousandths / 10).toFixed(1)} %`

/** Bars of the curve, thousandths. */
export const CURVE_BARS = [600, 650, 700, 750, 800, 850, 900, 950] as const

/** Recall of disguises and rate of false alerts at every bar, from the scores that were seen. */
export const curveOf = (disguised: readonly number[], clean: readonly number[]): readonly CurvePoint[] =>
  CURVE_BARS.map((bar) => ({
    bar,
    recall: share(disguised, bar, 1_000),
    false_alerts: share(clean, bar, 10_000),
  }))

const share = (scores: readonly number[], bar: number, whole: number): number =>
  scores.length === 0 ? 0 : Math.round((whole * scores.filter((score) => score >= bar).length) / scores.length)
