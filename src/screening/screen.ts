import type { Found } from '../index/corpus.ts'
import type { Match } from '../match/match.ts'
import type { Policy } from '../match/policy.ts'
import type { EntityId } from '../model/brand.ts'
import type { Designation } from '../model/designation.ts'
import type { Entity } from '../model/entity.ts'
import type { Party } from '../model/party.ts'
import { entriesOf, joinEntries, type MergeIndex, onePartyEach } from './merged-hits.ts'
import type { Basis, Hit, ListInForce, Outcome } from './outcome.ts'

/** Where each authority stands on an entity of a list, on the day of the question: the register, then the list's own tags. */
export type DesignationsOf = (entity: Entity, list: ListInForce) => readonly Designation[]

export interface ScreeningRequest {
  readonly party: Party
  readonly basis: Basis
  readonly policy: Policy
  readonly limit: number
  readonly designationsOf: DesignationsOf
  /** Leaves entities out of the question, for scopes of the HTTP face. */
  readonly isInScope?: (entity: Entity) => boolean
  /** Entries of several lists that are one party: it is shown once, with all its lists and designations. */
  readonly merges?: MergeIndex
}

export const BELOW_SHOWN = 10

/** Asks every list in force and joins the answers. A list that could not be asked, is stale, or is lacking makes no answer `clear`. */
export function screen(request: ScreeningRequest): Outcome {
  const { basis, limit } = request
  const asked = basis.lists.map((list) => ({ list, found: askList(request, list) }))
  const merges = request.merges ?? NO_MERGES
  const allHits = ranked(asked.flatMap(({ list, found }) => found.hits.map((match) => ({ list, match }))))
  const hits = onePartyEach(allHits, idOf, merges)
  const shownParties = new Set(hits.flatMap((row) => merges.get(idOf(row)) ?? []))
  const isShown = (row: Ranked): boolean =>
    [merges.get(idOf(row))].some((merge) => merge !== undefined && shownParties.has(merge))
  const allBelow = ranked(asked.flatMap(({ list, found }) => found.below.map((match) => ({ list, match }))))
  const below = onePartyEach(allBelow, idOf, merges).filter((row) => !isShown(row))
  const show = ({ list, match }: Ranked): Hit => hitOf(request, list, match)
  const kept = hits.filter(({ match }, i) => i < limit || isExact(match)).map(show)
  const shown = {
    basis,
    below: below.slice(0, BELOW_SHOWN).map(show),
    total: asked.reduce((sum, { found }) => sum + found.total, 0) - (allHits.length - hits.length),
  }
  const missing = [...new Set([...lackingLists(basis), ...asked.flatMap(({ found }) => found.missing)])]
  const [firstHit, ...otherHits] = kept
  if (firstHit !== undefined) return { ...shown, kind: 'hits', hits: [firstHit, ...otherHits], missing }
  const [firstMissing, ...otherMissing] = missing
  if (firstMissing !== undefined) return { ...shown, kind: 'undetermined', missing: [firstMissing, ...otherMissing] }
  return { ...shown, kind: 'clear' }
}

interface Ranked {
  readonly list: ListInForce
  readonly match: Match
}

function askList({ party, policy, limit, isInScope }: ScreeningRequest, list: ListInForce): Found {
  const { corpus } = list
  const scope = isInScope === undefined ? undefined : (at: number) => scopeOf(corpus.entities[at], isInScope)
  return corpus.search(party, { policy, limit, ...(scope === undefined ? {} : { isInScope: scope }) })
}

const scopeOf = (entity: Entity | undefined, isInScope: (entity: Entity) => boolean): boolean =>
  entity !== undefined && isInScope(entity)

/** Best first; equal scores by list and entity id, so that the order never depends on how lists were loaded. */
function ranked(rows: readonly Ranked[]): readonly Ranked[] {
  const keyed = rows.map((row) => ({
    row,
    key: `${row.list.id} ${row.list.corpus.entities[row.match.entity]?.id ?? ''}`,
  }))
  return keyed
    .sort((a, b) => b.row.match.score - a.row.match.score || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ row }) => row)
}

const EXACT = 1000
const isExact = (match: Match): boolean => match.parts.name >= EXACT

const NO_MERGES: MergeIndex = new Map()

const idOf = ({ list, match }: Ranked): EntityId => entityOf(list, match).id

function entityOf(list: ListInForce, match: Match): Entity {
  const entity = list.corpus.entities[match.entity]
  if (entity === undefined) throw new Error(`match names entity ${match.entity}, which ${list.id} does not hold`)
  return entity
}

function hitOf(request: ScreeningRequest, list: ListInForce, match: Match): Hit {
  const entity = entityOf(list, match)
  const alone = { list: list.id, entity, match, designations: request.designationsOf(entity, list) }
  const merge = request.merges?.get(entity.id)
  if (merge === undefined || request.merges === undefined) return alone
  const entries = entriesOf({ entity, list }, request.basis.lists, request.merges)
  const joined = entries.length < 2 ? undefined : joinEntries(entries, merge, request.designationsOf)
  return joined === undefined ? alone : { ...alone, ...joined, merge }
}

/** Reasons why no answer may be `clear`, whatever was found (PRODUCT.md §4.3). */
export function lackingLists(basis: Pick<Basis, 'lists'>): readonly string[] {
  const sanctions = basis.lists.filter((list) => list.isSanctionsList)
  if (sanctions.length === 0) return ['no sanctions list is loaded: the bundled register alone cannot clear anyone']
  return sanctions.flatMap((list) => [
    ...(list.isStale ? [`${list.id} is stale: its last successful check is older than the policy allows`] : []),
    ...(list.isPartial ? [`${list.id} declares itself a part of its list`] : []),
  ])
}
