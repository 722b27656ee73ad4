import { createHash } from 'node:crypto'
import { type LookupAddress, lookup } from 'node:dns'
import { createWriteStream } from 'node:fs'
import { type IncomingMessage, request as requestPlain } from 'node:http'
import { request as requestSecure } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { CordonError } from '../../model/errors.ts'
import { LIMITS } from '../reading/limits.ts'
import { isPrivateAddress } from './private-address.ts'

/** Bounds of one fetch. */
export const FETCH_LIMITS = {
  attempts: 3,
  redirects: 5,
  idleMs: 60_000,
  totalMs: 15 * 60_000,
  backoffMs: 1_000,
  longestWaitMs: 60_000,
} as const

export interface FetchOptions {
  /** Where the body is written. */
  readonly target: string
  readonly etag?: string | undefined
  readonly lastModified?: string | undefined
  /** Hosts with their port that may be private: a mirror of one's own. A redirect elsewhere private is refused all the same. */
  readonly trustedHosts?: readonly string[]
  /** Expected digest of the body, where the publisher gives one apart. */
  readonly sha256?: string | undefined
  readonly sleep?: (ms: number) => Promise<void>
  readonly limits?: Partial<typeof FETCH_LIMITS>
}

/** What a fetch brought: nothing new, or a file of which every byte was counted and hashed. */
export type Fetched =
  | { readonly kind: 'unchanged' }
  | {
      readonly kind: 'file'
      readonly sha256: string
      readonly bytes: number
      readonly etag: string | undefined
      readonly lastModified: string | undefined
      readonly finalAddress: string
    }

/** A failure that another attempt may mend. */
class Passing extends Error {
  readonly waitMs: number | undefined
  constructor(message: string, waitMs?: number) {
    super(message)
    this.waitMs = waitMs
  }
}

/**
 * Fetches one file, asking only for what is new. Redirects are followed to public addresses alone; the address is checked again at
 * the moment of connecting, so that a name cannot change its meaning in between. Network faults and 5xx answers are tried again.
 *
 * @throws CordonError `fetch.refused` for an address or answer that is not accepted, `fetch.failed` once all attempts failed.
 */
export async function fetchFile(address: string, options: FetchOptions): Promise<Fetched> {
  const limits = { ...FETCH_LIMITS, ...options.limits }
  const sleep = options.sleep ?? ((ms: number) => new Promise((resolve) => setTimeout(resolve, ms)))
  let last = ''
  for (let attempt = 1; attempt <= limits.attempts; attempt += 1) {
    try {
      return await followed(new URL(address), options, limits, limits.redirects)
    } catch (error) {
      if (!(error instanceof Passing)) throw error
      last = error.message
      const wait = error.waitMs ?? limits.backoffMs * 2 ** (attempt - 1)
      if (attempt < limits.attempts) await sleep(Math.min(wait, limits.longestWaitMs))
    }
  }
  throw new CordonError('fetch.failed', `${address} could not be fetched in ${limits.attempts} attempts: ${last}`)
}

type Limits = { readonly [Name in keyof typeof FETCH_LIMITS]: number }

async function followed(url: URL, options: FetchOptions, limits: Limits, redirects: number): Promise<Fetched> {
  refuseAddress(url, options.trustedHosts ?? [])
  const response = await send(url, options, limits)
  const status = response.statusCode ?? 0
  if (status >= 300 && status < 400 && status !== 304) {
    response.destroy()
    const location = response.headers.location
    if (location === undefined) throw refused(url, `answers ${status} without a location`)
    if (redirects === 0) throw refused(url, `redirects more than ${limits.redirects} times`)
    const next = new URL(location, url)
    if (url.protocol === 'https:' && next.protocol !== 'https:') throw refused(url, 'redirects from https to http')
    return followed(next, options, limits, redirects - 1)
  }
  if (status === 304) {
    response.destroy()
    return { kind: 'unchanged' }
  }
  if (status === 429 || status >= 500) {
    response.destroy()
    throw new Passing(`the publisher answers ${status}`, retryAfter(response))
  }
  if (status !== 200) {
    response.destroy()
    throw refused(url, `answers ${status}`)
  }
  return save(url, response, options)
}

const refused = (url: URL, why: string): CordonError => new CordonError('fetch.refused', `${url.href} ${why}`)

