import { appendEntry } from '../casework/audit/audited.ts'
import { findEntries } from '../casework/audit/read-log.ts'
import { find } from '../casework/records/query.ts'
import { noteDelisting, recordRun } from '../casework/work/monitoring.ts'
import { BookIndex } from '../index/book-index.ts'
import { reweighedWords, type Weights, weightsOf, withWords } from '../index/rarity-change.ts'
import { businessDaysAfter } from '../law/clocks.ts'
import type { IsoDate } from '../model/brand.ts'
import type { Entity } from '../model/entity.ts'
import { accepted, type Parsed } from '../model/parsed.ts'
import { deltaBetween } from '../register/lists/delta.ts'
import type { AnswerLedger } from './answer-ledger.ts'
import { givenOf, type ScreenedBook, screenBook } from './book-screening.ts'
import type { Desk } from './desk.ts'
import type { Engine, ListInForce } from './engine.ts'
import { loadNameTables } from './names-tables.ts'

/** What of the lists a rescreening is about. */
export interface Affected {
  /** Entities listed or changed since, over all lists. */
  readonly changed: readonly string[]
  readonly delisted: readonly string[]
  /** Entities and words whose weight the new version shifts, though they themselves did not change. */
  readonly reweighed: number
  /** Parties to be asked again. */
  readonly parties: readonly string[]
}

export interface Rescreened extends Affected {
  readonly run: string
  readonly screened: ScreenedBook
}

const PAGE = 5_000

/**
 * A book held ready for changes of the lists: built once (cold), kept in step with the book, asked at each delta (warm). It names
 * the parties that a change can affect; they alone are screened again, with the same result as screening everything.
 */
export class BookMonitor {
  readonly #book: string
  readonly #engine: Engine
  readonly #index = new BookIndex(loadNameTables())
  readonly #ids: string[] = []
  /** Parties that could not be read: asked again at every change, so that none is forgotten. */
  readonly #unread: string[] = []

  private constructor(book: string, engine: Engine) {
    this.#book = book
    this.#engine = engine
  }

  /** Reads the whole book: minutes for a million parties, once. */
  static async open(desk: Desk, book: string, engine: Engine): Promise<Parsed<BookMonitor>> {
    const monitor = new BookMonitor(book, engine)
    let after: { value: string; id: string } | undefined
    for (;;) {
      const page = await desk.look('book.read', () =>
        find('party', { where: { book, is_active: 1 }, limit: PAGE, ...(after === undefined ? {} : { after }) }),
      )
      if (!page.ok) return page
      for (const row of page.value) monitor.#take(row.id, givenOf(row))
      const last = page.value.at(-1)
      if (last === undefined || page.value.length < PAGE) return accepted(monitor)
      after = { value: last.id, id: last.id }
    }
  }

  get size(): number {
    return this.#ids.length + this.#unread.length
  }

  /** A party that was added or changed. What it was before stays in the index, which costs a question too many and misses none. */
  add(id: string, given: Parameters<Engine['read']>[0]): void {
    this.#take(id, given)
  }

