import { accepted, type Parsed, refused } from './parsed.ts'
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
  'matches',
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

/** Takes links one by one as they are read. */
export interface LinkSink {
  readonly link: (link: Link) => void
}

const KIND_WORDS: Readonly<Record<string, LinkKind>> = {
  owner: 'owned',
  owns: 'owned',
  ownership: 'owned',
  controls: 'controlled',
  control: 'controlled',
  agent: 'acts_for',
  acting_for: 'acts_for',
  director: 'directs',
  officer: 'directs',
  leader: 'directs',
  relative: 'family',
  linked_to: 'listed_as_linked',
  address: 'shares_address',
  phone: 'shares_phone',
  account: 'shares_account',
  identifier: 'shares_identifier',
  customer: 'trades_with',
  supplier: 'trades_with',
  pays: 'trades_with',
  extortion: 'extorted_by',
}

/** Reads a kind of link, with its usual other words. There is no default: an unknown kind proves nothing. */
export function parseLinkKind(raw: string): Parsed<LinkKind> {
  const folded = foldWord(raw)
  const kind = LINK_KINDS.find((known) => known === folded) ?? KIND_WORDS[folded]
  return kind === undefined
    ? refused('link.kind.unknown', raw, { remedy: `use one of ${LINK_KINDS.join(', ')}` })
    : accepted(kind)
}

/** Reads an evidence grade; nothing said is the lowest, `inferred`. */
export function parseEvidenceGrade(raw: string): Parsed<EvidenceGrade> {
  const folded = foldWord(raw)
  const grade = folded === '' ? 'inferred' : EVIDENCE_GRADES.find((known) => known === folded)
  return grade === undefined
    ? refused('link.grade.unknown', raw, { remedy: `use one of ${EVIDENCE_GRADES.join(', ')}` })
    : accepted(grade)
}

const foldWord = (raw: string): string =>
  raw
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
