import { isUtf8 } from 'node:buffer'

/** Encodings that spreadsheets and exports come in. Told apart by the byte order mark, zero bytes and UTF-8's own pattern. */
export const TEXT_ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const
export type TextEncoding = (typeof TEXT_ENCODINGS)[number]

const SAMPLE_BYTES = 4_096

/**
 * Which encoding a text is in. Bytes that are no UTF-8 are read as Windows-1252, the encoding of older Spanish and
 * English exports, in which every byte string is readable: a wrong guess shows in the text and never stops the file.
 */
export function detectEncoding(bytes: Uint8Array): TextEncoding {
  if (startsWith(bytes, [0xff, 0xfe])) return 'utf-16le'
  if (startsWith(bytes, [0xfe, 0xff])) return 'utf-16be'
  const byZeros = encodingByZeros(bytes.subarray(0, SAMPLE_BYTES))
  if (byZeros !== undefined) return byZeros
  return isUtf8(bytes) ? 'utf-8' : 'windows-1252'
}

/** Text without a byte order mark. */
export function decodeText(bytes: Uint8Array, encoding: TextEncoding = detectEncoding(bytes)): string {
  return new TextDecoder(encoding).decode(bytes)
}

const startsWith = (bytes: Uint8Array, mark: readonly number[]): boolean => mark.every((byte, i) => bytes[i] === byte)

/** Latin text in UTF-16 without a mark has a zero in nearly every second byte, and on one side only. */
function encodingByZeros(sample: Uint8Array): TextEncoding | undefined {
  let even = 0
  let odd = 0
  for (let i = 0; i < sample.length; i++) {
    if (sample[i] !== 0) continue
    if (i % 2 === 0) even++
    else odd++
  }
  const most = sample.length * 0.3
  if (odd > most && even === 0) return 'utf-16le'
  return even > most && odd === 0 ? 'utf-16be' : undefined
}
