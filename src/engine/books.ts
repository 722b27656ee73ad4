import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Book, BookFlow, BookParty } from '../model/book.ts'
import { CordonError } from '../model/errors.ts'
import type { Issue } from '../model/parsed.ts'
import { type AskedColumns, type BookColumns, compileBookColumns, type Mapping } from '../sources/books/mapping.ts'
import { readBook } from '../sources/books/read-book.ts'
import { compileColumns } from '../sources/parties/columns.ts'
import { readTableFile } from '../sources/tabular/read-table.ts'
import { loadCountries } from './countries.ts'
import { readKnowledgeTable } from './knowledge.ts'
import { knowledgePath } from './paths.ts'

export type { Book, BookFlow, BookParty } from '../model/book.ts'
export type { Mapping } from '../sources/books/mapping.ts'

/** How one file of a book was read: what each column was taken for, and what did not add up. */
export interface BookFile {
  readonly path: string
  readonly mappings: readonly (Mapping & { readonly sheet: string })[]
  readonly rows: number
  readonly parties: number
  readonly flows: number
  readonly refused: number
  readonly issues: readonly Issue[]
  readonly issuesOmitted: number
}

export interface LoadedBook extends Book {
  readonly files: readonly BookFile[]
  readonly issues: readonly Issue[]
}

/** Names in a book's folder that are read as its tables; others, such as its ownership file, have readers of their own. */
const BOOK_FILES =
  /^(parties|customers|suppliers|carriers|clientes|proveedores|transportistas|payments|pagos|contracts|contratos)\b.*\.(csv|xlsx|jsonl|json)$/i

/** The synthetic book that comes with Cordon. */
export const sampleBook = (): string => knowledgePath('book', 'sample')

let columns: BookColumns | undefined

const bookColumns = (): BookColumns => {
  columns ??= compileBookColumns(
    readKnowledgeTable('book/book-columns.tsv', ['table', 'column', 'headings']),
    compileColumns(readKnowledgeTable('book/party-columns.tsv', ['property', 'headings'])),
  )
  return columns
}

/**
 * Reads a book: one or more files, or a folder of them. Customers, suppliers, carriers, payments and contracts are told
 * by their columns; `asked` maps headings by hand.
 *
 * @throws CordonError `input.*` for a file that cannot be read at all; faults of cells are in `issues`, by cell.
 */
export function loadBook(paths: readonly string[], asked: AskedColumns = new Map()): LoadedBook {
  const parties: BookParty[] = []
  const flows: BookFlow[] = []
  const files = paths.flatMap(filesOf).map((path): BookFile => {
    const sink = {
      party: (party: BookParty) => void parties.push(party),
      flow: (flow: BookFlow) => void flows.push(flow),
    }
    const options = { columns: bookColumns(), countries: loadCountries(), asked }
    return { path, ...readBook(readTableFile(path), options, sink) }
  })
  const known = new Set(parties.map(({ id }) => id))
  const strays = flows.filter(({ party }) => !known.has(party))
  return {
    parties,
    flows,
    files,
    issues: [...files.flatMap(({ issues }) => issues), ...strays.map(strayFlow)],
  }
}

const strayFlow = ({ party, row, id }: BookFlow): Issue => ({
  code: 'book.flow.party_unknown',
  found: party,
  where: `row ${row} (${id})`,
  remedy: 'add the party to the book',
})

function filesOf(path: string): readonly string[] {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined) throw new CordonError('input.missing', `there is no file or folder ${path}`)
  if (!stat.isDirectory()) return [path]
  const files = readdirSync(path)
    .filter((name) => BOOK_FILES.test(name))
    .toSorted()
  if (files.length === 0)
    throw new CordonError('input.missing', `${path} holds no table of a book, such as parties.csv`)
  return files.map((name) => join(path, name))
}

/** Reads `HEADING=field` pairs; an empty field leaves the column out. */
export function askedColumns(pairs: readonly string[]): AskedColumns {
  return new Map(
    pairs.map((pair) => {
      const at = pair.lastIndexOf('=')
      if (at < 1)
        throw new CordonError('usage.invalid', `"${pair}" is no mapping: give HEADING=field, as in "Razón social=name"`)
      return [pair.slice(0, at), pair.slice(at + 1)] as const
    }),
  )
}
