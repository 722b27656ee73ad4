import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { appendEntry } from '../casework/audit/audited.ts'
import { accepted, type Parsed, refused } from '../model/parsed.ts'
import { type ResultFormat, writeResults } from './batch-files.ts'
import { type BatchStore, openBatches, sharedDatabase } from './batch-open.ts'
import type { PackedRows } from './batch-pack.ts'
import { type ResultsPage, type ResultsQuery, resultsPage } from './batch-page.ts'
import { allBatches, type BatchResult, type BatchStatus, batchStatus, getBatch } from './batch-status.ts'
import { type BatchQuestion, newBatchId, submitPacked } from './batch-submit.ts'
import type { Desk } from './desk.ts'
import type { Engine } from './engine.ts'

export { RESULT_FORMATS, type ResultFormat } from './batch-files.ts'
export { packRows } from './batch-pack.ts'
export { packApart } from './batch-pack-apart.ts'
export type { BatchResult, BatchStatus, ResultsPage, ResultsQuery }

const IN_DIST = import.meta.url.endsWith('.js')

export interface BatchServiceOptions {
  readonly data?: string
  readonly databaseUrl?: string
  /** Threads that screen beside requests, where batches are kept in the data folder; a core is left to the requests where absent. */
  readonly threads?: number
  readonly onProgress?: (text: string) => void
}

/**
 * Batches of a server. Kept in the data folder they are worked on in this process, in threads beside the one that serves requests;
 * kept in PostgreSQL they wait for `cordon worker`, on this machine or any other. A tenant sees its own alone.
 */
export class BatchService {
  readonly #options: BatchServiceOptions
  #store: Promise<BatchStore> | undefined
  #worker: Worker | undefined
  #isClosed = false

  constructor(options: BatchServiceOptions = {}) {
    this.#options = options
  }

  /** Goes on with what a former process left unfinished. */
  async resume(): Promise<void> {
    const jobs = await (await this.#opened()).all()
    if (jobs.some(({ state }) => state === 'queued')) this.#work()
  }

  /** Takes a batch in; the same Idempotency-Key gives the first one's, and finishes one that a crash left half taken in. */
  async submit(
    desk: Desk,
    engine: Engine,
    rows: PackedRows,
    name: string,
    question: BatchQuestion,
  ): Promise<Parsed<BatchStatus>> {
    const store = await this.#opened()
    const { tenant } = desk.actor
    const entry = { action: 'batch.submit', detail: { rows: rows.rows } }
    const kept = await desk.change('batch.write', function* (act) {
      const id = newBatchId()
      yield* appendEntry(act, { ...entry, subject: `batch/${id}` }, [])
      return id
    })
    if (!kept.ok) return kept
    const id = kept.value
    const known = await store.find(id)
    if (known === undefined || known.state === 'loading') {
      await submitPacked(store, rows, name, engine, { ...question, id, tenant })
      this.#work()
    }
    return accepted(await batchStatus(store, id, tenant))
  }

  async list(tenant: string): Promise<readonly BatchStatus[]> {
    return allBatches(await this.#opened(), tenant)
  }

  async status(id: string, tenant: string): Promise<BatchStatus> {
    return batchStatus(await this.#opened(), id, tenant)
  }

  /** Stops a batch; what is done stays. One that ended is refused. */
  async cancel(desk: Desk, id: string): Promise<Parsed<BatchStatus>> {
    const store = await this.#opened()
    await getBatch(store, id, desk.actor.tenant)
    if (!(await store.cancel(id))) return refused('state.move', 'the batch has ended', { remedy: 'see its state' })
    return this.#logged(desk, 'batch.cancel', id, () => batchStatus(store, id))
  }

  /** Forgets a batch with its rows and results; one that is worked on is cancelled first. */
  async remove(desk: Desk, id: string): Promise<Parsed<{ readonly removed: string }>> {
    const store = await this.#opened()
    await getBatch(store, id, desk.actor.tenant)
    if (!(await store.remove(id))) return refused('state.move', 'the batch is worked on', { remedy: 'cancel it first' })
    return this.#logged(desk, 'batch.remove', id, async () => ({ removed: id }))
  }

  async page(id: string, tenant: string, query: ResultsQuery): Promise<Parsed<ResultsPage>> {
    const store = await this.#opened()
    await getBatch(store, id, tenant)
    return resultsPage(store, id, query)
  }

  /** Writes the results to a file of their own and hands its path over; `done` removes it. */
  async file(
    id: string,
    tenant: string,
    format: ResultFormat,
  ): Promise<{ readonly path: string; readonly done: () => void }> {
    const store = await this.#opened()
    await getBatch(store, id, tenant)
    const folder = mkdtempSync(join(tmpdir(), 'cordon-results-'))
    const done = (): void => rmSync(folder, { recursive: true, force: true })
    const path = join(folder, `${id}.${format}`)
    try {
      await writeResults(store, id, path, format)
    } catch (error) {
      done()
      throw error
    }
    return { path, done }
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.#worker?.terminate()
    await (await this.#store)?.close()
  }

  async #logged<T>(desk: Desk, action: string, id: string, result: () => Promise<T>): Promise<Parsed<T>> {
    const kept = await desk.change('batch.write', function* (act) {
      yield* appendEntry(act, { action, subject: `batch/${id}` }, [])
      return null
    })
    return kept.ok ? accepted(await result()) : kept
  }

  #opened(): Promise<BatchStore> {
    const { data, databaseUrl } = this.#options
    this.#store ??= openBatches({
      ...(data === undefined ? {} : { data }),
      ...(databaseUrl === undefined ? {} : { databaseUrl }),
    }).catch((error: unknown) => {
      this.#store = undefined // asked again at the next call
      throw error
    })
    return this.#store
  }

  async #again(): Promise<void> {
    if (this.#isClosed) return
    try {
      await this.resume()
    } catch (error) {
      this.#options.onProgress?.(error instanceof Error ? error.message : String(error))
    }
  }

  /** A killed thread loses nothing: its chunks are taken over by the next one once their lease is over. */
  #work(): void {
    if (this.#worker !== undefined || this.#isClosed || sharedDatabase(this.#options) !== undefined) return
    const threads = this.#options.threads ?? Math.max(1, availableParallelism() - 1)
    const url = new URL(`./batch-thread.${IN_DIST ? 'js' : 'ts'}`, import.meta.url)
    const { data } = this.#options
    const worker = new Worker(url, {
      workerData: {
        name: `server/${process.pid}`,
        threads,
        leaseSeconds: LEASE_S,
        ...(data === undefined ? {} : { data }),
      },
    })
    this.#worker = worker
    worker.unref()
    worker.on('message', (text) => this.#options.onProgress?.(String(text)))
    worker.on('error', (error) => this.#options.onProgress?.(error instanceof Error ? error.message : String(error)))
    worker.once('exit', () => {
      this.#worker = undefined
      setTimeout(() => void this.#again(), AGAIN_MS).unref()
    })
  }
}

/** Before a worker that ended is looked after: one that cannot start must not start all the time. */
const AGAIN_MS = 1_000
/** Short, since a server that was killed and started again takes over its own chunks. */
const LEASE_S = 15
