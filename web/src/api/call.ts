/** How the page asks the server. What the server answers is described by /openapi.json; the page knows nothing else of it. */

/** A refusal of the server, or no answer at all (status 0). */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly remedy: string | undefined

  constructor(status: number, detail: string, code = '', remedy?: string) {
    super(detail)
    this.status = status
    this.code = code
    this.remedy = remedy
  }
}

let guard: string | undefined

/** The session's guard, sent with whatever changes something. */
export function keepGuard(csrf: string | undefined): void {
  guard = csrf
}

export async function call<T>(path: string, init: RequestInit = {}): Promise<T> {
  const headers = new Headers(init.headers)
  headers.set('accept', 'application/json')
  if (guard !== undefined && init.method !== undefined) headers.set('x-csrf-token', guard)
  const response = await fetch(path, { ...init, credentials: 'same-origin', headers }).catch((cause: unknown) => {
    throw cause instanceof DOMException && cause.name === 'AbortError' ? cause : new ApiError(0, '')
  })
  const body: unknown = await response.json().catch(() => undefined)
  if (!response.ok) throw refusalOf(response.status, response.statusText, body)
  if (body === undefined) throw new ApiError(0, '')
  return body as T
}

/** A file that the server makes, as its bytes. */
export async function fetchFile(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(path, { credentials: 'same-origin' }).catch(() => {
    throw new ApiError(0, '')
  })
  if (response.ok) return new Uint8Array(await response.arrayBuffer())
  throw refusalOf(response.status, response.statusText, await response.json().catch(() => undefined))
}

function refusalOf(status: number, statusText: string, body: unknown): ApiError {
  const text = (key: string): string | undefined => {
    if (typeof body !== 'object' || body === null || !(key in body)) return undefined
    const value: unknown = Object.getOwnPropertyDescriptor(body, key)?.value
    return typeof value === 'string' ? value : undefined
  }
  return new ApiError(status, text('detail') ?? text('title') ?? statusText, text('code'), text('remedy'))
}

type Options = Pick<RequestInit, 'signal' | 'keepalive'>

/** Sends a change. What must happen once carries a key, so that a repeat after a lost answer does nothing twice. */
export const send = <T>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  options: Options & { readonly once?: string } = {},
): Promise<T> => {
  const { once, ...rest } = options
  return call<T>(path, {
    method,
    ...rest,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(once === undefined ? {} : { 'idempotency-key': once }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}

export const post = <T>(path: string, body: unknown, options: Options = {}): Promise<T> =>
  send<T>('POST', path, body, options)

/** A path with its query; what is empty is left out. */
export function withQuery(path: string, parameters: Readonly<Record<string, string | number | undefined>>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== '') query.set(name, String(value))
  }
  return query.size === 0 ? path : `${path}?${query}`
}

export const segment = (text: string): string => encodeURIComponent(text)

/** One page of a longer list. */
export interface Page<T> {
  readonly items: readonly T[]
  readonly next?: string
  readonly total: number
}
