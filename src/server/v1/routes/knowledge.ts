import Type from 'typebox'
import { ASKERS, type AskLaw, askLaw, parseAsker, parseNexus, parseRelation } from '../../../engine/law.ts'
import { askRegister, listRegister } from '../../../engine/register.ts'
import {
  AUTHORITIES,
  type Authority,
  DESIGNATION_STATES,
  parseAuthority,
  parseDesignationState,
} from '../../../model/authority.ts'
import type { IsoDate } from '../../../model/brand.ts'
import { accepted, type Parsed } from '../../../model/parsed.ts'
import { type Route, route } from '../route.ts'
import { DAY, LANGUAGE, strict } from '../shapes.ts'

const text = Type.String()
const textOrNull = Type.Union([text, Type.Null()])
const MOMENT = { as_of: Type.Optional(DAY), known_at: Type.Optional(DAY) }

const momentOf = (query: { as_of?: string; known_at?: string }, at: string): { asOf: IsoDate; knownAt: IsoDate } => ({
  asOf: (query.as_of ?? at.slice(0, 10)) as IsoDate,
  knownAt: (query.known_at ?? at.slice(0, 10)) as IsoDate,
})

const register = route({
  method: 'GET',
  path: '/v1/register',
  id: 'listRegister',
  tag: 'Register',
  summary: 'Organisations by state and authority',
  needs: 'screen',
  query: strict({
    ...MOMENT,
    state: Type.Optional(Type.Enum([...DESIGNATION_STATES])),
    authority: Type.Optional(Type.Enum([...AUTHORITIES])),
    changed_since: Type.Optional(DAY),
  }),
  answer: Type.Object({
    as_of: text,
    known_at: text,
    rows: Type.Array(Type.Object({ id: text, organisation: text, authority: text, state: text })),
  }),
  example: { query: { state: 'designated', authority: 'FTO', as_of: '2025-03-01' } },
  handle: ({ query, back, at }) => {
    const moment = momentOf(query, at)
    const state = query.state === undefined ? undefined : parseDesignationState(query.state)
    const authority = query.authority === undefined ? undefined : parseAuthority(query.authority)
    if (state?.ok === false) return state
    if (authority?.ok === false) return authority
    const rows = listRegister(back.knowledge.register(), {
      ...moment,
      ...(state === undefined ? {} : { state: state.value }),
      ...(authority === undefined ? {} : { authority: authority.value }),
      ...(query.changed_since === undefined ? {} : { changedSince: query.changed_since as IsoDate }),
    })
    return accepted({ as_of: moment.asOf, known_at: moment.knownAt, rows })
  },
})

const organisation = route({
  method: 'GET',
  path: '/v1/register/{organisation}',
  id: 'getOrganisation',
  tag: 'Register',
  summary: 'Where each authority stands on an organisation, with its timeline and sources',
  needs: 'screen',
  params: Type.Object({ organisation: Type.String({ minLength: 1, maxLength: 384 }) }),
  query: strict({ ...MOMENT, language: Type.Optional(LANGUAGE) }),
  answer: Type.Object({
    organisation: Type.Unknown(),
    as_of: text,
    known_at: text,
    statuses: Type.Record(
      text,
      Type.Object({ state: text, since: textOrNull, citation: textOrNull, verified: Type.Boolean() }),
    ),
    events: Type.Array(Type.Unknown()),
  }),
  example: { params: { organisation: 'cartel-de-sinaloa' }, query: { as_of: '2025-03-01' } },
  handle: ({ params, query, back, at }) =>
    accepted(
      askRegister(back.knowledge.register(), params.organisation, {
        ...momentOf(query, at),
        language: query.language === 'es' ? 'es' : 'en',
      }),
    ),
})

const law = route({
  method: 'GET',
  path: '/v1/law',
  id: 'askLaw',
  tag: 'Law',
  summary: 'What a designation obliges one asker to do, with citation, clock and due day',
  needs: 'screen',
  query: strict({
    ...MOMENT,
    asker: Type.Enum([...ASKERS]),
    nexus: Type.Optional(Type.Enum(['us', 'non_us'])),
    authority: Type.Optional(Type.Array(Type.String(), { maxItems: AUTHORITIES.length })),
    party: Type.Optional(Type.String({ maxLength: 384 })),
    relation: Type.Optional(Type.String({ maxLength: 32 })),
    on: Type.Optional(DAY),
    language: Type.Optional(LANGUAGE),
  }),
  answer: Type.Object({
    asker: text,
    authorities: Type.Array(text),
    relation: text,
    as_of: text,
    consequences: Type.Array(
      Type.Object({ code: text, effect: text, text, citation: textOrNull, verified: Type.Boolean() }),
    ),
  }),
  example: { query: { asker: 'us_bank', authority: ['FTO', 'SDGT'], as_of: '2025-02-20' } },
  handle: ({ query, back, at }) => {
    const ask = readAsk(query, at)
    if (!ask.ok) return ask
    const { law: tables, beside } = back.knowledge.law()
    return accepted(askLaw(tables, back.knowledge.register(), ask.value, beside))
  },
})

interface LawQuery {
  readonly asker: string
  readonly nexus?: string
  readonly authority?: readonly string[]
  readonly party?: string
  readonly relation?: string
  readonly on?: string
  readonly language?: string
  readonly as_of?: string
  readonly known_at?: string
}

function readAsk(query: LawQuery, at: string): Parsed<AskLaw> {
  const asker = parseAsker(query.asker)
  if (!asker.ok) return asker
  const nexus = query.nexus === undefined ? undefined : parseNexus(query.nexus)
  if (nexus?.ok === false) return nexus
  const relation = query.relation === undefined ? undefined : parseRelation(query.relation)
  if (relation?.ok === false) return relation
  const authorities: Authority[] = []
  for (const raw of (query.authority ?? []).flatMap((one) => one.split(','))) {
    const authority = parseAuthority(raw)
    if (!authority.ok) return authority
    authorities.push(authority.value)
  }
  return accepted({
    asker: asker.value,
    ...momentOf(query, at),
    language: query.language === 'es' ? 'es' : 'en',
    ...(nexus === undefined ? {} : { nexus: nexus.value }),
    ...(relation === undefined ? {} : { relation: relation.value }),
    ...(authorities.length === 0 ? {} : { authorities }),
    ...(query.party === undefined ? {} : { party: query.party }),
    ...(query.on === undefined ? {} : { trigger: query.on as IsoDate }),
  })
}

export const KNOWLEDGE_ROUTES: readonly Route[] = [register, organisation, law]
