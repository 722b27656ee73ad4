import type { PartialDate } from './partial-date.ts'

/** How two parties stand to each other. What each kind proves, and what it does not, is knowledge in `data/exposure/`. */
export const LINK_KINDS = [
  'owned',
  'controlled',
  'acts_for',
  'directs',
  'family',
  'associate',
  'supports',
  'listed_as_linked',
  'shares_identifier',
  'shares_account',
  'shares_phone',
  'shares_address',
  'trades_with',
  'extorted_by',
  'near',
] as const
export type LinkKind = (typeof LINK_KINDS)[number]

/** How well a link is shown: by a public record, by an authority's own statement, by a report, or only inferred from data. */
export const EVIDENCE_GRADES = ['documented', 'stated_by_authority', 'reported', 'inferred'] as const
export type EvidenceGrade = (typeof EVIDENCE_GRADES)[number]

/** One dated, graded link. Direction is kept for what it means (`owned`: `from` is the owner); paths run both ways. */
export interface Link {
  readonly from: string
  readonly to: string
  readonly kind: LinkKind
  readonly grade: EvidenceGrade
  readonly since?: PartialDate
  readonly until?: PartialDate
  readonly source?: string
  readonly note?: string
  readonly row: number
}
