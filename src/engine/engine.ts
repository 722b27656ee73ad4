import type { Corpus } from '../index/corpus.ts'
import { positionOf } from '../index/open-corpus.ts'
import type { Match } from '../match/match.ts'
import type { Policy } from '../match/policy.ts'
import type { DatasetId, IsoDate, ListVersionId, PolicyId } from '../model/brand.ts'
import type { CountryTable } from '../model/country.ts'
import type { Designation } from '../model/designation.ts'
import type { Entity } from '../model/entity.ts'
import { type Issue, type Parsed, refused } from '../model/parsed.ts'
import type { Party } from '../model/party.ts'
import { type Answer, type AnswerEvidence, type Language, renderAnswer, renderEvidence } from '../screening/answer.ts'
import type { MergeIndex } from '../screening/merged-hits.ts'
import type { Basis, ListInForce, Outcome } from '../screening/outcome.ts'
import { type GivenParty, type ReadParty, readParty } from '../screening/read-party.ts'
import { screen } from '../screening/screen.ts'
import type { PartyRow } from '../sources/parties/party-rows.ts'
import type { DesignationSource, DesignationsOn } from './designation-source.ts'
import { ENGINE } from './version.ts'

export type { Answer, AnswerDesignation, AnswerEvidence, AnswerHit, Language } from '../screening/answer.ts'
export type { Hit, ListInForce, Outcome } from '../screening/outcome.ts'
export type { GivenParty } from '../screening/read-party.ts'

/** Everything an engine is made of: built by `openEngine`, handed in whole so that tests can build a small one. */
export interface EngineParts {
  readonly lists: readonly ListInForce[]
  readonly countries: CountryTable
  readonly policy: Policy
  readonly policyId: PolicyId
  readonly matcher: string
  readonly registerKnownUntil: IsoDate
  readonly origin?: EngineOrigin
  /** Entries of several lists that are one party; none where absent. */
  readonly merges?: MergeIndex
  /** How many of people's rulings on merges count in it. */
  readonly rulings?: number
  /** What `designationsOf` answers from, where it is a value that other threads can be handed. */
  readonly designations?: DesignationSource
  /** Where each authority stands on an entity, from the register and the list's own tags. */
  readonly designationsOf: DesignationsOn
}

/** What an engine was opened over, so that a question can be asked of exactly the same again (`cordon audit replay`). */
export interface EngineOrigin {
  /** The digest of the whole register, and the day whose names it lent to list entries. */
  readonly registerVersion: ListVersionId
  readonly registerDay: IsoDate
  /** The register as JSON, for keeping. */
  registerJson(): string
}

/** When a question is asked and what it is about; both days default to the day of `at`. */
export interface Question {
  /** The instant of asking, which the answer states. */
  readonly at: string
  readonly asOf?: IsoDate
  readonly knownAt?: IsoDate
}

export interface ScreenOptions extends Question {
  /** Thousandths; the policy's where absent. */
  readonly threshold?: number
  readonly limit?: number
  readonly language?: Language
  /** Lists to ask; all where absent. */
  readonly datasets?: readonly DatasetId[]
  readonly isInScope?: (entity: Entity) => boolean
}

/** A question asked and answered, for faces that have a form of their own. */
export interface Asked {
  readonly outcome: Outcome
  readonly party: Party
  readonly warnings: readonly Issue[]
}

/** How one entity compares, whatever its score, and what stopped it. */
export interface WhyNot {
  readonly entity: Entity
  readonly list: DatasetId
  readonly match: Match | undefined
  readonly threshold: number
}

/** Hits of one answer unless asked otherwise; exact names are never cut. */
export const DEFAULT_LIMIT = 20

const WARMING: Party = {
  schema: 'LegalEntity',
  isSchemaGuessed: true,
  names: [{ text: 'warming' }],
  birthDates: [],
  countries: [],
  genders: [],
  identifiers: [],
  addresses: [],
}

/** Screens parties against the lists it was opened over. Holds no state that a question could change. */
export class Engine {
  readonly #parts: EngineParts

  constructor(parts: EngineParts) {
    this.#parts = parts
  }

  get lists(): readonly ListInForce[] {
    return this.#parts.lists
  }

  get policy(): Policy {
    return this.#parts.policy
  }

  get registerKnownUntil(): IsoDate {
    return this.#parts.registerKnownUntil
  }

