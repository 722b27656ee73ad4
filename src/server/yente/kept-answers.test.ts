import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { must, OTTO, person } from '../../../test/support/casework.ts'
import { verifyStore } from '../../../test/support/evidence.ts'
import { smallEngine } from '../../../test/support/small-engine.ts'
import { entries } from '../../engine/audit.ts'
import { Desk, type RecordStore } from '../../engine/desk.ts'
import { getFaceAnswer } from '../../engine/face-answers.ts'
import { openMemoryRecords } from '../../engine/records.ts'
import { Log } from '../http/log.ts'
import { createServer } from '../server.ts'
import { KEPT_YENTE } from './questions.ts'

const NAMES = ['Anselmo Fictor Perez', 'Imaginaria Holdings', 'Nobody Whatever']
const match = (name: string) => ({
  method: 'POST' as const,
  url: '/match/default?limit=3&threshold=0.8',
  payload: JSON.stringify({ queries: { q: { schema: 'Thing', properties: { name: [name] } } } }),
})

const serve = (records: RecordStore) =>
  createServer(smallEngine(), { isPageServed: false, records, log: new Log('silent') })
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

describe('answers of the yente-compatible face in the audit log', () => {
  test('each is kept with its question and the digest of its bytes, and can be given again', async () => {
    const records = openMemoryRecords()
    const server = serve(records)
    const requests = [
      match('Anselmo Fictor Perez'),
      { method: 'GET' as const, url: '/search/default?q=anselmo&limit=2' },
      {
        method: 'POST' as const,
        url: '/reconcile/default',
        payload: `queries=${encodeURIComponent('{"q0":{"query":"Anselmo Fictor Perez"}}')}`,
      },
    ]
    for (const request of requests) {
      const response = await server.inject(request)
      const id = String(response.headers['x-cordon-answer'])
      const kept = must(await getFaceAnswer(new Desk(records, OTTO), id))
      expect([kept.digest, kept.asker, kept.status]).toEqual([sha256(response.body), 'anybody', 'hits'])
      const { asked } = kept.question as { asked: unknown }
      expect(KEPT_YENTE.askAgain(smallEngine(), asked, kept.at)).toBe(response.body)
    }
    expect((await verifyStore(records)).findings).toEqual([])
    await server.close()
  })

  test('those of one moment share an entry of the log, and each keeps its own line', async () => {
    const records = openMemoryRecords()
    const server = serve(records)
    const all = await Promise.all(
      Array.from({ length: 60 }, (_, at) => server.inject(match(NAMES[at % NAMES.length] ?? ''))),
    )
    const ids = all.map(({ headers }) => String(headers['x-cordon-answer']))
    expect(new Set(ids).size).toBe(60)
    const logged = must(await entries(new Desk(records, OTTO), { action: 'answer', limit: 100 }))
    expect(logged.length).toBeLessThan(20)
    const statuses = await Promise.all(
      ids.map(async (id) => must(await getFaceAnswer(new Desk(records, OTTO), id)).status),
    )
    expect(new Set(statuses.filter((_, at) => at % NAMES.length === 2))).toEqual(new Set(['clear']))
    expect(new Set(statuses.filter((_, at) => at % NAMES.length === 0))).toEqual(new Set(['hits']))
    await server.close()
  })

  test('one that cannot be kept is not given (R-35)', async () => {
    const inner = openMemoryRecords()
    const full: RecordStore = {
      read: (tenant, step) => inner.read(tenant, step),
      write: () => Promise.reject(new Error('the disk is full')),
      tenants: () => inner.tenants(),
      close: () => inner.close(),
    }
    const server = serve(full)
    const response = await server.inject(match('Nobody Whatever'))
    expect([response.statusCode, response.json()]).toEqual([
      503,
      { detail: 'This answer could not be kept in the audit log, and so is not given.' },
    ])
    await server.close()
  })

  test('a line of another tenant, or one that is not there, is unknown', async () => {
    const records = openMemoryRecords()
    const server = serve(records)
    const id = String((await server.inject(match('Nobody Whatever'))).headers['x-cordon-answer'])
    const eve = new Desk(records, person('eve', ['auditor'], { tenant: 'eve-corp' }))
    for (const [desk, asked] of [
      [eve, id],
      [new Desk(records, OTTO), id.replace(/\.0$/, '.1')],
    ] as const)
      expect((await getFaceAnswer(desk, asked)).ok).toBe(false)
    await server.close()
  })
})
