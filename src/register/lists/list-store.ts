import type { DatasetId, Instant, IsoDate, ListVersionId } from '../../model/brand.ts'
import type { Entity } from '../../model/entity.ts'
import type { ListCounts } from '../../model/list.ts'
import type { Issue } from '../../model/parsed.ts'

/** A raw file of a version: kept for ever under the digest of its uncompressed bytes. */
export interface VersionFile {
  readonly role: string
  readonly name: string
  readonly sha256: string
  readonly bytes: number
}

/** One publication of a list as it came to Cordon, without its entities. */
export interface VersionRecord {
  readonly list: DatasetId
  readonly version: ListVersionId
  readonly format: string
  readonly parser: string
  readonly published: IsoDate | null
  readonly fetchedAt: Instant
  /** The address or path it came from. */
  readonly source: string
  readonly isPartial: boolean
  readonly counts: ListCounts
  /** Entities by category, as `schema:Person` and `programme:SDGT`: what the completeness guard compares. */
  readonly categories: Readonly<Record<string, number>>
  readonly files: readonly VersionFile[]
  readonly refused: readonly Issue[]
  readonly state: 'accepted' | 'quarantined'
  /** Why it was quarantined. */
  readonly reason: string | null
}

/** A list that is kept, and when it was last looked after. */
export interface ListRecord {
  readonly list: DatasetId
  /** The address that `lists update` fetches, or `null` for a list given by hand. */
  readonly address: string | null
  readonly addedAt: Instant
  /** The last fetch that succeeded, whether or not it brought a new version. */
  readonly checkedAt: Instant | null
  /** The last fetch that failed since, with its reason. */
  readonly failure: { readonly at: Instant; readonly reason: string } | null
  readonly removedAt: Instant | null
}

/** Lists and their versions, kept for ever: nothing is overwritten, removal only hides. */
export interface ListStore {
  lists(): readonly ListRecord[]
  versions(list?: DatasetId): readonly VersionRecord[]
  /** A version by its id or an unambiguous beginning of it. */
  findVersion(id: string): VersionRecord | undefined
  entities(record: VersionRecord): Promise<readonly Entity[]>
  /** Keeps a version whole or not at all; a version already held is answered as it is. */
  addVersion(record: VersionRecord, entities: readonly Entity[], address: string | null): Promise<void>
  recordCheck(list: DatasetId, at: Instant): void
  recordFailure(list: DatasetId, at: Instant, reason: string): void
  remove(list: DatasetId, at: Instant): void
}
