import type { CountryClaim } from './country.ts'
import type { Address, NameParts } from './entity.ts'
import type { Identifier } from './identifier.ts'
import type { PartialDate } from './partial-date.ts'

/** A name the asker gave, with its parts where the asker gave those apart. */
export interface PartyName {
  readonly text: string
  readonly parts?: NameParts
}

/** Whom the customer asks about. At least one name, identifier or address; all else is corroboration. */
export interface Party {
  /** The asker's own id, echoed and never scored. */
  readonly id?: string
  /** FollowTheMoney schema; guessed where the asker gave none, and then `isSchemaGuessed`. */
  readonly schema: string
  readonly isSchemaGuessed: boolean
  readonly names: readonly PartyName[]
  readonly birthDates: readonly PartialDate[]
  readonly countries: readonly CountryClaim[]
  readonly genders: readonly ('male' | 'female' | 'other')[]
  readonly identifiers: readonly Identifier[]
  readonly addresses: readonly Address[]
}
