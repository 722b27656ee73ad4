import type { FastifyInstance } from 'fastify'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { smallEngine, smallLists } from '../../../test/support/small-engine.ts'
import { YENTE_OPERATIONS } from '../openapi/yente-operations.ts'
import { createServer } from '../server.ts'
import * as parameters from './contract.ts'
import * as answers from './contract-answers.ts'
import * as reconciliation from './contract-reconciliation.ts'

const contract = { ...parameters, ...answers, ...reconciliation }

let server: FastifyInstance

beforeAll(async () => {
  server = createServer(smallEngine(), { isPageServed: false })
  await server.ready()
})
afterAll(async () => server.close())

const get = (url: string, headers: Record<string, string> = {}) => server.inject({ method: 'GET', url, headers })
const post = (url: string, payload: unknown, headers: Record<string, string> = {}) =>
  server.inject({
    method: 'POST',
    url,
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
    headers,
  })

function fits(schema: TSchema, value: unknown): void {
  const [first] = Compile(schema).Errors(value)
  expect(first === undefined ? [] : [`${first.instancePath} ${first.message}`]).toEqual([])
}

const ANSELMO = { schema: 'Person', properties: { name: ['Anselmo Fictor Perez'] } }
const one = (query: unknown, extra: object = {}) => ({ queries: { q1: query }, ...extra })

