import { type Holdings, isControlKind, SHARED_MEASURES, SHARES, VOTES } from './holdings.ts'
import { at } from './int-list.ts'
import { isReached, type OwnershipRule } from './ownership-rule.ts'

/**
 * The greatest fixed point under one rule, counting certain shares: entities whose holders would all be reached if one
 * assumed it of each of them. Where it is larger than what designated parties reach, entities hold one another up in a
 * circle, and only the assumption, no designated holder, would reach them.
 */
export function greatestReach(holdings: Holdings, rule: OwnershipRule, designated: readonly number[]): Uint8Array {
  const nodes = holdings.graph.ids.length
  const measures = rule.measures.map((measure) => (measure === 'votes' ? VOTES : SHARES))
  const isIn = new Uint8Array(nodes).fill(1)
  const isDesignated = new Uint8Array(nodes)
  for (const node of designated) isDesignated[node] = 1
  const sum = holdings.totalMin.slice()
  const leaving: number[] = []
  const leave = (node: number): void => {
    const isHeld = measures.some((measure) => isReached(rule, at(sum, node * SHARED_MEASURES + measure)))
    if (at(isIn, node) === 0 || at(isDesignated, node) === 1 || isHeld) return
    isIn[node] = 0
    leaving.push(node)
  }
  for (let node = 0; node < nodes; node++) leave(node)
  for (let next = 0; next < leaving.length; next++) {
    const owner = leaving[next] ?? 0
    const { start, items } = holdings.byOwner
    for (let i = at(start, owner); i < at(start, owner + 1); i++) {
      const holding = at(items, i)
      const kind = at(holdings.kind, holding)
      if (isControlKind(kind)) continue
      const slot = at(holdings.owned, holding) * SHARED_MEASURES + kind
      sum[slot] = at(sum, slot) - at(holdings.min, holding)
      leave(at(holdings.owned, holding))
    }
  }
  return isIn
}
