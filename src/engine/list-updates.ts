import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { DatasetId, Instant } from '../model/brand.ts'
import { CordonError } from '../model/errors.ts'
import { currentVersion } from '../register/lists/in-force.ts'
import { type Fetched, fetchFile } from '../sources/fetching/fetch-file.ts'
import { readHead } from '../sources/file-head.ts'
import { FORMATS } from '../sources/formats.ts'
import { filesAt } from '../sources/open-list.ts'
import { fileOnDisk, type RawFile } from '../sources/reading/bytes.ts'
import type { SqliteListStore } from '../store/lists/sqlite-list-store.ts'
import { readKnowledgeTable } from './knowledge.ts'
import { type AddedList, addFiles, type OpenListOptions } from './lists.ts'

/** An address from which one file of a list comes. */
export interface ListAddress {
  readonly list: DatasetId
  readonly role: string
  readonly address: string
  readonly state: 'official' | 'retired' | 'needs_token'
  readonly note: string
}

/** The official addresses of `data/lists/addresses.tsv`, retired ones among them. */
export function officialAddresses(): readonly ListAddress[] {
  const file = 'lists/addresses.tsv'
  return readKnowledgeTable(file, ['list', 'role', 'address', 'state', 'note']).rows.map((row) => {
    const state = row['state']
    if (state !== 'official' && state !== 'retired' && state !== 'needs_token') {
      throw new CordonError('knowledge.invalid', `data/${file}: unknown state "${state}"`)
    }
    return {
      list: (row['list'] ?? '') as DatasetId,
      role: row['role'] ?? '',
      address: row['address'] ?? '',
      state,
      note: row['note'] ?? '',
    }
  })
}

export interface UpdateOptions extends Pick<OpenListOptions, 'countries' | 'onProgress'> {
  readonly now: Instant
  readonly dataFolder: string
  /** Addresses to use; the official ones where absent. */
  readonly addresses?: readonly ListAddress[]
  /** Scheme and host of a mirror that keeps publishers' files under `/<host><path>`. */
  readonly mirror?: string
  readonly sleep?: (ms: number) => Promise<void>
}

/** What one list's update came to. */
export type Updated =
  | { readonly list: DatasetId; readonly outcome: 'new' | 'quarantined'; readonly added: AddedList }
  | { readonly list: DatasetId; readonly outcome: 'unchanged' }
  | { readonly list: DatasetId; readonly outcome: 'failed'; readonly reason: string }

/** Refuses an address that a publisher has given up, with what stands in its place. */
export function refuseRetired(address: string, addresses: readonly ListAddress[] = officialAddresses()): void {
  const retired = addresses.find((one) => one.state === 'retired' && address.startsWith(one.address))
  if (retired !== undefined) throw new CordonError('fetch.refused', `${address} is retired: ${retired.note}`)
}

/** The lists that `update` would fetch: the one asked for, or all that are kept and have an address. */
export function listsToUpdate(store: SqliteListStore, wanted: string | undefined): readonly DatasetId[] {
  if (wanted !== undefined) return [wanted as DatasetId]
  return store
    .lists()
    .filter(({ address, removedAt }) => address !== null && removedAt === null)
    .map(({ list }) => list)
}

/** Fetches a list's files and keeps what is new. A failure is recorded and answered; the version in force stays. */
export async function updateList(store: SqliteListStore, list: DatasetId, options: UpdateOptions): Promise<Updated> {
  try {
    return await fetchList(store, list, options)
  } catch (error) {
    if (!(error instanceof CordonError)) throw error
    if (store.lists().some((one) => one.list === list)) store.recordFailure(list, options.now, error.message)
    return { list, outcome: 'failed', reason: error.message }
  }
}

