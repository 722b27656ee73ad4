/**
 * Breaks and cuts for as long as it is let: kill -9 during decisions on both stores, tampering with every seed, and requests across
 * tenants. Each line is a count of what was tried and what was lost, missed or leaked; anything but zero ends it with exit code 1.
 *
 *   npm run --silent bench -- soak     MINUTES=20 REQUESTS=1000000 by default
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RecordStore } from '../src/casework/ports.ts'
import { findAll } from '../src/casework/records/query.ts'
import { PostgresRecords } from '../src/store/records/postgres-records.ts'
import { SqliteRecords } from '../src/store/records/sqlite-records.ts'
import { TestClock } from '../test/support/casework.ts'
import { verifyStore } from '../test/support/evidence.ts'
import { runUntilKilled } from '../test/support/kills.ts'
import { findPostgres, startPostgres } from '../test/support/postgres.ts'
import { seededLog, tamper } from '../test/support/tampered-log.ts'
import { Dice } from '../test/support/tampering.ts'
import { probe, settle } from '../test/support/tenants.ts'

const MINUTES = Number(process.env['MINUTES'] ?? 20)
const REQUESTS = Number(process.env['REQUESTS'] ?? 1_000_000)
const LONGEST_RUN_MS = 300
const SEED = Number(process.env['SEED'] ?? Date.now() % 1_000_000)

const folder = mkdtempSync(join(tmpdir(), 'cordon-soak-'))
const until = (share: number): (() => boolean) => {
  const end = performance.now() + MINUTES * 60_000 * share
  return () => performance.now() < end
}

interface Kills {
  kills: number
  acknowledged: number
  lost: number
  twice: number
  unverified: number
}

async function countDamage(store: RecordStore, counts: Kills, seen: Map<string, string>): Promise<void> {
  const rows = await store.read('main', () => findAll('disposition'))
  const byAlert = new Map<string, string[]>()
  for (const { alert, id } of rows) byAlert.set(alert, [...(byAlert.get(alert) ?? []), id])
  for (const [alert, disposition] of seen) if (byAlert.get(alert)?.includes(disposition) !== true) counts.lost += 1
  for (const ids of byAlert.values()) if (ids.length > 1) counts.twice += 1
  if ((await verifyStore(store)).findings.length > 0) counts.unverified += 1
}

async function kills(kind: 'sqlite' | 'postgres', goesOn: () => boolean): Promise<Kills> {
  const counts: Kills = { kills: 0, acknowledged: 0, lost: 0, twice: 0, unverified: 0 }
  const seen = new Map<string, string>()
  const dice = new Dice(SEED)
  const server = kind === 'postgres' ? await startPostgres() : undefined
  const place = server === undefined ? join(folder, 'sqlite') : await server.createDatabase()
  try {
    while (goesOn()) {
      const crash = server !== undefined && counts.kills % 2 === 1 ? server.crash : undefined
      const run = await runUntilKilled([kind, place, join(folder, `intent-${kind}`)], dice.next(LONGEST_RUN_MS), crash)
      counts.kills += 1
      counts.acknowledged += run.acknowledged.length
      for (const [alert, disposition] of run.acknowledged) seen.set(alert, disposition)
      const store = server === undefined ? new SqliteRecords(place) : await PostgresRecords.open(place)
      await countDamage(store, counts, seen)
      await store.close()
    }
  } finally {
    await server?.stop()
  }
  return counts
}

async function tampering(goesOn: () => boolean): Promise<{ trials: number; missed: readonly string[] }> {
  const log = await seededLog(join(folder, 'tamper'), SEED, 3)
  const { trials, missed } = tamper(log, goesOn)
  return { trials, missed }
}

async function tenants(requests: number): Promise<{ requests: number; leaked: number }> {
  const store = new SqliteRecords(join(folder, 'tenants'))
  const clock = new TestClock()
  const estate = await settle(store, clock, 'acme', 'Zyxcanary')
  await settle(store, clock, 'eve-corp', 'Qwvother')
  const dice = new Dice(SEED)
  let leaked = 0
  for (let i = 0; i < requests; i++)
    if ((await probe(store, clock, 'eve-corp', estate, dice)) !== undefined) leaked += 1
  await store.close()
  return { requests, leaked }
}

const result = {
  seed: SEED,
  minutes: MINUTES,
  sqlite: await kills('sqlite', until(0.4)),
  postgres: findPostgres() === undefined ? 'no PostgreSQL is installed' : await kills('postgres', until(0.4)),
  tampering: await tampering(until(0.2)),
  tenants: await tenants(REQUESTS),
}
rmSync(folder, { recursive: true, force: true })
console.log(process.argv.includes('--json') ? JSON.stringify(result) : result)
const damage = [result.sqlite, result.postgres].flatMap((one) =>
  typeof one === 'string' ? [] : [one.lost, one.twice, one.unverified],
)
if ([...damage, result.tampering.missed.length, result.tenants.leaked].some((count) => count > 0)) process.exitCode = 1
