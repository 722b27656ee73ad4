import { acronymsOf, runsOf } from '../match/v1/align.ts'
import type { WeightOf } from '../match/v1/alignment.ts'
import { CORROBORATE_FROM } from '../match/v1/judge.ts'
import { kindsOf, PartyReading, readEntity } from '../match/v1/readings.ts'
import type { Entity } from '../model/entity.ts'
import type { Party } from '../model/party.ts'
import { likeness } from '../names/likeness.ts'
import type { BearerKind, ReadName } from '../names/name-parts.ts'
import type { NameTables } from '../names/tables.ts'
import type { Token } from '../names/token.ts'
import { eachFactKey } from './fact-index.ts'
import { eachValue, finish, hashOf, type Multimap, PairBuffer } from './multimap.ts'
import { FORM_RELATION, wholeKey } from './name-forms.ts'
import { NameIndex } from './name-index.ts'
import { eachListKey, eachPartyKey } from './relations.ts'

const KINDS: readonly BearerKind[] = ['person', 'organisation', 'object']

/** A run of a party's parts, or its acronym, and the word of a list that it may be written as. */
const RUN_RELATION = { text: 62, sound: 63, skeleton: 64 } as const
const runKeys = ({ text, sound, skeleton }: Token): readonly number[] => [
  hashOf(RUN_RELATION.text, text),
  hashOf(RUN_RELATION.sound, sound),
  hashOf(RUN_RELATION.skeleton, skeleton),
]

/** Beginnings of words that an initial of a party may stand for. */
const INITIAL_RELATION = 61

/**
 * A corpus turned round: the parties of a book, read and indexed once, asked by entities that have changed. It answers every party
 * that any of them may hit, and some that none does; each is then screened in the ordinary way, so that nothing is decided here.
 *
 * It asks the questions of `NameIndex` from the other side. There a name is offered only where a part of the party is like a word
 * of the name, or is one of its runs or its acronym, or a run or acronym of the party is a word of the name, or both are the same
 * whole, or a fact decides: so a party of which nothing is so for any changed entity cannot be hit by one.
 */
export class BookIndex {
  readonly #tables: NameTables
  readonly #parties: Party[] = []
  readonly #words = new Map<string, number>()
  readonly #tokens: Token[] = []
  readonly #bearers = new PairBuffer()
  readonly #wordKeys = new PairBuffer()
  readonly #partyKeys = new PairBuffer()
  #laidOut: LaidOut | undefined

  constructor(tables: NameTables) {
    this.#tables = tables
  }

  get size(): number {
    return this.#parties.length
  }

