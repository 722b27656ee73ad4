import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'

const TRACE_PARENT = /^00-([0-9a-f]{32})-[0-9a-f]{16}-([0-9a-f]{2})$/

/** W3C trace context on every answer: the caller's trace id kept, a span of our own. */
export function registerTrace(server: FastifyInstance): void {
  server.addHook('onSend', async (request, reply) => {
    const incoming = TRACE_PARENT.exec(String(request.headers['traceparent'] ?? ''))
    const span = randomBytes(8).toString('hex')
    reply.header(
      'traceparent',
      `00-${incoming?.[1] ?? randomBytes(16).toString('hex')}-${span}-${incoming?.[2] ?? '00'}`,
    )
    const state = request.headers['tracestate']
    reply.header('tracestate', `yente=${span}${typeof state === 'string' && state !== '' ? `,${state}` : ''}`)
  })
}
