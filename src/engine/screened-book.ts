import type { StakeGraph } from '../exposure/stake-graph.ts'
import { bandOf } from '../match/match.ts'
import { hasLegalEffect } from '../model/authority.ts'
import type { BookParty } from '../model/book.ts'
import type { IsoDate } from '../model/brand.ts'
import type { Designation } from '../model/designation.ts'
import type { Entity } from '../model/entity.ts'
import type { InForce } from '../scenario/book-under.ts'
import type { Engine } from './engine.ts'

/** What screening found for one party or holder, and what is in force on the entity on the day of the book. */
export interface FoundEntity {
  readonly entity: Entity
  readonly score: number
  readonly band: string
  /** A weak hit by name alone, which is a resemblance; a number or an address that agrees is more. */
  readonly isResemblance: boolean
  readonly inForce: readonly InForce[]
}

/** A book screened once against real lists: every what-if starts from here, since matching does not depend on statuses. */
export interface ScreenedBook {
  readonly asOf: IsoDate
  /** By party id; parties without a hit are absent. */
  readonly byParty: ReadonlyMap<string, readonly FoundEntity[]>
  /** By the text of holders and linked parties that are no parties of the book. */
  readonly byName: ReadonlyMap<string, readonly FoundEntity[]>
  /** Parties that could not be screened, and lists that were lacking. */
  readonly missing: readonly string[]
}

const THOUSAND = 1000
/** Evidence that says more than a name. */
const FACTS = ['identifier', 'address']
/** Hits kept for one party; exact names are never cut. */
const HITS_KEPT = 50

export interface ScreeningOfBook {
  readonly parties: readonly BookParty[]
  /** Names that stand in ownership and link files and are no party of the book. */
  readonly otherNames: readonly string[]
  readonly engine: Engine
  readonly asOf: IsoDate
  readonly at: string
  readonly onProgress?: (done: number) => void
}

const PROGRESS_EVERY = 1_000

/** Screens every party with all that the book says of it, and other names by name alone. */
export function screenBook({ onProgress, ...book }: ScreeningOfBook): ScreenedBook {
  const steps = screenInSteps(book)
  for (;;) {
    const { done, value } = steps.next()
    if (done === true) return value
    if (value % PROGRESS_EVERY === 0 && value <= book.parties.length) onProgress?.(value)
  }
}

/** The same in steps of one party or name, each telling how many are done: whoever drives it may let others in between. */
export function* screenInSteps({
  parties,
  otherNames,
  engine,
  asOf,
  at,
}: Omit<ScreeningOfBook, 'onProgress'>): Generator<number, ScreenedBook, void> {
  const missing = new Set<string>()
  const byParty = new Map<string, readonly FoundEntity[]>()
  const byName = new Map<string, readonly FoundEntity[]>()
  const ask = (given: Parameters<Engine['ask']>[0], label: string): readonly FoundEntity[] => {
    const asked = engine.ask(given, { at, asOf, knownAt: asOf, limit: HITS_KEPT })
    if (!asked.ok) {
      missing.add(`${label} could not be screened: ${asked.issue.code} ${asked.issue.found}`)
      return []
    }
    const { outcome } = asked.value
    for (const reason of outcome.kind === 'clear' ? [] : outcome.missing) missing.add(reason)
    if (outcome.kind !== 'hits') return []
    return outcome.hits.map(({ entity, match, designations }) => ({
      entity,
      score: match.score / THOUSAND,
      band: bandOf(match.score),
      isResemblance:
        bandOf(match.score) === 'weak' &&
        !match.evidence.some(({ feature, points }) => FACTS.includes(feature) && points > 0),
      inForce: inForceOf(designations),
    }))
  }
  let done = 0
  for (const party of parties) {
    const schema = party.schema === undefined ? {} : { schema: party.schema }
    const found = ask({ id: party.id, ...schema, properties: party.properties }, party.id)
    if (found.length > 0) byParty.set(party.id, found)
    done += 1
    yield done
  }
  for (const name of new Set(otherNames)) {
    const found = ask({ properties: { name: [name] } }, name)
    if (found.length > 0) byName.set(name, found)
    done += 1
    yield done
  }
  return { asOf, byParty, byName, missing: [...missing] }
}

/** The authorities in force: of states only those with legal effect. */
export const inForceOf = (designations: readonly Designation[]): readonly InForce[] =>
  designations
    .filter(({ state }) => hasLegalEffect(state))
    .map(({ authority, since, sinceAtLatest, citation }) => ({
      authority,
      since: since ?? (sinceAtLatest === undefined ? null : `${sinceAtLatest} at the latest`),
      citation,
    }))

/** Names in a stake graph that are neither ids nor names of the book's parties. */
export function otherHolders(graph: StakeGraph, names: BookNames): readonly string[] {
  return graph.ids.flatMap((id, node) => (names.has(id) ? [] : [graph.nameOf(node)]))
}

/** Finds a party of the book by the text that a file has for it: its id, or its name where only one party bears it. */
export class BookNames {
  readonly #parties: readonly BookParty[]
  readonly #byId = new Map<string, BookParty>()
  /** Built when a text is asked for that is no id: files that give ids never need it. */
  #byName: Map<string, BookParty | 'several'> | undefined

  constructor(parties: readonly BookParty[]) {
    this.#parties = parties
    for (const party of parties) this.#byId.set(party.id, party)
  }

  /** The id of the party that a text names, or the text itself. */
  readonly idOf = (text: string): string => this.find(text)?.id ?? text

  has(id: string): boolean {
    return this.#byId.has(id)
  }

  find(text: string): BookParty | undefined {
    const party = this.#byId.get(text) ?? this.#names().get(fold(text))
    return party === 'several' ? undefined : party
  }

  #names(): ReadonlyMap<string, BookParty | 'several'> {
    if (this.#byName !== undefined) return this.#byName
    this.#byName = new Map()
    for (const party of this.#parties) {
      const name = fold(party.name)
      if (name !== '') this.#byName.set(name, this.#byName.has(name) ? 'several' : party)
    }
    return this.#byName
  }
}

/** Plain text in single spaces, which most names are, needs no more than lower case. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/

const fold = (text: string): string =>
  PLAIN.test(text) ? text.toLowerCase() : text.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ')
