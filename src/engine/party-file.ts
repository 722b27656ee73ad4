import { compileColumns } from '../sources/parties/columns.ts'
import { type PartyRow, readPartyRows } from '../sources/parties/party-rows.ts'
import { readKnowledgeTable } from './knowledge.ts'

export type { PartyRow } from '../sources/parties/party-rows.ts'

/**
 * Reads a file of parties for screening: CSV, XLSX, JSON lines or FollowTheMoney JSON.
 *
 * @throws CordonError `input.unreadable` where no column names the parties, `input.*` for a file that cannot be read.
 */
export const readPartyFile = (path: string): readonly PartyRow[] =>
  readPartyRows(path, compileColumns(readKnowledgeTable('book/party-columns.tsv', ['property', 'headings'])))
