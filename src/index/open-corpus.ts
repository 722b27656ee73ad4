import type { Match } from '../match/match.ts'
import type { Policy } from '../match/policy.ts'
import type { WeightOf } from '../match/v1/align.ts'
import { CORROBORATE_FROM, judge, MATCHER } from '../match/v1/judge.ts'
import { type EntityName, kindsOf, PartyReading, readEntity } from '../match/v1/readings.ts'
import type { Entity } from '../model/entity.ts'
import type { Party } from '../model/party.ts'
import type { BearerKind, ReadName } from '../names/read-name.ts'
import type { NameTables } from '../names/tables.ts'
import type { Corpus, Found, SearchOptions } from './corpus.ts'
import { eachDecided, layOutFacts } from './fact-index.ts'
import type { Multimap } from './multimap.ts'
import { type FormSource, wholeText } from './name-forms.ts'
import { NameIndex } from './name-index.ts'
import { rarityOf } from './rarity.ts'

const BELOW_SHOWN = 10
const KINDS: readonly BearerKind[] = ['person', 'organisation', 'object']

/** Opens a corpus over entities. Names are read and indexed when it is first asked. */
export function openCorpus(entities: readonly Entity[], tables: NameTables): Corpus {
  return new IndexedCorpus(entities, tables)
}

/** The same corpus without an index: every entity is compared. What the index is tested and measured against. */
export function openUnindexed(entities: readonly Entity[], tables: NameTables): Corpus {
  return new IndexedCorpus(entities, tables, true)
}

/** Names read, and how rare their parts are in this list. */
interface Opened {
  readonly names: readonly (readonly EntityName[])[]
  readonly weightOf: WeightOf
}

interface Indexed {
  readonly indexes: readonly NameIndex[]
  readonly facts: Multimap
}

class IndexedCorpus implements Corpus {
  readonly matcher = MATCHER
  readonly entities: readonly Entity[]
  readonly #tables: NameTables
  readonly #comparesAll: boolean
  #opened: Opened | undefined
  #indexed: Indexed | undefined

  constructor(entities: readonly Entity[], tables: NameTables, comparesAll = false) {
    this.entities = entities
    this.#tables = tables
    this.#comparesAll = comparesAll
  }

  search(party: Party, options: SearchOptions): Found {
    const reading = new PartyReading(this.#tables, party)
    const least = leastStrength(party, options.policy)
    const candidates = this.#comparesAll ? everyName(this.#open()) : this.#candidates(this.#open(), reading, least)
    const plain = this.#judgeAll(reading, candidates, options, comparableNames)
    const matches = plain.length > 0 ? plain : this.#searchBackwards(party, options)
    return sorted(matches, this.entities, options, reading.missing())
  }

  /** A name that finds nothing may be written backwards: then only the very same name is taken for it. */
  #searchBackwards(party: Party, options: SearchOptions): readonly Match[] {
    const reading = new PartyReading(this.#tables, party, 'backwards')
    const candidates = this.#comparesAll ? everyName(this.#open()) : this.#exact(this.#open(), reading)
    return this.#judgeAll(reading, candidates, options, sameNames)
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
      if (isInScope !== undefined && !isInScope(position)) continue
      const match = this.#judge(reading, position, choose(reading, names), policy, least)
      if (match !== undefined && isReported(match, from)) matches.push(match)
    }
    return matches
  }

  #exact(opened: Opened, reading: PartyReading): Map<number, readonly EntityName[]> {
    const found = new Map<number, number[]>()
    for (const index of this.#index(opened).indexes) {
      const { entities, places } = index.forms
      for (const text of reading.texts) {
        index.exact(wholeText(text), (form) => {
          const position = entities[form] ?? 0
          found.set(position, [...(found.get(position) ?? []), places[form] ?? 0])
        })
      }
    }
    return namesAt(opened.names, found)
  }

  compare(party: Party, entity: number, policy: Policy): Match | undefined {
    return this.#judge(new PartyReading(this.#tables, party), entity, this.#open().names[entity] ?? [], policy, 0)
  }

  #judge(
    reading: PartyReading,
    position: number,
    names: readonly EntityName[],
    policy: Policy,
    least: number,
  ): Match | undefined {
    const entity = this.entities[position]
    const bench = { tables: this.#tables, weightOf: this.#open().weightOf, policy, least }
    return entity === undefined ? undefined : judge(bench, reading, entity, names, position)
  }

  /** Entities that may be reported, each with the names that may carry it there. */
  #candidates(opened: Opened, reading: PartyReading, least: number): Map<number, readonly EntityName[]> {
    const found = new Map<number, number[]>()
    const take = (position: number, place: number): void => {
      const places = found.get(position)
      if (places === undefined) found.set(position, place < 0 ? [] : [place])
      else if (place >= 0 && !places.includes(place)) places.push(place)
    }
    const { party } = reading
    const kinds = kindsOf(party.schema, party.isSchemaGuessed)
    const { indexes, facts } = this.#index(opened)
    const texts = kinds.length === KINDS.length ? [] : reading.texts.map(wholeText)
    for (const index of indexes) {
      const { entities, places } = index.forms
      const offer = (form: number): void => {
        take(entities[form] ?? 0, places[form] ?? 0)
      }
      if (!kinds.includes(index.kind)) for (const text of texts) index.exact(text, offer)
      else for (const name of reading.as(index.kind)) index.candidates(name, opened.weightOf, least, offer)
    }
    eachDecided(facts, party, (position) => take(position, -1))
    return namesAt(opened.names, found)
  }

  #open(): Opened {
    this.#opened ??= this.#read()
    return this.#opened
  }

  #read(): Opened {
    const names = this.entities.map((entity) => readEntity(this.#tables, entity))
    return { names, weightOf: rarityOf(names) }
  }

  #index({ names, weightOf }: Opened): Indexed {
    this.#indexed ??= {
      indexes: KINDS.map((kind) => new NameIndex(this.#tables, kind, sourcesOf(names, kind), weightOf)),
      facts: layOutFacts(this.entities),
    }
    return this.#indexed
  }
}

function sourcesOf(names: readonly (readonly EntityName[])[], kind: BearerKind): readonly FormSource[] {
  return names.flatMap((all, entity) =>
    all.flatMap((name, place) => (name.read.kind === kind ? [{ entity, place, name }] : [])),
  )
}

/** The names at the places found, in the entity's own order, so that of two equal ones the same is shown as without an index. */
function namesAt(
  names: readonly (readonly EntityName[])[],
  found: ReadonlyMap<number, number[]>,
): Map<number, readonly EntityName[]> {
  const out = new Map<number, readonly EntityName[]>()
  for (const [position, places] of found) {
    const all = names[position] ?? []
    out.set(
      position,
      places.sort((a, b) => a - b).flatMap((place) => all[place] ?? []),
    )
  }
  return out
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

function everyName({ names }: Opened): ReadonlyMap<number, readonly EntityName[]> {
  return new Map(names.entries())
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
