import { call, keepGuard, send } from './call.ts'

export interface Session {
  readonly actor: {
    readonly id: string
    readonly name: string
    readonly kind: string
    readonly roles: readonly string[]
  }
  readonly by: string
  readonly csrf?: string
}

export async function fetchSession(): Promise<Session> {
  const session = await call<Session>('/v1/session')
  keepGuard(session.csrf)
  return session
}

export const fetchSetup = (): Promise<{ readonly fresh: boolean; readonly needs_code: boolean }> => call('/v1/setup')

export interface Credentials {
  readonly name: string
  readonly password: string
  readonly code?: string
}

async function started(path: string, credentials: Credentials): Promise<void> {
  const session = await send<{ readonly csrf: string }>('POST', path, credentials)
  keepGuard(session.csrf)
}

export const signIn = ({ name, password }: Credentials): Promise<void> => started('/v1/session', { name, password })
export const setUp = (credentials: Credentials): Promise<void> => started('/v1/setup', credentials)

export async function signOut(): Promise<void> {
  await send('DELETE', '/v1/session')
  keepGuard(undefined)
}

export interface Account {
  readonly id: string
  readonly name: string
  readonly roles: readonly string[]
  readonly created_at: string
  readonly disabled_at: string | null
}

export const ROLES = ['viewer', 'analyst', 'reviewer', 'admin', 'auditor'] as const

export const fetchUsers = (): Promise<{ readonly users: readonly Account[] }> => call('/v1/users')

export const addUser = (user: {
  readonly name: string
  readonly password: string
  readonly roles: readonly string[]
}): Promise<Account> => send('POST', '/v1/users', user)

/** Whether the one who is signed in made it: makers are written as kind and id. */
export const isBy = (maker: string, actor: string | undefined): boolean =>
  actor !== undefined && (maker === actor || maker.endsWith(`/${actor}`) || maker.endsWith(`:${actor}`))
