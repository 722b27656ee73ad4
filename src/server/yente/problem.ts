/** One fault of a parameter or a body, in the form that yente's framework gives them (status 422). */
export interface Fault {
  readonly loc: readonly (string | number)[]
  readonly msg: string
  readonly type: string
  readonly input?: unknown
  readonly ctx?: Readonly<Record<string, unknown>>
}

/** An answer other than 200 on the yente face: `{"detail": …}`, never RFC 9457 there. */
export class YenteProblem extends Error {
  readonly status: number
  readonly body: unknown

  constructor(status: number, detail: string | readonly Fault[], extra: Record<string, unknown> = {}) {
    super(typeof detail === 'string' ? detail : 'validation failed')
    this.name = 'YenteProblem'
    this.status = status
    this.body = { detail, ...extra }
  }
}
