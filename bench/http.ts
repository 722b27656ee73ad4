/**
 * Matching over HTTP beside the same server answering a constant, in the same run.
 *
 *   node bench/http.ts            single names, batches of 100, latency at half load, ten times overload and the recovery
 *   node bench/http.ts --quick    shorter stretches
 *   node bench/http.ts --json
 *
 * The server is a process of its own with everything on it that `cordon serve` has, a database on the disk that keeps every answer
 * before it leaves among it; the constant is one more route of it. The list is OFAC's SDN list where the publishers' files are at
 * hand, otherwise a synthetic one of its size. Rates are the clock's and feel other work on the machine; processor time a request
 * does not.
 */
import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadCountries } from '../src/engine/countries.ts'
import { Engine } from '../src/engine/engine.ts'
import { loadNameTables } from '../src/engine/names-tables.ts'
import { loadPolicy } from '../src/engine/policies.ts'
import { openCorpus } from '../src/index/open-corpus.ts'
import type { DatasetId, IsoDate, ListVersionId } from '../src/model/brand.ts'
import type { Entity } from '../src/model/entity.ts'
import { TURN_BUDGET_MS } from '../src/server/http/shedding.ts'
import { createServer } from '../src/server/server.ts'
import { SqliteRecords } from '../src/store/records/sqlite-records.ts'
import { derivedSdn } from './derived-sdn.ts'
import { closedLoop, type Load, openLoop, pause, percentile, postRequest } from './http-client.ts'
import { Chance, disguised, ordinaryParties, syntheticEntities } from './synthetic.ts'

const SYNTHETIC_ENTITIES = 19_000
const SEED = 8
const NAMES = 4_000
const BATCH = 100
const CONNECTIONS = 32
const OVERLOAD = 10
const OVERLOAD_CONNECTIONS = 1_500
const isQuick = process.argv.includes('--quick')
const isJson = process.argv.includes('--json')
/** Threads that match; THREADS=0 matches in the server's own. */
const THREADS = Number(process.env['THREADS'] ?? availableParallelism())
const SECONDS = isQuick ? 4 : 12

const entities = (): readonly Entity[] => derivedSdn() ?? syntheticEntities(SYNTHETIC_ENTITIES, SEED)

/** Names as they come: most on no list, some listed, some listed and misspelt. */
function namesOf(all: readonly Entity[]): readonly string[] {
  const chance = new Chance(SEED)
  const ordinary = ordinaryParties(NAMES, SEED).map(({ names }) => names[0]?.text ?? '')
  return ordinary.map((name, at) => {
    const listed = all[(at * 7) % all.length]?.names[0].text ?? name
    return at % 10 < 8 ? name : at % 10 === 8 ? listed : disguised(listed, chance)
  })
}

// The server.

interface Told {
  readonly port?: number
  readonly cpuS?: number
}

async function serve(): Promise<void> {
  const { policy, id: policyId } = loadPolicy()
  const day = '2026-11-01' as IsoDate
  const list = {
    id: 'us_ofac_sdn' as DatasetId,
    standingId: 'us_ofac_sdn' as DatasetId,
    version: `sha256:${'0'.repeat(64)}` as ListVersionId,
    published: day,
    isStale: false,
    isPartial: false,
    isSanctionsList: true,
    corpus: openCorpus(entities(), loadNameTables()),
  }
  const engine = new Engine({
    lists: [list],
    countries: loadCountries(),
    policy,
    policyId,
    matcher: 'v1',
    registerKnownUntil: day,
    designations: { from: 'kept', lists: [] },
    designationsOf: () => [],
  })
  engine.warm()
  const data = mkdtempSync(join(tmpdir(), 'cordon-http-'))
  const records = new SqliteRecords(data)
  const server = createServer(engine, {
    turnBudgetMs: TURN_BUDGET_MS,
    isPageServed: false,
    records,
    data,
    threads: THREADS,
  })
  await server.cordon.queue.warm(engine)
  const constant = JSON.stringify({ responses: { q: { status: 200, results: [] } }, limit: 5 })
  server.post('/constant/:dataset', (_request, reply) => {
    reply.header('x-batch-size', '1').header('access-control-allow-origin', '*').type('application/json').send(constant)
  })
  await server.listen({ port: 0, host: '127.0.0.1' })
  const address = server.server.address()
  const tell = (told: Told): void => void process.send?.(told)
  tell({ port: typeof address === 'object' && address !== null ? address.port : 0 })
  process.on('message', () => {
    const { user, system } = process.cpuUsage()
    tell({ cpuS: (user + system) / 1e6 })
  })
  process.on('disconnect', () => {
    rmSync(data, { recursive: true, force: true })
    process.exit(0)
  })
}

// The measurement.

class Served {
  readonly #child = fork(fileURLToPath(import.meta.url), ['--serve'], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })

