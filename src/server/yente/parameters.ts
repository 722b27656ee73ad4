import { type Fault, faulty, YenteProblem } from './problem.ts'

export type Query = Readonly<Record<string, string | readonly string[] | undefined>>

const listOf = (query: Query, name: string): readonly string[] => {
  const value = query[name]
  return value === undefined ? [] : typeof value === 'string' ? [value] : value
}

const lastOf = (query: Query, name: string): string | undefined => listOf(query, name).at(-1)

/** Reads query parameters one by one and gathers every fault, so that one answer names them all. */
export class ParameterReader {
  readonly #query: Query
  readonly #faults: Fault[] = []

  constructor(query: unknown) {
    this.#query = typeof query === 'object' && query !== null ? (query as Query) : {}
  }

  text(name: string, otherwise: string): string {
    return lastOf(this.#query, name) ?? otherwise
  }

  many(name: string): readonly string[] {
    return listOf(this.#query, name)
  }

  /** A whole number; over the maximum is a fault, below zero is taken as zero (yente clamps). */
  count(name: string, otherwise: number, maximum: number): number {
    const raw = lastOf(this.#query, name)
    if (raw === undefined) return otherwise
    const value = Number(raw)
    if (raw.trim() === '' || !Number.isInteger(value)) {
      return this.#fault(
        name,
        raw,
        'int_parsing',
        'Input should be a valid integer, unable to parse string as an integer',
        otherwise,
      )
    }
    if (value > maximum)
      return this.#fault(name, raw, 'less_than_equal', `Input should be less than or equal to ${maximum}`, otherwise)
    return Math.max(0, value)
  }

  /** A number from 0 to 1. */
  share(name: string): number | undefined {
    const raw = lastOf(this.#query, name)
    if (raw === undefined) return undefined
    const value = Number(raw)
    if (raw.trim() === '' || !Number.isFinite(value)) {
      return this.#fault(
        name,
        raw,
        'float_parsing',
        'Input should be a valid number, unable to parse string as a number',
        undefined,
      )
    }
    return value
  }

  flag(name: string, otherwise: boolean): boolean {
    const raw = lastOf(this.#query, name)?.toLowerCase()
    if (raw === undefined) return otherwise
    if (['true', '1', 'yes', 'on', 't', 'y'].includes(raw)) return true
    if (['false', '0', 'no', 'off', 'f', 'n'].includes(raw)) return false
    return this.#fault(
      name,
      raw,
      'bool_parsing',
      'Input should be a valid boolean, unable to interpret input',
      otherwise,
    )
  }

  matching(name: string, form: RegExp): string | undefined {
    const raw = lastOf(this.#query, name)
    if (raw === undefined || form.test(raw)) return raw
    return this.#fault(name, raw, 'string_pattern_mismatch', `String should match pattern '${form.source}'`, undefined)
  }

  /** Ends the reading: throws 422 with every fault there was. */
  done(): void {
    if (this.#faults.length > 0) throw faulty(...this.#faults)
  }

  #fault<T>(name: string, input: string, type: string, msg: string, otherwise: T): T {
    this.#faults.push({ loc: ['query', name], msg, type, input })
    return otherwise
  }
}

export const CHANGED_SINCE = /^\d{4}-\d{2}-\d{2}(T\d{2}(:\d{2}(:\d{2})?)?)?$/

/** A body that is not JSON is a fault of the body, in the framework's own form. */
export function jsonBody(body: unknown): unknown {
  if (typeof body !== 'string') return body ?? undefined
  try {
    return JSON.parse(body)
  } catch (error) {
    throw new YenteProblem(422, [
      {
        loc: ['body', 0],
        msg: 'JSON decode error',
        type: 'json_invalid',
        input: { error: error instanceof Error ? error.message : '' },
      },
    ])
  }
}
