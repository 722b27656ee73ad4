import { TextDecoder } from 'node:util'
import { CordonError } from '../../model/errors.ts'
import type { RawFile } from './bytes.ts'

/** `legacy`: UTF-8 where the first byte above ASCII begins a well-formed UTF-8 sequence, Windows-1252 otherwise. */
export type TextEncoding = 'utf-8' | 'legacy' | 'xml'

/** The text of a file, chunk by chunk. Bytes that the encoding does not allow and NUL are refused, never replaced. */
export async function* textOf(file: RawFile, encoding: TextEncoding): AsyncIterable<string> {
  let decoder: TextDecoder | undefined
  for await (const chunk of file.bytes()) {
    if (decoder === undefined) decoder = firstDecoder(chunk, encoding)
    if (decoder === undefined || (decoder.encoding !== 'utf-16le' && decoder.encoding !== 'utf-16be')) {
      refuseBinary(chunk, file.name)
    }
    if (decoder === undefined) {
      decoder = legacyDecoder(chunk)
      if (decoder === undefined) {
        yield ASCII.decode(chunk)
        continue
      }
    }
    yield decoded(decoder, chunk, file.name)
  }
  if (decoder !== undefined) yield decoded(decoder, undefined, file.name)
}

const ASCII = new TextDecoder('latin1')

function firstDecoder(chunk: Uint8Array, encoding: TextEncoding): TextDecoder | undefined {
  const marked = byOrderMark(chunk)
  if (marked !== undefined) return new TextDecoder(marked, { fatal: true })
  if (encoding === 'legacy') return undefined
  if (encoding === 'xml') return new TextDecoder(declaredEncoding(chunk), { fatal: true })
  return new TextDecoder('utf-8', { fatal: true })
}

function byOrderMark(chunk: Uint8Array): string | undefined {
  if (chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf) return 'utf-8'
  if (chunk[0] === 0xff && chunk[1] === 0xfe) return 'utf-16le'
  if (chunk[0] === 0xfe && chunk[1] === 0xff) return 'utf-16be'
  return undefined
}

const XML_ENCODINGS = ['utf-8', 'us-ascii', 'iso-8859-1', 'windows-1252', 'utf-16']

function declaredEncoding(chunk: Uint8Array): string {
  const declared = /^\s*<\?xml[^>]*encoding\s*=\s*["']([^"']+)["']/i.exec(ASCII.decode(chunk.subarray(0, 200)))?.[1]
  const label = (declared ?? 'utf-8').toLowerCase()
  if (!XML_ENCODINGS.includes(label)) {
    throw new CordonError('input.unreadable', `the XML declares the encoding "${label}", which no list uses`)
  }
  return label === 'utf-16' ? 'utf-8' : label
}

function legacyDecoder(chunk: Uint8Array): TextDecoder | undefined {
  const at = chunk.findIndex((byte) => byte > 0x7f)
  if (at === -1) return undefined
  return new TextDecoder(beginsUtf8(chunk, at) ? 'utf-8' : 'windows-1252', { fatal: true })
}

function beginsUtf8(chunk: Uint8Array, at: number): boolean {
  const lead = chunk[at] ?? 0
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 0
  if (length === 0) return false
  for (let step = 1; step < length; step += 1) {
    const next = chunk[at + step]
    if (next !== undefined && (next & 0xc0) !== 0x80) return false
  }
  return true
}

function refuseBinary(chunk: Uint8Array, name: string): void {
  if (chunk.includes(0)) throw new CordonError('input.unreadable', `${name} is binary: it holds a NUL byte`)
}

function decoded(decoder: TextDecoder, chunk: Uint8Array | undefined, name: string): string {
  try {
    return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true })
  } catch (cause) {
    throw new CordonError('input.unreadable', `${name} is not the ${decoder.encoding} it says it is`, { cause })
  }
}

/** Text of a head for recognising formats: lenient, because a head may end inside a character. */
export function lenientText(head: Uint8Array): string {
  const marked = byOrderMark(head)
  return new TextDecoder(marked ?? 'utf-8').decode(head)
}
