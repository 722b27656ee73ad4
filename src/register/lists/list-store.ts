import type { DatasetId, Instant, IsoDate, ListVersionId } from '../../model/brand.ts'
import type { Entity } from '../../model/entity.ts'
import type { FtmEntity } from '../../model/ftm.ts'
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

/** Something that happened to a list; `cordon` and its faces rescreen by these. */
export interface ListEvent {
  readonly seq: number
  readonly list: DatasetId
  readonly kind: 'version' | 'quarantined' | 'removed'
  readonly version: ListVersionId | null
  /** The version it took the place of. */
  readonly before: ListVersionId | null
  /** Entries listed, delisted and changed; `null` where no delta could be made. */
  readonly counts: { readonly listed: number; readonly delisted: number; readonly changed: number } | null
  readonly at: Instant
}

/** What the last fetch of one address brought, so that the next asks only for what is new. */
export interface FetchRecord {
  readonly list: DatasetId
  readonly address: string
  readonly etag: string | null
  readonly lastModified: string | null
  readonly sha256: string
}

/** A person's word on whether two entries are one party. */
export interface RulingRecord {
  readonly pair: readonly [string, string]
  readonly isSame: boolean
  readonly reason: string
  readonly by: string
  readonly at: Instant
}

/** What a version holds: parties, and things beside them. */
export interface VersionContent {
  readonly entities: readonly Entity[]
  readonly related?: readonly FtmEntity[]
}

/** Lists and their versions, kept for ever: nothing is overwritten, removal only hides. */
export interface ListStore {
  lists(): readonly ListRecord[]
  versions(list?: DatasetId): readonly VersionRecord[]
  /** A version by its id or an unambiguous beginning of it. */
  findVersion(id: string): VersionRecord | undefined
  content(record: VersionRecord): Promise<VersionContent>
  /** Keeps a version whole or not at all; a version already held is answered as it is. */
  addVersion(
    record: VersionRecord,
    content: VersionContent,
    address: string | null,
    event: Omit<ListEvent, 'seq'>,
  ): Promise<void>
  recordCheck(list: DatasetId, at: Instant): void
  recordFailure(list: DatasetId, at: Instant, reason: string): void
  remove(list: DatasetId, at: Instant): void
  /** Events after a sequence number, oldest first. */
  events(after: number): readonly ListEvent[]
  fetched(list: DatasetId): readonly FetchRecord[]
  recordFetch(fetch: FetchRecord): void
  /** The saved column mapping of a house list, as JSON. */
  columns(list: DatasetId): string | undefined
  saveColumns(list: DatasetId, columns: string): void
  /** Rulings on merges, oldest first; none is ever erased. */
  rulings(): readonly RulingRecord[]
  recordRuling(ruling: RulingRecord): void
}
