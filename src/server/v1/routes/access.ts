import Type from 'typebox'
import {
  createKey,
  createUser,
  LONGEST_PASSWORD,
  listKeys,
  listUsers,
  SHORTEST_PASSWORD,
  type SignedIn,
  updateUser,
  withdrawKey,
} from '../../../engine/access.ts'
import { type Actor, MAIN_TENANT, ROLES } from '../../../engine/desk.ts'
import { rendered } from '../../../engine/pages.ts'
import { accepted, type Parsed, refused } from '../../../model/parsed.ts'
import { SESSION_COOKIE } from '../../http/identity.ts'
import { type Call, type Route, route } from '../route.ts'
import { ID, ID_PARAM, INSTANT, KEY, strict, USER } from '../shapes.ts'

const text = Type.String()
const NAME = Type.String({ minLength: 1, maxLength: 64 })
const PASSWORD = Type.String({ minLength: SHORTEST_PASSWORD, maxLength: LONGEST_PASSWORD })
const ROLE_LIST = Type.Array(Type.Enum([...ROLES]), { minItems: 1, maxItems: ROLES.length })

const ME = Type.Object({
  actor: Type.Object({ id: text, name: text, kind: text, tenant: text, roles: Type.Array(text) }),
  by: text,
  csrf: Type.Optional(text),
})
const SESSION = Type.Object({ actor: ME.properties.actor, csrf: text, expires_at: text })

const actorJson = ({ id, name, kind, tenant, roles }: Actor) => ({ id, name, kind, tenant, roles })

type AnyCall = Pick<Call<unknown, unknown, unknown>, 'setHeader' | 'raw'>

/** A session leaves as a cookie that no script can read; its guard goes into the answer, for the page. */
function started(signedIn: Parsed<SignedIn>, { setHeader, raw }: AnyCall): Parsed<unknown> {
  return rendered(signedIn, ({ token, csrf, expiresAt, actor }) => {
    const secure = raw.isSecure ? '; Secure' : ''
    const expires = new Date(expiresAt).toUTCString()
    setHeader(
      'set-cookie',
      `${SESSION_COOKIE}=${token}; Path=/; HttpOnly; SameSite=Strict; Expires=${expires}${secure}`,
    )
    return { actor: actorJson(actor), csrf, expires_at: expiresAt }
  })
}

const setupState = route({
  method: 'GET',
  path: '/v1/setup',
  id: 'getSetup',
  tag: 'Access',
  summary: 'Whether the first admin must still be set up, and whether that takes the printed code',
  needs: 'anyone',
  answer: Type.Object({ fresh: Type.Boolean(), needs_code: Type.Boolean() }),
  handle: async ({ back, raw }) =>
    accepted({ fresh: await back.access.isFresh(MAIN_TENANT), needs_code: !(back.isLoopback && raw.isLocal) }),
})

const setup = route({
  method: 'POST',
  path: '/v1/setup',
  id: 'setUp',
  tag: 'Access',
  summary: 'Set up the first admin: with the code printed at start, or on the machine itself without',
  needs: 'anyone',
  status: 201,
  body: strict({ name: NAME, password: PASSWORD, code: Type.Optional(Type.String({ maxLength: 64 })) }),
  answer: SESSION,
  example: { body: { name: 'first.admin', password: 'a password of some length', code: '{code}' } },
  handle: async ({ back, body, raw, identity, setHeader }) => {
    // on its own address the owner is known already: by nothing less than what lets them work there
    const isOwner = identity?.by === 'local'
    const code = body.code ?? (isOwner ? await back.access.issueSetupCode(MAIN_TENANT) : undefined)
    if (code === undefined)
      return refused('access.setup', '', { remedy: 'give the one-time code that was printed at start' })
    return started(await back.access.setUpFirstAdmin(MAIN_TENANT, code, body.name, body.password), { raw, setHeader })
  },
})

const me = route({
  method: 'GET',
  path: '/v1/session',
  id: 'getSession',
  tag: 'Access',
  summary: 'Who is asking',
  needs: 'known',
  answer: ME,
  handle: ({ identity }) =>
    identity === undefined
      ? refused('access.unknown', '')
      : accepted({
          actor: actorJson(identity.actor),
          by: identity.by,
          ...(identity.csrf === undefined ? {} : { csrf: identity.csrf }),
        }),
})

const signIn = route({
  method: 'POST',
  path: '/v1/session',
  id: 'signIn',
  tag: 'Access',
  summary: 'Sign in by name and password',
  needs: 'anyone',
  status: 201,
  body: strict({ name: NAME, password: Type.String({ maxLength: LONGEST_PASSWORD }), tenant: Type.Optional(ID) }),
  answer: SESSION,
  example: { body: { name: 'analyst', password: '{password}' } },
  handle: async ({ back, body, raw, setHeader }) =>
    started(await back.access.signIn(body.tenant ?? MAIN_TENANT, body.name, body.password), { raw, setHeader }),
})

