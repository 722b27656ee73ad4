import type { Entity } from '../model/entity.ts'

/** What a reader's search compares: lower case, no marks, letters and digits only. Not the names pipeline: a search is not a screen. */
export const foldText = (text: string): readonly string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')

/** An inverted index of words for people who look something up. Answers positions; every word must be there, the last may be a beginning. */
export interface TextIndex {
  find(words: readonly string[]): readonly number[]
}

/** Words of names, identifiers and programmes of each entity. */
export function buildTextIndex(entities: readonly Entity[]): TextIndex {
  const postings = new Map<string, number[]>()
  entities.forEach((entity, at) => {
    for (const word of new Set(wordsOf(entity))) {
      const held = postings.get(word)
      if (held === undefined) postings.set(word, [at])
      else held.push(at)
    }
  })
  const vocabulary = [...postings.keys()].sort()
  return { find: (words) => findAll(postings, vocabulary, words, entities.length) }
}

const wordsOf = (entity: Entity): readonly string[] => [
  ...entity.names.flatMap(({ text }) => foldText(text)),
  ...entity.identifiers.flatMap(({ value, asPublished }) => [...foldText(value), ...foldText(asPublished)]),
  ...entity.programmes.flatMap((tag) => foldText(tag)),
  ...foldText(entity.id),
]

function findAll(
  postings: ReadonlyMap<string, readonly number[]>,
  vocabulary: readonly string[],
  words: readonly string[],
  size: number,
): readonly number[] {
  if (words.length === 0) return Array.from({ length: size }, (_, at) => at)
  const sets = words.map(
    (word, i) => new Set(i === words.length - 1 ? beginning(postings, vocabulary, word) : postings.get(word)),
  )
  const [smallest, ...others] = sets.sort((a, b) => a.size - b.size)
  return [...(smallest ?? [])].filter((at) => others.every((set) => set.has(at))).sort((a, b) => a - b)
}

function beginning(
  postings: ReadonlyMap<string, readonly number[]>,
  vocabulary: readonly string[],
  start: string,
): readonly number[] {
  let low = 0
  let high = vocabulary.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((vocabulary[middle] ?? '') < start) low = middle + 1
    else high = middle
  }
  const found: number[] = []
  for (let i = low; vocabulary[i]?.startsWith(start) === true; i++)
    found.push(...(postings.get(vocabulary[i] ?? '') ?? []))
  return found
}
