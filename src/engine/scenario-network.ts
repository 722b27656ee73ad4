import { derivedLinks, type SharedTooWidely } from '../exposure/derived-links.ts'
import { type LinkGraph, LinkGraphBuilder } from '../exposure/link-graph.ts'
import { type LinkPaths, linkedTo } from '../exposure/link-paths.ts'
import { kindOf, type StakeGraph } from '../exposure/stake-graph.ts'
import type { BookParty } from '../model/book.ts'
import type { IsoDate } from '../model/brand.ts'
import type { Entity, RelationKind } from '../model/entity.ts'
import type { Link, LinkKind } from '../model/link.ts'
import { loadLinkKnowledge } from './exposure-knowledge.ts'
import type { BookNames, FoundEntity, ScreenedBook } from './screened-book.ts'

/** What a list's own relation is as a link. */
const LINK_OF_RELATION: Readonly<Record<RelationKind, LinkKind>> = {
  linked_to: 'listed_as_linked',
  owned_or_controlled_by: 'controlled',
  owns_or_controls: 'controlled',
  owner_of: 'owned',
  acting_for: 'acts_for',
  supporting: 'supports',
  leader_or_official_of: 'directs',
  family_of: 'family',
  associate_of: 'associate',
  member_of: 'associate',
  employee_of: 'associate',
  property_of: 'owned',
  successor_of: 'associate',
  playing_role_in: 'associate',
  other: 'associate',
}

export interface NetworkSources {
  readonly parties: readonly BookParty[]
  readonly names: BookNames
  readonly screened: ScreenedBook
  readonly stakes?: StakeGraph
  readonly links: readonly Link[]
  /** Entities of the lists that were asked, for the relations they state. */
  readonly entities: readonly Entity[]
}

/** Parties, holders and listed entities in one graph. A party of the book stands under its id, an entity under its own. */
export interface Network {
  readonly graph: LinkGraph
  /** Names of listed entities by id. */
  readonly captions: ReadonlyMap<string, string>
  readonly sharedTooWidely: readonly SharedTooWidely[]
}

/** Draws the network: links that were given, stakes, the lists' relations, shared numbers of the book, and screening's hits. */
export function drawNetwork(sources: NetworkSources): Network {
  const builder = new LinkGraphBuilder()
  const captions = new Map<string, string>()
  const known = entitiesByText(sources.entities)
  const placeOf = (text: string): string => placeIn(sources, known, text)
  for (const link of sources.links) builder.link({ ...link, from: placeOf(link.from), to: placeOf(link.to) })
  if (sources.stakes !== undefined) addStakes(sources.stakes, placeOf, builder)
  addListRelations(sources.entities, known, builder)
  addHits(sources.screened, placeOf, builder)
  for (const entity of sources.entities) captions.set(entity.id, entity.names[0].text)
  const sharedTooWidely = derivedLinks(sources.parties, builder.link)
  return { graph: builder.build(), captions, sharedTooWidely }
}

/** Where a text of a file stands in the graph: as a party of the book, as the entity it was found to match, or on its own. */
function placeIn({ names, screened }: NetworkSources, known: ReadonlyMap<string, string>, text: string): string {
  const party = names.find(text)
  if (party !== undefined) return party.id
  const [best] = screened.byName.get(text) ?? []
  return known.get(text) ?? (best === undefined || best.isResemblance ? text : best.entity.id)
}

/** Entities by id, by other ids, and by primary name. */
function entitiesByText(entities: readonly Entity[]): ReadonlyMap<string, string> {
  const known = new Map<string, string>()
  for (const entity of entities) {
    for (const text of [entity.id, ...entity.referents, entity.names[0].text])
      if (!known.has(text)) known.set(text, entity.id)
  }
  return known
}

function addStakes(stakes: StakeGraph, placeOf: (text: string) => string, builder: LinkGraphBuilder): void {
  const { columns } = stakes
  const places = stakes.ids.map((id, node) => {
    const place = placeOf(id)
    return builder.node(place === id ? placeOf(stakes.nameOf(node)) : place)
  })
  for (let stake = 0; stake < columns.owner.length; stake++) {
    const kind = kindOf(columns, stake)
    if (kind === 'shares' && (columns.max[stake] ?? 0) === 0) continue
    const source = columns.sources[columns.source[stake] ?? 0] ?? ''
    builder.linkNodes(places[columns.owner[stake] ?? 0] ?? 0, places[columns.owned[stake] ?? 0] ?? 0, {
      kind: kind === 'shares' || kind === 'votes' ? 'owned' : 'controlled',
      grade: 'documented',
      row: columns.row[stake] ?? 0,
      ...(source === '' ? {} : { source }),
    })
  }
}

function addListRelations(
  entities: readonly Entity[],
  known: ReadonlyMap<string, string>,
  builder: LinkGraphBuilder,
): void {
  for (const entity of entities) {
    for (const relation of entity.relations) {
      const target =
        relation.target === undefined
          ? known.get(relation.targetName ?? '')
          : (known.get(relation.target) ?? relation.target)
      if (target === undefined) continue
      builder.link({
        from: entity.id,
        to: target,
        kind: LINK_OF_RELATION[relation.kind],
        grade: 'stated_by_authority',
        row: 0,
        source: entity.datasets[0] ?? '',
        note: relation.asPublished,
      })
    }
  }
}

/** Hits tie a party to an entry. A resemblance of names says something of its two ends and never carries a path on. */
function addHits(screened: ScreenedBook, placeOf: (text: string) => string, builder: LinkGraphBuilder): void {
  const add = (from: string, { entity, band, isResemblance: isWeak }: FoundEntity): void => {
    builder.link({
      from,
      to: entity.id,
      kind: isWeak ? 'near' : 'matches',
      grade: isWeak ? 'inferred' : 'documented',
      row: 0,
      source: 'screening',
      note: band,
    })
  }
  for (const [id, found] of screened.byParty) for (const each of found) add(id, each)
  for (const [name, found] of screened.byName)
    for (const each of found) if (placeOf(name) !== each.entity.id) add(placeOf(name), each)
}

export interface LinkedQuestion {
  readonly network: Network
  readonly targets: readonly string[]
  readonly day: IsoDate
  readonly depth: number
  /** Weakest link that still counts as being linked, 0 to 100. */
  readonly atLeast: number
}

/** Paths from parties to the targets, for those whose strongest path is strong enough; ids that are no party's are passed over. */
export function linkedParties(
  question: LinkedQuestion,
  isParty: (id: string) => boolean,
): ReadonlyMap<string, LinkPaths> {
  const { graph } = question.network
  const targets = question.targets.flatMap((id) => graph.find(id) ?? [])
  const linked = linkedTo({ graph, knowledge: loadLinkKnowledge(), day: question.day, depth: question.depth }, targets)
  const paths = new Map<string, LinkPaths>()
  for (const [node, strength] of linked.strength) {
    const id = graph.ids[node] ?? ''
    if (strength < question.atLeast || !isParty(id)) continue
    const found = linked.pathsOf(node)
    if (found !== undefined) paths.set(id, found)
  }
  return paths
}
