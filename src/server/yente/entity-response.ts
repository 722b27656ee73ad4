import type { NestedThing } from '../../engine/things.ts'
import type { FtmEntity } from '../../model/ftm.ts'

/** An entity as yente's clients read it: its times without zone, or null. */
export interface EntityResponse {
  readonly id: string
  readonly caption: string
  readonly schema: string
  readonly properties: Readonly<Record<string, readonly (string | EntityResponse)[]>>
  readonly datasets: readonly string[]
  readonly referents: readonly string[]
  readonly target: boolean
  readonly first_seen: string | null
  readonly last_seen: string | null
  readonly last_change: string | null
}

const DAY_CHARACTERS = 10
const SECOND_CHARACTERS = 19

/** `YYYY-MM-DDTHH:MM:SS`; a day alone is its midnight. */
export const secondOf = (time: string | null | undefined): string | null =>
  time === null || time === undefined
    ? null
    : time.length === DAY_CHARACTERS
      ? `${time}T00:00:00`
      : time.slice(0, SECOND_CHARACTERS)

export function entityResponse(thing: FtmEntity | NestedThing): EntityResponse {
  const { id, caption, schema, properties, datasets, referents, target, first_seen, last_seen, last_change } = thing
  return {
    id,
    caption,
    schema,
    properties: respondedProperties(properties),
    datasets,
    referents,
    target,
    first_seen: secondOf(first_seen),
    last_seen: secondOf(last_seen),
    last_change: secondOf(last_change),
  }
}

function respondedProperties(properties: NestedThing['properties']): EntityResponse['properties'] {
  const responded: Record<string, readonly (string | EntityResponse)[]> = {}
  for (const [name, values] of Object.entries(properties)) {
    responded[name] = values.map((value) => (typeof value === 'string' ? value : entityResponse(value)))
  }
  return responded
}
