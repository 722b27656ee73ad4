import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Type from 'typebox'
import { loadBook, sampleBook } from '../../../engine/books.ts'
import type { Engine } from '../../../engine/engine.ts'
import { readOwnershipFiles } from '../../../engine/exposure.ts'
import { parseAsker } from '../../../engine/law.ts'
import { readLinkFiles } from '../../../engine/link-files.ts'
import { type ReadyBook, readyBook, type Scenario, whatIf } from '../../../engine/scenario.ts'
import { termsOf } from '../../../engine/scenario-terms.ts'
import { BookNames } from '../../../engine/screened-book.ts'
import { AUTHORITIES, type Authority, parseAuthority } from '../../../model/authority.ts'
import type { IsoDate } from '../../../model/brand.ts'
import { accepted, type Parsed } from '../../../model/parsed.ts'
import { type Route, route } from '../route.ts'
import { DAY, LANGUAGE, strict } from '../shapes.ts'

const text = Type.String()
const MOST_TERMS = 50
/** Days for which the sample book stays screened; a what-if on another day screens it again. */
const KEPT_DAYS = 8

const readyBooks = new WeakMap<Engine, Map<string, ReadyBook>>()

/** The sample book, screened once a day asked about: every scenario on that day starts from it. */
function sampleReady(engine: Engine, asOf: IsoDate, at: string): ReadyBook {
  const held = readyBooks.get(engine) ?? new Map<string, ReadyBook>()
  readyBooks.set(engine, held)
  const known = held.get(asOf)
  if (known !== undefined) return known
  const book = loadBook([sampleBook()])
  const names = new BookNames(book.parties)
  const stakes = readOwnershipFiles([`${sampleBook()}/ownership.csv`], names.idOf)
  const links = readLinkFiles([`${sampleBook()}/links.csv`])
  const issues = [...stakes.issues, ...links.issues]
  const ready = readyBook({ book, stakes: stakes.graph, links: links.links, engine, asOf, at, issues })
  const [oldest] = held.keys()
  if (held.size >= KEPT_DAYS && oldest !== undefined) held.delete(oldest)
  held.set(asOf, ready)
  return ready
}

const PARTY = Type.Object({ id: text, name: Type.Optional(text), because: text })

const run = route({
  method: 'POST',
  path: '/v1/scenarios',
  id: 'runScenario',
  tag: 'What-if',
  summary: 'What would change for the sample book if organisations were designated, or freed',
  needs: 'screen',
  body: strict({
    designate: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 384 }), { maxItems: MOST_TERMS })),
    revoke: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 384 }), { maxItems: MOST_TERMS })),
    authorities: Type.Array(Type.Enum([...AUTHORITIES]), { minItems: 1, maxItems: AUTHORITIES.length }),
    effective: DAY,
    announced: Type.Optional(DAY),
    as_of: Type.Optional(DAY),
    asker: Type.Optional(Type.String({ maxLength: 32 })),
    language: Type.Optional(LANGUAGE),
  }),
  answer: Type.Object({
    hypothetical: Type.Literal(true),
    newly: Type.Object({ matched: Type.Array(PARTY), owned: Type.Array(PARTY), linked: Type.Array(PARTY) }),
    unchanged: Type.Array(Type.Object({ id: text, because: text })),
    amounts: Type.Array(Type.Object({ currency: text, sum: Type.Number() })),
    consequences: Type.Array(Type.Unknown()),
    caveat: text,
  }),
  example: {
    body: {
      designate: ['Cartel de Sinaloa'],
      authorities: ['FTO', 'SDGT'],
      effective: '2019-12-20',
      as_of: '2019-12-06',
      asker: 'us_bank',
    },
  },
  handle: ({ body, back, at }): Parsed<unknown> => {
    const { engine } = back.service.now
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
    return accepted(
      whatIf({
        scenario,
        ready: sampleReady(engine, asOf, at),
        register,
        law: back.knowledge.law().law,
        engine,
        at,
        language: body.language === 'es' ? 'es' : 'en',
        ...(asker === undefined ? {} : { askers: [asker.value] }),
      }),
    )
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

export const SCENARIO_ROUTES: readonly Route[] = [run, sampleParties]
