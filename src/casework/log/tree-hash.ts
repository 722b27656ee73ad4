import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'

/** A node of the Merkle tree: 64 lower-case hexadecimal digits of a SHA-256. */
export type TreeHash = string

const LEAF_PREFIX = Uint8Array.of(0)
const NODE_PREFIX = Uint8Array.of(1)

/** The hash of a log of no entries: SHA-256 of nothing (RFC 6962 §2.1). */
export const EMPTY_ROOT: TreeHash = bytesToHex(sha256(new Uint8Array()))

/** RFC 6962 §2.1: SHA-256 of 0x00 and the entry's bytes. */
export const leafHash = (entry: string): TreeHash => bytesToHex(sha256(concatBytes(LEAF_PREFIX, utf8ToBytes(entry))))

/** RFC 6962 §2.1: SHA-256 of 0x01 and both children. */
export const nodeHash = (left: TreeHash, right: TreeHash): TreeHash =>
  bytesToHex(sha256(concatBytes(NODE_PREFIX, hexToBytes(left), hexToBytes(right))))

export const digestText = (text: string): TreeHash => bytesToHex(sha256(utf8ToBytes(text)))
