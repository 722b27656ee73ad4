import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { TestClock } from '../../test/support/casework.ts'
import { dump } from '../../test/support/evidence.ts'
import { findPostgres, startPostgres, type TestPostgres } from '../../test/support/postgres.ts'
import { Dice } from '../../test/support/tampering.ts'
import { probe, settle } from '../../test/support/tenants.ts'
import { PostgresRecords } from '../store/records/postgres-records.ts'
import { SqliteRecords } from '../store/records/sqlite-records.ts'

const folder = mkdtempSync(join(tmpdir(), 'cordon-tenants-'))
let server: TestPostgres | undefined
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await server?.stop()
})

const STORES = [
  ['SQLite', 16_000, async () => new SqliteRecords(folder)],
  [
    'PostgreSQL',
    4_000,
    async () => {
      server = await startPostgres()
      return PostgresRecords.open(await server.createDatabase())
    },
  ],
] as const

describe('T-23: two tenants on one store', () => {
  test.for(STORES)(
    '%s: %d requests with the other tenant’s ids get no byte of it and change none',
    { timeout: 300_000 },
    async ([name, requests, open], { skip }) => {
      if (name === 'PostgreSQL' && findPostgres() === undefined) skip('no PostgreSQL is installed')
      const store = await open()
      const clock = new TestClock()
      const estate = await settle(store, clock, 'acme', 'Zyxcanary')
      await settle(store, clock, 'eve-corp', 'Qwvother')
      const before = await dump(store, 'acme')
      const dice = new Dice(23)
      const leaks: string[] = []
      for (let i = 0; i < requests; i++) {
        const leak = await probe(store, clock, 'eve-corp', estate, dice)
        if (leak !== undefined) leaks.push(leak)
      }
      expect(leaks).toEqual([])
      expect(await dump(store, 'acme')).toBe(before)
      await store.close()
    },
  )

  test('the probe does find a leak where there is one', async () => {
    const store = new SqliteRecords(join(folder, 'probe'))
    const clock = new TestClock()
    const estate = await settle(store, clock, 'acme', 'Zyxcanary')
    const dice = new Dice(1)
    let leaks = 0
    for (let i = 0; i < 300; i++) if ((await probe(store, clock, 'acme', estate, dice)) !== undefined) leaks += 1
    expect(leaks).toBeGreaterThan(30)
    await store.close()
  })
})
