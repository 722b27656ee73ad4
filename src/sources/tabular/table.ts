import type { Issue } from '../../model/parsed.ts'
import type { TextEncoding } from './text-encoding.ts'

/** Widest row that is taken; spreadsheets allow 16,384 columns, which no table of parties needs. */
export const MAX_COLUMNS = 1_000
/** Longest cell, in characters: what a workbook's own cell can hold. */
export const MAX_CELL_CHARACTERS = 32_767
/** Largest table file read into memory, in bytes. */
export const MAX_TABLE_BYTES = 1_073_741_824

/** One row as text, with the line or row number that a person sees in an editor or a spreadsheet. Rows without any value are left out. */
export interface TableRow {
  readonly line: number
  readonly cells: readonly string[]
}

/** What a table file turned out to be, so that a wrong guess can be seen and mended. */
export interface TableFacts {
  readonly kind: 'csv' | 'xlsx'
  readonly encoding?: TextEncoding
  readonly delimiter?: string
  /** Names of the sheets that were read, in the workbook's order; a CSV has one without a name. */
  readonly sheets: readonly string[]
  /** Cells that were read with a doubt, such as a number of more digits than a spreadsheet keeps. */
  readonly issues: readonly Issue[]
}

/** Called for each row, in order. Answering `false` ends the sheet. */
export type VisitRow = (row: TableRow, sheet: string) => boolean | undefined

export interface TableOptions {
  /** Field separator of a CSV; found from the text where absent. */
  readonly delimiter?: string
  readonly encoding?: TextEncoding
  /** Only this sheet of a workbook; all visible ones where absent. */
  readonly sheet?: string
}

const LETTERS = 26

/** Letters of a column, counted from 0: 0 is A, 26 is AA. */
export function columnName(column: number): string {
  let name = ''
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / LETTERS)) {
    name = String.fromCharCode(65 + ((rest - 1) % LETTERS)) + name
  }
  return name
}

/** Where a cell stands, as in `D17`, or `Clientes!D17` where the sheet has a name. */
export const cellName = (line: number, column: number, sheet = ''): string =>
  `${sheet === '' ? '' : `${sheet}!`}${columnName(column)}${line}`
