import { holdingsOn } from '../../src/exposure/holdings.ts'
import { controlVerdictOf, regimeReach, verdictOf } from '../../src/exposure/ownership.ts'
import type { OwnershipRule } from '../../src/exposure/ownership-rule.ts'
import { StakeGraphBuilder } from '../../src/exposure/stake-graph.ts'
import type { IsoDate } from '../../src/model/brand.ts'
import { UNITS_PER_PERCENT } from '../../src/model/share.ts'
import { bruteForce, type OracleGraph } from './ownership-oracle.ts'

/** A day on which the row is the rule. */
const dayOf = (rule: OwnershipRule): IsoDate => rule.from ?? ('2010-01-01' as IsoDate)

/** Where the solver and the brute force differ on one graph and rule, in words; empty where they agree on everything. */
export function differences(graph: OracleGraph, rule: OwnershipRule): readonly string[] {
  const builder = new StakeGraphBuilder()
  for (let party = 0; party < graph.parties; party++) builder.node(String(party))
  graph.stakes.forEach((stake, row) => {
    const share = { min: stake.min * UNITS_PER_PERCENT, max: stake.max * UNITS_PER_PERCENT }
    builder.stake({
      owner: String(stake.owner),
      owned: String(stake.owned),
      kind: stake.kind,
      share,
      row,
      ...(stake.joint === undefined ? {} : { joint: stake.joint }),
    })
  })
  const holdings = holdingsOn(builder.build(), dayOf(rule))
  if (holdings.issues.length > 0) return [`unexpected fault ${holdings.issues[0]?.code}`]
  const reach = regimeReach(holdings, {
    rules: [rule],
    regime: rule.regime,
    day: dayOf(rule),
    designated: graph.designated,
  })
  if (reach === undefined) return ['no rule']
  const asked = {
    threshold: rule.threshold / UNITS_PER_PERCENT,
    exactlyReaches: rule.reached === 'atOrAbove',
    adds: rule.adds,
    votesToo: rule.measures.includes('votes'),
  }
  const truth = bruteForce(graph, { ...asked, withControl: false })
  const withControl = rule.control.effect === 'reaches' ? bruteForce(graph, { ...asked, withControl: true }) : truth
  const found: string[] = []
  truth.forEach(({ verdict, shareMin, shareMax }, party) => {
    const mine = [
      verdictOf(reach, party),
      (reach.least.held[party] ?? 0) / UNITS_PER_PERCENT,
      (reach.most.held[party] ?? 0) / UNITS_PER_PERCENT,
    ]
    if (JSON.stringify(mine) !== JSON.stringify([verdict, shareMin, shareMax]))
      found.push(`party ${party}: ${mine} but brute force says ${verdict},${shareMin},${shareMax}`)
    const control = controlVerdictOf(reach, party)
    const controlTruth = withControl[party]?.verdict
    const isControlled = controlTruth === 'blocked' && verdict !== 'blocked'
    const isPerhaps = controlTruth !== 'not_blocked' && verdict === 'not_blocked' && !isControlled
    const expected = isControlled ? 'controlled' : isPerhaps ? 'undetermined' : 'not_stated'
    if (control !== expected) found.push(`party ${party}: control ${control} but brute force says ${expected}`)
  })
  return found
}
