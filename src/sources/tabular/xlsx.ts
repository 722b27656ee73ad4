import { CordonError } from '../../model/errors.ts'
import type { Issue } from '../../model/parsed.ts'
import { dayOfNumber, isRounded, percentText, plainNumber } from './cell-value.ts'
import { cellName, MAX_COLUMNS, type TableFacts, type TableOptions, type VisitRow } from './table.ts'
import { readWorkbook, type SheetEntry, type Workbook } from './workbook.ts'
import { END_OF_PART, readXmlPart } from './workbook-xml.ts'

const MAX_ISSUES = 1_000

/** Reads the visible sheets of an Office Open XML workbook row by row: values, not formulas. */
export function visitXlsx(bytes: Uint8Array, options: TableOptions, visit: VisitRow): TableFacts {
  const workbook = readWorkbook(bytes)
  if (workbook === undefined) throw new CordonError('input.unrecognised', 'the archive is not an .xlsx workbook')
  const wanted = sheetsWanted(workbook, options.sheet)
  const issues: Issue[] = workbook.sheets
    .filter((sheet) => sheet.isHidden && options.sheet === undefined)
    .map((sheet) => ({ code: 'table.sheet.hidden', found: sheet.name, remedy: 'show the sheet, or name it' }))
  for (const sheet of wanted) new SheetReader(workbook, sheet, visit, issues).read(bytes)
  return { kind: 'xlsx', sheets: wanted.map(({ name }) => name), issues }
}

function sheetsWanted(workbook: Workbook, name: string | undefined): readonly SheetEntry[] {
  if (name === undefined) return workbook.sheets.filter((sheet) => !sheet.isHidden)
  const found = workbook.sheets.filter((sheet) => sheet.name === name)
  if (found.length > 0) return found
  const there = workbook.sheets.map((sheet) => sheet.name).join(', ')
  throw new CordonError('input.missing', `the workbook has no sheet "${name}"; it has: ${there}`)
}

interface Cell {
  readonly column: number
  readonly type: string
  readonly style: number
}

/** Builds rows from the events of one sheet. Rows and cells without a reference follow the one before. */
class SheetReader {
  readonly #workbook: Workbook
  readonly #sheet: SheetEntry
  readonly #visit: VisitRow
  readonly #issues: Issue[]
  #line = 0
  #cells: string[] = []
  #cell: Cell | undefined
  #nextColumn = 0
  #value = ''
  #isValue = false

  constructor(workbook: Workbook, sheet: SheetEntry, visit: VisitRow, issues: Issue[]) {
    this.#workbook = workbook
    this.#sheet = sheet
    this.#visit = visit
    this.#issues = issues
  }

  read(bytes: Uint8Array): void {
    readXmlPart(bytes, this.#sheet.part, {
      open: (name, attributes) => this.#open(name, attributes),
      text: (text) => {
        if (this.#isValue) this.#value += text
      },
      close: (name) => this.#close(name),
    })
  }

  #open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'row') {
      this.#line = Number(attributes['r'] ?? this.#line + 1)
      this.#cells = []
      this.#nextColumn = 0
    } else if (name === 'c') {
      const column = columnOf(attributes['r']) ?? this.#nextColumn
      if (column >= MAX_COLUMNS) throw tooWide(this.#line)
      this.#cell = { column, type: attributes['t'] ?? 'n', style: Number(attributes['s'] ?? 0) }
      this.#nextColumn = column + 1
      this.#value = ''
    } else if (name === 'v' || name === 't') this.#isValue = this.#cell !== undefined
  }

  #close(name: string): void {
    if (name === 'v' || name === 't') this.#isValue = false
    else if (name === 'c' && this.#cell !== undefined) {
      if (this.#value !== '') this.#put(this.#cell.column, this.#textOf(this.#cell))
      this.#cell = undefined
    } else if (name === 'row' && this.#cells.some((cell) => cell !== '')) {
      if (this.#visit({ line: this.#line, cells: this.#cells }, this.#sheet.name) === false) throw END_OF_PART
    }
  }

  #put(column: number, text: string): void {
    while (this.#cells.length < column) this.#cells.push('')
    this.#cells[column] = text
  }

  #textOf(cell: Cell): string {
    if (cell.type === 's') return this.#workbook.texts[Number(this.#value)] ?? ''
    if (cell.type === 'b') return this.#value === '1' ? 'TRUE' : 'FALSE'
    return cell.type === 'n' ? this.#numberText(cell) : this.#value
  }

  #numberText(cell: Cell): string {
    const style = this.#workbook.styles[cell.style] ?? 'plain'
    if (style === 'percent') return percentText(Number(this.#value))
    const day = style === 'date' ? dayOfNumber(Number(this.#value), this.#workbook.startsIn1904) : undefined
    if (day !== undefined) return day
    if (isRounded(this.#value)) this.#report('table.number.rounded', cell.column)
    return plainNumber(this.#value)
  }

  #report(code: string, column: number): void {
    if (this.#issues.length >= MAX_ISSUES) return
    const where = cellName(this.#line, column, this.#sheet.name)
    this.#issues.push({ code, found: this.#value, where, remedy: 'format the cell as text and enter the number again' })
  }
}

/** The column of a cell reference such as `AB12`, counted from 0. */
function columnOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0]
  if (letters === undefined) return undefined
  let column = 0
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}

const tooWide = (line: number): CordonError =>
  new CordonError('input.too_large', `row ${line} has a cell past column ${MAX_COLUMNS}`)
