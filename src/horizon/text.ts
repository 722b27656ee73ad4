/** A half-open range of UTF-16 units of the report as it came. */
export interface Span {
  readonly start: number
  readonly end: number
}

export const overlaps = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end

export const contains = (outer: Span, inner: Span): boolean => outer.start <= inner.start && inner.end <= outer.end

/** Moves both ends inwards over white space. */
export function trimmed(text: string, span: Span): Span {
  let { start, end } = span
  while (start < end && /\s/.test(text[start] ?? '')) start += 1
  while (end > start && /\s/.test(text[end - 1] ?? '')) end -= 1
  return { start, end }
}

const FOLDED = new Map<string, string>([
  ['’', "'"],
  ['‘', "'"],
  ['‚', "'"],
  ['‛', "'"],
  ['ʼ', "'"],
  ['“', '"'],
  ['”', '"'],
  ['„', '"'],
  ['«', '"'],
  ['»', '"'],
  ['–', '-'],
  ['—', '-'],
  ['‑', '-'],
  [' ', ' '],
])

function foldUnit(unit: string): string {
  const known = FOLDED.get(unit)
  if (known !== undefined) return known
  const base = unit.normalize('NFD')[0] ?? unit
  const lower = base.toLowerCase()
  const folded = lower.length === 1 ? lower : unit
  FOLDED.set(unit, folded)
  return folded
}

/** Lower case, no marks, plain quotes and dashes; one unit for one, so that offsets hold in both. */
export const foldText = (text: string): string => text.replace(/[^\x00-\x7f]/g, foldUnit).toLowerCase()

export interface Token extends Span {
  /** As in the report. */
  readonly text: string
  /** Folded by `foldText`. */
  readonly low: string
  /** A word or a number, not a mark. */
  readonly isWord: boolean
  /** Begins with a capital letter. */
  readonly isCapital: boolean
}

const TOKEN =
  /(?:\p{L}\.){2,}|@?[\p{L}\p{N}_]+(?:[-'’ʼ&/][\p{L}\p{N}_]+)*(?:\.[\p{L}\p{N}]+)*(?:[-'’][\p{L}\p{N}]+)*|\S/gu
const CLITIC = /['’ʼ](?:s|m|re|ve|ll|d)$/i
const INITIALS_BEFORE_BREAK = /^\p{Lu}\p{L}?$/u

/** Words, numbers and marks of one span, English clitics split off ("Iran" + "'s"). At most `limit` tokens. */
export function tokenize(text: string, folded: string, span: Span, limit: number): readonly Token[] {
  const tokens: Token[] = []
  const push = (start: number, end: number): void => {
    const raw = text.slice(start, end)
    const first = raw[0] ?? ''
    const isWord = /[\p{L}\p{N}]/u.test(raw)
    tokens.push({ start, end, text: raw, low: folded.slice(start, end), isWord, isCapital: /\p{Lu}/u.test(first) })
  }
  const pattern = TOKEN
  pattern.lastIndex = span.start
  for (let found = pattern.exec(text); found !== null && tokens.length < limit; found = pattern.exec(text)) {
    const start = found.index
    const end = start + found[0].length
    if (start >= span.end) break
    const stop = Math.min(end, span.end)
    const clitic = CLITIC.exec(text.slice(start, stop))
    if (clitic !== null && clitic.index > 0) {
      push(start, start + clitic.index)
      push(start + clitic.index, stop)
    } else push(start, stop)
  }
  return tokens
}

export const isInitial = (token: Token): boolean => INITIALS_BEFORE_BREAK.test(token.text)
