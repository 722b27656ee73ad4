import type { Span } from './text.ts'

/** Words between quotation marks: `start` and `end` are of the words, the marks lie outside. */
export interface Quotation extends Span {
  readonly text: string
  /** Span with the marks. */
  readonly outer: Span
  /** The closing mark is missing in this block: the quotation goes on in the next one. */
  readonly isOpen: boolean
}

/** Longest quotation read; a mark that closes later is taken for stray. */
export const MAX_QUOTATION_LENGTH = 6_000

/** Most quotations read of one paragraph; a text of nothing but marks is no report. */
export const MAX_QUOTATIONS_PER_BLOCK = 120

const CLOSING: Readonly<Record<string, string>> = { '“': '”', '«': '»', '„': '”', '‘': '’', "'": "'", '"': '"' }

/** Quotations of one block, outermost only. Straight marks open after a space and close before one. */
export function findQuotations(text: string, block: Span): readonly Quotation[] {
  const found: Quotation[] = []
  let at = block.start
  while (at < block.end && found.length < MAX_QUOTATIONS_PER_BLOCK) {
    const mark = text[at] ?? ''
    const closing = CLOSING[mark]
    if (closing === undefined || !opens(text, at, block)) {
      at += 1
      continue
    }
    const end = closingAt(text, at, closing, block)
    if (end === undefined) {
      if (mark === '‘' || mark === "'") {
        at += 1
        continue
      }
      const stop = Math.min(block.end, at + 1 + MAX_QUOTATION_LENGTH)
      if (at === block.start) found.push(quotation(text, at + 1, stop, stop, true))
      at = at === block.start ? stop : at + 1
      continue
    }
    const isSingle = mark === '‘' || mark === "'"
    if (!isSingle || isSpoken(text.slice(at + 1, end))) found.push(quotation(text, at + 1, end, end + 1, false))
    at = end + 1
  }
  return found
}

function quotation(text: string, start: number, end: number, outerEnd: number, isOpen: boolean): Quotation {
  return { start, end, text: text.slice(start, end), outer: { start: start - 1, end: outerEnd }, isOpen }
}

function opens(text: string, at: number, block: Span): boolean {
  const mark = text[at] ?? ''
  if (mark === '“' || mark === '«' || mark === '„') return true
  const before = at === block.start ? ' ' : (text[at - 1] ?? ' ')
  const after = text[at + 1] ?? ' '
  return /[\s([—–\-:¿¡“"]/.test(before) && /[^\s]/.test(after)
}

function closingAt(text: string, open: number, closing: string, block: Span): number | undefined {
  const limit = Math.min(block.end, open + 1 + MAX_QUOTATION_LENGTH)
  const opening = text[open]
  for (let at = open + 1; at < limit; at += 1) {
    const mark = text[at]
    if (mark !== closing && !(opening === '“' && mark === '"') && !(opening === '"' && mark === '”')) continue
    if (closing === '’' || closing === "'") {
      const after = at + 1 >= block.end ? ' ' : (text[at + 1] ?? ' ')
      if (/[\p{L}\p{N}]/u.test(after)) continue
    }
    return at
  }
  return undefined
}

/** Single marks also hold nicknames and titles: words are speech from three on, the first not all capitals. */
const isSpoken = (words: string): boolean =>
  words.trim().split(/\s+/).length >= 3 && /\p{Ll}/u.test(words) && /(?:^|\s)\p{Ll}/u.test(words)