async function fetchList(store: SqliteListStore, list: DatasetId, options: UpdateOptions): Promise<Updated> {
  sweepAbandoned(join(options.dataFolder, 'lists'), Date.parse(options.now))
  const addresses = addressesOf(store, list, options)
  const folder = join(options.dataFolder, 'lists', `.incoming-${randomUUID()}`)
  mkdirSync(folder, { recursive: true })
  try {
    const fetches = []
    for (const one of addresses) fetches.push(await fetchOne(store, one, folder, options))
    if (fetches.every(({ fetched }) => fetched.kind === 'unchanged')) {
      store.recordCheck(list, options.now)
      return { list, outcome: 'unchanged' }
    }
    const added = await addFiles(store, await Promise.all(fetches.map(({ file }) => file())), {
      countries: options.countries,
      ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
      id: list,
      now: options.now,
      source: addresses.map(({ address }) => address).join(' '),
      address: addresses[0]?.address ?? null,
    })
    if (added.record.state === 'quarantined') return { list, outcome: 'quarantined', added }
    for (const { remember } of fetches) remember()
    return added.isNew ? { list, outcome: 'new', added } : { list, outcome: 'unchanged' }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const ABANDONED_AFTER_MS = 24 * 3_600_000

/** Takes away what fetches left that were killed; a folder of today may still be in use. */
function sweepAbandoned(folder: string, nowMs: number): void {
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder).filter((one) => one.startsWith('.incoming-'))) {
    const path = join(folder, name)
    const stat = statSync(path, { throwIfNoEntry: false })
    if (stat !== undefined && nowMs - stat.mtimeMs > ABANDONED_AFTER_MS) rmSync(path, { recursive: true, force: true })
  }
}

function addressesOf(store: SqliteListStore, list: DatasetId, options: UpdateOptions): readonly ListAddress[] {
  const known = (options.addresses ?? officialAddresses()).filter((one) => one.list === list)
  const own = store.lists().find((one) => one.list === list)?.address ?? null
  const isOfficial = known.some(({ address }) => address === own)
  if (own !== null && !isOfficial) return [{ list, role: 'main', address: own, state: 'official', note: '' }]
  const [first] = known
  if (first === undefined)
    throw new CordonError('list.unknown', `no address is known for ${list}; add it by path or address`)
  const live = known.filter(({ state }) => state === 'official')
  if (live.length === 0) throw new CordonError('fetch.refused', `${list} cannot be fetched: ${first.note}`)
  return live
}

interface OneFetch {
  readonly fetched: Fetched
  readonly file: () => Promise<RawFile>
  /** Keeps what the next fetch needs; only once the version is kept. */
  readonly remember: () => void
}

async function fetchOne(
  store: SqliteListStore,
  one: ListAddress,
  folder: string,
  options: UpdateOptions,
): Promise<OneFetch> {
  const name = basename(new URL(one.address).pathname) || one.list
  const target = join(folder, `${one.role}-${name}`)
  const last = store.fetched(one.list).find(({ address }) => address === one.address)
  const held = currentVersion(store.versions(one.list))?.files.find(({ sha256 }) => sha256 === last?.sha256)
  const { address, trustedHosts } = throughMirror(one.address, options.mirror)
  const fetched = await fetchFile(address, {
    target,
    trustedHosts,
    ...(held === undefined ? {} : { etag: last?.etag ?? undefined, lastModified: last?.lastModified ?? undefined }),
    ...(options.sleep === undefined ? {} : { sleep: options.sleep }),
  })
  if (fetched.kind === 'unchanged' && held === undefined) {
    throw new CordonError('fetch.refused', `${address} answers "not modified" to a question without conditions`)
  }
  const keptName = held?.name ?? name
  return {
    fetched,
    file: async () =>
      fetched.kind === 'file'
        ? { ...(await fileOnDisk(target)), name }
        : { name: keptName, bytes: () => store.rawFile(held?.sha256 ?? '') },
    remember: () => {
      if (fetched.kind === 'unchanged') return
      const kept = currentVersion(store.versions(one.list))?.files.find(
        (file) => file.role === one.role || file.name === name,
      )
      if (kept === undefined) return
      const { etag = null, lastModified = null } = fetched
      store.recordFetch({ list: one.list, address: one.address, etag, lastModified, sha256: kept.sha256 })
    },
  }
}

