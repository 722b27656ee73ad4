import { CordonError } from '../../model/errors.ts'
import type { RawFile } from './bytes.ts'
import { LIMITS } from './limits.ts'
import { type TextEncoding, textOf } from './text.ts'

export interface CsvShape {
  readonly delimiter: ',' | ';' | '\t' | '|'
  readonly encoding: TextEncoding
}

/**
 * Takes one record.
 *
 * @param row - Number of the record, from 1; blank lines do not count.
 * @param isTorn - The record breaks the quoting rules: text after a closing quote.
 */
export type OnRow = (fields: string[], row: number, isTorn: boolean) => void

const QUOTE = 34
const LF = 10
const CR = 13
/** The end-of-file byte of DOS, with which OFAC ends its CSV files. */
const SUB = '\u001a'

/**
 * Reads CSV (RFC 4180) record by record with bounded memory.
 *
 * @returns whether the last record was ended by a line break or by the publisher's end mark.
 * @throws CordonError `input.truncated` when the text ends inside a quoted field, `input.too_large` for a record over the limit.
 */
export async function readCsv(
  file: RawFile,
  shape: CsvShape,
  onRow: OnRow,
): Promise<{ isEnded: boolean; rows: number }> {
  const scanner = new CsvScanner(file.name, shape.delimiter, onRow)
  for await (const text of textOf(file, shape.encoding)) scanner.write(text)
  return file.isKnownCut === true ? scanner.endCut() : scanner.end()
}

/** Records of the first lines, for recognising a format; what is cut at the end is left out. */
export function headRows(text: string, delimiter: CsvShape['delimiter'], count: number): string[][] {
  const rows: string[][] = []
  const scanner = new CsvScanner('', delimiter, (fields) => {
    if (rows.length < count) rows.push(fields)
  })
  try {
    scanner.write(text)
    if (rows.length < count) scanner.end()
  } catch (error) {
    if (!(error instanceof CordonError)) throw error
  }
  return rows
}

export class CsvScanner {
  readonly #name: string
  readonly #delimiter: number
  readonly #onRow: OnRow
  #rest = ''
  #rows = 0
  #isStarted = false

  constructor(name: string, delimiter: string, onRow: OnRow) {
    this.#name = name
    this.#delimiter = delimiter.charCodeAt(0)
    this.#onRow = onRow
  }

  write(chunk: string): void {
    let text = this.#rest === '' ? chunk : this.#rest + chunk
    if (!this.#isStarted && text !== '') {
      this.#isStarted = true
      if (text.charCodeAt(0) === 0xfeff) text = text.slice(1)
    }
    const consumed = this.#scan(text)
    this.#rest = text.slice(consumed)
    if (this.#rest.length > LIMITS.recordChars) {
      throw new CordonError(
        'input.too_large',
        `${this.#name}: record ${this.#rows + 1} is longer than ${LIMITS.recordChars} characters`,
      )
    }
  }

  end(): { isEnded: boolean; rows: number } {
    const text = this.#rest
    this.#rest = ''
    if (text === '' || text === SUB) return { isEnded: true, rows: this.#rows }
    const hasMark = text.endsWith(SUB)
    const last = hasMark ? text.slice(0, -1) : text
    const consumed = this.#scan(`${last}\n`)
    if (consumed <= last.length) {
      throw new CordonError('input.truncated', `${this.#name} ends inside a quoted field of record ${this.#rows + 1}`)
    }
    return { isEnded: hasMark, rows: this.#rows }
  }

  /** Ends a file that is known to be cut: what is left of its last record is handed over as torn. */
  endCut(): { isEnded: boolean; rows: number } {
    const text = this.#rest
    this.#rest = ''
    if (text.trim() !== '' && text !== SUB) this.#emit([text], true)
    return { isEnded: true, rows: this.#rows }
  }

  /** Emits every whole record of the text; answers how many characters they took. */
  #scan(text: string): number {
    let start = 0
    while (start < text.length) {
      const fields: string[] = []
      const next = this.#record(text, start, fields)
      if (next === -1) return start
      start = next
    }
    return start
  }

  /** One record from `at`: the position after it, or -1 when the text ends first. */
  #record(text: string, at: number, fields: string[]): number {
    let isTorn = false
    let position = at
    for (;;) {
      let value: string
      if (text.charCodeAt(position) === QUOTE) {
        const end = closingQuote(text, position + 1)
        if (end === -1 || end + 1 >= text.length) return -1
        value = text.slice(position + 1, end)
        if (value.includes('""')) value = value.replaceAll('""', '"')
        position = end + 1
        const after = fieldEnd(text, position, this.#delimiter)
        if (after === -1) return -1
        if (after > position) {
          const tail = text.slice(position, after).trim()
          isTorn ||= tail !== ''
          value += tail
        }
        position = after
      } else {
        const end = fieldEnd(text, position, this.#delimiter)
        if (end === -1) return -1
        value = text.slice(position, end)
        position = end
      }
      fields.push(value)
      if (fields.length > LIMITS.fieldsInRow) {
        throw new CordonError(
          'input.too_large',
          `${this.#name}: record ${this.#rows + 1} has over ${LIMITS.fieldsInRow} fields`,
        )
      }
      if (text.charCodeAt(position) !== this.#delimiter) break
      position += 1
    }
    if (text.charCodeAt(position) === CR) {
      if (position + 1 >= text.length) return -1
      position += 1
    }
    if (text.charCodeAt(position) === LF) position += 1
    this.#emit(fields, isTorn)
    return position
  }

  #emit(fields: string[], isTorn: boolean): void {
    if (fields.length === 1 && (fields[0]?.trim() === '' || fields[0] === SUB)) return
    this.#rows += 1
    this.#onRow(fields, this.#rows, isTorn)
  }
}

function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from)
  while (at !== -1 && text.charCodeAt(at + 1) === QUOTE) at = text.indexOf('"', at + 2)
  return at
}

function fieldEnd(text: string, from: number, delimiter: number): number {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === delimiter || code === LF || code === CR) return at
  }
  return -1
}
