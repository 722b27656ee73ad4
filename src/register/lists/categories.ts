import type { Entity } from '../../model/entity.ts'

/** How many entities a version has of each kind and each programme: what the completeness guard compares. */
export function categoriesOf(entities: readonly Entity[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>()
  const count = (category: string): void => {
    counts.set(category, (counts.get(category) ?? 0) + 1)
  }
  for (const entity of entities) {
    count(`schema:${entity.schema}`)
    for (const programme of entity.programmes) count(`programme:${programme}`)
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
}
