import type { Disguise } from './disguises.ts'
import type { Token } from './token.ts'
import type { WrittenWord } from './words-of.ts'

/** Whose name it is, for the rules of reading it. */
export type BearerKind = 'person' | 'organisation' | 'object'

export const PART_ROLES = [
  'given',
  'family',
  'patronymic',
  'name',
  'particle',
  'title',
  'legal form',
  'number',
  'initial',
  'generic',
  'place',
] as const
export type PartRole = (typeof PART_ROLES)[number]

/** One part of a name that takes part in comparing. */
export interface Part {
  readonly token: Token
  readonly surface: string
  readonly role: PartRole
  /** What the part says of who is meant, 0 to 100, before any list is known. */
  readonly weight: number
}

/** A name read once. */
export interface ReadName {
  readonly original: string
  readonly kind: BearerKind
  readonly parts: readonly Part[]
  /** Classes of the legal forms that were found, as `llc`. */
  readonly legalForms: readonly string[]
  /** Present where the name was read as a disguise of what is written: the guess has a price. */
  readonly disguise?: Disguise
  /** Why the name could not be read whole; then nothing may be concluded from it. */
  readonly missing: string | undefined
}

/** A word with its token, before its role is known. */
export interface Draft {
  readonly token: Token
  readonly surface: string
  readonly written: WrittenWord
}
