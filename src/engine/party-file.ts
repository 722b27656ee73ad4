import { type ColumnTable, compileColumns } from '../sources/parties/columns.ts'
import {
  type PartyFile,
  type PartyRow,
  type PartySink,
  readPartyRows,
  visitParties,
} from '../sources/parties/party-rows.ts'
import { readTableFile } from '../sources/tabular/read-table.ts'
import { readKnowledgeTable } from './knowledge.ts'

export type { PartyFile, PartyLayout, PartyRow, RawRow } from '../sources/parties/party-rows.ts'

let columns: ColumnTable | undefined

const partyColumns = (): ColumnTable => {
  columns ??= compileColumns(readKnowledgeTable('book/party-columns.tsv', ['property', 'headings']))
  return columns
}

/**
 * Reads a file of parties for screening: CSV, XLSX, JSON lines or FollowTheMoney JSON, gzipped or not.
 *
 * @throws CordonError `input.unreadable` where no column names the parties, `input.*` for a file that cannot be read.
 */
export const readPartyFile = (path: string): readonly PartyRow[] => readPartyRows(path, partyColumns())

/** The same row by row, as they came; nothing is held but the file's bytes. */
export const visitPartyFile = (path: string, sink: PartySink): PartyFile =>
  visitPartyBytes(readTableFile(path), path, sink)

/** The same for bytes that were sent; `name` is what messages call them. */
export const visitPartyBytes = (bytes: Uint8Array, name: string, sink: PartySink): PartyFile =>
  visitParties(bytes, name, partyColumns(), sink)
