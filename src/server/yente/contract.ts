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
