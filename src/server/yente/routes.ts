import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Access } from '../../engine/access.ts'
import { mayDo } from '../../engine/desk.ts'
import { VERSION } from '../../engine/version.ts'
import { propertiesOf } from '../../model/ftm.ts'
import { keyOf } from '../http/identity.ts'
import type { Log } from '../http/log.ts'
import type { Service } from '../service.ts'
import { ALGORITHMS_DOCUMENT } from './algorithms.ts'
import { catalogOf } from './catalog.ts'
import { UPDATE_QUERY } from './contract.ts'
import { adjacent, adjacentBy, entity, Moved } from './entities.ts'
import { type Dataset, type MatchingOptions, registerMatching } from './matching.ts'
import { readWholeQuery } from './parameters.ts'
import { preview } from './preview.ts'
import { YenteProblem } from './problem.ts'
import { manifest, proposeProperties, suggestEntity, suggestProperty, suggestType } from './reconcile.ts'
import { statements } from './statements.ts'

export interface YenteOptions extends MatchingOptions {
  /** What `POST /updatez` wants; without it nobody may. */
  readonly updateToken: string | undefined
  /** Where keys are known; absent where the face asks for none. */
  readonly access: Access | undefined
  /** Whether the last look found what must be found. */
  readonly isCanaryFound: () => boolean
}

interface OfEntity {
  Params: { id: string }
}
interface OfProperty {
  Params: { id: string; property: string }
}

const JSON_TYPE = 'application/json'
const CATALOG_SECONDS = 300

/** The yente-compatible face. Its errors keep yente's own form; anyone's page may read it. */
export function registerYente(server: FastifyInstance, options: YenteOptions): void {
  const { service, updateToken, log, access } = options
  openToEveryPage(server)
  if (access !== undefined) askForKeys(server, access)
  server.setErrorHandler((error, request, reply) => answerError(error, request, reply, log))
  registerMatching(server, options)
  server.get('/algorithms', async () => ALGORITHMS_DOCUMENT)
  registerEntities(server, service)
  registerReconciliation(server, service)
  registerHealth(server, options)
  server.post('/updatez', async (request, reply) => update(service, updateToken, log, request, reply))
}

const OPEN_PATHS = ['/healthz', '/readyz', '/updatez']

/** On an address that others can reach, questions take a key whose role may screen. */
function askForKeys(server: FastifyInstance, access: Access): void {
  server.addHook('onRequest', async (request, reply) => {
    if (request.method === 'OPTIONS' || OPEN_PATHS.includes(request.url.split('?')[0] ?? '')) return undefined
    const key = keyOf(request)
    if (key === undefined) return reply.code(401).send({ detail: 'No API key provided.' })
    const actor = await access.actorOfKey(key)
    if (!actor.ok) return reply.code(401).send({ detail: 'Invalid API key.' })
    if (!mayDo(actor.value.roles, 'screen')) return reply.code(403).send({ detail: 'This key may not screen.' })
    request.asker = { tenant: actor.value.tenant, name: `${actor.value.kind}/${actor.value.id}` }
    return undefined
  })
}

function registerEntities(server: FastifyInstance, service: Service): void {
  server.get<OfEntity>('/entities/:id', async ({ params, query }, reply) =>
    moveOrSend(entity(service.now.things, params.id, query), reply),
  )
  server.get<OfEntity>('/entities/:id/adjacent', async ({ params, query }, reply) =>
    moveOrSend(adjacent(service.now.things, params.id, query), reply),
  )
  server.get<OfProperty>('/entities/:id/adjacent/:property', async ({ params, query }, reply) =>
    moveOrSend(adjacentBy(service.now.things, params.id, params.property, query), reply),
  )
  server.get('/statements', async (request) => statements(service.now, request.query))
  for (const path of ['/catalog', '/manifest']) {
    server.get(path, async (request, reply) => sendCatalog(service, request, reply))
  }
  server.get('/catalog/fields', async () => ({ fields: propertiesOf('Person') }))
}

const moveOrSend = (answer: unknown, reply: FastifyReply): FastifyReply =>
  answer instanceof Moved ? reply.redirect(answer.location, 308) : reply.send(answer)

function sendCatalog(service: Service, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { json, etag } = catalogOf(service.now.engine)
  reply.header('etag', etag).header('cache-control', `public, max-age=${CATALOG_SECONDS}`)
  const asked = request.headers['if-none-match']
  const tags = asked?.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  if (tags?.some((tag) => tag === '*' || tag === etag) === true) return reply.code(304).send()
  return reply.type(JSON_TYPE).send(json)
}

