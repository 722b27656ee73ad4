import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { must, Office, OTTO, workADay } from '../../test/support/casework.ts'
import { attacksOn, Dice, forgeWithin } from '../../test/support/tampering.ts'
import { isWitnessed, TABLE_NAMES } from '../casework/records/tables.ts'
import { exportLog, makeCheckpoint, runVerifier } from '../engine/audit.ts'
import { openAuditKey } from '../engine/audit-key.ts'
import { SqliteRecords } from '../store/records/sqlite-records.ts'
import { type HeldCheckpoint, readCheckpoint, readTrustedKey, type TrustedKey } from './note.ts'
import { evidenceIn, WITNESSED_TABLES } from './read-evidence.ts'
import { type Finding, verifyLog } from './verify-log.ts'

const TRIALS = 10_000
const DAYS = 2

let folder: string
let checkpointFile: string
let keyText: string
let trusted: readonly TrustedKey[]
let held: readonly HeldCheckpoint[]
let exported: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cordon-verify-'))
  const store = new SqliteRecords(folder)
  const office = new Office(store)
  for (let day = 0; day < DAYS; day++) await workADay(office, day)
  const signed = must(await makeCheckpoint(office.desk(OTTO), openAuditKey(folder)))
  keyText = signed.verifier_key
  trusted = [readTrustedKey(keyText)]
  checkpointFile = join(folder, 'held.txt')
  writeFileSync(checkpointFile, signed.note)
  const read = readCheckpoint(signed.note, trusted)
  held = read === undefined ? [] : [read]
  const lines = must(await exportLog(store, office.desk(OTTO), { hasRows: true }))
  exported = join(folder, 'export.jsonl')
  const texts: string[] = []
  for await (const line of lines) texts.push(JSON.stringify(line))
  writeFileSync(exported, `${texts.join('\n')}\n`)
  await store.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const open = (): DatabaseSync => {
  const database = new DatabaseSync(join(folder, 'cordon.db'))
  for (const row of database.prepare("select name from sqlite_master where type = 'trigger'").all())
    database.exec(`drop trigger ${String(row['name'])}`)
  return database
}

const findingsIn = (database: DatabaseSync): readonly Finding[] =>
  verifyLog(evidenceIn(database, 'main'), held, trusted).findings

test('every table that the writer witnesses is one that the verifier reads', () => {
  expect([...WITNESSED_TABLES].sort()).toEqual(TABLE_NAMES.filter(isWitnessed).sort())
})

describe('an untouched log', () => {
  test('is intact, by its database and by its export, with an earlier checkpoint', async () => {
    for (const source of [
      ['--data', folder],
      ['--export', exported],
    ]) {
      const { isIntact, report } = await runVerifier([...source, '--checkpoint', checkpointFile, '--key', keyText])
      expect([isIntact, report]).toEqual([true, expect.stringMatching(/^intact {2}main: \d\d+ entries, \d\d+ rows/)])
    }
  })
})

