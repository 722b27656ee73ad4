import { Refusal } from '../audit/audited.ts'
import { get, type Step } from '../records/query.ts'

/** One request told from another, and the same request told as the same. */
export interface Once {
  /** The caller's key, made unique by who called. */
  readonly key: string
  /** Digest of what was asked: the same key for something else is an error. */
  readonly requestDigest: string
  readonly at: string
}

/** Does a piece of work once for each key: whoever repeats it gets the first answer, and nothing is done again (T-27). */
export function* once<T>(
  request: Once,
  work: () => Step<T>,
): Step<{ readonly value: T; readonly isRepeated: boolean }> {
  const held = yield* get('idempotency', request.key)
  if (held !== undefined) {
    if (held.request_digest !== request.requestDigest)
      throw new Refusal({
        code: 'idempotency.reused',
        found: '',
        remedy: 'use a new Idempotency-Key for a new request',
      })
    return { value: JSON.parse(held.response_json) as T, isRepeated: true }
  }
  const value = yield* work()
  const response_json = JSON.stringify(value ?? null)
  const row = { id: request.key, request_digest: request.requestDigest, response_json, at: request.at }
  yield { kind: 'insert', table: 'idempotency', row }
  return { value, isRepeated: false }
}
