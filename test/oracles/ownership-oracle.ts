/**
 * Ownership by brute force, straight from the words of the rule and slow on purpose: every way in which the stakes could
 * stand is tried, and for each the least set of reached parties is found by looking at every set of parties there is.
 * Shares are whole percents. Shares no code with what it checks.
 */
export interface OracleStake {
  readonly owner: number
  readonly owned: number
  readonly kind: 'shares' | 'votes' | 'controls'
  readonly min: number
  readonly max: number
  readonly joint?: string
}

export interface OracleGraph {
  readonly parties: number
  readonly designated: readonly number[]
  readonly stakes: readonly OracleStake[]
  /** All bounds are multiples of this many percent, so that trying multiples finds every extreme. */
  readonly step: number
}

export interface OracleRule {
  readonly threshold: number
  readonly exactlyReaches: boolean
  readonly adds: 'all' | 'eachOrJoint'
  readonly votesToo: boolean
  /** Ways of control count as well: `controls`, and votes above half. */
  readonly withControl: boolean
}

export interface OracleVerdict {
  readonly verdict: 'blocked' | 'not_blocked' | 'undetermined'
  readonly shareMin: number
  readonly shareMax: number
}

/** The verdict on every party, over all ways in which its stakes could stand. */
export function bruteForce(graph: OracleGraph, rule: OracleRule): readonly OracleVerdict[] {
  const reachedTimes = new Array<number>(graph.parties).fill(0)
  const least = new Array<number>(graph.parties).fill(Number.POSITIVE_INFINITY)
  const most = new Array<number>(graph.parties).fill(0)
  let worlds = 0
  for (const shares of worldsOf(graph)) {
    worlds++
    const persons = rule.adds === 'all' ? [graph.designated] : graph.designated.map((person) => [person])
    const reached = new Set<number>()
    const held = new Array<number>(graph.parties).fill(0)
    for (const start of persons) {
      const members = leastSet(graph, rule, shares, start)
      for (const member of members) reached.add(member)
      for (let party = 0; party < graph.parties; party++) {
        held[party] = Math.max(held[party] ?? 0, ...sharesOf(graph, rule, shares, members, party))
      }
    }
    for (const party of reached) reachedTimes[party] = (reachedTimes[party] ?? 0) + 1
    for (let party = 0; party < graph.parties; party++) {
      least[party] = Math.min(least[party] ?? 0, held[party] ?? 0)
      most[party] = Math.max(most[party] ?? 0, held[party] ?? 0)
    }
  }
  return reachedTimes.map((times, party) => ({
    verdict: times === worlds ? 'blocked' : times === 0 ? 'not_blocked' : 'undetermined',
    shareMin: least[party] ?? 0,
    shareMax: most[party] ?? 0,
  }))
}

/** Every combination of shares within the stated bounds in which no entity has over 100 percent. */
function* worldsOf(graph: OracleGraph, shares: number[] = []): Generator<readonly number[]> {
  const stake = graph.stakes[shares.length]
  if (stake === undefined) {
    if (isPossible(graph, shares)) yield shares
    return
  }
  for (let share = stake.min; share <= stake.max; share += graph.step) {
    yield* worldsOf(graph, [...shares, share])
    if (stake.kind === 'controls') break
  }
}

const isPossible = (graph: OracleGraph, shares: readonly number[]): boolean =>
  (['shares', 'votes'] as const).every((kind) =>
    range(graph.parties).every(
      (owned) =>
        total(graph.stakes.map((stake, i) => (stake.kind === kind && stake.owned === owned ? (shares[i] ?? 0) : 0))) <=
        100,
    ),
  )

/** The intersection of all sets that hold the start and every party they reach. */
function leastSet(
  graph: OracleGraph,
  rule: OracleRule,
  shares: readonly number[],
  start: readonly number[],
): ReadonlySet<number> {
  const must = bitsOf(start)
  let least = 2 ** graph.parties - 1
  for (let set = 0; set < 2 ** graph.parties; set++) {
    if ((set & must) === must && isClosed(graph, rule, shares, set)) least &= set
  }
  return new Set(range(graph.parties).filter((party) => (least & (1 << party)) !== 0))
}

