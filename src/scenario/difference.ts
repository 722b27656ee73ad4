import type { LinkPath } from '../exposure/link-paths.ts'
import { REGIMES } from '../exposure/ownership-rule.ts'
import type { Authority } from '../model/authority.ts'
import { type Amount, amountNumber, type BookFlow, type BookParty } from '../model/book.ts'
import type { BookHit, InForce, OwnedUnder, PartyUnder } from './book-under.ts'
import type { Scenario } from './scenario.ts'

/** A party whose own name, number or facts match, or that is owned, or linked; `already` are authorities in force before. */
export interface NewlyCaught {
  readonly id: string
  readonly name: string
  readonly role: string | null
  readonly sector: string | null
  readonly country: string | null
  readonly region: string | null
  readonly verdict: 'blocked' | 'released' | 'undetermined' | 'controlled' | 'linked'
  /** Whether it was blocked by somebody before, so that blocking itself is nothing new. */
  readonly already: readonly Authority[]
  readonly gains: readonly Authority[]
  readonly loses: readonly Authority[]
  readonly because: string
  readonly matched?: {
    readonly entity: string
    readonly caption: string
    readonly score: number
    readonly band: string
  }
  readonly ownership?: OwnedUnder
  /** Ids from the designated holder to the party, and the same in names. */
  readonly path?: readonly string[]
  readonly path_names?: readonly string[]
  readonly link?: { readonly shortest: LinkPath; readonly strongest: LinkPath }
}

export interface Unchanged {
  readonly id: string
  readonly because: string
}

/** Money of parties that are caught, summed; `sum` is in units of the currency. */
export interface AmountRow {
  readonly currency: string
  readonly country: string | null
  readonly region: string | null
  readonly sector: string | null
  readonly role: string | null
  readonly sum: number
  readonly parties: number
  readonly already_blocked: boolean
}

/** A payment or contract that stands between announcement, effect and after. */
export interface FlowAtStake {
  readonly id: string
  readonly kind: string
  readonly party: string
  readonly amount: number | null
  readonly currency: string | null
  readonly on: string | null
  readonly until: string | null
  readonly status: string
  readonly phase: 'before_announcement' | 'interim' | 'after_effect' | 'running' | 'undated'
}

export interface BookDifference {
  readonly newly: {
    readonly matched: readonly NewlyCaught[]
    readonly owned: readonly NewlyCaught[]
    readonly linked: readonly NewlyCaught[]
  }
  readonly unchanged: readonly Unchanged[]
  readonly amounts: readonly AmountRow[]
  readonly linked_amounts: readonly AmountRow[]
  readonly in_flight: readonly FlowAtStake[]
}

/** What changes for a book between the real version and the supposed one, and what does not. */
export function differenceOf(
  scenario: Scenario,
  parties: readonly PartyUnder[],
  flows: readonly BookFlow[],
): BookDifference {
  const matched: NewlyCaught[] = []
  const owned: NewlyCaught[] = []
  const linked: NewlyCaught[] = []
  const unchanged: Unchanged[] = []
  const amountsOf = new Map<string, BookParty>()
  for (const under of parties) {
    amountsOf.set(under.party.id, under.party)
    const [asMatched, asOwned, asLinked] = [matchedBy(scenario, under), ownedBy(scenario, under), linkedBy(under)]
    if (asMatched !== undefined) matched.push(asMatched)
    if (asOwned !== undefined) owned.push(asOwned)
    if (asMatched === undefined && asOwned === undefined && asLinked !== undefined) linked.push(asLinked)
    unchanged.push(...staysAsItIs(under, asMatched ?? asOwned))
  }
  const blocked = distinctById([...matched, ...owned.filter(({ verdict }) => verdict !== 'undetermined')])
  const caught = new Set([...blocked, ...owned].map(({ id }) => id))
  return {
    newly: { matched: bestFirst(matched), owned, linked: strongestFirst(linked) },
    unchanged,
    amounts: amountRows(blocked, amountsOf),
    linked_amounts: amountRows(linked, amountsOf),
    in_flight: flowsAtStake(
      scenario,
      flows.filter(({ party }) => caught.has(party)),
    ),
  }
}

