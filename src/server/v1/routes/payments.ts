import Type from 'typebox'
import type { Engine } from '../../../engine/engine.ts'
import { PaymentScreener, paymentFieldRules } from '../../../engine/payments.ts'
import { accepted } from '../../../model/parsed.ts'
import { type Route, route } from '../route.ts'
import { LANGUAGE, strict } from '../shapes.ts'

const text = Type.String()
const MOST_FILES = 100
const LONGEST_FILE = 2_000_000

const screeners = new WeakMap<Engine, PaymentScreener>()

/** Its indexes are built at the first message of each set of lists. */
function screenerOf(engine: Engine): PaymentScreener {
  const known = screeners.get(engine) ?? new PaymentScreener(engine)
  screeners.set(engine, known)
  return known
}

const screen = route({
  method: 'POST',
  path: '/v1/payments',
  id: 'screenPayments',
  tag: 'Payments',
  summary: 'Screen payment messages field by field: hold or pass, and which fields were not screened',
  needs: 'screen',
  body: strict({
    files: Type.Array(
      strict({
        name: Type.String({ minLength: 1, maxLength: 255 }),
        content: Type.String({ maxLength: LONGEST_FILE }),
      }),
      { minItems: 1, maxItems: MOST_FILES },
    ),
    language: Type.Optional(LANGUAGE),
  }),
  answer: Type.Object({
    messages: Type.Array(
      Type.Object({
        file: text,
        index: Type.Integer(),
        type: Type.Union([text, Type.Null()]),
        verdict: Type.Enum(['hold', 'pass']),
        why: Type.Array(text),
        fields: Type.Array(Type.Unknown()),
      }),
    ),
    screened_at: text,
    caveat: text,
  }),
  example: {
    body: {
      files: [{ name: 'message.fin', content: '{1:F01AAAAMXMMXXXX0000000000}{2:I103BBBBUS33XXXXN}{4:\n:20:REF1\n-}' }],
    },
  },
  handle: ({ body, back, at }) => {
    const screener = screenerOf(back.service.now.engine)
    const options = { at, language: body.language === 'es' ? ('es' as const) : ('en' as const) }
    const messages = body.files.flatMap(({ name, content }) => screener.screenText(content, name, options))
    return accepted(screener.answer(messages, options))
  },
})

const fields = route({
  method: 'GET',
  path: '/v1/payments/fields',
  id: 'listPaymentFields',
  tag: 'Payments',
  summary: 'Every field of the message types: screened or not, and why',
  needs: 'screen',
  answer: Type.Object({ fields: Type.Array(Type.Unknown()) }),
  handle: () =>
    accepted({
      fields: paymentFieldRules().map(({ format, field, kind, isScreened, reason, source }) => ({
        format,
        field,
        kind,
        screened: isScreened,
        reason,
        source,
      })),
    }),
})

export const PAYMENT_ROUTES: readonly Route[] = [screen, fields]
