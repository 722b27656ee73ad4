import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import {
  ANA,
  BEN,
  FALSE_POSITIVE,
  must,
  Office,
  OTTO,
  RUTH,
  TestClock,
  TRUE_MATCH,
} from '../../test/support/casework.ts'
import { engineWith, type Listed } from '../../test/support/engines.ts'
import { verifyStore } from '../../test/support/evidence.ts'
import { SqliteRecords } from '../store/records/sqlite-records.ts'
import { AnswerLedger, listAnswers } from './answer-ledger.ts'
import { entries } from './audit.ts'
import { importBook } from './book.ts'
import { screenBook } from './book-screening.ts'
import { BookWatch } from './book-watch.ts'
import { check, decide, listAlerts, viewCase } from './casework.ts'
import { systemActor } from './desk.ts'
import { FaceAnswers, type KeptFaces } from './face-answers.ts'
import { lookBack } from './lookback.ts'
import { BookMonitor, noteLists } from './monitoring.ts'
import { AlertCount } from './work-figures.ts'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

const FIRST: readonly Listed[] = [
  { id: 't-1', name: 'Hermenegildo Ficticio Testaferro', birthDate: '1960-05-05' },
  { id: 't-2', name: 'Olegario Imaginado Quimera' },
]

async function newDesk() {
  const data = mkdtempSync(join(tmpdir(), 'cordon-monitor-'))
  folders.push(data)
  const store = new SqliteRecords(data)
  const office = new Office(store, new TestClock('2026-03-02T09:00:00Z'))
  const parties = [
    { ref: 'c-1', schema: 'Person', properties: { name: ['Hermenegildo Ficticio Testaferro'] } },
    { ref: 'c-2', schema: 'Person', properties: { name: ['Perpetua Novísima Invención'] } },
    { ref: 'c-3', schema: 'Person', properties: { name: ['Ana Cualquiera'] } },
  ]
  const { toScreen } = must(await importBook(office.desk(BEN), 'clients', parties))
  return { data, store, office, toScreen, system: office.desk(systemActor('main', 'monitor')) }
}

describe('a book under watch', () => {
  test('E-14: a delta that names an unchanged customer raises the alert at once, and asks nobody it cannot concern', async () => {
    const { data, store, office, system } = await newDesk()
    const before = await engineWith(data, FIRST, '2026-03-01T00:00:00Z')
    const ledger = new AnswerLedger(data)
    const first = must(await screenBook(system, 'clients', { engine: before, ledger }))
    expect([first.parties, first.raised.length]).toEqual([3, 1])
    const monitor = must(await BookMonitor.open(system, 'clients', before))
    const after = await engineWith(
      data,
      [...FIRST, { id: 't-3', name: 'Perpetua Novísima Invención' }],
      '2026-03-02T00:00:00Z',
    )
    const done = must(await monitor.rescreen(system, before, after, ledger, 'delta of test_list'))
    expect(done.changed).toEqual(['t-3'])
    expect([done.parties.length, done.screened.raised.length]).toEqual([1, 1])
    expect(
      must(await listAlerts(office.desk(ANA), { state: 'open' }))
        .items.map(({ entity }) => entity)
        .sort(),
    ).toEqual(['t-1', 't-3'])
    expect((await verifyStore(store)).findings).toEqual([])
    await store.close()
  })

  test('a delisting closes nothing by itself: property is looked after, what waits is marked', async () => {
    const { data, store, office, system } = await newDesk()
    const before = await engineWith(data, FIRST, '2026-03-01T00:00:00Z')
    const ledger = new AnswerLedger(data)
    const { raised } = must(await screenBook(system, 'clients', { engine: before, ledger }))
    const [alert = ''] = raised
    const { disposition } = must(await decide(office.desk(ANA), alert, TRUE_MATCH))
    const confirmed = must(await check(office.desk(RUTH), disposition.id, { isConfirmed: true, text: 'Agreed.' }))
    const monitor = must(await BookMonitor.open(system, 'clients', before))
    const after = await engineWith(data, FIRST.slice(1), '2026-03-02T00:00:00Z')
    const done = must(await monitor.rescreen(system, before, after, ledger, 'delta'))
    expect(done.delisted).toEqual(['t-1'])
    const view = must(await viewCase(office.desk(RUTH), confirmed.alert.case))
    expect(view.alerts.map(({ state }) => state)).toEqual(['true_match'])
    expect(view.tasks.map(({ kind, citation }) => [kind.split('/')[0], citation])).toEqual([
      ['unblock', '31 CFR 501.603(b)(3)'],
    ])
    await store.close()
  })

  test('a change of a listed entity reopens what was decided about it', async () => {
    const { data, store, office, system } = await newDesk()
    const before = await engineWith(data, FIRST, '2026-03-01T00:00:00Z')
    const ledger = new AnswerLedger(data)
    const [alert = ''] = must(await screenBook(system, 'clients', { engine: before, ledger })).raised
    const evidence = { ...FALSE_POSITIVE, evidence: ['hit:name'], reasons: ['document_seen'] }
    must(await decide(office.desk(ANA), alert, evidence))
    const monitor = must(await BookMonitor.open(system, 'clients', before))
    const changed = FIRST.map((one) => (one.id === 't-1' ? { ...one, alias: ['El Testaferro Mayor'] } : one))
    const after = await engineWith(data, changed, '2026-03-02T00:00:00Z')
    const done = must(await monitor.rescreen(system, before, after, ledger, 'delta'))
    expect(done.screened.reopened).toEqual([alert])
    await store.close()
  })

  test('E-10: a question that could not be answered is never clear, and raises nothing that says so', async () => {
    const { data, store, system } = await newDesk()
    const engine = await engineWith(data, FIRST, '2026-03-01T00:00:00Z')
    must(await importBook(system, 'clients', [{ ref: 'c-9', schema: 'Person', properties: { name: ['   '] } }]))
    const done = must(await screenBook(system, 'clients', { engine, ledger: new AnswerLedger(data) }))
    expect(done.undetermined.map(({ party }) => party)).toEqual(['c-9'])
    await store.close()
  })
})

