const MINUTE_MS = 60_000

/** Calls of one minute, over every session that shares it; one over the limit is refused, not delayed. */
export class CallRate {
  readonly perMinute: number
  readonly #calls: number[] = []

  constructor(perMinute: number) {
    this.perMinute = perMinute
  }

  /** Takes one call at an instant in milliseconds; `false` where there is no room for it. */
  take(nowMs: number): boolean {
    while (this.#calls.length > 0 && (this.#calls[0] ?? 0) <= nowMs - MINUTE_MS) this.#calls.shift()
    if (this.#calls.length >= this.perMinute) return false
    this.#calls.push(nowMs)
    return true
  }
}
