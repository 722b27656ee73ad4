import Type from 'typebox'

/**
 * The shapes of the yente-compatible face (yente 5.5, as its published document and W3C's reconciliation schemas state them).
 * Query schemas both read requests and stand in the OpenAPI document; answer schemas stand there and hold the tests.
 */

const many = (description: string, maxItems?: number) =>
  Type.Array(Type.String(), { description, default: [], ...(maxItems === undefined ? {} : { maxItems }) })

const CHANGED_SINCE = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}(T\\d{2}(:\\d{2}(:\\d{2})?)?)?$',
  description: 'Only entities that changed after this moment.',
})

export const LIMITS = {
  /** Queries of one request (yente's YENTE_MAX_BATCH). */
  batch: 100,
  page: 500,
  offset: 9_499,
  excludedIds: 50,
} as const

const scope = {
  include_dataset: many('Ask these datasets of the scope alone.'),
  exclude_dataset: many('Leave these datasets of the scope out.'),
  exclude_schema: many('Leave entities of these schemata out.'),
  topics: many('Only entities with one of these topics.'),
  changed_since: Type.Optional(CHANGED_SINCE),
}

export const MATCH_QUERY = Type.Object({
  limit: Type.Integer({ default: 5, maximum: LIMITS.page, description: 'Results of each query.' }),
  threshold: Type.Number({ default: 0.7, description: 'A result matches at or above this score.' }),
  cutoff: Type.Number({ default: 0.7, deprecated: true, description: 'Results at or below this score are left out.' }),
  algorithm: Type.String({ default: 'best', description: 'Name of a matcher; see /algorithms.' }),
  ...scope,
  exclude_entity_ids: many('Entities to leave out, by canonical id or referent; for every query.', LIMITS.excludedIds),
  fuzzy: Type.Optional(Type.String({ deprecated: true, description: 'Taken for old clients, without effect.' })),
  partition: Type.Optional(Type.String({ description: 'Taken for clients of motiva, without effect.' })),
  index_type: Type.Optional(Type.String({ description: 'Taken for clients of motiva, without effect.' })),
  explain: Type.Optional(Type.String({ description: 'Taken for clients of motiva: every answer is explained.' })),
})

export const FACETS = ['datasets', 'schema', 'countries', 'identifiers', 'topics', 'genders'] as const
export const FILTER_OPERATORS = ['AND', 'OR'] as const

const SORT = many('Fields to sort by, each `field:asc` or `field:desc`.')

export const SEARCH_QUERY = Type.Object({
  q: Type.String({ default: '', description: 'Words in Lucene query syntax; empty asks for everything.' }),
  schema: Type.String({ default: 'Thing', description: 'Kind of entity to look for.' }),
  ...scope,
  countries: many('Only entities of these countries.'),
  datasets: many('Only entities of these datasets.'),
  filter: many('Further filters, each `field:value`.'),
  limit: Type.Integer({ default: 10, maximum: LIMITS.page }),
  offset: Type.Integer({ default: 0, maximum: LIMITS.offset }),
  sort: SORT,
  target: Type.Optional(Type.Boolean({ deprecated: true, description: 'Only targets, or only others.' })),
  fuzzy: Type.Boolean({ default: false, description: 'Every plain word may be misspelt by up to two letters.' }),
  simple: Type.Boolean({ default: false, description: 'Forgiving syntax for search boxes.' }),
  facets: Type.Array(Type.Enum([...FACETS]), { default: ['countries', 'topics', 'datasets'] }),
  filter_op: Type.Enum([...FILTER_OPERATORS], {
    default: 'OR',
    description: 'How several values of one filter are joined.',
  }),
})

export const ENTITY_QUERY = Type.Object({
  nested: Type.Boolean({ default: true, description: 'Expand what stands next to the entity.' }),
})

export const ADJACENT_QUERY = Type.Object({
  sort: SORT,
  limit: Type.Integer({ default: 10, maximum: LIMITS.page, description: 'For each property.' }),
  offset: Type.Integer({ default: 0, maximum: LIMITS.offset }),
})

export const RECONCILE_QUERY = Type.Object({
  algorithm: Type.String({ default: 'best' }),
  changed_since: Type.Optional(CHANGED_SINCE),
})