describe('books that a server follows', () => {
  const listed = (more: readonly Listed[]): readonly Listed[] => [...FIRST, ...more]

  test('are screened again when the lists change, and so is whoever came meanwhile', async () => {
    const { data, store, office, system } = await newDesk()
    const first = await engineWith(data, FIRST, '2026-03-01T00:00:00Z')
    const watch = new BookWatch({ store, data, now: office.clock.now })
    expect(await watch.follow(first)).toEqual({ books: 0, raised: 0 })
    must(await screenBook(system, 'clients', { engine: first, ledger: new AnswerLedger(data) }))
    expect(await watch.follow(first)).toEqual({ books: 1, raised: 0 })
    office.clock.pass(1_000)
    must(
      await importBook(office.desk(BEN), 'clients', [
        { ref: 'c-4', properties: { name: ['Olegario Imaginado Quimera'] } },
      ]),
    )
    expect(await watch.follow(first)).toEqual({ books: 1, raised: 1 })
    office.clock.pass(1_000)
    const second = await engineWith(data, listed([{ id: 't-3', name: 'Ana Cualquiera' }]), '2026-03-02T00:00:00Z')
    expect(await watch.follow(second)).toEqual({ books: 1, raised: 1 })
    expect(watch.lagSeconds).toBe(0)
    office.clock.pass(1_000)
    expect(await watch.follow(second)).toEqual({ books: 0, raised: 0 })
    const counted = new AlertCount()
    for (const _ of [1, 2]) await counted.count(store)
    expect(counted.raised.reduce((sum, { count }) => sum + count, 0)).toBe(3)
    await store.close()
  })

  test('whose lists changed while nobody watched are screened whole, once', async () => {
    const { data, store, office, system } = await newDesk()
    const first = await engineWith(data, FIRST, '2026-03-01T00:00:00Z')
    must(await screenBook(system, 'clients', { engine: first, ledger: new AnswerLedger(data) }))
    await new BookWatch({ store, data, now: office.clock.now }).follow(first)
    office.clock.pass(1_000)
    const second = await engineWith(data, listed([{ id: 't-3', name: 'Ana Cualquiera' }]), '2026-03-02T00:00:00Z')
    expect(await new BookWatch({ store, data, now: office.clock.now }).follow(second)).toEqual({ books: 1, raised: 1 })
    office.clock.pass(1_000)
    expect(await new BookWatch({ store, data, now: office.clock.now }).follow(second)).toEqual({ books: 0, raised: 0 })
    await store.close()
  })
})

