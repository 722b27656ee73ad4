import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createConfig, lintFromString } from '@redocly/openapi-core'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { must } from '../../../test/support/casework.ts'
import { engineWith } from '../../../test/support/engines.ts'
import { openWorld, PASSWORD, type World } from '../../../test/support/server-world.ts'
import { smallEngine } from '../../../test/support/small-engine.ts'
import { AnswerLedger } from '../../engine/answer-ledger.ts'
import { Desk, ROLES, type Role, systemActor } from '../../engine/desk.ts'
import { Log } from '../http/log.ts'
import { openApiDocument } from '../openapi/document.ts'
import { createServer } from '../server.ts'
import type { Route } from './route.ts'
import { ROUTES } from './routes.ts'
import { PROBLEM } from './shapes.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(async () => world.server.close())

function fits(schema: TSchema, value: unknown): void {
  const [first] = Compile(schema).Errors(value)
  expect(first === undefined ? [] : [`${first.instancePath} ${first.message}`]).toEqual([])
}

/** Puts real ids where an example names a thing in braces. */
function filled(value: unknown, ids: Readonly<Record<string, string>>): unknown {
  return JSON.parse(
    JSON.stringify(value ?? null)
      .replace('2026-12-31', ids['soon'] ?? '')
      .replace(/"\{(\w+)\}"/g, (whole, name: string) => (ids[name] === undefined ? whole : JSON.stringify(ids[name]))),
  )
}

interface Asked {
  readonly method: Route['method']
  readonly url: string
  readonly headers: Record<string, string>
  readonly payload?: string
}

function requestOf(route: Route, ids: Readonly<Record<string, string>>, headers: Record<string, string>): Asked {
  const params = filled(route.example.params ?? {}, ids) as Record<string, string>
  const url = route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? 'none'))
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(
    (filled(route.example.query ?? {}, ids) ?? {}) as Record<string, unknown>,
  )) {
    for (const one of Array.isArray(value) ? value : [value]) query.append(name, String(one))
  }
  const body = route.body === undefined ? undefined : JSON.stringify(filled(route.example.body, ids))
  return {
    method: route.method,
    url: query.size === 0 ? url : `${url}?${query}`,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { payload: body }),
  }
}

const as = (role: Role, from = world): Record<string, string> => ({
  cookie: from.sessions[role].cookie,
  'x-csrf-token': from.sessions[role].csrf,
})

