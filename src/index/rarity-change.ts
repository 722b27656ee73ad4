import { type EntityName, readEntity } from '../match/v1/readings.ts'
import type { Entity } from '../model/entity.ts'
import type { NameTables } from '../names/tables.ts'
import { rarityOf } from './rarity.ts'

/** How much parts weigh in one set of entities, and which words weigh otherwise than in an earlier one. */
export interface Weights {
  readonly weightOf: ReturnType<typeof rarityOf>
  readonly names: readonly (readonly EntityName[])[]
}

export function weightsOf(entities: readonly Entity[], tables: NameTables): Weights {
  const names = entities.map((entity) => readEntity(tables, entity))
  return { weightOf: rarityOf(names), names }
}

/** Words whose weight differs between two versions of a list: a pair that has one of them may score otherwise, changed or not. */
export function reweighedWords(before: Weights, after: Weights): ReadonlySet<string> {
  const words = new Set<string>()
  for (const { names } of [before, after]) {
    for (const all of names) {
      for (const { read } of all)
        for (const part of read.parts) if (before.weightOf(part) !== after.weightOf(part)) words.add(part.token.text)
    }
  }
  return words
}

/** Positions of entities that have one of these words in a name. */
export function withWords({ names }: Weights, words: ReadonlySet<string>): ReadonlySet<number> {
  const found = new Set<number>()
  for (const [position, all] of names.entries())
    if (all.some(({ read }) => read.parts.some(({ token }) => words.has(token.text)))) found.add(position)
  return found
}
