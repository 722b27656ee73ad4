import { percentOf, shareText, WHOLE } from '../model/share.ts'
import { STAKE_KINDS } from '../model/stake.ts'
import { type Holdings, isControlKind, SHARED_MEASURES, SHARES, VOTES } from './holdings.ts'
import { at } from './int-list.ts'
import { controlVerdictOf, type RegimeReach, verdictOf } from './ownership.ts'
import type { ControlAnswer, Decider, OwnershipPath, PathStep, RegimeAnswer } from './ownership-answer.ts'
import { isControl } from './reach.ts'

/** Most paths and deciders given for one entity; how many were left out is said. */
export const MAX_PATHS = 12
/** Longest path that is written out, in steps. */
export const MAX_PATH_STEPS = 64

/** One regime's answer on one entity: verdict, share, paths, arithmetic, what would decide it, and control beside it. */
export function explainOwnership(holdings: Holdings, reach: RegimeReach, node: number): RegimeAnswer {
  const counted = countedHoldings(holdings, reach, node)
  const verdict = verdictOf(reach, node)
  const paths = counted.slice(0, MAX_PATHS).map((holding) => pathTo(holdings, reach, holding))
  return {
    verdict,
    share_min: percentOf(Math.min(at(reach.least.held, node), WHOLE)),
    share_max: percentOf(Math.min(at(reach.most.held, node), WHOLE)),
    arithmetic: arithmeticOf(holdings, reach, node, counted),
    paths,
    ...(counted.length > MAX_PATHS ? { paths_omitted: counted.length - MAX_PATHS } : {}),
    decides: verdict === 'undetermined' ? decidersOf(holdings, reach, node, counted) : [],
    control: controlOf(holdings, reach, node),
    notes: notesOf(holdings, reach, node),
  }
}

/** Holdings in the entity that count, for certain or perhaps: those of reached holders, and of holders joint with them, for the person that reaches it. */
function countedHoldings(holdings: Holdings, reach: RegimeReach, node: number): readonly number[] {
  const { start, items } = holdings.byOwned
  const inEntity = Array.from(items.subarray(at(start, node), at(start, node + 1))).filter((holding) => {
    const kind = at(holdings.kind, holding)
    return kind === SHARES || (kind === VOTES && reach.rule.measures.includes('votes'))
  })
  const own = inEntity.filter((holding) => isReachedHolder(reach, at(holdings.owner, holding)))
  const joints = new Set(own.map((holding) => at(holdings.joint, holding)).filter((label) => label !== 0))
  const counted =
    reach.rule.adds === 'all'
      ? own
      : inEntity.filter((holding) => own.includes(holding) || joints.has(at(holdings.joint, holding)))
  return counted.filter((holding) => at(holdings.max, holding) > 0)
}

const isReachedHolder = (reach: RegimeReach, holder: number): boolean => at(reach.most.rank, holder) > 0

/** The chain back from a holding to a designated party: each step goes to the holder that was reached first. */
function pathTo(holdings: Holdings, reach: RegimeReach, last: number): OwnershipPath {
  const steps: PathStep[] = [stepOf(holdings, last)]
  let holder = at(holdings.owner, last)
  while (at(reach.isDesignated, holder) === 0 && steps.length < MAX_PATH_STEPS) {
    const next = firstReachingHolding(holdings, reach, holder)
    if (next === undefined) break
    steps.unshift(stepOf(holdings, next))
    holder = at(holdings.owner, next)
  }
  return {
    from: holdings.graph.ids[holder] ?? '',
    ids: [...steps.map((step) => step.owner), steps.at(-1)?.owned ?? ''],
    steps,
  }
}

/** Of the holders that were reached before the entity, the one with the largest certain stake, then the largest possible one. */
function firstReachingHolding(holdings: Holdings, reach: RegimeReach, node: number): number | undefined {
  const ranks = at(reach.least.rank, node) > 0 ? reach.least.rank : reach.most.rank
  const { start, items } = holdings.byOwned
  let best: number | undefined
  for (let i = at(start, node); i < at(start, node + 1); i++) {
    const holding = at(items, i)
    const rank = at(ranks, at(holdings.owner, holding))
    if (rank === 0 || rank >= at(ranks, node) || isControlKind(at(holdings.kind, holding))) continue
    if (best === undefined || weightOf(holdings, holding) > weightOf(holdings, best)) best = holding
  }
  return best
}

const weightOf = (holdings: Holdings, holding: number): number =>
  at(holdings.min, holding) * 2 + at(holdings.max, holding) / WHOLE

function stepOf(holdings: Holdings, holding: number): PathStep {
  const { ids, columns } = holdings.graph
  const stake = at(holdings.stake, holding)
  const source = columns.sources[at(columns.source, stake)] ?? ''
  const joint = columns.joints[at(holdings.joint, holding)] ?? ''
  return {
    owner: ids[at(holdings.owner, holding)] ?? '',
    owned: ids[at(holdings.owned, holding)] ?? '',
    kind: STAKE_KINDS[at(holdings.kind, holding)] ?? 'shares',
    share_min: percentOf(at(holdings.min, holding)),
    share_max: percentOf(at(holdings.max, holding)),
    row: at(columns.row, stake),
    ...(source === '' ? {} : { source }),
    ...(joint === '' ? {} : { joint }),
  }
}