describe('POST /match', () => {
  test('answers the shape that the documentation of yente shows', async () => {
    const body = {
      queries: {
        entity1: {
          schema: 'Person',
          properties: { name: ['Anselmo Fictor Perez'], birthDate: ['1965-03-02'], nationality: ['mx'] },
        },
        entity2: { schema: 'Company', properties: { name: ['Imaginaria Holdings'], jurisdiction: ['ru'] } },
      },
    }
    const response = await post('/match/default', body)
    expect(response.statusCode).toBe(200)
    expect(response.headers['x-batch-size']).toBe('2')
    const answer = response.json()
    fits(contract.MATCH_ANSWER, answer)
    expect(answer.limit).toBe(5)
    expect(answer.responses.entity1).toMatchObject({
      status: 200,
      results: [{ id: 'x-1', match: true, target: true }],
      total: { value: 1, relation: 'eq' },
    })
    expect(answer.responses.entity2.results.map((result: { id: string }) => result.id)).toEqual(['c-1'])
  })

  test('times are seconds without zone, or null', async () => {
    const { first_seen, last_seen, last_change } = (await post('/match/default', one(ANSELMO))).json().responses.q1
      .results[0]
    expect([first_seen, last_seen, last_change]).toEqual(['2020-01-15T00:00:00', null, '2024-06-01T00:00:00'])
  })

  test('the query comes back as it was understood: its id, countries as codes, unknown properties dropped and named', async () => {
    const query = {
      id: 'mine',
      schema: 'Person',
      properties: { name: 'Anselmo Fictor Perez', nationality: ['Mexico'], brithDate: '1965', height: 180 },
    }
    const bad = await post('/match/default', one(query))
    expect(bad.statusCode).toBe(422)
    const { responses } = (
      await post('/match/default', one({ ...query, properties: { ...query.properties, height: [180] } }))
    ).json()
    expect(responses.q1.query).toEqual({
      id: 'mine',
      schema: 'Person',
      properties: { name: ['Anselmo Fictor Perez'], nationality: ['mx'], height: ['180'] },
    })
    expect(responses.q1.warnings).toContainEqual({
      code: 'party.property.unknown',
      found: 'brithDate',
      where: 'properties',
    })
  })

  test('explanations hold the features that scored or have something to say', async () => {
    const [result] = (await post('/match/default', one(ANSELMO))).json().responses.q1.results
    expect(result.explanations.name).toMatchObject({ query: 'Anselmo Fictor Perez', candidate: 'Anselmo Fictor Perez' })
    const sum = Object.values<number>(result.features).reduce((total, points) => total + points, 0)
    expect(sum).toBeCloseTo(result.score, 6)
  })

  test.each([
    [
      'limit cuts the results and is echoed',
      '?limit=0',
      (answer: Answer) => [answer.limit, answer.responses.q1.results.length],
      [0, 0],
    ],
    ['a negative limit is taken as 0', '?limit=-3', (answer: Answer) => answer.limit, 0],
    ['total counts matches before the cut', '?limit=0', (answer: Answer) => answer.responses.q1.total.value, 1],
    [
      'a threshold decides what matches',
      '?threshold=1.01&cutoff=0.1',
      (answer: Answer) => answer.responses.q1.results[0]?.match,
      false,
    ],
    [
      'an excluded dataset is left out',
      '?exclude_dataset=test_list',
      (answer: Answer) => answer.responses.q1.results.length,
      0,
    ],
    [
      'an included dataset alone is asked',
      '?include_dataset=test_list',
      (answer: Answer) => answer.responses.q1.results.length,
      1,
    ],
    [
      'an excluded schema is left out',
      '?exclude_schema=Person',
      (answer: Answer) => answer.responses.q1.results.length,
      0,
    ],
    [
      'topics are joined by or',
      '?topics=nothing&topics=sanction',
      (answer: Answer) => answer.responses.q1.results.length,
      1,
    ],
    ['no topic fits', '?topics=role.pep', (answer: Answer) => answer.responses.q1.results.length, 0],
    [
      'changed since, before the change',
      '?changed_since=2024-05-31',
      (answer: Answer) => answer.responses.q1.results.length,
      1,
    ],
    [
      'changed since, after the change',
      '?changed_since=2024-06-02T10:00',
      (answer: Answer) => answer.responses.q1.results.length,
      0,
    ],
    ['excluded by its id', '?exclude_entity_ids=x-1', (answer: Answer) => answer.responses.q1.results.length, 0],
    ['excluded by a referent', '?exclude_entity_ids=old-1', (answer: Answer) => answer.responses.q1.results.length, 0],
    ['fuzzy is taken for old clients', '?fuzzy=false', (answer: Answer) => answer.responses.q1.results.length, 1],
    [
      'motiva: partition is taken',
      '?partition=true&index_type=scoped&explain',
      (answer: Answer) => answer.responses.q1.results.length,
      1,
    ],
    [
      'an algorithm in any case and with blanks',
      '?algorithm=%20Logic-V2%20',
      (answer: Answer) => answer.responses.q1.results.length,
      1,
    ],
  ] as const)('%s', async (_why, query, read, expected) => {
    const response = await post(`/match/default${query}`, one(ANSELMO))
    expect(response.statusCode).toBe(200)
    const answer = response.json()
    fits(contract.MATCH_ANSWER, answer)
    expect(read(answer)).toEqual(expected)
  })

  test.each([
    ['a limit over the maximum', '?limit=501', one(ANSELMO), 422, ['query', 'limit']],
    ['a threshold that is no number', '?threshold=high', one(ANSELMO), 422, ['query', 'threshold']],
    ['a moment that is none', '?changed_since=yesterday', one(ANSELMO), 422, ['query', 'changed_since']],
    [
      'too many excluded ids',
      `?${'exclude_entity_ids=a&'.repeat(51)}`,
      one(ANSELMO),
      422,
      ['query', 'exclude_entity_ids'],
    ],
    ['a body that is not JSON', '', '{"queries":', 422, ['body']],
    ['no body', '', '', 422, ['body']],
    ['a body without queries', '', { query: {} }, 422, ['body', 'queries']],
    ['a query without schema', '', one({ properties: {} }), 422, ['body', 'queries', 'q1', 'schema']],
    ['a query without properties', '', one({ schema: 'Person' }), 422, ['body', 'queries', 'q1', 'properties']],
    [
      'a weight out of range (motiva)',
      '',
      one(ANSELMO, { weights: { name_literal: 1.5 } }),
      422,
      ['body', 'weights', 'name_literal'],
    ],
  ] as const)('%s is a fault of form', async (_why, query, body, status, loc) => {
    const response = await post(`/match/default${query}`, body)
    expect(response.statusCode).toBe(status)
    fits(contract.FAULTS_ANSWER, response.json())
    expect(response.json().detail[0].loc.slice(0, loc.length)).toEqual([...loc])
  })

  test.each([
    ['an unknown dataset', '/match/nope', one(ANSELMO), 404, 'No such dataset.'],
    ['a name of the object prototype is no dataset', '/match/constructor', one(ANSELMO), 404, 'No such dataset.'],
    ['an unknown algorithm', '/match/default?algorithm=magic', one(ANSELMO), 400, 'Invalid algorithm: magic'],
    [
      'an unknown schema fails the batch',
      '/match/default',
      { queries: { good: ANSELMO, bad: { schema: 'Persona', properties: {} } } },
      400,
      "Cannot parse example entity: Unknown schema: 'Persona'",
    ],
    [
      'a schema that cannot be matched',
      '/match/default',
      one({ schema: 'Sanction', properties: {} }),
      400,
      'Cannot parse example entity: Non-matchable schema for query: Sanction',
    ],
    [
      'an unknown configuration key',
      '/match/default',
      one(ANSELMO, { config: { k: 1 } }),
      400,
      'Invalid configuration parameter: k for algorithm logic-v2',
    ],
    ['no queries', '/match/default', { queries: {} }, 400, 'No queries provided.'],
    ['null queries alone', '/match/default', one(null), 400, 'No queries provided.'],
    [
      'more than a hundred',
      '/match/default',
      { queries: Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`q${at}`, ANSELMO])) },
      400,
      'Too many queries in one batch (limit: 100)',
    ],
    [
      'nothing left to ask',
      '/match/default?include_dataset=nope',
      one(ANSELMO),
      503,
      'No list of this scope is loaded: nothing could be asked.',
    ],
  ] as const)('%s', async (_why, url, body, status, detail) => {
    const response = await post(url, body)
    expect([response.statusCode, response.json()]).toEqual([status, { detail }])
  })

  test('configuration and weights of yente are taken, without effect, and said', async () => {
    const plain = (await post('/match/default', one(ANSELMO))).json()
    const body = one(ANSELMO, { config: { nm_number_mismatch: 0.4 }, weights: { name_literal: 0.8 } })
    const tuned = (await post('/match/default', body)).json()
    expect(tuned.responses).toEqual(plain.responses)
    expect(tuned.warnings).toEqual([
      { code: 'config.ignored', found: 'nm_number_mismatch' },
      { code: 'weight.ignored', found: 'name_literal' },
    ])
  })

  test('the ofac algorithm compares names alone and says so', async () => {
    const answer = (
      await post('/match/default?algorithm=ofac', one({ ...ANSELMO, properties: { name: ['ANSELMO FICTOR PEREZ'] } }))
    ).json()
    fits(contract.MATCH_ANSWER, answer)
    expect(answer.responses.q1.results[0]).toMatchObject({
      id: 'x-1',
      score: 1,
      match: true,
      features: { ofac_name: 1 },
    })
    expect(Object.keys(answer.responses.q1.results[0].explanations)).toEqual(['ofac_name'])
  })

  test('a query that cannot be read fails alone', async () => {
    const { responses } = (
      await post('/match/default', { queries: { good: ANSELMO, empty: { schema: 'Person', properties: {} } } })
    ).json()
    expect(responses.good).toMatchObject({ status: 200, total: { value: 1 } })
    expect(responses.empty).toMatchObject({ status: 422, results: [], total: { value: 0 } })
  })

  test('motiva: narrowing in the body, for all queries and for one', async () => {
    const queries = { a: ANSELMO, b: { ...ANSELMO, params: { exclude_entity_ids: ['x-1'] } } }
    const { responses } = (
      await post('/match/default', { queries, params: { include_datasets: ['test_list'] } })
    ).json()
    expect([responses.a.results.length, responses.b.results.length]).toEqual([1, 0])
    const filtered = (
      await post('/match/default', { queries: { a: ANSELMO }, filters: { topics: ['role.pep'] } })
    ).json()
    expect(filtered.responses.a.results).toEqual([])
  })

  test('a name given in parts is put together', async () => {
    const query = { schema: 'Person', properties: { firstName: ['Anselmo Fictor'], lastName: ['Perez'] } }
    expect((await post('/match/default', one(query))).json().responses.q1.results[0].id).toBe('x-1')
  })

  test('without hits a stale list makes the query 503, never an empty 200', async () => {
    const stale = createServer(smallEngine({ lists: smallLists({ isStale: true }) }), { isPageServed: false })
    const nobody = { schema: 'Person', properties: { name: ['Zbigniew Quandt'] } }
    const response = await stale.inject({
      method: 'POST',
      url: '/match/default',
      payload: JSON.stringify({ queries: { a: nobody, b: ANSELMO } }),
    })
    const { responses } = response.json()
    fits(contract.MATCH_ANSWER, response.json())
    expect([responses.a.status, responses.b.status, responses.b.results.length]).toEqual([503, 200, 1])
    expect(responses.a.detail).toContain('stale')
    expect((await stale.inject('/readyz')).statusCode).toBe(503)
    await stale.close()
  })
})

