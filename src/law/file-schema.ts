import Type, { type Static } from 'typebox'
import { AUTHORITIES } from '../model/authority.ts'
import { ASKERS, COLUMNS } from './question.ts'

/** Bounds of one law file: texts in characters, arrays in items. */
export const LAW_LIMITS = { text: 600, citation: 200, rows: 400, clocks: 60 } as const

/** What a consequence is, for whoever must act on it. */
export const EFFECTS = [
  'prohibition',
  'duty',
  'entry_bar',
  'exposure',
  'licence',
  'diligence',
  'none',
  'unknown',
] as const
export type Effect = (typeof EFFECTS)[number]

/** Whose persons and conduct a code binds; `any` where the rule reaches beyond its own place. */
export const BINDINGS = ['any', 'us', 'mx', 'uk', 'eu', 'ca', 'un'] as const
export type Binding = (typeof BINDINGS)[number]

const closed = { additionalProperties: false } as const
const text = Type.String({ minLength: 1, maxLength: LAW_LIMITS.text })
const citation = Type.String({ minLength: 1, maxLength: LAW_LIMITS.citation })
const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const code = Type.String({ pattern: '^[A-Z][A-Z0-9-]{1,11}$' })
const said = Type.Object({ en: text, es: text }, closed)
const count = Type.Integer({ minimum: 1, maximum: 365 })

const ClockSchema = Type.Union([
  Type.Object({ kind: Type.Literal('day_itself'), text: said }, closed),
  Type.Object({ kind: Type.Literal('business_days'), count, text: said }, closed),
  Type.Object({ kind: Type.Literal('calendar_days'), count, text: said }, closed),
  Type.Object({ kind: Type.Literal('years'), count, text: said }, closed),
  Type.Object(
    {
      kind: Type.Literal('annual'),
      month: Type.Integer({ minimum: 1, maximum: 12 }),
      day: Type.Integer({ minimum: 1, maximum: 31 }),
      held_on_month: Type.Integer({ minimum: 1, maximum: 12 }),
      held_on_day: Type.Integer({ minimum: 1, maximum: 31 }),
      text: said,
    },
    closed,
  ),
  Type.Object({ kind: Type.Literal('words'), text: said }, closed),
])
export type Clock = Static<typeof ClockSchema>

const CodeSchema = Type.Object(
  {
    effect: Type.Enum([...EFFECTS]),
    clock: Type.String({ minLength: 1, maxLength: LAW_LIMITS.clocks }),
    binds: Type.Enum([...BINDINGS]),
    needs_counsel: Type.Boolean(),
    text: said,
  },
  closed,
)

/** `data/law/codes.json`. */
export const CodesSchema = Type.Object(
  {
    about: text,
    codes: Type.Record(Type.String(), CodeSchema),
    clocks: Type.Record(Type.String(), ClockSchema),
  },
  closed,
)
export type CodesFile = Static<typeof CodesSchema>

/** One rule: for these askers, in this situation, this code, by this act. */
const RowSchema = Type.Object(
  {
    code,
    askers: Type.Array(Type.Enum([...ASKERS]), { minItems: 1, maxItems: ASKERS.length }),
    when: Type.Optional(Type.Enum([...COLUMNS])),
    citation,
    verified: Type.Boolean(),
    /** What of the row is from memory; there exactly where `verified` is false. */
    unverified: Type.Optional(text),
    valid_from: Type.Optional(day),
    valid_to: Type.Optional(day),
    clock: Type.Optional(Type.String({ minLength: 1, maxLength: LAW_LIMITS.clocks })),
    needs_counsel: Type.Optional(Type.Boolean()),
    /** Where another authority than the table's is asked about: its own citation of the same rule. */
    citations: Type.Optional(Type.Record(Type.String(), citation)),
    /** The authorities of the table to which the row is limited. */
    only_authorities: Type.Optional(Type.Array(Type.Enum([...AUTHORITIES]), { minItems: 1 })),
    only_if: Type.Optional(Type.Literal('secondary_sanctions')),
    note: Type.Optional(said),
  },
  closed,
)
export type RowFile = Static<typeof RowSchema>

/** One table of `data/law/`. */
export const TableSchema = Type.Object(
  {
    authority: Type.Enum([...AUTHORITIES]),
    title: text,
    /** For a table that several authorities share. */
    applies_to: Type.Optional(Type.Array(Type.Enum([...AUTHORITIES]), { minItems: 1 })),
    when: Type.Optional(Type.Literal('designated')),
    rows: Type.Array(RowSchema, { minItems: 1, maxItems: LAW_LIMITS.rows }),
  },
  closed,
)

/** `data/law/fto-with-sdgt.json`: what changes where both stand at once. */
export const PairSchema = Type.Object(
  {
    about: text,
    rows: Type.Array(
      Type.Object(
        {
          askers: Type.Array(Type.Enum([...ASKERS]), { minItems: 1, maxItems: ASKERS.length }),
          leave: Type.Array(code, { maxItems: LAW_LIMITS.clocks }),
          add: Type.Optional(Type.Array(RowSchema, { maxItems: LAW_LIMITS.clocks })),
          reason: text,
        },
        closed,
      ),
      { minItems: 1, maxItems: LAW_LIMITS.rows },
    ),
  },
  closed,
)

/** `data/law/gto.json`. */
export const GtoSchema = Type.Object(
  {
    about: text,
    rows: Type.Array(
      Type.Object(
        {
          id: Type.String({ minLength: 1, maxLength: LAW_LIMITS.clocks }),
          threshold_usd_above: Type.Optional(Type.Integer({ minimum: 0 })),
          threshold_usd_from: Type.Optional(Type.Integer({ minimum: 0 })),
          threshold_usd_to: Type.Integer({ minimum: 1 }),
          places: said,
          citation,
          valid_from: day,
          valid_to: day,
          verified: Type.Boolean(),
          unverified: Type.Optional(text),
        },
        closed,
      ),
      { minItems: 1, maxItems: LAW_LIMITS.rows },
    ),
  },
  closed,
)
export type GtoFile = Static<typeof GtoSchema>
