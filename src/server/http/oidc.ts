import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import * as client from 'openid-client'
import type { Access } from '../../engine/access.ts'
import { MAIN_TENANT } from '../../engine/desk.ts'
import { CordonError } from '../../model/errors.ts'
import { cookieOf, SESSION_COOKIE } from './identity.ts'
import type { Log } from './log.ts'

/** Where people sign in with an identity provider (OpenID Connect). Off unless given. */
export interface OidcSettings {
  readonly issuer: URL
  readonly clientId: string
  /** Absent for a public client: the code is then guarded by PKCE alone. */
  readonly clientSecret?: string
  /** The address of this server's `/oidc/callback` as browsers reach it. */
  readonly redirectUri: URL
}

/** Reads CORDON_OIDC_ISSUER, _CLIENT_ID, _CLIENT_SECRET and _REDIRECT_URI; `undefined` where no issuer is named. */
export function oidcSettings(env: NodeJS.ProcessEnv): OidcSettings | undefined {
  const issuer = env['CORDON_OIDC_ISSUER']
  if (issuer === undefined || issuer === '') return undefined
  const clientId = env['CORDON_OIDC_CLIENT_ID'] ?? ''
  const redirect = env['CORDON_OIDC_REDIRECT_URI'] ?? ''
  const secret = env['CORDON_OIDC_CLIENT_SECRET']
  if (clientId === '' || !URL.canParse(issuer) || !URL.canParse(redirect) || new URL(redirect).pathname !== CALLBACK)
    throw new CordonError(
      'usage.invalid',
      `CORDON_OIDC_ISSUER wants CORDON_OIDC_CLIENT_ID and CORDON_OIDC_REDIRECT_URI, which ends in ${CALLBACK}`,
    )
  const settings = { issuer: new URL(issuer), clientId, redirectUri: new URL(redirect) }
  return secret === undefined || secret === '' ? settings : { ...settings, clientSecret: secret }
}

const LOGIN = '/oidc/login'
const CALLBACK = '/oidc/callback'
const STATE_COOKIE = 'cordon_oidc'
const PENDING_MS = 600_000
const MOST_PENDING = 1_000

/** A sign-in that has left for the provider. */
interface Pending {
  readonly verifier: string
  readonly nonce: string
  readonly until: number
}

/**
 * Authorisation code with PKCE (RFC 7636): `/oidc/login` sends the browser to the provider, `/oidc/callback` takes it back, checks
 * state, nonce and the signed ID token, and signs in the account whose subject the token names. No account is ever made here.
 */
export function registerOidc(server: FastifyInstance, settings: OidcSettings, access: Access, log: Log): void {
  const pending = new Map<string, Pending>()
  let discovered: Promise<client.Configuration> | undefined
  const provider = (): Promise<client.Configuration> => {
    discovered ??= discover(settings).catch((error: unknown) => {
      discovered = undefined
      throw error
    })
    return discovered
  }
  const isSecure = settings.redirectUri.protocol === 'https:'
  server.get(LOGIN, async (_request, reply) => {
    try {
      const { state, url } = await begin(await provider(), settings, pending)
      return reply.header('set-cookie', stateCookie(state, isSecure)).header('cache-control', 'no-store').redirect(url)
    } catch (error) {
      log.error('oidc.login', error)
      return sayNo(reply, 'The identity provider cannot be reached.', 503)
    }
  })
  server.get(CALLBACK, async (request, reply) => {
    reply.header('cache-control', 'no-store')
    const taken = take(request, pending)
    if (taken === undefined) return sayNo(reply, 'This sign-in was not begun in this browser, or too long ago.', 400)
    try {
      const subject = await finish(await provider(), settings, request, taken)
      const signedIn = await access.signInBySubject(MAIN_TENANT, subject)
      if (!signedIn.ok) return sayNo(reply, 'There is no account for you here: ask an admin for one.', 403)
      const { token, expiresAt } = signedIn.value
      const expires = new Date(expiresAt).toUTCString()
      const session = `${SESSION_COOKIE}=${token}; Path=/; HttpOnly; SameSite=Strict; Expires=${expires}`
      return sayWelcome(
        reply.header('set-cookie', [`${session}${isSecure ? '; Secure' : ''}`, stateCookie('', isSecure)]),
      )
    } catch (error) {
      log.error('oidc.callback', error)
      return sayNo(reply, 'The identity provider did not confirm this sign-in.', 403)
    }
  })
}

