import type { DatasetId, IsoDate, ListVersionId } from './brand.ts'
import type { Entity } from './entity.ts'
import type { FtmEntity } from './ftm.ts'
import type { Issue } from './parsed.ts'

/** What was read from one version of a list. `rows` = entities, aliases and addresses mapped + rows refused + rows that say nothing. */
export interface ListCounts {
  /** Records of the publisher's own kind, over all files of the version. */
  readonly rows: number
  readonly entities: number
  /** Primary names. */
  readonly names: number
  readonly aliases: number
  readonly addresses: number
  /** Rows that state nothing by the publisher's own convention, such as OFAC's all-null address. */
  readonly empty: number
  /** Aliases that have no row of their own and were read from free text; weak ones of OFAC's remarks. Not in `aliases`. */
  readonly aliasesInText?: number
  /** Rows that carry on the text of another row, such as OFAC's comment overflows. */
  readonly continuations?: number
}

/** One publication of a list, parsed whole. */
export interface ListVersion {
  readonly list: DatasetId
  readonly format: string
  readonly version: ListVersionId
  /** The publisher's date, or `null` where neither file nor asker gave one. */
  readonly published: IsoDate | null
  /** A part of the list by its own word, as a filtered export: never serves a delta. */
  readonly isPartial: boolean
  readonly parser: string
  readonly counts: ListCounts
  readonly entities: readonly Entity[]
  /** What a FollowTheMoney file holds beside parties, in its own form: sanctions, ownerships, addresses. Shown, never screened. */
  readonly related?: readonly FtmEntity[]
  /** Rows that were not taken, each with where and why. */
  readonly refused: readonly Issue[]
}
