import { accepted, type Parsed, refused } from './parsed.ts'
import type { PartialDate } from './partial-date.ts'
import type { ShareRange } from './share.ts'

/**
 * What a holder has in an entity. `shares` and `votes` carry a share; the others are ways of control without one:
 * the right to appoint most of the board, affairs that follow the holder's wishes by agreement or in fact,
 * and consolidation in the holder's accounts (GLEIF level 2).
 */
export const STAKE_KINDS = ['shares', 'votes', 'appoints_board', 'controls', 'consolidates'] as const
export type StakeKind = (typeof STAKE_KINDS)[number]

const KIND_SYNONYMS: Readonly<Record<string, StakeKind>> = {
  '': 'shares',
  share: 'shares',
  shareholding: 'shares',
  ownership: 'shares',
  equity: 'shares',
  acciones: 'shares',
  propiedad: 'shares',
  vote: 'votes',
  voting: 'votes',
  votingrights: 'votes',
  voting_rights: 'votes',
  votos: 'votes',
  board: 'appoints_board',
  appointmentofboard: 'appoints_board',
  consejo: 'appoints_board',
  control: 'controls',
  influence: 'controls',
  dominant_influence: 'controls',
  consolidation: 'consolidates',
}

/** Reads a kind of stake, with its usual other words; shares where nothing is said. */
export function parseStakeKind(raw: string): Parsed<StakeKind> {
  const folded = raw
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
  const kind = STAKE_KINDS.find((known) => known === folded) ?? KIND_SYNONYMS[folded]
  return kind === undefined
    ? refused('stake.kind.unknown', raw, { remedy: `use one of ${STAKE_KINDS.join(', ')}` })
    : accepted(kind)
}

/** One holder's stake in one entity, as one source states it. */
export interface Stake {
  readonly owner: string
  readonly owned: string
  readonly kind: StakeKind
  readonly share: ShareRange
  /** First day of the stake, as precise as the source; open where absent. */
  readonly from?: PartialDate
  /** First day on which it no longer stood. */
  readonly to?: PartialDate
  readonly source?: string
  /** Holders of one entity under the same label hold jointly: a joint arrangement, or shares in several names. */
  readonly joint?: string
  /** Line, row or record of the file that says so. */
  readonly row: number
}

/** Reads a file's stakes one by one; readers hand over what they read and never hold it. */
export interface StakeSink {
  readonly stake: (stake: Stake) => void
  /** What an id is called, where the file has names apart from ids. */
  readonly name: (id: string, name: string) => void
}
