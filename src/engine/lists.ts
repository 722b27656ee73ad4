import type { DatasetId, Instant, IsoDate } from '../model/brand.ts'
import type { CountryTable } from '../model/country.ts'
import { CordonError } from '../model/errors.ts'
import type { ListVersion } from '../model/list.ts'
import { categoriesOf } from '../register/lists/categories.ts'
import { deltaBetween } from '../register/lists/delta.ts'
import { findGuardFailure } from '../register/lists/guards.ts'
import { currentVersion, isStale, versionInForce } from '../register/lists/in-force.ts'
import type { ListEvent, ListRecord, VersionFile, VersionRecord } from '../register/lists/list-store.ts'
import { filesAt, idByPath, type OpenedList, openFiles } from '../sources/open-list.ts'
import type { ColumnTable } from '../sources/parties/columns.ts'
import type { RawFile } from '../sources/reading/bytes.ts'
import { SqliteListStore } from '../store/lists/sqlite-list-store.ts'
import { applyChange, changedVersion } from './list-changes.ts'

export type { ListEvent, VersionRecord } from '../register/lists/list-store.ts'

export interface OpenListOptions {
  readonly as?: string
  readonly published?: IsoDate
  readonly countries: CountryTable
  readonly onProgress?: (rows: number) => void
  /** The file is known to be cut: what is whole of it is taken, as a part of its list. */
  readonly isCut?: boolean
  /** What the columns of a house list mean; needed for that format alone. */
  readonly columns?: ColumnTable
}

/**
 * Reads the list at a path, a file or a folder, for one call alone. Its id is the standing one with `~` and eight characters of
 * its digest, so that it is never taken for the list that is kept.
 *
 * @throws CordonError `input.*` for what cannot be read whole, `list.refused` for what cannot be trusted.
 */
export async function openList(path: string, options: OpenListOptions): Promise<ListVersion> {
  const { version, removed } = await openFiles(await filesAt(path), options)
  if (removed !== undefined) {
    throw new CordonError('list.refused', `${path} is a change to a list, not a list: add it to the list that is kept`)
  }
  return renamed(version, idByPath(version.list, version.version))
}

const renamed = (version: ListVersion, list: DatasetId): ListVersion => ({
  ...version,
  list,
  entities: version.entities.map((entity) => ({
    ...entity,
    datasets: [...entity.datasets.filter((dataset) => dataset !== version.list), list],
  })),
})

export const openListStore = (dataFolder: string): SqliteListStore => new SqliteListStore(dataFolder)

export interface AddListOptions extends OpenListOptions {
  /** Keep it under this id instead of the publisher's standing one. */
  readonly id?: string
  readonly now: Instant
  /** An older version, for asking about the past: kept without a comparison with the version in force. */
  readonly isHistory?: boolean
}

/** What `lists add` answers: the version as it was kept, and what it changed. */
export interface AddedList {
  readonly record: VersionRecord
  readonly isNew: boolean
  readonly event: Omit<ListEvent, 'seq'> | undefined
}

/** Reads the list at a path and keeps it. A version of a known list that fails a guard is kept aside, and the old one stays. */
export async function addList(store: SqliteListStore, path: string, options: AddListOptions): Promise<AddedList> {
  return addFiles(store, await filesAt(path), { ...options, source: path, address: null })
}

export interface KeepOptions {
  readonly id?: string
  readonly now: Instant
  /** The path or address it came from. */
  readonly source: string
  /** The address that `lists update` fetches, where it was fetched. */
  readonly address: string | null
  readonly isHistory?: boolean
}

/** Reads files as one list and keeps it; a file that is a change to a list is applied to the version in force. */
export async function addFiles(
  store: SqliteListStore,
  files: readonly RawFile[],
  options: OpenListOptions & KeepOptions,
): Promise<AddedList> {
  const opened = await openFiles(await applyChange(store, files, options.id), options)
  return keepList(store, opened, options)
}

/** Keeps a list that was read: raw files first, then the version in one transaction, so that no crash leaves half of it. */
export async function keepList(store: SqliteListStore, opened: OpenedList, options: KeepOptions): Promise<AddedList> {
  const list = listId(options.id) ?? opened.version.list
  const versions = store.versions(list)
  const current = options.isHistory === true ? undefined : currentVersion(versions)
  const { version, files } = await wholeVersion(store, opened, list, current)
  const held = versions.find((one) => one.version === version.version && one.state === 'accepted')
  if (held !== undefined && held.parser === version.parser && held.published === version.published) {
    store.recordCheck(list, options.now)
    return { record: held, isNew: false, event: undefined }
  }
  const reason = findGuardFailure(version, current, options.now.slice(0, 10))
  const kept = [...files, ...(await keepRawFiles(store, opened))]
  const record = recordOf(version, kept, options, reason)
  const event = await eventOf(store, record, version, current)
  await store.addVersion(record, contentOf(version), options.address, event)
  return { record, isNew: true, event }
}

