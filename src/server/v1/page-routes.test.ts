import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWorld, type World } from '../../../test/support/server-world.ts'
import { loadCountries } from '../../engine/countries.ts'
import type { Role } from '../../engine/desk.ts'
import { houseColumns } from '../../engine/house-lists.ts'
import { addList, openListStore } from '../../engine/lists.ts'
import type { Instant } from '../../model/brand.ts'

// The routes that the page lives on, asked as the page asks them. Nobody named here exists, but for the organisations of the register.

const data = mkdtempSync(join(tmpdir(), 'cordon-page-routes-'))
let world: World
beforeAll(async () => {
  world = await openWorld({ data })
})
afterAll(async () => world.server.close())

interface Asked {
  readonly status: number
  readonly body: Record<string, unknown>
  readonly text: string
  readonly type: string
}

async function ask(role: Role, method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: unknown): Promise<Asked> {
  const response = await world.server.inject({
    method,
    url,
    headers: {
      cookie: world.sessions[role].cookie,
      'x-csrf-token': world.sessions[role].csrf,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  })
  const type = String(response.headers['content-type'])
  return {
    status: response.statusCode,
    body: type.includes('json') ? response.json() : {},
    text: response.body,
    type,
  }
}

async function ended(role: Role, id: unknown): Promise<Record<string, unknown>> {
  for (let tries = 0; tries < 3_000; tries += 1) {
    const { body } = await ask(role, 'GET', `/v1/work/${String(id)}`)
    if (body['state'] !== 'running') return body
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('the work never ended')
}

const SUPPOSED = {
  designate: ['Cartel de Sinaloa'],
  authorities: ['FTO'],
  effective: '2019-12-20',
  as_of: '2019-12-06',
  asker: 'us_bank',
}
const BOOK =
  'id,name,role,country,amount,currency\nP-1,Cartel de Sinaloa,supplier,MX,1200,USD\nP-2,Panadería Inventada,supplier,MX,5,USD\n'

describe('what-if', () => {
  test('answers for the sample book, and never as something that happened', async () => {
    const { status, body } = await ask('analyst', 'POST', '/v1/scenarios', SUPPOSED)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      hypothetical: true,
      as_of: '2019-12-06',
      effective: '2019-12-20',
      book: { parties: 2400 },
    })
    const newly = body['newly'] as Record<string, readonly { readonly id: string }[]>
    expect(newly['matched']?.length).toBeGreaterThan(0)
  })

  test('runs beside other requests, tells how far it is, and is found again by asking the same', async () => {
    const first = await ask('analyst', 'POST', '/v1/scenario-runs', { ...SUPPOSED, as_of: '2019-12-07' })
    expect(first.status).toBe(201)
    expect(first.body['state']).toBe('running')
    const again = await ask('analyst', 'POST', '/v1/scenario-runs', { ...SUPPOSED, as_of: '2019-12-07' })
    expect(again.body['id']).toBe(first.body['id'])
    const done = await ended('analyst', first.body['id'])
    expect(done).toMatchObject({ state: 'done', kind: 'scenario' })
    expect(done['total']).toBeGreaterThanOrEqual(2400)
    const direct = await ask('analyst', 'POST', '/v1/scenarios', { ...SUPPOSED, as_of: '2019-12-07' })
    expect((done['value'] as Record<string, unknown>)['newly']).toEqual(direct.body['newly'])
    expect(
      (await ask('reviewer', 'GET', `/v1/work/${String(first.body['id'])}`)).status,
      'work is its asker’s alone',
    ).toBe(404)
  })

  test('takes a book that is sent, and compares two runs', async () => {
    const a = await ask('analyst', 'POST', '/v1/scenario-runs', { ...SUPPOSED, book: { parties: BOOK } })
    const b = await ask('analyst', 'POST', '/v1/scenario-runs', {
      ...SUPPOSED,
      authorities: ['EU'],
      book: { parties: BOOK },
    })
    const done = await ended('analyst', a.body['id'])
    const value = done['value'] as { book: { parties: number }; newly: { matched: readonly { id: string }[] } }
    expect(value.book.parties).toBe(2)
    expect(value.newly.matched.map(({ id }) => id)).toEqual(['P-1'])
    await ended('analyst', b.body['id'])
    const compared = await ask('analyst', 'POST', '/v1/scenario-comparisons', { runs: [a.body['id'], b.body['id']] })
    expect(compared.status).toBe(200)
    expect(compared.body['in_all']).toEqual(['P-1'])
    expect((await ask('analyst', 'POST', '/v1/scenario-comparisons', { runs: ['x', 'y'] })).status).toBe(404)
  })

  test('can be stopped, and stays stopped', async () => {
    const run = await ask('analyst', 'POST', '/v1/scenario-runs', { ...SUPPOSED, as_of: '2019-12-11' })
    const stopped = await ask('analyst', 'DELETE', `/v1/work/${String(run.body['id'])}`)
    expect(stopped.body['state']).toBe('stopped')
    expect((await ended('analyst', run.body['id']))['state']).toBe('stopped')
  })

  test.each([
    ['an asker nobody knows', { ...SUPPOSED, asker: 'astronaut' }],
    ['an authority nobody knows', { ...SUPPOSED, authorities: ['XYZ'] }],
    ['a day that is none', { ...SUPPOSED, effective: 'tomorrow' }],
    ['a field nobody knows', { ...SUPPOSED, sure: true }],
  ])('refuses %s', async (_why, body) => {
    expect((await ask('analyst', 'POST', '/v1/scenarios', body)).status).toBe(422)
  })

  test('hands out the sample book', async () => {
    const { body } = await ask('viewer', 'GET', '/v1/sample-book')
    expect(String(body['content']).split('\n')[0]).toMatch(/^id,name,/)
    expect((await ask('auditor', 'GET', '/v1/sample-book')).status, 'an auditor asks nothing').toBe(403)
  })
})

