import { plainDistance } from '../names/distance.ts'
import type { TextQuery } from './query-string.ts'

/** What a reader's search compares: lower case, no marks, letters and digits only. Not the names pipeline: a search is not a screen. */
export const foldText = (text: string): readonly string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')

/** What is searched: names apart, because they weigh more; every other text; and values by field for questions that name one. */
export interface TextDocument {
  readonly id: string
  readonly names: readonly string[]
  readonly texts: readonly string[]
  /** Values of a field as they are published; `undefined` where there is no such field. */
  readonly valuesOf: (field: string) => readonly string[] | undefined
}

/** Words of the vocabulary that one pattern or misspelt word may stand for. */
const EXPANSIONS = 1_024
const NAME_WEIGHT = 3
const WHOLE_NAME_BONUS = 20
/** Puts a suggestion behind every other: longer than any name. */
const LATE = 1_000_000

/** Positions of documents with how well they fit. */
type Scored = Map<number, number>

interface Postings {
  readonly inNames: Set<number>
  readonly inTexts: Set<number>
}

/** An inverted index of words for people who look something up. Ranks; never judges. */
export class TextIndex {
  readonly #documents: readonly TextDocument[]
  readonly #postings = new Map<string, Postings>()
  #vocabulary: readonly string[] | undefined

  constructor(documents: readonly TextDocument[]) {
    this.#documents = documents
    documents.forEach((document, at) => {
      for (const name of document.names) for (const word of foldText(name)) this.#post(word).inNames.add(at)
      for (const text of document.texts) for (const word of foldText(text)) this.#post(word).inTexts.add(at)
    })
  }