const authoritiesIn = (inForce: readonly InForce[]): readonly Authority[] => [
  ...new Set(inForce.map(({ authority }) => authority)),
]
const without = (all: readonly Authority[], others: readonly Authority[]): readonly Authority[] =>
  all.filter((each) => !others.includes(each))

function partyFacts({ party }: PartyUnder) {
  const { id, name, role, sector, country, region } = party
  return { id, name, role: role ?? null, sector: sector ?? null, country: country ?? null, region: region ?? null }
}

function matchedBy(scenario: Scenario, under: PartyUnder): NewlyCaught | undefined {
  const targets = under.hits.filter(({ isTarget }) => isTarget)
  const [best] = targets.toSorted((a, b) => b.score - a.score)
  if (best === undefined) return undefined
  const [before, after] = [
    authoritiesIn(targets.flatMap((hit) => hit.before)),
    authoritiesIn(targets.flatMap((hit) => hit.after)),
  ]
  const change = { gains: without(after, before), loses: without(before, after) }
  if (change.gains.length === 0 && change.loses.length === 0) return undefined
  return {
    ...partyFacts(under),
    verdict: scenario.action === 'designate' ? 'blocked' : after.length === 0 ? 'released' : 'blocked',
    already: authoritiesIn(under.hits.flatMap((hit) => hit.before)),
    ...change,
    because: `matches ${best.caption} (${best.entity}), ${best.band}`,
    matched: { entity: best.entity, caption: best.caption, score: best.score, band: best.band },
  }
}

function ownedBy(scenario: Scenario, under: PartyUnder): NewlyCaught | undefined {
  const { ownedBefore, ownedAfter, ownedByTarget, authoritiesOfOwners } = under
  const [before, after] = [authoritiesIn(authoritiesOfOwners.before), authoritiesIn(authoritiesOfOwners.after)]
  const change = { gains: without(after, before), loses: without(before, after) }
  const isReached = Object.keys(ownedBefore).length + Object.keys(ownedAfter).length > 0
  const isChanged = REGIMES.some(
    (regime) => ownedBefore[regime] !== ownedAfter[regime] || ownedByTarget[regime] !== undefined,
  )
  if (!isChanged && !(isReached && change.gains.length + change.loses.length > 0)) return undefined
  const now = scenario.action === 'designate' ? ownedAfter : ownedBefore
  const verdicts = Object.values(now)
  const verdict = verdicts.includes('blocked')
    ? 'blocked'
    : verdicts.includes('controlled')
      ? 'controlled'
      : 'undetermined'
  const isReleased = scenario.action === 'revoke' && Object.keys(ownedAfter).length === 0
  const already = Object.values(ownedBefore).includes('blocked') ? before : []
  return {
    ...partyFacts(under),
    verdict: isReleased ? 'released' : verdict,
    already,
    ...change,
    because: under.arithmetic ?? 'through its owners',
    ownership: now,
    ...(under.ownershipPath === undefined
      ? {}
      : { path: under.ownershipPath.ids, path_names: under.ownershipPath.names }),
  }
}

function linkedBy(under: PartyUnder): NewlyCaught | undefined {
  if (under.link === undefined) return undefined
  const { strongest } = under.link
  const before = authoritiesIn(under.hits.flatMap((hit) => hit.before))
  return {
    ...partyFacts(under),
    verdict: 'linked',
    already: before,
    gains: [],
    loses: [],
    because: `${strongest.ids.join(' → ')}; weakest link: ${weakestOf(strongest)}`,
    link: under.link,
  }
}

const weakestOf = (path: LinkPath): string => {
  const weakest = path.steps.find((step) => step.strength === path.strength)
  return weakest === undefined ? '' : `${weakest.kind.replace(/_/g, ' ')} (${weakest.grade.replace(/_/g, ' ')})`
}

