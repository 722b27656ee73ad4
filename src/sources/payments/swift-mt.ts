import type { PaymentField, PaymentMessage } from '../../model/payment.ts'
import { PAYMENT_LIMITS } from './limits.ts'

/** MT types that are read as payments; others are held with the type named. */
export const MT_TYPES: readonly string[] = ['MT101', 'MT103', 'MT202', 'MT202 COV']

/** How the lines of a field are read, by tag. Source: SWIFT MT user handbook, formats of the field's options. */
type Shape = 'bic' | 'lines' | 'numbered' | 'account_only' | 'text'

const SHAPES: readonly (readonly [pattern: RegExp, shape: Shape])[] = [
  [/^5\dA$|^50[CG]$|^51A$/, 'bic'],
  [/^50F$|^59F$/, 'numbered'],
  [/^50[KH]$|^59$|^5[1-8][D]$|^5[3-8]B$/, 'lines'],
  [/^5\dC$|^50L$/, 'account_only'],
]
const shapeOf = (tag: string): Shape => SHAPES.find(([pattern]) => pattern.test(tag))?.[1] ?? 'text'

/** Whether a text is in SWIFT's FIN form: a basic header block. */
export const looksLikeSwiftMt = (text: string): boolean => /^[\s\u0001\uFEFF]*\{1:[FAL]\d{2}/.test(text)

/**
 * Reads FIN messages, one or several after another. Blocks 1, 2, 3, 5 give headers; block 4 its fields, each split into
 * account, BIC, numbered and plain lines by the option of its tag. A block that does not close is malformed.
 */
export function readSwiftMt(text: string): readonly PaymentMessage[] {
  return splitMessages(text).map((piece, index) => readOne(text, piece, index))
}

interface Piece {
  readonly start: number
  readonly end: number
}

/** Each message starts with block 1; that is the only place where `{1:F01` may stand. */
function splitMessages(text: string): readonly Piece[] {
  const starts = [...text.matchAll(/\{1:[FAL]\d{2}/g)].map(({ index }) => index)
  return starts.map((start, i) => ({ start, end: starts[i + 1] ?? text.length }))
}

function readOne(text: string, { start, end }: Piece, index: number): PaymentMessage {
  const own = text.slice(start, end)
  const base = { index, format: 'mt' as const, text: own }
  if (own.length > PAYMENT_LIMITS.messageChars)
    return { ...base, type: 'unknown', fields: [], fault: { kind: 'oversized', detail: `${own.length} characters` } }
  const blocks = readBlocks(own)
  const type = typeOf(blocks)
  if (blocks.fault !== undefined)
    return { ...base, type, fields: [], fault: { kind: 'malformed', detail: blocks.fault } }
  const fields = [...headerFields(blocks), ...bodyFields(own, blocks)]
  if (MT_TYPES.includes(type)) {
    const body = blocks.found.get('4')
    return body === undefined
      ? { ...base, type, fields, fault: { kind: 'malformed', detail: 'no text block {4:' } }
      : { ...base, type, fields }
  }
  return { ...base, type, fields, fault: { kind: 'other_type', detail: `${type} is none of ${MT_TYPES.join(', ')}` } }
}

interface Block {
  readonly content: string
  /** Where the content starts in the message. */
  readonly at: number
}
interface Blocks {
  readonly found: ReadonlyMap<string, Block>
  readonly fault?: string
}

function readBlocks(text: string): Blocks {
  const found = new Map<string, Block>()
  const opening = /\{(\d|S):/g
  for (let at = 0; ; ) {
    opening.lastIndex = at
    const open = opening.exec(text)
    if (open === null) return { found }
    const name = open[1] ?? ''
    const from = open.index + open[0].length
    const to = endOfBlock(text, from, name)
    if (to < 0) return { found, fault: `block ${name} does not close` }
    found.set(name, { content: text.slice(from, to), at: from })
    at = to + 1
  }
}

/** Block 4 ends with `-}` at the beginning of a line; the others nest braces. */
function endOfBlock(text: string, from: number, name: string): number {
  if (name === '4') {
    const end = /\r?\n-\}/.exec(text.slice(from))
    return end === null ? -1 : from + end.index + end[0].length - 1
  }
  let depth = 1
  for (let at = from; at < text.length; at += 1) {
    const character = text.charAt(at)
    if (character === '{') depth += 1
    else if (character === '}') depth -= 1
    if (depth === 0) return at
  }
  return -1
}

function typeOf({ found }: Blocks): string {
  const code = /^[IO](\d{3})/.exec(found.get('2')?.content ?? '')?.[1]
  if (code === undefined) return 'unknown'
  const isCover =
    /\{119:COV\}/.test(found.get('3')?.content ?? '') ||
    (code === '202' && /\n:50[AFK]:/.test(found.get('4')?.content ?? ''))
  return code === '202' && isCover ? 'MT202 COV' : `MT${code}`
}

/** The logical terminals of sender and receiver: twelve characters, the ninth the terminal's letter. */
function headerFields({ found }: Blocks): readonly PaymentField[] {
  const out: PaymentField[] = []
  const add = (path: string, block: Block | undefined, pattern: RegExp): void => {
    const match = block === undefined ? null : pattern.exec(block.content)
    if (block === undefined || match === null) return
    const terminal = match[1] ?? ''
    const start = block.at + match.index + match[0].indexOf(terminal)
    out.push({ path, value: terminal.slice(0, 8) + terminal.slice(9), start, end: start + terminal.length })
  }
  add('1/bic', found.get('1'), /^[FAL]\d{2}([A-Z0-9]{12})/)
  add('2/bic', found.get('2'), /^I\d{3}([A-Z0-9]{12})/)
  add('2/bic', found.get('2'), /^O\d{3}\d{10}([A-Z0-9]{12})/)
  const user = found.get('3')
  for (const match of user?.content.matchAll(/\{(\d{3}):([^{}]*)\}/g) ?? []) {
    const start = (user?.at ?? 0) + match.index + 5
    out.push({ path: `3/${match[1]}`, value: match[2] ?? '', start, end: start + (match[2] ?? '').length })
  }
  return out
}

interface Line {
  readonly text: string
  readonly start: number
}

function bodyFields(text: string, { found }: Blocks): readonly PaymentField[] {
  const body = found.get('4')
  if (body === undefined) return []
  const seen = new Map<string, number>()
  return [...tagged(text, body)].flatMap(({ tag, lines }) => {
    const count = (seen.get(tag) ?? 0) + 1
    seen.set(tag, count)
    const name = count === 1 ? tag : `${tag}[${count}]`
    return numberLines(partsOf(shapeOf(tag), lines)).map(({ part, line }) => ({
      path: `${name}/${part}`,
      value: line.text.trim(),
      start: line.start,
      end: line.start + line.text.length,
    }))
  })
}

function* tagged(text: string, body: Block): Iterable<{ readonly tag: string; readonly lines: readonly Line[] }> {
  let current: { tag: string; lines: Line[] } | undefined
  let at = body.at
  for (const raw of text.slice(body.at, body.at + body.content.length).split('\n')) {
    const line = raw.replace(/\r$/, '')
    const head = /^:(\d{2}[A-Z]?):/.exec(line)
    if (head !== null) {
      if (current !== undefined) yield current
      current = { tag: head[1] ?? '', lines: [{ text: line.slice(head[0].length), start: at + head[0].length }] }
    } else if (current !== undefined && line !== '-' && line !== '') current.lines.push({ text: line, start: at })
    at += raw.length + 1
  }
  if (current !== undefined) yield current
}

interface PartLine {
  readonly part: string
  readonly line: Line
}

/** The first line of a party field is `/account` (or `/C/`, `/D/` before it) where it begins with a stroke. */
function partsOf(shape: Shape, lines: readonly Line[]): readonly PartLine[] {
  if (shape === 'text') return lines.map((line) => ({ part: 'line', line }))
  const [first, ...rest] = lines
  if (first === undefined) return []
  if (shape === 'account_only') return lines.map((line) => ({ part: 'account', line: withoutStrokes(line) }))
  if (shape === 'numbered') {
    return [{ part: 'account', line: withoutStrokes(first) }, ...rest.map(numberedPart)]
  }
  const account = first.text.startsWith('/') ? [{ part: 'account', line: withoutStrokes(first) }] : []
  const others = account.length > 0 ? rest : lines
  return [...account, ...others.map((line) => ({ part: shape === 'bic' ? 'bic' : 'line', line }))]
}

function withoutStrokes(line: Line): Line {
  const lead = /^\/(?:[CD]\/)?\/?/.exec(line.text)?.[0].length ?? 0
  return { text: line.text.slice(lead), start: line.start + lead }
}

/** Options F: `1/` name, `2/` address, `3/` country and town, `4/` birth date, `5/` place of birth, `6/` and `7/` numbers, `8/` more. */
function numberedPart(line: Line): PartLine {
  const head = /^([1-8])\//.exec(line.text)
  if (head === null) return { part: 'line', line }
  return { part: head[1] ?? 'line', line: { text: line.text.slice(2), start: line.start + 2 } }
}

/** Second and later lines of one kind carry their number. */
function numberLines(parts: readonly PartLine[]): readonly PartLine[] {
  const seen = new Map<string, number>()
  return parts.map(({ part, line }) => {
    const count = (seen.get(part) ?? 0) + 1
    seen.set(part, count)
    return { part: count === 1 ? part : `${part}[${count}]`, line }
  })
}
