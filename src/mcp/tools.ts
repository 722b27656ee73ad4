import Type, { type TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { type AgentDesk, type AgentMoment, ASKERS } from '../engine/agent.ts'
import type { Answer, GivenParty } from '../engine/engine.ts'
import { AUTHORITIES, type Authority } from '../model/authority.ts'
import type { IsoDate } from '../model/brand.ts'

/** What a tool answers, before it is put into its envelope. */
export interface ToolAnswer {
  readonly summary: string
  readonly missing?: readonly string[]
  readonly data: unknown
}

/** A question that an agent may ask. All only read. */
export interface Tool {
  readonly name: string
  readonly description: string
  readonly inputSchema: TSchema
  readonly run: (desk: AgentDesk, given: unknown, moment: AgentMoment) => ToolAnswer
}

const TEXT = 300
const MANY = 50
const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'a day, YYYY-MM-DD' })
const text = (description: string) => Type.String({ minLength: 1, maxLength: TEXT, description })
const texts = (description: string) =>
  Type.Array(Type.String({ minLength: 1, maxLength: TEXT }), { maxItems: MANY, description })
const moment = {
  as_of: Type.Optional({ ...day, description: 'the day the question is about, YYYY-MM-DD; today where absent' }),
  known_at: Type.Optional({
    ...day,
    description: 'count only what was known on this day, YYYY-MM-DD; today where absent',
  }),
}
const literals = <T extends string>(values: readonly T[], description: string) =>
  Type.Unsafe<T>({ type: 'string', enum: [...values], description })

const PARTY = {
  name: Type.Optional(text('the name of the party, as it was given')),
  aliases: Type.Optional(texts('other names of the same party')),
  schema: Type.Optional(text('Person, Organization, Company, Vessel, Airplane; guessed where absent')),
  birth_date: Type.Optional(text('YYYY, YYYY-MM or YYYY-MM-DD')),
  country: Type.Optional(text('code or name')),
  identifiers: Type.Optional(texts('passport, RFC, CURP, LEI, IMO, wallet, BIC and so on')),
  address: Type.Optional(text('an address')),
}
const PARTY_OBJECT = Type.Object(PARTY)
type PartyInput = Type.Static<typeof PARTY_OBJECT>

function givenOf(input: PartyInput): GivenParty {
  const properties: Record<string, readonly string[]> = {}
  if (input.name !== undefined) properties['name'] = [input.name]
  if (input.aliases !== undefined) properties['alias'] = input.aliases
  if (input.birth_date !== undefined) properties['birthDate'] = [input.birth_date]
  if (input.country !== undefined) properties['country'] = [input.country]
  if (input.identifiers !== undefined) properties['idNumber'] = input.identifiers
  if (input.address !== undefined) properties['address'] = [input.address]
  return { ...(input.schema === undefined ? {} : { schema: input.schema }), properties }
}

/** A tool whose arguments are checked by its own schema first: what does not fit is refused by name. */
function tool<S extends TSchema>(
  name: string,
  description: string,
  inputSchema: S,
  run: (desk: AgentDesk, input: Type.Static<S>, at: AgentMoment) => ToolAnswer,
): Tool {
  const checker = Compile(inputSchema)
  return {
    name,
    description,
    inputSchema,
    run: (desk, given, at) => {
      if (checker.Check(given)) return run(desk, given, at)
      const [fault] = checker.Errors(given)
      throw new ToolInputError(
        `${fault?.instancePath === '' ? 'arguments' : (fault?.instancePath ?? 'arguments')} ${fault?.message ?? 'do not fit'}`,
      )
    },
  }
}

/** Arguments that do not fit a tool. */
export class ToolInputError extends Error {}

const closed = { additionalProperties: false }

