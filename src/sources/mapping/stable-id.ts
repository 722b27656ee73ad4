import { createHash } from 'node:crypto'

const HASH_CHARS = 12

/** A short id from what a record says, for publishers that number their records anew at each publication. */
export const stableId = (parts: readonly string[]): string =>
  createHash('sha256')
    .update(parts.map((part) => part.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase()).join('\n'))
    .digest('hex')
    .slice(0, HASH_CHARS)

/** Gives repeats of one id the endings `-2`, `-3` … in the order they come. */
export class UniqueIds {
  readonly #seen = new Map<string, number>()

  take(id: string): string {
    const count = (this.#seen.get(id) ?? 0) + 1
    this.#seen.set(id, count)
    return count === 1 ? id : `${id}-${count}`
  }
}
