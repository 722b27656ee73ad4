import type { FastifyRequest } from 'fastify'
import type { Access } from '../../engine/access.ts'
import { type Actor, localOwner, MAIN_TENANT } from '../../engine/desk.ts'
import { accepted, type Parsed, refused } from '../../model/parsed.ts'

export const SESSION_COOKIE = 'cordon_session'
export const CSRF_HEADER = 'x-csrf-token'
const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS']

/** Who asks, and how they were known. */
export interface Identity {
  readonly actor: Actor
  readonly by: 'key' | 'session' | 'local'
  readonly csrf?: string
}

export interface IdentityOptions {
  readonly access: Access
  /** Whether the server listens on this machine alone. */
  readonly isLoopback: boolean
}

/**
 * Who a request comes from: a key, a session, or on a machine's own address with nobody set up yet its owner. `undefined` where
 * nothing was given and nobody can be assumed.
 */
export async function identify(
  request: FastifyRequest,
  options: IdentityOptions,
): Promise<Parsed<Identity | undefined>> {
  const key = keyOf(request)
  if (key !== undefined) {
    const actor = await options.access.actorOfKey(key)
    return actor.ok ? accepted({ actor: actor.value, by: 'key' }) : actor
  }
  const token = cookieOf(request, SESSION_COOKIE)
  if (token !== undefined) return identifySession(request, token, options.access)
  if (!options.isLoopback || !isLocalRequest(request)) return accepted(undefined)
  if (!(await options.access.isFresh(MAIN_TENANT))) return accepted(undefined)
  const forged = refuseForeignPage(request)
  return forged ?? accepted({ actor: localOwner(MAIN_TENANT), by: 'local' })
}

async function identifySession(
  request: FastifyRequest,
  token: string,
  access: Access,
): Promise<Parsed<Identity | undefined>> {
  const session = await access.actorOfSession(token)
  if (!session.ok) return session
  const { actor, csrf } = session.value
  if (!SAFE_METHODS.includes(request.method)) {
    const forged = refuseForeignPage(request)
    if (forged !== undefined) return forged
    if (request.headers[CSRF_HEADER] !== csrf) {
      return refused('access.denied', CSRF_HEADER, { remedy: `send the session's guard in ${CSRF_HEADER}` })
    }
  }
  return accepted({ actor, by: 'session', csrf })
}

/** A key from `Authorization`: `Bearer KEY`, or `ApiKey KEY` and the bare key, as clients of the yente face send it. */
export function keyOf(request: FastifyRequest): string | undefined {
  const header = request.headers.authorization
  const found = header === undefined ? null : /^(?:(?:Bearer|ApiKey)\s+)?(\S+)$/i.exec(header.trim())
  return found?.[1]
}

/** A cookie's value; never one that came twice. */
export function cookieOf(request: FastifyRequest, name: string): string | undefined {
  const values = (request.headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1))
  return values.length === 1 && values[0] !== '' ? values[0] : undefined
}

const LOCAL_HOST = /^(localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i
const PROXY_HEADERS = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip']

/** Whether the request names this machine itself and passed no proxy: a name that points here from outside is not the owner. */
export const isLocalRequest = (request: FastifyRequest): boolean =>
  LOCAL_HOST.test(request.headers.host ?? '') && PROXY_HEADERS.every((name) => request.headers[name] === undefined)

/** Refuses what a page of another site sends in this user's browser. Programs send neither header and pass. */
export function refuseForeignPage(request: FastifyRequest): Parsed<never> | undefined {
  const site = request.headers['sec-fetch-site']
  const { origin } = request.headers
  const isForeignSite = site !== undefined && site !== 'same-origin' && site !== 'none'
  const isForeignOrigin = origin !== undefined && origin !== `${request.protocol}://${request.headers.host ?? ''}`
  return isForeignSite || isForeignOrigin
    ? refused('access.denied', 'a page of another site', { remedy: 'use the page that this server serves' })
    : undefined
}
