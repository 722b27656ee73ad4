import Fastify, { type FastifyInstance } from 'fastify'
import type { Engine } from '../engine/engine.ts'
import { registerGzip } from './http/gzip.ts'
import { registerTrace } from './http/trace.ts'
import { registerPage } from './page/page.ts'
import { Service } from './service.ts'
import { registerV1 } from './v1.ts'
import { registerYente } from './yente/routes.ts'

/** Bytes of a request body that are read; a batch of 100 parties with 64 names each stays far below. */
const BODY_LIMIT_BYTES = 8 * 1024 * 1024
/** Bytes of request line and headers that reach the application, so that a too long one gets its own answer. */
const HEADER_LIMIT_BYTES = 64 * 1024
/** Characters of a request line above which the answer is 414, as yente has it. */
const URL_LIMIT = 60_000
const PARAMETER_LIMIT = 512

export interface ServerOptions {
  /** How the lists are loaded anew, for `POST /updatez`. */
  readonly reload?: () => Promise<Engine>
  readonly updateToken?: string
}

/** The HTTP server over one engine. The caller listens and closes. */
export function createServer(engine: Engine, options: ServerOptions = {}): FastifyInstance {
  const service = new Service(engine, options.reload)
  const server = Fastify({
    logger: false,
    bodyLimit: BODY_LIMIT_BYTES,
    http: { maxHeaderSize: HEADER_LIMIT_BYTES },
    forceCloseConnections: 'idle',
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: PARAMETER_LIMIT, ignoreTrailingSlash: true },
  })
  answerUnknownPaths(server)
  acceptAnyContentType(server)
  registerTrace(server)
  refuseLongAddresses(server)
  registerGzip(server)
  server.register(async (face) => registerYente(face, { service, updateToken: options.updateToken }))
  registerV1(server, engine)
  registerPage(server)
  return server
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

/** 405 where the path is known under another method, otherwise 404. */
function answerUnknownPaths(server: FastifyInstance): void {
  const known = new KnownPaths()
  server.addHook('onRoute', ({ url, method }) => {
    if (method !== 'OPTIONS') known.add(url, method)
  })
  server.setNotFoundHandler((request, reply) => {
    const allowed = known.methodsOf(request.url.split('?')[0] ?? '')
    reply.header('access-control-allow-origin', '*')
    if (allowed.length === 0) return reply.code(404).send({ detail: 'Not Found' })
    return reply.code(405).header('allow', allowed.join(', ')).send({ detail: 'Method Not Allowed' })
  })
}
