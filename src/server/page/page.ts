import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { buildPage } from './build-page.ts'
import { CLIENT_ROUTES } from './client-routes.ts'
import { MINIMAL_PAGE } from './minimal-page.ts'

const BUILT = fileURLToPath(new URL('../../../web/dist', import.meta.url))
const NONCE_BYTES = 18
const NONCE_MARK = 'CSP_NONCE'

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** Only what the page itself is made of may load or run; the one style that a component adds carries the nonce. */
const contentPolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "connect-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ')

/** The page: its document at every address of a screen, its assets under names that change with their content. */
export function registerPage(server: FastifyInstance): void {
  buildPage()
  const document = existsSync(join(BUILT, 'index.html'))
    ? readFileSync(join(BUILT, 'index.html'), 'utf8')
    : MINIMAL_PAGE
  for (const url of CLIENT_ROUTES) {
    server.get(url, async (_request, reply) => {
      const nonce = randomBytes(NONCE_BYTES).toString('base64')
      return reply
        .header('content-security-policy', contentPolicy(nonce))
        .header('cache-control', 'no-store')
        .type('text/html; charset=utf-8')
        .send(document.replaceAll(NONCE_MARK, nonce))
    })
  }
  registerAssets(server)
}

/** Every built file by its own address, so that no request ever names a path. */
function registerAssets(server: FastifyInstance): void {
  const folder = join(BUILT, 'assets')
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const type = TYPES[extname(name)]
    if (type === undefined) continue
    const plain = readFileSync(join(folder, name))
    const packed = gzipSync(plain)
    server.get(`/assets/${name}`, async (request, reply) => {
      reply.header('cache-control', 'public, max-age=31536000, immutable').type(type).header('vary', 'Accept-Encoding')
      return takesGzip(request) ? sendPacked(reply, packed) : reply.send(plain)
    })
  }
}

const takesGzip = (request: FastifyRequest): boolean =>
  /\bgzip\b/i.test(String(request.headers['accept-encoding'] ?? ''))

const sendPacked = (reply: FastifyReply, packed: Buffer): FastifyReply =>
  reply.header('content-encoding', 'gzip').send(packed)
