import { CordonError } from '../model/errors.ts'
import type { FileHead } from './list-format.ts'
import { headOf, type RawFile } from './reading/bytes.ts'
import { lenientText } from './reading/text.ts'

/** Reads the start of a file and says what kind of content it is. Empty and binary files are refused here. */
export async function readHead(file: RawFile): Promise<FileHead> {
  const bytes = await headOf(file)
  if (bytes.length === 0) throw new CordonError('input.empty', `${file.name} is empty`)
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  if (!isWide && bytes.includes(0))
    throw new CordonError('input.unreadable', `${file.name} is binary: it holds a NUL byte`)
  return textHead(file.name, lenientText(bytes))
}

function textHead(name: string, text: string): FileHead {
  const start = text.trimStart()
  if (start === '') throw new CordonError('input.empty', `${name} holds nothing but white space`)
  if (start.startsWith('<')) {
    const root = /<(?![?!])(?:[\w.-]+:)?([\w.-]+)/.exec(start)?.[1]
    return { name, kind: 'xml', text, ...(root === undefined ? {} : { root }) }
  }
  return { name, kind: start.startsWith('{') || start.startsWith('[') ? 'json' : 'text', text }
}
