import { performance } from 'node:perf_hooks'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** How long the work of one turn of the event loop may take before requests that come after it are turned away. */
export const TURN_BUDGET_MS = 250
/** A turn of fewer requests is one that is slow, not a queue: those after it are answered. */
const QUEUE_FROM = 8
/** Seconds after which whoever was turned away may ask again. */
export const RETRY_AFTER_S = 1

/** Paths that are answered whatever the load: whoever watches must see. */
const ALWAYS = ['/healthz', '/readyz', '/metrics']

/**
 * Turns requests away while the server is behind. All that arrived together is worked through in one turn of the event loop, so
 * the time a turn has taken is how long a request has waited: one over the budget is answered 503 at once and not worked on.
 */
export class Shedder {
  readonly #budgetMs: number
  #turnStarted: number | undefined
  #inTurn = 0
  #shed = 0

  constructor(budgetMs: number) {
    this.#budgetMs = budgetMs
  }

  /** Requests turned away so far. */
  get shed(): number {
    return this.#shed
  }

  /** Whether a request that arrives now must be turned away. */
  isBehind(): boolean {
    const now = performance.now()
    if (this.#turnStarted === undefined) {
      this.#turnStarted = now
      this.#inTurn = 0
      setImmediate(() => {
        this.#turnStarted = undefined
      })
      return false
    }
    this.#inTurn += 1
    const isBehind = this.#inTurn >= QUEUE_FROM && now - this.#turnStarted > this.#budgetMs
    if (isBehind) this.#shed += 1
    return isBehind
  }
}

/** Answers 503 for the shedder; `refuse` gives the face's own form of it. */
export function registerShedding(
  server: FastifyInstance,
  shedder: Shedder,
  refuse: (request: FastifyRequest, reply: FastifyReply) => void,
): void {
  server.addHook('onRequest', (request, reply, done) => {
    if (!shedder.isBehind() || ALWAYS.includes(request.url)) done()
    else {
      reply.header('retry-after', String(RETRY_AFTER_S))
      refuse(request, reply)
    }
  })
}
