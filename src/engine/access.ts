import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import {
  actorOfKey,
  actorOfSession,
  actorOfUser,
  addKey,
  addUser,
  changeUser,
  endSession,
  forgetFailures,
  hasUsers,
  isLocked,
  keepSetupCode,
  noteFailure,
  revokeKey,
  SESSION_HOURS,
  type SessionActor,
  setUpFirstAdmin,
  startSession,
  type UserChange,
} from '../casework/access/accounts.ts'
import type { Actor } from '../casework/access/actor.ts'
import { appendEntry, Refusal } from '../casework/audit/audited.ts'
import { type RecordStore, TENANT_NAME, type Tenant } from '../casework/ports.ts'
import { parseTexts } from '../casework/records/canonical.ts'
import { find, findOne } from '../casework/records/query.ts'
import type { Row } from '../casework/records/tables.ts'
import type { Instant } from '../model/brand.ts'
import { accepted, type Parsed, refused } from '../model/parsed.ts'
import { type Desk, localOwner, systemActor } from './desk.ts'
import { rendered } from './pages.ts'
import { actOf, machineClock } from './records.ts'

export type { SessionActor } from '../casework/access/accounts.ts'
export type { Actor } from '../casework/access/actor.ts'

const KEY_PREFIX = 'cdn'
const SESSION_PREFIX = 'cds'
const SECRET_BYTES = 32
const CODE_BYTES = 12
const HOUR_MS = 3_600_000
export const SHORTEST_PASSWORD = 12
export const LONGEST_PASSWORD = 256

/** Cost of a password's hash: 32 MB and about 100 ms, as OWASP's password storage advice has it for scrypt (N=2^15, r=8, p=3). */
const SCRYPT = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 } as const
const HASH_BYTES = 32

const digest = (secret: string): string => createHash('sha256').update(secret).digest('hex')
const secret = (bytes: number): string => randomBytes(bytes).toString('base64url')

/** A session as its holder gets it: the token once, in a cookie; the guard against forged forms beside it. */
export interface SignedIn {
  readonly token: string
  readonly csrf: string
  readonly expiresAt: string
  readonly actor: Actor
}

/** Who may come in: keys, passwords, sessions, and the first admin's one-time code. Secrets are kept as digests alone. */
export class Access {
  readonly #store: RecordStore
  readonly #now: () => Instant

  constructor(store: RecordStore, now: () => Instant = machineClock) {
    this.#store = store
    this.#now = now
  }

