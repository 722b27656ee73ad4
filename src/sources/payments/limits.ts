/** Bounds on one payment file and message; a message beyond one of them is held as oversized, never cut. */
export const PAYMENT_LIMITS = {
  /** Bytes of a file: a pain.001 of 100,000 transactions is about 100 MB. */
  fileBytes: 256 * 1024 * 1024,
  /** Characters of one message. */
  messageChars: 64 * 1024 * 1024,
  /** Elements below each other; the deepest ISO 20022 credit transfer has 14. */
  depth: 48,
  /** Values of one message. */
  fields: 2_000_000,
  /** Characters of one value; ISO 20022's longest text in these messages is 9,000 (structured remittance envelopes aside). */
  valueChars: 20_000,
} as const
