import { DEFAULT_DEPTH, type LinkPaths } from '../exposure/link-paths.ts'
import type { StakeGraph } from '../exposure/stake-graph.ts'
import type { BookParty } from '../model/book.ts'
import type { DatasetId, EntityId, IsoDate } from '../model/brand.ts'
import { type Entity, UNSTATED } from '../model/entity.ts'
import { namesOn } from '../register/screening.ts'
import type { BookHit, InForce, PartyUnder } from '../scenario/book-under.ts'
import { openNamesCorpus } from './names-corpus.ts'
import { linkedParties } from './scenario-network.ts'
import type { HolderUnder, OwnershipUnder } from './scenario-ownership.ts'
import type { ReadyBook, WhatIfRequest } from './scenario-request.ts'
import type { Target } from './scenario-targets.ts'
import { type FoundEntity, type ScreenedBook, screenBook } from './screened-book.ts'

/** Weakest link that counts as being linked, unless asked otherwise. */
export const DEFAULT_LINK_AT_LEAST = 40

/** Hits of parties and names, with what each version says of the entity. */
export interface FoundUnder {
  readonly ofParty: (id: string) => readonly BookHit[]
  readonly ofName: (name: string) => readonly BookHit[]
  /** Ids of parties, and names, that have a hit. */
  readonly parties: ReadonlySet<string>
  readonly names: ReadonlySet<string>
  /** Where organisations that no list has stand in the network: the parties and names that match them. */
  readonly unlistedPlaces: readonly string[]
}

export function foundUnder(request: WhatIfRequest, targets: readonly Target[]): FoundUnder {
  const { screened } = request.ready
  const byId = new Map(targets.flatMap((target) => target.entityIds.map((id) => [id, target] as const)))
  const targetOf = ({ id, referents }: Entity): Target | undefined =>
    [id, ...referents].flatMap((each) => byId.get(each) ?? [])[0]
  const hitOf = ({ entity, score, band, inForce }: FoundEntity): BookHit => {
    const target = targetOf(entity)
    const listed =
      target === undefined
        ? inForce
        : inForce.filter(({ authority }) => !request.scenario.authorities.includes(authority))
    return {
      entity: entity.id,
      caption: entity.names[0].text,
      score,
      band,
      isTarget: target !== undefined,
      before: target === undefined ? inForce : joined(target.before, inForce),
      after: target === undefined ? inForce : joined(target.after, listed),
    }
  }
  const extra = hitsOnUnlisted(request, targets)
  const hits = (found: readonly FoundEntity[] | undefined, more: readonly FoundEntity[]): readonly BookHit[] =>
    [...(found ?? []), ...more].map(hitOf)
  return {
    ofParty: (id) => hits(screened.byParty.get(id), extra.byParty.get(id) ?? []),
    ofName: (name) => hits(screened.byName.get(name), extra.byName.get(name) ?? []),
    parties: new Set([...screened.byParty.keys(), ...extra.byParty.keys()]),
    names: new Set([...screened.byName.keys(), ...extra.byName.keys()]),
    unlistedPlaces: [...extra.byParty.keys(), ...extra.byName.keys()],
  }
}

const joined = (first: readonly InForce[], second: readonly InForce[]): readonly InForce[] => [
  ...first,
  ...second.filter(({ authority }) => first.every((each) => each.authority !== authority)),
]

/** Organisations that no list asked has: their names are put to the book as a list of their own. */
function hitsOnUnlisted(request: WhatIfRequest, targets: readonly Target[]): Pick<ScreenedBook, 'byParty' | 'byName'> {
  const { engine, ready, scenario, at } = request
  const unlisted = targets.filter(({ entityIds }) => entityIds.every((id) => engine.findEntity(id) === undefined))
  if (unlisted.length === 0) return { byParty: new Map(), byName: new Map() }
  const supposed = openNamesCorpus(
    engine,
    unlisted.map((target) => entityOf(target, scenario.asOf)),
  )
  return screenBook({
    parties: ready.book.parties,
    otherNames: ready.otherNames,
    engine: supposed,
    asOf: scenario.asOf,
    at,
  })
}

function entityOf({ organisation, entityIds }: Target, day: IsoDate): Entity {
  const [first, ...others] = namesOn(organisation, day).map(({ text, quality }) => ({
    text,
    quality,
    kind: quality === 'primary' ? ('name' as const) : ('alias' as const),
  }))
  return {
    ...UNSTATED,
    id: (entityIds[0] ?? organisation.id) as EntityId,
    schema: 'Organization',
    names: [first ?? { text: organisation.name, quality: 'primary', kind: 'name' }, ...others],
    datasets: ['hypothetical' as DatasetId],
    sourceId: organisation.id,
  }
}