describe('answers that are kept', () => {
  test('replay to the same bytes after the list has moved on, and after a restart', async () => {
    const { data, store, office, system } = await newDesk()
    const before = await engineWith(data, FIRST, '2026-03-01T00:00:00Z')
    const ledger = new AnswerLedger(data)
    const ask = (text: string) => {
      const given = { properties: { name: [text], country: ['mx'], birthDate: ['1960'] } }
      const options = { at: '2026-03-02T09:00:00Z', language: 'es' as const, threshold: 650 }
      return { given, options, answer: before.screen(given, options) }
    }
    const asked = ['Hermenegildo Ficticio Testaferro', 'Nadie Parecido', 'Olegario Imaginado'].map(ask)
    const ids = must(await ledger.record(system, before, asked))
    await engineWith(data, [{ id: 't-9', name: 'Otro Distinto' }, ...FIRST.slice(1)], '2026-03-03T00:00:00Z')
    await store.close()
    const again = new SqliteRecords(data)
    const auditor = new Office(again, office.clock).desk(OTTO)
    for (const [i, id] of ids.entries()) {
      const replay = must(await new AnswerLedger(data).replay(auditor, id))
      expect([replay.isSame, replay.answer.total]).toEqual([true, asked[i]?.answer.total])
      const { engine: _a, ...was } = asked[i]?.answer ?? {}
      const { engine: _b, ...is } = replay.answer as { engine?: string }
      expect(JSON.stringify(is)).toBe(JSON.stringify(was))
    }
    expect((await verifyStore(again)).findings).toEqual([])
    await again.close()
  })

  test('are asked again of a later list without being changed themselves', async () => {
    const { data, store, office, system } = await newDesk()
    const before = await engineWith(data, FIRST, '2026-03-01T00:00:00Z')
    const ledger = new AnswerLedger(data)
    must(await screenBook(system, 'clients', { engine: before, ledger }))
    const kept = must(await listAnswers(office.desk(OTTO), '2026', '2027', 100))
    const after = await engineWith(data, [...FIRST, { id: 't-3', name: 'Ana Cualquiera' }], '2026-03-02T00:00:00Z')
    const done = must(
      await lookBack(office.desk({ ...BEN, roles: ['reviewer', 'analyst'] }), after, ledger, {
        from: '2026-01-01',
        before: '2027-01-01',
      }),
    )
    expect(done.found.map(({ entities: found }) => found)).toEqual([['t-3']])
    const later = must(await listAnswers(office.desk(OTTO), '2026', '2027', 100))
    expect(later.filter(({ lookback_of }) => lookback_of === null)).toEqual(kept)
    expect(later.filter(({ lookback_of }) => lookback_of !== null).length).toBe(1)
    await store.close()
  })

  test('of a face that keeps them in sets are asked again too, party by party', async () => {
    const { data, store, office } = await newDesk()
    const before = await engineWith(data, FIRST, '2026-03-01T00:00:00Z')
    const answers = new FaceAnswers(store, 'test', data, office.clock.now)
    const told = { asker: 'anybody', at: office.clock.now(), text: '{}', clear: 1, hits: 0, undetermined: 0 }
    const parties = { a: { properties: { name: ['Ana Cualquiera'] } }, b: { properties: { name: ['Nadie'] } } }
    const [id] = await Promise.all([
      answers.keep('main', before, { ...told, question: parties }),
      answers.keep('main', before, { ...told, question: parties, found: { a: ['t-3'] } }),
    ])
    const faces: KeptFaces = {
      test: { askAgain: () => '', partiesOf: (question) => question as typeof parties },
    }
    const after = await engineWith(data, [...FIRST, { id: 't-3', name: 'Ana Cualquiera' }], '2026-03-02T00:00:00Z')
    const desk = office.desk({ ...BEN, roles: ['reviewer', 'analyst'] })
    const span = { from: '2026-01-01', before: '2099-01-01' }
    const done = must(await lookBack(desk, after, new AnswerLedger(data), span, faces))
    expect([done.asked, done.found.map(({ answer, entities: found }) => [answer, found])]).toEqual([4, [[id, ['t-3']]]])
    await store.close()
  })

  test('stand in the log beside the list versions they were asked of, each version once', async () => {
    const { data, store, office, system } = await newDesk()
    const engine = await engineWith(data, FIRST, '2026-03-01T00:00:00Z')
    const noted = must(await noteLists(system, engine))
    expect([noted, must(await noteLists(system, engine))]).toEqual([engine.lists.length, 0])
    const found = must(await entries(office.desk(OTTO), { action: 'list.in_force' }))
    expect(found.some(({ subject }) => subject.startsWith('list/test_list/sha256:'))).toBe(true)
    await store.close()
  })
})
