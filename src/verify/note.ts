import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto'

/** A public key to trust, as it was handed over: `NAME+HASH+BASE64` (C2SP signed-note). */
export interface TrustedKey {
  readonly name: string
  readonly hash: Buffer
  readonly key: KeyObject
}

const SPKI_ED25519 = Buffer.from('302a300506032b6570032100', 'hex')

/** @throws Error where the text is no verifier key of the Ed25519 kind, or its hash does not fit. */
export function readTrustedKey(text: string): TrustedKey {
  const [, name, hex, base64] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/.exec(text.trim()) ?? []
  if (name === undefined || hex === undefined || base64 === undefined) throw new Error('that is no verifier key')
  const bytes = Buffer.from(base64, 'base64')
  if (bytes.length !== 33 || bytes[0] !== 1) throw new Error('that verifier key is not of the Ed25519 kind')
  const hash = createHash('sha256').update(`${name}\n`).update(bytes).digest().subarray(0, 4)
  if (hash.toString('hex') !== hex) throw new Error('the hash in that verifier key does not fit its key')
  const key = createPublicKey({ key: Buffer.concat([SPKI_ED25519, bytes.subarray(1)]), format: 'der', type: 'spki' })
  return { name, hash, key }
}

/** What a checkpoint says, believed only where a trusted key has signed it. */
export interface HeldCheckpoint {
  readonly origin: string
  readonly size: number
  readonly root: string
  readonly isSigned: boolean
}

/** Reads a checkpoint; `undefined` where it is none. */
export function readCheckpoint(note: string, trusted: readonly TrustedKey[]): HeldCheckpoint | undefined {
  const split = note.indexOf('\n\n')
  if (split < 0) return undefined
  const text = note.slice(0, split + 1)
  const [origin, size, root] = text.split('\n')
  if (origin === undefined || !/^\d{1,16}$/.test(size ?? '') || !/^[A-Za-z0-9+/]{43}=$/.test(root ?? ''))
    return undefined
  return {
    origin,
    size: Number(size),
    root: Buffer.from(root ?? '', 'base64').toString('hex'),
    isSigned: isSigned(text, note.slice(split + 2), origin, trusted),
  }
}

/** Signature lines and nothing else: whatever is put behind them makes another note. */
const SIGNATURE_LINES = /^(?:\u2014 \S+ [A-Za-z0-9+/]+=*\n)+$/

function isSigned(text: string, signatures: string, origin: string, trusted: readonly TrustedKey[]): boolean {
  if (!SIGNATURE_LINES.test(signatures)) return false
  return signatures.split('\n').some((line) => {
    const [, name, base64] = /^\u2014 (\S+) ([A-Za-z0-9+/]+=*)$/.exec(line) ?? []
    const bytes = Buffer.from(base64 ?? '', 'base64')
    // The last letter of base64 has bits to spare: only the one spelling that the writer makes is a signature.
    if (bytes.toString('base64') !== base64) return false
    return trusted.some(
      (key) =>
        key.name === name &&
        name === origin &&
        bytes.length === 68 &&
        bytes.subarray(0, 4).equals(key.hash) &&
        verify(null, Buffer.from(text, 'utf8'), key.key, bytes.subarray(4)),
    )
  })
}
