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
    for (const entity of corpus.entities) {
      if (!mayBe(given.schema ?? 'Thing', entity.schema) || options.isInScope?.(entity) === false) continue
      const best = bestName(entity, asked)
      if (best !== undefined && best.score >= options.atLeast) hits.push(best)
    }
  }
  hits.sort((a, b) => b.score - a.score || (a.entity.id < b.entity.id ? -1 : 1))
  return { hits, missing: lackingLists({ lists }) }
}

const mayBe = (asked: string, listed: string): boolean => asked === 'Thing' || isA(listed, asked) || isA(asked, listed)

function bestName(entity: Entity, asked: readonly string[]): OfacHit | undefined {
  let best: OfacHit | undefined
  for (const { text } of entity.names) {
    for (const name of asked) {
      const score = sanctionsListSearch(name, text) * TEN
      if (score > (best?.score ?? 0)) best = { entity, score, asked: name, listed: text }
    }
  }
  return best
}
