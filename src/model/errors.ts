/** Every operational error: its stable code, HTTP status, exit code and remedy. `docs/errors.md` is made from this table. */
export const ERRORS = {
  'usage.invalid': { status: 400, exit: 2, remedy: 'Run the command with --help.' },
  'input.missing': { status: 422, exit: 1, remedy: 'Check the path.' },
  'input.empty': { status: 422, exit: 1, remedy: 'Give a file with content.' },
  'input.truncated': { status: 422, exit: 1, remedy: 'Fetch the file again: it ends before its end.' },
  'input.too_large': { status: 422, exit: 1, remedy: 'Split the file, or raise the named limit.' },
  'input.unreadable': {
    status: 422,
    exit: 1,
    remedy: 'Give the file in one of the formats that `cordon lists add --help` names.',
  },
  'input.unrecognised': { status: 422, exit: 1, remedy: "Give a publisher's file, or name its format with --as." },
  'list.unknown': { status: 404, exit: 1, remedy: 'See `cordon lists` for the ids there are.' },
  'batch.unknown': { status: 404, exit: 1, remedy: 'See `cordon batch list` for the batches there are.' },
  'list.refused': { status: 422, exit: 1, remedy: 'See the reason; the list that was loaded stays.' },
  'fetch.refused': { status: 422, exit: 1, remedy: 'Check the address, or fetch the file by hand and add it.' },
  'fetch.failed': { status: 500, exit: 1, remedy: 'Try again later, or fetch the file by hand and add it.' },
  'register.invalid': {
    status: 500,
    exit: 1,
    remedy: 'Mend the data file that is named; `cordon register check` lists all faults.',
  },
  'register.unknown': { status: 404, exit: 1, remedy: 'See `cordon register list` for the organisations there are.' },
  'register.ambiguous': { status: 400, exit: 2, remedy: 'Ask again with one of the ids that are named.' },
  'register.refused': { status: 422, exit: 1, remedy: 'See the reason; the register stays as it was.' },
  'register.second_person': { status: 403, exit: 1, remedy: 'Have another person than the proposer accept it.' },
  'register.untrusted': {
    status: 422,
    exit: 1,
    remedy: 'Get the file again from whoever signs it, or name their public key with --key.',
  },
  'knowledge.invalid': { status: 500, exit: 1, remedy: 'Mend the data file that is named.' },
  'store.unavailable': { status: 500, exit: 1, remedy: 'Check the data folder, its rights and free space.' },
  'store.locked': {
    status: 500,
    exit: 1,
    remedy: 'Stop the other process that uses this data folder, or name another with --data.',
  },
  'store.unsafe': {
    status: 500,
    exit: 1,
    remedy: 'Switch on what is named; a store that can lose a commit, or show one customer to another, is never used.',
  },
  'case.refused': { status: 422, exit: 1, remedy: 'Do what the message says; nothing was changed.' },
  'access.refused': { status: 403, exit: 1, remedy: 'Act as a user who may, or have a second person do it.' },
  'policy.unknown': { status: 400, exit: 2, remedy: 'See `cordon config` for the policies there are.' },
  'work.unknown': { status: 404, exit: 1, remedy: 'Ask again: work is forgotten when the server ends.' },
  'work.many': { status: 429, exit: 1, remedy: 'Wait for one of them to end, or stop it.' },
  'work.stopped': { status: 409, exit: 1, remedy: 'Start it again.' },
  'server.overloaded': { status: 503, exit: 3, remedy: 'Ask again in a second: this was not answered.' },
  'server.port_taken': { status: 500, exit: 1, remedy: 'Name another port with --port.' },
} as const satisfies Record<string, { status: number; exit: number; remedy: string }>

export type ErrorCode = keyof typeof ERRORS

/** An operational failure: names the thing and the next step; carries no secret and no personal data in its message. */
export class CordonError extends Error {
  readonly code: ErrorCode
  readonly data: Readonly<Record<string, unknown>>

  constructor(code: ErrorCode, message: string, options: { data?: Record<string, unknown>; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause })
    this.name = 'CordonError'
    this.code = code
    this.data = options.data ?? {}
  }

  get remedy(): string {
    return ERRORS[this.code].remedy
  }
}
