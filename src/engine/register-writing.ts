import type { Instant } from '../model/brand.ts'
import { CordonError, type ErrorCode } from '../model/errors.ts'
import type { Issue, Parsed } from '../model/parsed.ts'
import {
  accept,
  applyJournal,
  type Decider,
  type JournalEntry,
  type Proposal,
  type ProposalInput,
  proposalsOf,
  propose,
  reject,
} from '../register/journal.ts'
import type { Register } from '../register/organisation.ts'
import { FileRegisterJournal } from '../store/register/register-journal.ts'

export type { JournalEntry, Proposal, ProposalInput } from '../register/journal.ts'

/** Who acts where nobody gave a name: one person alone at one machine. */
export const LOCAL_USER = 'local user'

/**
 * Decisions on the register in a data folder. `base` is the register before the journal: each decision is tried
 * against it with all that was accepted before.
 */
export class RegisterDesk {
  readonly #journal: FileRegisterJournal
  readonly #base: Register

  constructor(dataFolder: string, base: Register) {
    this.#journal = new FileRegisterJournal(dataFolder)
    this.#base = base
  }

  proposals(): readonly Proposal[] {
    return proposalsOf(this.#journal.entries())
  }

  propose(input: ProposalInput): JournalEntry {
    return this.#append((register, entries) => propose(register, entries, input))
  }

  /** Where people gave names the second person must be another than the first. */
  accept(proposal: string, by: string, at: Instant, source?: string): JournalEntry {
    return this.#append((register, entries) => accept(register, entries, proposal, decider(by, at, source)))
  }

  /**
   * Enters what an official publication says: proposed and accepted in one step by the publication itself. The caller has seen that
   * the bytes came from the publisher's own address and are kept (src/engine/horizon-official.ts); no report can do this.
   */
  enterPublished(input: ProposalInput, publication: string, at: Instant): JournalEntry {
    const entry = this.propose(input)
    return this.#append((register, entries) =>
      accept(register, entries, entry.proposal, { by: publication, at, needsSecondPerson: true, source: input.source }),
    )
  }

  reject(proposal: string, by: string, at: Instant, reason: string, source?: string): JournalEntry {
    return this.#append((_register, entries) => reject(entries, proposal, decider(by, at, source), reason))
  }

  #append(decide: (register: Register, entries: readonly JournalEntry[]) => Parsed<JournalEntry>): JournalEntry {
    return this.#journal.append((entries) => {
      const decided = decide(applyJournal(this.#base, entries).register, entries)
      if (decided.ok) return decided.value
      throw refusal(decided.issue)
    })
  }
}

const decider = (by: string, at: Instant, source: string | undefined): Decider => ({
  by,
  at,
  needsSecondPerson: by !== LOCAL_USER,
  ...(source === undefined ? {} : { source }),
})

function refusal(issue: Issue): CordonError {
  const { code, found, where, remedy } = issue
  const errorCode: ErrorCode =
    code === 'register.second_person' || code === 'register.unknown' ? code : 'register.refused'
  const told = `${where === undefined ? '' : `${where}: `}${code}: ${found}${remedy === undefined ? '' : ` (${remedy})`}`
  return new CordonError(errorCode, told)
}

/** The register with what was accepted in a data folder; a row that no longer fits is reported, never dropped in silence. */
export function withJournal(base: Register, dataFolder: string): { register: Register; issues: readonly Issue[] } {
  return applyJournal(base, new FileRegisterJournal(dataFolder).entries())
}
