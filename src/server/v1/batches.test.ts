import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { parquetReadObjects } from 'hyparquet'
import { Compile } from 'typebox/compile'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWorld, type World } from '../../../test/support/server-world.ts'
import { smallEngine } from '../../../test/support/small-engine.ts'
import { createKey } from '../../engine/access.ts'
import { openBatches } from '../../engine/batch-open.ts'
import { submitBytes } from '../../engine/batch-submit.ts'
import { type Role, systemActor } from '../../engine/desk.ts'
import { openMemoryRecords } from '../../engine/records.ts'
import { readSheets } from '../../sources/tabular/read-table.ts'
import { Log } from '../http/log.ts'
import { createServer } from '../server.ts'
import { ROUTES } from './routes.ts'

// Everyone here is invented; the list is that of the small engine of the tests.

const LISTED = smallEngine().lists[0]?.corpus.entities[0]?.names[0].text ?? ''
const CSV = `Clave,Nombre,Nota\nC-1,${LISTED},=1+1\nC-2,Nobody Of That Name,x\nC-3,,y\n`

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(async () => world.server.close())

interface Sent {
  readonly role?: Role
  readonly type?: string
  readonly payload?: string | Buffer
  readonly key?: string
}

async function ask(method: 'GET' | 'POST' | 'DELETE', url: string, sent: Sent = {}) {
  return world.server.inject({
    method,
    url,
    headers: {
      authorization: `Bearer ${world.keys[sent.role ?? 'analyst']}`,
      ...(sent.type === undefined ? {} : { 'content-type': sent.type }),
      ...(sent.key === undefined ? {} : { 'idempotency-key': sent.key }),
    },
    ...(sent.payload === undefined ? {} : { payload: sent.payload }),
  })
}

async function submitted(payload: string | Buffer = CSV, type = 'text/csv', key?: string): Promise<string> {
  const response = await ask('POST', '/v1/batches?name=book.csv', {
    type,
    payload,
    ...(key === undefined ? {} : { key }),
  })
  expect([response.statusCode, response.body]).toEqual([201, expect.stringContaining('batch-')])
  return response.json().id
}