describe('tampering (T-18)', () => {
  test(`${TRIALS} edits, deletions, insertions, reorderings, truncations and forgeries are all found`, {
    timeout: 300_000,
  }, () => {
    const database = open()
    const dice = new Dice(8)
    const attacks = attacksOn(held[0]?.size ?? 0)
    const missed: string[] = []
    const done = new Map<string, number>()
    let trials = 0
    while (trials < TRIALS) {
      database.exec('savepoint trial')
      const attack = dice.pick(attacks)
      const what = attack(database, dice)
      if (what !== undefined) {
        trials += 1
        const kind = what.split(' ')[0] ?? ''
        done.set(kind, (done.get(kind) ?? 0) + 1)
        if (isChanged(what, database) && findingsIn(database).length === 0) missed.push(what)
      }
      database.exec('rollback to trial; release trial')
    }
    database.close()
    expect(missed).toEqual([])
    expect([...done.keys()].sort()).toEqual(['cut', 'edit', 'forge:', 'insert', 'remove', 'swap'])
  })

  /** A forger who takes nothing from what was signed and puts nothing in has cut the log after the checkpoint: see below. */
  const isChanged = (what: string, database: DatabaseSync): boolean =>
    !what.startsWith('forge: swap') || JSON.stringify(bodies(database)) !== JSON.stringify(original)
  const bodies = (database: DatabaseSync): readonly unknown[] =>
    database.prepare('select body from log_entry order by id').all()
  let original: readonly unknown[]
  beforeAll(() => {
    const database = open()
    original = bodies(database)
    database.close()
  })

  test('of a forger who rewrites the whole log in agreement with itself is found by the checkpoint alone', () => {
    const database = open()
    database.exec('savepoint trial')
    // nothing but the log: tables left out, so that only the held checkpoint can tell
    database.exec(
      'update log_entry set body = replace(body, \'"actor":"user/ana"\', \'"actor":"user/eve"\'), actor = replace(actor, \'user/ana\', \'user/eve\')',
    )
    forgeWithin(held[0]?.size ?? 0)(database, new Dice(1))
    const evidence = { ...evidenceIn(database, 'main'), tables: undefined }
    expect(verifyLog(evidence, [], trusted).findings).toEqual([])
    const again = { ...evidenceIn(database, 'main'), tables: undefined }
    expect(verifyLog(again, held, trusted).findings.length).toBeGreaterThan(0)
    database.exec('rollback to trial; release trial')
    database.close()
  })

  test('of the spare bits in a signature is found: another letter for the same bytes is another note', () => {
    const note = readFileSync(checkpointFile, 'utf8')
    const at = note.lastIndexOf('=') - 1
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
    const other = letters[letters.indexOf(note.charAt(at)) ^ 1] ?? ''
    expect(readCheckpoint(note, trusted)?.isSigned).toBe(true)
    expect(readCheckpoint(`${note.slice(0, at)}${other}${note.slice(at + 1)}`, trusted)?.isSigned).toBe(false)
  })

  test('of an export is found, and so is one cut short', async () => {
    const lines = readFileSync(exported, 'utf8').trimEnd().split('\n')
    const at = lines.findIndex((line) => line.includes('"table":"disposition"'))
    const edited = lines.with(
      at,
      (lines[at] ?? '').replace('false_positive', 'true_match').replace('Born in 1970', 'Born in 1960'),
    )
    const path = join(folder, 'edited.jsonl')
    writeFileSync(path, `${edited.join('\n')}\n`)
    const found = await runVerifier(['--export', path, '--checkpoint', checkpointFile, '--key', keyText])
    expect([found.isIntact, found.report]).toEqual([
      false,
      expect.stringContaining('it is not as the log witnessed it'),
    ])
    writeFileSync(path, `${lines.slice(0, -1).join('\n')}\n`)
    expect((await runVerifier(['--export', path])).report).toContain('that export was cut')
  })

  test('of a checkpoint is found: another key, another size, another origin (T-19)', () => {
    const note = readFileSync(checkpointFile, 'utf8')
    const [, , hash] = note.split('\n')
    const other = readCheckpoint(note.replace(hash ?? '', `${'A'.repeat(43)}=`), trusted)
    expect(other?.isSigned).toBe(false)
    expect(readCheckpoint(note, [])?.isSigned).toBe(false)
    expect(readCheckpoint(note, trusted)?.isSigned).toBe(true)
    expect(() => readTrustedKey(keyText.replace(/\+[0-9a-f]{8}\+/, '+00000000+'))).toThrow('does not fit')
  })
})

describe('the program', () => {
  const program = join(import.meta.dirname, 'main.ts')

  test('says how it is used, and refuses what it does not understand with exit code 2', () => {
    expect(execFileSync(process.execPath, [program, '--help'], { encoding: 'utf8' })).toContain('Shares no code')
    expect(spawnSync(process.execPath, [program]).status).toBe(2)
    expect(spawnSync(process.execPath, [program, '--data', '/nowhere']).status).toBe(2)
  })

  test('imports nothing but its own files and Node', () => {
    for (const file of ['main.ts', 'merkle.ts', 'note.ts', 'read-evidence.ts', 'verify-log.ts']) {
      const text = readFileSync(join(import.meta.dirname, file), 'utf8')
      const imported = [...text.matchAll(/from '([^']+)'/g)].map((found) => found[1] ?? '')
      expect([file, imported.filter((name) => !/^(?:node:|\.\/[a-z-]+\.ts$)/.test(name))]).toEqual([file, []])
    }
  })

  test('finds a log that is gone altogether', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'cordon-empty-'))
    await new SqliteRecords(empty).close()
    const { isIntact, report } = await runVerifier(['--data', empty, '--checkpoint', checkpointFile, '--key', keyText])
    expect([isIntact, report]).toEqual([false, expect.stringContaining('the log has only 0 entries left')])
    rmSync(empty, { recursive: true, force: true })
  })
})

test('stays intact as it grows: the checkpoint held before still fits', async () => {
  const store = new SqliteRecords(folder)
  const office = new Office(store)
  office.clock.set('2026-05-01T00:00:00Z')
  await workADay(office, 99)
  await store.close()
  expect((await runVerifier(['--data', folder, '--checkpoint', checkpointFile, '--key', keyText])).isIntact).toBe(true)
})
