import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { FastifyInstance } from 'fastify'

/** Answers of fewer bytes leave as they are. */
export const GZIP_FROM_BYTES = 500
/** Fast rather than small: the answer waits for it. */
const LEVEL = 1

const compress = promisify(gzip)

/** Compresses answers for clients that ask for it. */
export function registerGzip(server: FastifyInstance): void {
  server.addHook('onSend', async (request, reply, payload) => {
    const accepted = request.headers['accept-encoding']
    if (accepted === undefined || !/\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i.test(accepted)) return payload
    if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) return payload
    const bytes = Buffer.isBuffer(payload) ? payload.length : Buffer.byteLength(payload)
    if (bytes < GZIP_FROM_BYTES || reply.hasHeader('content-encoding')) return payload
    const compressed = await compress(payload, { level: LEVEL })
    reply.header('content-encoding', 'gzip')
    reply.header('vary', 'Accept-Encoding')
    reply.removeHeader('content-length')
    return compressed
  })
}