function discover({ issuer, clientId, clientSecret }: OidcSettings): Promise<client.Configuration> {
  const authentication = clientSecret === undefined ? client.None() : client.ClientSecretPost(clientSecret)
  // plain HTTP only to this machine itself, for trials
  const isLocal = ['127.0.0.1', 'localhost', '[::1]'].includes(issuer.hostname)
  const plain = isLocal && issuer.protocol === 'http:' ? [client.allowInsecureRequests] : []
  // the signature of the ID token counts, not only the connection it came over
  const execute = [client.enableNonRepudiationChecks, ...plain]
  return client.discovery(issuer, clientId, undefined, authentication, { execute })
}

async function begin(
  provider: client.Configuration,
  { redirectUri }: OidcSettings,
  pending: Map<string, Pending>,
): Promise<{ readonly state: string; readonly url: string }> {
  const [verifier, state, nonce] = [client.randomPKCECodeVerifier(), client.randomState(), client.randomNonce()]
  const now = Date.now()
  for (const [key, { until }] of pending) if (until < now || pending.size >= MOST_PENDING) pending.delete(key)
  pending.set(digest(state), { verifier, nonce, until: now + PENDING_MS })
  const url = client.buildAuthorizationUrl(provider, {
    redirect_uri: redirectUri.href,
    scope: 'openid',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  })
  return { state, url: url.href }
}

/** What this browser began: its cookie and the answer's state must name the same sign-in, and each counts once. */
function take(
  request: FastifyRequest,
  pending: Map<string, Pending>,
): (Pending & { readonly state: string }) | undefined {
  const state = cookieOf(request, STATE_COOKIE)
  if (state === undefined) return undefined
  const held = pending.get(digest(state))
  pending.delete(digest(state))
  return held === undefined || held.until < Date.now() ? undefined : { ...held, state }
}

async function finish(
  provider: client.Configuration,
  { redirectUri }: OidcSettings,
  request: FastifyRequest,
  { verifier, nonce, state }: Pending & { readonly state: string },
): Promise<string> {
  const current = new URL(redirectUri)
  current.search = request.url.includes('?') ? request.url.slice(request.url.indexOf('?')) : ''
  const tokens = await client.authorizationCodeGrant(provider, current, {
    pkceCodeVerifier: verifier,
    expectedNonce: nonce,
    expectedState: state,
    idTokenExpected: true,
  })
  const subject = tokens.claims()?.sub
  if (subject === undefined || subject === '') throw new Error('the ID token names no subject')
  return subject
}

const digest = (state: string): string => createHash('sha256').update(state).digest('hex')

/** Lax, since the browser comes back from another site. */
const stateCookie = (state: string, isSecure: boolean): string =>
  `${STATE_COOKIE}=${state}; Path=/oidc; HttpOnly; SameSite=Lax; Max-Age=${state === '' ? 0 : PENDING_MS / 1_000}${isSecure ? '; Secure' : ''}`

const PAGE_POLICY = "default-src 'none'; frame-ancestors 'none'"

/** A page of this site that goes on to the first screen: a redirect would still be the provider's, and carry no strict cookie. */
const sayWelcome = (reply: FastifyReply): FastifyReply =>
  reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', PAGE_POLICY)
    .send(
      '<!doctype html><meta http-equiv="refresh" content="0; url=/"><title>Cordon</title><p><a href="/">Go on</a></p>',
    )

const sayNo = (reply: FastifyReply, text: string, status: number): FastifyReply =>
  reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('content-security-policy', PAGE_POLICY)
    .send(`<!doctype html><title>Cordon</title><p>${text}</p><p><a href="/">Back</a></p>`)
