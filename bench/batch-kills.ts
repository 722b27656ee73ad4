import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Drill, drill, idsOf, type Where } from '../test/support/batch-rig.ts'
import { findPostgres, startPostgres } from '../test/support/postgres.ts'

/**
 * Kills of workers, of the server and of the database at random instants, while batches are sent and worked on: every row once, none
 * lost. `--kills=N` (default 200): half on a data folder, half on PostgreSQL. `--seed=N` for another
 * run, `--store=folder|postgres` for one half alone.
 */
const number = (name: string, fallback: number): number =>
  Number(process.argv.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3) ?? fallback)
const ROWS = 10_000
const half = Math.ceil(number('kills', 200) / 2)
const seed = number('seed', 21)
const told: unknown[] = []

function check(store: string, { batches, kept, kills }: Drill): void {
  const ids = idsOf(ROWS).join()
  const isRight =
    kept === batches.length &&
    batches.every(({ rows, hits, snapshots }) => rows.join() === ids && hits === ROWS / 100 && snapshots.length === 1)
  told.push({ store, kills, batches: batches.length, rows: batches.length * ROWS, isRight })
  if (!process.argv.includes('--json'))
    console.log(
      `${store}: killed ${kills.worker} workers, ${kills.server} servers, ${kills.database} databases over ${batches.length} batches of ${ROWS} rows: ${isRight ? 'every row once, none lost' : 'WRONG'}`,
    )
  if (!isRight) process.exitCode = 1
}

async function drilled(where: Omit<Where, 'data'>, crash?: () => Promise<void>): Promise<Drill> {
  const data = mkdtempSync(join(tmpdir(), 'cordon-kills-'))
  try {
    return await drill({ data, ...where }, { kills: half, rows: ROWS, seed, ...(crash === undefined ? {} : { crash }) })
  } finally {
    rmSync(data, { recursive: true, force: true, maxRetries: 5 })
  }
}

const only = process.argv.find((arg) => arg.startsWith('--store='))?.slice('--store='.length)
if (only !== 'postgres') check('data folder', await drilled({}))
if (only === 'folder') console.error('the half on PostgreSQL was not asked for')
else if (findPostgres() === undefined) console.error('PostgreSQL is not installed: the other half is not run')
else {
  const server = await startPostgres()
  check('PostgreSQL', await drilled({ databaseUrl: await server.createDatabase() }, () => server.crash()))
  await server.stop()
}
if (process.argv.includes('--json')) console.log(JSON.stringify({ bench: 'batch-kills', told }))
