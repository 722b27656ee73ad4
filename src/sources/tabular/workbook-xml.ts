import { SaxesParser } from 'saxes'
import { CordonError } from '../../model/errors.ts'
import { inflateEntry } from './zip.ts'

/** What a reader of one part of a workbook listens to. Names are local: `x:row` and `row` are one. */
export interface XmlListener {
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void
  readonly text?: (text: string) => void
  readonly close?: (name: string) => void
}

/** Thrown inside a listener to end the part early. */
export const END_OF_PART = Symbol('end of part')

/** Streams one XML part of a workbook to a listener. A document type is refused, so that no entity can be declared. Answers `false` where the part is absent. */
export function readXmlPart(bytes: Uint8Array, part: string, listener: XmlListener): boolean {
  const parser = new SaxesParser()
  parser.on('doctype', () => {
    throw new CordonError('input.unreadable', `${part} declares a document type, which no workbook needs`)
  })
  parser.on('error', (cause) => {
    throw new CordonError('input.unreadable', `${part} is not well-formed: ${cause.message}`, { cause })
  })
  parser.on('opentag', ({ name, attributes }) => listener.open?.(localName(name), attributes))
  parser.on('closetag', ({ name }) => listener.close?.(localName(name)))
  parser.on('text', (text) => listener.text?.(text))
  const decoder = new TextDecoder('utf-8')
  try {
    const isThere = inflateEntry(bytes, part, (chunk) => parser.write(decoder.decode(chunk, { stream: true })))
    if (isThere) parser.close()
    return isThere
  } catch (error) {
    if (error === END_OF_PART) return true
    throw error
  }
}

function localName(name: string): string {
  const colon = name.indexOf(':')
  return colon === -1 ? name : name.slice(colon + 1)
}

/** The attribute by its local name: `r:id` in one workbook is `rel:id` in another. */
export function attributeOf(attributes: Readonly<Record<string, string>>, wanted: string): string | undefined {
  const exact = attributes[wanted]
  if (exact !== undefined) return exact
  return Object.entries(attributes).find(([name]) => localName(name) === wanted)?.[1]
}
