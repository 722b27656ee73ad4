import { post } from './call.ts'
import type { Hit } from './screening.ts'

export interface PaymentField {
  readonly path: string
  readonly value: string
  readonly screened: boolean
  readonly reason: string | null
  readonly hits: readonly Hit[]
}

export interface PaymentMessage {
  readonly file: string
  readonly index: number
  readonly type: string
  readonly verdict: 'hold' | 'pass'
  readonly why: readonly string[]
  readonly fields: readonly PaymentField[]
}

export const screenPayments = (
  files: readonly { readonly name: string; readonly content: string }[],
  language: string,
): Promise<{ readonly messages: readonly PaymentMessage[]; readonly caveat: string }> =>
  post('/v1/payments', { files, language })