function refuseAddress(url: URL, trustedHosts: readonly string[]): void {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw refused(url, 'is neither http nor https')
  if (url.username !== '' || url.password !== '') throw refused(url, 'carries a user name')
  if (trustedHosts.includes(url.host)) return
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) !== 0 && isPrivateAddress(host)) throw refused(url, 'is a private address')
  if (/^(localhost|.*\.local|.*\.internal|.*\.localhost)$/i.test(host)) throw refused(url, 'names a private host')
}

function retryAfter(response: IncomingMessage): number | undefined {
  const seconds = Number(response.headers['retry-after'])
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : undefined
}

function send(url: URL, options: FetchOptions, limits: Limits): Promise<IncomingMessage> {
  const isTrusted = (options.trustedHosts ?? []).includes(url.host)
  const request = url.protocol === 'https:' ? requestSecure : requestPlain
  return new Promise((resolve, reject) => {
    const call = request(
      url,
      {
        headers: {
          'user-agent': 'cordon (sanctions list reader)',
          accept: '*/*',
          'accept-encoding': 'identity',
          ...(options.etag === undefined ? {} : { 'if-none-match': options.etag }),
          ...(options.lastModified === undefined ? {} : { 'if-modified-since': options.lastModified }),
        },
        timeout: limits.idleMs,
        signal: AbortSignal.timeout(limits.totalMs),
        ...(isTrusted ? {} : { lookup: publicLookup }),
      },
      resolve,
    )
    call.on('timeout', () => call.destroy(new Passing(`no answer for ${limits.idleMs / 1_000} seconds`)))
    call.on('error', (error) => {
      reject(error instanceof CordonError || error instanceof Passing ? error : new Passing(error.message))
    })
    call.end()
  })
}

/** Resolves a name and refuses it where any of its addresses is private. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
    if (error !== null) {
      callback(error, '', 4)
      return
    }
    const bad = found.find(({ address }) => isPrivateAddress(address))
    const [first] = found
    if (bad !== undefined || first === undefined) {
      callback(new CordonError('fetch.refused', `${hostname} resolves to a private address`), '', 4)
    } else if (options.all === true) callback(null, found)
    else callback(null, first.address, first.family)
  })
}

/** Writes the body, counting and hashing it; a body shorter than it was announced is a fault of the line. */
async function save(url: URL, response: IncomingMessage, options: FetchOptions): Promise<Fetched> {
  const announced = Number(response.headers['content-length'] ?? Number.NaN)
  if (announced > LIMITS.fileBytes) {
    response.destroy()
    throw new CordonError(
      'input.too_large',
      `${url.href} announces ${announced} bytes, over the limit of ${LIMITS.fileBytes}`,
    )
  }
  const hash = createHash('sha256')
  let bytes = 0
  const meter = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      bytes += chunk.length
      if (bytes > LIMITS.fileBytes)
        done(new CordonError('input.too_large', `${url.href} is over ${LIMITS.fileBytes} bytes`))
      else {
        hash.update(chunk)
        done(null, chunk)
      }
    },
  })
  try {
    await pipeline(response, meter, createWriteStream(options.target))
  } catch (error) {
    if (error instanceof CordonError) throw error
    throw new Passing(error instanceof Error ? error.message : 'the connection broke')
  }
  if (Number.isFinite(announced) && bytes !== announced) throw new Passing(`${bytes} of ${announced} bytes arrived`)
  if (bytes === 0) throw new Passing('the body is empty')
  const sha256 = hash.digest('hex')
  refuseWrongDigest(url, sha256, response, options.sha256)
  const { etag, 'last-modified': lastModified } = response.headers
  return { kind: 'file', sha256, bytes, etag, lastModified, finalAddress: url.href }
}

/** Digests that the publisher gives beside the file (`Repr-Digest`, `Content-Digest`, `Digest`; RFC 9530) or apart. */
function refuseWrongDigest(url: URL, sha256: string, response: IncomingMessage, expected: string | undefined): void {
  const headers = [response.headers['repr-digest'], response.headers['content-digest'], response.headers['digest']]
  const announced = headers
    .map((header) => /sha-256=:?([A-Za-z0-9+/=]+):?/i.exec(String(header ?? ''))?.[1])
    .flatMap((base64) => (base64 === undefined ? [] : [Buffer.from(base64, 'base64').toString('hex')]))
  for (const digest of [...announced, ...(expected === undefined ? [] : [expected.toLowerCase()])]) {
    if (digest !== sha256)
      throw new CordonError('fetch.refused', `${url.href} does not have the digest that its publisher gives`)
  }
}
