import { STAKE_KINDS } from '../model/stake.ts'
import { type Holdings, isControlKind, SHARED_MEASURES, SHARES, VOTES } from './holdings.ts'
import { at } from './int-list.ts'
import { isReached, type OwnershipRule } from './ownership-rule.ts'

/** Which way doubt is read: `least` counts only what is certain, `most` counts all that is possible. */
export type Bound = 'least' | 'most'

/** How far designation reaches through holdings, under one rule and one reading of doubt. */
export interface Reach {
  /** Order in which entities were reached, from 1; 0 for those that were not. Designated parties are first. */
  readonly rank: Int32Array
  /** Designated share of each entity, in billionths: the greatest over measures and, where stakes are not added up, over persons. */
  readonly held: Float64Array
  /** For the rules that look at each person alone: which designated party reaches the entity, otherwise -1. */
  readonly by: Int32Array
}

/**
 * The least fixed point: starting from the designated parties, an entity is reached once the stakes of those reached
 * before it come up to the threshold, and from then on its own stakes count in full (OFAC FAQ 401: a step, never a
 * multiplication). Entities that hold each other up in a circle without a designated holder are not reached.
 *
 * Under `most`, holders share what an entity has: designated ones can have no more than the whole less what others
 * have for certain. Linear in the number of holdings that are touched.
 */
export function reachOf(
  holdings: Holdings,
  rule: OwnershipRule,
  designated: readonly number[],
  bound: Bound,
  withControl = false,
): Reach {
  const spread = new Spread(holdings, rule, bound, withControl)
  if (rule.adds === 'all') spread.from(designated, -1)
  else for (const person of designated) spread.from([person], person)
  return spread.reach
}

class Spread {
  readonly #holdings: Holdings
  readonly #rule: OwnershipRule
  readonly #bound: Bound
  readonly #withControl: boolean
  readonly #measures: ReadonlySet<number>
  readonly reach: Reach
  #order = 0
  /** State of one run; taken back through the trail, so that many runs over small reaches stay cheap. */
  readonly #isIn: Uint8Array
  readonly #sum: Float64Array
  readonly #sumMin: Float64Array
  readonly #held: Float64Array
  readonly #isCounted: Uint8Array
  readonly #touchedNodes: number[] = []
  readonly #touchedHoldings: number[] = []

  constructor(holdings: Holdings, rule: OwnershipRule, bound: Bound, withControl: boolean) {
    const nodes = holdings.graph.ids.length
    this.#holdings = holdings
    this.#rule = rule
    this.#bound = bound
    this.#withControl = withControl
    this.#measures = new Set(rule.measures.map((measure) => (measure === 'votes' ? VOTES : SHARES)))
    this.reach = { rank: new Int32Array(nodes), held: new Float64Array(nodes), by: new Int32Array(nodes).fill(-1) }
    this.#isIn = new Uint8Array(nodes)
    this.#sum = new Float64Array(nodes * SHARED_MEASURES)
    this.#sumMin = new Float64Array(nodes * SHARED_MEASURES)
    this.#held = new Float64Array(nodes)
    this.#isCounted = new Uint8Array(holdings.owner.length)
  }

  from(designated: readonly number[], person: number): void {
    const queue: number[] = []
    for (const node of designated) if (at(this.#isIn, node) === 0) this.#enter(node, person, queue)
    for (let next = 0; next < queue.length; next++) this.#follow(queue[next] ?? 0, person, queue)
    this.#takeBack()
  }

  #enter(node: number, person: number, queue: number[]): void {
    this.#isIn[node] = 1
    this.#touchedNodes.push(node)
    if (this.reach.rank[node] === 0) {
      this.reach.rank[node] = ++this.#order
      this.reach.by[node] = person
    }
    queue.push(node)
  }

  #follow(owner: number, person: number, queue: number[]): void {
    const { byOwner, owned } = this.#holdings
    for (let i = at(byOwner.start, owner); i < at(byOwner.start, owner + 1); i++) {
      const holding = at(byOwner.items, i)
      const entity = at(owned, holding)
      this.#countWithJointHolders(holding, entity)
      if (at(this.#isIn, entity) === 0 && this.#isEntered(holding, entity)) this.#enter(entity, person, queue)
    }
  }

  #countWithJointHolders(holding: number, entity: number): void {
    const { joint, byOwned } = this.#holdings
    const label = at(joint, holding)
    this.#count(holding, entity)
    if (label === 0 || this.#rule.adds === 'all') return
    for (let i = at(byOwned.start, entity); i < at(byOwned.start, entity + 1); i++) {
      const other = at(byOwned.items, i)
      if (at(joint, other) === label) this.#count(other, entity)
    }
  }

  #count(holding: number, entity: number): void {
    const { kind, min, max, totalMin, capacity } = this.#holdings
    const measure = at(kind, holding)
    if (at(this.#isCounted, holding) === 1 || isControlKind(measure)) return
    this.#isCounted[holding] = 1
    this.#touchedHoldings.push(holding)
    const slot = entity * SHARED_MEASURES + measure
    this.#sumMin[slot] = at(this.#sumMin, slot) + at(min, holding)
    this.#sum[slot] = at(this.#sum, slot) + at(this.#bound === 'least' ? min : max, holding)
    if (!this.#measures.has(measure)) return
    const most = at(capacity, slot) - (at(totalMin, slot) - at(this.#sumMin, slot))
    const held = this.#bound === 'least' ? at(this.#sum, slot) : Math.min(at(this.#sum, slot), most)
    if (held > at(this.#held, entity)) this.#held[entity] = held
    if (held > at(this.reach.held, entity)) this.reach.held[entity] = held
  }

  #isEntered(holding: number, entity: number): boolean {
    if (isReached(this.#rule, at(this.#held, entity))) return true
    return this.#withControl && isControl(this.#holdings, this.#rule, holding, this.#bound)
  }

  #takeBack(): void {
    for (const node of this.#touchedNodes) this.#isIn[node] = 0
    for (const holding of this.#touchedHoldings) {
      this.#isCounted[holding] = 0
      const entity = at(this.#holdings.owned, holding)
      const slot = entity * SHARED_MEASURES
      this.#held[entity] = 0
      for (let measure = 0; measure < SHARED_MEASURES; measure++) {
        this.#sum[slot + measure] = 0
        this.#sumMin[slot + measure] = 0
      }
    }
    this.#touchedNodes.length = 0
    this.#touchedHoldings.length = 0
  }
}

/** Whether a holding gives control under the rule: a way of control it names, or votes above its line. */
export function isControl(holdings: Holdings, rule: OwnershipRule, holding: number, bound: Bound): boolean {
  const kind = at(holdings.kind, holding)
  const share = bound === 'least' ? at(holdings.min, holding) : mostOf(holdings, holding)
  if (kind === VOTES) return share > rule.control.votesAbove
  return isControlKind(kind) && share > 0 && rule.control.kinds.some((named) => STAKE_KINDS.indexOf(named) === kind)
}

/** The most that one holder can have: what is stated, and no more than the others certainly leave. */
function mostOf(holdings: Holdings, holding: number): number {
  const max = at(holdings.max, holding)
  const kind = at(holdings.kind, holding)
  if (isControlKind(kind)) return max
  const slot = at(holdings.owned, holding) * SHARED_MEASURES + kind
  return Math.min(max, at(holdings.capacity, slot) - at(holdings.totalMin, slot) + at(holdings.min, holding))
}
