import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Engine, GivenParty } from '../src/engine/engine.ts'
import { engineFrom } from '../src/engine/engine-plan.ts'
import { IndexSnapshots } from '../src/engine/index-snapshots.ts'
import { loadNameTables } from '../src/engine/names-tables.ts'
import { loadPolicy } from '../src/engine/policies.ts'
import { loadRegister } from '../src/engine/register.ts'
import { ScreeningPool } from '../src/engine/screening-pool.ts'
import { buildIndex, ListIndex } from '../src/index/list-index.ts'
import { openShared } from '../src/index/open-corpus.ts'
import type { DatasetId, IsoDate, ListVersionId } from '../src/model/brand.ts'
import type { Entity } from '../src/model/entity.ts'
import { derivedSdn } from './derived-sdn.ts'
import { eachSynthetic, ordinaryParties } from './synthetic.ts'

/**
 * The index of a list: building, writing and loading its snapshot, its memory, and two threads over it beside one.
 *
 *   npm run --silent bench -- index [-- --quick] [-- --million] [-- --list sdn|20000|100000|1000000] [-- --json]
 *
 * Times without a word are processor time, which other work on the machine does not lengthen; "clock" says the other. Each list is
 * measured in a process of its own, so that its memory is its own.
 */
const args = process.argv.slice(2)
const wanted = args.includes('--list') ? args[args.indexOf('--list') + 1] : undefined
const isQuick = args.includes('--quick')
const isJson = args.includes('--json')
const ORIGIN = { matcher: 'v1', reader: 'bench', list: 'bench' } as const
const LIST = 'bench' as DatasetId

function say(figure: Record<string, unknown>): void {
  const line = Object.entries(figure).map((entry) => entry.join(' '))
  process.stdout.write(isJson ? `${JSON.stringify(figure)}\n` : `${line.join(' · ')}\n`)
}

const round = (value: number, digits = 0): number => Number(value.toFixed(digits))
const megabytes = (bytes: number): number => round(bytes / 1e6)

/** Processor time and time by the clock of some work, milliseconds. */
function timed<T>(work: () => T): { readonly value: T; readonly cpu: number; readonly clock: number } {
  const before = process.cpuUsage()
  const from = performance.now()
  const value = work()
  const clock = performance.now() - from
  const { user, system } = process.cpuUsage(before)
  return { value, cpu: (user + system) / 1_000, clock }
}

/** Memory of objects once what can go has gone. The shared buffer lies outside and is counted by its length. */
function held(): number {
  global.gc?.()
  return process.memoryUsage().heapUsed
}

const peakMegabytes = (): number =>
  round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0) / 1_000)

