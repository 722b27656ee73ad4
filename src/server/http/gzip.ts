import { gzip } from 'node:zlib'
import type { FastifyInstance } from 'fastify'

/** Answers of fewer bytes leave as they are. */
export const GZIP_FROM_BYTES = 500
/** Fast rather than small: the answer waits for it. */
const LEVEL = 1

/** Compresses answers for clients that ask for it; all others pass without waiting. */
export function registerGzip(server: FastifyInstance): void {
  server.addHook('onSend', (request, reply, payload, done) => {
    const accepted = request.headers['accept-encoding']
    if (accepted === undefined || !/\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i.test(accepted)) return done(null, payload)
    if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) return done(null, payload)
    const bytes = Buffer.isBuffer(payload) ? payload.length : Buffer.byteLength(payload)
    if (bytes < GZIP_FROM_BYTES || reply.hasHeader('content-encoding')) return done(null, payload)
    gzip(payload, { level: LEVEL }, (error, compressed) => {
      if (error !== null) return done(error)
      reply.header('content-encoding', 'gzip')
      reply.header('vary', 'Accept-Encoding')
      reply.removeHeader('content-length')
      return done(null, compressed)
    })
    return undefined
  })
}
