import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { answerRow } from '../src/engine/batch-answer.ts'
import { RESULT_FORMATS, writeResults } from '../src/engine/batch-files.ts'
import { openBatches } from '../src/engine/batch-open.ts'
import { packFile } from '../src/engine/batch-pack.ts'
import { batchResults, batchStatus } from '../src/engine/batch-status.ts'
import { submitPacked } from '../src/engine/batch-submit.ts'
import { work } from '../src/engine/batch-work.ts'
import type { Engine } from '../src/engine/engine.ts'
import { visitPartyFile } from '../src/engine/party-file.ts'
import { findPostgres, startPostgres } from '../test/support/postgres.ts'
import { AT, benchEngine, writeBook } from './batch-book.ts'

/**
 * A book through the whole batch path (CSV read, queue, screened with all threads, results stored, every format written), beside
 * the pure in-process rate of one thread over the same rows in the same run. `--rows=N` (default 1,000,000), `--store=sqlite|postgres`.
 * Processor time is told beside the clock's, since other work on the machine moves the one and hardly the other.
 */
const option = (name: string): string | undefined =>
  process.argv.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3)
const isJson = process.argv.includes('--json')
const SAMPLE = 20_000
const WARM_UP = 4_000
const told: Record<string, unknown> = { bench: 'batch' }

function tell(key: string, value: number | string, text: string): void {
  told[key] = value
  if (!isJson) console.log(text)
}

interface Spent {
  readonly wallS: number
  readonly cpuS: number
}

async function timed(step: () => Promise<unknown> | unknown): Promise<Spent> {
  const cpu = process.cpuUsage()
  const from = performance.now()
  await step()
  const { user, system } = process.cpuUsage(cpu)
  return { wallS: (performance.now() - from) / 1_000, cpuS: (user + system) / 1e6 }
}

const seconds = (value: number): number => Math.round(value * 100) / 100
const micros = ({ cpuS }: Spent, rows: number): string => `${((cpuS * 1e6) / rows).toFixed(1)} µs of processor a row`

/** One thread, one row after the other, nothing read, queued or kept. */
async function pureRate(path: string, engine: Engine): Promise<Spent & { readonly rows: number }> {
  const layouts: Parameters<typeof answerRow>[2][number][] = []
  const rows: Parameters<typeof answerRow>[1][] = []
  visitPartyFile(path, {
    layout: (layout) => void layouts.push(layout),
    row: (row) => {
      if (rows.length < SAMPLE + WARM_UP) rows.push(row)
    },
  })
  for (const row of rows.slice(0, WARM_UP)) answerRow(engine, row, layouts, { at: AT, limit: 20 })
  const sample = rows.slice(WARM_UP)
  const spent = await timed(() => {
    for (const row of sample) answerRow(engine, row, layouts, { at: AT, limit: 20 })
  })
  return { ...spent, rows: sample.length }
}

async function main(): Promise<void> {
  const count = Number(option('rows') ?? 1_000_000)
  const { engine, list } = await benchEngine()
  engine.warm()
  const data = mkdtempSync(join(tmpdir(), 'cordon-bench-'))
  const book = join(data, 'book.csv')
  const planted = writeBook(book, count, engine)
  tell('machine', cpus()[0]?.model ?? 'unknown', `${cpus()[0]?.model}, ${availableParallelism()} cores; ${list}`)
  tell(
    'load',
    loadavg()[0] ?? 0,
    `load before: ${loadavg()[0]?.toFixed(1)}; ${count} rows, ${statSync(book).size} bytes`,
  )
  const before = await pureRate(book, engine)
  tell(
    'pure_us',
    micros(before, before.rows),
    `pure, one thread: ${micros(before, before.rows)}, ${Math.round(before.rows / before.wallS)} rows/s by the clock`,
  )

  const postgres = option('store') === 'postgres' && findPostgres() !== undefined ? await startPostgres() : undefined
  const databaseUrl = await postgres?.createDatabase()
  const store = await openBatches({ data, ...(databaseUrl === undefined ? {} : { databaseUrl }) })
  let id = ''
  const read = await timed(async () => {
    id = await submitPacked(store, packFile(book), book, engine, { at: AT })
  })
  tell('submit_s', seconds(read.wallS), `read and queued: ${seconds(read.wallS)} s, ${micros(read, count)}`)
  const threads = availableParallelism()
  const worked = await timed(() => work(store, { isStopped: () => false, untilIdle: true, threads, name: 'bench' }))
  tell(
    'work_s',
    seconds(worked.wallS),
    `screened and stored with ${threads} threads, index built first: ${seconds(worked.wallS)} s, ${micros(worked, count)}, ${Math.round(count / worked.wallS)} rows/s`,
  )
  const status = await batchStatus(store, id)
  const found = await plantedFound(batchResults(store, id))
  tell(
    'state',
    status.state,
    `state ${status.state}: ${status.rows_done} rows, ${status.with_hits} with hits, ${status.undetermined} undetermined; planted ${found} of ${planted} found`,
  )
  if (status.state !== 'done' || status.rows_done !== count || found !== planted) process.exitCode = 1
  for (const format of RESULT_FORMATS) {
    const out = join(data, `results.${format}`)
    const written = await timed(() => writeResults(store, id, out, format))
    tell(
      `${format}_s`,
      seconds(written.wallS),
      `${format}: ${seconds(written.wallS)} s, ${micros(written, count)}, ${statSync(out).size} bytes`,
    )
    rmSync(out)
  }
  const after = await pureRate(book, engine)
  const pure = ((before.cpuS / before.rows + after.cpuS / after.rows) / 2) * count
  const whole = read.cpuS + worked.cpuS
  tell(
    'path_over_pure',
    seconds(whole / pure),
    `whole path over pure: ${seconds(whole / pure)} times its processor time (pure again: ${micros(after, after.rows)})`,
  )
  tell(
    'total_s',
    seconds(read.wallS + worked.wallS),
    `whole path: ${seconds(read.wallS + worked.wallS)} s by the clock, ${seconds(whole)} s of processor, ${seconds(whole / threads)} s on ${threads} cores that nobody else uses; load after ${loadavg()[0]?.toFixed(1)}; ${Math.round(process.memoryUsage.rss() / 1e6)} MB`,
  )
  await store.close()
  await postgres?.stop()
  rmSync(data, { recursive: true, force: true })
  if (isJson) console.log(JSON.stringify(told))
}

async function plantedFound(results: ReturnType<typeof batchResults>): Promise<number> {
  let found = 0
  for await (const { id, status } of results) if (id.startsWith('L-') && status === 'hits') found += 1
  return found
}

await main()