/** Why blocking is nothing new for a party: another authority bites already, and goes on. */
function staysAsItIs(under: PartyUnder, caught: NewlyCaught | undefined): readonly Unchanged[] {
  const direct = under.hits.flatMap((hit) => stands(hit))
  const owners = Object.values(under.ownedBefore).includes('blocked')
    ? lasting(under.authoritiesOfOwners.before, under.authoritiesOfOwners.after)
    : []
  const { id } = under.party
  const rows: Unchanged[] = []
  if (direct.length > 0 && (caught !== undefined || under.link !== undefined)) {
    rows.push({
      id,
      because: `already blocked as a match of ${[...new Set(direct.map(({ caption }) => caption))].join(', ')} under ${listOf(direct)}; that goes on`,
    })
  }
  if (owners.length > 0 && caught !== undefined) {
    rows.push({ id, because: `already blocked through its owners under ${listOf(owners)}; that goes on` })
  }
  return rows
}

const stands = (hit: BookHit): readonly (InForce & { readonly caption: string })[] =>
  lasting(hit.before, hit.after).map((each) => ({ ...each, caption: hit.caption }))

const lasting = (before: readonly InForce[], after: readonly InForce[]): readonly InForce[] =>
  before.filter(({ authority }) => after.some((each) => each.authority === authority))

/** Authorities with since and citation, each told once. */
export function listOf(inForce: readonly InForce[]): string {
  const byAuthority = new Map(inForce.map((each) => [each.authority, each]))
  return [...byAuthority.values()]
    .map(
      ({ authority, since, citation }) =>
        `${authority}${since === null ? '' : ` since ${since}`}${citation === null ? '' : ` (${citation})`}`,
    )
    .join(', ')
}

function distinctById(rows: readonly NewlyCaught[]): readonly NewlyCaught[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()]
}

const bestFirst = (rows: readonly NewlyCaught[]): readonly NewlyCaught[] =>
  rows.toSorted((a, b) => (b.matched?.score ?? 0) - (a.matched?.score ?? 0) || (a.id < b.id ? -1 : 1))

const strongestFirst = (rows: readonly NewlyCaught[]): readonly NewlyCaught[] =>
  rows.toSorted(
    (a, b) => (b.link?.strongest.strength ?? 0) - (a.link?.strongest.strength ?? 0) || (a.id < b.id ? -1 : 1),
  )

function amountRows(caught: readonly NewlyCaught[], parties: ReadonlyMap<string, BookParty>): readonly AmountRow[] {
  const sums = new Map<
    string,
    { readonly row: Omit<AmountRow, 'sum' | 'parties'>; units: bigint; readonly ids: Set<string> }
  >()
  for (const { id, country, region, sector, role, already } of caught) {
    for (const { units, currency } of parties.get(id)?.amounts ?? ([] as readonly Amount[])) {
      const row = { currency, country, region, sector, role, already_blocked: already.length > 0 }
      const key = JSON.stringify(row)
      const held = sums.get(key) ?? { row, units: 0n, ids: new Set<string>() }
      sums.set(key, { ...held, units: held.units + units })
      held.ids.add(id)
    }
  }
  return [...sums.values()]
    .map(({ row, units, ids }) => ({ ...row, sum: amountNumber(units), parties: ids.size }))
    .toSorted((a, b) => (a.currency < b.currency ? -1 : a.currency > b.currency ? 1 : b.sum - a.sum))
}

function flowsAtStake(scenario: Scenario, flows: readonly BookFlow[]): readonly FlowAtStake[] {
  return flows.flatMap((flow): readonly FlowAtStake[] => {
    const phase = phaseOf(scenario, flow)
    if (phase === undefined) return []
    const { id, kind, party, amount, on, until, status } = flow
    return [
      {
        id,
        kind,
        party,
        amount: amount === undefined ? null : amountNumber(amount.units),
        currency: amount?.currency ?? null,
        on: on ?? null,
        until: until ?? null,
        status,
        phase,
      },
    ]
  })
}

/** Where a flow stands against the two days; settled ones and contracts that are over are not at stake. */
function phaseOf(
  { announced, effective, asOf }: Scenario,
  { kind, status, on, until }: BookFlow,
): FlowAtStake['phase'] | undefined {
  if (status === 'settled') return undefined
  if (kind === 'contract') {
    if (until !== undefined && until < effective) return undefined
    return on !== undefined && on >= effective ? 'after_effect' : 'running'
  }
  if (on === undefined) return 'undated'
  if (on < asOf && on < effective) return 'before_announcement'
  if (on >= effective) return 'after_effect'
  return on >= (announced ?? asOf) ? 'interim' : 'before_announcement'
}
