import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Desk, type Idempotency, MAIN_TENANT } from '../../engine/desk.ts'
import type { Issue } from '../../model/parsed.ts'
import { API_CONTENT_POLICY } from '../http/headers.ts'
import { cookieOf, type Identity, identify, isLocalRequest, SESSION_COOKIE } from '../http/identity.ts'
import type { Log } from '../http/log.ts'
import { RateLimit } from '../http/rate-limit.ts'
import { type Problem, problemOfError, problemOfIssue, sendProblem } from './problem.ts'
import { FILE_TYPES, readInput } from './read-call.ts'
import type { Back, Call, Route } from './route.ts'

export interface FaceOptions {
  readonly back: Back
  readonly log: Log
  /** Requests a minute of one asker. */
  readonly perMinute: number
}

/** A session may be asked for this often from one address in a minute: guesses are slow on purpose. */
const SIGN_INS_PER_MINUTE = 10
/** Bytes of a file that is sent whole; a million rows, gzipped, are some 20 MB. */
const FILE_BYTES = 128 * 1024 * 1024
const ETAG_CHARACTERS = 24
const KEY_CHARACTERS = 255

/** Who a stranger is at work: nobody, who may do nothing. */
const STRANGER = { tenant: MAIN_TENANT, kind: 'key', id: 'nobody', name: 'nobody', roles: [] } as const

/** Serves routes: who asks, whether they may, how often, what they send, once. Every refusal is a problem document. */
export function registerFace(server: FastifyInstance, routes: readonly Route[], options: FaceOptions): void {
  const limits = { all: new RateLimit(options.perMinute), signIn: new RateLimit(SIGN_INS_PER_MINUTE) }
  server.addContentTypeParser([...FILE_TYPES], { parseAs: 'buffer', bodyLimit: FILE_BYTES }, (_request, body, done) =>
    done(null, body),
  )
  server.setErrorHandler((error, _request, reply) => answerError(error, reply, options.log))
  for (const route of routes) {
    server.route({
      method: route.method,
      url: route.path.replace(/\{(\w+)\}/g, ':$1'),
      handler: (request, reply) => answer(route, request, reply, options, limits),
    })
  }
}

function answerError(error: unknown, reply: FastifyReply, log: Log): FastifyReply {
  const problem = problemOfError(error)
  if (problem.status >= 500) log.error('request', error, { trace: reply.request.trace.traceId })
  return sendProblem(reply, problem)
}

interface Limits {
  readonly all: RateLimit
  readonly signIn: RateLimit
}

async function answer(
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
  options: FaceOptions,
  limits: Limits,
): Promise<FastifyReply> {
  reply.header('cache-control', 'no-store').header('content-security-policy', API_CONTENT_POLICY)
  reply.header('x-request-id', request.trace.traceId)
  const known = await identify(request, options.back)
  if (!known.ok && route.needs !== 'anyone') return sendProblem(reply, problemOfIssue(known.issue))
  const identity = known.ok ? known.value : undefined
  const busy = limited(route, request, reply, identity, limits)
  if (busy !== undefined) return sendProblem(reply, busy)
  const idempotency = idempotencyOf(route, request)
  if (idempotency === 'invalid') return sendProblem(reply, INVALID_KEY)
  const desk = new Desk(options.back.records, identity?.actor ?? STRANGER, undefined, idempotency)
  const refusal = await notAllowed(route, identity, desk)
  if (refusal !== undefined) return sendProblem(reply, refusal)
  const input = readInput(route, request)
  if (!input.ok) return sendProblem(reply, input.problem)
  const call: Call<unknown, unknown, unknown> = {
    ...input.value,
    back: options.back,
    desk,
    identity,
    at: new Date().toISOString(),
    raw: rawOf(request),
    setHeader: (name, value) => {
      reply.header(name, value)
    },
  }
  const result = await route.handle(call as Call<never, never, never>)
  return result.ok ? sendAnswer(route, request, reply, result.value) : sendProblem(reply, problemOfIssue(result.issue))
}

const rawOf = (request: FastifyRequest): Call<unknown, unknown, unknown>['raw'] => ({
  isLocal: isLocalRequest(request),
  isSecure: request.protocol === 'https',
  sessionToken: cookieOf(request, SESSION_COOKIE),
  address: request.ip,
})

function limited(
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
  identity: Identity | undefined,
  limits: Limits,
): Problem | undefined {
  const asker =
    identity === undefined
      ? `address/${request.ip}`
      : `${identity.actor.tenant}/${identity.actor.kind}/${identity.actor.id}`
  const isSignIn = route.needs === 'anyone' && route.method === 'POST'
  const allowance = (isSignIn ? limits.signIn : limits.all).take(isSignIn ? request.ip : asker, Date.now())
  reply.header('ratelimit-limit', String(allowance.limit))
  reply.header('ratelimit-remaining', String(allowance.remaining))
  reply.header('ratelimit-reset', String(allowance.resetS))
  if (allowance.isAllowed) return undefined
  reply.header('retry-after', String(allowance.resetS))
  return {
    status: 429,
    code: 'request.too_many',
    detail: `more than ${allowance.limit} requests a minute`,
    remedy: `wait ${allowance.resetS} s`,
  }
}

const INVALID_KEY: Problem = {
  status: 400,
  code: 'idempotency.key',
  detail: `an Idempotency-Key has 1 to ${KEY_CHARACTERS} printable characters`,
}

/** The request as one that may come twice, where it carries a key and its route changes something. */
function idempotencyOf(route: Route, request: FastifyRequest): Idempotency | 'invalid' | undefined {
  const key = request.headers['idempotency-key']
  if (key === undefined || !route.isOnce) return undefined
  if (typeof key !== 'string' || key.length > KEY_CHARACTERS || !/^[\x21-\x7e]+$/.test(key)) return 'invalid'
  return { key, request: `${request.method} ${request.url}\n${bodyDigest(request.body)}` }
}

/** What tells one body from another; a file by its digest. */
function bodyDigest(body: unknown): string {
  if (Buffer.isBuffer(body)) return createHash('sha256').update(body).digest('hex')
  return typeof body === 'string' ? body : ''
}

const UNKNOWN: Issue = {
  code: 'access.unknown',
  found: '',
  remedy: 'sign in, or send a key as Authorization: Bearer KEY',
}

async function notAllowed(
  { needs, needsAlso }: Route,
  identity: Identity | undefined,
  desk: Desk,
): Promise<Problem | undefined> {
  if (needs === 'anyone') return undefined
  if (identity === undefined) return problemOfIssue(UNKNOWN)
  const missing = [...(needs === 'known' ? [] : [needs]), ...needsAlso].find((action) => !desk.may(action))
  if (missing === undefined) return undefined
  // asked of the desk, so that the refusal enters the log
  const denied = await desk.look(missing, function* () {})
  return denied.ok ? undefined : problemOfIssue(denied.issue)
}

function sendAnswer(route: Route, request: FastifyRequest, reply: FastifyReply, value: unknown): FastifyReply {
  if (route.media !== undefined) return reply.code(route.status).type(route.media).send(value)
  const json = JSON.stringify(value ?? null)
  reply.code(route.status).type('application/json')
  if (route.method !== 'GET') return reply.send(json)
  const etag = `"${createHash('sha256').update(json).digest('base64url').slice(0, ETAG_CHARACTERS)}"`
  reply.header('etag', etag).header('cache-control', 'private, no-cache')
  const tags = request.headers['if-none-match']?.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  if (tags?.some((tag) => tag === '*' || tag === etag) === true) return reply.code(304).send()
  return reply.send(json)
}
