import type { Entity } from '../../model/entity.ts'
import { toFtm } from '../../model/ftm.ts'

/** An entity as yente's clients read it: dates without zone or null. */
export interface EntityResponse {
  readonly id: string
  readonly caption: string
  readonly schema: string
  readonly properties: Readonly<Record<string, readonly string[]>>
  readonly datasets: readonly string[]
  readonly referents: readonly string[]
  readonly target: boolean
  readonly first_seen: string | null
  readonly last_seen: string | null
  readonly last_change: string | null
}

const midnight = (day: string | null | undefined): string | null =>
  day === null || day === undefined ? null : day.length === 10 ? `${day}T00:00:00` : day.slice(0, 19)

export function entityResponse(entity: Entity): EntityResponse {
  const { id, caption, schema, properties, datasets, referents, target, first_seen, last_seen, last_change } =
    toFtm(entity)
  return {
    id,
    caption,
    schema,
    properties,
    datasets,
    referents,
    target,
    first_seen: midnight(first_seen),
    last_seen: midnight(last_seen),
    last_change: midnight(last_change),
  }
}
