import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { answerRow } from '../src/engine/batch-answer.ts'
import { openBatches } from '../src/engine/batch-open.ts'
import { submitRows } from '../src/engine/batch-submit.ts'
import { openEngine } from '../src/engine/open-engine.ts'
import { parseTsv } from '../src/model/tsv.ts'
import { cleanPerson, compilePopulation } from '../src/validation/population.ts'
import { Random } from '../src/validation/random.ts'
import { drill, rowsFor, sleep } from '../test/support/batch-rig.ts'
import { findPostgres, startPostgres } from '../test/support/postgres.ts'

const DEFAULT_LIST = new URL('../../shared/data/lists/us_ofac/sdn_2021-07-07', import.meta.url).pathname

/**
 * The whole batch path (queue, workers, results stored) with one and with all threads, beside the pure in-process rate in
 * the same run, and the kill drills. `--rows=N` (default 1,000,000), `--list=PATH`, `--kills=N` (default 200; 0 for none).
 */
const option = (name: string): string | undefined =>
  process.argv.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3)
const list = option('list') ?? DEFAULT_LIST
const told: Record<string, unknown> = {}
const tell = (key: string, value: unknown, text: string): void => {
  told[key] = value
  if (!process.argv.includes('--json')) console.log(text)
}
if (existsSync(list)) await speed(Number(option('rows') ?? 1_000_000), list)
else console.error(`no list at ${list}: give --list=PATH`)
if (option('kills') !== '0') await kills(Number(option('kills') ?? 200))
if (process.argv.includes('--json')) console.log(JSON.stringify(told))

async function speed(count: number, list: string): Promise<void> {
  const engine = await openEngine({ lists: [list] })
  engine.warm()
  const rows = peopleFor(count)
  const at = '2026-11-21T12:00:00Z'
  const sample = rows.slice(0, Math.min(count, 20_000))
  const started = performance.now()
  for (const row of sample) answerRow(engine, { party: row }, [], { at, limit: 20 })
  const pure = (1_000 * sample.length) / (performance.now() - started)
  console.log(
    `machine: ${cpus()[0]?.model ?? 'unknown'}, ${availableParallelism()} cores; list ${list}; ${engine.lists[0]?.corpus.entities.length} entities`,
  )
  tell(
    'pure_rows_per_s',
    Math.round(pure),
    `pure, in process, one thread: ${pure.toFixed(0)} rows/s over ${sample.length} rows`,
  )
  const rates: number[] = []
  for (const threads of [1, availableParallelism()]) {
    const data = mkdtempSync(join(tmpdir(), 'cordon-bench-'))
    const store = await openBatches({ data })
    const submitting = performance.now()
    const job = await submitRows(store, rows, 'bench', engine, { at })
    const read = performance.now() - submitting
    const working = performance.now()
    const worker = startThreads(data, threads)
    for (;;) {
      await sleep(500)
      const state = await store.find(job)
      if (state?.state === 'done') break
    }
    const spent = performance.now() - working
    rates.push((1_000 * count) / spent)
    console.log(
      `${threads} thread${threads === 1 ? '' : 's'}: ${count} rows queued in ${(read / 1_000).toFixed(1)} s, worked in ${(spent / 1_000).toFixed(1)} s with start and index: ${rates.at(-1)?.toFixed(0)} rows/s; ${JSON.stringify(await store.counts(job))}`,
    )
    worker.kill('SIGTERM')
    await store.close()
    rmSync(data, { recursive: true, force: true })
  }
  tell(
    'scaling',
    (rates[1] ?? 0) / (rates[0] ?? 1),
    `all threads over one: ${((rates[1] ?? 0) / (rates[0] ?? 1)).toFixed(2)}`,
  )
}

function startThreads(data: string, threads: number): ChildProcess {
  return spawn(
    process.execPath,
    [new URL('../src/cli/main.ts', import.meta.url).pathname, 'worker', '--threads', String(threads), '--data', data],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  )
}

function peopleFor(count: number) {
  const parsed = parseTsv(readFileSync(new URL('../data/validation/population.tsv', import.meta.url), 'utf8'), [])
  if (!parsed.ok) throw new Error(parsed.issue.code)
  const names = compilePopulation(parsed.value)
  const random = new Random(20_191_126)
  return Array.from({ length: count }, (_, i) => {
    const person = cleanPerson(names, random)
    return {
      id: String(i),
      properties: {
        name: [person?.name ?? ''],
        birthDate: [person?.birthDate ?? ''],
        country: [person?.country ?? ''],
      },
      columns: {},
    }
  })
}

async function kills(count: number): Promise<void> {
  const rows = 40_000
  const wanted = rowsFor(rows)
    .map(({ id }) => id)
    .join()
  const check = (name: string, got: Awaited<ReturnType<typeof drill>>): void => {
    const isRight = got.rows.join() === wanted && got.hits === rows / 100
    console.log(
      `${name}: ${got.kills} kills, ${got.rows.length} results of ${rows} rows, ${isRight ? 'every row once, none lost' : 'WRONG'}`,
    )
    if (!isRight) process.exitCode = 1
  }
  const half = Math.ceil(count / 2)
  check(
    'data folder',
    await drill({ data: mkdtempSync(join(tmpdir(), 'cordon-kills-')) }, { kills: half, rows, seed: 21 }),
  )
  if (findPostgres() === undefined) return console.error('PostgreSQL is not installed: the other half is not run')
  const server = await startPostgres()
  const databaseUrl = await server.createDatabase()
  const got = await drill(
    { data: mkdtempSync(join(tmpdir(), 'cordon-kills-')), databaseUrl },
    { kills: half, rows, seed: 22, crash: () => server.crash() },
  )
  check('PostgreSQL, crashed too', got)
  await server.stop()
}
