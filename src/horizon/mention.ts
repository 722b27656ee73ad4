import type { KnownBody } from './knowledge.ts'
import type { Span, Token } from './text.ts'

/** Words of dates and hours, which are written with a capital and name nobody. */
const TIME_WORDS =
  /^(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec|est|gmt|p\.m|a\.m)$/

export const MENTION_KINDS = [
  'organisation',
  'class',
  'group',
  'country',
  'demonym',
  'seat',
  'body',
  'outlet',
  'person',
  'role',
  'people',
  'pronoun',
  'name',
] as const
export type MentionKind = (typeof MENTION_KINDS)[number]

/**
 * A party named in a sentence. `from` and `to` are token indices of the whole phrase (titles and appositions in it),
 * `name` the words of the bare name.
 */
export interface Mention {
  readonly kind: MentionKind
  readonly from: number
  readonly to: number
  readonly name: Span
  /** Id of the knowledge base, or a folded name; pronouns and roles have none until resolved. */
  readonly id: string | undefined
  readonly country: string | undefined
  readonly body?: KnownBody
  /** "Mexico's", "the group's". */
  readonly isPossessive: boolean
  /** The report says that it is a gang, a militia, a group. */
  readonly isCalledGroup?: boolean
  /** Folded head noun of a role or body phrase: "president", "government", "department". */
  readonly head?: string
  /** "the report", "the order": speaks for the body that issued it. */
  readonly isDocument?: boolean
}

export const isPossessiveAt = (tokens: readonly Token[], at: number): boolean =>
  /^'s$/.test(tokens[at]?.low ?? '') || (tokens[at]?.low === "'" && (tokens[at - 1]?.low.endsWith('s') ?? false))

export const spanOf = (tokens: readonly Token[], from: number, to: number): Span => ({
  start: tokens[from]?.start ?? 0,
  end: tokens[to - 1]?.end ?? 0,
})

export const isNameToken = (token: Token | undefined): boolean =>
  token !== undefined &&
  !/-(?:based|backed|led|linked|aligned|era|style|born|run|controlled|owned)$/.test(token.low) &&
  token.isWord &&
  (token.isCapital || token.text.startsWith('@') || /^(?:al|el|as|ad|ash)-\p{Lu}/u.test(token.text)) &&
  !TIME_WORDS.test(token.low)