interface Answer {
  readonly limit: number
  readonly responses: {
    readonly q1: {
      readonly results: readonly { readonly match: boolean }[]
      readonly total: { readonly value: number }
    }
  }
}

describe('GET /search', () => {
  test.each([
    ['everything, page by page', '', ['c-1', 'c-2', 'x-1', 'x-2']],
    ['words', '?q=sierra+ficticia', ['x-2']],
    ['a kind, and what may be of that kind', '?schema=Company', ['c-1', 'x-2']],
    ['another kind', '?schema=Vessel', []],
    ['an edge is no thing', '?schema=Ownership', []],
    ['a country', '?countries=ru', ['c-1']],
    ['either country', '?countries=ru&countries=mx', ['c-1', 'x-1', 'x-2']],
    ['both topics', '?topics=sanction&topics=crime.terror&filter_op=AND', ['x-2']],
    ['a dataset', '?datasets=second_list', ['c-1', 'c-2']],
    ['a property', '?filter=programId:FTO', ['x-2']],
    ['a property with its prefix', '?filter=properties.birthDate:1965-03-02', ['x-1']],
    ['a field in the query', '?q=topics:crime.terror', ['x-2']],
    ['targets', '?target=false', ['c-2']],
    ['changed since', '?changed_since=2023-01-01', ['x-1']],
    ['an offset', '?sort=id:desc&offset=3', ['c-1']],
    ['sorted by a field, those without it last', '?sort=first_seen:desc', ['x-1', 'x-2', 'c-1', 'c-2']],
    ['a misspelt word', '?q=imagineria&fuzzy=true', ['c-1']],
    ['forgiving syntax', '?q=imaginaria+AND&simple=true', []],
    ['a scope of one list', '/../second_list', ['c-1', 'c-2']],
  ] as const)('%s', async (why, query, expected) => {
    const url = why === 'a scope of one list' ? '/search/second_list' : `/search/default${query}`
    const response = await get(url)
    expect(response.statusCode).toBe(200)
    const answer = response.json()
    fits(contract.SEARCH_ANSWER, answer)
    const ids = answer.results.map((result: { id: string }) => result.id)
    expect(query.includes('sort') ? ids : ids.sort()).toEqual([...expected])
    expect(answer.total.relation).toBe('eq')
  })

  test('facets have labels and counts', async () => {
    const { facets } = (
      await get(
        '/search/default?facets=countries&facets=schema&facets=topics&facets=genders&facets=datasets&facets=identifiers',
      )
    ).json()
    expect(facets.countries).toEqual({
      label: 'Countries',
      values: [
        { name: 'mx', label: 'Mexico', count: 2 },
        { name: 'ru', label: 'Russia', count: 1 },
      ],
    })
    expect(facets.schema.label).toBe('Entity types')
    expect(facets.schema.values).toContainEqual({ name: 'Person', label: 'People', count: 2 })
    expect(facets.datasets.label).toBe('Data sources')
    expect(facets.topics.values[0]).toEqual({ name: 'sanction', label: 'Sanctioned entity', count: 3 })
    expect(Object.keys((await get('/search/default')).json().facets)).toEqual(['countries', 'topics', 'datasets'])
  })

  test.each([
    ['an unknown schema', '?schema=Nope', 400],
    ['a filter without a colon', '?filter=abc', 400],
    ['faulty query syntax', '?q=(abc', 400],
    ['an unknown operator', '?filter_op=XOR', 422],
    ['an offset over the window', '?offset=9500', 422],
    ['an unknown facet', '?facets=nope', 422],
  ] as const)('%s', async (_why, query, status) => {
    expect((await get(`/search/default${query}`)).statusCode).toBe(status)
  })
})

