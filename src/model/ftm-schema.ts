import { MODEL } from './ftm.ts'

/** A property of a schema as a face shows it. */
export interface SchemaProperty {
  readonly name: string
  /** Schema and name, as in `Person:birthDate`. */
  readonly qname: string
  readonly label: string
  readonly description: string | null
  readonly type: string
  readonly isHidden: boolean
  /** True for the far side of another entity's property: it holds no values of its own. */
  readonly isStub: boolean
  /** Of an entity-typed property: the name of its far side, as `sanctions` is of `Sanction:entity`. */
  readonly reverse: string | undefined
  /** Of an entity-typed property: the schema that its values have. */
  readonly range: string | undefined
}

/** A schema as a face shows it. */
export interface SchemaFacts {
  readonly name: string
  readonly label: string
  readonly plural: string
  readonly description: string | null
  readonly isMatchable: boolean
  /** Whether entities of it join two others, as an Ownership does. */
  readonly isEdge: boolean
  readonly featured: readonly string[]
  /** Properties whose first value names an entity of this schema. */
  readonly caption: readonly string[]
  /** Itself and everything it is a kind of. */
  readonly schemata: readonly string[]
}

type Model = typeof MODEL
type Schema = NonNullable<Model['schemata'][string]>
type Property = ReturnType<Schema['getProperty']>

/** What FollowTheMoney says of a schema; `undefined` for an unknown name. */
export function schemaFacts(name: string): SchemaFacts | undefined {
  const schema = MODEL.schemata[name]
  if (schema === undefined) return undefined
  const { label, plural, description, matchable, isEdge, featured, caption, schemata } = schema
  return { name, label, plural, description, isMatchable: matchable, isEdge, featured, caption, schemata }
}

const properties = new Map<string, ReadonlyMap<string, SchemaProperty>>()

/** Properties of a schema, inherited ones too, by name. Empty for an unknown schema. */
export function schemaProperties(name: string): ReadonlyMap<string, SchemaProperty> {
  const known = properties.get(name)
  if (known !== undefined) return known
  const schema = MODEL.schemata[name]
  const read = new Map<string, SchemaProperty>()
  for (const [key, property] of schema?.getProperties() ?? []) read.set(key, factsOf(property))
  properties.set(name, read)
  return read
}

const factsOf = (property: Property): SchemaProperty => ({
  name: property.name,
  qname: property.qname,
  label: property.label,
  description: property.description,
  type: property.type.name,
  isHidden: property.hidden,
  isStub: property.stub,
  reverse: property.hasReverse ? property.getReverse().name : undefined,
  range: property.hasRange ? property.getRange().name : undefined,
})

/** Entity-typed properties of a schema, stubs among them. */
export const entityProperties = (schema: string): readonly SchemaProperty[] =>
  [...schemaProperties(schema).values()].filter(({ type }) => type === 'entity')

/** The label of a value of a closed type, as `ru` of `country` is Russia; `undefined` where the type has none for it. */
export const valueLabel = (type: string, value: string): string | undefined => MODEL.types[type]?.values.get(value)

/** The plural label of a type, as in Countries. */
export const typeLabel = (type: string): string => MODEL.types[type]?.plural ?? type

/** Types whose values are gathered under a name of their own, as `country` under `countries`. */
export const typeGroups = (): ReadonlyMap<string, string> => groups

const groups: ReadonlyMap<string, string> = new Map(
  Object.values(MODEL.types).flatMap(({ name, group }) => (group === null || group === '' ? [] : [[group, name]])),
)