  /** Whether nobody has an account yet. */
  async isFresh(tenant: Tenant): Promise<boolean> {
    return !(await this.#store.read(tenant, hasUsers))
  }

  /** The one-time code for the first admin, for printing at start; `undefined` where there are users. */
  async issueSetupCode(tenant: Tenant): Promise<string | undefined> {
    if (!(await this.isFresh(tenant))) return undefined
    const code = secret(CODE_BYTES)
    await this.#store.write(tenant, () => keepSetupCode(digest(code), this.#now()))
    return code
  }

  async setUpFirstAdmin(tenant: Tenant, code: string, name: string, password: string): Promise<Parsed<SignedIn>> {
    const weak = weaknessOf(password)
    if (weak !== undefined) return weak
    const hashed = await hashPassword(password)
    const user = { name, roles: ['admin'], password: hashed, subject: null, validUntil: null }
    const act = actOf(systemActor(tenant, 'setup'), this.#now())
    const made = await caught(() => this.#store.write(tenant, () => setUpFirstAdmin(act, digest(code), user)))
    return made.ok ? this.#start(tenant, made.value) : made
  }

  /** Signs in by name and password. What was wrong is not said; ten failures rest the account for a quarter of an hour. */
  async signIn(tenant: Tenant, rawName: string, password: string): Promise<Parsed<SignedIn>> {
    const wrong = refused('access.sign_in', '', { remedy: 'check the name and the password' })
    const name = rawName.normalize('NFC').toLowerCase()
    if (!TENANT_NAME.test(tenant) || name === '' || name.length > 64 || password.length > LONGEST_PASSWORD) return wrong
    const now = this.#now()
    const [locked, user] = await this.#store.read(tenant, function* () {
      return [yield* isLocked(name, now), yield* findOne('user_account', { name })] as const
    })
    // an unknown name costs as much time as a known one
    const isRight = await isPassword(password, user?.password ?? (await unusable()))
    if (locked) return refused('access.resting', '', { remedy: 'too many wrong passwords: wait a quarter of an hour' })
    if (user === undefined || !isRight) {
      await this.#store.write(tenant, () => noteFailure(name, now))
      return wrong
    }
    await this.#store.write(tenant, () => forgetFailures(name))
    return this.#start(tenant, user)
  }

  /** Signs in a person whom an identity provider has named by subject; the face has checked the provider's word. */
  async signInBySubject(tenant: Tenant, subject: string): Promise<Parsed<SignedIn>> {
    const user = await this.#store.read(tenant, () => findOne('user_account', { subject }))
    return user === undefined
      ? refused('access.sign_in', '', { remedy: 'ask an admin for an account' })
      : this.#start(tenant, user)
  }

  async #start(tenant: Tenant, user: Row<'user_account'>): Promise<Parsed<SignedIn>> {
    const now = this.#now()
    const actor = actorOfUser(user, tenant, now)
    if (!actor.ok) return actor
    const token = `${SESSION_PREFIX}_${tenant}_${secret(SECRET_BYTES)}`
    const session = {
      digest: digest(token),
      csrf: secret(SECRET_BYTES),
      expiresAt: new Date(Date.parse(now) + SESSION_HOURS * HOUR_MS).toISOString(),
    }
    const act = actOf(actor.value, now)
    await this.#store.write(tenant, function* () {
      yield* startSession(act, session)
      yield* appendEntry(act, { action: 'access.sign_in', subject: `user/${user.id}` }, [])
    })
    return accepted({ token, csrf: session.csrf, expiresAt: session.expiresAt, actor: actor.value })
  }

  async actorOfSession(token: string): Promise<Parsed<SessionActor>> {
    const tenant = tenantOf(token, SESSION_PREFIX)
    if (tenant === undefined) return refused('access.session', '', { remedy: 'sign in' })
    return this.#store.read(tenant, () => actorOfSession(tenant, digest(token), this.#now()))
  }

  async signOut(token: string): Promise<void> {
    const tenant = tenantOf(token, SESSION_PREFIX)
    if (tenant !== undefined) await this.#store.write(tenant, () => endSession(digest(token)))
  }

  /** Who holds a key, as in `Authorization: Bearer cdn_main_…`. */
  async actorOfKey(key: string): Promise<Parsed<Actor>> {
    const tenant = tenantOf(key, KEY_PREFIX)
    const [, id, ...rest] = tenant === undefined ? [] : key.slice(KEY_PREFIX.length + 1).split('_')
    if (tenant === undefined || id === undefined || rest.length === 0)
      return refused('access.key', '', { remedy: 'give a key that is known and not revoked' })
    return this.#store.read(tenant, () => actorOfKey(tenant, id, digest(key), this.#now()))
  }

  /** Who acts at a terminal: a key's holder, a user by password, or the owner of a data folder that has no users. */
  async actorAtTerminal(
    tenant: Tenant,
    given: { readonly key?: string; readonly user?: string; readonly password?: string },
  ): Promise<Parsed<Actor>> {
    if (given.key !== undefined) return this.actorOfKey(given.key)
    if (given.user !== undefined) {
      const signedIn = await this.signIn(tenant, given.user, given.password ?? '')
      if (!signedIn.ok) return signedIn
      await this.signOut(signedIn.value.token)
      return accepted(signedIn.value.actor)
    }
    return (await this.isFresh(tenant))
      ? accepted(localOwner(tenant))
      : refused('access.sign_in', '', {
          remedy: 'name a user with --user and CORDON_PASSWORD, or a key with CORDON_KEY',
        })
  }
}

/** `prefix_TENANT_…`, where the tenant is a name that a tenant can have. */
function tenantOf(token: string, prefix: string): Tenant | undefined {
  const [found, tenant] = token.split('_')
  return found === prefix && tenant !== undefined && TENANT_NAME.test(tenant) ? tenant : undefined
}

async function caught<T>(work: () => Promise<T>): Promise<Parsed<T>> {
  try {
    return accepted(await work())
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, issue: error.issue }
    throw error
  }
}

function weaknessOf(password: string): Parsed<never> | undefined {
  const length = [...password].length
  return length < SHORTEST_PASSWORD || password.length > LONGEST_PASSWORD
    ? refused('user.password', `${length} characters`, {
        remedy: `use ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters`,
      })
    : undefined
}