  #take(id: string, given: Parameters<Engine['read']>[0]): void {
    const read = this.#engine.read(given)
    if (!read.ok) this.#unread.push(id)
    else {
      this.#index.add(read.value.party)
      this.#ids.push(id)
    }
  }

  /** Which parties the change from one set of lists to the next can affect. */
  affected(before: Engine, after: Engine): Affected {
    const hasOtherRules = before.policyId !== after.policyId || matcherOf(before) !== matcherOf(after)
    const total = { changed: [] as string[], delisted: [] as string[], reweighed: 0 }
    const parties = new Set<string>(this.#unread)
    for (const list of after.lists) {
      const earlier = before.lists.find(({ standingId }) => standingId === list.standingId)
      if (earlier?.version === list.version) continue
      const one = this.#affectedBy(earlier, list, after.policy.threshold)
      total.changed.push(...one.changed)
      total.delisted.push(...one.delisted)
      total.reweighed += one.reweighed
      for (const position of one.positions) parties.add(this.#ids[position] ?? '')
    }
    return { ...total, parties: hasOtherRules ? [...new Set([...this.#ids, ...this.#unread])] : [...parties] }
  }

  #affectedBy(before: ListInForce | undefined, after: ListInForce, threshold: number) {
    const tables = loadNameTables()
    const { entities } = after.corpus
    const delta = deltaBetween(before?.corpus.entities ?? [], entities)
    const now = weightsOf(entities, tables)
    const then: Weights = weightsOf(before?.corpus.entities ?? [], tables)
    const words = before === undefined ? new Set<string>() : reweighedWords(then, now)
    const ids = new Set<string>([...delta.listed, ...delta.changed].map(({ id }) => id))
    const changed: Entity[] = entities.filter(({ id }) => ids.has(id))
    const reweighed = [...withWords(now, words)].flatMap((at) => entities[at] ?? []).filter(({ id }) => !ids.has(id))
    const positions = new Set([
      ...this.#index.withWords(words),
      ...this.#index.candidates([...changed, ...reweighed], now.weightOf, threshold),
    ])
    return {
      changed: [...ids],
      delisted: delta.delisted.map(({ id }) => id as string),
      reweighed: reweighed.length + words.size,
      positions,
    }
  }

  /** Screens again whoever a change can affect, raises alerts, and notes what has left the lists. */
  async rescreen(
    desk: Desk,
    before: Engine,
    after: Engine,
    ledger: AnswerLedger,
    cause: string,
  ): Promise<Parsed<Rescreened>> {
    const affected = this.affected(before, after)
    const screened = await screenBook(desk, this.#book, { engine: after, ledger, parties: affected.parties })
    if (!screened.ok) return screened
    const gone = affected.delisted.filter((id) => after.findEntity(id) === undefined)
    const today = desk.now().slice(0, 10) as IsoDate
    if (gone.length > 0) {
      const noted = await desk.change('monitor.run', (act) => noteDelisting(act, gone, unblockDuty(today)))
      if (!noted.ok) return noted
    }
    const run = await desk.change('monitor.run', (act) =>
      recordRun(act, {
        cause,
        entities: affected.changed.length,
        parties: affected.parties.length,
        raised: screened.value.raised.length,
        reopened: screened.value.reopened.length,
        suppressed: screened.value.suppressed,
        delisted: gone.length,
      }),
    )
    return run.ok ? accepted({ ...affected, delisted: gone, run: run.value.id, screened: screened.value }) : run
  }
}

const matcherOf = (engine: Engine): string => engine.lists[0]?.corpus.matcher ?? ''

const UNBLOCK_DAYS = 10

/** Report of property unblocked or transferred: 31 CFR 501.603(b)(3), 10 business days from the release itself. */
const unblockDuty = (today: IsoDate) => ({
  kind: 'unblock',
  text: 'The entity was delisted: establish whether its property may be released, and report the release within 10 business days of it.',
  citation: '31 CFR 501.603(b)(3)',
  startsOn: today,
  dueOn: businessDaysAfter(today, UNBLOCK_DAYS).due ?? today,
})

/** Writes into the log which list versions are in force, each once: for a server's start and every reload. */
export async function noteLists(desk: Desk, engine: Engine): Promise<Parsed<number>> {
  return desk.change('list.read', function* (act) {
    let noted = 0
    for (const { id, version, published, isPartial, corpus } of engine.lists) {
      const subject = `list/${id}/${version}`
      if ((yield* findEntries({ action: 'list.in_force', subject, limit: 1 })).length > 0) continue
      const detail = { published, partial: isPartial, entities: corpus.entities.length }
      yield* appendEntry(act, { action: 'list.in_force', subject, detail }, [])
      noted += 1
    }
    return noted
  })
}
