import type { Instant } from '../../model/brand.ts'
import { accepted, type Parsed, refused } from '../../model/parsed.ts'
import { audited } from '../audit/audited.ts'
import type { Act } from '../audit/deed.ts'
import { canonicalJson, parseTexts } from '../records/canonical.ts'
import { count, find, findOne, get, type Step } from '../records/query.ts'
import type { Row } from '../records/tables.ts'
import type { Actor } from './actor.ts'
import { ROLES, type Role } from './roles.ts'

/** Reads names of roles; an unknown one is refused. */
export function parseRoles(names: readonly string[]): Parsed<readonly Role[]> {
  const unknown = names.find((name) => !ROLES.some((role) => role === name))
  if (unknown !== undefined || names.length === 0)
    return refused('role.unknown', unknown ?? 'none', { remedy: `use ${ROLES.join(', ')}` })
  return accepted(ROLES.filter((role) => names.includes(role)))
}

const rolesOf = (json: string): readonly Role[] => ROLES.filter((role) => parseTexts(json).includes(role))

export interface NewUser {
  readonly name: string
  readonly roles: readonly string[]
  /** The password as the edge hashed it, or `null` for one who signs in elsewhere. */
  readonly password: string | null
  readonly subject: string | null
  readonly validUntil: string | null
}

const USER_NAME = /^[\p{L}\p{N}][\p{L}\p{N}._@-]{0,63}$/u

export function* addUser(act: Act, user: NewUser): Step<Row<'user_account'>> {
  return yield* audited(act, function* (changes) {
    const roles = parseRoles(user.roles)
    if (!roles.ok) return roles
    if (!USER_NAME.test(user.name)) return refused('user.name', '', { remedy: 'use letters, digits, . _ @ and -' })
    const name = user.name.normalize('NFC').toLowerCase()
    if ((yield* findOne('user_account', { name })) !== undefined) return refused('user.exists', name)
    const row: Row<'user_account'> = {
      id: act.newId(),
      name,
      roles_json: canonicalJson(roles.value),
      subject: user.subject,
      password: user.password,
      created_at: act.at,
      valid_until: user.validUntil,
      disabled_at: null,
    }
    yield* changes.insert('user_account', row)
    return accepted({
      deed: { action: 'user.add', subject: `user/${row.id}`, detail: { roles: roles.value } },
      value: row,
    })
  })
}

export interface UserChange {
  readonly roles?: readonly string[]
  readonly password?: string
  readonly subject?: string | null
  readonly validUntil?: string | null
  readonly isDisabled?: boolean
}

/** Changes an account. Nobody gives themself a role, and the last admin stays. */
export function* changeUser(act: Act, id: string, change: UserChange): Step<Row<'user_account'>> {
  return yield* audited(act, function* (changes) {
    const held = yield* get('user_account', id)
    if (held === undefined) return refused('user.unknown', id)
    const roles = change.roles === undefined ? accepted(rolesOf(held.roles_json)) : parseRoles(change.roles)
    if (!roles.ok) return roles
    if (change.roles !== undefined && act.actor.id === id)
      return refused('user.self', held.name, { remedy: 'another admin must change your roles' })
    const losesAdmin = change.isDisabled === true || !roles.value.includes('admin')
    if (losesAdmin && rolesOf(held.roles_json).includes('admin') && (yield* activeAdmins(act.at)) <= 1)
      return refused('user.last_admin', held.name, { remedy: 'make another admin first' })
    const value = yield* changes.update('user_account', held, {
      roles_json: canonicalJson(roles.value),
      ...(change.password === undefined ? {} : { password: change.password }),
      ...(change.subject === undefined ? {} : { subject: change.subject }),
      ...(change.validUntil === undefined ? {} : { valid_until: change.validUntil }),
      ...(change.isDisabled === undefined ? {} : { disabled_at: change.isDisabled ? act.at : null }),
    })
    yield* endSessions(id)
    return accepted({
      deed: { action: 'user.change', subject: `user/${id}`, detail: { did: Object.keys(change), roles: roles.value } },
      value,
    })
  })
}

function* activeAdmins(at: string): Step<number> {
  const all = yield* find('user_account', { where: { disabled_at: null } })
  return all.filter((user) => isValid(user, at) && rolesOf(user.roles_json).includes('admin')).length
}

