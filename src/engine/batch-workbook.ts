import { writeSync } from 'node:fs'
import { strToU8, Zip, ZipDeflate } from 'fflate'

/** Rows of a sheet that Excel opens, the header among them. */
const SHEET_ROWS = 1_048_576
/** Characters of a cell and of a sheet's name that Excel takes. */
const CELL_CHARACTERS = 32_767
const NAME_CHARACTERS = 31
/** Characters of rows gathered before they are packed. */
const BUFFER_CHARACTERS = 256 * 1024
const LEVEL = 1
const MADE = new Date('2000-01-01T00:00:00Z')

const TYPES = 'http://schemas.openxmlformats.org/package/2006/content-types'
const RELS = 'http://schemas.openxmlformats.org/package/2006/relationships'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

export type CellValue = string | number | undefined

/**
 * Writes a workbook row by row to an open file; nothing of it is held. Texts are texts, so that leading zeros stay and nothing
 * is a date or a formula. A sheet that is full goes on in another of its name.
 */
export class WorkbookWriter {
  readonly #zip: Zip
  readonly #names: string[] = []
  #sheet: ZipDeflate | undefined
  #name = ''
  #header: readonly string[] = []
  #row = 0
  #text = ''
  #fault: Error | undefined

  constructor(file: number) {
    this.#zip = new Zip((error, bytes) => {
      if (error !== null) this.#fault = error
      else writeSync(file, bytes)
    })
  }

  /** Begins a sheet; its rows follow. */
  begin(name: string, header: readonly string[]): void {
    this.#end()
    this.#name = name
    this.#header = header
    this.#names.push(sheetName(name === '' ? 'results' : name, this.#names))
    this.#sheet = new ZipDeflate(`xl/worksheets/sheet${this.#names.length}.xml`, { level: LEVEL })
    this.#sheet.mtime = MADE
    this.#zip.add(this.#sheet)
    this.#text = `${DECLARATION}<worksheet xmlns="${MAIN}"><sheetData>`
    this.#row = 0
    this.row(header)
  }

  row(cells: readonly CellValue[]): void {
    if (this.#row === SHEET_ROWS) this.begin(this.#name, this.#header)
    this.#row += 1
    this.#text += `<row r="${this.#row}">${cells.map(cellXml).join('')}</row>`
    if (this.#text.length >= BUFFER_CHARACTERS) this.#flush()
  }

  /** @throws Error where a part could not be packed or written. */
  finish(): void {
    if (this.#sheet === undefined) this.begin('', [])
    this.#end()
    for (const [path, text] of partsOf(this.#names)) {
      const part = new ZipDeflate(path, { level: LEVEL })
      part.mtime = MADE
      this.#zip.add(part)
      part.push(strToU8(`${DECLARATION}${text}`), true)
    }
    this.#zip.end()
    if (this.#fault !== undefined) throw this.#fault
  }

  #flush(): void {
    this.#sheet?.push(strToU8(this.#text))
    this.#text = ''
    if (this.#fault !== undefined) throw this.#fault
  }

  #end(): void {
    if (this.#sheet === undefined) return
    this.#sheet.push(strToU8(`${this.#text}</sheetData></worksheet>`), true)
    this.#text = ''
  }
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

function cellXml(value: CellValue): string {
  if (value === undefined || value === '') return '<c/>'
  if (typeof value === 'number') return `<c><v>${value}</v></c>`
  return `<c t="inlineStr"><is><t xml:space="preserve">${escapeXml(value.length > CELL_CHARACTERS ? `${value.slice(0, CELL_CHARACTERS - 1)}…` : value)}</t></is></c>`
}

/** XML 1.0 has no place for most control characters and for half a surrogate pair; they are shown as a box. */
const escapeXml = (text: string): string =>
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Cs}]/gu, '\uFFFD')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')

/** A name that Excel takes and no other sheet has. */
function sheetName(wanted: string, taken: readonly string[]): string {
  const plain = wanted.replace(/[[\]:*?/\\]/g, ' ').slice(0, NAME_CHARACTERS)
  for (let number = 2, name = plain; ; number += 1) {
    if (!taken.some((other) => other.toLowerCase() === name.toLowerCase())) return name
    const ending = ` (${number})`
    name = `${plain.slice(0, NAME_CHARACTERS - ending.length)}${ending}`
  }
}

const partsOf = (names: readonly string[]): readonly (readonly [string, string])[] => [
  [
    '[Content_Types].xml',
    `<Types xmlns="${TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>${names
      .map(
        (_, at) =>
          `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`,
      )
      .join('')}</Types>`,
  ],
  [
    '_rels/.rels',
    `<Relationships xmlns="${RELS}"><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  ],
  [
    'xl/workbook.xml',
    `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${names
      .map(
        (name, at) =>
          `<sheet name="${escapeXml(name).replace(/"/g, '&quot;')}" sheetId="${at + 1}" r:id="r${at + 1}"/>`,
      )
      .join('')}</sheets></workbook>`,
  ],
  [
    'xl/_rels/workbook.xml.rels',
    `<Relationships xmlns="${RELS}">${names
      .map(
        (_, at) => `<Relationship Id="r${at + 1}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`,
      )
      .join('')}</Relationships>`,
  ],
]
