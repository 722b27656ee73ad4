import type { FastifyInstance } from 'fastify'

/** Headers of every answer that a browser could show: nothing of it may be framed, guessed or sent on. */
const HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
}

/** An API answer is data: nothing in it loads or runs. */
export const API_CONTENT_POLICY = "default-src 'none'; frame-ancestors 'none'"

export function registerSecurityHeaders(server: FastifyInstance): void {
  server.addHook('onRequest', (_request, reply, done) => {
    for (const name in HEADERS) reply.header(name, HEADERS[name])
    done()
  })
}
