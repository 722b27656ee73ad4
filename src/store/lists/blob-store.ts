import { createHash, randomUUID } from 'node:crypto'
import {
  closeSync,
  createReadStream,
  createWriteStream,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { CordonError } from '../../model/errors.ts'

/** Files kept for ever under the digest of their uncompressed bytes, gzipped. Written whole, synced, then named. */
export class BlobStore {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Keeps the bytes and answers their digest and length. A file already held is not written again. */
  async put(bytes: AsyncIterable<Uint8Array>, level: number): Promise<{ sha256: string; bytes: number }> {
    const hash = createHash('sha256')
    let length = 0
    const meter = new Transform({
      transform(chunk: Uint8Array, _encoding, done) {
        hash.update(chunk)
        length += chunk.length
        done(null, chunk)
      },
    })
    const temporary = join(this.#folder, `.new-${randomUUID()}`)
    mkdirSync(this.#folder, { recursive: true })
    try {
      await pipeline(Readable.from(bytes), meter, createGzip({ level }), createWriteStream(temporary, { flush: true }))
      const sha256 = hash.digest('hex')
      this.#name(temporary, this.#path(sha256))
      return { sha256, bytes: length }
    } finally {
      rmSync(temporary, { force: true })
    }
  }

  #name(temporary: string, path: string): void {
    if (existsSync(path)) return
    mkdirSync(dirname(path), { recursive: true })
    renameSync(temporary, path)
    syncFolder(dirname(path))
  }

  has(sha256: string): boolean {
    return existsSync(this.#path(sha256))
  }

  /** The kept bytes, uncompressed; their digest is checked on the way. */
  async *read(sha256: string): AsyncIterable<Uint8Array> {
    const path = this.#path(sha256)
    if (!existsSync(path)) throw new CordonError('store.unavailable', `the data folder has lost the file ${sha256}`)
    const gunzip = createGunzip({ chunkSize: 256 * 1024 })
    const source = createReadStream(path, { highWaterMark: 256 * 1024 })
    const hash = createHash('sha256')
    source.on('error', (error) => gunzip.destroy(error))
    try {
      for await (const chunk of source.pipe(gunzip)) {
        hash.update(chunk)
        yield chunk
      }
    } catch (cause) {
      throw new CordonError('store.unavailable', `the kept file ${sha256} is damaged`, { cause })
    }
    if (hash.digest('hex') !== sha256) {
      throw new CordonError('store.unavailable', `the kept file ${sha256} no longer has its digest`)
    }
  }

  /** Whether the kept bytes still have the digest they are kept under. */
  async isIntact(sha256: string): Promise<boolean> {
    try {
      for await (const _chunk of this.read(sha256));
    } catch (error) {
      if (error instanceof CordonError) return false
      throw error
    }
    return true
  }

  #path(sha256: string): string {
    return join(this.#folder, sha256.slice(0, 2), `${sha256}.gz`)
  }
}

/** A new name in a folder is durable only once the folder itself is synced. */
function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