  async port(): Promise<number> {
    return (await this.#told()).port ?? 0
  }

  async cpuS(): Promise<number> {
    const told = this.#told()
    this.#child.send('cpu')
    return (await told).cpuS ?? 0
  }

  #told(): Promise<Told> {
    return new Promise((resolve) => this.#child.once('message', (told) => resolve(told as Told)))
  }

  stop(): void {
    this.#child.disconnect()
  }
}

const round = (value: number, digits = 2): number => Number(value.toFixed(digits))
const figures: Record<string, unknown>[] = []

function say(figure: Record<string, unknown>): void {
  figures.push(figure)
  if (isJson) return
  const told = Object.entries(figure).map(
    ([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`,
  )
  process.stdout.write(`${told.join(' · ')}\n`)
}

interface Measured {
  readonly load: Load
  /** Microseconds of processor time of the server for each answer. */
  readonly cpuUs: number
}

async function measured(served: Served, work: () => Promise<Load>): Promise<Measured> {
  const before = await served.cpuS()
  const load = await work()
  const cpuUs = ((await served.cpuS()) - before) * 1e6
  return { load, cpuUs: cpuUs / Math.max(1, load.answered) }
}

const query = (name: string) => ({ schema: 'Person', properties: { name: [name] } })

async function main(): Promise<void> {
  const served = new Served()
  const port = await served.port()
  const all = entities()
  const names = namesOf(all)
  const body = (name: string): string => JSON.stringify({ queries: { q: query(name) } })
  const singles = names.map((name) => postRequest('/match/default', body(name)))
  const constants = names.map((name) => postRequest('/constant/default', body(name)))
  const batches = Array.from({ length: 40 }, (_, at) => {
    const queries = names.slice(at * BATCH, (at + 1) * BATCH).map((name, row) => [`q${row}`, query(name)])
    return postRequest('/match/default', JSON.stringify({ queries: Object.fromEntries(queries) }))
  })
  const options = { port, connections: CONNECTIONS, seconds: SECONDS }
  await closedLoop({ ...options, seconds: 2, requests: singles })
  await closedLoop({ ...options, seconds: 1, requests: constants })
  // one after the other and again, so that what else the machine does falls on both
  const constant = [await measured(served, () => closedLoop({ ...options, requests: constants }))]
  const single = [await measured(served, () => closedLoop({ ...options, requests: singles }))]
  constant.push(await measured(served, () => closedLoop({ ...options, requests: constants })))
  single.push(await measured(served, () => closedLoop({ ...options, requests: singles })))
  const rate = (rows: readonly Measured[]): number => Math.max(...rows.map(({ load }) => load.perSecond))
  const cpu = (rows: readonly Measured[]): number => Math.min(...rows.map(({ cpuUs }) => cpuUs))
  say({ what: 'constant', perS: round(rate(constant), 0), cpuUs: round(cpu(constant), 1) })
  say({
    what: 'match, single names',
    entities: all.length,
    perS: round(rate(single), 0),
    cpuUs: round(cpu(single), 1),
    ofConstant: round(rate(single) / rate(constant)),
    ofConstantByCpu: round(cpu(constant) / cpu(single)),
  })
  const batch = await measured(served, () => closedLoop({ ...options, connections: 4, requests: batches }))
  say({
    what: 'match, batches of 100',
    namesPerS: round(batch.load.perSecond * BATCH, 0),
    cpuUsAName: round(batch.cpuUs / BATCH, 1),
    namesPerCpuS: round((BATCH * 1e6) / batch.cpuUs, 0),
  })
  const capacity = rate(single)
  const half = await openLoop(capacity / 2, { ...options, connections: 256, requests: singles })
  sayLatency('half load', half)
  let wrong = 0
  const check = (status: number, answer: Buffer): void => {
    if (status !== 200 && status !== 503) wrong += 1
    if (status === 200 && !answer.includes('"responses"')) wrong += 1
  }
  const over = await openLoop(capacity * OVERLOAD, {
    ...options,
    connections: OVERLOAD_CONNECTIONS,
    requests: singles,
    check,
  })
  sayLatency('ten times overload', over, { wrongAnswers: wrong })
  await pause(1_000)
  sayLatency('half load after it', await openLoop(capacity / 2, { ...options, connections: 256, requests: singles }))
  served.stop()
  if (isJson) process.stdout.write(`${JSON.stringify({ http: figures }, null, 2)}\n`)
}

function sayLatency(what: string, load: Load, more: Record<string, unknown> = {}): void {
  const { latenciesMs, perSecond, byStatus, unsent, lost } = load
  say({
    what,
    answeredPerS: round(perSecond, 0),
    p50Ms: round(percentile(latenciesMs, 0.5)),
    p99Ms: round(percentile(latenciesMs, 0.99)),
    byStatus,
    unsent,
    lost,
    ...more,
  })
}

await (process.argv.includes('--serve') ? serve() : main())