const signOut = route({
  method: 'DELETE',
  path: '/v1/session',
  id: 'signOut',
  tag: 'Access',
  summary: 'Sign out',
  needs: 'known',
  answer: Type.Object({ signed_out: Type.Literal(true) }),
  handle: async ({ back, raw, setHeader }) => {
    if (raw.sessionToken !== undefined) await back.access.signOut(raw.sessionToken)
    setHeader('set-cookie', `${SESSION_COOKIE}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0`)
    return accepted({ signed_out: true })
  },
})

const users = route({
  method: 'GET',
  path: '/v1/users',
  id: 'listUsers',
  tag: 'Access',
  summary: 'Accounts',
  needs: 'user.read',
  answer: Type.Object({ users: Type.Array(USER) }),
  handle: async ({ desk }) => rendered(await listUsers(desk), (found) => ({ users: found })),
})

const addUser = route({
  method: 'POST',
  path: '/v1/users',
  id: 'createUser',
  tag: 'Access',
  summary: 'Make an account; without a password it signs in at the identity provider alone',
  needs: 'user.write',
  status: 201,
  isOnce: true,
  body: strict({
    name: NAME,
    roles: ROLE_LIST,
    password: Type.Optional(PASSWORD),
    subject: Type.Optional(Type.String({ maxLength: 256 })),
    valid_until: Type.Optional(INSTANT),
  }),
  answer: USER,
  example: { body: { name: 'new.analyst', roles: ['analyst'], password: 'a password of some length' } },
  handle: ({ desk, body: { valid_until, ...request } }) =>
    createUser(desk, { ...request, ...(valid_until === undefined ? {} : { validUntil: valid_until }) }),
})

const changeUser = route({
  method: 'PATCH',
  path: '/v1/users/{id}',
  id: 'updateUser',
  tag: 'Access',
  summary: "Change an account's roles, password or end",
  needs: 'user.write',
  params: ID_PARAM,
  isOnce: true,
  body: strict({
    roles: Type.Optional(ROLE_LIST),
    password: Type.Optional(PASSWORD),
    subject: Type.Optional(Type.Union([Type.String({ maxLength: 256 }), Type.Null()])),
    valid_until: Type.Optional(Type.Union([INSTANT, Type.Null()])),
    disabled: Type.Optional(Type.Boolean()),
  }),
  answer: USER,
  example: { params: { id: '{user}' }, body: { roles: ['viewer'] } },
  handle: ({ desk, params, body: { valid_until, disabled, ...change } }) =>
    updateUser(desk, params.id, {
      ...change,
      ...(valid_until === undefined ? {} : { validUntil: valid_until }),
      ...(disabled === undefined ? {} : { isDisabled: disabled }),
    }),
})

const keys = route({
  method: 'GET',
  path: '/v1/keys',
  id: 'listKeys',
  tag: 'Access',
  summary: 'Keys of programs; their secrets are kept nowhere',
  needs: 'user.read',
  answer: Type.Object({ keys: Type.Array(KEY) }),
  handle: async ({ desk }) => rendered(await listKeys(desk), (found) => ({ keys: found })),
})

const addKey = route({
  method: 'POST',
  path: '/v1/keys',
  id: 'createKey',
  tag: 'Access',
  summary: 'Make a key; it is answered this once',
  needs: 'key.write',
  status: 201,
  body: strict({
    name: NAME,
    roles: ROLE_LIST,
    user: Type.Optional(ID),
    valid_until: Type.Optional(INSTANT),
  }),
  answer: Type.Object({ ...KEY.properties, key: text }),
  example: { body: { name: 'payments gateway', roles: ['service'] } },
  handle: ({ desk, body: { valid_until, ...request } }) =>
    createKey(desk, { ...request, ...(valid_until === undefined ? {} : { validUntil: valid_until }) }),
})

const removeKey = route({
  method: 'DELETE',
  path: '/v1/keys/{id}',
  id: 'revokeKey',
  tag: 'Access',
  summary: 'Revoke a key',
  needs: 'key.write',
  params: ID_PARAM,
  answer: KEY,
  example: { params: { id: '{key}' } },
  handle: ({ desk, params }) => withdrawKey(desk, params.id),
})

export const ACCESS_ROUTES: readonly Route[] = [
  setupState,
  setup,
  me,
  signIn,
  signOut,
  users,
  addUser,
  changeUser,
  keys,
  addKey,
  removeKey,
]
