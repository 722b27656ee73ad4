import Type from 'typebox'
import { AnswerLedger, getAnswer, listAnswers } from '../../../engine/answer-ledger.ts'
import type { Desk } from '../../../engine/desk.ts'
import { type FaceReplay, getFaceAnswer, replayFaceAnswer, setLineOf } from '../../../engine/face-answers.ts'
import { lookBack } from '../../../engine/lookback.ts'
import { rendered } from '../../../engine/pages.ts'
import type { Parsed } from '../../../model/parsed.ts'
import { FACES } from '../../faces.ts'
import { type Route, route } from '../route.ts'
import { ID_PARAM, INSTANT, strict } from '../shapes.ts'

const text = Type.String()
const textOrNull = Type.Union([text, Type.Null()])
const MOST = 1_000

const KEPT = Type.Object({
  id: text,
  at: text,
  asker: text,
  party: textOrNull,
  status: text,
  question: Type.Unknown(),
  basis: Type.Unknown(),
  digest: text,
  answer: Type.Unknown(),
  lookback_of: textOrNull,
})

const SPAN = { from: INSTANT, before: INSTANT }

const answers = route({
  method: 'GET',
  path: '/v1/answers',
  id: 'listAnswers',
  tag: 'Answers',
  summary: 'Answers that were given, the oldest first',
  needs: 'answer.read',
  query: strict({ ...SPAN, limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MOST })) }),
  answer: Type.Object({ answers: Type.Array(KEPT) }),
  example: { query: { from: '2026-01-01T00:00:00Z', before: '2027-01-01T00:00:00Z' } },
  handle: async ({ desk, query }) =>
    rendered(await listAnswers(desk, query.from, query.before, query.limit ?? 100), (found) => ({ answers: found })),
})

const answer = route({
  method: 'GET',
  path: '/v1/answers/{id}',
  id: 'getAnswer',
  tag: 'Answers',
  summary: 'An answer as it was given, with what it rested on',
  needs: 'answer.read',
  params: ID_PARAM,
  answer: KEPT,
  example: { params: { id: '{answer}' } },
  handle: ({ desk, params }) =>
    setLineOf(params.id) === undefined ? getAnswer(desk, params.id) : getFaceAnswer(desk, params.id),
})

type Replayed = Pick<FaceReplay, 'id' | 'isSame' | 'digest' | 'replayed_digest'>

const replayAny = (desk: Desk, id: string, data: string | undefined): Promise<Parsed<Replayed>> =>
  setLineOf(id) === undefined ? new AnswerLedger(data).replay(desk, id) : replayFaceAnswer(desk, id, FACES, data)

const replaying = route({
  method: 'POST',
  path: '/v1/answers/{id}/replay',
  id: 'replayAnswer',
  tag: 'Answers',
  summary: 'Ask a question again of the lists, register and policy it was asked of, and compare the bytes',
  needs: 'audit.read',
  params: ID_PARAM,
  answer: Type.Object({ id: text, same: Type.Boolean(), digest: text, replayed_digest: text }),
  example: { params: { id: '{answer}' } },
  handle: async ({ desk, params, back }) =>
    rendered(await replayAny(desk, params.id, back.data), ({ id, isSame, digest, replayed_digest }) => ({
      id,
      digest,
      replayed_digest,
      same: isSame,
    })),
})

const lookback = route({
  method: 'POST',
  path: '/v1/lookbacks',
  id: 'lookBack',
  tag: 'Answers',
  summary: 'Ask past questions of the lists of today; the old answers stay as they were',
  needs: 'monitor.run',
  needsAlso: ['answer.read'],
  status: 201,
  body: strict(SPAN),
  answer: Type.Object({
    asked: Type.Integer(),
    undetermined: Type.Integer(),
    found: Type.Array(Type.Object({ answer: text, lookback: text, entities: Type.Array(text) })),
  }),
  example: { body: { from: '2026-01-01T00:00:00Z', before: '2026-01-02T00:00:00Z' } },
  handle: ({ desk, body, back }) => lookBack(desk, back.service.now.engine, new AnswerLedger(back.data), body, FACES),
})

export const ANSWER_ROUTES: readonly Route[] = [answers, answer, replaying, lookback]