function registerReconciliation(server: FastifyInstance, service: Service): void {
  const path = '/reconcile/:dataset'
  server.get<Dataset>(path, async (request) => {
    const queryString = request.url.includes('?') ? request.url.slice(request.url.indexOf('?')) : ''
    return manifest(service.now, request.params.dataset, baseOf(request), queryString)
  })
  const suggestions = { entity: suggestEntity, type: suggestType, property: suggestProperty }
  for (const [name, suggest] of Object.entries(suggestions)) {
    server.get<Dataset>(`${path}/suggest/${name}`, async ({ params, query }) =>
      suggest(service.now, params.dataset, query),
    )
  }
  server.get<Dataset>(`${path}/extend/property`, async ({ params, query }) =>
    proposeProperties(service.now, params.dataset, query),
  )
  server.get<{ Params: { dataset: string; id: string } }>(`${path}/preview/:id`, async ({ params }, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
      .send(preview(service.now, params.id)),
  )
}

const DEFAULT_BASE = 'http://127.0.0.1:8642'

/** The address that the client used, so that what it is told to call is what it can reach. */
function baseOf(request: FastifyRequest): string {
  const { host } = request
  return /^[\w.-]+(:\d{1,5})?$|^\[[0-9a-f:]+\](:\d{1,5})?$/i.test(host) ? `${request.protocol}://${host}` : DEFAULT_BASE
}

function registerHealth(server: FastifyInstance, { service, isCanaryFound }: YenteOptions): void {
  server.get('/healthz', async () => ({ status: 'ok' }))
  server.get('/readyz', async (_request, reply) => readiness(service, isCanaryFound(), reply))
  server.get('/-/version', async () => ({
    motiva: `cordon ${VERSION}`,
    index: service.now.engine.lists.map(({ id, version }) => `${id}@${version}`).join(' '),
  }))
}

/**
 * Ready when every configured list is loaded and fresh (none configured counts as ready, PRODUCT.md §4.3), a kept list is whole,
 * and what must be found is found.
 */
function readiness(service: Service, isCanaryFound: boolean, reply: FastifyReply): FastifyReply {
  const { lists } = service.now.engine
  const stale = lists.filter((list) => list.isStale).map(({ id }) => id)
  const partial = lists.filter((list) => list.isPartial && list.id === list.standingId).map(({ id }) => id)
  if (stale.length === 0 && partial.length === 0 && isCanaryFound) return reply.send({ status: 'ok' })
  return reply.code(503).send({ detail: 'Index not ready.', stale, partial, canary: isCanaryFound })
}

async function update(
  service: Service,
  expected: string | undefined,
  log: Log,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { token, sync } = readWholeQuery(UPDATE_QUERY, request.query)
  if (expected === undefined || expected === '' || !isSame(token, expected))
    throw new YenteProblem(403, 'Invalid token.')
  const loading = service.reload()
  if (sync) await loading
  else loading.catch((error: unknown) => log.error('reload', error))
  return reply.send({ status: 'ok' })
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}

const ALLOWED_METHODS = 'DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT'

/** Any page may read this face, without credentials (yente-api.md §9). */
function openToEveryPage(server: FastifyInstance): void {
  server.addHook('onRequest', (_request, reply, done) => {
    reply.header('access-control-allow-origin', '*')
    done()
  })
  for (const path of [
    '/match/*',
    '/search/*',
    '/entities/*',
    '/reconcile/*',
    '/catalog',
    '/algorithms',
    '/statements',
  ]) {
    server.options(path, async (request, reply) => {
      const headers = request.headers['access-control-request-headers']
      if (headers !== undefined) reply.header('access-control-allow-headers', headers)
      return reply
        .header('access-control-allow-methods', ALLOWED_METHODS)
        .header('access-control-max-age', '600')
        .type('text/plain')
        .send('OK')
    })
  }
}

function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply, log: Log): FastifyReply {
  if (error instanceof YenteProblem) return reply.code(error.status).send(error.body)
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? Number(error.statusCode) : 500
  if (status >= 400 && status < 500) {
    return reply.code(status).send({ detail: error instanceof Error ? error.message : 'Bad request' })
  }
  log.error('request', error, { trace: request.trace.traceId })
  return reply.code(500).send({ status: 'error' })
}
