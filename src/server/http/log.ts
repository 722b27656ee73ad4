import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

export const LOG_LEVELS = ['silent', 'error', 'info'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>

/**
 * One JSON object a line on standard error. What is asked about never enters it: routes stand for addresses, codes for messages,
 * ids of accounts for names.
 */
export class Log {
  readonly #level: LogLevel
  readonly #write: (line: string) => void

  constructor(level: LogLevel = 'error', write: (line: string) => void = (line) => process.stderr.write(line)) {
    this.#level = level
    this.#write = write
  }

  get isVerbose(): boolean {
    return this.#level === 'info'
  }

  info(event: string, fields: LogFields = {}): void {
    if (this.#level === 'info') this.#line('info', event, fields)
  }

  /** A failure: its kind and where it arose. An error's own words may quote what was asked, and are left out. */
  error(event: string, error: unknown, fields: LogFields = {}): void {
    if (this.#level === 'silent') return
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined
    this.#line('error', event, { ...fields, error: nameOf(error), code, at: placesOf(error) })
  }

  #line(level: string, event: string, fields: LogFields): void {
    this.#write(`${JSON.stringify({ time: new Date().toISOString(), level, event, ...fields })}\n`)
  }
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error)

const PLACES = 6

function placesOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || error.stack === undefined) return undefined
  const places = error.stack.split('\n').flatMap((line) => {
    const found = /^\s+at (.*)$/.exec(line)
    return found?.[1] === undefined ? [] : [found[1].replace(/^.*\/((?:src|dist|node_modules)\/)/, '$1')]
  })
  return places.slice(0, PLACES).join(' < ')
}

/** One line a request, once it is answered. */
export function registerRequestLog(server: FastifyInstance, log: Log): void {
  if (!log.isVerbose) return
  server.addHook('onResponse', (request: FastifyRequest, reply: FastifyReply, done) => {
    log.info('request', {
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      trace: request.trace.traceId,
      span: request.trace.spanId,
    })
    done()
  })
}
