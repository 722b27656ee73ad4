import { join } from 'node:path'
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import type { DatasetId, Instant } from '../../model/brand.ts'
import type { Entity } from '../../model/entity.ts'
import { CordonError } from '../../model/errors.ts'
import type { FtmEntity } from '../../model/ftm.ts'
import type {
  FetchRecord,
  ListEvent,
  ListRecord,
  ListStore,
  RulingRecord,
  VersionContent,
  VersionFile,
  VersionRecord,
} from '../../register/lists/list-store.ts'
import { inTransaction, openDatabase } from '../sqlite.ts'
import { BlobStore } from './blob-store.ts'

type Row = Record<string, SQLOutputValue>

const PARSED_GZIP_LEVEL = 1
const RAW_GZIP_LEVEL = 6

/** List versions in the embedded database of a data folder; raw files and parsed entities beside it, by digest. */
export class SqliteListStore implements ListStore {
  readonly #database: DatabaseSync
  readonly #raw: BlobStore
  readonly #parsed: BlobStore

  constructor(dataFolder: string) {
    this.#database = openDatabase(dataFolder)
    this.#raw = new BlobStore(join(dataFolder, 'lists', 'raw'))
    this.#parsed = new BlobStore(join(dataFolder, 'lists', 'parsed'))
  }

  close(): void {
    this.#database.close()
  }

  /** Keeps one raw file for ever; done before `addVersion`, so that a version never names a file that is not there. */
  keepRaw(bytes: AsyncIterable<Uint8Array>): Promise<{ sha256: string; bytes: number }> {
    return this.#raw.put(bytes, RAW_GZIP_LEVEL)
  }

  rawFile(sha256: string): AsyncIterable<Uint8Array> {
    return this.#raw.read(sha256)
  }

  lists(): readonly ListRecord[] {
    return this.#database.prepare('select * from list order by id').all().map(listRecord)
  }

  versions(list?: DatasetId): readonly VersionRecord[] {
    const where = list === undefined ? '' : 'where list = ?'
    const rows = this.#database.prepare(`select * from list_version ${where} order by seq`)
    return (list === undefined ? rows.all() : rows.all(list)).map((row) => this.#versionRecord(row))
  }

  findVersion(id: string): VersionRecord | undefined {
    const wanted = id.startsWith('sha256:') ? id : `sha256:${id}`
    if (!/^sha256:[0-9a-f]{6,64}$/.test(wanted)) return undefined
    const rows = this.#database
      .prepare('select * from list_version where version >= ? and version < ? order by seq')
      .all(wanted, `${wanted}g`)
    const versions = new Set(rows.map((row) => row['version']))
    if (versions.size > 1) throw new CordonError('list.unknown', `${id} begins several versions; give more of it`)
    const last = rows.at(-1)
    return last === undefined ? undefined : this.#versionRecord(last)
  }

  async content(record: VersionRecord): Promise<VersionContent> {
    return parseLines(this.#parsed.read(this.contentDigest(record)))
  }

  /** SHA-256 of a version's entities as they are kept: the same digest, the same content. */
  contentDigest(record: VersionRecord): string {
    const row = this.#database
      .prepare('select entities_sha256 from list_version where list = ? and version = ? order by seq desc limit 1')
      .get(record.list, record.version)
    if (row === undefined)
      throw new CordonError('list.unknown', `there is no version ${record.version} of ${record.list}`)
    return text(row, 'entities_sha256')
  }

  async addVersion(
    record: VersionRecord,
    content: VersionContent,
    address: string | null,
    event: Omit<ListEvent, 'seq'>,
  ): Promise<void> {
    const { sha256 } = await this.#parsed.put(lines(content), PARSED_GZIP_LEVEL)
    inTransaction(this.#database, () => {
      this.#database
        .prepare(
          `insert into list (id, address, added_at) values (?, ?, ?)
           on conflict (id) do update set address = coalesce(excluded.address, address), removed_at = null`,
        )
        .run(record.list, address, record.fetchedAt)
      this.#insert(record, sha256)
      this.#recordOutcome(record)
      this.#recordEvent(event)
    })
  }

  /** A quarantined version is no successful check: the list goes stale until a better one comes. */
  #recordOutcome(record: VersionRecord): void {
    const { list, fetchedAt, reason } = record
    const sql =
      reason === null
        ? 'update list set checked_at = ?, failed_at = null, failure = null where id = ?'
        : 'update list set failed_at = ?, failure = ? where id = ?'
    if (reason === null) this.#database.prepare(sql).run(fetchedAt, list)
    else this.#database.prepare(sql).run(fetchedAt, `quarantined: ${reason}`, list)
  }