/** A mirror keeps `https://host/path` at `<mirror>/host/path`; it is one's own, so it may be private. */
function throughMirror(
  address: string,
  mirror: string | undefined,
): { address: string; trustedHosts: readonly string[] } {
  if (mirror === undefined) return { address, trustedHosts: [] }
  const { host, pathname, search } = new URL(address)
  const base = new URL(mirror)
  return { address: `${base.href.replace(/\/$/, '')}/${host}${pathname}${search}`, trustedHosts: [base.host] }
}

export interface AddFromAddressOptions extends UpdateOptions {
  readonly as?: string
  readonly id?: string
}

/** Fetches one address and keeps what it holds; `lists update` then asks the same address again. */
export async function addFromAddress(
  store: SqliteListStore,
  address: string,
  options: AddFromAddressOptions,
): Promise<AddedList> {
  refuseRetired(address, options.addresses)
  const folder = join(options.dataFolder, 'lists', `.incoming-${randomUUID()}`)
  mkdirSync(folder, { recursive: true })
  try {
    const name = basename(new URL(address).pathname) || 'list'
    const target = join(folder, name)
    const { address: from, trustedHosts } = throughMirror(address, options.mirror)
    await fetchFile(from, { target, trustedHosts, ...(options.sleep === undefined ? {} : { sleep: options.sleep }) })
    return await addFiles(store, [{ ...(await fileOnDisk(target)), name }], {
      countries: options.countries,
      now: options.now,
      source: address,
      address,
      ...(options.as === undefined ? {} : { as: options.as }),
      ...(options.id === undefined ? {} : { id: options.id }),
      ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What one entry of a drop folder came to. */
export interface Dropped {
  readonly name: string
  readonly added?: AddedList
  readonly reason?: string
}

/**
 * Takes in what was dropped in a folder, for machines without internet: each subfolder is a list, loose files are put together
 * where one format is made of several (SDN, ALT, ADD, COMMENTS), and each other file is a list of its own.
 */
export async function addFromFolder(
  store: SqliteListStore,
  folder: string,
  options: UpdateOptions,
): Promise<readonly Dropped[]> {
  const groups = new Map<string, RawFile[]>()
  const out: Dropped[] = []
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !name.startsWith('.'))
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name)
    try {
      if (entry.isDirectory()) groups.set(entry.name, [...(await filesAt(path))])
      else if (entry.isFile()) {
        const file = await fileOnDisk(path)
        const key = await groupOf(file)
        groups.set(key, [...(groups.get(key) ?? []), file])
      }
    } catch (error) {
      if (!(error instanceof CordonError)) throw error
      out.push({ name: entry.name, reason: error.message })
    }
  }
  for (const [name, files] of groups) out.push(await addGroup(store, name, files, folder, options))
  return out
}

/** Files of one format with roles go together; any other stands alone. */
async function groupOf(file: RawFile): Promise<string> {
  const head = await readHead(file)
  const format = FORMATS.find((one) => one.recognise(head) !== undefined)
  if (format?.roles === undefined) return file.name
  return `${format.format} ${/^cons/i.test(file.name) ? 'cons' : 'sdn'}`
}

async function addGroup(
  store: SqliteListStore,
  name: string,
  files: readonly RawFile[],
  folder: string,
  options: UpdateOptions,
): Promise<Dropped> {
  try {
    const added = await addFiles(store, files, {
      countries: options.countries,
      now: options.now,
      source: join(folder, name),
      address: null,
      ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
    })
    return { name, added }
  } catch (error) {
    if (!(error instanceof CordonError)) throw error
    return { name, reason: error.message }
  }
}
