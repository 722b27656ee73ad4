import { createReadStream, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { createGunzip } from 'node:zlib'
import { CordonError } from '../../model/errors.ts'
import { LIMITS } from './limits.ts'

/** One file of a list, wherever it lies. `bytes` gives it from its start at every call, uncompressed and bounded. */
export interface RawFile {
  /** Shown in messages and in `where`. */
  readonly name: string
  readonly bytes: () => AsyncIterable<Uint8Array>
  /** The asker knows that the file was cut: what is whole of it counts, as a part of its list. */
  readonly isKnownCut?: boolean
}

const CHUNK_BYTES = 256 * 1024

/** A file on disk; gzip is recognised by its first bytes, never by its name. */
export async function fileOnDisk(path: string): Promise<RawFile> {
  const name = basename(path).replace(/\.gz$/i, '')
  const size = sizeOf(path)
  const start = await firstBytes(path, 2)
  const isGzip = start[0] === 0x1f && start[1] === 0x8b
  return {
    name,
    bytes: () => (isGzip ? gunzipped(plainBytes(path), name, size) : bounded(plainBytes(path), name)),
  }
}

/** Bytes already in memory, as a download or an unpacked entry of an archive. */
export function inMemory(name: string, content: Uint8Array): RawFile {
  const isGzip = content[0] === 0x1f && content[1] === 0x8b
  const chunks = async function* (): AsyncIterable<Uint8Array> {
    for (let at = 0; at < content.length; at += CHUNK_BYTES) yield content.subarray(at, at + CHUNK_BYTES)
  }
  return {
    name: name.replace(/\.gz$/i, ''),
    bytes: () => (isGzip ? gunzipped(chunks(), name, content.length) : bounded(chunks(), name)),
  }
}

export function sizeOf(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined) throw new CordonError('input.missing', `there is no file or folder ${path}`)
  return stat.size
}

async function firstBytes(path: string, count: number): Promise<Uint8Array> {
  const handle = await open(path)
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(count), 0, count, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

async function* plainBytes(path: string): AsyncIterable<Uint8Array> {
  const stream = createReadStream(path, { highWaterMark: CHUNK_BYTES })
  try {
    for await (const chunk of stream) yield chunk
  } catch (cause) {
    throw new CordonError('input.unreadable', `${basename(path)} cannot be read`, { cause })
  }
}

/** Unpacks gzip while watching size and ratio, so that a bomb is refused before it unfolds. */
async function* gunzipped(packed: AsyncIterable<Uint8Array>, name: string, stored: number): AsyncIterable<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES })
  feed(packed, gunzip).catch((error: unknown) => gunzip.destroy(error instanceof Error ? error : new Error('read')))
  let seen = 0
  try {
    for await (const chunk of gunzip) {
      seen += chunk.length
      refuseIfTooLarge(seen, name)
      if (seen > LIMITS.ratioFromBytes && seen > stored * LIMITS.ratio) {
        throw new CordonError('input.too_large', `${name} unpacks to more than ${LIMITS.ratio} times its size`)
      }
      yield chunk
    }
  } catch (cause) {
    if (cause instanceof CordonError) throw cause
    throw damagedGzip(name, cause)
  } finally {
    gunzip.destroy()
  }
}

async function feed(packed: AsyncIterable<Uint8Array>, gunzip: ReturnType<typeof createGunzip>): Promise<void> {
  for await (const chunk of packed) {
    if (gunzip.destroyed) return
    if (!gunzip.write(chunk)) {
      await new Promise<void>((resolve) => {
        gunzip.once('drain', resolve)
        gunzip.once('close', resolve)
      })
    }
  }
  gunzip.end()
}

function damagedGzip(name: string, cause: unknown): CordonError {
  const isCut = cause instanceof Error && /unexpected end of file/i.test(cause.message)
  return isCut
    ? new CordonError('input.truncated', `${name} is a gzip file that ends before its end`, { cause })
    : new CordonError('input.unreadable', `${name} is a damaged gzip file`, { cause })
}

async function* bounded(chunks: AsyncIterable<Uint8Array>, name: string): AsyncIterable<Uint8Array> {
  let seen = 0
  for await (const chunk of chunks) {
    seen += chunk.length
    refuseIfTooLarge(seen, name)
    yield chunk
  }
}

function refuseIfTooLarge(seen: number, name: string): void {
  if (seen > LIMITS.fileBytes) {
    throw new CordonError('input.too_large', `${name} is larger than ${LIMITS.fileBytes / 1024 / 1024} MB`)
  }
}

/** The first bytes of a file, at most `LIMITS.headBytes`. */
export async function headOf(file: RawFile): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let held = 0
  for await (const chunk of file.bytes()) {
    parts.push(chunk)
    held += chunk.length
    if (held >= LIMITS.headBytes) break
  }
  return Buffer.concat(parts).subarray(0, LIMITS.headBytes)
}

/** All bytes of a file at once, for formats that cannot be streamed (archives read from their end). */
export async function allBytes(file: RawFile, limitBytes: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let held = 0
  for await (const chunk of file.bytes()) {
    held += chunk.length
    if (held > limitBytes) {
      throw new CordonError('input.too_large', `${file.name} is larger than ${limitBytes / 1024 / 1024} MB`)
    }
    parts.push(chunk)
  }
  return Buffer.concat(parts)
}