export const SUGGEST_QUERY = Type.Object({
  prefix: Type.String({ default: '' }),
  limit: Type.Integer({ default: 10, maximum: LIMITS.page }),
})

export const EXTEND_PROPERTY_QUERY = Type.Object({
  type: Type.String({ default: 'Thing' }),
  limit: Type.Integer({ default: 0 }),
})

export const UPDATE_QUERY = Type.Object({
  token: Type.String({ default: '', description: 'The value of CORDON_UPDATE_TOKEN.' }),
  sync: Type.Boolean({ default: false, description: 'Answer once the lists are loaded.' }),
})

export const STATEMENTS_QUERY = Type.Object({
  dataset: Type.Optional(Type.String()),
  entity_id: Type.Optional(Type.String()),
  canonical_id: Type.Optional(Type.String()),
  prop: Type.Optional(Type.String()),
  prop_type: Type.Optional(Type.String()),
  value: Type.Optional(Type.String()),
  schema: Type.Optional(Type.String()),
  sort: many('Fields to sort by; canonical_id and prop where absent.'),
  limit: Type.Integer({ default: 50, maximum: 5_000 }),
  offset: Type.Integer({ default: 0, maximum: LIMITS.offset }),
})

// Answers.

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

// Reconciliation, as the W3C group's schemas for 0.2 have it: what is absent is left out, never null.

const RECON_TYPE = Type.Object(
  { id: text, name: text, description: Type.Optional(text) },
  { additionalProperties: false },
)
const SERVICE = Type.Object({ service_url: text, service_path: text }, { additionalProperties: false })
const SETTING = Type.Object(
  {
    name: text,
    label: text,
    type: Type.Enum(['number', 'text', 'checkbox', 'select']),
    default: Type.Union([text, Type.Number()]),
    help_text: text,
    choices: Type.Optional(Type.Array(Type.Object({ value: text, name: text, id: Type.Optional(text) }))),
  },
  { additionalProperties: false },
)

export const MANIFEST_ANSWER = Type.Object(
  {
    versions: Type.Array(text, { minItems: 1 }),
    name: text,
    identifierSpace: text,
    schemaSpace: text,
    documentation: text,
    batchSize: Type.Integer({ minimum: 1 }),
    view: Type.Object({ url: Type.String({ pattern: '\\{\\{id\\}\\}' }) }),
    preview: Type.Object({
      url: Type.String({ pattern: '\\{\\{id\\}\\}' }),
      width: Type.Integer(),
      height: Type.Integer(),
    }),
    suggest: Type.Object({ entity: SERVICE, type: SERVICE, property: SERVICE }),
    extend: Type.Object({
      propose_properties: SERVICE,
      property_settings: Type.Array(SETTING),
      propose_settings: Type.Array(SETTING),
    }),
    defaultTypes: Type.Array(RECON_TYPE),
  },
  { additionalProperties: false },
)

export const RECONCILE_ANSWER = Type.Record(
  Type.String(),
  Type.Object(
    {
      result: Type.Array(
        Type.Object(
          {
            id: text,
            name: text,
            description: Type.Optional(text),
            type: Type.Array(RECON_TYPE),
            score: Type.Number(),
            match: Type.Boolean(),
          },
          { additionalProperties: false },
        ),
      ),
    },
    { additionalProperties: false },
  ),
)

export const EXTEND_ANSWER = Type.Object(
  {
    meta: Type.Array(Type.Object({ id: text, name: text })),
    rows: Type.Record(text, Type.Record(text, Type.Array(Type.Object({ str: text })))),
  },
  { additionalProperties: false },
)

const suggestion = { code: Type.Literal('/api/status/ok'), status: Type.Literal('200 OK'), prefix: text }
export const SUGGEST_ENTITY_ANSWER = Type.Object({
  ...suggestion,
  result: Type.Array(
    Type.Object({ id: text, name: text, description: Type.Optional(text), type: Type.Array(RECON_TYPE) }),
  ),
})
export const SUGGEST_ANSWER = Type.Object({ ...suggestion, result: Type.Array(RECON_TYPE) })
export const EXTEND_PROPERTY_ANSWER = Type.Object({
  limit: Type.Integer(),
  type: text,
  properties: Type.Array(Type.Object({ id: text, name: text })),
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