describe('entities', () => {
  test('what stands next to an entity is nested, its links expanded to their other end', async () => {
    const company = (await get('/entities/c-1')).json()
    fits(contract.ENTITY, company)
    expect(company.properties.ownershipAsset[0]).toMatchObject({
      id: 'own-1',
      schema: 'Ownership',
      properties: { owner: [{ id: 'c-2', caption: 'Olga Nadieva' }], percentage: ['60'] },
    })
    expect(company.properties.ownershipAsset[0].properties.asset).toBeUndefined()
    expect(company.properties.sanctions[0]).toMatchObject({ id: 'sanction-1' })
  })

  test('a list without links of its own has them from what it states', async () => {
    const person = (await get('/entities/x-1')).json()
    expect(person.properties.addressEntity[0]).toMatchObject({ id: 'x-1-address-1', schema: 'Address' })
    expect(person.properties.sanctions[0]).toMatchObject({ id: 'x-1-sanction-1', properties: { programId: ['SDNTK'] } })
    expect(person.properties.unknownLinkTo[0]).toMatchObject({
      schema: 'UnknownLink',
      properties: { object: [{ id: 'x-2' }], role: ['Linked To'] },
    })
    expect((await get('/entities/x-1-address-1')).json().caption).toBe('Calle Inventada 12, Guadalajara')
  })

  test('not nested: ids alone, no far sides', async () => {
    const { properties } = (await get('/entities/x-1?nested=false')).json()
    expect(properties.addressEntity).toEqual(['x-1-address-1'])
    expect(properties.sanctions).toBeUndefined()
  })

  test.each([
    ['/entities/old-1', 308, '/entities/x-1'],
    ['/entities/older-1/adjacent', 308, '/entities/x-1'],
    ['/entities/old-1/adjacent/sanctions', 308, '/entities/x-1'],
  ] as const)('%s moved', async (url, status, location) => {
    const response = await get(url)
    expect([response.statusCode, response.headers['location']]).toEqual([status, location])
  })

  test.each([
    ['/entities/nope', 'No such entity!'],
    ['/entities/nope/adjacent', 'No such entity!'],
    ['/entities/x-1/adjacent/birthDate', 'No such property!'],
    ['/entities/x-1/adjacent/nope', 'No such property!'],
  ] as const)('%s is not there', async (url, detail) => {
    const response = await get(url)
    expect([response.statusCode, response.json()]).toEqual([404, { detail }])
  })

  test('neighbours by property, a page of each', async () => {
    const answer = (await get('/entities/c-1/adjacent?limit=1')).json()
    fits(contract.ADJACENT_ANSWER, answer)
    expect(answer.entity.id).toBe('c-1')
    expect(answer.adjacent.sanctions).toMatchObject({ total: { value: 1, relation: 'eq' }, limit: 1, offset: 0 })
    const page = (await get('/entities/c-1/adjacent/ownershipAsset?offset=1')).json()
    fits(contract.ADJACENT_PAGE, page)
    expect(page).toMatchObject({ results: [], total: { value: 1 }, offset: 1 })
  })
})

