import { find, get } from '../casework/records/query.ts'
import type { Row } from '../casework/records/tables.ts'
import {
  type BookParty,
  createBook,
  IMPORT_BATCH,
  importParties,
  partyHistory,
  removeParties,
} from '../casework/work/book.ts'
import { type Erasure, eraseSubject, exportSubject, type SubjectExport } from '../casework/work/retention.ts'
import { accepted, type Parsed, refused } from '../model/parsed.ts'
import { type PartyJson, partyJson } from './casework-json.ts'
import type { Desk } from './desk.ts'
import { type Page, type PageQuery, page, rendered } from './pages.ts'

export type { BookParty } from '../casework/work/book.ts'
export type { Erasure, SubjectExport } from '../casework/work/retention.ts'
export type { PartyJson } from './casework-json.ts'

/** What came of an import over all its batches. */
export interface ImportedBook {
  readonly book: string
  readonly added: number
  readonly changed: number
  readonly unchanged: number
  readonly removed: number
  /** Ids of parties that must be screened. */
  readonly toScreen: readonly string[]
}

/** Takes parties into a book, batch by batch; the book is made where it is new. `isWhole`: who is not in it has left. */
export async function importBook(
  desk: Desk,
  book: string,
  parties: Iterable<BookParty>,
  options: { readonly isWhole?: boolean } = {},
): Promise<Parsed<ImportedBook>> {
  const known = await desk.look('book.read', () => get('book', book))
  if (!known.ok) return known
  if (!/^[a-z0-9][a-z0-9_-]{0,62}$/.test(book))
    return refused('book.name', book, { remedy: 'use lower-case letters, digits, _ and -' })
  if (known.value === undefined) {
    const made = await desk.change('book.write', (act) => createBook(act, book, book))
    if (!made.ok) return made
  }
  const totals = { added: 0, changed: 0, unchanged: 0, removed: 0 }
  const toScreen: string[] = []
  const refs = new Set<string>()
  for (const batch of inBatches(parties)) {
    for (const { ref } of batch) refs.add(ref)
    const done = await desk.change('book.write', (act) => importParties(act, book, batch))
    if (!done.ok) return done
    totals.added += done.value.added
    totals.changed += done.value.changed
    totals.unchanged += done.value.unchanged
    for (const id of done.value.toScreen) toScreen.push(id)
  }
  if (options.isWhole === true) {
    const removed = await removeAbsent(desk, book, refs)
    if (!removed.ok) return removed
    totals.removed = removed.value
  }
  return accepted({ book, ...totals, toScreen })
}

function* inBatches(parties: Iterable<BookParty>): Iterable<readonly BookParty[]> {
  let batch: BookParty[] = []
  for (const party of parties) {
    batch.push(party)
    if (batch.length < IMPORT_BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

async function removeAbsent(desk: Desk, book: string, present: ReadonlySet<string>): Promise<Parsed<number>> {
  let removed = 0
  let after: { value: string; id: string } | undefined
  for (;;) {
    const page = await desk.look('book.read', () =>
      find('party', { where: { book, is_active: 1 }, limit: IMPORT_BATCH, ...(after === undefined ? {} : { after }) }),
    )
    if (!page.ok) return page
    const last = page.value.at(-1)
    if (last === undefined) return accepted(removed)
    after = { value: last.id, id: last.id }
    const gone = page.value.filter(({ ref }) => !present.has(ref)).map(({ ref }) => ref)
    if (gone.length === 0) continue
    const done = await desk.change('book.write', (act) => removeParties(act, book, gone))
    if (!done.ok) return done
    removed += done.value
  }
}

export const listBooks = (desk: Desk): Promise<Parsed<readonly Row<'book'>[]>> =>
  desk.look('book.read', () => find('book'))

export const listParties = (desk: Desk, book: string, query: PageQuery = {}): Promise<Parsed<Page<PartyJson>>> =>
  page(desk, 'book.read', 'party', { book, is_active: 1 }, 'id', query, partyJson)

export interface PartyHistoryJson {
  readonly party: PartyJson
  readonly earlier: readonly { readonly version: number; readonly given: unknown; readonly until: string }[]
}

export const getParty = async (desk: Desk, id: string): Promise<Parsed<PartyHistoryJson>> =>
  rendered(await desk.lookFor('book.read', () => partyHistory(id)), ({ party, earlier }) => ({
    party: partyJson(party),
    earlier: earlier.map(({ version, given_json, until }) => ({ version, given: JSON.parse(given_json), until })),
  }))

export const exportOfSubject = (desk: Desk, party: string): Promise<Parsed<SubjectExport>> =>
  desk.lookFor('subject.export', () => exportSubject(party))

export const erase = (desk: Desk, party: string): Promise<Parsed<Erasure>> =>
  desk.change('subject.erase', (act) => eraseSubject(act, party))
