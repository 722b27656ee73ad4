import type { Match } from '../match/match.ts'
import type { Policy } from '../match/policy.ts'
import type { WeightOf } from '../match/v1/alignment.ts'
import { CORROBORATE_FROM, judge, MATCHER } from '../match/v1/judge.ts'
import { type EntityName, kindsOf, PartyReading, readEntity } from '../match/v1/readings.ts'
import type { Entity } from '../model/entity.ts'
import type { Party } from '../model/party.ts'
import type { ReadName } from '../names/name-parts.ts'
import type { NameTables } from '../names/tables.ts'
import type { Corpus, Found, SearchOptions } from './corpus.ts'
import { eachDecided } from './fact-index.ts'
import { type Bears, buildIndex, isAnyId, KINDS, ListIndex } from './list-index.ts'
import type { ListedNames } from './listed-names.ts'
import { wholeText } from './name-forms.ts'
import { rarityOf } from './rarity.ts'

const BELOW_SHOWN = 10

/** Opens a corpus over entities. Names are read and indexed when it is first asked. */
export function openCorpus(entities: readonly Entity[], tables: NameTables): Corpus {
  let buffer: SharedArrayBuffer | undefined
  let opened: Opened | undefined
  const share = (): SharedArrayBuffer => {
    buffer ??= buildIndex(entities, tables)
    return buffer
  }
  const open = (): Opened => {
    opened ??= indexed(openIndex(share(), tables), (position) => entities[position])
    return opened
  }
  const find = (id: string, bears: Bears): number | undefined =>
    opened === undefined ? scanFor(entities, id, bears) : opened.positionOf(id, bears)
  return new SharedCorpus(entities, tables, { share, positionOf: find }, open)
}

function scanFor(entities: readonly Entity[], id: string, bears: Bears): number | undefined {
  const position = entities.findIndex((entity) => bears(entity, id))
  return position < 0 ? undefined : position
}

/**
 * Opens a corpus over an index that was built before, here or elsewhere. Nothing of it is copied: entities and names are read from it
 * as they are asked for.
 *
 * @param buffer - As `buildIndex` gave it for the same tables; whoever read it from a file has checked whence it comes.
 */
export function openIndexed(buffer: SharedArrayBuffer, tables: NameTables): Corpus {
  return openShared(openIndex(buffer, tables), tables)
}

/** The same over an index that is open already. */
export function openShared(index: ListIndex, tables: NameTables): Corpus {
  const opened = indexed(index, (position) => index.entities.at(position))
  const shared = { share: () => index.columns.buffer, positionOf: opened.positionOf }
  return new SharedCorpus(index.entities.asArray(), tables, shared, () => opened)
}

/** The index of a corpus, for other threads and for files; built now where it was not yet asked. `undefined` where it has none. */
export const sharedIndex = (corpus: Corpus): SharedArrayBuffer | undefined =>
  corpus instanceof SharedCorpus ? corpus.shared.share() : undefined

/** The position of the first entity of a corpus that has an id; where `bears` is absent, or had it. */
export const positionOf = (corpus: Corpus, id: string, bears: Bears = isAnyId): number | undefined =>
  corpus instanceof SharedCorpus ? corpus.shared.positionOf(id, bears) : scanFor(corpus.entities, id, bears)

/** The same corpus without an index: every entity is compared. What the index is tested and measured against. */
export function openUnindexed(entities: readonly Entity[], tables: NameTables): Corpus {
  let opened: Opened | undefined
  return new ListCorpus(entities, tables, () => {
    opened ??= unindexed(entities, tables)
    return opened
  })
}

/** The names of a list as one search needs them. */
interface Opened {
  readonly weightOf: WeightOf
  entityAt(position: number): Entity | undefined
  namesOf(position: number): readonly EntityName[]
  positionOf(id: string, bears: Bears): number | undefined
  /** Entities that may be reported, each with the names that may carry it there. */
  candidates(reading: PartyReading, least: number): ReadonlyMap<number, readonly EntityName[]>
  /** Entities with the very name, each with the names that are it. */
  exact(reading: PartyReading): ReadonlyMap<number, readonly EntityName[]>
}

class ListCorpus implements Corpus {
  readonly matcher = MATCHER
  readonly entities: readonly Entity[]
  readonly #tables: NameTables
  readonly #open: () => Opened

