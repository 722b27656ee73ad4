import type { JournalEntry } from './journal.ts'

/** Where decisions on the register are kept: rows are added, never changed. */
export interface RegisterJournal {
  /** All entries, in the order in which they were made. */
  entries(): readonly JournalEntry[]
  /**
   * Adds what `decide` makes of the entries so far, as one step that no other process can come between, and returns
   * once it is on disk. Where `decide` throws nothing is added.
   */
  append(decide: (entries: readonly JournalEntry[]) => JournalEntry): JournalEntry
}