describe('catalog, algorithms, health', () => {
  test.each(['/catalog', '/manifest'])('%s has a strong tag and answers 304 to it', async (url) => {
    const response = await get(url)
    fits(contract.CATALOG_ANSWER, response.json())
    expect(response.json().datasets.map(({ name }: { name: string }) => name)).toEqual(['test_list', 'second_list'])
    expect(response.headers['cache-control']).toBe('public, max-age=300')
    const etag = String(response.headers['etag'])
    expect(etag).toMatch(/^"[^"]+"$/)
    for (const tag of [etag, '*', `"other", ${etag}`]) {
      const again = await get(url, { 'if-none-match': tag })
      expect([again.statusCode, again.body]).toEqual([304, ''])
    }
  })

  test('algorithms in order, with the keys they take', async () => {
    const answer = (await get('/algorithms')).json()
    fits(contract.ALGORITHMS_ANSWER, answer)
    expect([answer.default, answer.best]).toEqual(['best', 'logic-v2'])
    const names = answer.algorithms.map(({ name }: { name: string }) => name)
    expect(names.slice(0, 6)).toEqual(['logic-v2', 'ofac', 'name-based', 'name-qualified', 'logic-v1', 'regression-v1'])
    expect(answer.algorithms[0].docs.config).toHaveProperty('nm_number_mismatch')
  })

  test('health', async () => {
    for (const url of ['/healthz', '/readyz']) expect((await get(url)).json()).toEqual({ status: 'ok' })
    expect((await get('/-/version')).json()).toHaveProperty('motiva')
  })

  test('an update wants its token', async () => {
    for (const url of ['/updatez', '/updatez?token=x']) {
      const response = await post(url, '')
      expect([response.statusCode, response.json()]).toEqual([403, { detail: 'Invalid token.' }])
    }
    let loads = 0
    const reload = async () => {
      loads += 1
      return smallEngine()
    }
    const open = createServer(smallEngine(), { updateToken: 'secret', reload, isPageServed: false })
    const ask = (url: string) => open.inject({ method: 'POST', url })
    expect((await ask('/updatez?token=secre')).statusCode).toBe(403)
    expect((await ask('/updatez?token=secret&sync=true')).json()).toEqual({ status: 'ok' })
    expect(loads).toBe(1)
    await open.close()
  })
})

