import { SaxesParser } from 'saxes'
import type { PaymentField, PaymentMessage } from '../../model/payment.ts'
import { PAYMENT_LIMITS } from './limits.ts'

/** Messages that are read as payments, by the local name of their root element (ISO 20022 message definitions). */
const ROOTS: ReadonlyMap<string, string> = new Map([
  ['FIToFICstmrCdtTrf', 'pacs.008'],
  ['FICdtTrf', 'pacs.009'],
  ['FinInstnCdtTrf', 'pacs.009'],
  ['CstmrCdtTrfInitn', 'pain.001'],
  ['FIToFIPmtCxlReq', 'camt.056'],
])
export const ISO_TYPES: readonly string[] = [...new Set(ROOTS.values())]

const TYPE_IN_NAMESPACE = /([a-z]{4}\.\d{3}\.\d{3}\.\d{2})/
const NOTHING_READ: readonly PaymentField[] = []

/** An element that is open. */
interface Open {
  readonly name: string
  readonly path: string
  readonly startsAt: number
  readonly counts: Map<string, number>
  text: string
  hasChildren: boolean
}

class Oversized extends Error {}
class Refused extends Error {}

/**
 * Reads an XML text that holds one or more ISO 20022 messages, each in a `Document`, with or without `AppHdr` and
 * wrappers around them. Streams with saxes: no DTD, no entities but XML's five; a DOCTYPE is malformed.
 * One broken place makes the whole text one malformed message, since nothing after it can be trusted.
 */
export function readIso20022(text: string): readonly PaymentMessage[] {
  const reader = new DocumentReader(text)
  try {
    reader.read()
  } catch (error) {
    if (error instanceof Oversized) return [faulty(text, reader.typeSoFar, 'oversized', error.message)]
    if (!(error instanceof Error)) throw error
    const detail = error.message.replace(/^undefined:/, 'line ').slice(0, 200)
    return [faulty(text, reader.typeSoFar, 'malformed', detail)]
  }
  if (reader.messages.length > 0) return reader.messages
  const detail = reader.typeSoFar === 'unknown' ? 'no ISO 20022 Document in the text' : 'a header without a Document'
  return [faulty(text, reader.typeSoFar, reader.typeSoFar === 'unknown' ? 'unrecognised' : 'other_type', detail)]
}

const faulty = (
  text: string,
  type: string,
  kind: 'malformed' | 'oversized' | 'unrecognised' | 'other_type',
  detail: string,
): PaymentMessage => ({
  index: 0,
  format: type === 'unknown' && kind === 'unrecognised' ? 'unknown' : 'mx',
  type,
  text,
  fields: NOTHING_READ,
  fault: { kind, detail },
})

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

class DocumentReader {
  readonly messages: PaymentMessage[] = []
  typeSoFar = 'unknown'
  readonly #text: string
  readonly #parser = new SaxesParser({ xmlns: false, position: true })
  readonly #stack: Open[] = []
  #fields: PaymentField[] = []
  #header: PaymentField[] = []
  #documentDepth = -1
  #headerDepth = -1
  #root = ''
  /** Position in the text before the BOM was taken off; saxes counts without it. */
  #offset = 0