/** Every tool, in the order in which they are shown. Names are relied on by agents: add, never rename. */
export const TOOLS: readonly Tool[] = [
  tool(
    'screen',
    'Screens one party against the loaded lists: who it may be, on which list, under which authority since when. Answers hits, never a clearance. With no sanctions list loaded, or a stale one, it says that it could not screen.',
    Type.Object({ ...PARTY, limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MANY })), ...moment }, closed),
    (desk, { limit, as_of: _asOf, known_at: _knownAt, ...party }, at) =>
      screened(desk.screen(givenOf(party), at, limit === undefined ? {} : { limit })),
  ),
  tool(
    'explain',
    'The evidence behind each hit of one party: every row that made the score, with both values and its points.',
    Type.Object({ ...PARTY, entity_id: Type.Optional(text('explain this entity alone')), ...moment }, closed),
    (desk, { entity_id: id, as_of: _asOf, known_at: _knownAt, ...party }, at) => {
      const answer = desk.screen(givenOf(party), at)
      const hits = id === undefined ? answer.hits : answer.hits.filter(({ entity }) => entity.id === id)
      return {
        ...screened(answer),
        data: {
          hits: hits.map(({ entity, score, band, matched, parts, evidence, designations }) => ({
            id: entity.id,
            caption: entity.caption,
            score,
            band,
            matched,
            parts,
            evidence,
            designations,
          })),
        },
      }
    },
  ),
  tool(
    'why_not',
    'Compares a party with one entity by its id, whatever the score, and says what stopped it from being a hit.',
    Type.Object({ ...PARTY, entity_id: text('id of the entity, as ofac-18715'), ...moment }, closed),
    (desk, { entity_id: id, as_of: _asOf, known_at: _knownAt, ...party }, at) => {
      const why = desk.whyNot(givenOf(party), id, at)
      return {
        summary: `score ${why.score} beside a bar of ${why.threshold}: ${why.is_hit ? 'a hit' : 'no hit'}`,
        data: why,
      }
    },
  ),
  tool(
    'entity',
    'One listed entity by its id: names, facts, identifiers, and where each authority stands on it.',
    Type.Object({ entity_id: text('id of the entity, as ofac-18715'), ...moment }, closed),
    (desk, { entity_id: id }, at) => ({ summary: 'one entity', data: desk.entity(id, at) }),
  ),
  tool(
    'screen_payment',
    'Screens an ISO 20022 or SWIFT MT message field by field: hold or pass, and which fields were screened. It holds nothing by itself.',
    Type.Object(
      { message: Type.String({ minLength: 1, maxLength: 200_000, description: 'the message as text' }), ...moment },
      closed,
    ),
    (desk, { message }, at) => {
      const answer = desk.payment(message, at)
      const held = answer.messages.filter(({ verdict }) => verdict === 'hold').length
      const missing = answer.messages.flatMap(({ why }) => why.filter((reason) => reason.startsWith('could not tell')))
      return {
        summary: `${held} of ${answer.messages.length} messages to hold`,
        missing: [...new Set(missing)],
        data: answer.messages,
      }
    },
  ),
  tool(
    'register',
    'Where each authority stands on a designated or prospective organisation: state, since when, by which act, with its events. A signal, a vow or a hold is never a designation.',
    Type.Object({ organisation: text('name, alias, acronym or id'), ...moment }, closed),
    (desk, { organisation }, at) => {
      const answer = desk.register(organisation, at)
      return { summary: `${Object.keys(answer.statuses).length} authorities`, data: answer }
    },
  ),
  tool(
    'register_list',
    'Organisations of the register by state, for one authority or all.',
    Type.Object({ authority: Type.Optional(literals(AUTHORITIES, 'code of the authority')), ...moment }, closed),
    (desk, { authority }, at) => {
      const rows = desk.registerList(authority === undefined ? {} : { authority }, at)
      return { summary: `${rows.length} rows`, data: rows }
    },
  ),
  tool(
    'law',
    'What a designation obliges an asker to do on a day: consequences with citation, clock and due date. Name authorities, or a party.',
    Type.Object(
      {
        asker: literals(ASKERS, 'who asks'),
        nexus: Type.Optional(literals(['us', 'non_us'], 'whether the asker is within United States jurisdiction')),
        authorities: Type.Optional(Type.Array(literals(AUTHORITIES, 'code of an authority'), { maxItems: MANY })),
        party: Type.Optional(text('entity id, or an organisation of the register')),
        relation: Type.Optional(
          literals(
            ['designated', 'owned_50', 'owned_minor', 'controlled', 'announced', 'held', 'revoked', 'news_only'],
            'how the party stands to the designation',
          ),
        ),
        ...moment,
      },
      closed,
    ),
    (desk, { asker, nexus, authorities, party, relation }, at) => {
      const reply = desk.law(
        {
          asker,
          ...(nexus === undefined ? {} : { nexus }),
          ...(authorities === undefined ? {} : { authorities }),
          ...(party === undefined ? {} : { party }),
          ...(relation === undefined ? {} : { relation }),
        },
        at,
      )
      return { summary: `${reply.consequences.length} consequences`, data: reply }
    },
  ),
  tool(
    'exposure',
    "Who is blocked through ownership, by each regime's own rule, from stakes that are given. Blocked parties are named, or found by screening the names.",
    Type.Object(
      {
        stakes: Type.Array(
          Type.Object(
            {
              owner: text('holder'),
              owned: text('what is held'),
              share: Type.Optional(
                Type.String({ maxLength: 40, description: 'percent, or 40-60; unknown where absent' }),
              ),
            },
            closed,
          ),
          { minItems: 1, maxItems: 1_000 },
        ),
        blocked: Type.Optional(texts('names of blocked parties; screened where absent')),
        ...moment,
      },
      closed,
    ),
    (desk, { stakes, blocked }, at) => {
      const answer = desk.exposure(
        stakes.map(({ owner, owned, share }) => ({ owner, owned, ...(share === undefined ? {} : { share }) })),
        blocked ?? [],
        at,
      )
      const reached = answer.entities.filter(({ ofac }) => ofac.verdict === 'blocked').length
      return {
        summary: `${reached} of ${answer.entities.length} parties blocked under OFAC's rule`,
        missing: answer.missing,
        data: answer,
      }
    },
  ),
  tool(
    'what_if',
    'Supposes a designation and compares the book with it: who would be newly matched, owned or linked, and how much is at stake. Nothing is designated by it.',
    Type.Object(
      {
        designate: Type.Array(text('organisation of the register, a class, or a name'), {
          minItems: 1,
          maxItems: MANY,
        }),
        authorities: Type.Optional(
          Type.Array(literals(AUTHORITIES, 'code of an authority'), { minItems: 1, maxItems: MANY }),
        ),
        effective: Type.Optional({
          ...day,
          description: 'day of effect, YYYY-MM-DD; the day asked about where absent',
        }),
        ...moment,
      },
      closed,
    ),
    (desk, { designate, authorities, effective }, at) => {
      const answer = desk.whatIf(
        {
          designate,
          authorities: authorities ?? (['FTO', 'SDGT'] as readonly Authority[]),
          effective: (effective ?? at.asOf) as IsoDate,
        },
        at,
      )
      const { matched, owned, linked } = answer.newly
      return {
        summary: `supposed: ${matched.length} newly matched, ${owned.length} owned, ${linked.length} linked; nothing is designated by it`,
        missing: answer.missing.filter((reason) => reason.includes('could not be screened')),
        data: answer,
      }
    },
  ),
  tool(
    'radar',
    'Organisations that stand before a designation, or before its end: prospective state, since when, next dated step. None of it has legal effect.',
    Type.Object({ ...moment }, closed),
    (desk, _input, at) => {
      const rows = desk.radar(at)
      return { summary: `${rows.length} prospective positions, none of them a designation`, data: rows }
    },
  ),
  tool(
    'lists',
    'The lists that are loaded: version, publication, whether stale or partial.',
    Type.Object({ ...moment }, closed),
    (desk) => {
      const rows = desk.lists()
      const missing = rows.some(({ is_sanctions_list: is }) => is) ? [] : ['no sanctions list is loaded']
      return { summary: `${rows.length} lists`, missing, data: rows }
    },
  ),
]

function screened(answer: Answer): ToolAnswer {
  const strongest = answer.hits[0]?.score
  return {
    summary:
      answer.status === 'undetermined'
        ? 'could not screen: nothing may be concluded'
        : `${answer.total} hits${strongest === undefined ? '' : `, strongest ${strongest}`}; ${answer.below.length} below the bar`,
    missing: answer.missing ?? [],
    data: { status: answer.status, hits: answer.hits, below: answer.below, warnings: answer.warnings ?? [] },
  }
}
