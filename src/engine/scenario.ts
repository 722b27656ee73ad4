import { DEFAULT_DEPTH, type LinkPaths } from '../exposure/link-paths.ts'
import { type Signal, signalsIn } from '../exposure/red-flags.ts'
import type { StakeGraph } from '../exposure/stake-graph.ts'
import { ASKERS, type Asker, type Language, type Nexus } from '../law/question.ts'
import type { Authority } from '../model/authority.ts'
import type { BookParty } from '../model/book.ts'
import type { DatasetId, EntityId, IsoDate } from '../model/brand.ts'
import { type Entity, UNSTATED } from '../model/entity.ts'
import type { Link } from '../model/link.ts'
import type { Issue } from '../model/parsed.ts'
import type { Organisation, Register } from '../register/organisation.ts'
import { namesOn } from '../register/screening.ts'
import { designationOf, statusesAsOf } from '../register/status.ts'
import type { BookHit, InForce, PartyUnder } from '../scenario/book-under.ts'
import { type ConsequenceChange, consequenceChanges } from '../scenario/consequence-difference.ts'
import { type BookDifference, differenceOf, listOf, type Unchanged } from '../scenario/difference.ts'
import { realStatuses, suppose, supposedOrganisations, supposedStatuses } from '../scenario/hypothetical.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { LoadedBook } from './books.ts'
import type { Engine } from './engine.ts'
import { loadRedFlags } from './exposure-knowledge.ts'
import type { LawTables } from './law.ts'
import { openNamesCorpus } from './names-corpus.ts'
import { drawNetwork, linkedParties, type Network } from './scenario-network.ts'
import { authoritiesOf, type HolderUnder, type OwnershipUnder, ownershipUnder, Stakes } from './scenario-ownership.ts'
import { BookNames, type FoundEntity, inForceOf, otherHolders, type ScreenedBook, screenBook } from './screened-book.ts'

export type { ConsequenceChange } from '../scenario/consequence-difference.ts'
export type { AmountRow, FlowAtStake, NewlyCaught, Unchanged } from '../scenario/difference.ts'
export type { Scenario } from '../scenario/scenario.ts'

/** A book made ready for any number of what-ifs: read, screened against real lists, its network drawn. */
export interface ReadyBook {
  readonly book: LoadedBook
  readonly names: BookNames
  readonly screened: ScreenedBook
  /** Holders and linked names that are no parties of the book. */
  readonly otherNames: readonly string[]
  readonly stakes?: Stakes
  readonly network: Network
  readonly entities: readonly Entity[]
  readonly issues: readonly Issue[]
}

export interface BookSources {
  readonly book: LoadedBook
  /** Read with `names.idOf`, so that a party stands under its id however a row writes it. */
  readonly stakes?: StakeGraph
  readonly names?: BookNames
  readonly links?: readonly Link[]
  readonly engine: Engine
  readonly asOf: IsoDate
  readonly at: string
  readonly issues?: readonly Issue[]
  /** The hits of a book that is monitored already: it is not screened again. */
  readonly screened?: ScreenedBook
  readonly onProgress?: (text: string) => void
}

/** Screens the book and draws its network, once for all scenarios on the same day and lists. */
export function readyBook({
  book,
  stakes,
  names: given,
  links = [],
  engine,
  asOf,
  at,
  issues = [],
  screened: kept,
  onProgress,
}: BookSources): ReadyBook {
  const names = given ?? new BookNames(book.parties)
  const linkedNames = links.flatMap(({ from, to }) => [from, to]).filter((text) => names.find(text) === undefined)
  const otherNames = [...new Set([...(stakes === undefined ? [] : otherHolders(stakes, names)), ...linkedNames])]
  const screened =
    kept ??
    screenBook({
      parties: book.parties,
      otherNames,
      engine,
      asOf,
      at,
      onProgress: (done) => onProgress?.(`screened ${done} of ${book.parties.length} parties`),
    })
  const entities = engine.lists.flatMap(({ corpus }) => corpus.entities)
  const network = drawNetwork({
    parties: book.parties,
    names,
    screened,
    links,
    entities,
    ...(stakes === undefined ? {} : { stakes }),
  })
  return {
    book,
    names,
    screened,
    otherNames,
    network,
    entities,
    issues: [...book.issues, ...issues],
    ...(stakes === undefined ? {} : { stakes: new Stakes(stakes, asOf) }),
  }
}

export interface WhatIfRequest {
  readonly scenario: Scenario
  readonly ready: ReadyBook
  readonly register: Register
  readonly law: LawTables
  readonly engine: Engine
  readonly at: string
  readonly askers?: readonly Asker[]
  readonly nexus?: Nexus
  readonly language?: Language
  /** Longest path of links that counts as linked. */
  readonly depth?: number
  /** Weakest link that counts, 0 to 100. */
  readonly linkAtLeast?: number
}

