import type { BookFlow, BookParty } from '../../model/book.ts'
import type { CountryTable } from '../../model/country.ts'
import type { Issue } from '../../model/parsed.ts'
import { visitTable } from '../tabular/read-table.ts'
import { decodeText } from '../tabular/text-encoding.ts'
import { isZip } from '../tabular/zip.ts'
import { FlowRows } from './flow-rows.ts'
import { readJsonBook } from './json-book.ts'
import { type AskedColumns, type BookColumns, guessMapping, type Mapping } from './mapping.ts'
import { PartyRows } from './party-rows.ts'

/** Rows of a sheet that are looked at to guess what its columns are. */
const SAMPLE_ROWS = 20
/** Rows above the header, such as a title, that are passed over. */
const MAX_PREAMBLE_ROWS = 10
/** Most faults kept of one file; the rest is counted. */
export const MAX_ISSUES = 10_000

/** Where the parties and flows of a book go as they are read. */
export interface BookSink {
  readonly party: (party: BookParty) => void
  readonly flow: (flow: BookFlow) => void
}

export interface BookReading {
  /** One for each sheet, or one for a file: how its columns were read. */
  readonly mappings: readonly (Mapping & { readonly sheet: string })[]
  readonly rows: number
  readonly parties: number
  readonly flows: number
  /** Rows that were not taken; rows = parties + flows + refused. */
  readonly refused: number
  readonly issues: readonly Issue[]
  readonly issuesOmitted: number
}

export interface BookOptions {
  readonly columns: BookColumns
  readonly countries: CountryTable
  readonly asked?: AskedColumns
}

/** Counts, and keeps the first faults. */
export class BookTally {
  rows = 0
  parties = 0
  flows = 0
  refused = 0
  readonly issues: Issue[] = []
  #omitted = 0

  report(issue: Issue): void {
    if (this.issues.length < MAX_ISSUES) this.issues.push(issue)
    else this.#omitted++
  }

  reading(mappings: BookReading['mappings']): BookReading {
    const { rows, parties, flows, refused, issues } = this
    return { mappings, rows, parties, flows, refused, issues, issuesOmitted: this.#omitted }
  }
}

interface SheetReader {
  take(line: number, cells: readonly string[]): void
}

/** Reads one file of a book, sheet by sheet: parties where a column names them, flows where one points to parties and another has amounts. */
export function readBook(bytes: Uint8Array, options: BookOptions, sink: BookSink): BookReading {
  const tally = new BookTally()
  if (!isZip(bytes) && /^\s*[[{]/.test(decodeText(bytes.subarray(0, 4_096))))
    return readJsonBook(decodeText(bytes), options, sink, tally)
  const sheets = new Map<string, BookSheet>()
  const facts = visitTable(bytes, {}, (row, name) => {
    let sheet = sheets.get(name)
    if (sheet === undefined) {
      sheet = new BookSheet(name, options, sink, tally)
      sheets.set(name, sheet)
    }
    sheet.take(row.line, row.cells)
    return true
  })
  for (const issue of facts.issues) tally.report(issue)
  const mappings = [...sheets.values()].map((sheet) => sheet.finish())
  return tally.reading(mappings)
}

/** Holds the first rows until the header is found and its columns are guessed, then hands rows on. */
class BookSheet {
  readonly #name: string
  readonly #options: BookOptions
  readonly #sink: BookSink
  readonly #tally: BookTally
  #held: { readonly line: number; readonly cells: readonly string[] }[] = []
  #reader: SheetReader | undefined
  #mapping: Mapping | undefined

  constructor(name: string, options: BookOptions, sink: BookSink, tally: BookTally) {
    this.#name = name
    this.#options = options
    this.#sink = sink
    this.#tally = tally
  }

  take(line: number, cells: readonly string[]): void {
    if (this.#reader !== undefined) this.#reader.take(line, cells)
    else if (this.#held.push({ line, cells }) > SAMPLE_ROWS) this.#begin()
  }

  finish(): Mapping & { readonly sheet: string } {
    if (this.#reader === undefined) this.#begin()
    return { ...(this.#mapping ?? { table: 'parties', columns: [] }), sheet: this.#name }
  }

  #begin(): void {
    const { columns, asked = new Map() } = this.#options
    const { mapping, at } = this.#header((header, samples) => guessMapping(columns, header, samples, asked))
    const rows = this.#held.slice(at + 1)
    this.#held = []
    this.#mapping = mapping
    const Rows = mapping.table === 'parties' ? PartyRows : FlowRows
    this.#reader = new Rows(mapping, this.#name, this.#options.countries, this.#sink, this.#tally)
    for (const { line, cells } of rows) this.#reader.take(line, cells)
  }

  /** The first row that reads as a header; the fault of the very first where none does. */
  #header(guess: (header: readonly string[], samples: readonly (readonly string[])[]) => Mapping): {
    readonly mapping: Mapping
    readonly at: number
  } {
    let fault: unknown
    for (let at = 0; at < Math.min(this.#held.length, MAX_PREAMBLE_ROWS); at++) {
      const header = this.#held[at]?.cells ?? []
      try {
        return {
          mapping: guess(
            header,
            this.#held.slice(at + 1).map(({ cells }) => cells),
          ),
          at,
        }
      } catch (error) {
        fault ??= error
      }
    }
    throw fault
  }
}
