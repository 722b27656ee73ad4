/** Encoder and decoder of the Encoding standard: in every runtime, though not among the language's own types. */
declare const TextEncoder: new () => { encodeInto(text: string, into: Uint8Array): { readonly written: number } }
declare const TextDecoder: new (
  label: 'utf-8',
  options: { readonly ignoreBOM: boolean },
) => {
  decode(bytes: Uint8Array): string
}

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** Writes a text as UTF-8 and answers how many bytes it took: at most three for each unit. */
export const utf8Into = (text: string, into: Uint8Array): number => encoder.encodeInto(text, into).written

/** The text of some bytes. They are copied out first, since shared memory is refused by some runtimes' decoders. */
export const utf8Of = (bytes: Uint8Array, from: number, to: number): string =>
  (to - from <= BRIEF ? plainText(bytes, from, to) : undefined) ?? decoder.decode(bytes.slice(from, to))

/** A text of so many plain bytes is put together sooner than a decoder is called. */
const BRIEF = 32

function plainText(bytes: Uint8Array, from: number, to: number): string | undefined {
  let text = ''
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] ?? 0
    if (byte > 0x7f) return undefined
    text += String.fromCharCode(byte)
  }
  return text
}