  constructor(entities: readonly Entity[], tables: NameTables, open: () => Opened) {
    this.entities = entities
    this.#tables = tables
    this.#open = open
  }

  search(party: Party, options: SearchOptions): Found {
    const reading = new PartyReading(this.#tables, party)
    const candidates = this.#open().candidates(reading, leastStrength(party, options.policy))
    const plain = this.#judgeAll(reading, candidates, options, comparableNames)
    const matches = plain.length > 0 ? plain : this.#searchBackwards(party, options)
    return sorted(matches, this.entities, options, reading.missing())
  }

  /** A name that finds nothing may be written backwards: then only the very same name is taken for it. */
  #searchBackwards(party: Party, options: SearchOptions): readonly Match[] {
    const reading = new PartyReading(this.#tables, party, 'backwards')
    return this.#judgeAll(reading, this.#open().exact(reading), options, sameNames)
  }

  #judgeAll(
    reading: PartyReading,
    candidates: ReadonlyMap<number, readonly EntityName[]>,
    options: SearchOptions,
    choose: (reading: PartyReading, names: readonly EntityName[]) => readonly EntityName[],
  ): readonly Match[] {
    const { policy, isInScope } = options
    const from = Math.min(policy.belowFrom, policy.threshold)
    const least = leastStrength(reading.party, policy)
    const matches: Match[] = []
    for (const [position, names] of candidates) {
      const match = this.#judge(reading, position, choose(reading, names), policy, least)
      if (match === undefined || !isReported(match, from)) continue
      // Asked last: whether an entity is in scope may mean reading its record.
      if (isInScope === undefined || isInScope(position)) matches.push(match)
    }
    return matches
  }

  compare(party: Party, entity: number, policy: Policy): Match | undefined {
    const opened = this.#open()
    if (opened.entityAt(entity) === undefined) return undefined
    return this.#judge(new PartyReading(this.#tables, party), entity, opened.namesOf(entity), policy, 0)
  }

  #judge(
    reading: PartyReading,
    position: number,
    names: readonly EntityName[],
    policy: Policy,
    least: number,
  ): Match | undefined {
    const opened = this.#open()
    const bench = { tables: this.#tables, weightOf: opened.weightOf, policy, least }
    return judge(bench, reading, () => entityAt(opened, position), names, position)
  }
}

/** A corpus of which the index can be handed to other threads and written to a file. */
class SharedCorpus extends ListCorpus {
  readonly shared: Shared

  constructor(entities: readonly Entity[], tables: NameTables, shared: Shared, open: () => Opened) {
    super(entities, tables, open)
    this.shared = shared
  }
}

interface Shared {
  share(): SharedArrayBuffer
  positionOf(id: string, bears: Bears): number | undefined
}

function entityAt(opened: Opened, position: number): Entity {
  const entity = opened.entityAt(position)
  if (entity === undefined) throw new Error(`entity ${position} is compared, which the list does not hold`)
  return entity
}

function openIndex(buffer: SharedArrayBuffer, tables: NameTables): ListIndex {
  const index = ListIndex.open(buffer, tables)
  if (typeof index === 'string') throw new Error(`the buffer is no index that may be used here: ${index}`)
  return index
}

function indexed(index: ListIndex, entityAt: (position: number) => Entity | undefined): Opened {
  const { indexes, facts, names, weightOf } = index
  return {
    weightOf,
    entityAt,
    namesOf: (position) => names.of(position),
    positionOf: (id, bears) => index.positionOf(id, bears),
    candidates: (reading, least) => {
      const found = namesAt(names, candidates(index, reading, least))
      // Where a fact may decide, every name counts: the best of them is shown, however weak.
      eachDecided(facts, reading.party, (position) => found.set(position, names.of(position)))
      return found
    },
    exact: (reading) => {
      const found = new Map<number, number[]>()
      const texts = reading.texts.map(wholeText)
      for (const one of indexes) {
        const { entities, places } = one.forms
        for (const text of texts) {
          one.exact(text, (form) => {
            const position = entities[form] ?? 0
            found.set(position, [...(found.get(position) ?? []), places[form] ?? 0])
          })
        }
      }
      return namesAt(names, found)
    },
  }
}

