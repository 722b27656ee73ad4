import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { hasProperty, isSchema, propertiesOf } from '../model/ftm.ts'
import { accepted, type Parsed, refused } from '../model/parsed.ts'
import type { GivenParty } from '../screening/read-party.ts'
import { nearestWord } from './nearest.ts'

/** A party as `/v1` takes it: FollowTheMoney JSON; one value may stand without its brackets. */
export const GIVEN_PARTY = Type.Object(
  {
    id: Type.Optional(Type.String({ maxLength: 256 })),
    schema: Type.Optional(Type.String({ maxLength: 64 })),
    properties: Type.Record(Type.String(), Type.Union([Type.String(), Type.Array(Type.String(), { maxItems: 256 })])),
  },
  { additionalProperties: false },
)

const checker = Compile(GIVEN_PARTY)

/** Reads a party strictly: an unknown key or property is refused by name, so that `brithDate` is never silently dropped. */
export function parseGivenParty(body: unknown): Parsed<GivenParty> {
  const value = typeof body === 'string' ? fromJson(body) : body
  if (!checker.Check(value)) {
    const [first] = checker.Errors(value)
    return refused('party.form', first === undefined ? '' : `${first.instancePath || 'body'} ${first.message}`, {
      remedy: 'give {"schema": "Person", "properties": {"name": ["…"]}}',
    })
  }
  const schema = value.schema ?? 'Person'
  if (!isSchema(schema))
    return refused('party.schema.unknown', schema, { remedy: 'use a FollowTheMoney schema, as in Person or Company' })
  const unknown = Object.keys(value.properties).find((name) => !isKnownProperty(value.schema, name))
  if (unknown !== undefined) {
    const nearest = nearestWord(unknown, propertiesOf(schema))
    return refused('party.property.unknown', unknown, {
      where: 'properties',
      remedy: nearest === undefined ? `use the properties of FollowTheMoney's ${schema}` : `did you mean ${nearest}?`,
    })
  }
  const properties = Object.fromEntries(
    Object.entries(value.properties).map(([name, values]) => [name, typeof values === 'string' ? [values] : values]),
  )
  return accepted({
    ...(value.id === undefined ? {} : { id: value.id }),
    ...(value.schema === undefined ? {} : { schema: value.schema }),
    properties,
  })
}

/** Without a schema any property of a party's usual schemata is known. */
const isKnownProperty = (schema: string | undefined, name: string): boolean =>
  (schema === undefined ? ['Person', 'Company', 'Vessel', 'Airplane'] : [schema]).some((each) =>
    hasProperty(each, name),
  )

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