/** PRODUCT.md §4.5, `cordon whatif --json`. Everything here is supposed but `before`, `unchanged` and what they rest on. */
export interface WhatIfAnswer extends BookDifference {
  readonly hypothetical: true
  readonly scenario: Scenario & { readonly targets: readonly TargetAnswer[] }
  readonly as_of: IsoDate
  readonly announced: IsoDate | null
  readonly effective: IsoDate
  readonly consequences: readonly ConsequenceChange[]
  readonly reports_due: readonly {
    readonly code: string
    readonly asker: Asker
    readonly due: IsoDate
    readonly citation: string
    readonly text: string
  }[]
  readonly signals: readonly Signal[]
  readonly book: {
    readonly parties: number
    readonly flows: number
    readonly stakes: number
    readonly links: number
    readonly files: readonly BookFileAnswer[]
  }
  readonly lists: readonly { readonly id: string; readonly version: string; readonly published: string | null }[]
  readonly register: { readonly known_until: string }
  readonly missing: readonly string[]
  readonly issues: readonly Issue[]
  readonly caveat: string
}

/** How a file of the book was read: what each column was taken for, so that a wrong guess can be seen and mended. */
export type BookFileAnswer = Pick<
  LoadedBook['files'][number],
  'path' | 'rows' | 'parties' | 'flows' | 'refused' | 'mappings'
>

/** One organisation of the scenario: where it stands today, and where it would stand. */
export interface TargetAnswer {
  readonly id: string
  readonly name: string
  readonly before: readonly {
    readonly authority: Authority
    readonly state: string
    readonly since: string | null
    readonly citation: string | null
  }[]
  readonly after: readonly InForce[]
  readonly gains: readonly Authority[]
  readonly loses: readonly Authority[]
}

export const DEFAULT_LINK_AT_LEAST = 40
const CAVEAT =
  'This is a supposition, neither a clearance nor legal advice: nobody has designated or freed anyone by it. It compares the book you gave with the lists and the register named here.'

interface Target {
  readonly organisation: Organisation
  /** Ids under which lists and register have it. */
  readonly entityIds: readonly string[]
  readonly before: readonly InForce[]
  readonly after: readonly InForce[]
  readonly answer: TargetAnswer
}

/** What would change for a book, for whom, from when, how much is at stake, and what would not. */
export function whatIf(request: WhatIfRequest): WhatIfAnswer {
  const { scenario, ready, register } = request
  const targets = targetsOf(register, scenario)
  const found = foundUnder(request, targets)
  const ownership =
    ready.stakes === undefined
      ? undefined
      : ownershipUnder(ready.stakes, holdersUnder(ready.stakes.graph, found), scenario.effective)
  const changing = targets.filter(({ answer }) => answer.gains.length > 0 || answer.loses.length > 0)
  const parties = partiesUnder(request, changing, found, ownership)
  const difference = differenceOf(scenario, parties, ready.book.flows)
  const consequences = consequencesFor(request, changing)
  return {
    hypothetical: true,
    scenario: { ...scenario, targets: targets.map(({ answer }) => answer) },
    as_of: scenario.asOf,
    announced: scenario.announced ?? null,
    effective: scenario.effective,
    ...difference,
    unchanged: [...targets.flatMap(unchangedTarget), ...difference.unchanged],
    consequences,
    reports_due: reportsDue(consequences, new Set(changing.flatMap(({ answer }) => answer.gains))),
    signals: signalsIn(ready.book.flows, loadRedFlags()),
    book: {
      parties: ready.book.parties.length,
      flows: ready.book.flows.length,
      stakes: ready.stakes?.graph.columns.owner.length ?? 0,
      links: ready.network.graph.from.length,
      files: ready.book.files.map(({ path, rows, parties, flows, refused, mappings }) => ({
        path,
        rows,
        parties,
        flows,
        refused,
        mappings,
      })),
    },
    lists: request.engine.lists.map(({ id, version, published }) => ({ id, version, published })),
    register: { known_until: register.knownUntil },
    missing: ready.screened.missing,
    issues: [...ready.issues, ...(ownership?.issues ?? [])],
    caveat: CAVEAT,
  }
}

