import Type, { type Static } from 'typebox'
import { AnswerLedger, type AskedAndAnswered } from '../../../engine/answer-ledger.ts'
import { type Answer, type Engine, renderedEvidence, type ScreenOptions } from '../../../engine/engine.ts'
import { parseGivenParty } from '../../../engine/given-party.ts'
import { rendered } from '../../../engine/pages.ts'
import type { DatasetId, IsoDate } from '../../../model/brand.ts'
import { toFtm } from '../../../model/ftm.ts'
import { accepted, type Parsed, refused } from '../../../model/parsed.ts'
import { type Back, type Call, type Route, route } from '../route.ts'
import { ANSWER, DAY, DESIGNATION, ENTITY, GIVEN, HIT, ID, INSTANT, LANGUAGE, strict } from '../shapes.ts'

const THOUSAND = 1000
const BATCH = 500

const OPTIONS = strict({
  threshold: Type.Optional(Type.Number({ minimum: 0.001, maximum: 1, description: "The policy's where absent." })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000, description: 'Exact names are never cut.' })),
  datasets: Type.Optional(Type.Array(Type.String(), { maxItems: 100, description: 'Lists to ask; all where absent.' })),
  as_of: Type.Optional(DAY),
  known_at: Type.Optional(DAY),
  at: Type.Optional(INSTANT),
  language: Type.Optional(LANGUAGE),
})

const SCREEN_BODY = Type.Object(
  { ...GIVEN.properties, options: Type.Optional(OPTIONS) },
  { additionalProperties: false },
)
const BATCH_BODY = strict({
  parties: Type.Array(GIVEN, { minItems: 1, maxItems: BATCH }),
  options: Type.Optional(OPTIONS),
})
const EXPLAIN_BODY = strict({ party: GIVEN, entity: ID, options: Type.Optional(OPTIONS) })

type Options = Static<typeof OPTIONS>

function optionsOf(given: Options | undefined, at: string, known: readonly string[]): Parsed<ScreenOptions> {
  const unknown = given?.datasets?.find((id) => !known.includes(id))
  if (unknown !== undefined) return refused('dataset.unknown', unknown, { remedy: `loaded are ${known.join(', ')}` })
  return accepted({
    at: given?.at ?? at,
    ...(given?.threshold === undefined ? {} : { threshold: Math.round(given.threshold * THOUSAND) }),
    ...(given?.limit === undefined ? {} : { limit: given.limit }),
    ...(given?.datasets === undefined ? {} : { datasets: given.datasets as DatasetId[] }),
    ...(given?.as_of === undefined ? {} : { asOf: given.as_of as IsoDate }),
    ...(given?.known_at === undefined ? {} : { knownAt: given.known_at as IsoDate }),
    ...(given?.language === undefined ? {} : { language: given.language === 'es' ? 'es' : 'en' }),
  })
}

const EXAMPLE_PARTY = { schema: 'Person', properties: { name: ['Anselmo Fictor Perez'], birthDate: ['1965-03-02'] } }

const ledgers = new WeakMap<Back, AnswerLedger>()

/** Puts answers into the audit log before they are given, each with the id by which it can be replayed. */
async function keep(
  desk: Call<unknown, unknown, unknown>['desk'],
  back: Back,
  engine: Engine,
  answered: readonly AskedAndAnswered[],
): Promise<Parsed<readonly (Answer & { readonly answer_id?: string })[]>> {
  // without an origin the lists are nobody's to read again, as in a trial
  if (engine.origin === undefined) return accepted(answered.map(({ answer }) => answer))
  const ledger = ledgers.get(back) ?? new AnswerLedger(back.data)
  ledgers.set(back, ledger)
  const recorded = await ledger.record(desk, engine, answered)
  return rendered(recorded, (ids) =>
    answered.map(({ answer }, at) => ({ ...answer, ...(ids[at] === undefined ? {} : { answer_id: ids[at] }) })),
  )
}

