import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { makeCheckpoint, type SignedCheckpoint } from '../../src/engine/audit.ts'
import { openAuditKey } from '../../src/engine/audit-key.ts'
import { SqliteRecords } from '../../src/store/records/sqlite-records.ts'
import { type HeldCheckpoint, readCheckpoint, readTrustedKey, type TrustedKey } from '../../src/verify/note.ts'
import { evidenceIn } from '../../src/verify/read-evidence.ts'
import { type Finding, verifyLog } from '../../src/verify/verify-log.ts'
import { must, Office, OTTO, workADay } from './casework.ts'
import { seededKey, withSeededChance } from './seeded-chance.ts'
import { attacksOn, Dice } from './tampering.ts'

/** An office's log with a checkpoint that its verifier holds. Ids, salts and the key come from a seed: the same seed, the same bytes. */
export interface SeededLog {
  readonly folder: string
  readonly seed: number
  readonly signed: SignedCheckpoint
  readonly trusted: readonly TrustedKey[]
  readonly held: readonly HeldCheckpoint[]
}

export async function seededLog(folder: string, seed: number, days: number): Promise<SeededLog> {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'audit-key.pem'), seededKey(seed))
  const store = new SqliteRecords(folder)
  const office = new Office(store)
  const signed = await withSeededChance(seed, async () => {
    for (let day = 0; day < days; day++) await workADay(office, day)
    return must(await makeCheckpoint(office.desk(OTTO), openAuditKey(folder)))
  })
  await store.close()
  const trusted = [readTrustedKey(signed.verifier_key)]
  const held = readCheckpoint(signed.note, trusted)
  return { folder, seed, signed, trusted, held: held === undefined ? [] : [held] }
}

/** The database of a log without the triggers that refuse its owner. */
export function openForTampering(folder: string): DatabaseSync {
  const database = new DatabaseSync(join(folder, 'cordon.db'))
  for (const row of database.prepare("select name from sqlite_master where type = 'trigger'").all())
    database.exec(`drop trigger ${String(row['name'])}`)
  return database
}

export const findingsIn = (database: DatabaseSync, { held, trusted }: SeededLog): readonly Finding[] =>
  verifyLog(evidenceIn(database, 'main'), held, trusted).findings

/** What came of many attacks on one log, each undone before the next. */
export interface Tampering {
  readonly trials: number
  /** What was done unseen: nothing, or the verifier is at fault. */
  readonly missed: readonly string[]
  /** How often each kind was tried. */
  readonly kinds: Readonly<Record<string, number>>
}

/** Attacks a log at random for as long as `goesOn` says so. The seed decides everything: a miss can be seen again. */
export function tamper(log: SeededLog, goesOn: (trials: number) => boolean): Tampering {
  const database = openForTampering(log.folder)
  const dice = new Dice(log.seed)
  const attacks = attacksOn(log.held[0]?.size ?? 0)
  const bodies = (): string => JSON.stringify(database.prepare('select body from log_entry order by id').all())
  const original = bodies()
  const missed: string[] = []
  const kinds: Record<string, number> = {}
  let trials = 0
  while (goesOn(trials)) {
    database.exec('savepoint trial')
    const what = dice.pick(attacks)(database, dice)
    if (what !== undefined) {
      trials += 1
      const kind = what.split(' ')[0] ?? ''
      kinds[kind] = (kinds[kind] ?? 0) + 1
      // a forger who takes nothing from what was signed and puts nothing in has done nothing
      const isNothing = what.startsWith('forge: swap') && bodies() === original
      if (!isNothing && findingsIn(database, log).length === 0) missed.push(`${what} (trial ${trials})`)
    }
    database.exec('rollback to trial; release trial')
  }
  database.close()
  return { trials, missed, kinds }
}