/** What is in force on each holder in the stake graph that has a hit: parties under their id, others under their name. */
export function holdersUnder(stakes: StakeGraph, found: FoundUnder): readonly HolderUnder[] {
  const holderOf = (node: number | undefined, hits: readonly BookHit[]): readonly HolderUnder[] =>
    node === undefined
      ? []
      : [
          {
            node,
            isTarget: hits.some(({ isTarget }) => isTarget),
            before: hits.flatMap((hit) => hit.before),
            after: hits.flatMap((hit) => hit.after),
          },
        ]
  return [
    ...[...found.parties].flatMap((id) => holderOf(stakes.find(id), found.ofParty(id))),
    ...[...found.names].flatMap((name) => stakes.named(name).flatMap((node) => holderOf(node, found.ofName(name)))),
  ]
}

/** Parties that the scenario can touch: with hits, owned, or linked. The others of the book are left out. */
export function partiesUnder(
  request: WhatIfRequest,
  changing: readonly Target[],
  found: FoundUnder,
  ownership: OwnershipUnder | undefined,
): readonly PartyUnder[] {
  const { ready, scenario, depth = DEFAULT_DEPTH, linkAtLeast = DEFAULT_LINK_AT_LEAST } = request
  const targets = [
    ...changing.flatMap(({ entityIds }) => entityIds),
    ...(changing.length > 0 ? found.unlistedPlaces : []),
  ]
  const linked = linkedParties(
    { network: ready.network, targets, day: scenario.effective, depth, atLeast: linkAtLeast },
    (id) => ready.names.has(id),
  )
  const nodes =
    ownership === undefined
      ? []
      : [ownership.before, ownership.after, ownership.byTarget].flatMap((each) => [...each.keys()])
  const touched = new Set([
    ...found.parties,
    ...linked.keys(),
    ...nodes.map((node) => ready.stakes?.graph.ids[node] ?? ''),
  ])
  return [...touched]
    .flatMap((id) => (ready.names.has(id) ? (ready.names.find(id) ?? []) : []))
    .toSorted((a, b) => a.row - b.row || (a.id < b.id ? -1 : 1))
    .map((party) => partyUnder(party, ready, found, ownership, linked.get(party.id)))
}

function partyUnder(
  party: BookParty,
  ready: ReadyBook,
  found: FoundUnder,
  ownership: OwnershipUnder | undefined,
  link: LinkPaths | undefined,
): PartyUnder {
  const node = ready.stakes?.graph.find(party.id)
  const owned = (which: 'before' | 'after' | 'byTarget') =>
    node === undefined ? {} : (ownership?.[which].get(node) ?? {})
  const [ownedBefore, ownedAfter, ownedByTarget] = [owned('before'), owned('after'), owned('byTarget')]
  const isOwned = [ownedBefore, ownedAfter, ownedByTarget].some((each) => Object.keys(each).length > 0)
  const why = node !== undefined && isOwned ? ownership?.explain(node) : undefined
  return {
    party,
    hits: found.ofParty(party.id),
    ownedBefore,
    ownedAfter,
    ownedByTarget,
    authoritiesOfOwners: ownersUnder(why?.owners ?? [], ready, found),
    ...(why === undefined
      ? {}
      : {
          arithmetic: why.arithmetic,
          ownershipPath: { ids: why.path, names: why.path.map((id) => nameOf(ready, id)) },
        }),
    ...(link === undefined ? {} : { link }),
  }
}

/** The name of a holder, a party of the book or not. */
function nameOf({ stakes, names }: ReadyBook, id: string): string {
  const node = stakes?.graph.find(id)
  return (
    (names.has(id) ? names.find(id)?.name : undefined) ?? (node === undefined ? id : (stakes?.graph.nameOf(node) ?? id))
  )
}

function ownersUnder(
  nodes: readonly number[],
  { stakes, names }: ReadyBook,
  found: FoundUnder,
): PartyUnder['authoritiesOfOwners'] {
  const hits = nodes.flatMap((node) => {
    const id = stakes?.graph.ids[node] ?? ''
    return names.has(id) ? found.ofParty(id) : found.ofName(stakes?.graph.nameOf(node) ?? '')
  })
  return { before: hits.flatMap((hit) => hit.before), after: hits.flatMap((hit) => hit.after) }
}
