import { randomFillSync } from 'node:crypto'
import type { FastifyInstance } from 'fastify'

const TRACE_PARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?$/
const NO_TRACE = '0'.repeat(32)
const NO_SPAN = '0'.repeat(16)
const TRACE_BYTES = 16
const SPAN_BYTES = 8
const STATE_MEMBERS = 31
const STATE_CHARACTERS = 512

/** W3C trace context of one request: the caller's trace id kept, a span of our own. */
export interface Trace {
  readonly traceId: string
  readonly spanId: string
  readonly flags: string
}

const POOL_BYTES = 8 * 1024
const pool = Buffer.alloc(POOL_BYTES)
let used = POOL_BYTES

/** Random bytes as hexadecimal, drawn in pools: a call of the system for each request would show in its time. */
function randomHex(bytes: number): string {
  if (used + bytes > POOL_BYTES) {
    randomFillSync(pool)
    used = 0
  }
  used += bytes
  return pool.toString('hex', used - bytes, used)
}

export function readTrace(header: string | readonly string[] | undefined): Trace {
  const spanId = randomHex(SPAN_BYTES)
  const found = typeof header === 'string' ? TRACE_PARENT.exec(header) : null
  const [, version, traceId, parentId, flags] = found ?? []
  const isValid = version !== undefined && version !== 'ff' && traceId !== NO_TRACE && parentId !== NO_SPAN
  return isValid && traceId !== undefined
    ? { traceId, spanId, flags: flags ?? '00' }
    : { traceId: randomHex(TRACE_BYTES), spanId, flags: '00' }
}

/** `yente=<span>` first, then what came in, without an earlier member of that name. */
export function traceState(spanId: string, incoming: string | readonly string[] | undefined): string {
  const own = `yente=${spanId}`
  const text = typeof incoming === 'string' ? incoming : (incoming?.join(',') ?? '')
  if (text === '' || text.length > STATE_CHARACTERS) return own
  const members = text
    .split(',')
    .map((member) => member.trim())
    .filter((member) => /^[^=\s]+=[^=\s]+$/.test(member) && !member.startsWith('yente='))
  return [own, ...members.slice(0, STATE_MEMBERS)].join(',')
}

declare module 'fastify' {
  interface FastifyRequest {
    trace: Trace
  }
}

/** Puts the trace on every request and every answer. */
export function registerTrace(server: FastifyInstance): void {
  server.decorateRequest('trace')
  server.addHook('onRequest', (request, reply, done) => {
    const { traceparent, tracestate } = request.headers
    const trace = readTrace(traceparent)
    request.trace = trace
    reply.header('traceparent', `00-${trace.traceId}-${trace.spanId}-${trace.flags}`)
    reply.header('tracestate', traceState(trace.spanId, tracestate))
    done()
  })
}