const isValid = (row: { readonly valid_until: string | null }, at: string): boolean =>
  row.valid_until === null || at.slice(0, 10) <= row.valid_until

/** The actor that an account is, or why it may not act: disabled, expired (T-20). */
export function actorOfUser(user: Row<'user_account'>, tenant: string, at: Instant): Parsed<Actor> {
  if (user.disabled_at !== null) return refused('access.disabled', user.name)
  if (!isValid(user, at)) return refused('access.expired', user.name)
  return accepted({
    tenant,
    kind: 'user',
    id: user.id,
    name: user.name,
    roles: rolesOf(user.roles_json),
    ...(user.subject === null ? {} : { subject: user.subject }),
  })
}

export interface NewKey {
  readonly id: string
  readonly name: string
  readonly roles: readonly string[]
  readonly userId: string | null
  /** SHA-256 of the secret, which is shown once and never kept. */
  readonly secretDigest: string
  readonly validUntil: string | null
}

export function* addKey(act: Act, key: NewKey): Step<Row<'api_key'>> {
  return yield* audited(act, function* (changes) {
    const roles = parseRoles(key.roles)
    if (!roles.ok) return roles
    const owner = key.userId === null ? undefined : yield* get('user_account', key.userId)
    if (key.userId !== null && owner === undefined) return refused('user.unknown', key.userId)
    const beyond =
      owner === undefined ? undefined : roles.value.find((role) => !rolesOf(owner.roles_json).includes(role))
    if (beyond !== undefined)
      return refused('key.roles', beyond, { remedy: 'a key has no role that its owner has not' })
    const row: Row<'api_key'> = {
      id: key.id,
      name: key.name,
      user_id: key.userId,
      roles_json: canonicalJson(roles.value),
      secret_digest: key.secretDigest,
      created_at: act.at,
      valid_until: key.validUntil,
      revoked_at: null,
    }
    yield* changes.insert('api_key', row)
    return accepted({
      deed: { action: 'key.add', subject: `key/${row.id}`, detail: { roles: roles.value } },
      value: row,
    })
  })
}

export function* revokeKey(act: Act, id: string): Step<Row<'api_key'>> {
  return yield* audited(act, function* (changes) {
    const held = yield* get('api_key', id)
    if (held === undefined) return refused('key.unknown', id)
    const value = yield* changes.update('api_key', held, { revoked_at: held.revoked_at ?? act.at })
    return accepted({ deed: { action: 'key.revoke', subject: `key/${id}` }, value })
  })
}

/** The actor behind a key, or a refusal that does not say which part was wrong. A key never does more than its owner may now. */
export function* actorOfKey(tenant: string, id: string, secretDigest: string, at: Instant): Step<Parsed<Actor>> {
  const unknown = refused('access.key', '', { remedy: 'give a key that is known and not revoked' })
  const key = yield* get('api_key', id)
  if (key === undefined || !isEqual(key.secret_digest, secretDigest)) return unknown
  if (key.revoked_at !== null || !isValid(key, at)) return unknown
  const roles = rolesOf(key.roles_json)
  const actor = { tenant, kind: 'key' as const, id, name: key.name }
  if (key.user_id === null) return accepted({ ...actor, roles })
  const owner = yield* get('user_account', key.user_id)
  if (owner === undefined) return unknown
  const user = actorOfUser(owner, tenant, at)
  if (!user.ok) return unknown
  const subject = user.value.subject === undefined ? {} : { subject: user.value.subject }
  return accepted({
    ...actor,
    ...subject,
    owner: owner.id,
    roles: roles.filter((role) => user.value.roles.includes(role)),
  })
}

/** Compares digests in a time that does not depend on where they differ. */
function isEqual(a: string, b: string): boolean {
  if (a.length !== b.length) return false
  let difference = 0
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i)
  return difference === 0
}

/** How long a session lasts without asking again for the password. */
export const SESSION_HOURS = 12

export function* startSession(
  act: Act,
  session: { readonly digest: string; readonly csrf: string; readonly expiresAt: string },
): Step<void> {
  const row = {
    id: session.digest,
    user_id: act.actor.id,
    digest: session.digest,
    csrf: session.csrf,
    created_at: act.at,
    expires_at: session.expiresAt,
  }
  yield { kind: 'insert', table: 'session', row }
  yield* removeExpiredSessions(act.at)
}