const screen = route({
  method: 'POST',
  path: '/v1/screen',
  id: 'screen',
  tag: 'Screening',
  summary: 'Screen one party against the lists',
  needs: 'screen',
  body: SCREEN_BODY,
  answer: ANSWER,
  example: { body: EXAMPLE_PARTY },
  handle: async ({ body: { options, ...party }, back, at, desk }): Promise<Parsed<unknown>> => {
    const { engine } = back.service.now
    const given = parseGivenParty(party)
    if (!given.ok) return given
    const read = engine.read(given.value)
    if (!read.ok) return read
    const asked = optionsOf(
      options,
      at,
      engine.lists.map(({ id }) => id),
    )
    if (!asked.ok) return asked
    const answer = engine.screen(given.value, asked.value)
    const kept = await keep(desk, back, engine, [{ given: given.value, options: asked.value, answer }])
    return rendered(kept, ([first]) => first ?? answer)
  },
})

const screenings = route({
  method: 'POST',
  path: '/v1/screenings',
  id: 'screenMany',
  tag: 'Screening',
  summary: 'Screen up to 500 parties; each has its own answer, in their order',
  needs: 'screen',
  body: BATCH_BODY,
  answer: Type.Object({ answers: Type.Array(ANSWER) }),
  example: { body: { parties: [EXAMPLE_PARTY], options: { threshold: 0.8 } } },
  handle: async ({ body, back, at, desk }): Promise<Parsed<unknown>> => {
    const { engine } = back.service.now
    const asked = optionsOf(
      body.options,
      at,
      engine.lists.map(({ id }) => id),
    )
    if (!asked.ok) return asked
    const parties = body.parties.map((party) => parseGivenParty(party))
    for (const [row, party] of parties.entries()) {
      if (!party.ok) return { ok: false, issue: { ...party.issue, where: `parties/${row}` } }
    }
    const answered = parties.flatMap((party) =>
      party.ok ? [{ given: party.value, options: asked.value, answer: engine.screen(party.value, asked.value) }] : [],
    )
    return rendered(await keep(desk, back, engine, answered), (answers) => ({ answers }))
  },
})

const explain = route({
  method: 'POST',
  path: '/v1/explain',
  id: 'explain',
  tag: 'Screening',
  summary: 'How a party compares with one entity, whatever the score, and what stopped it',
  needs: 'screen',
  body: EXPLAIN_BODY,
  answer: Type.Object({
    entity: ENTITY,
    list: Type.String(),
    score: Type.Union([Type.Number(), Type.Null()]),
    threshold: Type.Number(),
    is_hit: Type.Boolean(),
    why: Type.Union([Type.String(), Type.Null()]),
    evidence: HIT.properties.evidence,
  }),
  example: { body: { party: EXAMPLE_PARTY, entity: 'x-2' } },
  handle: ({ body, back, at }) => {
    const { engine } = back.service.now
    const given = parseGivenParty(body.party)
    if (!given.ok) return given
    const asked = optionsOf(
      body.options,
      at,
      engine.lists.map(({ id }) => id),
    )
    if (!asked.ok) return asked
    const found = engine.whyNot(given.value, body.entity, asked.value)
    if (!found.ok) return found
    const { entity, list, match, threshold } = found.value
    return accepted({
      entity: toFtm(entity),
      list,
      score: match === undefined ? null : match.score / THOUSAND,
      threshold: threshold / THOUSAND,
      is_hit: match !== undefined && match.below === undefined && match.score >= threshold,
      why: match === undefined ? 'nothing to compare' : (match.below ?? null),
      evidence: match === undefined ? [] : renderedEvidence(match),
    })
  },
})

const entity = route({
  method: 'GET',
  path: '/v1/entities/{id}',
  id: 'getEntity',
  tag: 'Screening',
  summary: 'An entity of a list, with where each authority stands on it',
  needs: 'screen',
  params: Type.Object({ id: Type.String({ maxLength: 512 }) }),
  query: strict({ as_of: Type.Optional(DAY), known_at: Type.Optional(DAY) }),
  answer: Type.Object({ entity: ENTITY, list: Type.String(), designations: Type.Array(DESIGNATION) }),
  example: { params: { id: 'x-1' } },
  handle: ({ params, query, back, at }) => {
    const { engine } = back.service.now
    const held = engine.findEntity(params.id)
    if (held === undefined) return refused('entity.unknown', params.id)
    const designations = engine.designationsOf(held.entity, held.list, {
      at,
      ...(query.as_of === undefined ? {} : { asOf: query.as_of as IsoDate }),
      ...(query.known_at === undefined ? {} : { knownAt: query.known_at as IsoDate }),
    })
    return accepted({ entity: toFtm(held.entity), list: held.list.id, designations })
  },
})

export const SCREENING_ROUTES: readonly Route[] = [screen, screenings, explain, entity]
