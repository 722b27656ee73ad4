import Type from 'typebox'
import { AnswerLedger } from '../../../engine/answer-ledger.ts'
import { screenBook } from '../../../engine/book-screening.ts'
import { rendered } from '../../../engine/pages.ts'
import { type Route, route } from '../route.ts'
import { ID, strict } from '../shapes.ts'

const text = Type.String()
const MOST_PARTIES = 10_000

const screening = route({
  method: 'POST',
  path: '/v1/books/{book}/screen',
  id: 'screenBook',
  tag: 'Books',
  summary: 'Screen parties of a book, keep the answers, and raise alerts',
  needs: 'alert.raise',
  params: Type.Object({ book: ID }),
  body: strict({
    parties: Type.Optional(Type.Array(ID, { maxItems: MOST_PARTIES, description: 'Every active party where absent.' })),
  }),
  answer: Type.Object({
    parties: Type.Integer(),
    hits: Type.Integer(),
    raised: Type.Array(text),
    reopened: Type.Array(text),
    suppressed: Type.Integer(),
    unchanged: Type.Integer(),
    undetermined: Type.Integer(),
  }),
  example: { params: { book: 'customers' }, body: {} },
  handle: async ({ desk, params, body, back }) => {
    const done = await screenBook(desk, params.book, {
      engine: back.service.now.engine,
      ledger: new AnswerLedger(back.data),
      ...(body.parties === undefined ? {} : { parties: body.parties }),
    })
    return rendered(done, ({ undetermined, ...counts }) => ({ ...counts, undetermined: undetermined.length }))
  },
})

export const MONITORING_ROUTES: readonly Route[] = [screening]
