import type { LookupAddress } from 'node:dns'
import { lookup } from 'node:dns/promises'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { CordonError } from '../model/errors.ts'
import { accepted, type Parsed, refused } from '../model/parsed.ts'

/** Sends one delivery and answers the HTTP status. A face or a test hands in its own. */
export interface Post {
  post(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<number>
}

/** Addresses inside the house, where a webhook has no business (T-15): own machine, private nets, link-local, metadata, mapped forms. */
const INSIDE = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  INSIDE.addSubnet(net, bits, 'ipv4')
for (const [net, bits] of [
  ['::', 96],
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
  ['2002::', 16],
] as const)
  INSIDE.addSubnet(net, bits, 'ipv6')

export const isInsideAddress = (address: string): boolean =>
  INSIDE.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')

/** Refuses an address that a webhook must not have: not HTTPS, with a password in it, or a literal address inside the house. */
export function checkWebhookUrl(raw: string, mayReach = isReachable()): Parsed<URL> {
  const url = URL.canParse(raw) ? new URL(raw) : undefined
  if (url === undefined || url.protocol !== 'https:' || url.username !== '' || url.password !== '')
    return refused('webhook.url', '', { remedy: 'give an https:// address without a user or password in it' })
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if ((isIP(host) !== 0 && !mayReach(host)) || /(?:^|\.)(?:localhost|internal|local)$/i.test(host))
    return refused('webhook.url.inside', host, { remedy: 'a webhook goes to an address outside this network' })
  return accepted(url)
}

/** The addresses of a host name. */
export type Resolve = (host: string) => Promise<readonly LookupAddress[]>

const TIMEOUT_MS = 10_000

/**
 * Posts to the outside only. The name is resolved once, every address it leads to is checked, and the connection is made to one of
 * those and no other: a name that leads elsewhere a moment later (DNS rebinding) is not asked again. Redirects are not followed.
 * `mayReach` lets an operator's own receiver stand inside.
 */
export const postTo = (resolve: Resolve, mayReach: (address: string) => boolean): Post => ({
  async post(url, headers, body) {
    const { hostname, protocol } = new URL(url)
    const host = hostname.replace(/^\[|\]$/g, '')
    const family = isIP(host)
    const addresses = family === 0 ? await resolve(host) : [{ address: host, family }]
    if (addresses.length === 0 || !addresses.every(({ address }) => mayReach(address)))
      throw new Error('the name leads to an address inside this network')
    return send(protocol === 'https:' ? httpsRequest : httpRequest, url, { headers, body, addresses })
  },
})

interface Sending {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly addresses: readonly LookupAddress[]
}

function send(request: typeof httpsRequest, url: string, { headers, body, addresses }: Sending): Promise<number> {
  const lookup: LookupFunction = (_host, { all }, done) => {
    const [first] = addresses
    if (all === true) done(null, [...addresses])
    else done(null, first?.address ?? '', first?.family ?? 4)
  }
  return new Promise((resolve, reject) => {
    const options = { method: 'POST', headers, lookup, agent: false, signal: AbortSignal.timeout(TIMEOUT_MS) } as const
    const outgoing = request(url, options, (response) => {
      response.destroy()
      resolve(response.statusCode ?? 0)
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

/**
 * Networks inside the house that webhooks may reach all the same, from CORDON_WEBHOOK_ALLOW: `10.1.2.0/24`, several by commas.
 *
 * @throws CordonError `usage.invalid` for what is no network.
 */
export function allowedNetworks(text: string): BlockList {
  const allowed = new BlockList()
  for (const each of text.split(',').map((part) => part.trim())) {
    if (each === '') continue
    const [net = '', bits = ''] = each.split('/')
    const family = isIP(net)
    const length = Number(bits)
    if (family === 0 || bits === '' || !Number.isInteger(length) || length < 0 || length > (family === 4 ? 32 : 128))
      throw new CordonError('usage.invalid', `CORDON_WEBHOOK_ALLOW: ${each} is no network, as in 10.1.2.0/24`)
    allowed.addSubnet(net, length, family === 4 ? 'ipv4' : 'ipv6')
  }
  return allowed
}

/** Posts as the machine resolves names, to the outside and to the networks that its operator allows. */
export const outsidePost = (mayReach = isReachable()): Post => postTo((host) => lookup(host, { all: true }), mayReach)

/** Whether a webhook may go to an address: outside, or in a network that the operator allows. */
export function isReachable(allow = process.env['CORDON_WEBHOOK_ALLOW'] ?? ''): (address: string) => boolean {
  const allowed = allowedNetworks(allow)
  return (address) => !isInsideAddress(address) || allowed.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}