async function untilDone(id: string): Promise<Record<string, unknown>> {
  for (const until = Date.now() + 30_000; Date.now() < until; ) {
    const status = (await ask('GET', `/v1/batches/${id}`)).json()
    if (status.state === 'done') return status
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the batch was not done in time')
}

function fits(id: string, value: unknown): void {
  const answer = ROUTES.find((route) => route.id === id)?.answer
  if (answer === undefined) throw new Error(`no route ${id}`)
  expect([...Compile(answer).Errors(value)].map(({ instancePath, message }) => `${instancePath} ${message}`)).toEqual(
    [],
  )
}

describe('batches over the API', () => {
  test('a file is taken in, worked on beside requests, and told by its progress', async () => {
    const id = await submitted()
    const status = await untilDone(id)
    fits('getBatch', status)
    expect(status).toMatchObject({ name: 'book.csv', rows: 3, rows_done: 3, with_hits: 1, undetermined: 1 })
    expect(status['columns']).toEqual([
      { heading: 'Clave', read_as: 'id' },
      { heading: 'Nombre', read_as: 'name' },
      { heading: 'Nota', read_as: null },
    ])
    expect(status['caveat']).toContain('neither a clearance nor legal advice')
    const all = (await ask('GET', '/v1/batches')).json()
    fits('listBatches', all)
    expect(all.batches.map((batch: { id: string }) => batch.id)).toContain(id)
  }, 60_000)

  test('results come page by page, of one status where asked, and in every format', async () => {
    const id = await submitted()
    await untilDone(id)
    const first = (await ask('GET', `/v1/batches/${id}/results?limit=2`)).json()
    fits('listBatchResults', first)
    expect(first.items.map((item: { id: string; status: string }) => [item.id, item.status])).toEqual([
      ['C-1', 'hits'],
      ['C-2', 'clear'],
    ])
    const rest = (await ask('GET', `/v1/batches/${id}/results?cursor=${first.next}`)).json()
    expect(rest.items.map((item: { id: string }) => item.id)).toEqual(['C-3'])
    expect(rest.next).toBeUndefined()
    const hits = (await ask('GET', `/v1/batches/${id}/results?status=hits`)).json()
    expect(hits.items.map((item: { id: string }) => item.id)).toEqual(['C-1'])
    expect((await ask('GET', `/v1/batches/${id}/results?cursor=x`)).statusCode).toBe(422)

    const jsonl = await ask('GET', `/v1/batches/${id}/results.jsonl`)
    expect(jsonl.body.trimEnd().split('\n')).toHaveLength(3)
    const csv = await ask('GET', `/v1/batches/${id}/results.csv`)
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(csv.headers['content-disposition']).toBe('attachment; filename="results.csv"')
    expect(csv.body).toContain('"\'=1+1"')
    const xlsx = await ask('GET', `/v1/batches/${id}/results.xlsx`)
    expect(readSheets(xlsx.rawPayload).sheets[0]?.rows[1]?.cells.slice(0, 4)).toEqual(['C-1', LISTED, '=1+1', 'hits'])
    const { rawPayload } = await ask('GET', `/v1/batches/${id}/results.parquet`)
    const file = rawPayload.buffer.slice(rawPayload.byteOffset, rawPayload.byteOffset + rawPayload.byteLength)
    const rows = await parquetReadObjects({ file: file as ArrayBuffer })
    expect(rows.map((row) => row['cordon_status'])).toEqual(['hits', 'clear', 'undetermined'])
  }, 60_000)

  test.each([
    ['gzip', gzipSync(CSV), 'application/gzip'],
    ['JSON lines', `{"id":"C-1","name":"${LISTED}"}\n{"id":"C-2","name":"Nobody"}\nx`, 'application/x-ndjson'],
    [
      'JSON',
      JSON.stringify({
        parties: [{ properties: { name: LISTED } }, { properties: { name: ['Nobody'] } }, { properties: {} }],
      }),
      'application/json',
    ],
  ])(
    '%s is read too',
    async (_why, payload, type) => {
      const status = await untilDone(await submitted(payload, type))
      expect(status).toMatchObject({ rows: 3, with_hits: 1, undetermined: 1 })
    },
    60_000,
  )

  test('a large file is read beside other requests', async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => `R-${i},Invented Party ${i}`).join('\n')
    const id = await submitted(`id,name\n${rows}`)
    expect((await ask('GET', `/v1/batches/${id}`)).json()).toMatchObject({ rows: 20_000 })
    const stopped = await ask('POST', `/v1/batches/${id}/cancel`)
    fits('cancelBatch', stopped.json())
    expect(stopped.json().state).toBe('cancelled')
    expect((await ask('POST', `/v1/batches/${id}/cancel`)).statusCode).toBe(409)
    const removed = await ask('DELETE', `/v1/batches/${id}`)
    fits('removeBatch', removed.json())
    expect((await ask('GET', `/v1/batches/${id}`)).statusCode).toBe(404)
  }, 60_000)

  test('the same Idempotency-Key gives the same batch, for another file it is refused', async () => {
    const id = await submitted(CSV, 'text/csv', 'once-1')
    expect(await submitted(CSV, 'text/csv', 'once-1')).toBe(id)
    const other = await ask('POST', '/v1/batches?name=book.csv', {
      type: 'text/csv',
      payload: 'name\nSomebody Else',
      key: 'once-1',
    })
    expect([other.statusCode, other.json().code]).toEqual([422, 'idempotency.reused'])
  })

  test.each([
    ['a file without a column of names', 'text/csv', 'a,b\n1,2\n', 422, 'input.unreadable'],
    ['damaged gzip', 'application/gzip', gzipSync(CSV).subarray(0, 20), 422, 'input.unreadable'],
    ['a type that is no file', 'text/html', '<p>', 415, 'request.not_json'],
    ['a question about no day', 'text/csv', CSV, 422, 'input.invalid'],
  ])('%s is refused', async (why, type, payload, status, code) => {
    const url = why.includes('day') ? '/v1/batches?as_of=soon' : '/v1/batches'
    const response = await ask('POST', url, { type, payload })
    expect([response.statusCode, response.json().code]).toEqual([status, code])
  })

  test('who may only look is told so, and another tenant sees nothing of it', async () => {
    const id = await submitted()
    const denied = await ask('POST', '/v1/batches', { role: 'auditor', type: 'text/csv', payload: CSV })
    expect([denied.statusCode, denied.json().code]).toEqual([403, 'access.denied'])
    expect((await ask('GET', `/v1/batches/${id}`, { role: 'viewer' })).statusCode).toBe(403)
    const theirs = world.office.desk(systemActor('theirs', 'fixture'))
    const made = await createKey(theirs, { name: 'theirs', roles: ['analyst'] })
    if (!made.ok) throw new Error(made.issue.code)
    const headers = { authorization: `Bearer ${made.value.key}` }
    for (const url of ['', '/results', '/results.csv'])
      expect((await world.server.inject({ url: `/v1/batches/${id}${url}`, headers })).statusCode).toBe(404)
    expect((await world.server.inject({ url: '/v1/batches', headers })).json()).toEqual({ batches: [] })
  }, 60_000)

  test('what a former process left queued is gone on with at the start', async () => {
    const data = mkdtempSync(join(tmpdir(), 'cordon-resumed-'))
    const store = await openBatches({ data })
    const id = await submitBytes(store, Buffer.from(CSV), 'book.csv', smallEngine(), { at: '2026-11-21T12:00:00Z' })
    const server = createServer(smallEngine(), {
      data,
      isPageServed: false,
      records: openMemoryRecords(),
      log: new Log('silent'),
    })
    await server.cordon.batches.resume()
    for (const until = Date.now() + 30_000; Date.now() < until && (await store.find(id))?.state !== 'done'; )
      await new Promise((resolve) => setTimeout(resolve, 100))
    expect(await store.find(id)).toMatchObject({ state: 'done', chunksDone: 1 })
    await server.close()
    await store.close()
  }, 60_000)
})
