import { CordonError, ERRORS } from '../model/errors.ts'

const FAILED_EXIT = 1

/** Prints what went wrong and how to mend it, and answers the exit code. Our own mistakes show their stack. */
export function reportFailure(error: unknown): number {
  if (error instanceof CordonError) {
    process.stderr.write(`cordon: ${error.message}\n  ${error.remedy} [${error.code}]\n`)
    return ERRORS[error.code].exit
  }
  process.stderr.write(`cordon: this is a fault of Cordon's own, please report it\n${stackOf(error)}\n`)
  return FAILED_EXIT
}

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error))
