import { createHash, createSign, generateKeyPairSync } from 'node:crypto'
import { createServer as createHttpServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ADA, must, Office } from '../../../test/support/casework.ts'
import { smallEngine } from '../../../test/support/small-engine.ts'
import { createUser } from '../../engine/access.ts'
import { openMemoryRecords } from '../../engine/records.ts'
import { createServer } from '../server.ts'
import { Log } from './log.ts'
import { oidcSettings } from './oidc.ts'

// A stub of an identity provider: discovery, keys and a token endpoint that checks the PKCE verifier.

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'k1', alg: 'RS256', use: 'sig' }
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

let issuer: Server
let base: string
/** What the provider was asked, and how it shall lie. */
let asked: { challenge: string; nonce: string }
let lie: { sub?: string; nonce?: string; aud?: string; forged?: boolean } = {}

function idToken(): string {
  const now = Math.floor(Date.now() / 1_000)
  const claims = {
    iss: base,
    aud: lie.aud ?? 'cordon',
    sub: lie.sub ?? 'subject-1',
    nonce: lie.nonce ?? asked.nonce,
    iat: now,
    exp: now + 60,
  }
  const text = `${part({ alg: 'RS256', kid: 'k1' })}.${part(claims)}`
  const signature = createSign('sha256')
    .update(lie.forged === true ? `${text}x` : text)
    .sign(privateKey, 'base64url')
  return `${text}.${signature}`
}

beforeAll(async () => {
  issuer = createHttpServer((request, response) => {
    const send = (value: object, status = 200) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    if (request.url === '/.well-known/openid-configuration')
      send({
        issuer: base,
        authorization_endpoint: `${base}/authorize`,
        token_endpoint: `${base}/token`,
        jwks_uri: `${base}/keys`,
        response_types_supported: ['code'],
        id_token_signing_alg_values_supported: ['RS256'],
        subject_types_supported: ['public'],
      })
    else if (request.url === '/keys') send({ keys: [jwk] })
    else {
      let body = ''
      request.on('data', (chunk) => {
        body += String(chunk)
      })
      request.on('end', () => {
        const verifier = new URLSearchParams(body).get('code_verifier') ?? ''
        const isRight = createHash('sha256').update(verifier).digest('base64url') === asked.challenge
        if (isRight) send({ access_token: 'a', token_type: 'bearer', expires_in: 60, id_token: idToken() })
        else send({ error: 'invalid_grant' }, 400)
      })
    }
  })
  await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}`
})
afterAll(() => issuer.close())

async function serve() {
  const records = openMemoryRecords()
  const office = new Office(records)
  must(await createUser(office.desk(ADA), { name: 'ana', roles: ['analyst'], subject: 'subject-1' }))
  const oidc = oidcSettings({
    CORDON_OIDC_ISSUER: base,
    CORDON_OIDC_CLIENT_ID: 'cordon',
    CORDON_OIDC_REDIRECT_URI: 'http://127.0.0.1:8642/oidc/callback',
  })
  return createServer(smallEngine(), {
    isPageServed: false,
    records,
    log: new Log('silent'),
    ...(oidc === undefined ? {} : { oidc }),
  })
}

/** Goes to the provider and comes back, as a browser does. */
async function comeBack(server: Awaited<ReturnType<typeof serve>>, change: { state?: string; cookie?: string } = {}) {
  const left = await server.inject('/oidc/login')
  const url = new URL(String(left.headers.location))
  asked = { challenge: url.searchParams.get('code_challenge') ?? '', nonce: url.searchParams.get('nonce') ?? '' }
  expect([left.statusCode, url.origin, url.searchParams.get('code_challenge_method')]).toEqual([302, base, 'S256'])
  const cookie = change.cookie ?? String(left.headers['set-cookie']).split(';')[0] ?? ''
  const state = change.state ?? url.searchParams.get('state')
  return server.inject({ url: `/oidc/callback?code=c&state=${state}`, headers: { cookie } })
}

describe('signing in at an identity provider', () => {
  test('opens a session for the account that its subject names', async () => {
    lie = {}
    const server = await serve()
    const back = await comeBack(server)
    expect(back.statusCode).toBe(200)
    const [cookie = ''] = [back.headers['set-cookie']].flat()
    expect(cookie).toMatch(/^cordon_session=.*HttpOnly; SameSite=Strict/)
    const me = await server.inject({ url: '/v1/session', headers: { cookie: cookie.split(';')[0] ?? '' } })
    expect(me.json()).toMatchObject({ actor: { name: 'ana', roles: ['analyst'] }, by: 'session' })
    await server.close()
  })

  test.each([
    ['a subject without an account', { sub: 'stranger' }, {}, 403],
    ['an ID token for another sign-in', { nonce: 'other' }, {}, 403],
    ['an ID token for another client', { aud: 'other' }, {}, 403],
    ['an ID token that the provider did not sign', { forged: true }, {}, 403],
    ['a state of another sign-in', {}, { state: 'other' }, 403],
    ['a browser that began nothing', {}, { cookie: 'x=y' }, 400],
  ] as const)('%s opens none', async (_why, lies, change, status) => {
    lie = lies
    const server = await serve()
    const back = await comeBack(server, change)
    expect([back.statusCode, String(back.headers['set-cookie'] ?? '').includes('cordon_session=')]).toEqual([
      status,
      false,
    ])
    await server.close()
  })

  test('a sign-in counts once', async () => {
    lie = {}
    const server = await serve()
    const left = await server.inject('/oidc/login')
    const url = new URL(String(left.headers.location))
    asked = { challenge: url.searchParams.get('code_challenge') ?? '', nonce: url.searchParams.get('nonce') ?? '' }
    const request = {
      url: `/oidc/callback?code=c&state=${url.searchParams.get('state')}`,
      headers: { cookie: String(left.headers['set-cookie']).split(';')[0] ?? '' },
    }
    expect([(await server.inject(request)).statusCode, (await server.inject(request)).statusCode]).toEqual([200, 400])
    await server.close()
  })

  test('is not there unless it is set up, and half a set-up is refused', async () => {
    expect(oidcSettings({})).toBeUndefined()
    expect(() => oidcSettings({ CORDON_OIDC_ISSUER: base })).toThrow('CORDON_OIDC_CLIENT_ID')
    const server = createServer(smallEngine(), { isPageServed: false })
    expect((await server.inject('/oidc/login')).statusCode).toBe(404)
    await server.close()
  })
})
