import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Signer, verifierKey } from '../casework/log/checkpoint.ts'
import type { Tenant } from '../casework/ports.ts'
import { CordonError } from '../model/errors.ts'
import { dataFolder } from './paths.ts'

const KEY_FILE = 'audit-key.pem'
const RAW_KEY_BYTES = 32
const OWNER_ONLY = 0o600

/** The key that signs checkpoints, and the name under which a tenant's log is known: the key's own, so that no two logs share one. */
export interface AuditKey {
  signerFor(tenant: Tenant): Signer
  /** What a verifier must be given, out of band. */
  verifierKeyFor(tenant: Tenant): string
}

/**
 * Reads the signing key: the file that CORDON_AUDIT_KEY names, else `audit-key.pem` of the data folder, made where it is missing.
 *
 * @throws CordonError `store.unavailable` where the file is no Ed25519 key.
 */
export function openAuditKey(data?: string): AuditKey {
  const folder = dataFolder(data)
  const path = process.env['CORDON_AUDIT_KEY'] ?? join(folder, KEY_FILE)
  if (!existsSync(path)) makeKey(folder, path)
  return auditKeyOf(readKey(path))
}

/** Written whole under another name, then linked: two processes that start at once end up with one key. */
function makeKey(folder: string, path: string): void {
  mkdirSync(folder, { recursive: true })
  const { privateKey } = generateKeyPairSync('ed25519')
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: OWNER_ONLY, flush: true })
  try {
    linkSync(draft, path)
  } catch (error) {
    if (!existsSync(path)) throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

function readKey(path: string): KeyObject {
  try {
    const key = createPrivateKey(readFileSync(path))
    if (key.asymmetricKeyType === 'ed25519') return key
  } catch (cause) {
    throw new CordonError('store.unavailable', `the audit key ${path} cannot be read`, { cause })
  }
  throw new CordonError('store.unavailable', `the audit key ${path} is no Ed25519 key`)
}

export function auditKeyOf(privateKey: KeyObject): AuditKey {
  const der = createPublicKey(privateKey).export({ type: 'spki', format: 'der' })
  const publicKey = Uint8Array.from(der.subarray(der.length - RAW_KEY_BYTES))
  const installation = createHash('sha256').update(publicKey).digest('hex').slice(0, 16)
  const nameOf = (tenant: Tenant): string => `cordon-${installation}/${tenant}`
  return {
    signerFor: (tenant) => ({ name: nameOf(tenant), publicKey, sign: (message) => sign(null, message, privateKey) }),
    verifierKeyFor: (tenant) => verifierKey(nameOf(tenant), publicKey),
  }
}
