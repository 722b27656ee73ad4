import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Snapshots kept by one worker; the oldest goes. */
const MOST_KEPT = 8
const ENDING = '.jsonl.gz'

/** Snapshots of lists in a worker's own folder, so that it fetches each once. A file is whole or not there; its digest is checked by whoever reads it. */
export class SnapshotCache {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  find(digest: string): Uint8Array | undefined {
    const path = this.#pathOf(digest)
    return existsSync(path) ? readFileSync(path) : undefined
  }

  /** A folder that cannot be written costs time, never an answer. */
  keep(digest: string, bytes: Uint8Array): void {
    try {
      mkdirSync(this.#folder, { recursive: true })
      const path = this.#pathOf(digest)
      const partial = `${path}.${process.pid}.new`
      writeFileSync(partial, bytes)
      renameSync(partial, path)
      this.#prune()
    } catch (error) {
      if (!(error instanceof Error) || !('code' in error)) throw error
    }
  }

  #prune(): void {
    const kept = readdirSync(this.#folder)
      .filter((file) => file.endsWith(ENDING))
      .map((file) => join(this.#folder, file))
      .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)
    for (const path of kept.slice(MOST_KEPT)) rmSync(path, { force: true })
  }

  #pathOf = (digest: string): string => join(this.#folder, `${digest.replace(/[^0-9a-z]/gi, '-')}${ENDING}`)
}