  /** Takes a party in and answers its position. */
  add(party: Party): number {
    const position = this.#parties.push(party) - 1
    const reading = new PartyReading(this.#tables, party)
    for (const kind of KINDS) for (const name of reading.as(kind)) this.#addName(name, position)
    eachFactKey(party, (hash) => this.#partyKeys.add(hash, position))
    this.#laidOut = undefined
    return position
  }

  #addName(name: ReadName, position: number): void {
    for (const { token } of name.parts) this.#bearers.add(finish(this.#wordOf(token)), position)
    for (const run of runsOf(this.#tables, name)) {
      for (const hash of runKeys(run)) this.#partyKeys.add(hash, position)
    }
    for (const acronym of acronymsOf(name)) this.#partyKeys.add(hashOf(RUN_RELATION.text, acronym), position)
    this.#partyKeys.add(wholeKey(name), position)
  }

  #wordOf(token: Token): number {
    const key = `${token.text}|${token.native}|${token.isAbjad}|${token.isForeign}|${token.isInitial}|${token.readings.join()}`
    const known = this.#words.get(key)
    if (known !== undefined) return known
    const word = this.#tokens.push(token) - 1
    this.#words.set(key, word)
    eachPartyKey(token, (hash) => this.#wordKeys.add(hash, word))
    this.#wordKeys.add(hashOf(FORM_RELATION.run, token.text), word)
    this.#wordKeys.add(hashOf(FORM_RELATION.runSound, token.sound), word)
    this.#wordKeys.add(hashOf(FORM_RELATION.runSkeleton, token.skeleton), word)
    this.#wordKeys.add(hashOf(FORM_RELATION.acronym, token.text), word)
    if (token.isInitial) this.#wordKeys.add(hashOf(INITIAL_RELATION, letterOf(token)), word)
    return word
  }

  /** Positions of parties that have one of these words, letter for letter, as a part of a name. */
  withWords(texts: ReadonlySet<string>): ReadonlySet<number> {
    const found = new Set<number>()
    for (const [word, token] of this.#tokens.entries()) {
      if (texts.has(token.text)) this.#eachBearer(word, (position) => found.add(position))
    }
    return found
  }

  /**
   * Positions of every party that one of the entities may hit at `from` thousandths or more.
   *
   * @param weightOf - How much a part weighs in the list the entities stand in.
   */
  candidates(entities: readonly Entity[], weightOf: WeightOf, from: number): ReadonlySet<number> {
    const names = entities.map((entity) => readEntity(this.#tables, entity))
    const reads = names.flatMap((all) => all.map(({ read }) => read))
    const met = this.#met(reads)
    const decided = new Set<number>()
    for (const read of reads)
      this.#eachParty(
        (take) => take(wholeKey(read)),
        (position) => decided.add(position),
      )
    for (const entity of entities)
      this.#eachParty(
        (take) => eachFactKey(entity, take),
        (position) => decided.add(position),
      )
    const indexes = KINDS.map((kind) => {
      const sources = names.flatMap((all, entity) =>
        all.flatMap((name, place) => (name.read.kind === kind ? [{ entity, place, name }] : [])),
      )
      return NameIndex.over(this.#tables, kind, sources, weightOf)
    })
    const least = Math.min(from, CORROBORATE_FROM)
    for (const position of met)
      if (!decided.has(position) && this.#mayReach(position, indexes, weightOf, least)) decided.add(position)
    return decided
  }

  /** The proper index of the entities' names, asked for the parties that are left. */
  #mayReach(position: number, indexes: readonly NameIndex[], weightOf: WeightOf, least: number): boolean {
    const party = this.#parties[position]
    if (party === undefined) return false
    const reading = new PartyReading(this.#tables, party)
    const kinds = kindsOf(party.schema, party.isSchemaGuessed)
    let isOffered = false
    const offer = (): void => {
      isOffered = true
    }
    for (const index of indexes) {
      if (!kinds.includes(index.kind)) continue // met by a whole name alone, which has decided already
      for (const name of reading.as(index.kind)) {
        index.candidates(name, weightOf, least, offer)
        if (isOffered) return true
      }
    }
    return false
  }

  /** Parties of which a part, run, acronym or whole name meets one of these names. */
  #met(names: readonly ReadName[]): ReadonlySet<number> {
    const met = new Set<number>()
    const seenWords = new Set<number>()
    const takeWord = (word: number): void => {
      if (seenWords.has(word)) return
      seenWords.add(word)
      this.#eachBearer(word, (position) => met.add(position))
    }
    const takeParty = (position: number): void => {
      met.add(position)
    }
    const tokens = new Map<string, Token>()
    for (const name of names) {
      for (const { token } of name.parts) tokens.set(`${token.text}|${token.native}|${token.isAbjad}`, token)
      for (const acronym of acronymsOf(name)) this.#eachWord(hashOf(FORM_RELATION.acronym, acronym), takeWord)
      for (const run of runsOf(this.#tables, name)) {
        this.#eachWord(hashOf(FORM_RELATION.run, run.text), takeWord)
        this.#eachWord(hashOf(FORM_RELATION.runSound, run.sound), takeWord)
        this.#eachWord(hashOf(FORM_RELATION.runSkeleton, run.skeleton), takeWord)
      }
    }
    for (const token of tokens.values()) {
      this.#meetWord(token, takeWord)
      this.#eachParty((take) => runKeys(token).forEach(take), takeParty)
    }
    return met
  }

  #meetWord(token: Token, take: (word: number) => void): void {
    const compared = new Set<number>()
    eachListKey(token, (hash) =>
      this.#eachWord(hash, (word) => {
        if (compared.has(word)) return
        compared.add(word)
        const ours = this.#tokens[word]
        if (ours !== undefined && likeness(ours, token).score > 0) take(word)
      }),
    )
    this.#eachWord(hashOf(INITIAL_RELATION, letterOf(token)), take)
  }

  #eachWord(hash: number, take: (word: number) => void): void {
    eachValue(this.#layOut().wordKeys, hash, take)
  }

  #eachParty(keys: (take: (hash: number) => void) => void, take: (position: number) => void): void {
    const { partyKeys } = this.#layOut()
    keys((hash) => eachValue(partyKeys, hash, take))
  }

  #eachBearer(word: number, take: (position: number) => void): void {
    eachValue(this.#layOut().bearers, finish(word), take)
  }

  #layOut(): LaidOut {
    this.#laidOut ??= {
      wordKeys: this.#wordKeys.toMultimap(),
      partyKeys: this.#partyKeys.toMultimap(),
      bearers: this.#bearers.toMultimap(),
    }
    return this.#laidOut
  }
}

interface LaidOut {
  readonly wordKeys: Multimap
  readonly partyKeys: Multimap
  readonly bearers: Multimap
}

const letterOf = ({ text }: Token): string => String.fromCharCode(text.charCodeAt(0) & 0x7f)