  #insert(record: VersionRecord, entitiesSha256: string): void {
    const { lastInsertRowid } = this.#database
      .prepare(
        `insert into list_version (list, version, format, parser, published, fetched_at, source, is_partial, counts,
         categories, refused, entities_sha256, state, reason) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        record.list,
        record.version,
        record.format,
        record.parser,
        record.published,
        record.fetchedAt,
        record.source,
        record.isPartial ? 1 : 0,
        JSON.stringify(record.counts),
        JSON.stringify(record.categories),
        JSON.stringify(record.refused),
        entitiesSha256,
        record.state,
        record.reason,
      )
    const file = this.#database.prepare(
      'insert into list_version_file (seq, role, name, sha256, bytes) values (?, ?, ?, ?, ?)',
    )
    for (const { role, name, sha256, bytes } of record.files) file.run(lastInsertRowid, role, name, sha256, bytes)
  }

  /** Puts a version aside, or back in force; with a reason where it is put aside. Answers whether it was kept in another state. */
  setState(record: VersionRecord, reason: string | null, at: Instant): boolean {
    const state = reason === null ? 'accepted' : 'quarantined'
    if (record.state === state) return false
    inTransaction(this.#database, () => {
      this.#database
        .prepare('update list_version set state = ?, reason = ? where list = ? and version = ?')
        .run(state, reason, record.list, record.version)
      const kind = reason === null ? 'version' : 'quarantined'
      this.#recordEvent({ list: record.list, kind, version: record.version, before: null, counts: null, at })
    })
    return true
  }

  recordCheck(list: DatasetId, at: Instant): void {
    inTransaction(this.#database, () => {
      this.#database
        .prepare('update list set checked_at = ?, failed_at = null, failure = null where id = ?')
        .run(at, list)
    })
  }

  recordFailure(list: DatasetId, at: Instant, reason: string): void {
    inTransaction(this.#database, () => {
      this.#database.prepare('update list set failed_at = ?, failure = ? where id = ?').run(at, reason, list)
    })
  }

  remove(list: DatasetId, at: Instant): void {
    inTransaction(this.#database, () => {
      this.#database.prepare('update list set removed_at = ? where id = ?').run(at, list)
      this.#recordEvent({ list, kind: 'removed', version: null, before: null, counts: null, at })
    })
  }

  #recordEvent({ list, kind, version, before, counts, at }: Omit<ListEvent, 'seq'>): void {
    this.#database
      .prepare(
        'insert into list_event (list, kind, version, before, listed, delisted, changed, at) values (?, ?, ?, ?, ?, ?, ?, ?)',
      )
      .run(list, kind, version, before, counts?.listed ?? null, counts?.delisted ?? null, counts?.changed ?? null, at)
  }

  events(after: number): readonly ListEvent[] {
    return this.#database.prepare('select * from list_event where seq > ? order by seq').all(after).map(listEvent)
  }

  fetched(list: DatasetId): readonly FetchRecord[] {
    return this.#database.prepare('select * from list_fetch where list = ?').all(list).map(fetchRecord)
  }

  recordFetch({ list, address, etag, lastModified, sha256 }: FetchRecord): void {
    inTransaction(this.#database, () => {
      this.#database
        .prepare(
          `insert into list_fetch (list, address, etag, last_modified, sha256) values (?, ?, ?, ?, ?)
           on conflict (list, address) do update set etag = excluded.etag, last_modified = excluded.last_modified, sha256 = excluded.sha256`,
        )
        .run(list, address, etag, lastModified, sha256)
    })
  }

  columns(list: DatasetId): string | undefined {
    const row = this.#database.prepare('select columns from list_columns where list = ?').get(list)
    return row === undefined ? undefined : text(row, 'columns')
  }

  saveColumns(list: DatasetId, columns: string): void {
    inTransaction(this.#database, () => {
      this.#database
        .prepare(
          'insert into list_columns (list, columns) values (?, ?) on conflict (list) do update set columns = excluded.columns',
        )
        .run(list, columns)
    })
  }

  rulings(): readonly RulingRecord[] {
    return this.#database.prepare('select * from merge_ruling order by seq').all().map(rulingRecord)
  }

  recordRuling({ pair, isSame, reason, by, at }: RulingRecord): void {
    inTransaction(this.#database, () => {
      this.#database
        .prepare(
          'insert into merge_ruling (first_id, second_id, is_same, reason, ruled_by, at) values (?, ?, ?, ?, ?, ?)',
        )
        .run(pair[0], pair[1], isSame ? 1 : 0, reason, by, at)
    })
  }

  /** Kept files of a version that are missing or no longer have their digest. */
  async damagedFiles(record: VersionRecord): Promise<readonly string[]> {
    const row = this.#database
      .prepare('select entities_sha256 from list_version where list = ? and version = ? order by seq desc limit 1')
      .get(record.list, record.version)
    const damaged: string[] = []
    for (const { name, sha256 } of record.files) if (!(await this.#raw.isIntact(sha256))) damaged.push(name)
    if (row !== undefined && !(await this.#parsed.isIntact(text(row, 'entities_sha256')))) damaged.push('entities')
    return damaged
  }

  #versionRecord(row: Row): VersionRecord {
    const files = this.#database
      .prepare('select * from list_version_file where seq = ? order by role')
      .all(row['seq'] ?? 0)
    return {
      list: text(row, 'list') as DatasetId,
      version: text(row, 'version') as VersionRecord['version'],
      format: text(row, 'format'),
      parser: text(row, 'parser'),
      published: optional(row, 'published') as VersionRecord['published'],
      fetchedAt: text(row, 'fetched_at') as Instant,
      source: text(row, 'source'),
      isPartial: row['is_partial'] === 1,
      counts: JSON.parse(text(row, 'counts')) as VersionRecord['counts'],
      categories: JSON.parse(text(row, 'categories')) as VersionRecord['categories'],
      files: files.map(fileRecord),
      refused: JSON.parse(text(row, 'refused')) as VersionRecord['refused'],
      state: text(row, 'state') as VersionRecord['state'],
      reason: optional(row, 'reason'),
    }
  }
}

function listRecord(row: Row): ListRecord {
  const failedAt = optional(row, 'failed_at')
  return {
    list: text(row, 'id') as DatasetId,
    address: optional(row, 'address'),
    addedAt: text(row, 'added_at') as Instant,
    checkedAt: optional(row, 'checked_at') as Instant | null,
    failure: failedAt === null ? null : { at: failedAt as Instant, reason: optional(row, 'failure') ?? '' },
    removedAt: optional(row, 'removed_at') as Instant | null,
  }
}

const fileRecord = (row: Row): VersionFile => ({
  role: text(row, 'role'),
  name: text(row, 'name'),
  sha256: text(row, 'sha256'),
  bytes: Number(row['bytes']),
})

function text(row: Row, column: string): string {
  const value = row[column]
  if (typeof value !== 'string')
    throw new CordonError('store.unavailable', `the database has no ${column} where it must`)
  return value
}

const optional = (row: Row, column: string): string | null => {
  const value = row[column]
  return typeof value === 'string' ? value : null
}

const listEvent = (row: Row): ListEvent => ({
  seq: Number(row['seq']),
  list: text(row, 'list') as DatasetId,
  kind: text(row, 'kind') as ListEvent['kind'],
  version: optional(row, 'version') as ListEvent['version'],
  before: optional(row, 'before') as ListEvent['before'],
  counts:
    row['listed'] === null
      ? null
      : { listed: Number(row['listed']), delisted: Number(row['delisted']), changed: Number(row['changed']) },
  at: text(row, 'at') as Instant,
})

const rulingRecord = (row: Row): RulingRecord => ({
  pair: [text(row, 'first_id'), text(row, 'second_id')],
  isSame: row['is_same'] === 1,
  reason: text(row, 'reason'),
  by: text(row, 'ruled_by'),
  at: text(row, 'at') as Instant,
})

const fetchRecord = (row: Row): FetchRecord => ({
  list: text(row, 'list') as DatasetId,
  address: text(row, 'address'),
  etag: optional(row, 'etag'),
  lastModified: optional(row, 'last_modified'),
  sha256: text(row, 'sha256'),
})

const LINES_IN_CHUNK = 500

/** Entities one a line, then what is beside them, each of those in an object of its own. */
async function* lines({ entities, related = [] }: VersionContent): AsyncIterable<Uint8Array> {
  const all: readonly unknown[] = [...entities, ...related.map((thing) => ({ beside: thing }))]
  for (let at = 0; at < all.length; at += LINES_IN_CHUNK) {
    const chunk = all.slice(at, at + LINES_IN_CHUNK).map((one) => JSON.stringify(one))
    yield Buffer.from(`${chunk.join('\n')}\n`)
  }
}

/** The content of a kept file. It was checked when it was read from the publisher and is guarded by its digest. */
async function parseLines(bytes: AsyncIterable<Uint8Array>): Promise<VersionContent> {
  const decoder = new TextDecoder()
  const entities: Entity[] = []
  const related: FtmEntity[] = []
  let rest = ''
  for await (const chunk of bytes) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = parts.pop() ?? ''
    for (const line of parts) {
      if (line.startsWith('{"beside":')) related.push((JSON.parse(line) as { beside: FtmEntity }).beside)
      else entities.push(JSON.parse(line) as Entity)
    }
  }
  return related.length === 0 ? { entities } : { entities, related }
}
