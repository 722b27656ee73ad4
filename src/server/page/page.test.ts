import { readFileSync } from 'node:fs'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CLIENT_ROUTES } from './client-routes.ts'
import { registerPage } from './page.ts'

let server: FastifyInstance
beforeAll(async () => {
  server = Fastify({ logger: false })
  registerPage(server)
  await server.ready()
})
afterAll(() => server.close())

/** An address of a route, with something in each place. */
const addressOf = (route: string): string => route.replace(/:\w+/g, 'x')

describe('the page', () => {
  test.each(CLIENT_ROUTES.map((route) => [route] as const))('is served at %s', async (route) => {
    const response = await server.inject(addressOf(route))
    expect(response.statusCode).toBe(200)
    expect(response.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(response.headers['cache-control']).toBe('no-store')
    expect(response.body).toMatch(/^<!doctype html>/)
  })

  test('has a screen for every address that is served, and no other', () => {
    const routes = readFileSync(new URL('../../../web/src/routes.tsx', import.meta.url), 'utf8')
    const screens = [...routes.matchAll(/path: '([^'*]+)'/g)].map(([, path = '']) => (path === '/' ? path : `/${path}`))
    expect(screens.toSorted()).toEqual([...CLIENT_ROUTES].sort())
  })

  test('lets nothing run but its own files, under a nonce that is never used twice', async () => {
    const policies = await Promise.all(
      ['/', '/'].map(async (url) => String((await server.inject(url)).headers['content-security-policy'])),
    )
    for (const policy of policies) {
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("script-src 'self'")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).toContain("require-trusted-types-for 'script'")
      expect(policy).not.toMatch(/unsafe-|\*|https?:/)
    }
    const nonces = policies.map((policy) => /'nonce-([^']+)'/.exec(policy)?.[1])
    expect(new Set(nonces).size).toBe(2)
  })

  test('has no script and no style of its own in the document', async () => {
    const { body } = await server.inject('/')
    expect(body).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/)
    expect(body).not.toContain('CSP_NONCE')
  })

  test.each([
    ['an address of nothing', '/no-such-screen'],
    ['a file that is not of the page', '/assets/../index.html'],
    ['a file of the machine', '/assets/..%2f..%2fpackage.json'],
  ])('is not served at %s', async (_why, url) => {
    expect((await server.inject(url)).statusCode).toBe(404)
  })
})
