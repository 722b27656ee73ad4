import { hostname } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import type { ClaimedChunk } from '../model/batch.ts'
import { partyRowOf } from '../sources/parties/raw-row.ts'
import type { BatchStore } from '../store/batches/batch-store.ts'
import { undetermined } from './batch-answer.ts'
import { type AnsweredChunk, answeredChunk } from './batch-answer-chunk.ts'
import { parseBasis, questionOf } from './batch-basis.ts'
import { KeptEngines } from './batch-engine.ts'
import { rowsOfChunk } from './batch-lines.ts'
import type { Patience } from './batch-open.ts'
import { parseShape } from './batch-shape.ts'
import type { Engine } from './engine.ts'
import type { PartyLayout } from './party-file.ts'
import { isPoolFault, type PoolOptions, ScreeningPool } from './screening-pool.ts'

/** Chunks that one thread has at once: one that it works on, and one that it need not wait for. */
const CHUNKS_A_THREAD = 2
/** How often a worker says that it still works on a chunk; far below the shortest lease of use. */
const EXTEND_MS = 400
const IDLE_MS = 500
const FAILED_MS = 2_000
/** A chunk of costly rows takes its time; a thread that is silent for longer hangs. */
const HUNG_AFTER_MS = 600_000

export interface WorkOptions extends Patience {
  /** Ends as soon as nothing is left to do, instead of waiting for more. */
  readonly untilIdle?: boolean
  readonly name?: string
  /** Threads over one shared index; this thread alone where absent or 1. */
  readonly threads?: number
  /** Where snapshots of lists are kept between starts, so that a worker fetches each once. */
  readonly cache?: string
}

/** Works on chunks until it is stopped. Whatever fails, the chunk stays for the next one to take. Answers how many it did. */
export async function work(store: BatchStore, options: WorkOptions): Promise<number> {
  const threads = options.threads ?? 1
  const pool = new ScreeningPool({
    threads: threads === 1 ? 0 : threads,
    hungAfterMs: HUNG_AFTER_MS,
    onFault: (reason) => options.onProgress?.(reason),
  })
  const engines = new KeptEngines(store, options.cache, options.onProgress)
  const name = options.name ?? `${hostname()}/${process.pid}`
  const worker = { store, options, pool, engines, name }
  try {
    const lanes = Array.from({ length: threads === 1 ? 1 : threads * CHUNKS_A_THREAD }, () => lane(worker))
    return (await Promise.all(lanes)).reduce((sum, done) => sum + done, 0)
  } finally {
    await pool.close()
  }
}

interface Worker {
  readonly store: BatchStore
  readonly options: WorkOptions
  readonly pool: ScreeningPool
  readonly engines: KeptEngines
  readonly name: string
}

/** One chunk after the other. */
async function lane(worker: Worker): Promise<number> {
  const { store, options, name } = worker
  let done = 0
  while (!options.isStopped()) {
    const claim = await attempted(() => store.claim(name), options)
    if (claim === undefined) {
      if (options.untilIdle === true) return done
      await pause(IDLE_MS)
    } else if (claim === FAILED) await pause(FAILED_MS)
    else if ((await attempted(() => workOn(claim, worker), options)) === FAILED) await pause(FAILED_MS)
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

async function workOn(claim: ClaimedChunk, { store, pool, engines, name }: Worker): Promise<boolean> {
  const basis = parseBasis(claim.basis)
  const { layouts } = parseShape(claim.shape)
  // a claim whose lease could not be extended is another's by then, and the first result stands
  const beat = setInterval(() => void store.extend(claim).catch(() => undefined), EXTEND_MS)
  try {
    const engine = await engines.of(basis)
    const answered = await answersOf(claim, layouts, engine, pool, questionOf(basis))
    return await store.finish(claim, { ...answered, worker: name, snapshot: basis.snapshot })
  } finally {
    clearInterval(beat)
  }
}

/** A chunk in one thread; where that fails twice, row by row, so that one row alone is undetermined. */
async function answersOf(
  { rows }: ClaimedChunk,
  layouts: readonly PartyLayout[],
  engine: Engine,
  pool: ScreeningPool,
  options: PoolOptions,
): Promise<AnsweredChunk> {
  const [answered] = await pool.run(engine, 'batchChunk', [{ rows, layouts }], options)
  if (answered !== undefined && !isPoolFault(answered)) return answered
  const raws = rowsOfChunk(rows)
  const items = raws.map((raw) => ({ raw, layouts }))
  const answers = await pool.run(engine, 'batchRow', items, options)
  return answeredChunk(
    raws.map((raw, at) => {
      const answer = answers[at] ?? { fault: 'the row was not answered' }
      return isPoolFault(answer) ? undetermined(partyRowOf(raw, layouts).id, answer.fault) : answer
    }),
  )
}
