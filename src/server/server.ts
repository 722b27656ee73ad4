import Fastify, { type FastifyInstance } from 'fastify'
import type { Engine } from '../engine/engine.ts'
import { registerPage } from './page/page.ts'
import { registerTrace } from './trace.ts'
import { registerV1 } from './v1.ts'
import { registerYente } from './yente/routes.ts'

/** Bytes of a request body that are read; a batch of 100 parties with 64 names each stays far below. */
const BODY_LIMIT_BYTES = 8 * 1024 * 1024
/** Bytes of request line and headers that reach the application, so that a too long one gets its own answer. */
const HEADER_LIMIT_BYTES = 64 * 1024
/** Characters of a request line above which the answer is 414, as yente has it. */
const URL_LIMIT = 60_000

/** The HTTP server over one engine. The caller listens and closes. */
export function createServer(engine: Engine): FastifyInstance {
  const server = Fastify({
    logger: false,
    bodyLimit: BODY_LIMIT_BYTES,
    http: { maxHeaderSize: HEADER_LIMIT_BYTES },
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 512 },
  })
  server.addHook('onRequest', async (request, reply) => {
    if (request.url.length > URL_LIMIT) return reply.code(414).send({ detail: 'Request URI too long' })
    return undefined
  })
  acceptAnyContentType(server)
  registerTrace(server)
  registerYente(server, engine)
  registerV1(server, engine)
  registerPage(server)
  return server
}

/** The content type of a body is not enforced (yente does not): what is not JSON is refused for what it says, not for its label. */
function acceptAnyContentType(server: FastifyInstance): void {
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body))
}
