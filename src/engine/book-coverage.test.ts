import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { BEN, must, Office, TestClock } from '../../test/support/casework.ts'
import { engineWith } from '../../test/support/engines.ts'
import { SqliteRecords } from '../store/records/sqlite-records.ts'
import { AnswerLedger } from './answer-ledger.ts'
import { importBook } from './book.ts'
import { bookCoverage } from './book-coverage.ts'
import { screenBook } from './book-screening.ts'
import { systemActor } from './desk.ts'

const data = mkdtempSync(join(tmpdir(), 'cordon-coverage-'))
afterAll(() => rmSync(data, { recursive: true, force: true }))

test('a book counts as screened for a day, against the lists in force, and no longer (R-63)', async () => {
  const store = new SqliteRecords(data)
  const office = new Office(store, new TestClock('2026-03-02T09:00:00Z'))
  const system = office.desk(systemActor('main', 'monitor'))
  const parties = ['Perpetua Novísima Invención', 'Ana Cualquiera'].map((name, at) => ({
    ref: `c-${at + 1}`,
    schema: 'Person',
    properties: { name: [name] },
  }))
  must(await importBook(office.desk(BEN), 'clients', parties))
  const engine = await engineWith(data, [{ id: 't-1', name: 'Olegario Imaginado Quimera' }], '2026-03-01T00:00:00Z')
  const proof = async (at: string, by = engine) => must(await bookCoverage(system, 'clients', by, at))

  const before = await proof('2026-03-02T10:00:00Z')
  expect([before.parties, before.gapCount, before.gaps[0]?.why]).toEqual([2, 2, 'never screened'])

  must(await screenBook(system, 'clients', { engine, ledger: new AnswerLedger(data) }))
  const screened = await proof('2026-03-02T10:00:00Z')
  expect([screened.parties, screened.gapCount, screened.since?.slice(0, 10)]).toEqual([2, 0, '2026-03-02'])
  expect((await proof('2026-03-04T10:00:00Z')).gapCount).toBe(2)

  const changed = await engineWith(data, [{ id: 't-2', name: 'Otro Inventado Quimera' }], '2026-03-02T09:30:00Z')
  expect((await proof('2026-03-02T10:00:00Z', changed)).gaps[0]?.why).toMatch(/other lists/)
  await store.close()
})
