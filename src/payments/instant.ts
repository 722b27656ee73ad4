import type { PaymentMessage } from '../model/payment.ts'
import type { FieldMap } from './field-map.ts'
import type { ScreenedMessage } from './screen-message.ts'

/** What the records prove of a book: who was screened since when, against the lists in force. */
export interface BookCoverage {
  readonly book: string
  /** Active parties. */
  readonly parties: number
  /** Parties without an answer of the last day that rests on the lists in force, each with what lacks; the first few of `gapCount`. */
  readonly gaps: readonly { readonly party: string; readonly why: string }[]
  readonly gapCount: number
  /** Instant of the oldest of the answers that count; absent where there is none. */
  readonly since?: string
}

/**
 * The profile for instant payments within the European Union: no party is screened payment by payment, for customers are screened
 * at least daily and on every change of the lists instead (Regulation (EU) No 260/2012, article 5d, put in by Regulation (EU) 2024/886;
 * unverified). A payment passes on the proof that the whole book was, and is held without it; a message that cannot be read is held.
 */
export function screenInstant(message: PaymentMessage, coverage: BookCoverage, fieldMap: FieldMap): ScreenedMessage {
  const format = message.format === 'mt' ? 'mt' : 'mx'
  const fields = message.fields.map((field) => ({
    field,
    rule: {
      ...fieldMap.ruleOf(format, field.path),
      isScreened: false,
      reason: `eu-instant: not screened by payment; the book ${coverage.book} is screened daily`,
    },
    hits: [],
    places: [],
  }))
  const why = [
    ...(message.fault === undefined ? [] : [`${message.fault.kind}: ${message.fault.detail}`]),
    ...unprovedReasons(coverage),
  ]
  return { message, verdict: why.length === 0 ? 'pass' : 'hold', why, fields }
}

/** Why the records do not prove that the book is covered; none where they do. */
export function unprovedReasons({ book, parties, gaps, gapCount }: BookCoverage): readonly string[] {
  if (parties === 0) return [`could not tell: the book ${book} has no parties`]
  if (gapCount === 0) return []
  const [first] = gaps
  const example = first === undefined ? '' : `, as ${first.party}: ${first.why}`
  return [
    `could not tell: ${gapCount} of ${parties} parties of the book ${book} lack a screening of the last day against the lists in force${example}`,
  ]
}
