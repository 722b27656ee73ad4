import { createHash } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import type { IndexOrigin } from '../index/columns.ts'
import { buildIndex, ListIndex } from '../index/list-index.ts'
import { MATCHER } from '../match/v1/judge.ts'
import type { IsoDate } from '../model/brand.ts'
import { CordonError } from '../model/errors.ts'
import type { VersionRecord } from '../register/lists/list-store.ts'
import { IndexSnapshots } from './index-snapshots.ts'
import { openListStore } from './lists.ts'
import { loadNameTables } from './names-tables.ts'
import { readerDigest } from './reader-digest.ts'
import type { Register } from './register.ts'
import { registerNamesDigest, withRegisterNames } from './register-entities.ts'

/** A kept version to be indexed, with the register whose names its entries gain on a day. */
export interface KeptVersion {
  readonly dataFolder: string
  readonly record: VersionRecord
  readonly register: Register
  readonly day: IsoDate
}

export interface OpenKeptOptions {
  /** Build what has no snapshot in a thread of its own, so that this one goes on answering. */
  readonly isBuiltBeside?: boolean
  readonly onProgress?: (text: string) => void
}

/**
 * The index of a kept version: its snapshot where there is one that may be used, otherwise built, and kept for the next time.
 *
 * @throws CordonError `store.unavailable` where the version's content is lost or damaged, or the thread that builds it ends.
 */
export async function openKeptIndex(version: KeptVersion, options: OpenKeptOptions = {}): Promise<ListIndex> {
  const { dataFolder, record } = version
  const origin = originOf(version)
  const snapshots = new IndexSnapshots(dataFolder)
  const loaded = snapshots.load(record.list, origin)
  if (loaded.ok) return opened(loaded.buffer)
  options.onProgress?.(`indexing ${record.list}: of its snapshot, ${loaded.reason}`)
  const { buffer, fault } = await (options.isBuiltBeside === true ? buildBeside(version) : buildKept(version))
  if (fault !== undefined)
    options.onProgress?.(`the index of ${record.list} could not be kept, and will be built again next time: ${fault}`)
  return opened(buffer)
}

/** An index just built, and why it could not be kept for the next time where it could not. */
export interface BuiltIndex {
  readonly buffer: SharedArrayBuffer
  readonly fault?: string
}

/** Reads a version's content, builds its index in this thread and keeps it. */
export async function buildKept(version: KeptVersion): Promise<BuiltIndex> {
  const { dataFolder, record } = version
  const origin = originOf(version)
  const buffer = await indexContent(version, origin)
  try {
    new IndexSnapshots(dataFolder).keep(record.list, origin, buffer)
    return { buffer }
  } catch (error) {
    return { buffer, fault: error instanceof Error ? error.message : String(error) }
  }
}

async function indexContent(
  { dataFolder, record, register, day }: KeptVersion,
  { reader, list }: IndexOrigin,
): Promise<SharedArrayBuffer> {
  const store = openListStore(dataFolder)
  try {
    const { entities, related } = await store.content(record)
    return buildIndex(withRegisterNames(register, entities, day), loadNameTables(), { reader, list }, related)
  } finally {
    store.close()
  }
}

function originOf({ dataFolder, record, register, day }: KeptVersion): IndexOrigin {
  const store = openListStore(dataFolder)
  try {
    const made = [record.list, store.contentDigest(record), registerNamesDigest(register, day)].join('\n')
    return { matcher: MATCHER, reader: readerDigest(), list: createHash('sha256').update(made).digest('hex') }
  } finally {
    store.close()
  }
}

function opened(buffer: SharedArrayBuffer): ListIndex {
  const index = ListIndex.open(buffer, loadNameTables())
  if (typeof index === 'string')
    throw new CordonError('store.unavailable', `an index just made cannot be opened: ${index}`)
  return index
}

const PROGRAM = new URL(`./index-thread.${import.meta.url.endsWith('.js') ? 'js' : 'ts'}`, import.meta.url)

/** What the thread that builds an index answers. */
export type Built = { readonly ok: true; readonly built: BuiltIndex } | { readonly ok: false; readonly reason: string }

/** The same in a thread of its own; the buffer is shared, so that nothing is copied back. */
function buildBeside(version: KeptVersion): Promise<BuiltIndex> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string): void =>
      reject(new CordonError('store.unavailable', `the index of ${version.record.list} could not be built: ${reason}`))
    const worker = new Worker(PROGRAM, { workerData: version })
    worker.once('message', (message: Built) => {
      if (message.ok) resolve(message.built)
      else fail(message.reason)
    })
    worker.once('error', (error) => fail(error instanceof Error ? error.message : String(error)))
    worker.once('exit', () => fail('its thread ended without an answer'))
  })
}
