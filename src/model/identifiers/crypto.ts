import { sha256 } from '@noble/hashes/sha2.js'
import { keccak_256 } from '@noble/hashes/sha3.js'
import { bech32, bech32m, createBase58check, hex } from '@scure/base'

const base58check = createBase58check(sha256)

/** What an address is, by its own form and checksum, whatever currency was named with it. */
export type AddressFamily = 'base58check' | 'segwit' | 'evm' | 'unknown'

export interface CryptoAddress {
  readonly family: AddressFamily
  /** Normal form: lower case for hexadecimal and bech32, as published for base58, where case tells addresses apart. */
  readonly value: string
  /** Whether its checksum holds; absent where the form carries none that is known here. */
  readonly valid?: boolean
}

const EVM = /^0x[0-9a-f]{40}$/i
const SEGWIT = /^(?:bc|tb|ltc)1[02-9ac-hj-np-z]{11,87}$/i
const BASE58 = /^[1-9A-HJ-NP-Za-km-z]{25,108}$/

/**
 * Reads a digital-currency address: EIP-55 for Ethereum's family, BIP 173 and 350 for segwit, Base58Check for the
 * Bitcoin and Tron families. A form without a known checksum (Monero, Solana and others) is kept as published.
 */
export function readCryptoAddress(raw: string): CryptoAddress {
  const value = raw.trim()
  if (EVM.test(value)) return evmAddress(value)
  if (SEGWIT.test(value)) return { family: 'segwit', value: value.toLowerCase(), valid: isSegwit(value) }
  if (BASE58.test(value) && isBase58Check(value)) return { family: 'base58check', value, valid: true }
  return { family: 'unknown', value }
}

function evmAddress(value: string): CryptoAddress {
  const lower = value.toLowerCase()
  const body = value.slice(2)
  const hasNoCase = body === body.toLowerCase() || body === body.toUpperCase()
  return hasNoCase
    ? { family: 'evm', value: lower }
    : { family: 'evm', value: lower, valid: body === checksumCase(lower.slice(2)) }
}

/** EIP-55: a letter is upper case where the same place of the hash is 8 or more. */
function checksumCase(lower: string): string {
  const hash = hex.encode(keccak_256(asciiBytes(lower)))
  return [...lower].map((char, i) => (Number.parseInt(hash[i] ?? '0', 16) >= 8 ? char.toUpperCase() : char)).join('')
}

/** ASCII to bytes: all that an address needs, with nothing of the platform. */
const asciiBytes = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0))

function isSegwit(value: string): boolean {
  return bech32.decodeUnsafe(value, 90) !== undefined || bech32m.decodeUnsafe(value, 90) !== undefined
}

function isBase58Check(value: string): boolean {
  try {
    return base58check.decode(value).length === 21
  } catch {
    return false
  }
}
