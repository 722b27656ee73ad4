import type { FastifyReply } from 'fastify'
import { sentenceOf } from '../engine/engine.ts'
import { ERRORS, type ErrorCode } from '../model/errors.ts'
import type { Issue } from '../model/parsed.ts'

/** Answers with a problem document (RFC 9457) for one refused input. */
export function refuse(reply: FastifyReply, code: ErrorCode, issue: Issue): FastifyReply {
  const { status, remedy } = ERRORS[code]
  return reply
    .code(status)
    .type('application/problem+json')
    .send({
      type: `urn:cordon:error:${code}`,
      title: code,
      status,
      detail: sentenceOf(issue),
      remedy: issue.remedy ?? remedy,
    })
}
