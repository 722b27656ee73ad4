import type { Token } from '../names/token.ts'
import { eachPartyKey, KEY_TEST } from './relations.ts'

/** The keys of one word at a time, in memory that is kept: a word has a hundred and more. */
export class PartyKeys {
  hashes = new Uint32Array(1 << 10)
  /** What is asked of words under each key besides (`KEY_TEST`). */
  tests = new Uint8Array(1 << 10)
  count = 0

  fill(token: Token): void {
    this.count = 0
    eachPartyKey(token, this.#take)
  }

  readonly #take = (hash: number, test: number = KEY_TEST.nothing): void => {
    if (this.count === this.hashes.length) this.#grow()
    this.hashes[this.count] = hash
    this.tests[this.count] = test
    this.count += 1
  }

  #grow(): void {
    const hashes = new Uint32Array(this.count * 2)
    const tests = new Uint8Array(this.count * 2)
    hashes.set(this.hashes)
    tests.set(this.tests)
    this.hashes = hashes
    this.tests = tests
  }
}
