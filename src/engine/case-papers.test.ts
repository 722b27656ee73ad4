import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import {
  ANA,
  BEN,
  codeOf,
  FALSE_POSITIVE,
  hitOf,
  must,
  Office,
  OTTO,
  person,
  RUTH,
  TestClock,
  TRUE_MATCH,
} from '../../test/support/casework.ts'
import { engineWith } from '../../test/support/engines.ts'
import { dump, verifyStore } from '../../test/support/evidence.ts'
import { MemoryRecords } from '../store/records/memory-records.ts'
import { SqliteRecords } from '../store/records/sqlite-records.ts'
import { verifyInclusion } from './audit.ts'
import { openAuditKey } from './audit-key.ts'
import { backUp, moveRecords, restore } from './backup.ts'
import { certificateOf, draftFor, evidencePack, figures } from './case-papers.ts'
import { check, decide, suppressMany } from './casework.ts'
import { renderPackPdf } from './pack-pdf.ts'

const folder = mkdtempSync(join(tmpdir(), 'cordon-papers-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('papers', () => {
  test('R-51: a draft says where each field came from and names those that are missing', async () => {
    const office = new Office(new MemoryRecords())
    const id = await office.alert()
    expect(codeOf(await draftFor(office.desk(ANA), id, 'blocking', {}))).toBe('report.unconfirmed')
    const { disposition } = must(await decide(office.desk(ANA), id, TRUE_MATCH))
    must(await check(office.desk(RUTH), disposition.id, { isConfirmed: true, text: 'ok' }))
    const draft = must(
      await draftFor(office.desk(ANA), id, 'blocking', { reporter: 'Banco Ejemplo', value: 'USD 10.00' }),
    )
    expect(draft.citation).toBe('31 CFR 501.603(b)(1)')
    expect(draft.fields.find(({ name }) => name === 'account reference')).toEqual({
      name: 'account reference',
      value: 'c-1',
      from: 'party ref',
    })
    expect(draft.missing).toEqual([
      'contact',
      'legal authority',
      'account party address',
      'date of the action',
      'description of the property or transaction',
      'location of the property',
    ])
  })

  test('an evidence pack carries a proof for every entry about the case', async () => {
    const office = new Office(new MemoryRecords())
    const id = await office.alert()
    const { alert } = must(await decide(office.desk(ANA), id, FALSE_POSITIVE))
    const examiner = person('ex', ['auditor'])
    const pack = must(await evidencePack(office.desk(examiner), openAuditKey(folder), alert.case))
    expect(pack.entries.map(({ entry }) => entry.action)).toEqual(['alert.decide', 'case.pack'])
    for (const { leaf, seq, size, proof, root } of pack.entries)
      expect([verifyInclusion(leaf, seq, size, proof, root), root]).toEqual([true, pack.checkpoint.root])
  })

  test('an evidence pack as PDF holds the whole pack as a file, and the same pack makes the same bytes', async () => {
    const office = new Office(new MemoryRecords())
    const id = await office.alert('c-1', hitOf({ name: 'Рамиро Тестиго' }))
    const { alert } = must(await decide(office.desk(ANA), id, FALSE_POSITIVE))
    const pack = must(await evidencePack(office.desk(person('ex', ['auditor'])), openAuditKey(folder), alert.case))
    const pdf = Buffer.from(await renderPackPdf(pack))
    expect(pdf.subarray(0, 5).toString('latin1')).toBe('%PDF-')
    const streams = [...pdf.toString('latin1').matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].map(([, body]) => {
      const bytes = Buffer.from(body ?? '', 'latin1')
      try {
        return inflateSync(bytes).toString('utf8')
      } catch {
        return bytes.toString('utf8')
      }
    })
    const inside = streams.find((text) => text.includes('cordon-evidence-pack/1'))
    expect(JSON.parse(inside ?? '{}')).toEqual(JSON.parse(JSON.stringify(pack)))
    expect(Buffer.from(await renderPackPdf(pack)).equals(pdf)).toBe(true)
  })

  test('a certificate is given for a search that found nothing and could tell, and for no other', async () => {
    const data = mkdtempSync(join(folder, 'data-'))
    const engine = await engineWith(data, [{ id: 't-1', name: 'Hermenegildo Ficticio' }], '2026-03-01T00:00:00Z')
    const ask = (name: string) => engine.screen({ properties: { name: [name] } }, { at: '2026-03-02T00:00:00Z' })
    const certificate = must(certificateOf('a1', ask('Perpetua Novísima'), 'es'))
    expect(certificate.lists.map(({ id }) => id)).toEqual(['test_list'])
    expect(certificate.does_not_mean[0]).toContain('no es una autorización')
    expect(codeOf(certificateOf('a2', ask('Hermenegildo Ficticio')))).toBe('certificate.status')
    expect(codeOf(certificateOf('a3', { ...ask('Perpetua Novísima'), status: 'undetermined' }))).toBe(
      'certificate.status',
    )
  })

  test('R-41: figures have age, resolution and outcome of every alert, and nobody’s name', async () => {
    const office = new Office(new MemoryRecords())
    const id = await office.alert('c-1')
    await office.alert('c-2', hitOf({ id: 'test-2' }))
    office.clock.pass(90 * 60_000)
    must(await decide(office.desk(ANA), id, FALSE_POSITIVE))
    office.clock.set('2026-03-09T00:00:00Z')
    const rows = must(await figures(office.desk(RUTH)))
    const shown = new Map(
      rows.map(({ alert, outcome, resolution_hours, overdue }) => [alert === id, [outcome, resolution_hours, overdue]]),
    )
    expect([shown.get(true), shown.get(false)]).toEqual([
      ['false_positive', 1.5, false],
      [null, null, true],
    ])
    expect(JSON.stringify(rows)).not.toMatch(/Ramiro|Testigo|c-1/)
    expect(codeOf(await figures(office.desk(ANA)))).toBe('access.denied')
  })

  test('E-12: a good-guy list in bulk is judged row by row: listed parties are refused and reported', async () => {
    const office = new Office(new MemoryRecords())
    const listed = await office.alert('c-1', hitOf({ partyName: 'Ramiro Testigo', contradiction: 0 }))
    const namesake = await office.alert('c-2', hitOf({ id: 'test-2' }))
    const strong = await office.alert('c-3', hitOf({ id: 'test-3', identifier: true }))
    for (const id of [listed, namesake]) must(await decide(office.desk(ANA), id, FALSE_POSITIVE))
    const request = (alert: string) => ({
      alert,
      reason: 'birth_date_differs',
      text: FALSE_POSITIVE.text,
      evidence: ['hit:birth_date'],
      expiresOn: '2026-09-01',
    })
    const results = await suppressMany(office.desk(BEN), [listed, namesake, strong, 'nobody'].map(request))
    expect(results.map(({ result }) => codeOf(result))).toEqual([
      'suppression.listed_party',
      'accepted',
      'suppression.strong_identifier',
      'alert.unknown',
    ])
  })
})

