import { parse } from 'node:querystring'
import Type from 'typebox'
import Value from 'typebox/value'
import type { Engine } from '../../engine/engine.ts'
import type { AnswerTally, KeptFace } from '../../engine/face-answers.ts'
import { Log } from '../http/log.ts'
import { type Served, servedBy } from '../service.ts'
import { match } from './match.ts'
import { type MatchRequest, readForm, readMatchRequest } from './match-request.ts'
import { YenteProblem } from './problem.ts'
import { reconcile } from './reconcile.ts'
import { search } from './search.ts'

/** This face in the audit log. */
export const YENTE_FACE = 'yente'

/** A question of this face as the audit log keeps it: what was sent, so that the same bytes can be given again. */
const QUESTION = Type.Object({
  route: Type.Union([Type.Literal('match'), Type.Literal('reconcile'), Type.Literal('search')]),
  dataset: Type.String(),
  /** The query string as it was sent, without its question mark. */
  query: Type.String(),
  body: Type.Optional(Type.String()),
})

export type YenteQuestion = Type.Static<typeof QUESTION>

export interface YenteAnswer {
  readonly text: string
  /** Queries in the request. */
  readonly count: number
  readonly tally: AnswerTally
  /** Ids of entities that matched, by the key of the query. */
  readonly found?: Readonly<Record<string, readonly string[]>>
}

/**
 * Answers one question; the same question of the same lists on the same day has the same bytes.
 *
 * @throws YenteProblem where the question is at fault.
 */
export function answerQuestion(served: Served, question: YenteQuestion, at: string, log: Log): YenteAnswer {
  const { route, dataset, body } = question
  const query = question.query === '' ? {} : parse(question.query)
  if (route === 'match') return match(served, dataset, query, body, at, log)
  if (route === 'reconcile') return reconcile(served, dataset, query, body, at)
  const { results, ...rest } = search(served, dataset, query)
  const isFound = results.length > 0
  const tally = { clear: isFound ? 0 : 1, hits: isFound ? 1 : 0, undetermined: 0 }
  return { text: JSON.stringify({ results, ...rest }), count: 1, tally }
}

/** A question on its way to whoever answers it. */
export interface AskedAt {
  readonly question: YenteQuestion
  readonly at: string
}

/** An answer, or the problem that the question has, as values that cross threads. */
export type QuestionResult = YenteAnswer | { readonly problem: { readonly status: number; readonly body: unknown } }

const served = new WeakMap<Engine, Served>()

/** Answers in whatever thread this is. Problems of the question are values; anything else thrown is a fault of the thread. */
export function answerOf(
  engine: Engine,
  { question, at }: AskedAt,
  log: Log,
  known = served.get(engine) ?? servedBy(engine),
): QuestionResult {
  served.set(engine, known)
  try {
    return answerQuestion(known, question, at, log)
  } catch (error) {
    if (!(error instanceof YenteProblem)) throw error
    return { problem: { status: error.status, body: error.body } }
  }
}

/** This face as the keeper of answers knows it: how to ask again, and who was asked about. */
export const KEPT_YENTE: KeptFace = {
  askAgain: (engine, question, at) =>
    answerQuestion(servedBy(engine), Value.Parse(QUESTION, question), at, new Log('silent')).text,
  partiesOf: (kept) => {
    const question = Value.Parse(QUESTION, kept)
    if (question.route !== 'match') return {}
    const { questions } = readQuestion(question)
    return Object.fromEntries(questions.map(({ key, given }) => [key, given]))
  },
}

function readQuestion({ query, body }: YenteQuestion): MatchRequest {
  const form = readForm(query === '' ? {} : parse(query), body)
  return readMatchRequest(form.parameters, form.body)
}

/** The query string of a request line. */
export function queryStringOf(url: string): string {
  const at = url.indexOf('?')
  return at < 0 ? '' : url.slice(at + 1)
}