  /** Positions of the documents that fit, best first, equal ones in the order of their ids. */
  search(query: TextQuery): readonly number[] {
    const found = this.#evaluate(query)
    const asked = foldText(wordsOf(query).join(' ')).join(' ')
    const ranked = [...found].map(([at, score]) => ({ at, score: score + this.#bonus(at, asked) }))
    const idOf = (at: number): string => this.#documents[at]?.id ?? ''
    return ranked.sort((a, b) => b.score - a.score || (idOf(a.at) < idOf(b.at) ? -1 : 1)).map(({ at }) => at)
  }

  /** Documents with a name that holds these words side by side, the last one perhaps begun only. */
  beginning(text: string): readonly number[] {
    const words = foldText(text)
    const last = words.at(-1)
    if (last === undefined) return []
    const whole = words.slice(0, -1).map((word) => this.#postings.get(word)?.inNames ?? new Set<number>())
    const begun = this.#expand((word) => word.startsWith(last)).flatMap((word) => [
      ...(this.#postings.get(word)?.inNames ?? []),
    ])
    const idOf = (at: number): string => this.#documents[at]?.id ?? ''
    return [...new Set(begun)]
      .filter((at) => whole.every((set) => set.has(at)) && this.#names(at).some((name) => hasBeginning(name, words)))
      .map((at) => ({ at, rank: this.#suggestionRank(at, words) }))
      .sort((a, b) => a.rank - b.rank || (idOf(a.at) < idOf(b.at) ? -1 : 1))
      .map(({ at }) => at)
  }

  #names = (at: number): readonly string[] => this.#documents[at]?.names ?? []

  /** First those whose first name has it, shorter names before longer ones. */
  #suggestionRank(at: number, words: readonly string[]): number {
    const [first = ''] = this.#names(at)
    return first.length + (hasBeginning(first, words) ? 0 : LATE)
  }

  #post(word: string): Postings {
    const held = this.#postings.get(word)
    if (held !== undefined) return held
    const fresh = { inNames: new Set<number>(), inTexts: new Set<number>() }
    this.#postings.set(word, fresh)
    return fresh
  }

  #evaluate(query: TextQuery): Scored {
    switch (query.kind) {
      case 'all':
        return this.#where(() => true)
      case 'words':
        return query.field === undefined
          ? this.#words(query.text, query.edits)
          : this.#fieldWords(query.field, query.text)
      case 'phrase':
        return this.#phrase(query.text, query.slop, query.field)
      case 'pattern':
        return this.#pattern(query.pattern, query.field)
      case 'exists':
        return this.#where((document) => (document.valuesOf(query.field) ?? []).length > 0)
      case 'range':
        return this.#where((document) => (document.valuesOf(query.field) ?? []).some((value) => isWithin(value, query)))
      case 'and':
        return this.#all(query.parts)
      case 'or':
        return union(query.parts.map((part) => this.#evaluate(part)))
      case 'not':
        return without(
          this.#where(() => true),
          this.#evaluate(query.part),
        )
    }
  }

  #all(parts: readonly TextQuery[]): Scored {
    const wanted = parts.filter(({ kind }) => kind !== 'not').map((part) => this.#evaluate(part))
    const unwanted = parts.flatMap((part) => (part.kind === 'not' ? [this.#evaluate(part.part)] : []))
    const [first, ...others] = wanted.length === 0 ? [this.#where(() => true)] : wanted.sort((a, b) => a.size - b.size)
    return unwanted.reduce(without, others.reduce(intersection, first ?? new Map()))
  }

  #words(text: string, edits: number): Scored {
    const words = foldText(text)
    if (words.length === 0) return new Map()
    const found = words.map((word) => (edits === 0 ? this.#word(word) : this.#like(word, edits)))
    return found.reduce(intersection)
  }

  #word(word: string): Scored {
    const postings = this.#postings.get(word)
    const scored: Scored = new Map()
    if (postings === undefined) return scored
    const rarity = Math.log(1 + this.#documents.length / (1 + postings.inNames.size + postings.inTexts.size))
    for (const at of postings.inTexts) scored.set(at, rarity)
    for (const at of postings.inNames) scored.set(at, rarity * NAME_WEIGHT)
    return scored
  }

  #like(word: string, edits: number): Scored {
    const like = this.#expand(
      (other) => Math.abs(other.length - word.length) <= edits && plainDistance(word, other) <= edits,
    )
    return union(like.map((other) => this.#word(other)))
  }

  #fieldWords(field: string, text: string): Scored {
    const wanted = text.toLowerCase()
    const words = foldText(text)
    return this.#where((document) =>
      (document.valuesOf(field) ?? []).some((value) => {
        if (value.toLowerCase() === wanted) return true
        const theirs = foldText(value)
        return words.length > 0 && words.every((word) => theirs.includes(word))
      }),
    )
  }

  #phrase(text: string, slop: number, field: string | undefined): Scored {
    const words = foldText(text)
    if (words.length === 0) return new Map()
    const isIn = (values: readonly string[]): boolean =>
      values.some((value) => holdsPhrase(foldText(value), words, slop))
    if (field !== undefined) return this.#where((document) => isIn(document.valuesOf(field) ?? []))
    const candidates = this.#words(words.join(' '), 0)
    return new Map(
      [...candidates].filter(([at]) => {
        const document = this.#documents[at]
        return document !== undefined && (isIn(document.names) || isIn(document.texts))
      }),
    )
  }

  #pattern(pattern: string, field: string | undefined): Scored {
    const matches = wildcard(pattern)
    if (field !== undefined) {
      return this.#where((document) =>
        (document.valuesOf(field) ?? []).some((value) => matches(value.toLowerCase()) || foldText(value).some(matches)),
      )
    }
    return union(this.#expand(matches).map((word) => this.#word(word)))
  }

  #expand(isWanted: (word: string) => boolean): readonly string[] {
    this.#vocabulary ??= [...this.#postings.keys()].sort()
    const found: string[] = []
    for (const word of this.#vocabulary) {
      if (isWanted(word)) found.push(word)
      if (found.length === EXPANSIONS) break
    }
    return found
  }

  #where(isWanted: (document: TextDocument) => boolean): Scored {
    const scored: Scored = new Map()
    this.#documents.forEach((document, at) => {
      if (isWanted(document)) scored.set(at, 0)
    })
    return scored
  }

  /** A whole name outweighs all; otherwise the larger the part of the first name that was asked for, the better. */
  #bonus(at: number, asked: string): number {
    if (asked === '') return 0
    const names = this.#documents[at]?.names ?? []
    if (names.some((name) => foldText(name).join(' ') === asked)) return WHOLE_NAME_BONUS
    const first = foldText(names[0] ?? '')
    const words = asked.split(' ')
    return first.length === 0 ? 0 : first.filter((word) => words.includes(word)).length / first.length
  }
}

const hasBeginning = (name: string, words: readonly string[]): boolean =>
  ` ${foldText(name).join(' ')}`.includes(` ${words.join(' ')}`)

function wordsOf(query: TextQuery): readonly string[] {
  if (query.kind === 'words' || query.kind === 'phrase') return query.field === undefined ? [query.text] : []
  return query.kind === 'and' ? query.parts.flatMap(wordsOf) : []
}

function union(parts: readonly Scored[]): Scored {
  const all: Scored = new Map()
  for (const part of parts) for (const [at, score] of part) all.set(at, Math.max(score, all.get(at) ?? 0))
  return all
}

function intersection(a: Scored, b: Scored): Scored {
  const both: Scored = new Map()
  for (const [at, score] of a) {
    const other = b.get(at)
    if (other !== undefined) both.set(at, score + other)
  }
  return both
}

const without = (a: Scored, b: Scored): Scored => new Map([...a].filter(([at]) => !b.has(at)))

type Range = Extract<TextQuery, { kind: 'range' }>

/** Lexical order, which is order in time for ISO dates and what the field's own engine does for keywords. */
function isWithin(value: string, { from, to, includesFrom, includesTo }: Range): boolean {
  const isFrom = from === undefined || value > from || (includesFrom && value === from)
  return isFrom && (to === undefined || value < to || (includesTo && (value === to || value.startsWith(to))))
}

/** Words in order with at most `slop` other words between them. */
function holdsPhrase(words: readonly string[], wanted: readonly string[], slop: number): boolean {
  for (let start = 0; start < words.length; start += 1) {
    if (words[start] !== wanted[0]) continue
    let at = start
    let between = 0
    const isWhole = wanted.slice(1).every((word) => {
      const next = words.indexOf(word, at + 1)
      if (next < 0) return false
      between += next - at - 1
      at = next
      return between <= slop
    })
    if (isWhole) return true
  }
  return false
}

/** A test for * (anything) and ? (one character), in linear time: greedy with one point of return, no regular expression. */
function wildcard(pattern: string): (text: string) => boolean {
  const wanted = pattern.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return (text) => {
    let p = 0
    let t = 0
    let star = -1
    let mark = 0
    while (t < text.length) {
      if (wanted[p] === '?' || (wanted[p] !== '*' && wanted[p] === text[t])) {
        p += 1
        t += 1
      } else if (wanted[p] === '*') {
        star = p
        mark = t
        p += 1
      } else if (star >= 0) {
        p = star + 1
        mark += 1
        t = mark
      } else return false
    }
    while (wanted[p] === '*') p += 1
    return p === wanted.length
  }
}
