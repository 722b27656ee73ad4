import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { verifyStore } from '../../../test/support/evidence.ts'
import { runUntilKilled } from '../../../test/support/kills.ts'
import { findPostgres, startPostgres } from '../../../test/support/postgres.ts'
import { Dice } from '../../../test/support/tampering.ts'
import type { RecordStore } from '../../casework/ports.ts'
import { findAll } from '../../casework/records/query.ts'
import { PostgresRecords } from './postgres-records.ts'
import { SqliteRecords } from './sqlite-records.ts'

const KILLS = 40
const LONGEST_RUN_MS = 120
const TIMEOUT_MS = 300_000

const folder = mkdtempSync(join(tmpdir(), 'cordon-kills-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Seen {
  acknowledged: number
  readonly dispositions: Map<string, string>
}

/** After every kill: all that was acknowledged is there, once, and the log verifies. */
async function expectWhole(
  store: RecordStore,
  seen: Seen,
  run: Awaited<ReturnType<typeof runUntilKilled>>,
): Promise<void> {
  const rows = await store.read('main', () => findAll('disposition'))
  const byAlert = new Map<string, string[]>()
  for (const { alert, id } of rows) byAlert.set(alert, [...(byAlert.get(alert) ?? []), id])
  for (const [alert, disposition] of run.acknowledged) seen.dispositions.set(alert, disposition)
  seen.acknowledged += run.acknowledged.length
  for (const [alert, disposition] of seen.dispositions) expect(byAlert.get(alert)).toEqual([disposition])
  expect([...byAlert.values()].filter((ids) => ids.length !== 1)).toEqual([])
  expect((await verifyStore(store)).findings).toEqual([])
}

describe('kill -9 during decisions', () => {
  test(`${KILLS} times on SQLite: nothing acknowledged is lost, nothing is there twice, the log verifies`, {
    timeout: TIMEOUT_MS,
  }, async () => {
    const data = join(folder, 'sqlite')
    const dice = new Dice(40)
    const seen: Seen = { acknowledged: 0, dispositions: new Map() }
    for (let kill = 0; kill < KILLS; kill++) {
      const run = await runUntilKilled(['sqlite', data, join(folder, 'intent-s')], dice.next(LONGEST_RUN_MS))
      expect(run.errors).toBe('')
      const store = new SqliteRecords(data)
      await expectWhole(store, seen, run)
      await store.close()
    }
    expect(seen.acknowledged).toBeGreaterThan(KILLS)
  })

  test.skipIf(findPostgres() === undefined)(
    `${KILLS} times on PostgreSQL, every second time of the server itself (skipped where none is installed)`,
    { timeout: TIMEOUT_MS },
    async () => {
      const server = await startPostgres()
      try {
        const url = await server.createDatabase()
        const dice = new Dice(41)
        const seen: Seen = { acknowledged: 0, dispositions: new Map() }
        for (let kill = 0; kill < KILLS; kill++) {
          const isServer = kill % 2 === 1
          const run = await runUntilKilled(
            ['postgres', url, join(folder, 'intent-p')],
            dice.next(LONGEST_RUN_MS),
            isServer ? server.crash : undefined,
          )
          if (!isServer) expect(run.errors).toBe('')
          const store = await PostgresRecords.open(url)
          await expectWhole(store, seen, run)
          await store.close()
        }
        expect(seen.acknowledged).toBeGreaterThan(KILLS)
      } finally {
        await server.stop()
      }
    },
  )
})
