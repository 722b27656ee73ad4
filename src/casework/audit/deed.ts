import type { Instant } from '../../model/brand.ts'
import type { Actor } from '../access/actor.ts'

/** Who acts, when, and where fresh ids come from: chance and time come in as values. */
export interface Act {
  readonly actor: Actor
  readonly at: Instant
  /** Ids that sort by the time of their making, unique for ever. */
  newId(): string
  /** 32 hexadecimal digits of chance, so that a digest in the log cannot be guessed back to what it witnesses. */
  newSalt(): string
}

/** What was done, for the log. Carries no personal data: rows are witnessed by digest. */
export interface Deed {
  /** As in `alert.decide`. */
  readonly action: string
  /** The thing done to, as in `alert/01JD…`. */
  readonly subject: string
  readonly detail?: Readonly<Record<string, string | number | boolean | null | readonly string[]>>
}

/** An entry of the audit log. The leaf of the Merkle tree is the text of this as JSON, byte for byte. */
export interface LogEntry {
  readonly v: 1
  readonly log: string
  readonly seq: number
  readonly at: string
  readonly actor: string
  readonly action: string
  readonly subject: string
  readonly detail: NonNullable<Deed['detail']>
  /** Table, row id, and the digest of the row as it then stood; `null` where it was removed. */
  readonly rows: readonly (readonly [table: string, id: string, digest: string | null])[]
}

/** How the log names an actor. */
export const actorName = (actor: Actor): string => `${actor.kind}/${actor.id}`

/** The key of an entry: its number in as many digits as make the order of text the order of numbers. */
const SEQ_DIGITS = 15
export const entryId = (seq: number): string => String(seq).padStart(SEQ_DIGITS, '0')
export const nodeId = (level: number, index: number): string => `${String(level).padStart(2, '0')}/${entryId(index)}`
