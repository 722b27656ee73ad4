import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Drill, drill, idsOf } from './support/batch-rig.ts'
import { findPostgres, startPostgres, type TestPostgres } from './support/postgres.ts'

const ROWS = 10_000
const KILLS = 20
const folder = (): string => mkdtempSync(join(tmpdir(), 'cordon-batch-'))

/** Every row of every batch has one result, in order; each batch exists once, however often it was sent, on one version of its list. */
function expectWhole({ batches, kept, kills }: Drill): void {
  const ids = idsOf(ROWS)
  for (const { rows, hits, snapshots } of batches) {
    expect(rows).toEqual(ids)
    expect([hits, snapshots.length]).toEqual([ROWS / 100, 1])
  }
  expect(kept).toBe(batches.length)
  expect(batches.length).toBeGreaterThan(0)
  expect(kills.worker + kills.server + kills.database).toBe(KILLS)
  expect(Math.min(kills.worker, kills.server)).toBeGreaterThan(0)
}

test('20 random kills of workers and of the server on a data folder: every row once, none lost', async () => {
  expectWhole(await drill({ data: folder() }, { kills: KILLS, rows: ROWS, seed: 11 }))
}, 600_000)

let postgres: TestPostgres | undefined
beforeAll(async () => {
  if (findPostgres() !== undefined) postgres = await startPostgres()
}, 120_000)
afterAll(() => postgres?.stop())

test.runIf(findPostgres() !== undefined)(
  '20 random kills of workers, of the server and of the database, on PostgreSQL: every row once, none lost',
  async () => {
    const server = postgres
    if (server === undefined) throw new Error('PostgreSQL did not start')
    const databaseUrl = await server.createDatabase()
    const done = await drill(
      { data: folder(), databaseUrl },
      { kills: KILLS, rows: ROWS, seed: 12, crash: () => server.crash() },
    )
    expectWhole(done)
    expect(done.kills.database).toBeGreaterThan(0)
  },
  600_000,
)

if (findPostgres() === undefined) console.warn('batches over PostgreSQL are not tested: PostgreSQL is not installed')
