import type { TsvTable } from '../model/tsv.ts'
import { valuesOf } from '../model/tsv.ts'

/** Set name to what is put in place of what: `data/validation/substitutions.tsv`. */
export type Substitutions = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>

export function compileSubstitutions(table: TsvTable): Substitutions {
  const sets = new Map<string, Map<string, readonly string[]>>()
  for (const row of table.rows) {
    const set = sets.get(row['set'] ?? '') ?? new Map<string, readonly string[]>()
    sets.set(row['set'] ?? '', set)
    const raw = row['to'] ?? ''
    set.set(row['from'] ?? '', raw.includes('|') || raw === '' ? raw.split('|') : valuesOf(raw))
  }
  return sets
}

const NONE: ReadonlyMap<string, readonly string[]> = new Map()
export const setOf = (substitutions: Substitutions, name: string): ReadonlyMap<string, readonly string[]> =>
  substitutions.get(name) ?? NONE
