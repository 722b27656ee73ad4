import Type, { type Static } from 'typebox'
import { AUTHORITIES } from '../model/authority.ts'
import { EVENT_TYPES, ORGANISATION_RELATIONS } from './organisation.ts'

/** Bounds of one register file: texts in characters, arrays in items. */
export const REGISTER_LIMITS = { name: 200, note: 600, citation: 300, aliases: 400, events: 400, sources: 60 } as const

const text = (maxLength: number) => Type.String({ minLength: 1, maxLength })
const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
/** A day, a month, a year, or `first day/last day` where the sources leave the day open. */
const span = Type.String({ pattern: '^\\d{4}(-\\d{2}(-\\d{2}(/\\d{4}-\\d{2}-\\d{2})?)?)?$' })
const slug = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' })
const closed = { additionalProperties: false } as const

export const EventSchema = Type.Object(
  {
    authority: Type.Enum([...AUTHORITIES]),
    type: Type.Enum([...EVENT_TYPES]),
    on: Type.Optional(span),
    first: Type.Optional(day),
    last: Type.Optional(day),
    absent_on: Type.Optional(day),
    known_at: Type.Optional(day),
    id: Type.Optional(slug),
    replaces: Type.Optional(slug),
    by: Type.Optional(text(REGISTER_LIMITS.name)),
    at_request_of: Type.Optional(text(REGISTER_LIMITS.name)),
    effective: Type.Optional(day),
    into: Type.Optional(Type.Array(slug, { minItems: 1, maxItems: REGISTER_LIMITS.events })),
    citation: text(REGISTER_LIMITS.citation),
    citation_verified: Type.Optional(Type.Boolean()),
    note: text(REGISTER_LIMITS.note),
    verified: Type.Boolean(),
    entry: Type.Optional(
      Type.Object({ proposed_by: text(REGISTER_LIMITS.name), accepted_by: text(REGISTER_LIMITS.name) }, closed),
    ),
  },
  closed,
)
export type EventFile = Static<typeof EventSchema>

const AliasSchema = Type.Object(
  {
    text: text(REGISTER_LIMITS.name),
    quality: Type.Enum(['strong', 'weak', 'unmarked']),
    from: Type.Optional(day),
    to: Type.Optional(day),
  },
  closed,
)

const ListNameSchema = Type.Object({ list: text(60), name: text(REGISTER_LIMITS.name), first: day, last: day }, closed)
const MembershipSchema = Type.Object({ class: slug, from: day, designated_by_name: Type.Optional(day) }, closed)
const RelationSchema = Type.Object(
  { kind: Type.Enum([...ORGANISATION_RELATIONS]), organisation: slug, note: text(REGISTER_LIMITS.note) },
  closed,
)
export const SourceSchema = Type.Object(
  {
    publisher: text(REGISTER_LIMITS.name),
    document: text(REGISTER_LIMITS.citation),
    url: Type.Optional(text(REGISTER_LIMITS.citation)),
    via: Type.Optional(text(REGISTER_LIMITS.citation)),
  },
  closed,
)

/** One file of `data/register/`: the organisation's id is the file's name without `.json`. */
export const OrganisationSchema = Type.Object(
  {
    name: text(REGISTER_LIMITS.name),
    kind: text(REGISTER_LIMITS.name),
    region: text(REGISTER_LIMITS.name),
    sort: Type.Enum(['organisation', 'class']),
    ofac_uid: Type.Optional(Type.String({ pattern: '^\\d{1,8}$' })),
    aliases: Type.Array(AliasSchema, { maxItems: REGISTER_LIMITS.aliases }),
    list_names: Type.Optional(Type.Array(ListNameSchema, { maxItems: REGISTER_LIMITS.aliases })),
    components: Type.Optional(
      Type.Array(
        Type.Object({ ofac_uid: Type.String({ pattern: '^\\d{1,8}$' }), name: text(REGISTER_LIMITS.name) }, closed),
        {
          maxItems: REGISTER_LIMITS.sources,
        },
      ),
    ),
    member_of: Type.Optional(Type.Array(MembershipSchema, { maxItems: REGISTER_LIMITS.sources })),
    relations: Type.Optional(Type.Array(RelationSchema, { maxItems: REGISTER_LIMITS.sources })),
    events: Type.Array(EventSchema, { minItems: 1, maxItems: REGISTER_LIMITS.events }),
    sources: Type.Array(SourceSchema, { minItems: 1, maxItems: REGISTER_LIMITS.sources }),
    verified: Type.Boolean(),
    note: Type.Optional(text(REGISTER_LIMITS.note)),
  },
  closed,
)
export type OrganisationFile = Static<typeof OrganisationSchema>

/** `data/register/_about.json`. */
export const AboutSchema = Type.Object(
  {
    known_until: day,
    snapshots: Type.Object(
      { list: text(60), days: Type.Array(day, { minItems: 1, maxItems: REGISTER_LIMITS.events }) },
      closed,
    ),
    note: text(REGISTER_LIMITS.note),
  },
  closed,
)
