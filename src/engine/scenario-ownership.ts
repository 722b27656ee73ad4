import { explainOwnership } from '../exposure/explain-ownership.ts'
import { type Holdings, holdingsOn } from '../exposure/holdings.ts'
import { controlVerdictOf, type RegimeReach, regimeReach, verdictOf } from '../exposure/ownership.ts'
import { type OwnershipRule, REGIMES, type Regime } from '../exposure/ownership-rule.ts'
import type { StakeGraph } from '../exposure/stake-graph.ts'
import type { Authority } from '../model/authority.ts'
import type { IsoDate } from '../model/brand.ts'
import type { Issue } from '../model/parsed.ts'
import type { InForce, OwnedUnder } from '../scenario/book-under.ts'
import { regimesOf } from './exposure.ts'
import { loadOwnershipRules } from './ownership-rules.ts'

/** What is in force on one holder under the real version and under the supposed one. */
export interface HolderUnder {
  readonly node: number
  readonly isTarget: boolean
  readonly before: readonly InForce[]
  readonly after: readonly InForce[]
}

/** How ownership reaches each node that it reaches at all, before, after, and from the scenario's organisations alone. */
export interface OwnershipUnder {
  readonly before: ReadonlyMap<number, OwnedUnder>
  readonly after: ReadonlyMap<number, OwnedUnder>
  readonly byTarget: ReadonlyMap<number, OwnedUnder>
  readonly explain: (node: number) => {
    readonly arithmetic: string
    readonly path: readonly string[]
    readonly owners: readonly number[]
  }
  readonly issues: readonly Issue[]
}

/** Stakes, and who holds what on a day: worked out once for each day, and once for all where no stake is dated. */
export class Stakes {
  readonly graph: StakeGraph
  readonly #byDay = new Map<string, Holdings>()

  constructor(graph: StakeGraph, day: IsoDate) {
    this.graph = graph
    this.on(day)
  }

  on(day: IsoDate): Holdings {
    const key = this.graph.isDated ? day : ''
    const holdings = this.#byDay.get(key) ?? holdingsOn(this.graph, day)
    this.#byDay.set(key, holdings)
    return holdings
  }
}

type Reaches = ReadonlyMap<Regime, RegimeReach>

/** Works out ownership under both versions over the same stakes, those of the day of effect. */
export function ownershipUnder(stakes: Stakes, holders: readonly HolderUnder[], day: IsoDate): OwnershipUnder {
  const rules = loadOwnershipRules()
  const { graph } = stakes
  const holdings = stakes.on(day)
  const reach = (seeds: (holder: HolderUnder) => readonly InForce[]): Reaches =>
    reachesOf(holdings, rules, day, holders, seeds)
  const before = reach((holder) => holder.before)
  const after = reach((holder) => holder.after)
  const byTarget = reach((holder) => (holder.isTarget ? changedIn(holder) : []))
  const decisive = (node: number): RegimeReach | undefined =>
    [after, before]
      .flatMap((reaches) => REGIMES.flatMap((regime) => reaches.get(regime) ?? []))
      .find((each) => verdictOf(each, node) !== 'not_blocked' || controlVerdictOf(each, node) !== 'not_stated')
  return {
    before: verdictsOf(before, graph.ids.length),
    after: verdictsOf(after, graph.ids.length),
    byTarget: verdictsOf(byTarget, graph.ids.length),
    explain: (node) => {
      const found = decisive(node)
      if (found === undefined) return { arithmetic: '', path: [], owners: [] }
      const { arithmetic, paths, control } = explainOwnership(holdings, found, node)
      const owners = paths.flatMap(({ from }) => graph.find(from) ?? [])
      const held = control.by.map(({ holder, kind }) => `${holder} ${kind.replace(/_/g, ' ')}`).join(', ')
      return {
        arithmetic: paths.length > 0 || held === '' ? arithmetic : `controlled: ${held}`,
        path: paths[0]?.ids ?? [],
        owners,
      }
    },
    issues: holdings.issues,
  }
}

/** Authorities that the scenario gives or takes. */
const changedIn = ({ before, after }: HolderUnder): readonly InForce[] => {
  const has = (all: readonly InForce[], { authority }: InForce): boolean =>
    all.some((each) => each.authority === authority)
  return [...after.filter((each) => !has(before, each)), ...before.filter((each) => !has(after, each))]
}

function reachesOf(
  holdings: Holdings,
  rules: readonly OwnershipRule[],
  day: IsoDate,
  holders: readonly HolderUnder[],
  seeds: (holder: HolderUnder) => readonly InForce[],
): Reaches {
  const reaches = new Map<Regime, RegimeReach>()
  const seeded = holders.map((holder) => ({ node: holder.node, regimes: regimesOf(seeds(holder), rules, day) }))
  for (const regime of REGIMES) {
    const designated = [...new Set(seeded.filter(({ regimes }) => regimes.includes(regime)).map(({ node }) => node))]
    if (designated.length === 0) continue
    const reach = regimeReach(holdings, { rules, regime, day, designated })
    if (reach !== undefined) reaches.set(regime, reach)
  }
  return reaches
}

/** Verdicts of the nodes that are reached, for certain or perhaps; designated parties themselves are not counted as owned. */
function verdictsOf(reaches: Reaches, nodes: number): ReadonlyMap<number, OwnedUnder> {
  const verdicts = new Map<number, OwnedUnder>()
  for (const [regime, reach] of reaches) {
    for (let node = 0; node < nodes; node++) {
      if (reach.mostWithControl.rank[node] === 0 || reach.isDesignated[node] === 1) continue
      const owned = verdictOf(reach, node)
      const control = controlVerdictOf(reach, node)
      const verdict =
        owned !== 'not_blocked'
          ? owned
          : control === 'controlled'
            ? 'controlled'
            : control === 'undetermined'
              ? 'undetermined'
              : undefined
      if (verdict !== undefined) verdicts.set(node, { ...verdicts.get(node), [regime]: verdict })
    }
  }
  return verdicts
}

export const authoritiesOf = (inForce: readonly InForce[]): readonly Authority[] => [
  ...new Set(inForce.map(({ authority }) => authority)),
]
