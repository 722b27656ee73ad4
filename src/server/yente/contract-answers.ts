import Type from 'typebox'

// Bodies of the yente-compatible face: what it takes and what it answers.

const TIME = Type.Union([Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}$' }), Type.Null()])

const entityFields = {
  id: Type.String(),
  caption: Type.String(),
  schema: Type.String(),
  datasets: Type.Array(Type.String()),
  referents: Type.Array(Type.String()),
  target: Type.Boolean(),
  first_seen: TIME,
  last_seen: TIME,
  last_change: TIME,
}

/** A property value is a text or an entity in its place; how deep entities nest is bounded by the server. */
export const ENTITY = Type.Object(
  {
    ...entityFields,
    properties: Type.Record(Type.String(), Type.Array(Type.Union([Type.String(), Type.Object({ id: Type.String() })]))),
  },
  { additionalProperties: false },
)

const TOTAL = Type.Object({ value: Type.Integer({ minimum: 0 }), relation: Type.Enum(['eq', 'gte']) })
const page = { limit: Type.Integer({ minimum: 0 }), offset: Type.Integer({ minimum: 0 }), total: TOTAL }

const WARNING = Type.Object({ code: Type.String(), found: Type.String(), where: Type.Optional(Type.String()) })

const EXPLANATION = Type.Object({
  score: Type.Number(),
  detail: Type.Union([Type.String(), Type.Null()]),
  query: Type.Union([Type.String(), Type.Null()]),
  candidate: Type.Union([Type.String(), Type.Null()]),
})

export const SCORED_ENTITY = Type.Object(
  {
    ...entityFields,
    properties: Type.Record(Type.String(), Type.Array(Type.String())),
    score: Type.Number({ minimum: 0, maximum: 1 }),
    match: Type.Boolean(),
    features: Type.Record(Type.String(), Type.Number()),
    explanations: Type.Record(Type.String(), EXPLANATION),
  },
  { additionalProperties: false },
)

const EXAMPLE = Type.Object({
  id: Type.Union([Type.String(), Type.Null()]),
  schema: Type.String(),
  properties: Type.Record(Type.String(), Type.Array(Type.String())),
})

export const MATCH_BODY = Type.Object({
  queries: Type.Record(
    Type.String(),
    Type.Union([
      Type.Object({
        id: Type.Optional(Type.Union([Type.String(), Type.Null()])),
        schema: Type.String(),
        properties: Type.Record(Type.String(), Type.Union([Type.String(), Type.Array(Type.Unknown())])),
      }),
      Type.Null(),
    ]),
  ),
  weights: Type.Optional(
    Type.Record(Type.String(), Type.Number({ minimum: -1, maximum: 1 }), { description: 'Taken, without effect.' }),
  ),
  config: Type.Optional(
    Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]), {
      description: 'Keys of the algorithm named; taken, without effect.',
    }),
  ),
  params: Type.Optional(
    Type.Object({
      include_datasets: Type.Optional(Type.Union([Type.Array(Type.String()), Type.Null()])),
      exclude_datasets: Type.Optional(Type.Union([Type.Array(Type.String()), Type.Null()])),
      exclude_entity_ids: Type.Optional(Type.Union([Type.Array(Type.String()), Type.Null()])),
    }),
  ),
  filters: Type.Optional(
    Type.Record(Type.String(), Type.Array(Type.String()), {
      description: 'Every field must hold one of its values (motiva).',
    }),
  ),
})

export const MATCH_ANSWER = Type.Object(
  {
    responses: Type.Record(
      Type.String(),
      Type.Object(
        {
          status: Type.Integer(),
          results: Type.Array(SCORED_ENTITY),
          total: TOTAL,
          query: EXAMPLE,
          detail: Type.Optional(Type.String()),
          warnings: Type.Optional(Type.Array(WARNING)),
        },
        { additionalProperties: false },
      ),
    ),
    limit: Type.Integer(),
    warnings: Type.Optional(Type.Array(WARNING)),
  },
  { additionalProperties: false },
)

const FACET = Type.Object({
  label: Type.String(),
  values: Type.Array(Type.Object({ name: Type.String(), label: Type.String(), count: Type.Integer({ minimum: 1 }) })),
})

export const SEARCH_ANSWER = Type.Object(
  { results: Type.Array(ENTITY), ...page, facets: Type.Record(Type.String(), FACET) },
  { additionalProperties: false },
)

export const ADJACENT_PAGE = Type.Object(
  { results: Type.Array(Type.Union([Type.String(), ENTITY])), ...page },
  { additionalProperties: false },
)

export const ADJACENT_ANSWER = Type.Object(
  { entity: ENTITY, adjacent: Type.Record(Type.String(), ADJACENT_PAGE) },
  { additionalProperties: false },
)

const text = Type.String()
const textOrNull = Type.Union([Type.String(), Type.Null()])

export const CATALOG_ANSWER = Type.Object(
  {
    datasets: Type.Array(
      Type.Object({
        name: text,
        title: text,
        index_current: Type.Boolean(),
        index_version: textOrNull,
        version: textOrNull,
        load: Type.Boolean(),
        entity_count: Type.Integer({ minimum: 0 }),
        thing_count: Type.Integer({ minimum: 0 }),
        updated_at: textOrNull,
        last_export: textOrNull,
        children: Type.Array(text, { uniqueItems: true }),
      }),
    ),
    current: Type.Array(text),
    outdated: Type.Array(text),
    index_stale: Type.Boolean(),
  },
  { additionalProperties: false },
)

const FEATURE = Type.Object({ description: text, coefficient: Type.Number(), url: textOrNull })

export const ALGORITHMS_ANSWER = Type.Object(
  {
    algorithms: Type.Array(
      Type.Object({
        name: text,
        description: text,
        features: Type.Record(text, FEATURE),
        docs: Type.Object({
          name: text,
          description: text,
          config: Type.Record(
            text,
            Type.Object({
              type: Type.Enum(['string', 'integer', 'float', 'boolean']),
              description: text,
              default: Type.Union([text, Type.Number(), Type.Boolean(), Type.Null()]),
            }),
          ),
          features: Type.Record(text, FEATURE),
        }),
      }),
    ),
    default: text,
    best: text,
  },
  { additionalProperties: false },
)

export const STATUS_ANSWER = Type.Object({ status: text })
export const ERROR_ANSWER = Type.Object({ detail: text })
export const FAULTS_ANSWER = Type.Object({
  detail: Type.Array(Type.Object({ loc: Type.Array(Type.Union([text, Type.Integer()])), msg: text, type: text }), {
    minItems: 1,
  }),
})

export const STATEMENTS_ANSWER = Type.Object({
  results: Type.Array(
    Type.Object({
      id: text,
      entity_id: text,
      canonical_id: text,
      prop: text,
      prop_type: text,
      schema: text,
      value: text,
      original_value: textOrNull,
      dataset: text,
      lang: textOrNull,
      origin: textOrNull,
      first_seen: textOrNull,
      last_seen: textOrNull,
    }),
  ),
  ...page,
})
