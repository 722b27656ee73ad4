import { createHash, type Hash } from 'node:crypto'
import type { ListVersionId } from '../../model/brand.ts'
import type { RawFile } from './bytes.ts'

/** Files whose uncompressed bytes are hashed as they are read, so that the digest is of exactly what was parsed. */
export class DigestedFiles {
  readonly #hashes = new Map<string, { readonly hash: Hash; digest?: string }>()

  /** The same file, hashed on its one full reading. */
  watch(file: RawFile): RawFile {
    return { ...file, bytes: () => this.#read(file) }
  }

  async *#read(file: RawFile): AsyncIterable<Uint8Array> {
    const entry: { readonly hash: Hash; digest?: string } = { hash: createHash('sha256') }
    for await (const chunk of file.bytes()) {
      entry.hash.update(chunk)
      yield chunk
    }
    entry.digest = entry.hash.digest('hex')
    this.#hashes.set(file.name, entry)
  }

  /** Digest of each file that was read to its end, by name. */
  get byName(): ReadonlyMap<string, string> {
    return new Map([...this.#hashes].flatMap(([name, { digest }]) => (digest === undefined ? [] : [[name, digest]])))
  }

  /** One file: the digest of its bytes. Several: the digest of their digests in sorted order, blind to names. */
  get version(): ListVersionId {
    return versionOf([...this.byName.values()])
  }
}

export function versionOf(digests: readonly string[]): ListVersionId {
  const [first] = digests
  const combined =
    digests.length === 1 && first !== undefined
      ? first
      : createHash('sha256')
          .update([...digests].sort().join('\n'))
          .digest('hex')
  return `sha256:${combined}` as ListVersionId
}
