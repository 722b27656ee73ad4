import Type from 'typebox'

// Reconciliation, as the W3C group's schemas for 0.2 have it: what is absent is left out, never null.

const text = Type.String()

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
