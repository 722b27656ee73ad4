import { StakeGraphBuilder } from '../exposure/stake-graph.ts'
import type { Authority } from '../model/authority.ts'
import type { IsoDate } from '../model/brand.ts'
import { CordonError } from '../model/errors.ts'
import { parseShare } from '../model/share.ts'
import { loadBook, sampleBook } from './books.ts'
import {
  type Answer,
  type Engine,
  type GivenParty,
  renderedEvidence,
  type ScreenOptions,
  sentenceOf,
} from './engine.ts'
import { exposeOwnership, namedParties, readOwnershipFiles, screenedParties } from './exposure.ts'
import { type Asker, askLaw, loadBeside, loadLaw, type Nexus, type Relation } from './law.ts'
import { readLinkFiles } from './link-files.ts'
import { dataFolder } from './paths.ts'
import { PaymentScreener, type PaymentsAnswer } from './payments.ts'
import { askRegister, listRegister, openRegister } from './register.ts'
import { findByLikeness } from './register-lookup.ts'
import { registerRadar } from './register-radar.ts'
import { readyBook, whatIf } from './scenario.ts'
import type { ReadyBook } from './scenario-request.ts'
import { termsOf } from './scenario-terms.ts'
import { BookNames } from './screened-book.ts'

export type { Asker, Nexus, Relation } from './law.ts'
export { ASKERS } from './law.ts'

/** When an agent asks, and about when. */
export interface AgentMoment {
  readonly at: string
  readonly asOf: IsoDate
  readonly knownAt: IsoDate
}

export interface AgentOptions {
  readonly engine: Engine
  readonly data?: string
  /** The book that what-if compares; the bundled synthetic one where absent. */
  readonly book?: readonly string[]
}

/** A stake as an agent states it: percent, a range such as `40-60`, or nothing where it is unknown. */
export interface AgentStake {
  readonly owner: string
  readonly owned: string
  readonly share?: string
}

/** Every question that a software agent may put, and nothing that changes anything. */
export class AgentDesk {
  readonly engine: Engine
  readonly #options: AgentOptions
  #payments: PaymentScreener | undefined
  readonly #books = new Map<IsoDate, ReadyBook>()

  constructor(options: AgentOptions) {
    this.engine = options.engine
    this.#options = options
  }

  screen(given: GivenParty, moment: AgentMoment, options: Pick<ScreenOptions, 'limit' | 'threshold'> = {}): Answer {
    return this.engine.screen(given, { ...moment, ...options })
  }

  whyNot(given: GivenParty, id: string, moment: AgentMoment) {
    const why = this.engine.whyNot(given, id, moment)
    if (!why.ok) throw new CordonError('usage.invalid', sentenceOf(why.issue))
    const { entity, list, match, threshold } = why.value
    return {
      entity: { id: entity.id, caption: entity.names[0].text, schema: entity.schema },
      list,
      threshold: threshold / THOUSAND,
      score: (match?.score ?? 0) / THOUSAND,
      is_hit: match !== undefined && match.below === undefined && match.score >= threshold,
      stopped_by: match === undefined ? 'nothing comparable' : (match.below ?? null),
      evidence: match === undefined ? [] : renderedEvidence(match),
    }
  }

  entity(id: string, moment: AgentMoment) {
    const found = this.engine.findEntity(id)
    if (found === undefined) throw new CordonError('usage.invalid', `no loaded list has an entity ${id}`)
    const { entity, list } = found
    return {
      id: entity.id,
      list: list.id,
      schema: entity.schema,
      names: entity.names.map(({ text, quality }) => ({ text, quality })),
      birth_dates: entity.birthDates.map(({ asPublished }) => asPublished),
      countries: entity.countries.map(({ asPublished, code, role }) => ({
        text: asPublished,
        code: code ?? null,
        role,
      })),
      identifiers: entity.identifiers.map(({ scheme, asPublished }) => ({ scheme, text: asPublished })),
      programmes: entity.programmes,
      notes: entity.notes,
      designations: this.engine.designationsOf(entity, list, moment),
    }
  }

