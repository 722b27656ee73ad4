import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Corpus } from '../index/corpus.ts'
import { buildIndex } from '../index/list-index.ts'
import { openIndexed } from '../index/open-corpus.ts'
import { MATCHER } from '../match/v1/judge.ts'
import type { DatasetId } from '../model/brand.ts'
import type { Entity } from '../model/entity.ts'
import { IndexSnapshots } from './index-snapshots.ts'
import { loadNameTables } from './names-tables.ts'
import { readerDigest } from './reader-digest.ts'

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

/** Indexes of the lists of one snapshot in a worker's own folder, so that it builds each once and opens it in milliseconds then. */
export class BatchIndexes {
  readonly #snapshots: IndexSnapshots
  readonly #digest: string

  constructor(folder: string, digest: string) {
    this.#snapshots = new IndexSnapshots(folder)
    this.#digest = digest
  }

  find(list: DatasetId): Corpus | undefined {
    const loaded = this.#snapshots.load(list, this.#originOf(list))
    return loaded.ok ? openIndexed(loaded.buffer, loadNameTables()) : undefined
  }

  /** A folder that cannot be written costs time, never an answer. */
  make(list: DatasetId, entities: readonly Entity[]): Corpus {
    const { matcher, ...origin } = this.#originOf(list)
    const buffer = buildIndex(entities, loadNameTables(), origin)
    try {
      this.#snapshots.keep(list, { matcher, ...origin }, buffer)
    } catch (error) {
      if (!(error instanceof Error) || !('code' in error)) throw error
    }
    return openIndexed(buffer, loadNameTables())
  }

  #originOf(list: DatasetId) {
    const made = createHash('sha256').update(`${this.#digest}\n${list}`).digest('hex')
    return { matcher: MATCHER, reader: readerDigest(), list: made }
  }
}
