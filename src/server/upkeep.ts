import { checkpointAll } from '../engine/audit.ts'
import type { AuditKey } from '../engine/audit-key.ts'
import { BookWatch } from '../engine/book-watch.ts'
import { expireSilences } from '../engine/casework.ts'
import { Desk, type RecordStore, systemActor } from '../engine/desk.ts'
import type { Engine } from '../engine/engine.ts'
import { keptListsStamp } from '../engine/list-watch.ts'
import { machineClock } from '../engine/records.ts'
import { deliverDue } from '../engine/webhooks.ts'
import { AlertCount, type WorkFigures, workFigures } from '../engine/work-figures.ts'
import { CordonError } from '../model/errors.ts'
import type { Log } from './http/log.ts'
import type { Service } from './service.ts'

export interface UpkeepOptions {
  readonly service: Service
  readonly records: RecordStore
  readonly log: Log
  readonly data: string | undefined
  readonly auditKey: () => AuditKey
  /** Whether the lists are those of the data folder, which other processes may change; files named by hand are not. */
  readonly isWatching: boolean
}

const EVERY_MS = 60_000

/**
 * What a server does without being asked, once a minute: follows books after changed lists, signs the log, expires suppressions, sends what is due, looks whether
 * lists have changed or grown stale, and asks for a party that must be found. One failing keeps the others going.
 */
export class Upkeep {
  readonly #options: UpkeepOptions
  #stamp: string | undefined
  #timer: NodeJS.Timeout | undefined
  #figures: WorkFigures | undefined
  readonly #books: BookWatch
  #isCanaryFound = true
  #isRunning = false

  /** Alerts ever raised. */
  readonly alerts = new AlertCount()

  constructor(options: UpkeepOptions) {
    this.#options = options
    const { records, data, log } = options
    this.#books = new BookWatch({
      store: records,
      data,
      onFault: (code) => log.error('upkeep.book', new CordonError('case.refused', code)),
    })
  }

  /** Seconds for which books have been behind the lists. */
  get rescreenLagSeconds(): number {
    return this.#books.lagSeconds
  }

  get figures(): WorkFigures | undefined {
    return this.#figures
  }

  /** Whether the last look found every list's own first entity by its name. */
  get isCanaryFound(): boolean {
    return this.#isCanaryFound
  }

  start(): void {
    this.#isCanaryFound = findsCanaries(this.#options.service.now.engine)
    this.#timer = setInterval(() => void this.#runOnce(), EVERY_MS)
    this.#timer.unref()
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  /** A round that takes longer than a minute is not begun twice. */
  async #runOnce(): Promise<void> {
    if (this.#isRunning) return
    this.#isRunning = true
    await this.run()
    this.#isRunning = false
  }

  async run(): Promise<void> {
    const { records, auditKey } = this.#options
    await this.#try('lists', () => this.#watchLists())
    await this.#try('canary', async () => {
      this.#isCanaryFound = findsCanaries(this.#options.service.now.engine)
      if (!this.#isCanaryFound) throw new Error('a listed name was not found by its own spelling')
    })
    await this.#try('books', () => this.#books.follow(this.#options.service.now.engine))
    await this.#try('tenants', () => this.#tendTenants())
    await this.#try('checkpoint', () => checkpointAll(records, auditKey()))
    await this.#try('figures', async () => {
      this.#figures = await workFigures(records, machineClock())
      await this.alerts.count(records)
    })
  }

  async #tendTenants(): Promise<void> {
    const { records } = this.#options
    for (const tenant of await records.tenants()) {
      await expireSilences(new Desk(records, systemActor(tenant, 'upkeep')))
      await deliverDue(records, tenant)
    }
  }

  async #watchLists(): Promise<void> {
    const { service, data, isWatching } = this.#options
    if (!isWatching) return
    const stamp = keptListsStamp(data, service.now.engine.policy.staleAfterHours, machineClock())
    const hasChanged = this.#stamp !== undefined && this.#stamp !== stamp
    this.#stamp = stamp
    if (hasChanged) await service.reload()
  }

  async #try(part: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work()
    } catch (error) {
      this.#options.log.error(`upkeep.${part}`, error)
    }
  }
}

/** A listed name given exactly must be found, on every list: if it is not, no answer of this server can be trusted. */
function findsCanaries(engine: Engine): boolean {
  return engine.lists.every((list) => {
    const canary = list.corpus.entities.find(({ names }) => /\p{L}{3}/u.test(names[0].text))
    if (canary === undefined) return true
    const given = { schema: canary.schema, properties: { name: [canary.names[0].text] } }
    const asked = engine.ask(given, { at: machineClock(), datasets: [list.id] })
    return (
      asked.ok &&
      asked.value.outcome.kind === 'hits' &&
      asked.value.outcome.hits.some(({ entity }) => entity.id === canary.id)
    )
  })
}
