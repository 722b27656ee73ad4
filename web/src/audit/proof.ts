/** RFC 6962 proofs, worked out in the browser: nothing of the server's is believed but what hashes to the root. */

const hexOf = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')

const bytesOf = (hex: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length: hex.length / 2 }, (_, at) => Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16))

async function sha256(...parts: readonly Uint8Array[]): Promise<string> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return hexOf(new Uint8Array(await crypto.subtle.digest('SHA-256', whole)))
}

/** RFC 6962 §2.1: a leaf is hashed behind a 0, two children behind a 1. */
export const leafHash = (body: string): Promise<string> => sha256(Uint8Array.of(0), new TextEncoder().encode(body))
const nodeHash = (left: string, right: string): Promise<string> =>
  sha256(Uint8Array.of(1), bytesOf(left), bytesOf(right))

/** Whether the entry is the one at its place in the log of this size and root (RFC 9162 §2.1.3.2). */
export async function provesInclusion(proof: {
  readonly body: string
  readonly seq: number
  readonly size: number
  readonly root: string
  readonly proof: readonly string[]
}): Promise<boolean> {
  if (proof.seq >= proof.size) return false
  let place = proof.seq
  let last = proof.size - 1
  let hash = await leafHash(proof.body)
  for (const sibling of proof.proof) {
    if (last === 0) return false
    if (place % 2 === 1 || place === last) {
      hash = await nodeHash(sibling, hash)
      while (place % 2 === 0 && place !== 0) {
        place = Math.floor(place / 2)
        last = Math.floor(last / 2)
      }
    } else hash = await nodeHash(hash, sibling)
    place = Math.floor(place / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 && hash === proof.root
}

const isPowerOfTwo = (size: number): boolean => size > 0 && Number.isInteger(Math.log2(size))

/** Whether the earlier log is the beginning of the later one (RFC 9162 §2.1.4.2). */
export async function provesConsistency(
  earlier: { readonly size: number; readonly root: string },
  later: { readonly size: number; readonly root: string },
  proof: readonly string[],
): Promise<boolean> {
  if (earlier.size > later.size) return false
  if (earlier.size === later.size) return proof.length === 0 && earlier.root === later.root
  const path = isPowerOfTwo(earlier.size) ? [earlier.root, ...proof] : [...proof]
  const [first, ...rest] = path
  if (first === undefined) return false
  let place = earlier.size - 1
  let last = later.size - 1
  while (place % 2 === 1) {
    place = Math.floor(place / 2)
    last = Math.floor(last / 2)
  }
  let [old, now] = [first, first]
  for (const hash of rest) {
    if (last === 0) return false
    if (place % 2 === 1 || place === last) {
      old = await nodeHash(hash, old)
      now = await nodeHash(hash, now)
      while (place % 2 === 0 && place !== 0) {
        place = Math.floor(place / 2)
        last = Math.floor(last / 2)
      }
    } else now = await nodeHash(now, hash)
    place = Math.floor(place / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 && old === earlier.root && now === later.root
}

/** A signed note's log, size and root; its signature is for the verifier on the command line. */
export function readCheckpoint(note: string): { readonly size: number; readonly root: string } | undefined {
  const [, size = '', root = ''] = note.split('\n').map((line) => line.trim())
  if (!/^\d{1,15}$/.test(size) || !/^[A-Za-z0-9+/]{43}=$/.test(root)) return undefined
  return { size: Number(size), root: hexOf(Uint8Array.from(atob(root), (letter) => letter.charCodeAt(0))) }
}