function measure(name: string, entities: Iterable<Entity>): void {
  const tables = loadNameTables()
  const { policy } = loadPolicy('default')
  const built = timed(() => buildIndex(entities, tables, { reader: ORIGIN.reader, list: ORIGIN.list }))
  const peak = peakMegabytes()
  const folder = mkdtempSync(join(tmpdir(), 'cordon-bench-'))
  try {
    const snapshots = new IndexSnapshots(folder)
    const written = timed(() => snapshots.keep(LIST, ORIGIN, built.value))
    const loads = Array.from({ length: 5 }, () => timed(() => openFrom(snapshots, tables)))
    const before = held()
    const index = openFrom(snapshots, tables)
    const opened = held() - before
    const corpus = openShared(index, tables)
    for (const party of ordinaryParties(5_000, 2)) corpus.search(party, { policy, limit: 20 })
    say({
      bench: 'index',
      list: name,
      entities: index.entities.count,
      'build ms': round(built.cpu),
      'build clock ms': round(built.clock),
      'peak MB while building': peak,
      'buffer MB': megabytes(built.value.byteLength),
      'snapshot write ms': round(written.cpu),
      'load ms': round(Math.min(...loads.map(({ cpu }) => cpu)), 1),
      'load clock ms, best of 5': round(Math.min(...loads.map(({ clock }) => clock)), 1),
      'memory MB, opened': megabytes(built.value.byteLength + opened),
      'after 5,000 questions': megabytes(built.value.byteLength + held() - before),
      'process MB': megabytes(process.memoryUsage().rss),
    })
    if (args.includes('--columns'))
      for (const [column, bytes] of index.columns.sizes().slice(0, 12)) say({ column, MB: round(bytes / 1e6, 1) })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function openFrom(snapshots: IndexSnapshots, tables: ReturnType<typeof loadNameTables>): ListIndex {
  const loaded = snapshots.load(LIST, ORIGIN)
  if (!loaded.ok) throw new Error(loaded.reason)
  const index = ListIndex.open(loaded.buffer, tables)
  if (typeof index === 'string') throw new Error(index)
  return index
}

function engineOver(buffer: SharedArrayBuffer): Engine {
  const { policy, id: policyId } = loadPolicy('default')
  return engineFrom({
    lists: [
      {
        id: LIST,
        standingId: LIST,
        version: `sha256:${'0'.repeat(64)}` as ListVersionId,
        published: '2026-01-02' as IsoDate,
        isStale: false,
        isPartial: false,
        isSanctionsList: true,
        index: buffer,
      },
    ],
    policy,
    policyId,
    matcher: 'v1',
    registerKnownUntil: '2026-01-02' as IsoDate,
    designations: { from: 'register', register: loadRegister() },
    merges: [],
    rulings: 0,
  })
}

/** The same questions by one thread and by two. Processor time a question tells what sharing costs where the clock cannot. */
async function threads(name: string, entities: Iterable<Entity>): Promise<void> {
  const engine = engineOver(buildIndex(entities, loadNameTables()))
  const options = { at: '2026-03-04T05:06:07Z' }
  const given = (seed: number, count: number): readonly GivenParty[] =>
    ordinaryParties(count, seed).map(({ names, schema }) => ({
      schema,
      properties: { name: names.map(({ text }) => text) },
    }))
  const count = isQuick ? 2_000 : 20_000
  const run = async (
    width: number,
  ): Promise<{ readonly clock: number; readonly cpu: number; readonly answers: string }> => {
    const pool = new ScreeningPool({ threads: width })
    await pool.screen(engine, given(1, 1_000 * width), options)
    const before = process.cpuUsage()
    const from = performance.now()
    const answers = await pool.screen(engine, given(2, count), options)
    const clock = performance.now() - from
    const { user, system } = process.cpuUsage(before)
    await pool.close()
    return { clock, cpu: (user + system) / 1_000, answers: JSON.stringify(answers) }
  }
  const rounds = isQuick ? 1 : 3
  const one = []
  const two = []
  for (let at = 0; at < rounds; at += 1) {
    one.push(await run(1))
    two.push(await run(2))
  }
  const best = (runs: readonly { readonly clock: number }[]): number => Math.min(...runs.map(({ clock }) => clock))
  const cpu = (runs: readonly { readonly cpu: number }[]): number => Math.min(...runs.map((one) => one.cpu))
  const isSame = new Set([...one, ...two].map(({ answers }) => answers)).size === 1
  if (!isSame) process.exitCode = 1
  say({
    bench: 'threads',
    list: name,
    questions: count,
    'one thread, a second by the clock': round((count / best(one)) * 1_000),
    'two threads': round((count / best(two)) * 1_000),
    ratio: round(best(one) / best(two), 2),
    'us of processor a question, one': round((cpu(one) / count) * 1_000, 1),
    'two ': round((cpu(two) / count) * 1_000, 1),
    'ratio on a machine that does nothing else': round((2 * cpu(one)) / cpu(two), 2),
    'answers the same': isSame,
  })
}

const entitiesOf = (name: string): Iterable<Entity> | undefined =>
  name === 'sdn' ? derivedSdn() : eachSynthetic(Number(name), 42)

async function main(): Promise<void> {
  if (wanted !== undefined) {
    const entities = entitiesOf(wanted)
    if (entities === undefined) process.stderr.write('the real list is not there: passed over\n')
    else if (args.includes('--threads')) await threads(wanted, entities)
    else measure(wanted, entities)
    return
  }
  const sizes = isQuick
    ? ['sdn', '20000']
    : ['sdn', '20000', '100000', ...(args.includes('--million') ? ['1000000'] : [])]
  const own = fileURLToPath(import.meta.url)
  for (const more of [[], ['--threads']]) {
    for (const size of more.length === 0 ? sizes : sizes.slice(0, 2)) {
      const { status } = spawnSync(process.execPath, ['--expose-gc', own, '--list', size, ...more, ...args], {
        stdio: 'inherit',
      })
      if (status !== 0) process.exitCode = 1
    }
  }
}

await main()