function arithmeticOf(holdings: Holdings, reach: RegimeReach, node: number, counted: readonly number[]): string {
  if (at(reach.isDesignated, node) === 1) return 'itself designated'
  const line = `${reach.rule.reached === 'atOrAbove' ? '' : 'more than '}${percentOf(reach.rule.threshold)}${reach.rule.reached === 'atOrAbove' ? ' or more' : ''}`
  if (counted.length === 0) return `0: no designated or reached holder; the line is ${line}`
  const terms = counted.slice(0, MAX_PATHS).map((holding) => termOf(holdings, reach, holding))
  const more = counted.length > terms.length ? ` + ${counted.length - terms.length} more` : ''
  const total = shareText({ min: at(reach.least.held, node), max: Math.min(at(reach.most.held, node), WHOLE) })
  const sum =
    reach.rule.adds === 'all'
      ? `${terms.join(' + ')}${more} = ${total}`
      : `${terms.join('; ')}${more}; the most that one person holds, joint holders as one, is ${total}`
  return `${sum}; the line is ${line}`
}

function termOf(holdings: Holdings, reach: RegimeReach, holding: number): string {
  const owner = at(holdings.owner, holding)
  const how =
    at(reach.isDesignated, owner) === 1
      ? 'designated'
      : at(reach.least.rank, owner) > 0
        ? 'itself reached'
        : at(reach.most.rank, owner) > 0
          ? 'perhaps itself reached'
          : 'joint with a reached holder'
  const kind = at(holdings.kind, holding) === VOTES ? ' of votes' : ''
  const share = shareText({ min: at(holdings.min, holding), max: at(holdings.max, holding) })
  return `${share}${kind} (${holdings.graph.ids[owner]}, ${how})`
}

/** Which facts are open: shares and dates of counted holdings, and holders that are themselves undetermined. */
function decidersOf(
  holdings: Holdings,
  reach: RegimeReach,
  node: number,
  counted: readonly number[],
): readonly Decider[] {
  const deciders: Decider[] = []
  for (const holding of counted) {
    const owner = at(holdings.owner, holding)
    const ownerId = holdings.graph.ids[owner] ?? ''
    if (isReachedHolder(reach, owner) && at(reach.least.rank, owner) === 0) {
      deciders.push({ what: 'status', owner: ownerId, text: `whether ${ownerId} is itself reached` })
    }
    if (at(holdings.min, holding) < at(holdings.max, holding))
      deciders.push(shareDecider(holdings, reach, node, holding))
  }
  return deciders.slice(0, MAX_PATHS)
}

function shareDecider(holdings: Holdings, reach: RegimeReach, node: number, holding: number): Decider {
  const { ids, columns } = holdings.graph
  const stake = at(holdings.stake, holding)
  const [owner, owned] = [ids[at(holdings.owner, holding)] ?? '', ids[node] ?? '']
  const row = at(columns.row, stake)
  const share = shareText({ min: at(holdings.min, holding), max: at(holdings.max, holding) })
  const isDateOpen =
    at(columns.min, stake) === at(columns.max, stake) && at(columns.min, stake) > 0 && at(holdings.min, holding) === 0
  if (isDateOpen && at(columns.firstStart, stake) !== at(columns.lastStart, stake)) {
    return { what: 'date', owner, owned, row, text: `since when ${owner} holds its share in ${owned}` }
  }
  if (isDateOpen && at(columns.firstEnd, stake) !== at(columns.lastEnd, stake)) {
    return { what: 'date', owner, owned, row, text: `until when ${owner} held its share in ${owned}` }
  }
  const needed = Math.max(0, reach.rule.threshold - (at(reach.least.held, node) - at(holdings.min, holding)))
  const line = reach.rule.reached === 'atOrAbove' ? `${percentOf(needed)} or more` : `more than ${percentOf(needed)}`
  const isEnough = needed <= at(holdings.max, holding)
  return {
    what: 'share',
    owner,
    owned,
    row,
    text: `what ${owner} holds in ${owned} (${share}${isEnough ? `; ${line} would be enough` : ''})`,
  }
}

function controlOf(holdings: Holdings, reach: RegimeReach, node: number): ControlAnswer {
  const { rule } = reach
  const direct = (bound: 'least' | 'most'): readonly number[] => {
    const ranks = (bound === 'least' ? reach.leastWithControl : reach.mostWithControl).rank
    const { start, items } = holdings.byOwned
    return Array.from(items.subarray(at(start, node), at(start, node + 1))).filter(
      (holding) => at(ranks, at(holdings.owner, holding)) > 0 && isControl(holdings, rule, holding, bound),
    )
  }
  const [certain, possible] = [direct('least'), direct('most')]
  const verdict =
    certain.length > 0
      ? 'controlled'
      : controlVerdictOf(reach, node) === 'controlled'
        ? 'controlled'
        : possible.length > 0
          ? 'undetermined'
          : controlVerdictOf(reach, node)
  const by = (certain.length > 0 ? certain : possible).slice(0, MAX_PATHS).map((holding) => {
    const { owner, kind, row, source } = stepOf(holdings, holding)
    return { holder: owner, kind, row, ...(source === undefined ? {} : { source }) }
  })
  return { verdict, effect: rule.control.effect, by, source: rule.control.source }
}

function notesOf(holdings: Holdings, reach: RegimeReach, node: number): readonly string[] {
  const notes: string[] = []
  if (at(reach.least.rank, node) === 0 && reach.greatest !== undefined && at(reach.greatest, node) === 1) {
    notes.push(
      'held up by a circle of holdings without a designated holder in it: reached only if one assumed it of every member',
    )
  }
  const slot = node * SHARED_MEASURES + SHARES
  if (at(reach.most.held, node) > 0 && at(holdings.totalMin, slot) === 0) notes.push('no share of it is stated exactly')
  return notes
}
