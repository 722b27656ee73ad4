import type { IsoDate } from '../model/brand.ts'
import type { Issue } from '../model/parsed.ts'
import { percentOf, UNITS_PER_PERCENT, WHOLE } from '../model/share.ts'
import { STAKE_KINDS } from '../model/stake.ts'
import { at, type Grouping, groupBy, IntList } from './int-list.ts'
import { dayNumber, type StakeGraph, standingOn } from './stake-graph.ts'

/** Kinds of stake as numbers, in the order of `STAKE_KINDS`; those from `SHARED_MEASURES` on are ways of control and have no share. */
export const SHARES = STAKE_KINDS.indexOf('shares')
export const VOTES = STAKE_KINDS.indexOf('votes')
/** The first kinds have shares of a whole. */
export const SHARED_MEASURES = 2
export const isControlKind = (kind: number): boolean => kind >= SHARED_MEASURES

/** Shares that sum to no more than this over the whole are taken for published rounding, in billionths: a tenth of a percent. */
export const ROUNDING_TOLERANCE = UNITS_PER_PERCENT / 10

/**
 * The stakes that stand on one day, each holder's claims in an entity merged to one holding for each kind, and faults
 * taken out of force. A stake that only perhaps stands counts from nothing up to its share.
 */
export interface Holdings {
  readonly graph: StakeGraph
  readonly day: IsoDate
  readonly owner: Int32Array
  readonly owned: Int32Array
  readonly kind: Int32Array
  readonly min: Int32Array
  readonly max: Int32Array
  /** Label of a joint arrangement, 0 for none. */
  readonly joint: Int32Array
  /** A stake behind the holding: where it was read, and its source. */
  readonly stake: Int32Array
  readonly byOwner: Grouping
  readonly byOwned: Grouping
  /** For each entity and kind with shares (`node * SHARED_MEASURES + kind`): the sum of the least shares, and what all holders can have together. */
  readonly totalMin: Float64Array
  readonly capacity: Float64Array
  readonly issues: readonly Issue[]
}

/** Reads off the graph who holds what on a day. Faults are reported by row, and the stakes they touch count as unknown. */
export function holdingsOn(graph: StakeGraph, day: IsoDate): Holdings {
  const merging = new Merging(graph, dayNumber(day))
  for (let node = 0; node < graph.ids.length; node++) merging.mergeStakesIn(node)
  merging.loosenWholeCircles()
  return merging.finish(day)
}

class Merging {
  readonly #graph: StakeGraph
  readonly #day: number
  readonly #issues: Issue[] = []
  readonly #owner = new IntList()
  readonly #owned = new IntList()
  readonly #kind = new IntList()
  readonly #min = new IntList()
  readonly #max = new IntList()
  readonly #joint = new IntList()
  readonly #stake = new IntList()
  readonly #totalMin: Float64Array
  readonly #capacity: Float64Array
  /** For each entity its only holder's holding where that holds the whole for certain, otherwise -1. */
  readonly #whole: Int32Array

  constructor(graph: StakeGraph, day: number) {
    this.#graph = graph
    this.#day = day
    this.#totalMin = new Float64Array(graph.ids.length * SHARED_MEASURES)
    this.#capacity = new Float64Array(graph.ids.length * SHARED_MEASURES).fill(WHOLE)
    this.#whole = new Int32Array(graph.ids.length).fill(-1)
  }

  mergeStakesIn(node: number): void {
    const { start, items } = this.#graph.byOwned
    if (at(start, node) === at(start, node + 1)) return
    const first = this.#owner.length
    if (this.#areApart(node)) {
      for (let i = at(start, node); i < at(start, node + 1); i++) this.#putAlone(node, at(items, i))
    } else this.#putMerged(node)
    for (const kind of [SHARES, VOTES]) this.#sum(node, kind, first)
  }