  constructor(text: string) {
    this.#text = text
    this.#parser.on('doctype', () => {
      throw new Refused('a DOCTYPE, which no payment message has and which could read files')
    })
    this.#parser.on('error', (error) => {
      throw error
    })
    this.#parser.on('opentag', (tag) => this.#open(localName(tag.name), tag.attributes))
    this.#parser.on('closetag', () => this.#close())
    this.#parser.on('text', (value) => this.#add(value))
    this.#parser.on('cdata', (value) => this.#add(value))
  }

  read(): void {
    if (this.#text.length > PAYMENT_LIMITS.messageChars)
      throw new Oversized(`${this.#text.length} characters, over the limit of ${PAYMENT_LIMITS.messageChars}`)
    const body = this.#text.replace(/^\uFEFF/, '')
    this.#offset = this.#text.length - body.length
    this.#parser.write(body).close()
  }

  #open(name: string, attributes: Record<string, string>): void {
    const parent = this.#stack.at(-1)
    if (this.#stack.length >= PAYMENT_LIMITS.depth) throw new Oversized(`elements deeper than ${PAYMENT_LIMITS.depth}`)
    if (parent !== undefined) parent.hasChildren = true
    const depth = this.#stack.length
    if (this.#documentDepth < 0 && name === 'Document') this.#openDocument(depth, attributes)
    else if (this.#documentDepth < 0 && this.#headerDepth < 0 && name === 'AppHdr') this.#headerDepth = depth
    const isRoot = depth === this.#documentDepth + 1 && this.#documentDepth >= 0
    if (isRoot && this.#root === '') this.#openRoot(name)
    const path = isRoot || depth === this.#documentDepth ? '' : joined(parent, name)
    this.#stack.push({ name, path, startsAt: this.#at(), counts: new Map(), text: '', hasChildren: false })
    this.#addAttributes(path, attributes)
  }

  /** Attributes other than a currency hold nothing screened, but are never dropped unseen. */
  #addAttributes(path: string, attributes: Record<string, string>): void {
    if (this.#documentDepth < 0 || path === '') return
    for (const [name, value] of Object.entries(attributes)) {
      if (/^xmlns(:|$)|^xsi:/.test(name)) continue
      this.#push({ path: `${path}/@${localName(name)}`, value, start: this.#at(), end: this.#at() })
    }
  }

  #openDocument(depth: number, attributes: Record<string, string>): void {
    this.#documentDepth = depth
    this.#root = ''
    this.#fields = []
    const space = Object.entries(attributes)
      .filter(([key]) => key === 'xmlns' || key.startsWith('xmlns:'))
      .map(([, value]) => TYPE_IN_NAMESPACE.exec(value)?.[1])
      .find((type) => type !== undefined)
    if (space !== undefined) this.typeSoFar = space
  }

  #openRoot(name: string): void {
    this.#root = name
    const known = ROOTS.get(name)
    if (this.typeSoFar === 'unknown') this.typeSoFar = known ?? name
  }

  #add(value: string): void {
    const open = this.#stack.at(-1)
    if (open === undefined) return
    open.text += value
    if (open.text.length > PAYMENT_LIMITS.valueChars)
      throw new Oversized(`a value of more than ${PAYMENT_LIMITS.valueChars} characters in ${open.name}`)
  }

  #close(): void {
    const open = this.#stack.pop()
    if (open === undefined) return
    const depth = this.#stack.length
    const value = open.text.trim()
    if (open.name === 'MsgDefIdr' && this.typeSoFar === 'unknown') this.typeSoFar = value
    const isInside = this.#documentDepth >= 0 || this.#headerDepth >= 0
    if (isInside && open.path !== '' && (!open.hasChildren || value !== '')) this.#leaf(open, value)
    if (depth === this.#documentDepth) this.#closeDocument()
    if (depth === this.#headerDepth) this.#headerDepth = -1
  }

  #leaf(open: Open, value: string): void {
    const at = this.#at()
    const raw = this.#text.slice(open.startsAt, this.#text.lastIndexOf('<', at - 1))
    const start = open.startsAt + Math.max(0, raw.search(/\S/))
    this.#push({ path: open.path, value, start, end: Math.max(start, open.startsAt + raw.trimEnd().length) })
  }

  #push(field: PaymentField): void {
    const isHeader = this.#documentDepth < 0
    const into = isHeader ? this.#header : this.#fields
    if (into.length >= PAYMENT_LIMITS.fields) throw new Oversized(`more than ${PAYMENT_LIMITS.fields} values`)
    into.push(isHeader ? { ...field, path: field.path } : field)
  }

  #closeDocument(): void {
    const known = ROOTS.get(this.#root)
    const type = this.typeSoFar
    const isPayment = known !== undefined && (type.startsWith(known) || !TYPE_IN_NAMESPACE.test(type))
    this.messages.push({
      index: this.messages.length,
      format: 'mx',
      type,
      text: this.#text,
      fields: [...this.#header, ...this.#fields],
      ...(isPayment
        ? {}
        : { fault: { kind: 'other_type' as const, detail: `${type} is none of ${ISO_TYPES.join(', ')}` } }),
    })
    this.#documentDepth = -1
    this.#header = []
    this.#fields = []
    this.typeSoFar = 'unknown'
    this.#root = ''
  }

  #at(): number {
    return this.#parser.position + this.#offset
  }
}

/** The path of a child; the second of its name below one parent is `[2]`. */
function joined(parent: Open | undefined, name: string): string {
  if (parent === undefined) return name
  const count = (parent.counts.get(name) ?? 0) + 1
  parent.counts.set(name, count)
  const own = count === 1 ? name : `${name}[${count}]`
  return parent.path === '' ? own : `${parent.path}/${own}`
}