function isClosed(graph: OracleGraph, rule: OracleRule, shares: readonly number[], set: number): boolean {
  const members = new Set(range(graph.parties).filter((party) => (set & (1 << party)) !== 0))
  return range(graph.parties).every((party) => members.has(party) || !isReachedBy(graph, rule, shares, members, party))
}

function isReachedBy(
  graph: OracleGraph,
  rule: OracleRule,
  shares: readonly number[],
  members: ReadonlySet<number>,
  party: number,
): boolean {
  const held = sharesOf(graph, rule, shares, members, party)
  if (held.some((share) => share > rule.threshold || (rule.exactlyReaches && share === rule.threshold))) return true
  return (
    rule.withControl &&
    graph.stakes.some(
      (stake, i) =>
        stake.owned === party &&
        members.has(stake.owner) &&
        (stake.kind === 'controls' || (stake.kind === 'votes' && (shares[i] ?? 0) > 50)),
    )
  )
}

/** What members hold in a party, for each measure; under a rule of single persons, what joint holders have with them too. */
function sharesOf(
  graph: OracleGraph,
  rule: OracleRule,
  shares: readonly number[],
  members: ReadonlySet<number>,
  party: number,
): readonly number[] {
  const inParty = graph.stakes
    .map((stake, i) => ({ stake, share: shares[i] ?? 0 }))
    .filter(({ stake }) => stake.owned === party)
  const joints = new Set(
    rule.adds === 'all' ? [] : inParty.filter(({ stake }) => members.has(stake.owner)).map(({ stake }) => stake.joint),
  )
  return (rule.votesToo ? (['shares', 'votes'] as const) : (['shares'] as const)).map((kind) =>
    total(
      inParty
        .filter(({ stake }) => stake.kind === kind)
        .filter(({ stake }) => members.has(stake.owner) || (stake.joint !== undefined && joints.has(stake.joint)))
        .map(({ share }) => share),
    ),
  )
}

const range = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i)
const total = (numbers: readonly number[]): number => numbers.reduce((sum, next) => sum + next, 0)
const bitsOf = (parties: readonly number[]): number => parties.reduce((bits, party) => bits | (1 << party), 0)

/** A small random graph: circles, intervals, unknown shares, votes, control and joint holders included. Deterministic in the seed. */
export function randomGraph(seed: number): OracleGraph {
  const next = randomFrom(seed)
  const parties = 2 + Math.floor(next() * 4)
  const step = [10, 20, 25, 50][Math.floor(next() * 4)] ?? 25
  const stakes: OracleStake[] = []
  const wanted = 1 + Math.floor(next() * 6)
  let open = 0
  for (let i = 0; i < wanted; i++) {
    const owner = Math.floor(next() * parties)
    const owned = Math.floor(next() * parties)
    const pick = next()
    const kind = pick < 0.8 ? 'shares' : pick < 0.92 ? 'votes' : 'controls'
    if (stakes.some((held) => held.owner === owner && held.owned === owned && held.kind === kind)) continue
    const sum = total(stakes.filter((held) => held.owned === owned && held.kind === kind).map((held) => held.min))
    const room = Math.floor((100 - sum) / step)
    const min = step * Math.floor(next() * (room + 1))
    const isOpen = open < 3 && next() < 0.4
    const max = isOpen ? min + step * Math.floor(next() * ((100 - min) / step + 1)) : min
    if (max > min) open++
    const joint = next() < 0.15 ? 'J' : undefined
    const stake = kind === 'controls' ? { min: 100, max: 100 } : { min, max }
    stakes.push({ owner, owned, kind, ...stake, ...(joint === undefined || kind === 'controls' ? {} : { joint }) })
  }
  const designated = range(parties).filter(() => next() < 0.35)
  return { parties, designated, stakes: stakes.filter((stake) => !isInWholeCircle(stakes, stake)), step }
}

/** Circles of whole holdings are faults of their rows, and are tested by hand. */
function isInWholeCircle(stakes: readonly OracleStake[], from: OracleStake): boolean {
  let stake: OracleStake | undefined = from
  for (let steps = 0; stake !== undefined && steps <= stakes.length; steps++) {
    if (stake.kind !== 'shares' || stake.min < 100) return false
    const owner: number = stake.owner
    if (owner === from.owned) return true
    stake = stakes.find((held) => held.owned === owner && held.kind === 'shares' && held.min === 100)
  }
  return false
}

/** Numbers in [0, 1) from a seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
