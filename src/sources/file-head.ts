import { CordonError } from '../model/errors.ts'
import type { FileHead } from './list-format.ts'
import { allBytes, headOf, inMemory, type RawFile } from './reading/bytes.ts'
import { visitWorkbook, WORKBOOK_BYTES, workbookKind } from './reading/table-rows.ts'
import { lenientText } from './reading/text.ts'
import { inflateEntry, isZip, listZip } from './tabular/zip.ts'

const HEAD_ROWS = 10
const ARCHIVE_BYTES = 256 * 1024 * 1024
const ARCHIVE_FILES = 50

/** Puts the files of plain archives in the archive's place; workbooks, which are archives too, stay as they are. */
export async function withoutArchives(files: readonly RawFile[]): Promise<readonly RawFile[]> {
  const out: RawFile[] = []
  for (const file of files) {
    if (!isZip(await headOf(file))) out.push(file)
    else out.push(...unpacked(file, await allBytes(file, ARCHIVE_BYTES)))
  }
  return out
}

function unpacked(file: RawFile, bytes: Uint8Array): readonly RawFile[] {
  if (workbookKind(bytes) !== undefined) return [file]
  const entries = listZip(bytes).filter(({ name }) => !name.endsWith('/'))
  if (entries.length === 0) throw new CordonError('input.empty', `${file.name} is an archive without files`)
  if (entries.length > ARCHIVE_FILES) {
    throw new CordonError('input.too_large', `${file.name} holds more than ${ARCHIVE_FILES} files`)
  }
  let total = 0
  return entries.map(({ name }) => {
    if (name.startsWith('/') || name.split(/[\\/]/).includes('..')) {
      throw new CordonError('list.refused', `${file.name} holds a file that would leave its folder`)
    }
    const chunks: Uint8Array[] = []
    inflateEntry(bytes, name, (chunk) => {
      total += chunk.length
      if (total > ARCHIVE_BYTES) {
        throw new CordonError('input.too_large', `${file.name} unpacks to more than ${ARCHIVE_BYTES / 1024 / 1024} MB`)
      }
      chunks.push(chunk)
    })
    return inMemory(name.split('/').at(-1) ?? name, Buffer.concat(chunks))
  })
}

/** Reads the start of a file and says what kind of content it is. Empty and binary files are refused here. */
export async function readHead(file: RawFile): Promise<FileHead> {
  const bytes = await headOf(file)
  if (bytes.length === 0) throw new CordonError('input.empty', `${file.name} is empty`)
  if (isZip(bytes)) return workbookHead(file.name, await allBytes(file, WORKBOOK_BYTES))
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  if (!isWide && bytes.includes(0)) {
    throw new CordonError('input.unreadable', `${file.name} is binary: it holds a NUL byte`)
  }
  return textHead(file.name, lenientText(bytes))
}

const ENOUGH = new Error('enough rows for a head')

function workbookHead(name: string, bytes: Uint8Array): FileHead {
  const kind = workbookKind(bytes)
  if (kind === undefined) throw new CordonError('input.unrecognised', `${name} is an archive inside an archive`)
  const rows: string[][] = []
  try {
    visitWorkbook(bytes, name, (cells) => {
      rows.push([...cells])
      if (rows.length >= HEAD_ROWS) throw ENOUGH
    })
  } catch (error) {
    if (error !== ENOUGH) throw error
  }
  return { name, kind, rows, text: rows.map((row) => row.join('\t')).join('\n') }
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
