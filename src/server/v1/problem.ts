import type { FastifyReply } from 'fastify'
import { statusOfIssue } from '../../engine/desk.ts'
import { CordonError, ERRORS } from '../../model/errors.ts'
import type { Issue } from '../../model/parsed.ts'
import type { InputFault } from './validate.ts'

/** A problem document (RFC 9457). `code` is stable; `remedy` says what to do. */
export interface Problem {
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly remedy?: string
  readonly errors?: readonly InputFault[]
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'The request cannot be read',
  401: 'Nobody is signed in',
  403: 'This is not allowed',
  404: 'There is no such thing',
  405: 'The path does not take this method',
  409: 'Something changed meanwhile',
  413: 'The request is too large',
  414: 'The address is too long',
  415: 'The body is not JSON',
  422: 'The input does not fit',
  429: 'Too many requests',
  500: 'This is a fault of the server',
  503: 'The server cannot answer now',
}

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  const { status, code, detail, remedy, errors } = problem
  return reply
    .code(status)
    .type('application/problem+json')
    .send(
      JSON.stringify({
        type: `urn:cordon:error:${code}`,
        title: TITLES[status] ?? 'The request failed',
        status,
        detail,
        instance: `urn:cordon:request:${reply.request.trace.traceId}`,
        code,
        ...(remedy === undefined ? {} : { remedy }),
        ...(errors === undefined ? {} : { errors }),
      }),
    )
}

/** Things of lists and logs that a path names and nobody has; those of casework are told by the desk. */
const NOT_THERE = /^(?:list|entity|file|audit\.checkpoint)\.unknown$/

/** A refusal as a problem. What was found is only repeated where it names a thing, never in whole. */
export const problemOfIssue = (issue: Issue): Problem => ({
  status: NOT_THERE.test(issue.code) ? 404 : statusOfIssue(issue),
  code: issue.code,
  detail: `${issue.code}${issue.where === undefined ? '' : ` at ${issue.where}`}${issue.found === '' ? '' : `: ${issue.found}`}`,
  ...(issue.remedy === undefined ? {} : { remedy: issue.remedy }),
})

export function problemOfError(error: unknown): Problem {
  if (error instanceof CordonError) {
    const { status, remedy } = ERRORS[error.code]
    return { status, code: error.code, detail: error.message, remedy }
  }
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? Number(error.statusCode) : 500
  if (status >= 400 && status < 500)
    return { status, code: CODES[status] ?? 'request.refused', detail: TITLES[status] ?? '' }
  return { status: 500, code: 'server.fault', detail: 'the request failed; nothing of it was done' }
}

const CODES: Readonly<Record<number, string>> = { 413: 'request.too_large', 415: 'request.not_json' }