describe('every answer', () => {
  test('keeps the trace it came with and names its own span', async () => {
    const trace = '4bf92f3577b34da6a3ce929d0e0e4736'
    const { headers } = await get('/healthz', {
      traceparent: `00-${trace}-00f067aa0ba902b7-01`,
      tracestate: 'yente=aa,other=1',
    })
    expect(headers['traceparent']).toMatch(new RegExp(`^00-${trace}-[0-9a-f]{16}-01$`))
    expect(headers['tracestate']).toMatch(/^yente=[0-9a-f]{16},other=1$/)
    expect((await get('/healthz', { traceparent: 'nonsense' })).headers['traceparent']).toMatch(
      /^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/,
    )
  })

  test('may be read by any page, without credentials', async () => {
    const { headers } = await get('/catalog', { origin: 'https://example.org' })
    expect(headers['access-control-allow-origin']).toBe('*')
    expect(headers['access-control-allow-credentials']).toBeUndefined()
    const preflight = await server.inject({
      method: 'OPTIONS',
      url: '/match/default',
      headers: { origin: 'https://example.org', 'access-control-request-method': 'POST' },
    })
    expect([preflight.statusCode, preflight.headers['access-control-allow-methods']]).toEqual([
      200,
      expect.stringContaining('POST'),
    ])
  })

  test('is compressed from 500 bytes on, where asked', async () => {
    expect((await get('/algorithms', { 'accept-encoding': 'gzip' })).headers['content-encoding']).toBe('gzip')
    expect((await get('/healthz', { 'accept-encoding': 'gzip' })).headers['content-encoding']).toBeUndefined()
    expect((await get('/algorithms', { 'accept-encoding': 'gzip;q=0' })).headers['content-encoding']).toBeUndefined()
  })

  test('an Authorization header is ignored on the open face', async () => {
    expect((await get('/catalog', { authorization: 'ApiKey anything' })).statusCode).toBe(200)
  })

  test.each([
    ['a long address', 'GET', `/search/default?q=${'a'.repeat(60_001)}`, 414, { detail: 'Request URI too long' }],
    ['a wrong method', 'GET', '/match/default', 405, { detail: 'Method Not Allowed' }],
    ['a wrong method', 'DELETE', '/catalog', 405, { detail: 'Method Not Allowed' }],
    ['an unknown path', 'GET', '/nope', 404, { detail: 'Not Found' }],
  ] as const)('%s', async (_why, method, url, status, body) => {
    const response = await server.inject({ method, url })
    expect([response.statusCode, response.json()]).toEqual([status, body])
  })
})

