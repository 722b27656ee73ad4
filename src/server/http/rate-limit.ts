/** What is left to one asker. */
export interface Allowance {
  readonly isAllowed: boolean
  readonly limit: number
  readonly remaining: number
  /** Whole seconds until one more request is free. */
  readonly resetS: number
}

interface Bucket {
  tokens: number
  at: number
}

const ASKERS = 10_000
const MINUTE_MS = 60_000

/** A bucket of requests for each asker that fills evenly over a minute. The oldest asker is forgotten when there are too many. */
export class RateLimit {
  readonly #perMinute: number
  readonly #buckets = new Map<string, Bucket>()

  constructor(perMinute: number) {
    this.#perMinute = perMinute
  }

  take(asker: string, nowMs: number): Allowance {
    const bucket = this.#fill(asker, nowMs)
    const isAllowed = bucket.tokens >= 1
    if (isAllowed) bucket.tokens -= 1
    const perToken = MINUTE_MS / this.#perMinute
    return {
      isAllowed,
      limit: this.#perMinute,
      remaining: Math.floor(bucket.tokens),
      resetS: bucket.tokens >= 1 ? 0 : Math.ceil(((1 - bucket.tokens) * perToken) / 1_000),
    }
  }

  #fill(asker: string, nowMs: number): Bucket {
    const held = this.#buckets.get(asker)
    if (held === undefined) {
      if (this.#buckets.size >= ASKERS) this.#forgetOldest()
      const fresh = { tokens: this.#perMinute, at: nowMs }
      this.#buckets.set(asker, fresh)
      return fresh
    }
    const gained = ((nowMs - held.at) / MINUTE_MS) * this.#perMinute
    held.tokens = Math.min(this.#perMinute, held.tokens + Math.max(0, gained))
    held.at = nowMs
    return held
  }

  #forgetOldest(): void {
    for (const asker of this.#buckets.keys()) {
      this.#buckets.delete(asker)
      return
    }
  }
}
