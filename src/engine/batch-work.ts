import { hostname } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import type { ChunkResult, ClaimedChunk } from '../model/batch.ts'
import type { BatchStore } from '../store/batches/batch-store.ts'
import { answerRow, type RowAnswer } from './batch-answer.ts'
import { type BatchBasis, parseBasis, questionOf } from './batch-basis.ts'
import { packLines, parseShape, rowsOfChunk } from './batch-chunk.ts'
import { openKeptEngine } from './batch-engine.ts'
import type { Patience } from './batch-open.ts'
import type { Engine } from './engine.ts'

/** Rows after which a worker says that it still works. */
const EXTEND_EVERY = 250
const IDLE_MS = 500
const FAILED_MS = 2_000

export interface WorkOptions extends Patience {
  /** Ends as soon as nothing is left to do, instead of waiting for more. */
  readonly untilIdle?: boolean
  readonly name?: string
  /** Where snapshots of lists are kept between starts, so that a worker fetches each once. */
  readonly cache?: string
}

/** Works on chunks until it is stopped. Whatever fails, the chunk stays for the next one to take. */
export async function work(store: BatchStore, options: WorkOptions): Promise<number> {
  const name = options.name ?? `${hostname()}/${process.pid}`
  const desk = new WorkerDesk(store, options)
  let done = 0
  while (!options.isStopped()) {
    const claim = await attempted(() => store.claim(name), options)
    if (claim === undefined) {
      if (options.untilIdle === true) return done
      await pause(IDLE_MS)
      continue
    }
    if (claim === FAILED) {
      await pause(FAILED_MS)
      continue
    }
    const isDone = await attempted(() => workOn(store, claim, name, desk), options)
    if (isDone === FAILED) await pause(FAILED_MS)
    else done += 1
  }
  return done
}

const FAILED = Symbol('failed')

/** A database that is away comes back; a batch of another matcher is left to workers that have it. */
async function attempted<T>(step: () => Promise<T>, { onProgress }: WorkOptions): Promise<T | typeof FAILED> {
  try {
    return await step()
  } catch (error) {
    onProgress?.(`not done, and will be tried again: ${error instanceof Error ? error.message : String(error)}`)
    return FAILED
  }
}

/** The engine of one snapshot at a time: a worker that goes on to another batch lets the lists of the last one go. */
class WorkerDesk {
  readonly #store: BatchStore
  readonly #options: WorkOptions
  #digest = ''
  #engine: Promise<Engine> | undefined

  constructor(store: BatchStore, options: WorkOptions) {
    this.#store = store
    this.#options = options
  }

  async engineOf(basis: BatchBasis): Promise<Engine> {
    if (this.#engine !== undefined && this.#digest === basis.snapshot) return this.#engine
    this.#digest = basis.snapshot
    const opening = openKeptEngine(this.#store, basis.snapshot, this.#options.cache)
    this.#engine = opening
    try {
      const engine = await opening
      const versions = engine.lists.map(({ id, version }) => `${id} ${version}`).join(', ')
      this.#options.onProgress?.(`works with ${versions}; matcher ${basis.matcher}`)
      return engine
    } catch (error) {
      this.#engine = undefined
      throw error
    }
  }
}

async function workOn(store: BatchStore, claim: ClaimedChunk, worker: string, desk: WorkerDesk): Promise<boolean> {
  const basis = parseBasis(claim.basis)
  const engine = await desk.engineOf(basis)
  const { layouts } = parseShape(claim.shape)
  const rows = rowsOfChunk(claim.rows)
  const answers: RowAnswer[] = []
  const options = questionOf(basis)
  for (const raw of rows) {
    answers.push(answerRow(engine, raw, layouts, options))
    if (answers.length % EXTEND_EVERY === 0) await store.extend(claim)
  }
  return store.finish(claim, chunkResult(answers, worker, basis.snapshot))
}

/** What is stored of a chunk: its answers as one block, and what they sum up to. */
export const chunkResult = (answers: readonly RowAnswer[], worker: string, snapshot: string): ChunkResult => ({
  results: packLines(answers),
  rows: answers.length,
  hits: answers.filter(({ status }) => status === 'hits').length,
  undetermined: answers.filter(({ status }) => status === 'undetermined').length,
  worker,
  snapshot,
})
