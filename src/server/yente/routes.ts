import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Engine } from '../../engine/engine.ts'
import { entityResponse } from './entity-response.ts'
import { match } from './match.ts'
import { YenteProblem } from './problem.ts'
import { Searcher } from './search.ts'

/** The yente-compatible face over one engine. Its errors keep yente's own form. */
export function registerYente(server: FastifyInstance, engine: Engine): void {
  const searcher = new Searcher(engine)
  server.get('/healthz', async () => ({ status: 'ok' }))
  server.get('/readyz', async (_request, reply) => readiness(engine, reply))
  server.post<{ Params: { dataset: string } }>('/match/:dataset', async (request, reply) => {
    const { count, answer } = match(
      engine,
      request.params.dataset,
      request.query,
      request.body,
      new Date().toISOString(),
    )
    return reply.header('x-batch-size', String(count)).send(answer)
  })
  server.get<{ Params: { dataset: string } }>('/search/:dataset', async (request) =>
    searcher.search(request.params.dataset, request.query),
  )
  server.get<{ Params: { id: string } }>('/entities/:id', async (request, reply) =>
    entity(engine, request.params.id, reply),
  )
  server.addHook('onSend', async (_request, reply) => {
    reply.header('access-control-allow-origin', '*')
  })
  server.setErrorHandler((error, _request, reply) => answerError(error, reply))
  server.setNotFoundHandler((request, reply) => {
    const isKnown = server.hasRoute({ url: request.url.split('?')[0] ?? '', method: 'GET' })
    return reply.code(isKnown ? 405 : 404).send({ detail: isKnown ? 'Method Not Allowed' : 'Not Found' })
  })
}

/** Ready when every configured list is loaded and fresh; none configured counts as ready (PRODUCT.md §4.3). */
function readiness(engine: Engine, reply: FastifyReply): FastifyReply {
  const stale = engine.lists.filter((list) => list.isStale).map((list) => list.id)
  return stale.length === 0 ? reply.send({ status: 'ok' }) : reply.code(503).send({ detail: 'Index not ready.', stale })
}

function entity(engine: Engine, id: string, reply: FastifyReply): FastifyReply {
  const held = engine.findEntity(id)
  if (held === undefined) throw new YenteProblem(404, 'No such entity!')
  if (held.entity.id !== id) return reply.redirect(`/entities/${encodeURIComponent(held.entity.id)}`, 308)
  return reply.send(entityResponse(held.entity))
}

function answerError(error: unknown, reply: FastifyReply): FastifyReply {
  if (error instanceof YenteProblem) return reply.code(error.status).send(error.body)
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? Number(error.statusCode) : 500
  if (status >= 400 && status < 500)
    return reply.code(status).send({ detail: error instanceof Error ? error.message : 'Bad request' })
  process.stderr.write(
    `cordon: request failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  )
  return reply.code(500).send({ status: 'error' })
}