const contentOf = ({ entities, related }: ListVersion): Pick<ListVersion, 'entities' | 'related'> => ({
  entities,
  ...(related === undefined ? {} : { related }),
})

/** The list itself; for a delta file, the version in force with its changes, whose files then stay among the new version's. */
async function wholeVersion(
  store: SqliteListStore,
  opened: OpenedList,
  list: DatasetId,
  current: VersionRecord | undefined,
): Promise<{ readonly version: ListVersion; readonly files: readonly VersionFile[] }> {
  const version = list === opened.version.list ? opened.version : renamed(opened.version, list)
  if (opened.removed === undefined) return { version, files: [] }
  if (current === undefined) {
    throw new CordonError(
      'list.refused',
      `the file is a change to ${list}, of which no version is kept; add the whole list first`,
    )
  }
  return changedVersion(version, opened.removed, current, await store.content(current))
}

function listId(raw: string | undefined): DatasetId | undefined {
  if (raw === undefined) return undefined
  if (!/^[a-z0-9][a-z0-9_-]{1,62}$/.test(raw)) {
    throw new CordonError('usage.invalid', `"${raw}" cannot be a list's id: lower-case letters, digits, _ and - only`)
  }
  return raw as DatasetId
}

async function keepRawFiles(store: SqliteListStore, opened: OpenedList): Promise<readonly VersionFile[]> {
  const kept: VersionFile[] = []
  for (const { role, file, sha256 } of opened.files) {
    const raw = await store.keepRaw(file.bytes())
    if (raw.sha256 !== sha256) throw new CordonError('input.truncated', `${file.name} changed while it was being read`)
    kept.push({ role, name: file.name, sha256, bytes: raw.bytes })
  }
  return kept
}

const recordOf = (
  version: ListVersion,
  files: readonly VersionFile[],
  { now, source }: KeepOptions,
  reason: string | null,
): VersionRecord => ({
  list: version.list,
  version: version.version,
  format: version.format,
  parser: version.parser,
  published: version.published,
  fetchedAt: now,
  source,
  isPartial: version.isPartial,
  counts: version.counts,
  categories: categoriesOf(version.entities),
  files,
  refused: version.refused,
  state: reason === null ? 'accepted' : 'quarantined',
  reason,
})

async function eventOf(
  store: SqliteListStore,
  record: VersionRecord,
  version: ListVersion,
  current: VersionRecord | undefined,
): Promise<Omit<ListEvent, 'seq'>> {
  const base = { list: record.list, version: record.version, before: current?.version ?? null, at: record.fetchedAt }
  if (record.state === 'quarantined') return { ...base, kind: 'quarantined', counts: null }
  if (current === undefined || current.isPartial || record.isPartial) return { ...base, kind: 'version', counts: null }
  const { entities } = await store.content(current)
  const { listed, delisted, changed } = deltaBetween(entities, version.entities)
  return {
    ...base,
    kind: 'version',
    counts: { listed: listed.length, delisted: delisted.length, changed: changed.length },
  }
}

/** A kept list as it stands: its record, the version in force and whether it is stale. */
export interface KeptList {
  readonly list: ListRecord
  /** `undefined` where no version was ever accepted, or none was in force on the day asked about. */
  readonly version: VersionRecord | undefined
  readonly isStale: boolean
  /** The newest version that failed a guard since the one in force, if any. */
  readonly quarantined: VersionRecord | undefined
}

export interface InForceOptions {
  readonly now: Instant
  readonly asOf?: IsoDate
  readonly knownAt?: IsoDate
  readonly staleAfterHours: number
}

/** Every list that is kept and not removed, with the version in force on the day asked about. A past day is never stale. */
export function keptLists(store: SqliteListStore, options: InForceOptions): readonly KeptList[] {
  const end = '9999-12-31' as IsoDate
  return store
    .lists()
    .filter(({ removedAt }) => removedAt === null)
    .map((list) => {
      const versions = store.versions(list.list)
      const version = versionInForce(versions, options.asOf ?? end, options.knownAt ?? end)
      const last = versions.at(-1)
      return {
        list,
        version,
        isStale: options.asOf === undefined && isStale(list, options.now, options.staleAfterHours),
        quarantined: last?.state === 'quarantined' ? last : undefined,
      }
    })
}

/** A kept version with its entities, in the shape of a list that was just read. */
export async function loadVersion(store: SqliteListStore, record: VersionRecord): Promise<ListVersion> {
  const { list, format, version, published, isPartial, parser, counts, refused } = record
  return { list, format, version, published, isPartial, parser, counts, refused, ...(await store.content(record)) }
}
