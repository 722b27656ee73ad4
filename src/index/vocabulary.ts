import { LEAST_RUN_CONSONANTS, LEAST_RUN_SOUND } from '../match/v1/align.ts'
import { likeness } from '../names/likeness.ts'
import type { Token } from '../names/token.ts'
import { eachValue, type Multimap, PairBuffer } from './multimap.ts'
import { eachListKey, eachPartyKey, skeletonHashes, soundHash, textHash } from './relations.ts'

/** Words of the list that are like one word, with how like, and what each adds at most. */
export interface Neighbours {
  readonly words: Int32Array
  readonly scores: Int16Array
}

/** Every distinct word of a list, once, with the table of keys by which like words are found. */
export class Vocabulary {
  readonly tokens: Token[] = []
  readonly #places = new Map<string, number>()
  readonly #remembered = new Map<string, Neighbours>()
  #keys: Multimap | undefined
  #seen = new Uint32Array(0)
  #round = 0

  /** The number of a word, given when it is first met. */
  add(token: Token): number {
    const key = keyOf(token)
    const known = this.#places.get(key)
    if (known !== undefined) return known
    const place = this.tokens.push(token) - 1
    this.#places.set(key, place)
    return place
  }

  /** Lays out the table of keys; no word is added afterwards. */
  close(): void {
    const pairs = new PairBuffer()
    for (const [place, token] of this.tokens.entries()) eachListKey(token, (hash) => pairs.add(hash, place))
    this.#keys = pairs.toMultimap()
    this.#seen = new Uint32Array(this.tokens.length)
  }

  /** All words like this one, found by its keys and each compared. Remembered, for parties share words. */
  like(token: Token): Neighbours {
    const key = keyOf(token)
    const known = this.#remembered.get(key)
    if (known !== undefined) return known
    const found = this.#find(token)
    if (this.#remembered.size >= MOST_REMEMBERED) this.#remembered.clear()
    this.#remembered.set(key, found)
    return found
  }

  /** Words that are a run of parts written as one: by letters, by sound, or by consonants where no vowels are written. */
  sameAs(run: Token): ReadonlySet<number> {
    const found = new Set<number>()
    const keys = this.#keys
    if (keys === undefined) return found
    eachValue(keys, textHash(run.text), (place) => found.add(place))
    if (run.sound.length >= LEAST_RUN_SOUND) eachValue(keys, soundHash(run.sound), (place) => found.add(place))
    if (run.skeleton.length < LEAST_RUN_CONSONANTS) return found
    for (const hash of skeletonHashes(run.skeleton)) {
      eachValue(keys, hash, (place) => {
        if (run.isAbjad || this.tokens[place]?.isAbjad === true) found.add(place)
      })
    }
    return found
  }

  withText(text: string): ReadonlySet<number> {
    const found = new Set<number>()
    if (this.#keys !== undefined) eachValue(this.#keys, textHash(text), (place) => found.add(place))
    return found
  }

  #find(token: Token): Neighbours {
    const keys = this.#keys
    if (keys === undefined) throw new Error('the vocabulary is asked before it is closed')
    this.#round += 1
    const round = this.#round
    const seen = this.#seen
    const words: number[] = []
    const scores: number[] = []
    const { shift, starts, hashes, values } = keys
    eachPartyKey(token, (hash) => {
      const bucket = hash >>> shift
      const end = starts[bucket + 1] ?? 0
      for (let at = starts[bucket] ?? 0; at < end; at += 1) {
        const place = values[at] ?? 0
        if (hashes[at] !== hash || seen[place] === round) continue
        seen[place] = round
        const other = this.tokens[place]
        const score = other === undefined ? 0 : likeness(token, other).score
        if (score === 0) continue
        words.push(place)
        scores.push(score)
      }
    })
    return { words: Int32Array.from(words), scores: Int16Array.from(scores) }
  }
}

/** Words whose neighbours are kept; when it is full all are forgotten, which costs time and nothing else. */
const MOST_REMEMBERED = 100_000

const keyOf = ({ text, native, isAbjad }: Token): string => (native === '' ? text : `${text}|${native}|${isAbjad}`)
