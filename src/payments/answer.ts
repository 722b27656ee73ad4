import { type AnswerHit, renderHit } from '../screening/answer.ts'
import type { ScreenedField, ScreenedMessage } from './screen-message.ts'

/** A message answered, PRODUCT.md §4.5. */
export interface PaymentAnswer {
  readonly file: string
  readonly index: number
  readonly type: string
  readonly verdict: 'hold' | 'pass'
  readonly why: readonly string[]
  readonly fields: readonly AnswerField[]
}

export interface AnswerField {
  readonly path: string
  readonly value: string
  readonly kind: string
  readonly screened: boolean
  readonly reason: string
  readonly hits: readonly (AnswerHit & { readonly list: string })[]
  readonly places?: readonly {
    readonly code: string
    readonly found: string
    readonly citation: string
    readonly verified: boolean
  }[]
  /** Characters of the message, half open. */
  readonly span: readonly [number, number]
}

export const renderMessage = (file: string, screened: ScreenedMessage): PaymentAnswer => ({
  file,
  index: screened.message.index,
  type: screened.message.type,
  verdict: screened.verdict,
  why: screened.why,
  fields: screened.fields.map(renderField),
})

const renderField = ({ field, rule, hits, places }: ScreenedField): AnswerField => ({
  path: field.path,
  value: field.value,
  kind: rule.kind,
  screened: rule.isScreened,
  reason: rule.reason,
  hits: hits.map((hit) => ({ ...renderHit(hit), list: hit.list })),
  ...(places.length === 0
    ? {}
    : {
        places: places.map(({ place, found }) => ({
          code: place.code,
          found,
          citation: place.citation,
          verified: place.isVerified,
        })),
      }),
  span: [field.start, field.end],
})
