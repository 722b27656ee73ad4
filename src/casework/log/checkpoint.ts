import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { base64 } from '@scure/base'
import { accepted, type Parsed, refused } from '../../model/parsed.ts'
import type { TreeHash } from './tree-hash.ts'

/** How many entries a log had and their Merkle hash: whoever holds it can tell any later edit. */
export interface Checkpoint {
  /** The log's name, unique to one log: no spaces, no plus, one line. */
  readonly origin: string
  readonly size: number
  readonly root: TreeHash
}

/** C2SP signed-note: Ed25519 is signature type 0x01. */
const ED25519 = Uint8Array.of(1)
const KEY_HASH_BYTES = 4
const EM_DASH = '\u2014'

/** Who signs a checkpoint: the name is the log's origin; `sign` is handed in, so that keys stay at the edge. */
export interface Signer {
  readonly name: string
  /** 32 bytes of an Ed25519 public key. */
  readonly publicKey: Uint8Array
  sign(message: Uint8Array): Uint8Array
}

/** The text that is signed (C2SP tlog-checkpoint): origin, size, root in base64, each on a line of its own. */
export const checkpointText = ({ origin, size, root }: Checkpoint): string =>
  `${origin}\n${size}\n${base64.encode(hexToBytes(root))}\n`

/** C2SP signed-note: the first four bytes of SHA-256 of name, newline, signature type and public key. */
export const keyHash = (name: string, publicKey: Uint8Array): Uint8Array =>
  sha256(concatBytes(utf8ToBytes(`${name}\n`), ED25519, publicKey)).slice(0, KEY_HASH_BYTES)

/** The form in which a public key is handed to verifiers, as in `example.org/log+1a2b3c4d+AWxy…`. */
export const verifierKey = (name: string, publicKey: Uint8Array): string =>
  `${name}+${bytesToHex(keyHash(name, publicKey))}+${base64.encode(concatBytes(ED25519, publicKey))}`

/** A checkpoint as a signed note: the text, an empty line, one signature line. */
export function signCheckpoint(checkpoint: Checkpoint, signer: Signer): string {
  const text = checkpointText(checkpoint)
  const signature = concatBytes(keyHash(signer.name, signer.publicKey), signer.sign(utf8ToBytes(text)))
  return `${text}\n${EM_DASH} ${signer.name} ${base64.encode(signature)}\n`
}

const NOTE = /^([^\n+ ]+)\n(0|[1-9][0-9]{0,15})\n([A-Za-z0-9+/]{43}=)\n(?:[^\n]+\n)*\n(?:\u2014 [^\n]+\n)+$/

/** Reads a checkpoint without trusting its signature: for comparing, never for believing. */
export function parseCheckpoint(note: string): Parsed<Checkpoint> {
  const found = NOTE.exec(note)
  const [, origin, size, root] = found ?? []
  if (origin === undefined || size === undefined || root === undefined)
    return refused('checkpoint.unreadable', note.split('\n')[0] ?? '', { remedy: 'give a checkpoint as it was signed' })
  return accepted({ origin, size: Number(size), root: bytesToHex(base64.decode(root)) })
}
