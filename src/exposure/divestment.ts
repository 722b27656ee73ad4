import type { IsoDate } from '../model/brand.ts'
import { dayBefore } from '../model/partial-date.ts'
import { holdingsOn } from './holdings.ts'
import { at } from './int-list.ts'
import type { RegimeReach } from './ownership.ts'
import { reachOf } from './reach.ts'
import { dayNumber, type StakeGraph } from './stake-graph.ts'

/** Most days of sale that are looked back to, the latest first. */
export const MAX_SALE_DAYS = 200

/**
 * Entities that designated parties reach no more because a stake ended: each with the last day of its reach. The
 * parties count as designated throughout; whether they were on that day is for the reader to check.
 */
export function divestmentsBefore(graph: StakeGraph, now: RegimeReach, asOf: IsoDate): ReadonlyMap<number, IsoDate> {
  const ended = new Map<number, IsoDate>()
  for (const day of saleDays(graph, asOf)) {
    const last = dayBefore(day)
    const before = reachOf(holdingsOn(graph, last), now.rule, now.designated, 'least')
    for (let node = 0; node < graph.ids.length; node++) {
      const wasReached = at(before.rank, node) > 0 && at(now.isDesignated, node) === 0
      if (wasReached && at(now.least.rank, node) === 0 && !ended.has(node)) ended.set(node, last)
    }
  }
  return ended
}

/** Exact days on which stakes ended, on or before the day asked about, the latest first. */
function saleDays(graph: StakeGraph, asOf: IsoDate): readonly IsoDate[] {
  const { firstEnd, lastEnd } = graph.columns
  const days = new Set<number>()
  const today = dayNumber(asOf)
  for (let stake = 0; stake < firstEnd.length; stake++) {
    const end = at(firstEnd, stake)
    if (end <= today && end === at(lastEnd, stake)) days.add(end)
  }
  return [...days]
    .toSorted((a, b) => b - a)
    .slice(0, MAX_SALE_DAYS)
    .map(isoDay)
}

const isoDay = (day: number): IsoDate => {
  const text = String(day).padStart(8, '0')
  return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}` as IsoDate
}