describe('validation', () => {
  test('runs on the lists in service, and its report is HTML and PDF', async () => {
    const size = { names: 2, exact: 3, people: 3, classes: ['A-01', 'A-02'] }
    const started = await ask('analyst', 'POST', '/v1/validations', size)
    expect(started.status).toBe(201)
    const done = await ended('analyst', started.body['id'])
    expect(done['problem']).toBeNull()
    const report = done['value'] as { exact: { missed_count: number }; lists: readonly { id: string }[] }
    expect(report.exact.missed_count).toBe(0)
    expect(report.lists.map(({ id }) => id)).toContain('test_list')
    const html = await ask('analyst', 'GET', `/v1/validations/${String(started.body['id'])}/report.html`)
    expect(html.type).toContain('text/html')
    expect(html.text).toContain('<html')
    const pdf = await ask('analyst', 'GET', `/v1/validations/${String(started.body['id'])}/report.pdf`)
    expect(pdf.type).toContain('application/pdf')
    expect(pdf.text.startsWith('%PDF-')).toBe(true)
    const none = await ask('analyst', 'GET', '/v1/validations/none/report.pdf')
    expect(none.status).toBe(404)
  })
})

describe('reports and radar', () => {
  const TEXT =
    'The president said on Friday that he will temporarily hold off designating the Mexican drug cartels as terrorists.'

  test('reads a report with spans into its text, and applies nothing', async () => {
    const before = await ask('viewer', 'GET', '/v1/radar?as_of=2019-12-06')
    const { status, body } = await ask('viewer', 'POST', '/v1/reports', {
      reports: [{ text: TEXT, published: '2019-12-06' }],
    })
    expect(status).toBe(200)
    const [report] = body['reports'] as readonly {
      events: readonly { start: number; end: number; evidence: string }[]
    }[]
    expect(report?.events.length).toBeGreaterThan(0)
    for (const { start, end, evidence } of report?.events ?? []) expect(TEXT.slice(start, end)).toBe(evidence)
    expect(body['caveat']).toMatch(/no legal effect/)
    expect((await ask('viewer', 'GET', '/v1/radar?as_of=2019-12-06')).body).toEqual(before.body)
  })

  test('shows what stood before a designation on a day, and nothing that was in effect', async () => {
    const { body } = await ask('viewer', 'GET', '/v1/radar?as_of=2019-12-10')
    const rows = body['registered'] as readonly { state: string }[]
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.map(({ state }) => state)).not.toContain('designated')
  })

  test('refuses a report without a day, and one without a text', async () => {
    expect((await ask('viewer', 'POST', '/v1/reports', { reports: [{ text: TEXT }] })).status).toBe(422)
    expect(
      (await ask('viewer', 'POST', '/v1/reports', { reports: [{ text: '', published: '2019-12-06' }] })).status,
    ).toBe(422)
  })
})

describe('exposure', () => {
  test.each([
    ['half at OFAC’s line', '50', 'blocked', 'not_blocked'],
    ['just above half', '50.01', 'blocked', 'blocked'],
    ['less than half', '49', 'not_blocked', 'not_blocked'],
    ['an unknown share', '', 'undetermined', 'undetermined'],
  ] as const)('%s', async (_why, share, ofac, uk) => {
    const { status, body } = await ask('viewer', 'POST', '/v1/exposure', {
      ownership: `owner,owned,share\nNorte SA,Sur SA,${share}\n`,
      blocked: ['Norte SA'],
      all: true,
    })
    expect(status).toBe(200)
    const entities = body['entities'] as readonly { id: string; ofac: { verdict: string }; uk: { verdict: string } }[]
    const owned = entities.find(({ id }) => id === 'Sur SA')
    expect([owned?.ofac.verdict, owned?.uk.verdict]).toEqual([ofac, uk])
  })

  test('leaves nothing of what was sent on the disk', async () => {
    const { text } = await ask('viewer', 'POST', '/v1/exposure', {
      ownership: 'owner,owned,share\nA,B,60\n',
      blocked: ['A'],
    })
    expect(text).not.toContain(tmpdir())
    expect(/cordon-ownership-\w+/.test(text)).toBe(false)
    expect(existsSync(join(tmpdir(), 'ownership.csv'))).toBe(false)
  })
})