describe('the OpenAPI document', () => {
  test('is whole: servers, security, an operation for every route, unique ids, examples for every body', () => {
    const document = openApiDocument() as {
      openapi: string
      servers: unknown[]
      paths: Record<
        string,
        Record<string, { operationId: string; requestBody?: { content: Record<string, { example?: unknown }> } }>
      >
      components: { securitySchemes: Record<string, unknown> }
    }
    expect(document.openapi).toBe('3.1.0')
    expect(document.servers).toEqual([{ url: '/', description: 'This server' }])
    expect(Object.keys(document.components.securitySchemes)).toEqual(['bearer', 'session', 'apiKey'])
    const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods))
    for (const route of ROUTES)
      expect(document.paths[route.path]?.[route.method.toLowerCase()]?.operationId).toBe(route.id)
    const ids = operations.map(({ operationId }) => operationId)
    expect(ids.length).toBe(new Set(ids).size)
    const bare = operations.filter(({ requestBody }) =>
      Object.values(requestBody?.content ?? {}).some(({ example }) => example === undefined),
    )
    expect(bare.map(({ operationId }) => operationId)).toEqual([])
  })

  test('passes the recommended rules of the linter', async () => {
    const config = await createConfig({ extends: ['recommended'] })
    const problems = await lintFromString({ source: JSON.stringify(openApiDocument()), config })
    const told = problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer ?? ''}`)
    expect(told).toEqual([])
  })

  test('and its page are served, the page without a script', async () => {
    const json = await world.server.inject('/openapi.json')
    expect(json.json().info.title).toBe('Cordon')
    const page = await world.server.inject('/docs')
    expect(page.headers['content-type']).toContain('text/html')
    expect(page.body).not.toMatch(/<script|<img|src=|href="(?!openapi\.json|#)/)
    expect(page.body).toContain('POST /v1/screen')
  })
})

describe('every example of the document', () => {
  /** Routes whose things need a kept list, a fresh installation or a finished case, tried elsewhere. */
  const KEPT = ['listVersions', 'listCoverage', 'listDelta', 'replayAnswer', 'getCheckpoint']
  const ELSEWHERE = [
    ...KEPT,
    'setUp',
    'purgeCase',
    'compareScenarios',
    'getWork',
    'stopWork',
    'validationAsHtml',
    'validationAsPdf',
    'proposeListState',
    'applyListState',
    'getBatch',
    'cancelBatch',
    'removeBatch',
    'listBatchResults',
    'batchResultsAsJsonl',
    'batchResultsAsCsv',
    'batchResultsAsXlsx',
    'batchResultsAsParquet',
  ]
  const ROLE_OF: Readonly<Record<string, Role>> = { createUser: 'admin', updateUser: 'admin' }

  test.each(ROUTES.filter(({ id }) => !ELSEWHERE.includes(id)).map((route) => [route.id, route] as const))(
    '%s is answered as described',
    async (_id, route) => {
      const own = await openWorld({ hasPassword: route.id === 'signIn' })
      const needs = route.needs
      const allowed = ROLES.find((role) => needs === 'known' || needs === 'anyone' || rolesOf(route).includes(role))
      const role = ROLE_OF[route.id] ?? (rolesOf(route).includes('reviewer') ? 'reviewer' : allowed) ?? 'admin'
      const response = await own.server.inject(requestOf(route, own.ids, as(role, own)))
      expect([response.statusCode, response.statusCode === route.status ? '' : response.body]).toEqual([
        route.status,
        '',
      ])
      if (route.media === undefined) fits(route.answer, response.json())
      else expect([response.headers['content-type'], response.rawPayload.length > 0]).toEqual([route.media, true])
      await own.server.close()
    },
  )
})

describe('every example about what is kept', () => {
  test('is answered as described once there is a list, an answer and a checkpoint', async () => {
    const data = mkdtempSync(join(tmpdir(), 'cordon-kept-'))
    const engine = await engineWith(data, [{ id: 'k-1', name: 'Kept Person' }], '2026-03-01T00:00:00Z', 'kept_list')
    const own = await openWorld({ data })
    const options = { at: '2026-03-02T00:00:00Z' }
    const given = { properties: { name: ['Kept Person'] } }
    const asked = { given, options, answer: engine.screen(given, options) }
    const desk = new Desk(own.office.store, systemActor('main', 'fixture'))
    const [answer = ''] = must(await new AnswerLedger(data).record(desk, engine, [asked]))
    await own.server.inject({ method: 'POST', url: '/v1/audit/checkpoints', headers: as('auditor', own) })
    await own.server.cordon.upkeep.run()
    for (const id of ['listVersions', 'listCoverage', 'listDelta', 'replayAnswer', 'getCheckpoint']) {
      const route = ROUTES.find((one) => one.id === id)
      if (route === undefined) throw new Error(`no route ${id}`)
      const role = rolesOf(route).includes('reviewer') ? 'reviewer' : 'admin'
      const response = await own.server.inject(requestOf(route, { ...own.ids, answer }, as(role, own)))
      expect([id, response.statusCode, response.statusCode === route.status ? '' : response.body]).toEqual([
        id,
        route.status,
        '',
      ])
      fits(route.answer, response.json())
      if (id === 'replayAnswer') expect(response.json().same).toBe(true)
    }
    await own.server.close()
  })
})

function rolesOf(route: Route): readonly string[] {
  const paths = openApiDocument()['paths'] as Record<string, Record<string, { 'x-roles': string[] }>>
  return paths[route.path]?.[route.method.toLowerCase()]?.['x-roles'] ?? []
}

describe('the authorisation matrix', () => {
  interface Operation {
    readonly 'x-face': string
    readonly 'x-roles': readonly Role[]
    readonly 'x-needs': string
    readonly operationId: string
  }
  const operations = Object.values(openApiDocument()['paths'] as Record<string, Record<string, Operation>>)
    .flatMap((methods) => Object.values(methods))
    .filter((operation) => operation['x-face'] === 'v1')

  test.each(operations.map((operation) => [operation.operationId, operation] as const))(
    '%s',
    async (_id, operation) => {
      const route = ROUTES.find(({ id }) => id === operation.operationId)
      if (route === undefined) throw new Error('no such route')
      // ids of nobody, so that no cell changes what another sees
      const ids = Object.fromEntries(Object.keys(world.ids).map((name) => [name, 'nobody']))
      const cells = await Promise.all(
        [...ROLES, 'nobody' as const].map(async (role) => {
          const headers = role === 'nobody' ? {} : { authorization: `Bearer ${world.keys[role]}` }
          const { statusCode } = await world.server.inject(requestOf(route, ids, headers))
          return [
            role,
            statusCode === 403 ? 'forbidden' : statusCode === 401 && role === 'nobody' ? 'unknown' : 'allowed',
          ]
        }),
      )
      const isOpen = operation['x-needs'] === 'anyone'
      const expected = ROLES.map((role) => [
        role,
        isOpen || operation['x-roles'].includes(role) ? 'allowed' : 'forbidden',
      ])
      // a route that is open may still refuse what was said; what matters is that nobody else gets in
      const own = isOpen ? cells.filter(([role]) => role !== 'nobody') : cells
      expect(own).toEqual(isOpen ? expected : [...expected, ['nobody', 'unknown']])
    },
  )
})

describe('access', () => {
  test('the first admin: on the machine itself without a code, once; then the owner must sign in', async () => {
    const server = createServer(smallEngine(), { isPageServed: false })
    const ask = (method: 'GET' | 'POST', url: string, payload?: object, headers: Record<string, string> = {}) =>
      server.inject({
        method,
        url,
        headers: {
          host: '127.0.0.1:8642',
          ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(payload === undefined ? {} : { payload: JSON.stringify(payload) }),
      })
    expect((await ask('GET', '/v1/setup')).json()).toEqual({ fresh: true, needs_code: false })
    expect((await ask('GET', '/v1/alerts')).statusCode).toBe(200)
    const made = await ask('POST', '/v1/setup', { name: 'first', password: PASSWORD })
    expect([made.statusCode, made.json().actor.roles]).toEqual([201, expect.arrayContaining(['admin'])])
    expect(String(made.headers['set-cookie'])).toMatch(/HttpOnly; SameSite=Strict/)
    expect((await ask('POST', '/v1/setup', { name: 'second', password: PASSWORD })).statusCode).toBe(401)
    expect((await ask('GET', '/v1/alerts')).statusCode).toBe(401)
    const signedIn = await ask('POST', '/v1/session', { name: 'first', password: PASSWORD })
    expect(signedIn.statusCode).toBe(201)
    await server.close()
  })

  test('on an address that others reach, nothing is open but the set-up, and that takes the printed code', async () => {
    const server = createServer(smallEngine(), { isLoopback: false, isPageServed: false })
    const post = (url: string, payload: object) =>
      server.inject({
        method: 'POST',
        url,
        headers: { 'content-type': 'application/json' },
        payload: JSON.stringify(payload),
      })
    expect((await server.inject('/v1/alerts')).statusCode).toBe(401)
    expect((await post('/v1/screen', { properties: { name: ['x'] } })).statusCode).toBe(401)
    const match = await post('/match/default', { queries: {} })
    expect([match.statusCode, match.json()]).toEqual([401, { detail: 'No API key provided.' }])
    expect((await server.inject('/healthz')).statusCode).toBe(200)
    expect((await post('/v1/setup', { name: 'thief', password: PASSWORD })).statusCode).toBe(401)
    expect((await post('/v1/setup', { name: 'thief', password: PASSWORD, code: 'guess' })).statusCode).toBe(401)
    const code = await server.cordon.access.issueSetupCode('main')
    expect((await post('/v1/setup', { name: 'first', password: PASSWORD, code })).statusCode).toBe(201)
    expect((await post('/v1/setup', { name: 'again', password: PASSWORD, code })).statusCode).toBe(401)
    await server.close()
  })

  test.each([
    ['a key opens the matching face', (from: World) => ({ authorization: `Bearer ${from.keys.service}` }), 200],
    ['as yente’s clients send it', (from: World) => ({ authorization: `ApiKey ${from.keys.service}` }), 200],
    ['bare', (from: World) => ({ authorization: from.keys.service }), 200],
    [
      'a key whose role may not screen does not',
      (from: World) => ({ authorization: `Bearer ${from.keys.auditor}` }),
      403,
    ],
    ['an unknown key does not', () => ({ authorization: 'Bearer cdn_main_000000000000_x' }), 401],
  ] as const)('%s', async (_why, headers, status) => {
    const own = await openWorld({ isLoopback: false })
    const response = await own.server.inject({ url: '/search/default', headers: headers(own) })
    expect(response.statusCode).toBe(status)
    await own.server.close()
  })

  test('a name that points here from outside is not the owner', async () => {
    const server = createServer(smallEngine(), { isPageServed: false })
    for (const headers of [{ host: 'rebound.example' }, { host: '127.0.0.1', 'x-forwarded-for': '203.0.113.9' }]) {
      expect((await server.inject({ url: '/v1/alerts', headers })).statusCode).toBe(401)
    }
    await server.close()
  })

  test('a page of another site can do nothing in a user’s name', async () => {
    const { cookie, csrf } = world.sessions.analyst
    const change = (headers: Record<string, string>) =>
      world.server.inject({
        method: 'PATCH',
        url: `/v1/alerts/${world.ids['alert']}`,
        headers: { cookie, 'content-type': 'application/json', ...headers },
        payload: '{"tags":["x"]}',
      })
    expect((await change({})).statusCode).toBe(403)
    expect((await change({ 'x-csrf-token': 'guess' })).statusCode).toBe(403)
    expect((await change({ 'x-csrf-token': csrf, origin: 'https://evil.example' })).statusCode).toBe(403)
    expect((await change({ 'x-csrf-token': csrf, 'sec-fetch-site': 'cross-site' })).statusCode).toBe(403)
    expect((await change({ 'x-csrf-token': csrf, 'sec-fetch-site': 'same-origin' })).statusCode).toBe(200)
    const local = createServer(smallEngine(), { isPageServed: false })
    const foreign = { host: '127.0.0.1', origin: 'https://evil.example' }
    expect((await local.inject({ url: '/v1/alerts', headers: foreign })).statusCode).toBe(403)
    await local.close()
  })

  test('a form of another site cannot post: the body must be JSON by its label', async () => {
    const response = await world.server.inject({
      method: 'POST',
      url: '/v1/screen',
      headers: { authorization: `Bearer ${world.keys.analyst}`, 'content-type': 'text/plain' },
      payload: '{"properties":{"name":["x"]}}',
    })
    expect([response.statusCode, response.json().code]).toEqual([415, 'request.not_json'])
  })

  test('wrong passwords are slowed down', async () => {
    const own = await openWorld({ hasPassword: true })
    const statuses: number[] = []
    for (let round = 0; round < 14; round += 1) {
      const { statusCode } = await own.server.inject({
        method: 'POST',
        url: '/v1/session',
        headers: { 'content-type': 'application/json' },
        payload: JSON.stringify({ name: 'analyst', password: 'not the password' }),
      })
      statuses.push(statusCode)
    }
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(401))
    // a bucket that fills while the machine is slow lets one or two through
    expect(statuses.at(-1)).toBe(429)
    await own.server.close()
  })
})

describe('input', () => {
  const screen = (payload: unknown, headers: Record<string, string> = {}) =>
    world.server.inject({
      method: 'POST',
      url: '/v1/screen',
      headers: { authorization: `Bearer ${world.keys.analyst}`, 'content-type': 'application/json', ...headers },
      payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
    })

  test.each([
    ['a misspelt key', { shema: 'Person', properties: { name: ['x'] } }, 422, 'schema'],
    ['a misspelt option', { properties: { name: ['x'] }, options: { treshold: 0.5 } }, 422, 'threshold'],
    ['a misspelt property', { schema: 'Person', properties: { name: ['x'], brithDate: ['1960'] } }, 422, 'birthDate'],
    ['a value of another kind', { properties: { name: [1] } }, 422, ''],
    ['nothing to ask', { properties: {} }, 422, ''],
    ['an unknown list', { properties: { name: ['x'] }, options: { datasets: ['nope'] } }, 422, ''],
    ['no JSON', '{"properties"', 400, ''],
  ] as const)('%s is refused, and what was meant is said', async (_why, payload, status, meant) => {
    const response = await screen(payload)
    expect(response.statusCode).toBe(status)
    expect(response.headers['content-type']).toContain('application/problem+json')
    fits(PROBLEM, response.json())
    if (meant !== '') expect(response.body).toContain(`did you mean ${meant}?`)
  })

  test('a body over the bound is refused before it is read', async () => {
    const response = await screen(`"${'x'.repeat(9 * 1024 * 1024)}"`)
    expect([response.statusCode, response.json().code]).toEqual([413, 'request.too_large'])
  })

  test('an unknown parameter is refused by name', async () => {
    const response = await world.server.inject({ url: '/v1/alerts?limt=3', headers: as('analyst') })
    expect([response.statusCode, response.json().errors[0].nearest]).toEqual([422, 'limit'])
  })

  test('pages follow their cursor without losing or repeating', async () => {
    const seen: string[] = []
    let cursor = ''
    do {
      const { items, next } = (
        await world.server.inject({ url: `/v1/alerts?limit=1${cursor}`, headers: as('analyst') })
      ).json()
      seen.push(...items.map(({ id }: { id: string }) => id))
      cursor = next === undefined ? '' : `&cursor=${next}`
    } while (cursor !== '' && seen.length < 20)
    const { total } = (await world.server.inject({ url: '/v1/alerts', headers: as('analyst') })).json()
    expect([seen.length, new Set(seen).size]).toEqual([total, total])
    expect((await world.server.inject({ url: '/v1/alerts?cursor=bad', headers: as('analyst') })).statusCode).toBe(422)
  })

  test('an answer that has not changed is 304 to its tag', async () => {
    const first = await world.server.inject({ url: '/v1/lists', headers: as('viewer') })
    const again = await world.server.inject({
      url: '/v1/lists',
      headers: { ...as('viewer'), 'if-none-match': String(first.headers['etag']) },
    })
    expect([again.statusCode, again.body]).toEqual([304, ''])
  })
})

test('a request that comes many times at once with one key is done once (T-27)', async () => {
  const own = await openWorld()
  const send = (key: string, text: string) =>
    own.server.inject({
      method: 'POST',
      url: `/v1/cases/${own.ids['case']}/notes`,
      headers: { ...as('analyst', own), 'content-type': 'application/json', 'idempotency-key': key },
      payload: JSON.stringify({ text }),
    })
  const answers = await Promise.all(Array.from({ length: 20 }, () => send('k-1', 'One note.')))
  expect(new Set(answers.map(({ body }) => body)).size).toBe(1)
  const { notes } = (
    await own.server.inject({ url: `/v1/cases/${own.ids['case']}`, headers: as('analyst', own) })
  ).json()
  expect(notes.length).toBe(1)
  expect((await send('k-1', 'Another note.')).statusCode).toBe(422)
  expect((await send('bad key', 'One note.')).statusCode).toBe(400)
  await own.server.close()
})

test('one tenant never sees a byte of another, whatever ids it names (T-23)', async () => {
  const own = await openWorld()
  const other = await openTenant(own, 'other')
  const secrets = Object.entries(own.ids).filter(([name]) => !['password', 'soon'].includes(name))
  const TENANTS = ['Books', 'Alerts', 'Cases', 'Suppressions', 'Held items', 'Proposals', 'Audit']
  const readable = ROUTES.filter(({ tag }) => TENANTS.includes(tag))
  let requests = 0
  let leaks = 0
  const ROUNDS = Math.ceil(20_000 / (readable.length * secrets.length))
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const route of readable) {
      const answers = await Promise.all(
        secrets.map(([, secret]) => {
          const ids = Object.fromEntries(Object.keys(own.ids).map((name) => [name, secret]))
          return own.server.inject(requestOf(route, ids, { authorization: `Bearer ${other}` }))
        }),
      )
      requests += answers.length
      leaks += answers.filter(({ body }) => /Testigo|Tranquila|Borrable|thirty years later/.test(body)).length
    }
  }
  expect(requests).toBeGreaterThanOrEqual(20_000)
  expect(leaks).toBe(0)
  const { notes, alerts } = (
    await own.server.inject({ url: `/v1/cases/${own.ids['case']}`, headers: as('analyst', own) })
  ).json()
  expect([notes.length, alerts.length]).toEqual([0, 1])
  await own.server.close()
}, 600_000)

/** A key of another tenant with every role. */
async function openTenant(from: World, tenant: string): Promise<string> {
  const { createKey } = await import('../../engine/access.ts')
  const { Desk, systemActor } = await import('../../engine/desk.ts')
  const made = await createKey(new Desk(from.office.store, systemActor(tenant, 'fixture')), {
    name: 'all',
    roles: [...ROLES],
  })
  if (!made.ok) throw new Error(made.issue.code)
  return made.value.key
}

test('too many requests are 429 with the time to wait', async () => {
  const own = await openWorld({ perMinute: 3 })
  const statuses: number[] = []
  for (let round = 0; round < 5; round += 1) {
    const response = await own.server.inject({ url: '/v1/lists', headers: as('viewer', own) })
    statuses.push(response.statusCode)
    if (response.statusCode === 429) {
      fits(PROBLEM, response.json())
      expect(Number(response.headers['retry-after'])).toBeGreaterThan(0)
    }
  }
  expect(statuses).toEqual([200, 200, 200, 429, 429])
  await own.server.close()
})

test('every answer carries the headers that keep it from being framed, guessed or sent on', async () => {
  for (const url of ['/v1/lists', '/docs', '/catalog', '/nope']) {
    const { headers } = await world.server.inject({ url, headers: as('viewer') })
    expect([url, headers['x-content-type-options'], headers['x-frame-options'], headers['referrer-policy']]).toEqual([
      url,
      'nosniff',
      'DENY',
      'no-referrer',
    ])
  }
  const own = await world.server.inject({ url: '/v1/lists', headers: as('viewer') })
  expect(own.headers['content-security-policy']).toContain("default-src 'none'")
  expect(own.headers['access-control-allow-origin']).toBeUndefined()
})

test('names that are asked about reach no log, no metric and no error (T-24)', async () => {
  const canary = 'Zzyzxcanary Quuxname'
  const lines: string[] = []
  const own = await openWorld({ log: new Log('info', (line) => lines.push(line)) })
  own.server.cordon.service.replace(
    new Proxy(smallEngine(), {
      get: (engine, name) => {
        if (name === 'ask' || name === 'screen') throw new Error(`boom ${canary}`)
        const value: unknown = Reflect.get(engine, name, engine)
        return typeof value === 'function' ? value.bind(engine) : value
      },
    }),
  )
  const headers = { ...as('analyst', own), 'content-type': 'application/json' }
  const match = await own.server.inject({
    method: 'POST',
    url: '/match/default',
    payload: JSON.stringify({ queries: { [canary]: { schema: 'Person', properties: { name: [canary] } } } }),
  })
  expect(match.json().responses[canary].status).toBe(500)
  const screened = await own.server.inject({
    method: 'POST',
    url: '/v1/screen',
    headers,
    payload: JSON.stringify({ properties: { name: [canary] } }),
  })
  expect([screened.statusCode, screened.json().code]).toEqual([500, 'server.fault'])
  await own.server.inject({ url: `/search/default?q=${encodeURIComponent(canary)}` })
  await own.server.inject({ url: `/v1/entities/${encodeURIComponent(canary)}`, headers })
  const sinks = [...lines, screened.body, (await own.server.inject('/metrics')).body].join('\n')
  expect(lines.length).toBeGreaterThan(3)
  expect(sinks).not.toMatch(/Zzyzx|Quuxname/)
  await own.server.close()
})

test('metrics have the names that dashboards ask for', async () => {
  await world.server.cordon.upkeep.run()
  const { body, headers } = await world.server.inject('/metrics')
  expect(headers['content-type']).toContain('text/plain')
  for (const name of [
    'cordon_list_age_seconds{list="test_list"}',
    'cordon_list_entries{list="test_list"} 2',
    'cordon_match_duration_seconds_count',
    'cordon_canary_ok 1',
    'cordon_alerts_pending',
    'cordon_alert_age_seconds',
    'cordon_held_items',
    'cordon_audit_checkpoint_age_seconds 0',
  ]) {
    expect(body).toContain(name)
  }
})