function candidates({ indexes, weightOf }: ListIndex, reading: PartyReading, least: number): Map<number, number[]> {
  const found = new Map<number, number[]>()
  const take = (position: number, place: number): void => {
    const places = found.get(position)
    if (places === undefined) found.set(position, [place])
    else if (!places.includes(place)) places.push(place)
  }
  const { party } = reading
  const kinds = kindsOf(party.schema, party.isSchemaGuessed)
  const texts = kinds.length === KINDS.length ? [] : reading.texts.map(wholeText)
  for (const index of indexes) {
    const { entities, places } = index.forms
    const offer = (form: number): void => {
      take(entities[form] ?? 0, places[form] ?? 0)
    }
    if (!kinds.includes(index.kind)) for (const text of texts) index.exact(text, offer)
    else for (const name of reading.as(index.kind)) index.candidates(name, weightOf, least, offer)
  }
  return found
}

/** The names at the places found, in the entity's own order, so that of two equal ones the same is shown as without an index. */
function namesAt(names: ListedNames, found: ReadonlyMap<number, number[]>): Map<number, readonly EntityName[]> {
  const out = new Map<number, readonly EntityName[]>()
  for (const [position, places] of found) {
    out.set(
      position,
      places.sort((a, b) => a - b).map((place) => names.at(position, place)),
    )
  }
  return out
}

function unindexed(entities: readonly Entity[], tables: NameTables): Opened {
  const names = entities.map((entity) => readEntity(tables, entity))
  const all: ReadonlyMap<number, readonly EntityName[]> = new Map(names.entries())
  return {
    weightOf: rarityOf(names),
    entityAt: (position) => entities[position],
    namesOf: (position) => names[position] ?? [],
    positionOf: (id, bears) => scanFor(entities, id, bears),
    candidates: () => all,
    exact: () => all,
  }
}

/** A thing of another kind than the party is shown only where the names are the same: then the kind speaks against it. */
function comparableNames(reading: PartyReading, names: readonly EntityName[]): readonly EntityName[] {
  const { schema, isSchemaGuessed } = reading.party
  const kinds = kindsOf(schema, isSchemaGuessed)
  if (names.every(({ read }) => kinds.includes(read.kind))) return names
  const texts = reading.texts.map(wholeText)
  return names.filter(({ read }) => kinds.includes(read.kind) || isAmong(texts, read))
}

function sameNames(reading: PartyReading, names: readonly EntityName[]): readonly EntityName[] {
  if (names.length === 0) return names
  const texts = reading.texts.map(wholeText)
  return names.filter(({ read }) => isAmong(texts, read))
}

/** Whole texts of listed names, for comparing with every one; the index has them as keys. */
const wholeTexts = new WeakMap<ReadName, string>()

function isAmong(texts: readonly string[], name: ReadName): boolean {
  const known = wholeTexts.get(name) ?? wholeText(name.original)
  wholeTexts.set(name, known)
  return known !== '' && texts.includes(known)
}

/** Name strength under which nothing is reported: facts lift a name only from a strength of its own on. */
function leastStrength(party: Party, { belowFrom, threshold }: Policy): number {
  const from = Math.min(belowFrom, threshold)
  return mayCorroborate(party) ? Math.min(from, CORROBORATE_FROM) : from
}

/** Facts that may add to a name's strength. */
const mayCorroborate = ({ birthDates, countries, addresses, identifiers }: Party): boolean =>
  birthDates.length + countries.length + addresses.length + identifiers.length > 0

/** What the policy shows, and whatever an agreement beyond the bar was lowered from. */
const isReported = ({ score, below }: Match, from: number): boolean => score >= from || below === 'contradicted'

function sorted(
  matches: readonly Match[],
  entities: readonly Entity[],
  { limit }: SearchOptions,
  missing: readonly string[],
): Found {
  if (matches.length === 0) return { hits: [], total: 0, below: [], missing }
  const idOf = (match: Match): string => entities[match.entity]?.id ?? ''
  const byScore = [...matches].sort(
    (a, b) => b.score - a.score || b.parts.name - a.parts.name || (idOf(a) < idOf(b) ? -1 : 1),
  )
  const hits = byScore.filter(({ below }) => below === undefined)
  const exact = hits.filter(({ parts }) => parts.name === 1_000).length
  return {
    hits: hits.slice(0, Math.max(limit, exact)),
    total: hits.length,
    below: byScore.filter(({ below }) => below !== undefined).slice(0, BELOW_SHOWN),
    missing,
  }
}