  /** Whether no holder has two stakes of a kind in the entity, so that there is nothing to merge. */
  #areApart(node: number): boolean {
    const { start, items } = this.#graph.byOwned
    const { owner, kind } = this.#graph.columns
    const [from, to] = [at(start, node), at(start, node + 1)]
    if (to - from > FEW) return false
    for (let i = from; i < to; i++) {
      for (let j = i + 1; j < to; j++) {
        const [a, b] = [at(items, i), at(items, j)]
        if (at(owner, a) === at(owner, b) && at(kind, a) === at(kind, b)) return false
      }
    }
    return true
  }

  #putAlone(node: number, stake: number): void {
    const { columns } = this.#graph
    const standing = standingOn(columns, stake, this.#day)
    if (standing === 'no') return
    const kind = at(columns.kind, stake)
    const stated = isControlKind(kind) ? WHOLE : at(columns.min, stake)
    const min = standing === 'yes' ? stated : 0
    const max = isControlKind(kind) ? WHOLE : at(columns.max, stake)
    this.#push(node, at(columns.owner, stake), kind, min, max, at(columns.joint, stake), stake)
  }

  #putMerged(node: number): void {
    const { start, items } = this.#graph.byOwned
    const claims = new ClaimTable()
    for (let i = at(start, node); i < at(start, node + 1); i++) this.#claim(claims, at(items, i))
    for (const { owner, kind, min, max, joint, stake } of claims.all)
      this.#push(node, owner, kind, min, max, joint, stake)
  }

  #claim(claims: ClaimTable, stake: number): void {
    const { columns } = this.#graph
    const standing = standingOn(columns, stake, this.#day)
    if (standing === 'no') return
    const kind = at(columns.kind, stake)
    const stated = isControlKind(kind) ? WHOLE : at(columns.min, stake)
    const min = standing === 'yes' ? stated : 0
    const max = isControlKind(kind) ? WHOLE : at(columns.max, stake)
    const claim = {
      stake,
      owner: at(columns.owner, stake),
      kind,
      min,
      max,
      first: { min, max },
      source: at(columns.source, stake),
      joint: at(columns.joint, stake),
    }
    if (claims.add(claim) === 'repeated') {
      const remedy = 'take the copy out, or give second holdings a source of their own'
      this.#issues.push({ code: 'stake.repeated', found: this.#text(stake), where: this.#where(stake), remedy })
    }
  }

  #push(node: number, owner: number, kind: number, min: number, max: number, joint: number, stake: number): void {
    this.#owner.push(owner)
    this.#owned.push(node)
    this.#kind.push(kind)
    this.#min.push(Math.min(min, isControlKind(kind) ? WHOLE : MOST_SUMMED))
    this.#max.push(Math.min(max, WHOLE))
    this.#joint.push(joint)
    this.#stake.push(stake)
    if (kind === SHARES && min >= WHOLE) this.#whole[node] = this.#owner.length - 1
  }

  /** Sums what is certain; where that is over the whole, which claim is wrong cannot be told, and none counts for certain. */
  #sum(node: number, kind: number, first: number): void {
    let sum = 0
    for (let i = first; i < this.#kind.length; i++) if (this.#kind.get(i) === kind) sum += this.#min.get(i)
    if (sum <= WHOLE + ROUNDING_TOLERANCE) {
      this.#totalMin[node * SHARED_MEASURES + kind] = sum
      this.#capacity[node * SHARED_MEASURES + kind] = Math.max(WHOLE, sum)
      return
    }
    const [kinds, min, max] = [this.#kind.view(), this.#min.view(), this.#max.view()]
    for (let i = first; i < kinds.length; i++) {
      if (at(kinds, i) !== kind) continue
      this.#report('stake.sum_over_100', i, `${this.#graph.ids[node]}: ${percentOf(sum)} in all`)
      min[i] = 0
      max[i] = Math.min(at(max, i), WHOLE)
    }
    if (kind === SHARES) this.#whole[node] = -1
  }

  /** Two companies cannot each own the other whole: a circle of whole holdings is a fault of its rows. */
  loosenWholeCircles(): void {
    const state = new Uint8Array(this.#whole.length)
    const owner = this.#owner.view()
    for (let from = 0; from < this.#whole.length; from++) {
      const trail: number[] = []
      let node = from
      while (at(state, node) === 0 && at(this.#whole, node) !== -1) {
        state[node] = 1
        trail.push(node)
        node = at(owner, at(this.#whole, node))
      }
      if (at(state, node) === 1) for (const member of trail.slice(trail.indexOf(node))) this.#loosen(member)
      for (const member of trail) state[member] = 2
      state[node] = 2
    }
  }

  #loosen(node: number): void {
    const holding = at(this.#whole, node)
    this.#report('stake.circle_of_100', holding, this.#graph.ids[node] ?? '')
    this.#min.view()[holding] = 0
    this.#totalMin[node * SHARED_MEASURES + SHARES] = 0
  }

  #report(code: string, holding: number, found: string): void {
    const stake = at(this.#stake.view(), holding)
    this.#issues.push({ code, found, where: this.#where(stake), remedy: REMEDIES[code] ?? 'mend the row' })
  }

  #where(stake: number): string {
    return `row ${at(this.#graph.columns.row, stake)}`
  }

  #text(stake: number): string {
    const { owner, owned } = this.#graph.columns
    return `${this.#graph.ids[at(owner, stake)]} in ${this.#graph.ids[at(owned, stake)]}`
  }

  finish(day: IsoDate): Holdings {
    const nodes = this.#graph.ids.length
    const [owner, owned] = [this.#owner.view(), this.#owned.view()]
    return {
      graph: this.#graph,
      day,
      owner,
      owned,
      kind: this.#kind.view(),
      min: this.#min.view(),
      max: this.#max.view(),
      joint: this.#joint.view(),
      stake: this.#stake.view(),
      byOwner: groupBy(owner, nodes),
      byOwned: groupBy(owned, nodes),
      totalMin: this.#totalMin,
      capacity: this.#capacity,
      issues: this.#issues,
    }
  }
}

const REMEDIES: Readonly<Record<string, string>> = {
  'stake.sum_over_100': 'mend the shares; until then each counts from 0 up to what is stated',
  'stake.circle_of_100': 'mend the shares; until then each counts from 0 to 100',
}

interface Claim {
  readonly stake: number
  readonly owner: number
  readonly kind: number
  min: number
  max: number
  readonly source: number
  joint: number
  /** The range as it was first stated, to know a repetition by. */
  readonly first: { readonly min: number; readonly max: number }
}

/** Sums of one holder are kept up to twice the whole, which still shows as over the whole and fits 32 bits. */
const MOST_SUMMED = 2 * WHOLE

/** Above this many holders of one entity they are found by a table instead of one by one. */
const FEW = 12

/**
 * Claims about one entity, merged by holder and kind. Stakes of one source add up (classes of shares). An exact
 * repetition may be a copy or a second holding, so it counts once for certain and perhaps twice. What several sources
 * say of one stake makes a range over all of them; for control, one certain source is enough.
 */
class ClaimTable {
  #merged: Claim[] = []
  #bySource: Claim[] = []
  #positions: Map<string, number> | undefined

  add(claim: Claim): 'new' | 'repeated' {
    const known = this.#find(claim)
    if (known === undefined) {
      this.#bySource.push(claim)
      this.#positions?.set(keyOf(claim), this.#bySource.length - 1)
      return 'new'
    }
    const isRepeated = known.first.min === claim.min && known.first.max === claim.max
    if (!isRepeated) known.min += claim.min
    known.max += claim.max
    known.joint = known.joint === 0 ? claim.joint : known.joint
    return isRepeated && !isControlKind(claim.kind) ? 'repeated' : 'new'
  }

  #find(claim: Claim): Claim | undefined {
    if (this.#bySource.length < FEW) {
      return this.#bySource.find(
        (held) => held.owner === claim.owner && held.kind === claim.kind && held.source === claim.source,
      )
    }
    this.#positions ??= new Map(this.#bySource.map((held, i) => [keyOf(held), i]))
    return this.#bySource[this.#positions.get(keyOf(claim)) ?? -1]
  }

  get all(): readonly Claim[] {
    if (this.#bySource.length < 2) return this.#bySource
    const positions = new Map<number, Claim>()
    this.#merged = []
    for (const claim of this.#bySource) {
      const key = claim.owner * STAKE_KINDS.length + claim.kind
      const held = positions.get(key)
      if (held === undefined) {
        positions.set(key, claim)
        this.#merged.push(claim)
      } else {
        held.min = isControlKind(claim.kind) ? Math.max(held.min, claim.min) : Math.min(held.min, claim.min)
        held.max = Math.max(held.max, claim.max)
        held.joint = held.joint === 0 ? claim.joint : held.joint
      }
    }
    return this.#merged
  }
}

const keyOf = (claim: Claim): string => `${claim.owner}/${claim.kind}/${claim.source}`
