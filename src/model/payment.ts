/** One value of a payment message where it stands: an ISO 20022 leaf element, or a line of a SWIFT MT field. */
export interface PaymentField {
  /** Elements below the message's own root, as in `CdtTrfTxInf/Dbtr/Nm`, or tag and part, as in `50K/line`; the second of several carries `[2]`. */
  readonly path: string
  readonly value: string
  /** Characters of the message's text, half open, so that a face can highlight it. */
  readonly start: number
  readonly end: number
}

/** Why a message could not be read, or not as a payment. */
export type PaymentFault = 'malformed' | 'other_type' | 'oversized' | 'unrecognised'

/** One message of a file, read without judgement. */
export interface PaymentMessage {
  /** Place in its file, from 0. */
  readonly index: number
  readonly format: 'mx' | 'mt' | 'unknown'
  /** `pacs.008.001.08`, `MT103`, `MT202 COV` …; `unknown` where nothing in the text says. */
  readonly type: string
  readonly text: string
  readonly fields: readonly PaymentField[]
  /** Absent for a message that was read whole. */
  readonly fault?: { readonly kind: PaymentFault; readonly detail: string }
}
