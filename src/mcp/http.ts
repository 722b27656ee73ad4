import { randomUUID, timingSafeEqual } from 'node:crypto'
import { createServer, type Server as HttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js'
import { CallRate } from './call-rate.ts'
import { createMcpServer, type McpOptions } from './server.ts'

export interface McpHttpOptions extends McpOptions {
  readonly host: string
  readonly port: number
  /** Wanted as `Authorization: Bearer …` where set; always set where others can reach the address. */
  readonly token?: string
}

/** Bytes of one request: a payment message of 200,000 characters fits with room. */
const BODY_BYTES = 1024 * 1024
const SESSIONS_MOST = 64
/** A session that asked nothing for so long is closed where another needs its place: clients may leave without a word. */
const SESSION_IDLE_MS = 1_800_000

interface Session {
  readonly transport: StreamableHTTPServerTransport
  usedMs: number
}

/** Serves MCP over streamable HTTP at `/mcp`: one session each, its own rate, no cookie, no CORS, and only the hosts named. */
export async function serveMcpHttp(options: McpHttpOptions): Promise<HttpServer> {
  const sessions = new Map<string, Session>()
  const shared = { ...options, rate: options.rate ?? new CallRate(options.callsPerMinute) }
  const http = createServer((request, response) => {
    handle(request, response, shared, sessions).catch(() => {
      if (!response.headersSent) problem(response, 500, 'the call failed')
      else response.destroy()
    })
  })
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject)
    http.listen(options.port, options.host, resolve)
  })
  return http
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  options: McpHttpOptions,
  sessions: Map<string, Session>,
): Promise<void> {
  if (new URL(request.url ?? '/', 'http://cordon').pathname !== '/mcp') return problem(response, 404, 'MCP is at /mcp')
  if (!isHostAllowed(request, options)) return problem(response, 403, 'another host was asked for')
  if (!isKnown(request, options.token)) return problem(response, 401, 'give the token as Authorization: Bearer')
  const id = request.headers['mcp-session-id']
  const known = typeof id === 'string' ? sessions.get(id) : undefined
  if (typeof id === 'string' && known === undefined) return problem(response, 404, 'no such session')
  const nowMs = Date.parse(options.now())
  if (known === undefined) await closeIdle(sessions, nowMs)
  else known.usedMs = nowMs
  if (known === undefined && sessions.size >= SESSIONS_MOST) return problem(response, 503, 'too many sessions')
  const body = request.method === 'POST' ? await bodyOf(request) : undefined
  if (body === TOO_LARGE) return problem(response, 413, `a request holds at most ${BODY_BYTES} bytes`)
  const transport = known?.transport ?? (await opened(options, sessions))
  await transport.handleRequest(request, response, body)
}

async function opened(options: McpHttpOptions, sessions: Map<string, Session>): Promise<StreamableHTTPServerTransport> {
  const transport = new StreamableHTTPServerTransport({
    sessionIdGenerator: () => randomUUID(),
    onsessioninitialized: (id) => void sessions.set(id, { transport, usedMs: Date.parse(options.now()) }),
  })
  transport.onclose = () => {
    if (transport.sessionId !== undefined) sessions.delete(transport.sessionId)
  }
  // The SDK's transport types its callbacks as optional, which exactOptionalPropertyTypes tells from absent ones.
  await createMcpServer(options).connect(transport as Parameters<ReturnType<typeof createMcpServer>['connect']>[0])
  return transport
}

async function closeIdle(sessions: Map<string, Session>, nowMs: number): Promise<void> {
  for (const { transport, usedMs } of [...sessions.values()])
    if (usedMs <= nowMs - SESSION_IDLE_MS) await transport.close()
}

/** A page of another site can make a browser ask this address: its Host and Origin give it away. */
function isHostAllowed(request: IncomingMessage, { host }: McpHttpOptions): boolean {
  const allowed = new Set([host, 'localhost', '127.0.0.1', '[::1]'])
  const asked = (request.headers.host ?? '').replace(/:\d+$/, '')
  const origin = request.headers.origin
  return allowed.has(asked) && (origin === undefined || allowed.has(hostOf(origin)))
}

const hostOf = (origin: string): string => (URL.canParse(origin) ? new URL(origin).hostname : '')

function isKnown(request: IncomingMessage, token: string | undefined): boolean {
  if (token === undefined) return true
  const given = Buffer.from((request.headers.authorization ?? '').replace(/^Bearer /, ''))
  const wanted = Buffer.from(token)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

const TOO_LARGE = Symbol('too large')

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > BODY_BYTES) return TOO_LARGE
    chunks.push(chunk)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch {
    return undefined
  }
}

function problem(response: ServerResponse, status: number, detail: string): void {
  response.writeHead(status, { 'content-type': 'application/problem+json' })
  response.end(JSON.stringify({ status, detail }))
}