describe('an OpenRefine session', () => {
  const form = (fields: Record<string, unknown>) =>
    server.inject({
      method: 'POST',
      url: '/reconcile/default',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(
        Object.fromEntries(
          Object.entries(fields).map(([name, value]) => [
            name,
            typeof value === 'string' ? value : JSON.stringify(value),
          ]),
        ),
      ).toString(),
    })

  test('reads the manifest, whose addresses keep the query string', async () => {
    const answer = (await get('/reconcile/default?api_key=k', { host: 'cordon.example:8642' })).json()
    fits(contract.MANIFEST_ANSWER, answer)
    expect(answer.suggest.entity).toEqual({
      service_url: 'http://cordon.example:8642/reconcile/default',
      service_path: '/suggest/entity?api_key=k',
    })
    expect(answer.extend.property_settings).toEqual(answer.extend.propose_settings)
    expect(answer.identifierSpace).toMatch(/^https:\/\/www\.opensanctions\.org/)
    expect(answer.defaultTypes.map(({ id }: { id: string }) => id)).toContain('Person')
    expect(JSON.stringify(answer)).not.toContain('null')
  })

  test('reconciles a batch; low scores come too', async () => {
    const response = await form({
      queries: {
        q0: {
          query: 'Anselmo Fictor Perez',
          type: 'Person',
          limit: 5,
          properties: [{ pid: 'Person:birthDate', v: '1965' }],
        },
        q1: { query: 'Imaginaria', type: ['Company'] },
      },
    })
    expect(response.headers['x-batch-size']).toBe('2')
    const answer = response.json()
    fits(contract.RECONCILE_ANSWER, answer)
    expect(answer.q0.result[0]).toMatchObject({ id: 'x-1', match: true, type: [{ id: 'Person' }] })
    expect(answer.q1.result[0].id).toBe('c-1')
  })

  test('adds columns', async () => {
    const answer = (
      await form({
        extend: {
          ids: ['x-1', 'unknown'],
          properties: [
            { id: 'birthDate' },
            { id: 'nationality', settings: { render: 'caption' } },
            { id: 'topics', settings: { limit: 1, render: 'raw' } },
          ],
        },
      })
    ).json()
    fits(contract.EXTEND_ANSWER, answer)
    expect(answer.rows).toEqual({
      'x-1': { birthDate: [{ str: '1965-03-02' }], nationality: [{ str: 'Mexico' }], topics: [{ str: 'sanction' }] },
      unknown: {},
    })
  })

  test.each([
    ['neither queries nor extension', {}, 'No queries or extend request provided.'],
    ['an extension that is not JSON', { extend: '{' }, 'Cannot decode extension request'],
    [
      'a referent',
      { extend: { ids: ['old-1'], properties: [] } },
      'Please specify the canonical entity ID, not a referent',
    ],
  ] as const)('%s is refused', async (_why, fields, detail) => {
    const response = await form(fields)
    expect([response.statusCode, response.json()]).toEqual([400, { detail }])
  })

  test('is helped while typing', async () => {
    const entity = (await get('/reconcile/default/suggest/entity?prefix=anselmo%20fic')).json()
    fits(contract.SUGGEST_ENTITY_ANSWER, entity)
    expect(entity.result.map(({ id }: { id: string }) => id)).toEqual(['x-1'])
    const type = (await get('/reconcile/default/suggest/type?prefix=pe')).json()
    fits(contract.SUGGEST_ANSWER, type)
    expect(type.result[0].id).toBe('Person')
    const property = (await get('/reconcile/default/suggest/property?prefix=birth')).json()
    fits(contract.SUGGEST_ANSWER, property)
    expect(property.result.map(({ id }: { id: string }) => id)).toContain('Person:birthDate')
    const columns = (await get('/reconcile/default/extend/property?type=Person&limit=0')).json()
    fits(contract.EXTEND_PROPERTY_ANSWER, columns)
    expect(columns.properties).toContainEqual({ id: 'birthDate', name: 'Birth date' })
    expect((await get('/reconcile/default/extend/property?type=Nope')).statusCode).toBe(400)
  })

  test('shows a preview in which nothing of the list can run', async () => {
    const response = await get('/reconcile/default/preview/x-1')
    expect(response.headers['content-type']).toContain('text/html')
    expect(response.headers['content-security-policy']).toContain("default-src 'none'")
    expect(response.body).toContain('Anselmo Fictor Perez')
  })
})

test('statements name every value on its own', async () => {
  const answer = (await get('/statements?canonical_id=x-1&prop=alias')).json()
  fits(contract.STATEMENTS_ANSWER, answer)
  expect(answer.results).toMatchObject([
    { entity_id: 'x-1', prop: 'alias', prop_type: 'name', value: 'Fictor Orozco', dataset: 'test_list' },
  ])
  expect((await get('/statements')).statusCode).toBe(400)
})

describe('every example of the document', () => {
  test.each(
    YENTE_OPERATIONS.filter(({ id }) => id !== 'update').map((operation) => [operation.id, operation] as const),
  )('%s is answered as described', async (_id, { method, path, params, queryExample, body, answer }) => {
    const url = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params?.[name] ?? ''))
    const example = body?.example as Record<string, string> | undefined
    const isForm = body?.media === 'application/x-www-form-urlencoded'
    const response = await server.inject({
      method: method === 'get' ? 'GET' : 'POST',
      url: queryExample === undefined ? url : `${url}?${new URLSearchParams(queryExample)}`,
      ...(example === undefined
        ? {}
        : { payload: isForm ? new URLSearchParams(example).toString() : JSON.stringify(example) }),
    })
    expect(response.statusCode).toBe(200)
    fits(answer, response.json())
  })
})
