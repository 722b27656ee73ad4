import { find } from '../casework/records/query.ts'
import { linesOf } from '../casework/work/answer-sets.ts'
import { accepted, type Parsed } from '../model/parsed.ts'
import type { AnswerLedger } from './answer-ledger.ts'
import type { Desk } from './desk.ts'
import type { Answer, Engine, GivenParty } from './engine.ts'
import type { KeptFaces } from './face-answers.ts'

export interface Lookback {
  readonly asked: number
  /** Old questions that would have had hits they did not have. */
  readonly found: readonly {
    readonly answer: string
    readonly lookback: string
    readonly entities: readonly string[]
  }[]
  readonly undetermined: number
}

export interface LookbackSpan {
  readonly from: string
  readonly before: string
}

/** One old question: who was asked about, and which entities its answer had. */
interface OldQuestion {
  readonly id: string
  readonly given: GivenParty
  readonly known: ReadonlySet<string>
  readonly party?: string
}

/** Asks kept questions again of today's lists. New answers are tagged with the old ones, which stay as they are. */
export async function lookBack(
  desk: Desk,
  engine: Engine,
  ledger: AnswerLedger,
  span: LookbackSpan,
  faces: KeptFaces = {},
): Promise<Parsed<Lookback>> {
  const asker = new Asker(desk, engine, ledger)
  for (const pages of [keptAlone(desk, span), keptInSets(desk, span, faces)]) {
    for await (const page of pages) {
      if (!page.ok) return page
      for (const question of page.value) {
        const asked = await asker.ask(question)
        if (!asked.ok) return asked
      }
    }
  }
  return accepted(asker.result)
}

class Asker {
  readonly result = { asked: 0, undetermined: 0, found: [] as Lookback['found'][number][] }
  readonly #desk: Desk
  readonly #engine: Engine
  readonly #ledger: AnswerLedger

  constructor(desk: Desk, engine: Engine, ledger: AnswerLedger) {
    this.#desk = desk
    this.#engine = engine
    this.#ledger = ledger
  }

  async ask({ id, given, known, party }: OldQuestion): Promise<Parsed<null>> {
    const options = { at: this.#desk.now() }
    const answer = this.#engine.screen(given, options)
    this.result.asked += 1
    if (answer.status === 'undetermined') this.result.undetermined += 1
    const entities = answer.hits.map(({ entity }) => entity.id).filter((one) => !known.has(one))
    if (entities.length === 0) return accepted(null)
    const kept = await this.#ledger.record(this.#desk, this.#engine, [
      { given, options, answer, lookbackOf: id, ...(party === undefined ? {} : { party }) },
    ])
    if (!kept.ok) return kept
    this.result.found.push({ answer: id, lookback: kept.value[0] ?? '', entities })
    return accepted(null)
  }
}

const PAGE = 500

async function* keptAlone(desk: Desk, span: LookbackSpan): AsyncIterable<Parsed<readonly OldQuestion[]>> {
  let after: { value: string; id: string } | undefined
  for (;;) {
    const page = await desk.look('answer.read', () =>
      find('answer', {
        where: { at: span, lookback_of: null },
        order: 'at',
        limit: PAGE,
        ...(after === undefined ? {} : { after }),
      }),
    )
    if (!page.ok) return yield page
    yield accepted(
      page.value.map((row) => ({
        id: row.id,
        given: (JSON.parse(row.question_json) as { readonly given: GivenParty }).given,
        known: new Set(row.body === null ? [] : (JSON.parse(row.body) as Answer).hits.map(({ entity }) => entity.id)),
        ...(row.party === null ? {} : { party: row.party }),
      })),
    )
    const last = page.value.at(-1)
    if (last === undefined || page.value.length < PAGE) return undefined
    after = { value: last.at, id: last.id }
  }
}

/** Sets of answers are long: a page of few holds as many questions. */
const SETS_PAGE = 20

async function* keptInSets(
  desk: Desk,
  span: LookbackSpan,
  faces: KeptFaces,
): AsyncIterable<Parsed<readonly OldQuestion[]>> {
  let after: { value: string; id: string } | undefined
  for (;;) {
    const page = await desk.look('answer.read', () =>
      find('answer_set', {
        where: { at: span },
        order: 'at',
        limit: SETS_PAGE,
        ...(after === undefined ? {} : { after }),
      }),
    )
    if (!page.ok) return yield page
    yield accepted(
      page.value.flatMap(({ id, face, content }) =>
        linesOf(content).flatMap(({ question, found }, at) =>
          Object.entries(faces[face]?.partiesOf(question) ?? {}).map(([key, given]) => ({
            id: `${id}.${at}`,
            given,
            known: new Set(found?.[key] ?? []),
          })),
        ),
      ),
    )
    const last = page.value.at(-1)
    if (last === undefined || page.value.length < SETS_PAGE) return undefined
    after = { value: last.at, id: last.id }
  }
}
