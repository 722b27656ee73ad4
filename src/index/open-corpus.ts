import type { Match } from '../match/match.ts'
import type { Policy } from '../match/policy.ts'
import type { WeightOf } from '../match/v1/align.ts'
import { isSameNumber } from '../match/v1/corroborate.ts'
import { judge, MATCHER } from '../match/v1/judge.ts'
import { type EntityName, PartyReading, readEntity } from '../match/v1/readings.ts'
import type { Entity } from '../model/entity.ts'
import type { Party } from '../model/party.ts'
import type { NameTables } from '../names/tables.ts'
import type { Corpus, Found, SearchOptions } from './corpus.ts'
import { NameIndex } from './name-index.ts'
import { rarityOf } from './rarity.ts'

const BELOW_SHOWN = 10

/** Opens a corpus over entities. Names are read and indexed when it is first asked. */
export function openCorpus(entities: readonly Entity[], tables: NameTables): Corpus {
  return new LazyCorpus(entities, tables)
}

class LazyCorpus implements Corpus {
  readonly matcher = MATCHER
  readonly entities: readonly Entity[]
  readonly #tables: NameTables
  #opened: Opened | undefined

  constructor(entities: readonly Entity[], tables: NameTables) {
    this.entities = entities
    this.#tables = tables
  }

  search(party: Party, options: SearchOptions): Found {
    const { names, weightOf, index } = this.#open()
    const reading = new PartyReading(this.#tables, party)
    const matches: Match[] = []
    for (const position of this.#candidates(index, reading)) {
      if (options.isInScope !== undefined && !options.isInScope(position)) continue
      const match = this.#judge(reading, position, names, weightOf, options.policy)
      if (match !== undefined && match.score >= Math.min(options.policy.belowFrom, options.policy.threshold))
        matches.push(match)
    }
    return sorted(matches, this.entities, options, reading.missing())
  }

  compare(party: Party, entity: number, policy: Policy): Match | undefined {
    const { names, weightOf } = this.#open()
    return this.#judge(new PartyReading(this.#tables, party), entity, names, weightOf, policy)
  }

  #judge(
    reading: PartyReading,
    position: number,
    names: readonly (readonly EntityName[])[],
    weightOf: WeightOf,
    policy: Policy,
  ): Match | undefined {
    const entity = this.entities[position]
    return entity === undefined
      ? undefined
      : judge(this.#tables, reading, entity, names[position] ?? [], weightOf, policy, position)
  }

  #candidates(index: NameIndex, reading: PartyReading): Iterable<number> {
    const found = index.candidates(reading)
    const { identifiers, addresses } = reading.party
    if (identifiers.length === 0 && addresses.length === 0) return found
    for (const [position, entity] of this.entities.entries()) {
      if (entity.identifiers.some((theirs) => identifiers.some((ours) => isSameNumber(ours, theirs))))
        found.add(position)
      else if (addresses.length > 0 && reading.party.birthDates.length > 0 && entity.addresses.length > 0)
        found.add(position)
    }
    return found
  }

  #open(): Opened {
    if (this.#opened === undefined) {
      const names = this.entities.map((entity) => readEntity(this.#tables, entity))
      this.#opened = { names, weightOf: rarityOf(names), index: new NameIndex(this.#tables, names) }
    }
    return this.#opened
  }
}

interface Opened {
  readonly names: readonly (readonly EntityName[])[]
  readonly weightOf: WeightOf
  readonly index: NameIndex
}

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
