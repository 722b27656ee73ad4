import type { IsoDate } from '../model/brand.ts'
import { greatestReach } from './circles.ts'
import type { Holdings } from './holdings.ts'
import { at } from './int-list.ts'
import type { Verdict } from './ownership-answer.ts'
import { type OwnershipRule, type Regime, ruleOn } from './ownership-rule.ts'
import { type Reach, reachOf } from './reach.ts'

/** One regime worked out over all holdings: what is reached for certain, at most, and with control counted too. */
export interface RegimeReach {
  readonly rule: OwnershipRule
  readonly designated: readonly number[]
  readonly isDesignated: Uint8Array
  readonly least: Reach
  readonly most: Reach
  /** As `least` and `most`, with ways of control counted; the same objects where control reaches nothing under the regime. */
  readonly leastWithControl: Reach
  readonly mostWithControl: Reach
  /** Entities that hold one another up in a circle, where they were asked for. */
  readonly greatest?: Uint8Array
}

export interface RegimeQuestion {
  readonly rules: readonly OwnershipRule[]
  readonly regime: Regime
  readonly day: IsoDate
  /** Parties designated under the regime, as nodes of the graph. */
  readonly designated: readonly number[]
  readonly withCircles?: boolean
}

/** Works out one regime; `undefined` where no row of its rule covers the day. */
export function regimeReach(holdings: Holdings, question: RegimeQuestion): RegimeReach | undefined {
  const rule = ruleOn(question.rules, question.regime, question.day)
  if (rule === undefined) return undefined
  const { designated } = question
  const isDesignated = new Uint8Array(holdings.graph.ids.length)
  for (const node of designated) isDesignated[node] = 1
  const least = reachOf(holdings, rule, designated, 'least')
  const most = reachOf(holdings, rule, designated, 'most')
  const flows = rule.control.effect === 'reaches'
  return {
    rule,
    designated,
    isDesignated,
    least,
    most,
    leastWithControl: flows ? reachOf(holdings, rule, designated, 'least', true) : least,
    mostWithControl: flows ? reachOf(holdings, rule, designated, 'most', true) : most,
    ...(question.withCircles === true ? { greatest: greatestReach(holdings, rule, designated) } : {}),
  }
}

/** Blocked when reached on what is certain, not when not reached on all that is possible, otherwise undetermined. */
export function verdictOf(reach: RegimeReach, node: number): Verdict {
  if (at(reach.least.rank, node) > 0) return 'blocked'
  return at(reach.most.rank, node) > 0 ? 'undetermined' : 'not_blocked'
}

/** What control adds: reached only because control counts, for certain or perhaps. */
export function controlVerdictOf(reach: RegimeReach, node: number): 'controlled' | 'undetermined' | 'not_stated' {
  if (at(reach.leastWithControl.rank, node) > 0 && at(reach.least.rank, node) === 0) return 'controlled'
  return at(reach.mostWithControl.rank, node) > 0 && at(reach.most.rank, node) === 0 ? 'undetermined' : 'not_stated'
}
