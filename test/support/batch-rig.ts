import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { type BatchStore, openBatches } from '../../src/engine/batch-open.ts'
import { batchResults } from '../../src/engine/batch-status.ts'
import { Random } from '../../src/validation/random.ts'

const MAIN = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts')
const LIST = join(import.meta.dirname, '..', '..', 'data', 'validation', 'enforcement-list.ftm.json')
const DEADLINE_MS = 180_000
/** How long a file is sent again and again while servers are killed. */
const SENDING_MS = 1_200_000
const SHORTEST_MS = 100
const SLOWEST_PACE_MS = 8_000

/** A file of invented parties; every hundredth bears a listed name of the synthetic list. */
const fileOf = (count: number): string =>
  [
    'id,name',
    ...idsOf(count).map((id) => `${id},${Number(id) % 100 === 42 ? 'Cobalt Refinery Co' : `Invented Party ${id}`}`),
  ].join('\n')

export const idsOf = (count: number): readonly string[] => Array.from({ length: count }, (_, i) => String(i))

export interface Where {
  readonly data: string
  readonly databaseUrl?: string
}

export const openedAt = ({ data, databaseUrl }: Where, leaseSeconds = 1): Promise<BatchStore> =>
  openBatches(databaseUrl === undefined ? { data, leaseSeconds } : { databaseUrl, leaseSeconds })

/** A process of its own group, so that a kill takes nothing else along. */
function started(args: readonly string[], { data, databaseUrl }: Where): ChildProcess {
  const shared = databaseUrl === undefined ? [] : ['--database-url', databaseUrl]
  const child = spawn(process.execPath, [MAIN, ...args, '--data', data, ...shared], {
    detached: true,
    stdio: 'ignore',
    env: { ...process.env, NO_COLOR: '1' },
  })
  child.unref()
  return child
}

export const startWorker = (where: Where, threads = 1): ChildProcess =>
  started(['worker', '--threads', String(threads), '--lease', '1'], where)

const startServer = (where: Where, port: number): ChildProcess =>
  started(['serve', '--port', String(port), '--list', `syn=${LIST}`], where)

export function killed(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null) return
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    child.kill('SIGKILL')
  }
}

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** A port that nobody listens on, for a server that is to come back under the same one. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  return address.port
}

/** Sends a file again and again under one key until a server takes it in. */
async function taken(port: number, key: string, rows: number): Promise<string> {
  for (const until = Date.now() + SENDING_MS; Date.now() < until; await sleep(200)) {
    try {
      const response = await fetch(`http://127.0.0.1:${port}/v1/batches?name=${key}`, {
        method: 'POST',
        headers: { 'content-type': 'text/csv', 'idempotency-key': key },
        body: fileOf(rows),
      })
      if (response.status === 201) return ((await response.json()) as { id: string }).id
    } catch (error) {
      if (!(error instanceof TypeError)) throw error // the server is away
    }
  }
  throw new Error('no server took the batch in')
}

/** Looks until a batch is done; a server that is away is asked again. */
async function untilDone(port: number, id: string, isOver: () => boolean): Promise<void> {
  for (; !isOver(); await sleep(100)) {
    try {
      const response = await fetch(`http://127.0.0.1:${port}/v1/batches/${id}`)
      if (response.ok && ((await response.json()) as { state: string }).state === 'done') return
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
    }
  }
}

/** What became of one batch. */
export interface Drilled {
  readonly rows: readonly string[]
  readonly hits: number
  /** Digests of the snapshots of lists that answered. */
  readonly snapshots: readonly string[]
}

export interface Drill {
  readonly kills: Readonly<Record<'worker' | 'server' | 'database', number>>
  /** Every batch that was sent, in order; each was sent under one key as often as it took. */
  readonly batches: readonly Drilled[]
  /** Batches in the store. */
  readonly kept: number
}

export interface DrillOptions {
  readonly kills: number
  /** Rows of each batch. */
  readonly rows: number
  readonly seed: number
  /** Kills the database and starts it again; where absent, none is killed. */
  readonly crash?: () => Promise<void>
}

/**
 * A server and two workers that are sent one batch after the other over the API. One of them, or the database where a way to crash it
 * is given, is killed at random instants until the wanted number of kills is reached; then what was sent is let finish.
 */
export async function drill(where: Where, { kills, rows, seed, crash }: DrillOptions): Promise<Drill> {
  const random = new Random(seed)
  const port = await freePort()
  const workers = [startWorker(where), startWorker(where)]
  let server = startServer(where, port)
  let isOver = false
  const count = { worker: 0, server: 0, database: 0 }
  try {
    const from = performance.now()
    const ids = [await taken(port, 'book-0', rows)]
    // as long as a server takes to start and answer on this machine, so that kills fall while there is work under way
    const paceMs = Math.min(SLOWEST_PACE_MS, Math.round(performance.now() - from))
    const sent = fed(port, rows, ids, () => isOver)
    for (let done = 0; done < kills; done += 1) {
      await sleep(SHORTEST_MS + random.below(paceMs))
      const aim = random.below(crash === undefined ? 4 : 5)
      if (aim === 4) {
        await crash?.()
        count.database += 1
      } else if (aim === 3) {
        killed(server)
        server = startServer(where, port)
        count.server += 1
      } else {
        const at = aim % workers.length
        const worker = workers[at]
        if (worker !== undefined) killed(worker)
        workers[at] = startWorker(where)
        count.worker += 1
      }
    }
    isOver = true
    return { kills: count, ...(await outcomes(where, await sent)) }
  } finally {
    for (const child of [...workers, server]) killed(child)
  }
}

/** One batch after the other, so that there is always work to be killed at. */
async function fed(port: number, rows: number, ids: string[], isOver: () => boolean): Promise<readonly string[]> {
  for (let last = ids.at(-1); last !== undefined && !isOver(); last = ids.at(-1)) {
    await untilDone(port, last, isOver)
    if (!isOver()) ids.push(await taken(port, `book-${ids.length}`, rows))
  }
  return ids
}

async function outcomes(where: Where, ids: readonly string[]): Promise<Omit<Drill, 'kills'>> {
  const store = await openedAt(where)
  try {
    const batches: Drilled[] = []
    for (const id of ids) batches.push(await outcome(store, id))
    return { batches, kept: (await store.all()).length }
  } finally {
    await store.close()
  }
}

async function outcome(store: BatchStore, id: string): Promise<Drilled> {
  for (const until = Date.now() + DEADLINE_MS; Date.now() < until; await sleep(200)) {
    const state = await store.find(id).catch(() => undefined)
    if (state?.state === 'done') break
  }
  const rows: string[] = []
  let hits = 0
  for await (const result of batchResults(store, id)) {
    rows.push(result.id)
    if (result.status === 'hits') hits += 1
  }
  return { rows, hits, snapshots: (await store.counts(id)).snapshots }
}
