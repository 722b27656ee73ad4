import { BlockList, isIP } from 'node:net'

/**
 * Addresses that no publisher has: this machine, private networks, link-local (cloud metadata among them), carrier NAT, multicast
 * and what is reserved. Source: IANA special-purpose address registries (RFC 6890 and its updates).
 */
const PRIVATE = privateRanges()

function privateRanges(): BlockList {
  const list = new BlockList()
  for (const [address, prefix] of [
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
    ['224.0.0.0', 4],
    ['240.0.0.0', 4],
  ] as const) {
    list.addSubnet(address, prefix, 'ipv4')
  }
  for (const [address, prefix] of [
    ['::', 128],
    ['::1', 128],
    ['64:ff9b::', 96],
    ['100::', 64],
    ['2001:db8::', 32],
    ['2002::', 16],
    ['fc00::', 7],
    ['fe80::', 10],
    ['ff00::', 8],
  ] as const) {
    list.addSubnet(address, prefix, 'ipv6')
  }
  return list
}

/** Whether an IP address, IPv4 mapped into IPv6 included, is one that a fetch must not reach. */
export function isPrivateAddress(raw: string): boolean {
  const address = raw.replace(/^\[|\]$/g, '')
  const mapped = /^(?:0{0,4}:){0,5}:?(?:ffff:)(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? mappedHex(address)
  if (mapped !== undefined) return isPrivateAddress(mapped)
  const family = isIP(address)
  if (family === 0) return true
  return PRIVATE.check(address, family === 6 ? 'ipv6' : 'ipv4')
}

/** `::ffff:7f00:1` is 127.0.0.1. */
function mappedHex(address: string): string | undefined {
  const found = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i.exec(address)
  if (found === null) return undefined
  const [high, low] = [Number.parseInt(found[1] ?? '0', 16), Number.parseInt(found[2] ?? '0', 16)]
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}
