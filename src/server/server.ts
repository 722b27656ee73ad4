import Fastify, { type FastifyInstance } from 'fastify'
import { Access } from '../engine/access.ts'
import { openAuditKey } from '../engine/audit-key.ts'
import { BatchService } from '../engine/batch-service.ts'
import type { RecordStore } from '../engine/desk.ts'
import type { Engine } from '../engine/engine.ts'
import { FaceAnswers } from '../engine/face-answers.ts'
import { LongWork } from '../engine/long-work.ts'
import { openMemoryRecords } from '../engine/records.ts'
import { StandingKnowledge } from '../engine/standing-knowledge.ts'
import { registerGzip } from './http/gzip.ts'
import { registerSecurityHeaders } from './http/headers.ts'
import { Log, registerRequestLog } from './http/log.ts'
import { Metrics } from './http/metrics.ts'
import { type OidcSettings, registerOidc } from './http/oidc.ts'
import { registerShedding, Shedder } from './http/shedding.ts'
import { registerTrace } from './http/trace.ts'
import { closeWith, registerDocuments, registerMetrics } from './operations.ts'
import { registerPage } from './page/page.ts'
import { Service } from './service.ts'
import { Upkeep } from './upkeep.ts'
import { registerFace } from './v1/face.ts'
import { sendProblem } from './v1/problem.ts'
import type { Back } from './v1/route.ts'
import { ROUTES } from './v1/routes.ts'
import { MatchQueue } from './yente/match-queue.ts'
import { YENTE_FACE } from './yente/questions.ts'
import { registerYente } from './yente/routes.ts'

/** Bytes of a request body that are read; a batch of 100 parties with 64 names each stays far below. */
const BODY_LIMIT_BYTES = 8 * 1024 * 1024
/** Bytes of request line and headers that reach the application, so that a too long one gets its own answer. */
const HEADER_LIMIT_BYTES = 64 * 1024
/** Characters of a request line above which the answer is 414, as yente has it. */
const URL_LIMIT = 60_000
const PARAMETER_LIMIT = 512
/** Requests a minute of one asker of `/v1`, unless set otherwise. */
const PER_MINUTE = 6_000

export interface ServerOptions {
  /** How the lists are loaded anew, for `POST /updatez`. */
  readonly reload?: () => Promise<Engine>
  readonly updateToken?: string
  /** Where cases, accounts and the audit log are kept; memory that forgets where absent. Closed with the server. */
  readonly records?: RecordStore
  readonly data?: string
  /** The database that batches are shared over; CORDON_DATABASE_URL where absent, and the data folder where that is absent too. */
  readonly databaseUrl?: string
  /** Whether the server listens on this machine alone: its owner then needs no key. */
  readonly isLoopback?: boolean
  /** Whether the yente-compatible face asks for no key although the server listens for others. */
  readonly isMatchOpen?: boolean
  readonly log?: Log
  readonly perMinute?: number
  /** Whether the page is served beside the API; it is unless told otherwise. */
  readonly isPageServed?: boolean
  /** Whether the lists are those of the data folder, to be loaded anew when another process changes them. */
  readonly isWatching?: boolean
  /** How long one turn of the event loop may work before later requests are turned away; unbounded where absent. */
  readonly turnBudgetMs?: number
  /** Where people sign in with an identity provider; nowhere where absent. */
  readonly oidc?: OidcSettings
  /** Threads that answer `/match`; with 0, as where absent, the server's own does. */
  readonly threads?: number
  /** The program of such a thread, where it is not the usual one. */
  readonly matchProgram?: URL
}

/** A server that is set up but not listening, with what its caller may need of its parts. */
export interface CordonServer extends FastifyInstance {
  readonly cordon: {
    readonly service: Service
    readonly access: Access
    readonly upkeep: Upkeep
    readonly queue: MatchQueue
    readonly batches: BatchService
  }
}

