import { Unzip, UnzipInflate, unzipSync } from 'fflate'
import { CordonError } from '../../model/errors.ts'

/** Most that one entry may inflate to, in bytes, whatever it declares. */
export const MAX_ENTRY_BYTES = 536_870_912
/** Most that an entry may inflate by. Deflate's own ceiling is 1,032; spreadsheets of repeated text stay under 100. */
export const MAX_INFLATION = 400
/** Entries under this size are not judged by their inflation. */
const SMALL_ENTRY_BYTES = 8_388_608
const MAX_ENTRIES = 10_000
const PUSH_BYTES = 65_536

const ZIP_MARK = [0x50, 0x4b, 0x03, 0x04] as const

export const isZip = (bytes: Uint8Array): boolean => ZIP_MARK.every((byte, i) => bytes[i] === byte)

export interface ZipEntry {
  readonly name: string
  readonly compressedBytes: number
  readonly declaredBytes: number
}

/** What an archive holds, by its central directory. Nothing is inflated. A cut or broken archive is refused. */
export function listZip(bytes: Uint8Array): readonly ZipEntry[] {
  const entries: ZipEntry[] = []
  try {
    unzipSync(bytes, {
      filter: ({ name, size, originalSize }) => {
        entries.push({ name, compressedBytes: size, declaredBytes: originalSize })
        if (entries.length > MAX_ENTRIES) throw new CordonError('input.too_large', 'the archive has too many entries')
        return false
      },
    })
  } catch (cause) {
    if (cause instanceof CordonError) throw cause
    throw new CordonError('input.truncated', 'the archive has no readable directory', { cause })
  }
  return entries
}

/**
 * Inflates one entry piece by piece, in bounded memory. An entry that grows past `MAX_ENTRY_BYTES`, or by more than
 * `MAX_INFLATION`, is refused while it inflates, so that a bomb costs no more than the limit. Answers `false` where
 * the archive has no such entry. What `take` throws comes out as it is.
 */
export function inflateEntry(bytes: Uint8Array, wanted: string, take: (chunk: Uint8Array) => void): boolean {
  const entry = listZip(bytes).find(({ name }) => name === wanted)
  if (entry === undefined) return false
  const receiver = new EntryReceiver(wanted, limitFor(entry), take)
  const archive = new Unzip((file) => {
    if (file.name !== wanted || receiver.isDone) return
    file.ondata = (error, chunk, isFinal) => receiver.receive(error, chunk, isFinal)
    file.start()
  })
  archive.register(UnzipInflate)
  for (let at = 0; at < bytes.length && !receiver.isDone; at += PUSH_BYTES) {
    const isLast = at + PUSH_BYTES >= bytes.length
    try {
      archive.push(bytes.subarray(at, at + PUSH_BYTES), isLast)
    } catch (error) {
      throw receiver.failure ?? unreadable(wanted, error)
    }
  }
  if (!receiver.isDone) throw new CordonError('input.truncated', `${wanted} ends before its end`)
  return true
}

/** Counts what comes out, and keeps the first failure: the library hands back what a receiver throws as its own error. */
class EntryReceiver {
  isDone = false
  failure: unknown
  readonly #name: string
  readonly #limitBytes: number
  readonly #take: (chunk: Uint8Array) => void
  #bytes = 0

  constructor(name: string, limitBytes: number, take: (chunk: Uint8Array) => void) {
    this.#name = name
    this.#limitBytes = limitBytes
    this.#take = take
  }

  receive(error: unknown, chunk: Uint8Array, isFinal: boolean): void {
    if (this.failure !== undefined) throw this.failure
    try {
      if (error) throw unreadable(this.#name, error)
      this.#bytes += chunk.length
      if (this.#bytes > this.#limitBytes) throw tooLarge(this.#name, this.#limitBytes)
      this.#take(chunk)
      if (isFinal) this.isDone = true
    } catch (failure) {
      this.failure = failure
      throw failure
    }
  }
}

function limitFor(entry: ZipEntry): number {
  const limit = Math.min(MAX_ENTRY_BYTES, Math.max(SMALL_ENTRY_BYTES, entry.compressedBytes * MAX_INFLATION))
  if (entry.declaredBytes > limit) throw tooLarge(entry.name, limit)
  return limit
}

const unreadable = (name: string, cause: unknown): CordonError =>
  new CordonError('input.unreadable', `${name} cannot be inflated`, { cause })

const tooLarge = (name: string, limit: number): CordonError =>
  new CordonError('input.too_large', `${name} would inflate past ${limit} bytes; an archive like this is refused`)
