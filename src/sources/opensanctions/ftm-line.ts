import Type, { type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { type FtmEntity, isA, isMatchable, isSchema } from '../../model/ftm.ts'
import { accepted, type Parsed, refused } from '../../model/parsed.ts'

/** One line of a FollowTheMoney file: statements merged or not; facts about the dataset may be absent. */
const FTM_LINE = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 512 }),
  schema: Type.String({ minLength: 1 }),
  caption: Type.Optional(Type.String()),
  properties: Type.Record(Type.String(), Type.Array(Type.String())),
  datasets: Type.Optional(Type.Array(Type.String())),
  referents: Type.Optional(Type.Array(Type.String())),
  first_seen: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  last_seen: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  last_change: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  target: Type.Optional(Type.Boolean()),
})
export type FtmLine = Static<typeof FTM_LINE>

const CHECK = Compile(FTM_LINE)

/** Checks one parsed line. A schema that FollowTheMoney does not have is refused with its name. */
export function parseFtmLine(value: unknown): Parsed<FtmLine> {
  if (!CHECK.Check(value)) {
    const [first] = CHECK.Errors(value)
    return refused('entity.invalid', first === undefined ? 'not an entity' : `${first.instancePath} ${first.message}`)
  }
  return isSchema(value.schema) ? accepted(value) : refused('entity.schema.unknown', value.schema)
}

/** Whether entities of a schema are parties that can be screened against; the rest joins, dates or houses them. */
export const isParty = (schema: string): boolean => isMatchable(schema) && isA(schema, 'Thing') && schema !== 'Address'

/** The line in the form in which things beside parties are carried. */
export const ftmThing = (line: FtmLine): FtmEntity => ({
  id: line.id,
  caption: line.caption ?? line.schema,
  schema: line.schema,
  properties: line.properties,
  datasets: line.datasets ?? [],
  referents: line.referents ?? [],
  target: line.target ?? false,
  first_seen: line.first_seen ?? null,
  last_seen: line.last_seen ?? null,
  last_change: line.last_change ?? null,
})
