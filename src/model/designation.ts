import type { Authority, DesignationState } from './authority.ts'
import type { IsoDate } from './brand.ts'

/** One authority's position on one party at an instant: its own fact, never folded with another authority's. */
export interface Designation {
  readonly authority: Authority
  readonly state: DesignationState
  /** First day of the state, or `null` where the source shows only that it stood by `sinceAtLatest`. */
  readonly since: IsoDate | null
  readonly sinceAtLatest?: IsoDate
  /** First day on which the state no longer stood, or `null` while it stands. */
  readonly until: IsoDate | null
  /** The legal act or the list that shows it; `null` only where none is known, and then `verified` is false. */
  readonly citation: string | null
  /** False: from memory or one doubtful source, and shown so. */
  readonly verified: boolean
}
