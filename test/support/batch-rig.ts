import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { type BatchStore, openBatches } from '../../src/engine/batch-open.ts'
import { batchResults } from '../../src/engine/batch-status.ts'
import { submitRows } from '../../src/engine/batch-submit.ts'
import { openEngine } from '../../src/engine/open-engine.ts'
import { Random } from '../../src/validation/random.ts'

const MAIN = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts')
const LIST = join(import.meta.dirname, '..', '..', 'data', 'validation', 'enforcement-list.ftm.json')

/** Rows of invented parties; every hundredth bears a listed name of the synthetic list. */
export const rowsFor = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    id: String(i),
    properties: { name: [i % 100 === 42 ? 'Cobalt Refinery Co' : `Invented Party ${i}`] },
    columns: {},
  }))

export interface Where {
  readonly data: string
  readonly databaseUrl?: string
}

export const openedAt = ({ data, databaseUrl }: Where, leaseSeconds = 1): Promise<BatchStore> =>
  openBatches(databaseUrl === undefined ? { data, leaseSeconds } : { databaseUrl, leaseSeconds })

export async function submitted(where: Where, count: number): Promise<string> {
  const store = await openedAt(where)
  try {
    return await submitRows(store, rowsFor(count), 'rig', await openEngine({ lists: [LIST] }), {
      at: '2026-11-21T12:00:00Z',
    })
  } finally {
    await store.close()
  }
}

/** A worker as a process of its own group, so that a kill takes nothing else along. */
export function startWorker({ data, databaseUrl }: Where): ChildProcess {
  const args = [MAIN, 'worker', '--threads', '1', '--lease', '1', '--data', data]
  const child = spawn(process.execPath, databaseUrl === undefined ? args : [...args, '--database-url', databaseUrl], {
    detached: true,
    stdio: 'ignore',
    env: { ...process.env, NO_COLOR: '1' },
  })
  child.unref()
  return child
}

export function killed(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null) return
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    child.kill('SIGKILL')
  }
}

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

export interface Drill {
  readonly kills: number
  readonly rows: readonly string[]
  readonly hits: number
}

/**
 * Two workers on one batch; one of them, or the database where a way to crash it is given, is killed at random instants
 * until the wanted number of kills is reached; then the work is let finish. Answers the ids of the results in order.
 */
export async function drill(
  where: Where,
  options: {
    readonly kills: number
    readonly rows: number
    readonly seed: number
    readonly crash?: () => Promise<void>
  },
): Promise<Drill> {
  const random = new Random(options.seed)
  const job = await submitted(where, options.rows)
  const workers = [startWorker(where), startWorker(where)]
  for (let kills = 0; kills < options.kills; kills += 1) {
    await sleep(100 + random.below(1_200))
    if (options.crash !== undefined && kills % 5 === 4) await options.crash()
    else {
      const at = random.below(workers.length)
      const worker = workers[at]
      if (worker !== undefined) killed(worker)
      workers[at] = startWorker(where)
    }
  }
  const store = await openedAt(where)
  try {
    for (const until = Date.now() + DEADLINE_MS; Date.now() < until; await sleep(200)) {
      const state = await store.find(job).catch(() => undefined)
      if (state?.state === 'done') break
    }
    const rows: string[] = []
    let hits = 0
    for await (const result of batchResults(store, job)) {
      rows.push(result.id)
      if (result.status === 'hits') hits += 1
    }
    return { kills: options.kills, rows, hits }
  } finally {
    for (const worker of workers) killed(worker)
    await store.close()
  }
}
const DEADLINE_MS = 120_000
