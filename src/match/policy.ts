/** What moves a score or a verdict, as a value: named, hashed, carried in every answer. Thousandths throughout. */
export interface Policy {
  readonly name: string
  readonly description: string
  /** A match at or above this is a hit. */
  readonly threshold: number
  /** Under it a match is not shown under `below` either. */
  readonly belowFrom: number
  /** Whether a weak alias alone makes a hit (OFAC FAQ 122 to 125: by default it only corroborates). */
  readonly doWeakAliasesAlert: boolean
  /** Hours after which a list with a fetch address is stale. */
  readonly staleAfterHours: number
}