/** The organisations of the scenario: real statuses before, supposed ones after, and what that gives or takes. */
function targetsOf(register: Register, scenario: Scenario): readonly Target[] {
  const hypothetical = suppose(register, scenario)
  return supposedOrganisations(hypothetical).map((organisation): Target => {
    const real = register.organisations.find(({ id }) => id === organisation.id)
    const statuses = real === undefined ? [] : [...realStatuses(register, real, scenario).values()]
    const before = inForceOf(statuses.map(designationOf))
    const supposedOnes = inForceOf(
      [...supposedStatuses(hypothetical, organisation, scenario.effective).values()].map(designationOf),
    )
    const isTouched = ({ authority }: InForce): boolean => scenario.authorities.includes(authority)
    const after = [...before.filter((each) => !isTouched(each)), ...supposedOnes.filter(isTouched)]
    const [had, has] = [authoritiesOf(before), authoritiesOf(after)]
    return {
      organisation,
      entityIds: [
        `cordon-${organisation.id}`,
        ...(organisation.ofacUid === undefined ? [] : [`ofac-${organisation.ofacUid}`]),
      ],
      before,
      after,
      answer: {
        id: organisation.id,
        name: organisation.name,
        before: [
          ...heldThroughClass(register, organisation, scenario),
          ...statuses.filter(({ state }) => state !== 'none'),
        ].map(({ authority, state, since, citation }) => ({ authority, state, since, citation })),
        after,
        gains: has.filter((authority) => !had.includes(authority)),
        loses: had.filter((authority) => !has.includes(authority)),
      },
    }
  })
}

/** A hold on a class is where the story of its members stands: a scenario on a member starts from it. */
function heldThroughClass(register: Register, organisation: Organisation, { asOf }: Scenario) {
  const classes = organisation.memberOf.filter(({ from }) => from <= asOf).map((membership) => membership.class)
  const moment = { asOf, knownAt: asOf, snapshots: register.snapshots }
  return register.organisations
    .filter(({ id }) => classes.includes(id))
    .flatMap((group) => [...statusesAsOf(group, moment).values()])
    .filter(({ state }) => ['held', 'proposed', 'announced', 'determined', 'notified'].includes(state))
}

const unchangedTarget = ({ organisation, before, after, answer }: Target): readonly Unchanged[] => {
  const lasting = before.filter(({ authority }) => after.some((each) => each.authority === authority))
  const already = answer.gains.length === 0 && answer.loses.length === 0
  if (lasting.length === 0) return []
  const because = already
    ? `nothing changes for it: it stands under ${listOf(lasting)}`
    : `already blocked under ${listOf(lasting)}; that does not change`
  return [{ id: organisation.id, because }]
}

/** Hits of parties and names, with what each version says of the entity. */
interface FoundUnder {
  readonly ofParty: (id: string) => readonly BookHit[]
  readonly ofName: (name: string) => readonly BookHit[]
  /** Ids of parties, and names, that have a hit. */
  readonly parties: ReadonlySet<string>
  readonly names: ReadonlySet<string>
  /** Where organisations that no list has stand in the network: the parties and names that match them. */
  readonly unlistedPlaces: readonly string[]
}

function foundUnder(request: WhatIfRequest, targets: readonly Target[]): FoundUnder {
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
function holdersUnder(stakes: StakeGraph, found: FoundUnder): readonly HolderUnder[] {
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
function partiesUnder(
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

/** Consequences for each asker; organisations that go from the same authorities to the same are answered once. */
function consequencesFor(request: WhatIfRequest, changing: readonly Target[]): readonly ConsequenceChange[] {
  const { scenario, law, askers = ASKERS, nexus, language = 'en' } = request
  const groups = new Map<string, Target>()
  for (const target of changing)
    groups.set(JSON.stringify([authoritiesOf(target.before), authoritiesOf(target.after)]), target)
  const changes = [...groups.values()].flatMap((target) =>
    consequenceChanges(law, {
      askers,
      language,
      relations: ['designated', 'owned_50'],
      before: authoritiesOf(target.before),
      after: authoritiesOf(target.after),
      effective: scenario.effective,
      revoked: target.answer.loses,
      begins: target.answer.gains,
      ...(scenario.announced === undefined ? {} : { announced: scenario.announced }),
      ...(nexus === undefined ? {} : { nexus }),
    }),
  )
  return [...new Map(changes.map((each) => [JSON.stringify(each), each])).values()]
}

const REPORTS = ['R10', 'RJ10', 'ANN', 'UNB', 'SAR']

/** Reports that the change itself makes due by a day of their own, the earliest first. */
function reportsDue(
  consequences: readonly ConsequenceChange[],
  gains: ReadonlySet<Authority>,
): WhatIfAnswer['reports_due'] {
  const reports = consequences.flatMap(({ code, asker, due, citation, text, change, authority, phase }) => {
    const isNew = change === 'added' || (change === 'kept' && gains.has(authority))
    return due === null || !isNew || phase !== 'effect' || !REPORTS.includes(code)
      ? []
      : [{ code, asker, due, citation, text }]
  })
  const distinct = new Map(reports.map((each) => [`${each.code} ${each.asker} ${each.due}`, each]))
  return [...distinct.values()].toSorted((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0))
}
