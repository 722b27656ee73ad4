import { createHash, randomUUID } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { Columns, type IndexOrigin } from '../index/columns.ts'
import type { DatasetId } from '../model/brand.ts'

/**
 * A file that holds one index as it is in memory, so that a start needs no building:
 *
 *   8 bytes   magic
 *   4 bytes   version of this envelope
 *   4 bytes   CRC-32 of what follows the envelope
 *   8 bytes   its length
 *   8 bytes   nothing
 *
 * A snapshot is a copy that can be made again: one that is damaged, cut, foreign or of another origin is passed over with its reason.
 */
const MAGIC = Buffer.from('CORDSNAP')
const ENVELOPE = 1
const ENVELOPE_BYTES = 32
const READ_BYTES = 1 << 24
/** Snapshots kept of one list: the version in force, the one before, and a few that were asked about. */
const KEPT_OF_LIST = 4

export type LoadedSnapshot =
  | { readonly ok: true; readonly buffer: SharedArrayBuffer }
  | { readonly ok: false; readonly reason: string }

/** Snapshots of indexes in a data folder, each under its list and the digest of what it was made from. */
export class IndexSnapshots {
  readonly #folder: string

  constructor(dataFolder: string) {
    this.#folder = join(dataFolder, 'lists', 'index')
  }

  pathOf(list: DatasetId, origin: IndexOrigin): string {
    const { matcher, reader, list: entities } = origin
    const digest = createHash('sha256').update(`${matcher}\n${reader}\n${entities}`).digest('hex')
    return join(this.#folder, `${list}@${digest.slice(0, 24)}.index`)
  }

  /** The index of this origin, or why there is none that may be used. */
  load(list: DatasetId, origin: IndexOrigin): LoadedSnapshot {
    const path = this.pathOf(list, origin)
    if (!existsSync(path)) return { ok: false, reason: 'there is none of this version yet' }
    try {
      return checked(readSnapshot(path), origin)
    } catch (error) {
      return { ok: false, reason: `it cannot be read: ${error instanceof Error ? error.message : String(error)}` }
    }
  }

  /**
   * Keeps an index: written whole beside its place, synced, then named, so that no crash leaves half of one. Older ones of the list go.
   *
   * @throws what the file system throws, as for a full disc; nothing but time is lost by that.
   */
  keep(list: DatasetId, origin: IndexOrigin, buffer: SharedArrayBuffer): void {
    mkdirSync(this.#folder, { recursive: true })
    const path = this.pathOf(list, origin)
    const temporary = join(this.#folder, `.new-${randomUUID()}`)
    try {
      writeSnapshot(temporary, new Uint8Array(buffer))
      renameSync(temporary, path)
    } finally {
      rmSync(temporary, { force: true })
    }
    this.#prune(list)
  }

  #prune(list: DatasetId): void {
    const own = readdirSync(this.#folder).filter((name) => name.startsWith(`${list}@`) && name.endsWith('.index'))
    const dated = own.map((name) => ({ name, at: statSync(join(this.#folder, name)).mtimeMs }))
    for (const { name } of dated.sort((a, b) => b.at - a.at).slice(KEPT_OF_LIST))
      rmSync(join(this.#folder, name), { force: true })
  }
}

function writeSnapshot(path: string, bytes: Uint8Array): void {
  const envelope = Buffer.alloc(ENVELOPE_BYTES)
  MAGIC.copy(envelope)
  envelope.writeUInt32LE(ENVELOPE, 8)
  envelope.writeUInt32LE(checksumOf(bytes), 12)
  envelope.writeBigUInt64LE(BigInt(bytes.length), 16)
  const file = openSync(path, 'wx')
  try {
    writeAll(file, envelope)
    for (let at = 0; at < bytes.length; at += READ_BYTES) writeAll(file, bytes.subarray(at, at + READ_BYTES))
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

function checksumOf(bytes: Uint8Array): number {
  let sum = 0
  for (let at = 0; at < bytes.length; at += READ_BYTES) sum = crc32(bytes.subarray(at, at + READ_BYTES), sum)
  return sum
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, bytes.length - at)
}

function readSnapshot(path: string): LoadedSnapshot {
  const file = openSync(path, 'r')
  try {
    const envelope = Buffer.alloc(ENVELOPE_BYTES)
    const size = statSync(path).size
    if (readSync(file, envelope, 0, ENVELOPE_BYTES, 0) < ENVELOPE_BYTES)
      return refusal('it ends before its envelope does')
    if (!envelope.subarray(0, MAGIC.length).equals(MAGIC)) return refusal('it is no snapshot of an index')
    if (envelope.readUInt32LE(8) !== ENVELOPE) return refusal('it has another form of envelope')
    const length = Number(envelope.readBigUInt64LE(16))
    if (size !== ENVELOPE_BYTES + length)
      return refusal(`it has ${size} bytes where ${ENVELOPE_BYTES + length} are stated`)
    const buffer = new SharedArrayBuffer(length)
    const bytes = new Uint8Array(buffer)
    let sum = 0
    for (let at = 0; at < length; ) {
      const read = readSync(file, bytes, at, Math.min(READ_BYTES, length - at), ENVELOPE_BYTES + at)
      if (read === 0) return refusal('it ends too early')
      sum = crc32(bytes.subarray(at, at + read), sum)
      at += read
    }
    return sum === envelope.readUInt32LE(12) ? { ok: true, buffer } : refusal('its bytes do not have their checksum')
  } finally {
    closeSync(file)
  }
}

const refusal = (reason: string): LoadedSnapshot => ({ ok: false, reason })

const FAULTS = {
  foreign: 'it holds no index',
  layout: 'its columns are laid out otherwise',
  truncated: 'its columns end too early',
  damaged: 'its header is damaged',
} as const

/** An index that is whole may still be of something else than its name says. */
function checked(loaded: LoadedSnapshot, wanted: IndexOrigin): LoadedSnapshot {
  if (!loaded.ok) return loaded
  const columns = Columns.open(loaded.buffer)
  if (typeof columns === 'string') return refusal(FAULTS[columns])
  const { matcher, reader, list } = columns.origin
  if (matcher !== wanted.matcher) return refusal(`it was made for matcher ${matcher}`)
  if (reader !== wanted.reader) return refusal('it was made by other name tables or another reader of names')
  return list === wanted.list ? loaded : refusal('it was made from another version of the list')
}
