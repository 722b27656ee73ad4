import Type from 'typebox'
import { Value } from 'typebox/value'
import { accepted, type Issue, type Parsed, refused } from '../model/parsed.ts'
import { checkRegister } from './check.ts'
import type { Register } from './organisation.ts'
import { parseAbout, parseOrganisation } from './parse.ts'

/** Bytes of a signed register that are read at all. */
export const BUNDLE_MAX_BYTES = 64 * 1024 * 1024
export const BUNDLE_FORMAT = 'cordon-register/1'

const closed = { additionalProperties: false } as const

/** The envelope: the payload exactly as it was signed, the signature over its bytes, and the signer's public key. */
export const EnvelopeSchema = Type.Object(
  {
    format: Type.Literal(BUNDLE_FORMAT),
    algorithm: Type.Literal('ed25519'),
    public_key: Type.String({ minLength: 40, maxLength: 200 }),
    signature: Type.String({ minLength: 80, maxLength: 120 }),
    payload: Type.String({ minLength: 2, maxLength: BUNDLE_MAX_BYTES }),
  },
  closed,
)

const PayloadSchema = Type.Object(
  {
    issued_at: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,3})?Z$' }),
    about: Type.Unknown(),
    files: Type.Record(Type.String(), Type.Unknown()),
  },
  closed,
)

/** The files of a register as one text, keys in order, so that the same files always give the same bytes. */
export function payloadOf(about: unknown, files: Readonly<Record<string, unknown>>, issuedAt: string): string {
  const ordered = Object.fromEntries(Object.entries(files).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  return JSON.stringify({ issued_at: issuedAt, about, files: ordered })
}

export interface OpenedBundle {
  readonly issuedAt: string
  readonly about: unknown
  readonly files: Readonly<Record<string, unknown>>
  readonly register: Register
}

/** Reads a payload whose signature holds, and checks it as strictly as the bundled register. One fault refuses it whole. */
export function openPayload(payload: unknown): Parsed<OpenedBundle> {
  if (!Value.Check(PayloadSchema, payload)) return refused('register.bundle.shape', 'payload')
  const about = parseAbout(payload.about)
  if (!about.ok) return about
  const readings = Object.entries(payload.files).map(([slug, content]) => parseOrganisation(slug, content))
  const register: Register = { ...about.value, organisations: readings.flatMap(({ values }) => values) }
  const faults: readonly Issue[] = [...readings.flatMap(({ issues }) => issues), ...checkRegister(register)]
  const [first] = faults
  if (first !== undefined) return { ok: false, issue: first }
  if (register.organisations.length === 0) return refused('register.bundle.empty', 'no organisations')
  return accepted({ issuedAt: payload.issued_at, about: payload.about, files: payload.files, register })
}

/** A register is replaced by one that knows at least as far: an older one could quietly undo a designation. */
export function supersedes(current: Register, next: Register): Parsed<true> {
  return next.knownUntil >= current.knownUntil
    ? accepted(true)
    : refused('register.bundle.older', `${next.knownUntil} before ${current.knownUntil}`, {
        remedy: 'import a register that is known until a later day',
      })
}
