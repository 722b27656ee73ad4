/** Why something that came in was not taken: a stable code, what was read, and where. */
export interface Issue {
  /** Dotted and stable, as in `alias.quality.unknown`. */
  readonly code: string
  /** What was found, short enough to print. */
  readonly found: string
  /** Where: a line, a field, a path in a document. */
  readonly where?: string
  /** How to mend it, as an order. */
  readonly remedy?: string
}

/** One thing read from outside: taken, or refused with the reason. */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly issue: Issue }

export const accepted = <T>(value: T): Parsed<T> => ({ ok: true, value })

const FOUND_LENGTH = 80

export function refused(
  code: string,
  found: string,
  extra: Partial<Pick<Issue, 'where' | 'remedy'>> = {},
): Parsed<never> {
  const shown = found.length > FOUND_LENGTH ? `${found.slice(0, FOUND_LENGTH)}…` : found
  return { ok: false, issue: { code, found: shown, ...extra } }
}

/** Many things read from outside: those taken, and a reason for each that was not. */
export interface Reading<T> {
  readonly values: readonly T[]
  readonly issues: readonly Issue[]
}
