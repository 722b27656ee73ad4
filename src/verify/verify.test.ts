import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { must, Office, OTTO, workADay } from '../../test/support/casework.ts'
import { openForTampering, type SeededLog, seededLog, tamper } from '../../test/support/tampered-log.ts'
import { Dice, forgeWithin } from '../../test/support/tampering.ts'
import { isWitnessed, TABLE_NAMES } from '../casework/records/tables.ts'
import { exportLog, runVerifier } from '../engine/audit.ts'
import { SqliteRecords } from '../store/records/sqlite-records.ts'
import { GrowingTree } from './merkle.ts'
import { type HeldCheckpoint, readCheckpoint, readTrustedKey, type TrustedKey } from './note.ts'
import { evidenceIn, WITNESSED_TABLES } from './read-evidence.ts'
import { verifyLog } from './verify-log.ts'

const TRIALS = 10_000
const DAYS = 2

/** Another at every run, so that runs add up; CORDON_SEED=<the printed number> repeats one, key and ids and all. */
const SEED = Number(process.env['CORDON_SEED'] ?? Date.now() % 1_000_000_000)

let folder: string
let log: SeededLog
let checkpointFile: string
let keyText: string
let trusted: readonly TrustedKey[]
let held: readonly HeldCheckpoint[]
let exported: string

beforeAll(async () => {
  process.stdout.write(`tampering: CORDON_SEED=${SEED}\n`)
  folder = mkdtempSync(join(tmpdir(), 'cordon-verify-'))
  log = await seededLog(folder, SEED, DAYS)
  keyText = log.signed.verifier_key
  trusted = log.trusted
  held = log.held
  checkpointFile = join(folder, 'held.txt')
  writeFileSync(checkpointFile, log.signed.note)
  const store = new SqliteRecords(folder)
  const office = new Office(store)
  office.clock.set(log.signed.at)
  const lines = must(await exportLog(store, office.desk(OTTO), { hasRows: true }))
  exported = join(folder, 'export.jsonl')
  const texts: string[] = []
  for await (const line of lines) texts.push(JSON.stringify(line))
  writeFileSync(exported, `${texts.join('\n')}\n`)
  await store.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

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
    const { missed, kinds } = tamper(log, (trials) => trials < TRIALS)
    expect({ seed: SEED, missed }).toEqual({ seed: SEED, missed: [] })
    expect(Object.keys(kinds).sort()).toEqual(['cut', 'edit', 'forge:', 'insert', 'remove', 'swap'])
  })

  test('of how a kept hash is named is found: another spelling of the same number is another row', () => {
    const at = '2026-03-02T09:00:00.000Z'
    const said = { at, actor: 'user/ana', action: 'test', subject: 'test' }
    const entries = Array.from({ length: 256 }, (_, seq) => ({
      ...said,
      id: String(seq).padStart(15, '0'),
      body: JSON.stringify({ ...said, log: 'main', seq, rows: [] }),
    }))
    const found = (id: string) => {
      const tree = new GrowingTree()
      for (const { body } of entries) tree.add(body)
      const nodes = [...tree.subtrees.values()].map((hash) => ({ id, hash }))
      const head = { id: 'head', size: tree.size, frontier: tree.line(), at }
      return verifyLog({ log: 'main', entries, nodes, head, checkpoints: [], tables: undefined }, []).findings
    }
    expect(found('08/000000000000000')).toEqual([])
    expect(found('08/00000000000000').length).toBeGreaterThan(0)
    expect(found('8/000000000000000').length).toBeGreaterThan(0)
  })

  test('of a forger who rewrites the whole log in agreement with itself is found by the checkpoint alone', () => {
    const database = openForTampering(folder)
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
