import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Type, { type Static } from 'typebox'
import { sampleBook } from '../../../engine/books.ts'
import { parseAsker } from '../../../engine/law.ts'
import type { WorkJson } from '../../../engine/long-work.ts'
import { digestOfBook, type GivenBook, ReadyBooks } from '../../../engine/ready-books.ts'
import { type Scenario, type WhatIfAnswer, whatIf } from '../../../engine/scenario.ts'
import { compareAnswers } from '../../../engine/scenario-comparison.ts'
import type { ReadyBook } from '../../../engine/scenario-request.ts'
import { termsOf } from '../../../engine/scenario-terms.ts'
import { AUTHORITIES, type Authority, parseAuthority } from '../../../model/authority.ts'
import type { IsoDate } from '../../../model/brand.ts'
import { CordonError } from '../../../model/errors.ts'
import { accepted, type Parsed } from '../../../model/parsed.ts'
import { type Back, type Route, route } from '../route.ts'
import { DAY, ID, LANGUAGE, strict } from '../shapes.ts'
import { ownerOf, WORK } from './work.ts'

const text = Type.String()
const MOST_TERMS = 50
const LONGEST_TABLE = 6_000_000
const MOST_COMPARED = 6

const books = new ReadyBooks()

const PARTY = Type.Object({ id: text, name: Type.Optional(text), because: text })
const TERMS = Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 384 }), { maxItems: MOST_TERMS }))
const SUPPOSED = {
  designate: TERMS,
  revoke: TERMS,
  authorities: Type.Array(Type.Enum([...AUTHORITIES]), { minItems: 1, maxItems: AUTHORITIES.length }),
  effective: DAY,
  announced: Type.Optional(DAY),
  as_of: Type.Optional(DAY),
  asker: Type.Optional(Type.String({ maxLength: 32 })),
  language: Type.Optional(LANGUAGE),
}
const TABLE = Type.Optional(Type.String({ maxLength: LONGEST_TABLE }))
const RUN = strict({
  ...SUPPOSED,
  book: Type.Optional(
    strict({
      parties: Type.String({
        minLength: 1,
        maxLength: LONGEST_TABLE,
        description: 'Parties as CSV; kept in memory only.',
      }),
      payments: TABLE,
      ownership: TABLE,
      links: TABLE,
    }),
  ),
})

const EXAMPLE = {
  designate: ['Cartel de Sinaloa'],
  authorities: ['FTO', 'SDGT'],
  effective: '2019-12-20',
  as_of: '2019-12-06',
  asker: 'us_bank',
}

const ANSWER = Type.Object({
  hypothetical: Type.Literal(true),
  newly: Type.Object({ matched: Type.Array(PARTY), owned: Type.Array(PARTY), linked: Type.Array(PARTY) }),
  unchanged: Type.Array(Type.Object({ id: text, because: text })),
  amounts: Type.Array(Type.Object({ currency: text, sum: Type.Number() })),
  consequences: Type.Array(Type.Unknown()),
  caveat: text,
})

const run = route({
  method: 'POST',
  path: '/v1/scenarios',
  id: 'runScenario',
  tag: 'What-if',
  summary: 'What would change for the sample book if organisations were designated, or freed',
  needs: 'screen',
  body: strict(SUPPOSED),
  answer: ANSWER,
  example: { body: EXAMPLE },
  handle: ({ body, back, at }): Parsed<unknown> => {
    const asked = readAsked(body, back, at)
    return asked.ok ? accepted(asked.value.answer(books.get(back.service.now.engine, asked.value.asOf, at))) : asked
  },
})

interface Asked {
  readonly asOf: IsoDate
  readonly answer: (ready: ReadyBook) => WhatIfAnswer
}