  payment(text: string, moment: AgentMoment): PaymentsAnswer {
    this.#payments ??= new PaymentScreener(this.engine)
    return this.#payments.answer(this.#payments.screenText(text, 'given', moment), moment)
  }

  register(organisation: string, { asOf, knownAt }: AgentMoment) {
    return askRegister(this.#register(), organisation, { asOf, knownAt, findByName: findByLikeness(asOf) })
  }

  registerList(selection: { readonly authority?: Authority }, { asOf, knownAt }: AgentMoment) {
    return listRegister(this.#register(), { asOf, knownAt, ...selection })
  }

  law(
    ask: {
      readonly asker: Asker
      readonly nexus?: Nexus
      readonly authorities?: readonly Authority[]
      readonly party?: string
      readonly relation?: Relation
    },
    moment: AgentMoment,
  ) {
    const { asOf, knownAt } = moment
    const found = ask.party === undefined ? undefined : this.engine.findEntity(ask.party)
    return askLaw(
      loadLaw(),
      this.#register(),
      {
        ...ask,
        asOf,
        knownAt,
        language: 'en',
        findByName: findByLikeness(asOf),
        ...(found === undefined
          ? {}
          : { designationsOf: () => this.engine.designationsOf(found.entity, found.list, moment) }),
      },
      loadBeside(),
    )
  }

  exposure(stakes: readonly AgentStake[], blocked: readonly string[], { at, asOf }: AgentMoment) {
    const builder = new StakeGraphBuilder()
    for (const [row, { owner, owned, share = '' }] of stakes.entries()) {
      const parsed = parseShare(share)
      if (!parsed.ok) throw new CordonError('usage.invalid', sentenceOf(parsed.issue))
      builder.stake({ owner, owned, kind: 'shares', share: parsed.value, row: row + 1 })
    }
    const graph = builder.build()
    const named = namedParties(graph, blocked)
    const screened =
      blocked.length > 0 ? { designated: [], missing: [] } : screenedParties(graph, this.engine, asOf, at)
    return exposeOwnership({
      reading: { graph, files: [], issues: [] },
      asOf,
      designated: [...named.designated, ...screened.designated],
      issues: named.issues,
      missing: screened.missing,
    })
  }

  whatIf(
    ask: {
      readonly designate: readonly string[]
      readonly authorities: readonly Authority[]
      readonly effective: IsoDate
    },
    { at, asOf }: AgentMoment,
  ) {
    const register = this.#register()
    const terms = termsOf(register, ask.designate, asOf)
    return whatIf({
      scenario: {
        name: ask.designate.join(', '),
        action: 'designate',
        ...terms,
        authorities: ask.authorities,
        effective: ask.effective,
        asOf,
      },
      ready: this.#bookOf(asOf, at),
      register,
      law: loadLaw(),
      engine: this.engine,
      at,
    })
  }

  radar({ asOf, knownAt }: AgentMoment) {
    return registerRadar(this.#register(), asOf, knownAt)
  }

  lists() {
    return this.engine.lists.map((list) => ({
      id: list.id,
      version: list.version,
      published: list.published,
      stale: list.isStale,
      partial: list.isPartial,
      entities: list.corpus.entities.length,
      is_sanctions_list: list.isSanctionsList,
    }))
  }

  #register() {
    return openRegister(dataFolder(this.#options.data)).register
  }

  #bookOf(asOf: IsoDate, at: string): ReadyBook {
    const known = this.#books.get(asOf)
    if (known !== undefined) return known
    const isSample = this.#options.book === undefined
    const book = loadBook(this.#options.book ?? [sampleBook()])
    const names = new BookNames(book.parties)
    const reading = isSample ? readOwnershipFiles([`${sampleBook()}/ownership.csv`], names.idOf) : undefined
    const links = readLinkFiles(isSample ? [`${sampleBook()}/links.csv`] : [])
    const sources = { book, names, links: links.links, engine: this.engine, asOf, at, issues: links.issues }
    const ready = readyBook(reading === undefined ? sources : { ...sources, stakes: reading.graph })
    if (this.#books.size >= BOOKS_REMEMBERED) this.#books.clear()
    this.#books.set(asOf, ready)
    return ready
  }
}

const THOUSAND = 1000
const BOOKS_REMEMBERED = 4
