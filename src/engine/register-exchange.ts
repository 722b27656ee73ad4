import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Value } from 'typebox/value'
import type { Instant } from '../model/brand.ts'
import { CordonError } from '../model/errors.ts'
import {
  BUNDLE_FORMAT,
  BUNDLE_MAX_BYTES,
  EnvelopeSchema,
  type OpenedBundle,
  openPayload,
  payloadOf,
  supersedes,
} from '../register/bundle.ts'
import type { Register } from '../register/organisation.ts'
import { knowledgePath } from './paths.ts'

const ABOUT = '_about.json'

/** Where an imported register lies in the data folder, beside the key that it was trusted by. */
export const importedFolder = (dataFolder: string): string => join(dataFolder, 'register')
const trustedKeyPath = (dataFolder: string): string => join(dataFolder, 'register-key.pem')

export interface Exported {
  readonly path: string
  readonly organisations: number
  readonly public_key: string
}

/** Writes a register folder as one signed file. The private key is an ed25519 key in PEM. */
export function exportRegister(
  path: string,
  privateKeyPath: string,
  at: Instant,
  folder = knowledgePath('register'),
): Exported {
  const key = readPrivateKey(privateKeyPath)
  const files = Object.fromEntries(
    readdirSync(folder)
      .filter((name) => name.endsWith('.json') && name !== ABOUT)
      .map((name) => [name.slice(0, -'.json'.length), readJson(join(folder, name))]),
  )
  const payload = payloadOf(readJson(join(folder, ABOUT)), files, at)
  const publicKey = publicText(createPublicKey(key))
  const envelope = {
    format: BUNDLE_FORMAT,
    algorithm: 'ed25519',
    public_key: publicKey,
    signature: sign(null, Buffer.from(payload, 'utf8'), key).toString('base64'),
    payload,
  }
  writeFileSync(path, `${JSON.stringify(envelope)}\n`)
  return { path, organisations: Object.keys(files).length, public_key: publicKey }
}

export interface Imported {
  readonly organisations: number
  readonly known_until: string
  readonly issued_at: string
  readonly public_key: string
}

/**
 * Takes a signed register into the data folder. It must be signed by the named key, or by the one trusted at an
 * earlier import, and know at least as far as the register in use.
 *
 * @throws CordonError `register.untrusted` for a wrong key or signature, `register.refused` for a faulty or older one.
 */
export function importRegister(path: string, dataFolder: string, current: Register, keyPath?: string): Imported {
  const trusted = trustedKey(dataFolder, keyPath)
  const opened = openBundle(path, trusted)
  const newer = supersedes(current, opened.register)
  if (!newer.ok) throw new CordonError('register.refused', `${path}: ${newer.issue.code} (${newer.issue.found})`)
  replaceFolder(importedFolder(dataFolder), opened)
  writeFileSync(trustedKeyPath(dataFolder), trusted.export({ type: 'spki', format: 'pem' }))
  return {
    organisations: opened.register.organisations.length,
    known_until: opened.register.knownUntil,
    issued_at: opened.issuedAt,
    public_key: publicText(trusted),
  }
}

/** A new signing key in PEM, for whoever publishes a register. */
export function newSigningKey(): { readonly privateKey: string; readonly publicKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  }
}

function openBundle(path: string, trusted: KeyObject): OpenedBundle {
  if (!existsSync(path)) throw new CordonError('input.missing', `there is no file ${path}`)
  if (statSync(path).size > BUNDLE_MAX_BYTES)
    throw new CordonError('input.too_large', `${path} is over ${BUNDLE_MAX_BYTES} bytes`)
  const envelope = readJson(path)
  if (!Value.Check(EnvelopeSchema, envelope)) throw new CordonError('register.refused', `${path} is no signed register`)
  const signature = Buffer.from(envelope.signature, 'base64')
  if (!verify(null, Buffer.from(envelope.payload, 'utf8'), trusted, signature)) {
    throw new CordonError('register.untrusted', `${path} is not signed by the trusted key`)
  }
  const opened = openPayload(JSON.parse(envelope.payload))
  if (opened.ok) return opened.value
  const { code, found, where } = opened.issue
  throw new CordonError('register.refused', `${path}: ${where ?? ''} ${code}: ${found}`)
}

function trustedKey(dataFolder: string, keyPath: string | undefined): KeyObject {
  const path = keyPath ?? trustedKeyPath(dataFolder)
  if (!existsSync(path)) {
    throw new CordonError(
      'register.untrusted',
      keyPath === undefined ? 'no key is trusted yet' : `there is no key ${path}`,
    )
  }
  try {
    const key = createPublicKey(readFileSync(path))
    if (key.asymmetricKeyType === 'ed25519') return key
  } catch (cause) {
    throw new CordonError('register.untrusted', `${path} is no public key in PEM`, { cause })
  }
  throw new CordonError('register.untrusted', `${path} is no ed25519 key`)
}

function readPrivateKey(path: string): KeyObject {
  if (!existsSync(path)) throw new CordonError('input.missing', `there is no key ${path}`)
  try {
    const key = createPrivateKey(readFileSync(path))
    if (key.asymmetricKeyType === 'ed25519') return key
  } catch (cause) {
    throw new CordonError('input.unreadable', `${path} is no private key in PEM`, { cause })
  }
  throw new CordonError('input.unreadable', `${path} is no ed25519 key`)
}

const publicText = (key: KeyObject): string => key.export({ type: 'spki', format: 'der' }).toString('base64')

/** Written whole beside the old folder and put in its place, so that no crash leaves half a register. */
function replaceFolder(folder: string, opened: OpenedBundle): void {
  const next = `${folder}.next`
  const old = `${folder}.old`
  rmSync(next, { recursive: true, force: true })
  rmSync(old, { recursive: true, force: true })
  mkdirSync(next, { recursive: true })
  writeFileSync(join(next, ABOUT), `${JSON.stringify(opened.about, null, 2)}\n`)
  for (const [slug, content] of Object.entries(opened.files)) {
    writeFileSync(join(next, `${slug}.json`), `${JSON.stringify(content, null, 2)}\n`)
  }
  if (existsSync(folder)) renameSync(folder, old)
  renameSync(next, folder)
  rmSync(old, { recursive: true, force: true })
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw new CordonError('input.unreadable', `${path} cannot be read as JSON`, { cause })
  }
}
