import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { MAIN_TENANT } from '../../engine/desk.ts'
import type { Engine } from '../../engine/engine.ts'
import type { FaceAnswers } from '../../engine/face-answers.ts'
import { CordonError } from '../../model/errors.ts'
import type { Log } from '../http/log.ts'
import type { Metrics } from '../http/metrics.ts'
import { RETRY_AFTER_S } from '../http/shedding.ts'
import type { Service } from '../service.ts'
import type { MatchQueue } from './match-queue.ts'
import { answerOf, type QuestionResult, queryStringOf, type YenteAnswer, type YenteQuestion } from './questions.ts'

export interface MatchingOptions {
  readonly service: Service
  /** Where `/match` is worked on. */
  readonly queue: MatchQueue
  /** Where every answer is kept before it leaves. */
  readonly answers: FaceAnswers
  readonly metrics: Metrics
  readonly log: Log
}

export interface Dataset {
  Params: { dataset: string }
}

/** Who asked on this face, as the audit log names them. */
interface Asker {
  readonly tenant: string
  readonly name: string
}

declare module 'fastify' {
  interface FastifyRequest {
    asker: Asker | undefined
  }
}

/** Where the face asks for no key, nobody is known. */
const ANYBODY: Asker = { tenant: MAIN_TENANT, name: 'anybody' }

const JSON_TYPE = 'application/json'
/** The id by which an answer can be looked up and replayed. */
const ANSWER_HEADER = 'x-cordon-answer'
const SECOND_MS = 1_000

/** `/match`, `/search` and reconciliation queries: answers that leave once the audit log has them. */
export function registerMatching(server: FastifyInstance, options: MatchingOptions): void {
  const { service, queue, metrics, log } = options
  server.decorateRequest('asker', undefined)
  server.post<Dataset>('/match/:dataset', (request, reply) => {
    const started = performance.now()
    const { engine } = service.now
    const item = { question: questionOf('match', request), at: new Date().toISOString() }
    const answer = (result: QuestionResult): void => {
      metrics.matchSeconds.observe((performance.now() - started) / SECOND_MS)
      if ('count' in result) metrics.queries.add({}, result.count)
      keepAndSend(options, { engine, ...item, result, request, reply })
    }
    queue.ask(engine, item).then(answer, (error: unknown) => refuse(log, error, request, reply))
  })
  const answerHere = (route: YenteQuestion['route']) => (request: FastifyRequest<Dataset>, reply: FastifyReply) => {
    const { engine } = service.now
    const item = { question: questionOf(route, request), at: new Date().toISOString() }
    keepAndSend(options, { engine, ...item, result: answerOf(engine, item, log, service.now), request, reply })
  }
  server.get('/search/:dataset', answerHere('search'))
  server.post('/reconcile/:dataset', answerHere('reconcile'))
}

function questionOf(route: YenteQuestion['route'], request: FastifyRequest<Dataset>): YenteQuestion {
  const { body } = request
  const question = { route, dataset: request.params.dataset, query: queryStringOf(request.url) }
  return typeof body === 'string' && route !== 'search' ? { ...question, body } : question
}

interface Answering {
  readonly engine: Engine
  readonly question: YenteQuestion
  readonly at: string
  readonly result: QuestionResult
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** An answer leaves once the audit log has it; where the log cannot take it there is none. */
function keepAndSend({ answers, log }: MatchingOptions, answering: Answering): void {
  const { engine, question, at, result, request, reply } = answering
  if ('problem' in result) {
    reply.code(result.problem.status).send(result.problem.body)
    return
  }
  const { tenant, name } = request.asker ?? ANYBODY
  const { text, tally, found } = result
  answers
    .keep(tenant, engine, { ...tally, asker: name, at, question, text, ...(found === undefined ? {} : { found }) })
    .then(
      (id) => send(reply, question, result, id),
      (error: unknown) => {
        log.error('answer.keep', error, { trace: request.trace.traceId })
        reply.code(503).send({ detail: 'This answer could not be kept in the audit log, and so is not given.' })
      },
    )
}

function send(reply: FastifyReply, { route }: YenteQuestion, { text, count }: YenteAnswer, id: string): void {
  if (route !== 'search') reply.header('x-batch-size', String(count))
  reply.header(ANSWER_HEADER, id).type(JSON_TYPE).send(text)
}

/** Nothing was matched: the server is behind, or a thread died of the question twice. Never an answer. */
function refuse(log: Log, error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const isBehind = error instanceof CordonError && (error.code === 'server.overloaded' || error.code === 'work.many')
  if (!isBehind) log.error('match', error, { trace: request.trace.traceId })
  reply.header('retry-after', String(RETRY_AFTER_S)).code(503)
  reply.send({
    detail: isBehind ? 'the server is behind: this was not screened' : 'this could not be matched: it was not screened',
  })
}
