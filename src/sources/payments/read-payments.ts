import { readFileSync, statSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { CordonError } from '../../model/errors.ts'
import type { PaymentMessage } from '../../model/payment.ts'
import { readIso20022 } from './iso20022.ts'
import { PAYMENT_LIMITS } from './limits.ts'
import { looksLikeSwiftMt, readSwiftMt } from './swift-mt.ts'

const GZIP = [0x1f, 0x8b] as const

/**
 * Reads a file of payment messages, recognised by content: ISO 20022 XML or SWIFT FIN, gzipped or not.
 * Whatever is neither is one message that says so, because a message that cannot be read must be held.
 *
 * @throws CordonError `input.missing` where there is no such file.
 */
export function readPaymentFile(path: string): readonly PaymentMessage[] {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined || !stat.isFile()) throw new CordonError('input.missing', `there is no file ${path}`)
  if (stat.size > PAYMENT_LIMITS.fileBytes) return [held('oversized', `${stat.size} bytes`)]
  const bytes = readFileSync(path)
  return readPaymentBytes(bytes)
}

/** The same for bytes that came in otherwise. */
export function readPaymentBytes(bytes: Uint8Array): readonly PaymentMessage[] {
  const isZipped = bytes[0] === GZIP[0] && bytes[1] === GZIP[1]
  try {
    const plain = isZipped ? gunzipSync(bytes, { maxOutputLength: PAYMENT_LIMITS.fileBytes }) : bytes
    return readPaymentText(decode(plain))
  } catch (error) {
    if (error instanceof RangeError) return [held('oversized', `more than ${PAYMENT_LIMITS.fileBytes} bytes`)]
    if (error instanceof TypeError || isZipped) return [held('malformed', 'bytes that are no text in UTF-8 or UTF-16')]
    throw error
  }
}

/** UTF-8 unless a byte order mark or an XML declaration says otherwise; bytes that do not fit are refused, never replaced. */
function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le', { fatal: true }).decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be', { fatal: true }).decode(bytes)
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200))
  const stated = /^<\?xml[^>]*encoding=["']([A-Za-z0-9._-]+)["']/i.exec(head)?.[1]?.toLowerCase()
  const isLatin = stated !== undefined && /^(iso-8859-(1|15)|windows-1252|us-ascii)$/.test(stated)
  return new TextDecoder(isLatin ? stated : 'utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
}

/** One text, which may hold several messages. */
export function readPaymentText(text: string): readonly PaymentMessage[] {
  if (looksLikeSwiftMt(text)) return readSwiftMt(text)
  if (/^[\s\uFEFF]*</.test(text)) return readIso20022(text)
  const named = /\b([a-z]{4}\.\d{3}\.\d{3}\.\d{2})\b/.exec(text.slice(0, 4_096))?.[1]
  if (text.trim() === '') return [{ ...held('malformed', 'nothing in it'), text }]
  if (named !== undefined && /^\s*[[{]/.test(text))
    return [{ ...held('other_type', `${named} in JSON, which is not read`), type: named, text }]
  return [{ ...held('unrecognised', 'neither ISO 20022 XML nor a SWIFT FIN message'), text }]
}

const held = (kind: 'oversized' | 'malformed' | 'unrecognised' | 'other_type', detail: string): PaymentMessage => ({
  index: 0,
  format: 'unknown',
  type: 'unknown',
  text: '',
  fields: [],
  fault: { kind, detail },
})