const derive = (password: string, salt: Buffer, cost: typeof SCRYPT): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, HASH_BYTES, cost, (error, key) =>
      error === null ? resolve(key) : reject(error),
    )
  })

async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt, SCRYPT)
  return ['scrypt', SCRYPT.N, SCRYPT.r, SCRYPT.p, salt.toString('base64url'), key.toString('base64url')].join('$')
}

async function isPassword(password: string, stored: string): Promise<boolean> {
  const [kind, , , , salt, key] = stored.split('$')
  const expected = Buffer.from(key ?? '', 'base64url')
  const derived = await derive(password, Buffer.from(salt ?? '', 'base64url'), SCRYPT)
  return kind === 'scrypt' && expected.length === derived.length && timingSafeEqual(expected, derived)
}

let unusableHash: Promise<string> | undefined
const unusable = (): Promise<string> => {
  unusableHash ??= hashPassword(secret(SECRET_BYTES))
  return unusableHash
}

/** An account as others may see it: never its password. */
export type UserJson = ReturnType<typeof userJson>
const userJson = (row: Row<'user_account'>) => ({
  id: row.id,
  name: row.name,
  roles: parseTexts(row.roles_json),
  subject: row.subject,
  created_at: row.created_at,
  valid_until: row.valid_until,
  disabled_at: row.disabled_at,
})

export type KeyJson = ReturnType<typeof keyJson>
const keyJson = (row: Row<'api_key'>) => ({
  id: row.id,
  name: row.name,
  user: row.user_id,
  roles: parseTexts(row.roles_json),
  created_at: row.created_at,
  valid_until: row.valid_until,
  revoked_at: row.revoked_at,
})

export interface UserRequest {
  readonly name: string
  readonly roles: readonly string[]
  /** Absent for one who signs in at the identity provider only. */
  readonly password?: string
  readonly subject?: string
  readonly validUntil?: string
}

export async function createUser(desk: Desk, request: UserRequest): Promise<Parsed<UserJson>> {
  const weak = request.password === undefined ? undefined : weaknessOf(request.password)
  if (weak !== undefined) return weak
  const user = {
    name: request.name,
    roles: request.roles,
    password: request.password === undefined ? null : await hashPassword(request.password),
    subject: request.subject ?? null,
    validUntil: request.validUntil ?? null,
  }
  return rendered(await desk.change('user.write', (act) => addUser(act, user)), userJson)
}

export async function updateUser(desk: Desk, id: string, change: UserChange): Promise<Parsed<UserJson>> {
  const weak = change.password === undefined ? undefined : weaknessOf(change.password)
  if (weak !== undefined) return weak
  const hashed = change.password === undefined ? {} : { password: await hashPassword(change.password) }
  return rendered(await desk.change('user.write', (act) => changeUser(act, id, { ...change, ...hashed })), userJson)
}

export const listUsers = async (desk: Desk): Promise<Parsed<readonly UserJson[]>> =>
  rendered(await desk.look('user.read', () => find('user_account', { order: 'name' })), (rows) => rows.map(userJson))

export interface KeyRequest {
  readonly name: string
  readonly roles: readonly string[]
  readonly user?: string
  readonly validUntil?: string
}

/** Makes a key. Its text is answered this once and kept nowhere. */
export async function createKey(desk: Desk, request: KeyRequest): Promise<Parsed<KeyJson & { readonly key: string }>> {
  const id = randomBytes(6).toString('hex')
  const key = `${KEY_PREFIX}_${desk.actor.tenant}_${id}_${secret(SECRET_BYTES)}`
  const row = {
    id,
    name: request.name,
    roles: request.roles,
    userId: request.user ?? null,
    secretDigest: digest(key),
    validUntil: request.validUntil ?? null,
  }
  return rendered(await desk.change('key.write', (act) => addKey(act, row)), (made) => ({ ...keyJson(made), key }))
}

export const withdrawKey = async (desk: Desk, id: string): Promise<Parsed<KeyJson>> =>
  rendered(await desk.change('key.write', (act) => revokeKey(act, id)), keyJson)

export const listKeys = async (desk: Desk): Promise<Parsed<readonly KeyJson[]>> =>
  rendered(await desk.look('user.read', () => find('api_key')), (rows) => rows.map(keyJson))
