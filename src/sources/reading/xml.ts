import { SaxesParser } from 'saxes'
import { CordonError } from '../../model/errors.ts'
import type { RawFile } from './bytes.ts'
import { LIMITS } from './limits.ts'
import { textOf } from './text.ts'

/** One element of a record with everything below it. Names are local: prefixes and namespaces are left out. */
export class XmlNode {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: XmlNode[] = []
  /** Text directly in the element, as published. */
  raw = ''

  constructor(name: string, attributes: Readonly<Record<string, string>>) {
    this.name = name
    this.attributes = attributes
  }

  /** Text directly in the element, white space brought to single spaces. */
  get text(): string {
    return ownCopy(this.raw.replace(/\s+/g, ' ').trim())
  }

  child(name: string): XmlNode | undefined {
    return this.children.find((node) => node.name === name)
  }

  all(name: string): readonly XmlNode[] {
    return this.children.filter((node) => node.name === name)
  }

  /** The children called `inner` of every child called `outer`: lists wrapped in an element of their own. */
  within(outer: string, inner: string): readonly XmlNode[] {
    return this.all(outer).flatMap((node) => node.all(inner))
  }

  /** Text of the first child of that name; empty where there is none. */
  textOf(name: string): string {
    return this.child(name)?.text ?? ''
  }

  attribute(name: string): string {
    return this.attributes[name]?.trim() ?? ''
  }
}

/** V8 keeps a longer piece of a string as a view, and with it the whole chunk of the file that it was cut from. */
const VIEW_CHARS = 13

/** The text with memory of its own, so that what is kept of a record does not keep the file. */
const ownCopy = (text: string): string => (text.length < VIEW_CHARS ? text : Buffer.from(text).toString())

export interface XmlPlan {
  /** Local names that the root may have. */
  readonly roots: readonly string[]
  readonly onRoot?: (attributes: Readonly<Record<string, string>>) => void
  /** What to do with each record, by the local name of its element; what stands outside records is passed over. */
  readonly records: Readonly<Record<string, (node: XmlNode, where: string) => void>>
}

/**
 * Reads an XML list record by record: each named element is built whole, handed over and forgotten.
 * No DTD and no entities but the five of XML itself; depth, record size and runs without a tag are bounded.
 *
 * @throws CordonError `input.truncated` when the root is not closed, `input.unreadable` for malformed XML or a DOCTYPE.
 */
export async function readXml(file: RawFile, plan: XmlPlan): Promise<void> {
  const reader = new RecordReader(file.name, plan)
  for await (const text of textOf(file, 'xml')) reader.write(text)
  reader.end()
}

const localName = (name: string): string => {
  const colon = name.indexOf(':')
  return colon === -1 ? name : name.slice(colon + 1)
}

const NO_ATTRIBUTES: Readonly<Record<string, string>> = {}

class RecordReader {
  readonly #name: string
  readonly #plan: XmlPlan
  readonly #parser: SaxesParser
  readonly #stack: XmlNode[] = []
  #outside = 0
  #passedOver = 0
  #nodes = 0
  #record = 0
  #isRooted = false
  #events = 0
  #eventsBefore = 0
  #silentChars = 0

  constructor(name: string, plan: XmlPlan) {
    this.#name = name
    this.#plan = plan
    this.#parser = new SaxesParser({ xmlns: false, position: false })
    this.#parser.on('doctype', () => {
      throw new CordonError(
        'input.unreadable',
        `${name} declares a DOCTYPE; no list does, and entities could read files`,
      )
    })
    this.#parser.on('opentag', (tag) => this.#open(localName(tag.name), tag.attributes))
    this.#parser.on('closetag', () => this.#close())
    this.#parser.on('text', (text) => this.#text(text))
    this.#parser.on('cdata', (text) => this.#text(text))
  }

  write(text: string): void {
    this.#guarded(() => this.#parser.write(text))
    if (this.#events === this.#eventsBefore) {
      this.#silentChars += text.length
      if (this.#silentChars > LIMITS.recordChars) {
        throw new CordonError(
          'input.too_large',
          `${this.#name} has more than ${LIMITS.recordChars} characters without a tag`,
        )
      }
    } else this.#silentChars = 0
    this.#eventsBefore = this.#events
  }

  end(): void {
    this.#guarded(() => this.#parser.close())
    if (!this.#isRooted) throw new CordonError('input.empty', `${this.#name} holds no element`)
  }

  #guarded(work: () => void): void {
    try {
      work()
    } catch (cause) {
      if (cause instanceof CordonError) throw cause
      const message = cause instanceof Error ? cause.message.replace(/^undefined:\d+:\d+: /, '') : String(cause)
      if (/unclosed|unexpected end/i.test(message)) {
        throw new CordonError('input.truncated', `${this.#name} ends before its root element is closed`, { cause })
      }
      if (!(cause instanceof Error) || cause.constructor !== Error) throw cause
      throw new CordonError('input.unreadable', `${this.#name} is not well-formed XML: ${message.slice(0, 200)}`, {
        cause,
      })
    }
  }

  #open(name: string, attributes: Record<string, string>): void {
    this.#events += 1
    if (!this.#isRooted) this.#openRoot(name, attributes)
    const depth = this.#stack.length + this.#outside
    if (depth > LIMITS.xmlDepth) {
      throw new CordonError('input.too_large', `${this.#name} nests elements deeper than ${LIMITS.xmlDepth}`)
    }
    const parent = this.#stack.at(-1)
    if (parent === undefined && this.#plan.records[name] === undefined) {
      this.#outside += 1
      this.#passedOver += 1
      if (this.#passedOver > LIMITS.xmlPassedOver) {
        throw new CordonError(
          'input.too_large',
          `${this.#name} has more than ${LIMITS.xmlPassedOver} elements outside its records`,
        )
      }
      return
    }
    const node = new XmlNode(name, localAttributes(attributes, this.#name))
    if (parent === undefined) this.#nodes = 0
    else parent.children.push(node)
    this.#nodes += 1
    if (this.#nodes > LIMITS.xmlNodesInRecord) {
      throw new CordonError(
        'input.too_large',
        `${this.#name}: a record has more than ${LIMITS.xmlNodesInRecord} elements`,
      )
    }
    this.#stack.push(node)
  }

  #openRoot(name: string, attributes: Record<string, string>): void {
    this.#isRooted = true
    if (!this.#plan.roots.includes(name)) {
      throw new CordonError(
        'input.unrecognised',
        `${this.#name} has the root ${name}, not ${this.#plan.roots.join(' or ')}`,
      )
    }
    this.#plan.onRoot?.(localAttributes(attributes, this.#name))
  }

  #close(): void {
    this.#events += 1
    const node = this.#stack.pop()
    if (node === undefined) {
      this.#outside -= 1
      return
    }
    if (this.#stack.length > 0) return
    this.#record += 1
    this.#plan.records[node.name]?.(node, `${this.#name}:${node.name} ${this.#record}`)
  }

  #text(text: string): void {
    const node = this.#stack.at(-1)
    if (node !== undefined) node.raw += text
  }
}

function localAttributes(attributes: Record<string, string>, name: string): Readonly<Record<string, string>> {
  const names = Object.keys(attributes)
  if (names.length === 0) return NO_ATTRIBUTES
  if (names.length > LIMITS.attributesInElement) {
    throw new CordonError(
      'input.too_large',
      `${name}: an element has more than ${LIMITS.attributesInElement} attributes`,
    )
  }
  return names.some((one) => one.includes(':'))
    ? Object.fromEntries(Object.entries(attributes).map(([key, value]) => [localName(key), value]))
    : attributes
}