describe('payments', () => {
  const MT = (name: string): string =>
    `{1:F01BANKUS33AXXX0000000000}{2:I103BANKMXMMXXXXN}{4:\n:20:R1\n:23B:CRED\n:32A:261120USD10,\n:50K:/1\nANA COMUN\n:59:/2\n${name}\n:71A:SHA\n-}`

  test.each([
    ['a listed beneficiary', MT('IMAGINARIA HOLDINGS'), 'hold'],
    ['text that is no message', 'hello', 'hold'],
  ] as const)('%s', async (_why, content, verdict) => {
    const { status, body } = await ask('analyst', 'POST', '/v1/payments', { files: [{ name: 'a.fin', content }] })
    expect(status).toBe(200)
    const [message] = body['messages'] as readonly { verdict: string }[]
    expect(message?.verdict).toBe(verdict)
  })
})

describe('a monitored book', () => {
  test('is taken in, screened, and raises alerts that carry the bar they were raised under', async () => {
    const put = await ask('analyst', 'PUT', '/v1/books/suppliers/parties', {
      parties: [
        { ref: 'S-1', properties: { name: ['Imaginaria Holdings'] } },
        { ref: 'S-2', properties: { name: ['Panadería Inventada'] } },
      ],
    })
    expect(put.body).toMatchObject({ added: 2 })
    const screened = await ask('analyst', 'POST', '/v1/books/suppliers/screen', {})
    expect(screened.body).toMatchObject({ parties: 2 })
    const [id] = screened.body['raised'] as readonly string[]
    const { body } = await ask('analyst', 'GET', `/v1/alerts/${id}`)
    const alert = body['alert'] as { threshold: number; score: number; hit: Record<string, unknown> }
    expect(alert.threshold).toBeGreaterThan(0)
    expect(alert.score).toBeGreaterThanOrEqual(alert.threshold)
    expect(alert.hit['threshold'], 'the bar is the alert’s, not the hit’s').toBeUndefined()
    const again = await ask('analyst', 'POST', '/v1/books/suppliers/screen', {})
    expect(again.body['raised'], 'the same pair is never raised twice').toEqual([])
  })

  test('gives figures without a name', async () => {
    const { status, text } = await ask('reviewer', 'GET', '/v1/figures')
    expect(status).toBe(200)
    expect(text).not.toMatch(/Imaginaria|Panader/)
    expect((await ask('analyst', 'GET', '/v1/figures')).status).toBe(403)
  })
})

describe('a list version put aside', () => {
  test('takes two persons, and brings the version before it back into force', async () => {
    const store = openListStore(data)
    const file = (names: readonly string[]): string => {
      const path = join(data, `${names.length}.csv`)
      writeFileSync(path, ['id,name', ...names.map((name, at) => `${at},${name}`)].join('\n'))
      return path
    }
    const columns = houseColumns(store, 'own_list', {})
    const add = (path: string, now: string) =>
      addList(store, path, { id: 'own_list', as: 'house', now: now as Instant, countries: loadCountries(), columns })
    const first = await add(file(['Uno Inventado', 'Dos Inventado', 'Tres Inventado']), '2026-01-01T00:00:00Z')
    const second = await add(
      file(['Uno Inventado', 'Dos Inventado', 'Tres Inventado', 'Cuatro Inventado']),
      '2026-01-02T00:00:00Z',
    )
    store.close()
    expect([first.record.state, second.record.state]).toEqual(['accepted', 'accepted'])
    const body = {
      version: second.record.version,
      state: 'quarantined',
      because: 'The fourth entry was made up by somebody.',
    }
    const proposed = await ask('analyst', 'POST', '/v1/lists/own_list/state', body)
    expect(proposed.status).toBe(201)
    const proposal = String(proposed.body['id'])
    expect(
      (await ask('analyst', 'POST', '/v1/lists/own_list/state/apply', { proposal })).status,
      'one person is not enough',
    ).toBe(403)
    const check = { approve: true, text: 'The publisher confirms that the entry is not theirs.' }
    expect((await ask('reviewer', 'POST', `/v1/proposals/${proposal}/check`, check)).status).toBe(200)
    const applied = await ask('analyst', 'POST', '/v1/lists/own_list/state/apply', { proposal })
    expect(applied.body).toMatchObject({ list: 'own_list', state: 'quarantined', changed: true })
    const { body: versions } = await ask('viewer', 'GET', '/v1/lists/own_list/versions')
    expect((versions['versions'] as readonly { state: string }[]).map(({ state }) => state)).toEqual([
      'accepted',
      'quarantined',
    ])
  })
})
