import { hash } from 'node:crypto'
import { find, findOne } from '../casework/records/query.ts'
import type { Row } from '../casework/records/tables.ts'
import { recordRun } from '../casework/work/monitoring.ts'
import type { Instant } from '../model/brand.ts'
import { accepted, type Parsed } from '../model/parsed.ts'
import { AnswerLedger } from './answer-ledger.ts'
import { givenOf, type ScreenedBook, screenBook } from './book-screening.ts'
import { Desk, type RecordStore, systemActor, type Tenant } from './desk.ts'
import type { Engine } from './engine.ts'
import { BookMonitor } from './monitoring.ts'
import { machineClock } from './records.ts'

export interface BookWatchOptions {
  readonly store: RecordStore
  readonly data?: string | undefined
  readonly now?: () => Instant
  /** Told of a book that could not be followed: the others are. */
  readonly onFault?: (code: string) => void
}

/** What following came to, over all books. */
export interface Followed {
  readonly books: number
  readonly raised: number
}

/** A book that was screened, against which lists, and up to when its parties were seen. */
interface Watched {
  engine: Engine
  until: string
  monitor: BookMonitor | undefined
}

const PAGE = 5_000
const SECOND_MS = 1_000

/**
 * Keeps books in step with the lists: after every change of lists, policy or matcher whoever it can affect is screened again, and
 * so is every party that came or changed meanwhile. A book is followed from its first screening on; one whose lists changed while
 * nobody watched is screened whole.
 */
export class BookWatch {
  readonly #options: BookWatchOptions
  readonly #ledger: AnswerLedger
  readonly #watched = new Map<string, Watched>()
  /** Since when some followed book is behind the lists in service. */
  #behindSince: number | undefined
  #under: Promise<Followed> | undefined

  constructor(options: BookWatchOptions) {
    this.#options = options
    this.#ledger = new AnswerLedger(options.data)
  }

  /** Seconds since the lists in service changed without every followed book having been screened against them. */
  get lagSeconds(): number {
    return this.#behindSince === undefined ? 0 : (performance.now() - this.#behindSince) / SECOND_MS
  }

  /** Brings every followed book of every tenant up to these lists. A second call while one runs waits for that one. */
  follow(engine: Engine): Promise<Followed> {
    this.#under ??= this.#followAll(engine).finally(() => {
      this.#under = undefined
    })
    return this.#under
  }

  async #followAll(engine: Engine): Promise<Followed> {
    const totals = { books: 0, raised: 0 }
    let isWhole = true
    for (const tenant of await this.#options.store.tenants()) {
      const desk = new Desk(this.#options.store, systemActor(tenant, 'monitor'), this.#options.now ?? machineClock)
      const books = await desk.look('book.read', () => find('book'))
      for (const { id } of books.ok ? books.value : []) {
        const done = await this.#followOne(desk, tenant, id, engine)
        if (!done.ok) {
          isWhole = false
          this.#options.onFault?.(done.issue.code)
        } else if (done.value !== undefined) {
          totals.books += 1
          totals.raised += done.value.raised.length
        }
      }
    }
    if (isWhole) this.#behindSince = undefined
    return totals
  }

  async #followOne(
    desk: Desk,
    tenant: Tenant,
    book: string,
    engine: Engine,
  ): Promise<Parsed<ScreenedBook | undefined>> {
    const key = `${tenant}/${book}`
    const held = this.#watched.get(key)
    if (held === undefined) return this.#meet(desk, key, book, engine)
    const asOf = desk.now()
    const fresh = await this.#fresh(desk, book, held)
    if (!fresh.ok) return fresh
    const ids = fresh.value.map(({ id }) => id)
    const own = ids.length === 0 ? undefined : await this.#screen(desk, book, engine, ids)
    if (own?.ok === false) return own
    const isSame = held.engine === engine || causeOf(book, held.engine) === causeOf(book, engine)
    const moved = isSame ? undefined : await this.#move(desk, book, held, engine)
    if (moved?.ok === false) return moved
    held.engine = engine
    held.until = asOf
    return moved ?? own ?? accepted(undefined)
  }

  /** The first look at a book since this program began. */
  async #meet(desk: Desk, key: string, book: string, engine: Engine): Promise<Parsed<ScreenedBook | undefined>> {
    const asOf = desk.now()
    const cause = causeOf(book, engine)
    const known = await desk.look('book.read', function* () {
      const run = yield* findOne('monitor_run', { cause })
      const party = yield* findOne('party', { book, is_active: 1 })
      const answer = party === undefined ? undefined : yield* findOne('answer', { party: party.id })
      return { at: run?.at, isScreened: answer !== undefined }
    })
    if (!known.ok) return known
    const { at, isScreened } = known.value
    if (at === undefined && !isScreened) return accepted(undefined)
    this.#watched.set(key, { engine, until: at ?? asOf, monitor: undefined })
    if (at !== undefined) return this.#followOne(desk, desk.actor.tenant, book, engine)
    this.#behindSince ??= performance.now()
    const done = await this.#screen(desk, book, engine, undefined)
    if (!done.ok) {
      this.#watched.delete(key)
      return done
    }
    const noted = await this.#note(desk, cause, done.value)
    return noted.ok ? done : noted
  }

  /** The lists have changed: whoever that can affect. */
  async #move(desk: Desk, book: string, held: Watched, engine: Engine): Promise<Parsed<ScreenedBook>> {
    this.#behindSince ??= performance.now()
    if (held.monitor === undefined) {
      const opened = await BookMonitor.open(desk, book, held.engine)
      if (!opened.ok) return opened
      held.monitor = opened.value
    }
    const done = await held.monitor.rescreen(desk, held.engine, engine, this.#ledger, causeOf(book, engine))
    return done.ok ? accepted(done.value.screened) : done
  }

  /** Parties that came or changed since the last look; the monitor, where there is one, learns of them. */
  async #fresh(desk: Desk, book: string, held: Watched): Promise<Parsed<readonly Row<'party'>[]>> {
    const found: Row<'party'>[] = []
    let after: { value: string; id: string } | undefined
    for (;;) {
      const page = await desk.look('book.read', () =>
        find('party', {
          where: { book, is_active: 1, changed_at: { from: held.until } },
          order: 'changed_at',
          limit: PAGE,
          ...(after === undefined ? {} : { after }),
        }),
      )
      if (!page.ok) return page
      for (const row of page.value) held.monitor?.add(row.id, givenOf(row))
      found.push(...page.value)
      const last = page.value.at(-1)
      if (last === undefined || page.value.length < PAGE) return accepted(found)
      after = { value: last.changed_at, id: last.id }
    }
  }

  #screen(desk: Desk, book: string, engine: Engine, parties: readonly string[] | undefined) {
    return screenBook(desk, book, {
      engine,
      ledger: this.#ledger,
      ...(parties === undefined ? {} : { parties }),
    })
  }

  async #note(desk: Desk, cause: string, screened: ScreenedBook): Promise<Parsed<unknown>> {
    const { parties, raised, reopened, suppressed } = screened
    const counts = { parties, raised: raised.length, reopened: reopened.length, suppressed, entities: 0, delisted: 0 }
    return desk.change('monitor.run', (act) => recordRun(act, { cause, ...counts }))
  }
}

const DIGITS = 16

/** What a run was of: the book, and by digest the list versions, policy and matcher. */
function causeOf(book: string, { lists, policyId }: Engine): string {
  const versions = lists.map(({ id, version, corpus }) => [id, version, corpus.matcher])
  return `lists:${hash('sha256', JSON.stringify([versions, policyId])).slice(0, DIGITS)} book:${book}`
}