  /** Reads and indexes the names of every list, so that the first question finds them ready. */
  warm(): void {
    for (const list of this.#parts.lists) list.corpus.search(WARMING, { policy: this.#parts.policy, limit: 1 })
  }

  /** Entries of several lists that are one party. */
  get merges(): MergeIndex {
    return this.#parts.merges ?? new Map()
  }

  get rulings(): number {
    return this.#parts.rulings ?? 0
  }

  get policyId(): PolicyId {
    return this.#parts.policyId
  }

  get matcher(): string {
    return this.#parts.matcher
  }

  get designations(): DesignationSource | undefined {
    return this.#parts.designations
  }

  get origin(): EngineOrigin | undefined {
    return this.#parts.origin
  }

  read(given: GivenParty): Parsed<ReadParty> {
    return readParty(given, this.#parts.countries)
  }

  /** Asks without rendering. Refused only where the party could not be read. */
  ask(given: GivenParty, options: ScreenOptions): Parsed<Asked> {
    const read = this.read(given)
    if (!read.ok) return read
    const { party, warnings } = read.value
    const policy = this.#policyFor(options)
    const basis = this.basisFor(options)
    const knownAt = options.knownAt ?? dayOf(options.at)
    const outcome = screen({
      party,
      basis,
      ...(this.#parts.merges === undefined ? {} : { merges: this.#parts.merges }),
      policy,
      limit: options.limit ?? DEFAULT_LIMIT,
      designationsOf: (entity, list) => this.#parts.designationsOf(entity, list, basis.asOf, knownAt),
      ...(options.isInScope === undefined ? {} : { isInScope: options.isInScope }),
    })
    return { ok: true, value: { outcome, party, warnings } }
  }

  /** The answer of PRODUCT.md §4.3. A party that cannot be read is `undetermined`, with the reason. */
  screen(given: GivenParty, options: ScreenOptions): Answer {
    return this.#render(given, this.ask(given, options), options)
  }

  /** A row of a file: one that could not be read is its own `undetermined`, and its other columns pass through. */
  screenRow({ fault, columns, ...given }: PartyRow, options: ScreenOptions): Answer {
    const asked = fault === undefined ? this.ask(given, options) : refused('party.row.unreadable', fault)
    return this.#render(given, asked, options, columns)
  }

  /** The answer where a party could not be asked about at all: `undetermined`, with the reason. */
  unanswered(
    given: GivenParty,
    reason: Parsed<never>,
    options: ScreenOptions,
    columns: PartyRow['columns'] = {},
  ): Answer {
    return this.#render(given, reason, options, columns)
  }

  #render(given: GivenParty, asked: Parsed<Asked>, options: ScreenOptions, columns: PartyRow['columns'] = {}): Answer {
    const basis = this.basisFor(options)
    const outcome: Outcome = asked.ok
      ? asked.value.outcome
      : { kind: 'undetermined', basis, below: [], total: 0, missing: [sentenceOf(asked.issue)] }
    return renderAnswer(outcome, {
      columns,
      given,
      schema: asked.ok ? asked.value.party.schema : (given.schema ?? 'Thing'),
      isSchemaGuessed: asked.ok && asked.value.party.isSchemaGuessed,
      warnings: asked.ok ? asked.value.warnings : [],
      screenedAt: options.at,
      engine: ENGINE,
      policy: this.#policyFor(options),
      language: options.language ?? 'en',
    })
  }

  /** The party against one entity by id, for `--why-not`: refused where no list holds the id. */
  whyNot(given: GivenParty, id: string, options: ScreenOptions): Parsed<WhyNot> {
    const held = this.#holding(id)
    const entity = held?.list.corpus.entities[held.at]
    if (held === undefined || entity === undefined) {
      return refused('entity.unknown', id, { remedy: 'give the id of an entity on a list that is asked' })
    }
    const read = this.read(given)
    if (!read.ok) return read
    const policy = this.#policyFor(options)
    const match = held.list.corpus.compare(read.value.party, held.at, policy)
    return { ok: true, value: { entity, list: held.list.id, match, threshold: policy.threshold } }
  }

  /** The first list, and the place on it, of an entity that has an id or had it. */
  #holding(id: string): { readonly list: ListInForce; readonly at: number } | undefined {
    for (const list of this.#parts.lists) {
      const at = positionOf(list.corpus, id)
      if (at !== undefined) return { list, at }
    }
    return undefined
  }

  findEntity(id: string): { readonly entity: Entity; readonly list: ListInForce } | undefined {
    const held = this.#holding(id)
    const entity = held?.list.corpus.entities[held.at]
    return held === undefined || entity === undefined ? undefined : { entity, list: held.list }
  }

  designationsOf(entity: Entity, list: ListInForce, question: Question): readonly Designation[] {
    const day = dayOf(question.at)
    return this.#parts.designationsOf(entity, list, question.asOf ?? day, question.knownAt ?? day)
  }

  #policyFor(options: ScreenOptions): Policy {
    return options.threshold === undefined
      ? this.#parts.policy
      : { ...this.#parts.policy, threshold: options.threshold }
  }

  /** What an answer to such a question rests on. */
  basisFor(options: ScreenOptions): Basis {
    const { lists, matcher, policyId, registerKnownUntil } = this.#parts
    const { datasets } = options
    return {
      lists: datasets === undefined ? lists : lists.filter((list) => datasets.includes(list.id)),
      matcher,
      policy: policyId,
      asOf: options.asOf ?? dayOf(options.at),
      registerKnownUntil,
    }
  }
}

const dayOf = (instant: string): IsoDate => instant.slice(0, 10) as IsoDate

/** An issue as one sentence: what, where, how to mend it. */
export function sentenceOf(issue: Issue): string {
  const where = issue.where === undefined ? '' : ` at ${issue.where}`
  const remedy = issue.remedy === undefined ? '' : `; ${issue.remedy}`
  return `${issue.code}${where}${issue.found === '' ? '' : ` (${issue.found})`}${remedy}`
}

export type { Corpus, Match, Policy }

export const renderedEvidence = (match: Match): readonly AnswerEvidence[] => match.evidence.map(renderEvidence)
