import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { drill, rowsFor } from './support/batch-rig.ts'
import { findPostgres, startPostgres, type TestPostgres } from './support/postgres.ts'

const ROWS = 20_000
const folder = (): string => mkdtempSync(join(tmpdir(), 'cordon-batch-'))
const everyRow = rowsFor(ROWS).map(({ id }) => id)

test('20 random kills of workers on a data folder: every row once, none lost', async () => {
  const { rows, hits } = await drill({ data: folder() }, { kills: 20, rows: ROWS, seed: 11 })
  expect(rows).toEqual(everyRow)
  expect(hits).toBe(ROWS / 100)
}, 300_000)

let postgres: TestPostgres | undefined
beforeAll(async () => {
  if (findPostgres() !== undefined) postgres = await startPostgres()
}, 120_000)
afterAll(() => postgres?.stop())

test.runIf(findPostgres() !== undefined)(
  '20 random kills of workers and of the database, two process groups on one PostgreSQL: every row once, none lost',
  async () => {
    const server = postgres
    if (server === undefined) throw new Error('PostgreSQL did not start')
    const databaseUrl = await server.createDatabase()
    const { rows, hits } = await drill(
      { data: folder(), databaseUrl },
      { kills: 20, rows: ROWS, seed: 12, crash: () => server.crash() },
    )
    expect(rows).toEqual(everyRow)
    expect(hits).toBe(ROWS / 100)
  },
  300_000,
)

if (findPostgres() === undefined) console.warn('batches over PostgreSQL are not tested: PostgreSQL is not installed')
