import Type from 'typebox'

/** Shapes that several routes share. Answers may gain fields; what is named here stays. */

export const ID = Type.String({ minLength: 1, maxLength: 128 })
export const DAY = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'A day, YYYY-MM-DD.' })
export const INSTANT = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,6})?Z$',
  description: 'An instant in UTC.',
})
export const TEXT = Type.String({ maxLength: 20_000 })
export const LANGUAGE = Type.Enum(['en', 'es'])
const text = Type.String()
const texts = Type.Array(text)
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])
const textOrNull = orNull(text)

/** Strict objects for what comes in. */
export const strict = <P extends Parameters<typeof Type.Object>[0]>(properties: P) =>
  Type.Object(properties, { additionalProperties: false })

export const PAGE_QUERY = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, description: 'Items of a page; 50 where absent.' })),
  cursor: Type.Optional(Type.String({ maxLength: 512, description: '`next` of the page before.' })),
}

export const pageOf = <T extends Parameters<typeof Type.Array>[0]>(item: T) =>
  Type.Object({ items: Type.Array(item), next: Type.Optional(text), total: Type.Integer({ minimum: 0 }) })

/** What a path says of one thing. */
export const ID_PARAM = Type.Object({ id: ID })

export const PROBLEM = Type.Object({
  type: text,
  title: text,
  status: Type.Integer(),
  detail: text,
  instance: text,
  code: text,
  remedy: Type.Optional(text),
  errors: Type.Optional(
    Type.Array(
      Type.Object({
        pointer: text,
        code: Type.Enum(['unknown_property', 'missing', 'invalid']),
        detail: text,
        nearest: Type.Optional(text),
      }),
    ),
  ),
})

export const ENTITY = Type.Object({
  id: text,
  caption: text,
  schema: text,
  properties: Type.Record(text, texts),
  datasets: texts,
  referents: texts,
  target: Type.Boolean(),
})

const EVIDENCE = Type.Object({
  feature: text,
  party: textOrNull,
  entity: textOrNull,
  points: Type.Number(),
  note: text,
})

export const DESIGNATION = Type.Object({
  authority: text,
  state: text,
  since: textOrNull,
  citation: textOrNull,
  verified: Type.Boolean(),
})

export const HIT = Type.Object({
  entity: ENTITY,
  score: Type.Number({ minimum: 0, maximum: 1 }),
  band: Type.Enum(['strong', 'probable', 'weak']),
  matched: Type.Object({ party: text, entity: text, alias_quality: text }),
  evidence: Type.Array(EVIDENCE),
  designations: Type.Array(DESIGNATION),
})

/** A screening answer (PRODUCT.md §4.3). */
export const ANSWER = Type.Object({
  status: Type.Enum(['clear', 'hits', 'undetermined']),
  missing: Type.Optional(texts),
  query: Type.Object({ schema: text, properties: Type.Record(text, texts) }),
  screened_at: text,
  as_of: text,
  engine: text,
  matcher: text,
  policy: text,
  lists: Type.Array(
    Type.Object({
      id: text,
      version: text,
      published: textOrNull,
      entities: Type.Integer(),
      stale: Type.Boolean(),
    }),
  ),
  hits: Type.Array(HIT),
  total: Type.Integer(),
  below: Type.Array(HIT),
  caveat: text,
})

export const ALERT = Type.Object({
  id: text,
  party: text,
  entity: text,
  case: text,
  state: text,
  band: text,
  score: Type.Number(),
  strong_identifier: Type.Boolean(),
  lists: texts,
  hit: HIT,
  threshold: Type.Optional(orNull(Type.Number())),
  changed: Type.Record(text, Type.Unknown()),
  answer: textOrNull,
  raised_at: text,
  due_on: text,
  due_rule: text,
  closed_at: textOrNull,
  assignee: textOrNull,
  snoozed_until: textOrNull,
  tags: texts,
  revision: Type.Integer(),
})

export const DISPOSITION = Type.Object({
  id: text,
  alert: text,
  outcome: text,
  reasons: texts,
  text,
  evidence: texts,
  state: text,
  maker: text,
  made_at: text,
  needs_check: textOrNull,
  checker: textOrNull,
  checked_at: textOrNull,
  check_text: textOrNull,
  flagged: Type.Boolean(),
})

export const CASE = Type.Object({
  id: text,
  party: text,
  state: text,
  opened_at: text,
  closed_at: textOrNull,
  assignee: textOrNull,
  tags: texts,
  legal_hold: textOrNull,
  property_blocked: Type.Boolean(),
  kept_until: textOrNull,
  revision: Type.Integer(),
})

export const TASK = Type.Object({
  id: text,
  case: text,
  kind: text,
  text,
  citation: textOrNull,
  starts_on: text,
  due_on: text,
  state: text,
  done_by: textOrNull,
  done_at: textOrNull,
})

export const NOTE = Type.Object({ id: text, case: text, alert: textOrNull, author: text, at: text, text })

export const FILE = Type.Object({
  id: text,
  case: text,
  name: text,
  media_type: text,
  bytes: Type.Integer(),
  sha256: text,
  author: text,
  at: text,
})

export const SUPPRESSION = Type.Object({
  id: text,
  party: text,
  entity: text,
  state: text,
  reason: text,
  text,
  evidence: texts,
  expires_on: text,
  maker: text,
  made_at: text,
  checker: textOrNull,
  checked_at: textOrNull,
  ended_because: textOrNull,
})

export const HELD = Type.Object({
  id: text,
  kind: text,
  subject: text,
  why: text,
  detail: Type.Record(text, Type.Unknown()),
  state: text,
  held_at: text,
  ended_at: textOrNull,
  ended_by: textOrNull,
  reason: textOrNull,
})

export const PROPOSAL = Type.Object({
  id: text,
  kind: text,
  subject: text,
  payload: Type.Record(text, Type.Unknown()),
  reason: text,
  state: text,
  maker: text,
  made_at: text,
  checker: textOrNull,
  checked_at: textOrNull,
  check_text: textOrNull,
})

export const PARTY = Type.Object({
  id: text,
  book: text,
  ref: text,
  version: Type.Integer(),
  given: Type.Object({ properties: Type.Record(text, texts) }),
  active: Type.Boolean(),
  changed_at: text,
})

export const USER = Type.Object({
  id: text,
  name: text,
  roles: texts,
  subject: textOrNull,
  created_at: text,
  valid_until: textOrNull,
  disabled_at: textOrNull,
})

export const KEY = Type.Object({
  id: text,
  name: text,
  user: textOrNull,
  roles: texts,
  created_at: text,
  valid_until: textOrNull,
  revoked_at: textOrNull,
})

export const GIVEN = strict({
  id: Type.Optional(Type.String({ maxLength: 256 })),
  schema: Type.Optional(Type.String({ maxLength: 64 })),
  properties: Type.Record(
    Type.String(),
    Type.Union([Type.String({ maxLength: 20_000 }), Type.Array(Type.String({ maxLength: 20_000 }), { maxItems: 256 })]),
  ),
})
