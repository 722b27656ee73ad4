import { CordonError } from '../../model/errors.ts'
import { readXmlPart } from '../tabular/workbook-xml.ts'

/** Widest row of an OpenDocument sheet that is read; a repeat count beyond it is padding. */
const MAX_COLUMNS = 1_000
/** Rows that one element may repeat, and that still stand for data; sheets end in one element for a million empty rows. */
const MAX_ROW_REPEAT = 10_000

/** Reads the first sheet of an OpenDocument workbook row by row; repeated cells and rows are written out, trailing empty ones not. */
export function visitOds(bytes: Uint8Array, onRow: (cells: readonly string[], line: number) => void): void {
  const sheet = new OdsSheet(onRow)
  const isThere = readXmlPart(bytes, 'content.xml', {
    open: (name, attributes) => sheet.open(name, attributes),
    text: (text) => sheet.text(text),
    close: (name) => sheet.close(name),
  })
  if (isThere === false) throw new CordonError('input.unrecognised', 'the archive is not an .ods workbook')
}

class OdsSheet {
  readonly #onRow: (cells: readonly string[], line: number) => void
  #tables = 0
  #line = 0
  #cells: string[] = []
  #rowRepeat = 1
  #cellRepeat = 1
  #value = ''
  #isCell = false
  #isText = false
  #paragraphs = 0

  constructor(onRow: (cells: readonly string[], line: number) => void) {
    this.#onRow = onRow
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'table') this.#tables += 1
    if (this.#tables !== 1) return
    if (name === 'table-row') {
      this.#cells = []
      this.#rowRepeat = repeatOf(attributes['table:number-rows-repeated'] ?? attributes['number-rows-repeated'])
    } else if (name === 'table-cell' || name === 'covered-table-cell') {
      this.#cellRepeat = repeatOf(attributes['table:number-columns-repeated'] ?? attributes['number-columns-repeated'])
      this.#value = attributes['office:date-value'] ?? ''
      this.#isCell = this.#value === ''
      this.#paragraphs = 0
    } else if (name === 'p' && this.#isCell) {
      this.#isText = true
      if (this.#paragraphs > 0) this.#value += '\n'
      this.#paragraphs += 1
    } else if (name === 's' && this.#isText) this.#value += ' '
  }

  text(text: string): void {
    if (this.#isText) this.#value += text
  }

  close(name: string): void {
    if (this.#tables !== 1) return
    if (name === 'p') this.#isText = false
    else if (name === 'table-cell' || name === 'covered-table-cell') this.#endCell()
    else if (name === 'table-row') this.#endRow()
  }

  #endCell(): void {
    const room = MAX_COLUMNS - this.#cells.length
    const count = this.#value === '' ? Math.min(this.#cellRepeat, room) : this.#cellRepeat
    if (count > room)
      throw new CordonError('input.too_large', `row ${this.#line + 1} has more than ${MAX_COLUMNS} columns`)
    for (let at = 0; at < count; at += 1) this.#cells.push(this.#value)
    this.#isCell = false
  }

  #endRow(): void {
    const last = this.#cells.findLastIndex((cell) => cell !== '')
    const cells = this.#cells.slice(0, last + 1)
    if (cells.length === 0) {
      this.#line += this.#rowRepeat
      return
    }
    if (this.#rowRepeat > MAX_ROW_REPEAT) {
      throw new CordonError('input.too_large', `row ${this.#line + 1} stands for more than ${MAX_ROW_REPEAT} rows`)
    }
    for (let at = 0; at < this.#rowRepeat; at += 1) {
      this.#line += 1
      this.#onRow(cells, this.#line)
    }
  }
}

function repeatOf(raw: string | undefined): number {
  const value = Number(raw ?? 1)
  return Number.isInteger(value) && value > 0 ? value : 1
}
