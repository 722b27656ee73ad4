import type { Corpus } from '../index/corpus.ts'
import { sanctionsListSearch } from '../match/ofac/list-search.ts'
import type { DatasetId } from '../model/brand.ts'
import type { Entity } from '../model/entity.ts'
import { isA } from '../model/ftm.ts'
import { lackingLists } from '../screening/screen.ts'
import type { Engine, GivenParty } from './engine.ts'

/** What the emulation of OFAC's search found for one entity: the best of the names asked for and listed. */
export interface OfacHit {
  readonly entity: Entity
  /** Thousandths. */
  readonly score: number
  readonly asked: string
  readonly listed: string
}

export interface OfacFound {
  readonly hits: readonly OfacHit[]
  /** Why an answer without hits would be no answer. */
  readonly missing: readonly string[]
}

export interface OfacOptions {
  readonly datasets: readonly DatasetId[]
  readonly isInScope?: (entity: Entity) => boolean
  /** Thousandths; below it nothing is told. */
  readonly atLeast: number
}

const NAME_PROPERTIES = ['name', 'alias', 'previousName', 'weakAlias', 'abbreviation']
const TEN = 10

/** Compares names alone, with every entity of the lists, as the public search does: no index stands between. */
export function searchLikeOfac(engine: Engine, given: GivenParty, options: OfacOptions): OfacFound {
  const lists = engine.lists.filter(({ id }) => options.datasets.includes(id))
  const read = engine.read(given)
  const asked = read.ok
    ? read.value.party.names.map(({ text }) => text)
    : NAME_PROPERTIES.flatMap((property) => given.properties[property] ?? [])
  const hits: OfacHit[] = []
  for (const { corpus } of lists) {
    for (const [at, { schema, names }] of namesIn(corpus).entries()) {
      if (!mayBe(given.schema ?? 'Thing', schema)) continue
      const best = bestName(names, asked)
      const entity = best === undefined || best.score < options.atLeast ? undefined : corpus.entities[at]
      if (best === undefined || entity === undefined || options.isInScope?.(entity) === false) continue
      hits.push({ entity, ...best })
    }
  }
  hits.sort((a, b) => b.score - a.score || (a.entity.id < b.entity.id ? -1 : 1))
  return { hits, missing: lackingLists({ lists }) }
}

const mayBe = (asked: string, listed: string): boolean => asked === 'Thing' || isA(listed, asked) || isA(asked, listed)

interface ListedNames {
  readonly schema: string
  readonly names: readonly string[]
}

/** All names of a list, read from its entities once. */
const NAMES = new WeakMap<Corpus, readonly ListedNames[]>()

function namesIn(corpus: Corpus): readonly ListedNames[] {
  const known = NAMES.get(corpus)
  if (known !== undefined) return known
  const read = corpus.entities.map(({ schema, names }) => ({ schema, names: names.map(({ text }) => text) }))
  NAMES.set(corpus, read)
  return read
}

function bestName(names: readonly string[], asked: readonly string[]): Omit<OfacHit, 'entity'> | undefined {
  let best: Omit<OfacHit, 'entity'> | undefined
  for (const text of names) {
    for (const name of asked) {
      const score = sanctionsListSearch(name, text) * TEN
      if (score > (best?.score ?? 0)) best = { score, asked: name, listed: text }
    }
  }
  return best
}