/** What is asked, read and ready to be answered from a book. */
function readAsked(body: Static<typeof RUN>, back: Back, at: string): Parsed<Asked> {
  const register = back.knowledge.register()
  const asOf = (body.as_of ?? at.slice(0, 10)) as IsoDate
  const asker = body.asker === undefined ? undefined : parseAsker(body.asker)
  if (asker?.ok === false) return asker
  const authorities: Authority[] = []
  for (const raw of body.authorities) {
    const authority = parseAuthority(raw)
    if (!authority.ok) return authority
    authorities.push(authority.value)
  }
  const texts = [...(body.designate ?? []), ...(body.revoke ?? [])]
  const scenario: Scenario = {
    name: texts.join(', '),
    action: body.revoke === undefined ? 'designate' : 'revoke',
    ...termsOf(register, texts, asOf),
    authorities,
    effective: body.effective as IsoDate,
    asOf,
    ...(body.announced === undefined ? {} : { announced: body.announced as IsoDate }),
  }
  const { engine } = back.service.now
  return accepted({
    asOf,
    answer: (ready) =>
      whatIf({
        scenario,
        ready,
        register,
        law: back.knowledge.law().law,
        engine,
        at,
        language: body.language === 'es' ? 'es' : 'en',
        ...(asker === undefined ? {} : { askers: [asker.value] }),
      }),
  })
}

const start = route({
  method: 'POST',
  path: '/v1/scenario-runs',
  id: 'startScenario',
  tag: 'What-if',
  summary:
    'The same in slices beside other requests, for the sample book or for one that is sent; told by /v1/work/{id}',
  needs: 'screen',
  status: 201,
  body: RUN,
  answer: WORK,
  example: { body: EXAMPLE },
  handle: ({ body, back, identity, at }): Parsed<WorkJson> => {
    const asked = readAsked(body, back, at)
    if (!asked.ok) return asked
    const { engine } = back.service.now
    const { book, ...supposed } = body
    const given = bookOf(book)
    const work = back.work.start({
      owner: ownerOf(identity),
      kind: 'scenario',
      key: JSON.stringify([
        supposed,
        asked.value.asOf,
        digestOfBook(given),
        engine.lists.map(({ version }) => version),
      ]),
      asked: { ...supposed, book: given === undefined ? 'sample' : 'own' },
      at,
      now: () => new Date().toISOString(),
      job: async (teller) => asked.value.answer(await books.prepare(engine, asked.value.asOf, at, teller, given)),
    })
    return accepted(work)
  },
})

/** Tables that are there, so that an absent one is no empty one. */
const bookOf = (book: Static<typeof RUN>['book']): GivenBook | undefined => {
  if (book === undefined) return undefined
  const { parties, payments, ownership, links } = book
  return {
    parties,
    ...(payments === undefined ? {} : { payments }),
    ...(ownership === undefined ? {} : { ownership }),
    ...(links === undefined ? {} : { links }),
  }
}

const compare = route({
  method: 'POST',
  path: '/v1/scenario-comparisons',
  id: 'compareScenarios',
  tag: 'What-if',
  summary: 'Runs that ended, side by side: what each catches, and what only one of them does',
  needs: 'screen',
  body: strict({ runs: Type.Array(ID, { minItems: 2, maxItems: MOST_COMPARED }) }),
  answer: Type.Object({
    hypothetical: Type.Literal(true),
    scenarios: Type.Array(Type.Unknown()),
    in_all: Type.Array(text),
  }),
  example: { body: { runs: ['{run}', '{run}'] } },
  handle: ({ body, back, identity }) => {
    const answers = body.runs.map((id) => {
      const found = back.work.find(ownerOf(identity), id)
      if (found?.work.kind !== 'scenario' || found.work.state !== 'done')
        throw new CordonError('work.unknown', 'one of the runs is not there, or has not ended')
      return found.value as WhatIfAnswer
    })
    return accepted(compareAnswers(answers))
  },
})

const sampleParties = route({
  method: 'GET',
  path: '/v1/sample-book',
  id: 'getSampleBook',
  tag: 'What-if',
  summary: 'The parties of the sample book, as the file they are kept in; all of them invented',
  needs: 'screen',
  answer: Type.Object({ name: text, content: text }),
  handle: () => accepted({ name: 'parties.csv', content: readFileSync(join(sampleBook(), 'parties.csv'), 'utf8') }),
})

export const SCENARIO_ROUTES: readonly Route[] = [run, start, compare, sampleParties]