/** The HTTP server over one engine. The caller listens and closes. */
export function createServer(engine: Engine, options: ServerOptions = {}): CordonServer {
  const log = options.log ?? new Log('error')
  const budgetMs = options.turnBudgetMs ?? Number.POSITIVE_INFINITY
  const queue = new MatchQueue({
    threads: options.threads ?? 0,
    budgetMs,
    log,
    ...(options.matchProgram === undefined ? {} : { program: options.matchProgram }),
  })
  const service = new Service(engine, options.reload, (next) => queue.warm(next))
  const records = options.records ?? openMemoryRecords()
  const access = new Access(records)
  const isLoopback = options.isLoopback ?? true
  const shedder = new Shedder(budgetMs)
  const metrics = new Metrics()
  const server = Fastify({
    logger: false,
    bodyLimit: BODY_LIMIT_BYTES,
    http: { maxHeaderSize: HEADER_LIMIT_BYTES },
    forceCloseConnections: 'idle',
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: PARAMETER_LIMIT, ignoreTrailingSlash: true },
  })
  const batches = new BatchService({
    onProgress: (text) => log.info('batch', { text }),
    ...(options.data === undefined ? {} : { data: options.data }),
    ...(options.databaseUrl === undefined ? {} : { databaseUrl: options.databaseUrl }),
  })
  const back: Back = {
    service,
    records,
    access,
    data: options.data,
    knowledge: new StandingKnowledge(options.data),
    batches,
    work: new LongWork(),
    isLoopback,
    auditKey: () => openAuditKey(options.data),
  }
  const upkeep = new Upkeep({
    service,
    records,
    log,
    data: options.data,
    auditKey: back.auditKey,
    isWatching: options.isWatching === true,
  })
  answerUnknownPaths(server)
  acceptAnyContentType(server)
  registerTrace(server)
  registerShedding(server, shedder, (request, reply) => {
    if (isOwnFace(request.url)) sendProblem(reply, OVERLOADED)
    else reply.code(503).send({ detail: OVERLOADED.detail })
  })
  refuseLongAddresses(server)
  registerSecurityHeaders(server)
  registerGzip(server)
  registerRequestLog(server, log)
  registerMetrics(server, { metrics, service, shed: () => shedder.shed + queue.shed, upkeep })
  const isYenteOpen = isLoopback || options.isMatchOpen === true
  server.register(async (face) =>
    registerYente(face, {
      service,
      queue,
      updateToken: options.updateToken,
      log,
      metrics,
      answers: new FaceAnswers(records, YENTE_FACE, options.data),
      access: isYenteOpen ? undefined : access,
      isCanaryFound: () => upkeep.isCanaryFound,
    }),
  )
  server.register(async (face) => registerFace(face, ROUTES, { back, log, perMinute: options.perMinute ?? PER_MINUTE }))
  registerDocuments(server)
  if (options.oidc !== undefined) registerOidc(server, options.oidc, access, log)
  if (options.isPageServed !== false) registerPage(server)
  server.addHook('onClose', () => batches.close())
  closeWith(server, { upkeep, queue, records })
  return Object.assign(server, { cordon: { service, access, upkeep, queue, batches } })
}

const isOwnFace = (url: string): boolean => url.startsWith('/v1/')

const OVERLOADED = {
  status: 503,
  code: 'server.overloaded',
  detail: 'the server is behind: this was not screened',
  remedy: 'ask again in a second',
}

/** The content type of a body is not enforced (yente does not): what is not JSON is refused for what it says, not for its label. */
function acceptAnyContentType(server: FastifyInstance): void {
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body))
}

function refuseLongAddresses(server: FastifyInstance): void {
  server.addHook('onRequest', (request, reply, done) => {
    if (request.url.length > URL_LIMIT) reply.code(414).send({ detail: 'Request URI too long' })
    else done()
  })
}

/** Methods of every path, gathered as routes are added. */
class KnownPaths {
  readonly #paths: { readonly form: RegExp; readonly method: string }[] = []

  add(url: string, method: string | readonly string[]): void {
    const form = new RegExp(`^${url.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:\w+/g, '[^/]+')}/?$`)
    for (const one of typeof method === 'string' ? [method] : method) this.#paths.push({ form, method: one })
  }

  methodsOf(path: string): readonly string[] {
    return [...new Set(this.#paths.flatMap(({ form, method }) => (form.test(path) ? [method] : [])))].sort()
  }
}

/** 405 where the path is known under another method, otherwise 404; each face in its own form. */
function answerUnknownPaths(server: FastifyInstance): void {
  const known = new KnownPaths()
  server.addHook('onRoute', ({ url, method }) => {
    if (method !== 'OPTIONS') known.add(url, method)
  })
  server.setNotFoundHandler((request, reply) => {
    const allowed = known.methodsOf(request.url.split('?')[0] ?? '')
    if (allowed.length > 0) reply.header('allow', allowed.join(', '))
    const status = allowed.length > 0 ? 405 : 404
    if (isOwnFace(request.url)) {
      const detail = status === 405 ? `this path takes ${allowed.join(', ')}` : 'there is no such path; see /docs'
      return sendProblem(reply, { status, code: status === 405 ? 'request.method' : 'request.path', detail })
    }
    reply.header('access-control-allow-origin', '*')
    return reply.code(status).send({ detail: status === 405 ? 'Method Not Allowed' : 'Not Found' })
  })
}