function* removeExpiredSessions(at: string): Step<void> {
  for (const { id } of yield* find('session', { where: { expires_at: { before: at } }, limit: 100 }))
    yield { kind: 'remove', table: 'session', id }
}

export interface SessionActor {
  readonly actor: Actor
  /** What a form must send back with every change, so that no other page can act for this one. */
  readonly csrf: string
}

export function* actorOfSession(tenant: string, digest: string, at: Instant): Step<Parsed<SessionActor>> {
  const session = yield* get('session', digest)
  const user = session === undefined ? undefined : yield* get('user_account', session.user_id)
  if (session === undefined || user === undefined || session.expires_at <= at)
    return refused('access.session', '', { remedy: 'sign in' })
  const actor = actorOfUser(user, tenant, at)
  return actor.ok ? accepted({ actor: actor.value, csrf: session.csrf }) : actor
}

export function* endSession(digest: string): Step<void> {
  yield { kind: 'remove', table: 'session', id: digest }
}

function* endSessions(user: string): Step<void> {
  for (const { id } of yield* find('session', { where: { user_id: user } }))
    yield { kind: 'remove', table: 'session', id }
}

/** Wrong passwords of one account after which it rests, and for how long. */
export const MOST_FAILURES = 10
const REST_MS = 15 * 60_000

export function* noteFailure(name: string, at: string): Step<void> {
  const held = yield* get('sign_in_failure', name)
  const failures = (held?.count ?? 0) + 1
  const locked_until = failures >= MOST_FAILURES ? new Date(Date.parse(at) + REST_MS).toISOString() : null
  const row = { id: name, count: locked_until === null ? failures : 0, locked_until }
  yield { kind: held === undefined ? 'insert' : 'replace', table: 'sign_in_failure', row }
}

export function* forgetFailures(name: string): Step<void> {
  yield { kind: 'remove', table: 'sign_in_failure', id: name }
}

export function* isLocked(name: string, at: string): Step<boolean> {
  const held = yield* get('sign_in_failure', name)
  return held !== undefined && held.locked_until !== null && held.locked_until > at
}

/** Whether anyone has an account: where nobody has, the first admin is set up with the one-time code. */
export function* hasUsers(): Step<boolean> {
  return (yield* count('user_account')) > 0
}

const CODE_HOURS = 24

/** Keeps the digest of a one-time code for setting up the first admin; a new code replaces the old one. */
export function* keepSetupCode(digest: string, at: string): Step<void> {
  const held = yield* get('setup_code', 'first-admin')
  const expires_at = new Date(Date.parse(at) + CODE_HOURS * 3_600_000).toISOString()
  const row = { id: 'first-admin', digest, expires_at, used_at: null }
  yield { kind: held === undefined ? 'insert' : 'replace', table: 'setup_code', row }
}

/** Sets up the first admin, once: with the code, and only while nobody has an account. */
export function* setUpFirstAdmin(act: Act, digest: string, user: NewUser): Step<Row<'user_account'>> {
  return yield* audited(act, function* (changes) {
    const code = yield* get('setup_code', 'first-admin')
    const isGood =
      code !== undefined && code.used_at === null && code.expires_at > act.at && isEqual(code.digest, digest)
    if (!isGood || (yield* hasUsers()))
      return refused('access.setup_code', '', {
        remedy: 'use the one-time code that the server printed when it started',
      })
    if (!USER_NAME.test(user.name)) return refused('user.name', '', { remedy: 'use letters, digits, . _ @ and -' })
    const row: Row<'user_account'> = {
      id: act.newId(),
      name: user.name.normalize('NFC').toLowerCase(),
      // alone, one must be able to do everything once; nothing that takes two persons
      roles_json: canonicalJson(['analyst', 'reviewer', 'admin', 'auditor']),
      subject: user.subject,
      password: user.password,
      created_at: act.at,
      valid_until: null,
      disabled_at: null,
    }
    yield* changes.insert('user_account', row)
    yield { kind: 'replace', table: 'setup_code', row: { ...code, used_at: act.at } }
    return accepted({ deed: { action: 'user.first_admin', subject: `user/${row.id}` }, value: row })
  })
}