describe('backup', () => {
  test('a copy made beside the writer restores to the same rows and an intact log; a damaged one is refused', async () => {
    const data = join(folder, 'live')
    const store = new SqliteRecords(data)
    const office = new Office(store, new TestClock())
    await office.alert()
    openAuditKey(data)
    const copy = join(folder, 'copy')
    await backUp(data, copy, '2026-03-02T00:00:00Z')
    const before = await dump(store)
    await office.alert('later', hitOf({ id: 'test-9' }))
    await store.close()
    await restore(copy, join(folder, 'restored'))
    const again = new SqliteRecords(join(folder, 'restored'))
    expect(await dump(again)).toBe(before)
    expect((await verifyStore(again)).findings).toEqual([])
    await again.close()
    await expect(restore(copy, join(folder, 'restored'))).rejects.toThrow('not empty')
    const { appendFileSync } = await import('node:fs')
    appendFileSync(join(copy, 'cordon.db'), 'x')
    await expect(restore(copy, join(folder, 'other'))).rejects.toThrow("the backup's cordon.db has changed")
  })

  test('a move carries every row and the log byte for byte, and only into an empty store', async () => {
    const from = new SqliteRecords(join(folder, 'from'))
    const office = new Office(from, new TestClock())
    const id = await office.alert()
    must(await decide(office.desk(ANA), id, FALSE_POSITIVE))
    const to = new MemoryRecords()
    const moved = await moveRecords(from, to)
    expect(moved.tenants).toBe(1)
    expect(await dump(to)).toBe(await dump(from))
    expect((await verifyStore(to)).findings).toEqual([])
    await expect(moveRecords(from, to)).rejects.toThrow('already')
    expect(must(await figures(new Office(to).desk({ ...OTTO, roles: ['auditor'] }))).length).toBe(1)
    await from.close()
  })
})
