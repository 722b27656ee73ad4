import { hash } from 'node:crypto'
import { find, get } from '../casework/records/query.ts'
import type { Row } from '../casework/records/tables.ts'
import { ANSWER_BATCH, type GivenAnswer, recordAnswers } from '../casework/work/answers.ts'
import type { DatasetId, IsoDate } from '../model/brand.ts'
import { accepted, type Parsed, refused } from '../model/parsed.ts'
import { AnswerBases } from './answer-basis.ts'
import type { Desk } from './desk.ts'
import type { Answer, Engine, GivenParty, Language, ScreenOptions } from './engine.ts'

/** One question with its answer, as a face had it. */
export interface AskedAndAnswered {
  readonly given: GivenParty
  /** Columns of the asker's file that passed through. */
  readonly columns?: Readonly<Record<string, string>>
  readonly options: ScreenOptions
  readonly answer: Answer
  /** The party of the book it is about. */
  readonly party?: string
  readonly lookbackOf?: string
}

interface KeptQuestion {
  readonly given: GivenParty
  readonly columns?: Readonly<Record<string, string>>
  readonly at: string
  readonly asOf?: string
  readonly knownAt?: string
  readonly threshold?: number
  readonly limit?: number
  readonly language?: Language
  readonly datasets?: readonly string[]
  /** A scope that only its face knows: it cannot be asked again by itself. */
  readonly hasOwnScope?: true
}

/** SHA-256 of an answer's bytes, `engine` left out: it names the running version, and nothing else may differ (PRODUCT.md §5.5). */
export function digestOfAnswer({ engine: _engine, ...lasting }: Answer): string {
  return hash('sha256', JSON.stringify(lasting))
}

/** Keeps answers in the audit log, many at once where many are given at once, and asks them again. */
export class AnswerLedger {
  readonly #bases: AnswerBases

  constructor(data?: string) {
    this.#bases = new AnswerBases(data)
  }

  /** Durable before it answers: ids by which each answer can be replayed, in the order given. */
  async record(desk: Desk, engine: Engine, asked: readonly AskedAndAnswered[]): Promise<Parsed<readonly string[]>> {
    const { json } = this.#bases.of(engine)
    const ids: string[] = []
    for (let at = 0; at < asked.length; at += ANSWER_BATCH) {
      const batch = asked.slice(at, at + ANSWER_BATCH).map((one) => keptAnswer(one, json))
      const done = await desk.change('screen', (act) => recordAnswers(act, batch))
      if (!done.ok) return done
      ids.push(...done.value)
    }
    return accepted(ids)
  }

  /** Asks a kept question again, of exactly the lists, register and policy it was asked of, and compares the bytes. */
  async replay(desk: Desk, id: string): Promise<Parsed<Replay>> {
    const found = await desk.look('audit.read', () => get('answer', id))
    if (!found.ok) return found
    if (found.value === undefined) return refused('answer.unknown', id)
    const question = JSON.parse(found.value.question_json) as KeptQuestion
    if (question.hasOwnScope === true)
      return refused('replay.scope', id, { remedy: 'this question had a scope of its face, which is not kept' })
    const engine = await this.#bases.open(found.value.basis_json)
    if (!engine.ok) return engine
    return accepted(compared(found.value, ask(engine.value, question)))
  }
}

/** A question asked again, and whether its answer has the old bytes. */
export interface Replay {
  readonly id: string
  readonly isSame: boolean
  readonly digest: string
  readonly replayed_digest: string
  readonly answer: Answer
  /** The answer as it was given, where it was kept whole. */
  readonly before: Answer | null
}

function ask(
  engine: Engine,
  { given, columns, asOf, knownAt, datasets, hasOwnScope: _scope, ...rest }: KeptQuestion,
): Answer {
  const options: ScreenOptions = {
    ...rest,
    ...(asOf === undefined ? {} : { asOf: asOf as IsoDate }),
    ...(knownAt === undefined ? {} : { knownAt: knownAt as IsoDate }),
    ...(datasets === undefined ? {} : { datasets: datasets as readonly DatasetId[] }),
  }
  return columns === undefined
    ? engine.screen(given, options)
    : engine.screenRow({ id: given.id ?? '', ...given, columns }, options)
}

const compared = (row: Row<'answer'>, answer: Answer): Replay => ({
  id: row.id,
  isSame: digestOfAnswer(answer) === row.digest,
  digest: row.digest,
  replayed_digest: digestOfAnswer(answer),
  answer,
  before: row.body === null ? null : (JSON.parse(row.body) as Answer),
})

function keptAnswer(
  { given, columns, options, answer, party, lookbackOf }: AskedAndAnswered,
  basisJson: string,
): GivenAnswer {
  const { isInScope, ...plain } = options
  const question: KeptQuestion = {
    given,
    ...plain,
    ...(columns === undefined ? {} : { columns }),
    ...(isInScope === undefined ? {} : { hasOwnScope: true }),
  }
  return {
    party: party ?? null,
    status: answer.status,
    questionJson: JSON.stringify(question),
    basisJson,
    digest: digestOfAnswer(answer),
    body: answer.status === 'clear' ? null : JSON.stringify(answer),
    lookbackOf: lookbackOf ?? null,
  }
}

/** A kept answer as others may see it. */
export const answerJson = (row: Row<'answer'>) => ({
  id: row.id,
  at: row.at,
  asker: row.asker,
  party: row.party,
  status: row.status,
  question: JSON.parse(row.question_json) as unknown,
  basis: JSON.parse(row.basis_json) as unknown,
  digest: row.digest,
  answer: row.body === null ? null : (JSON.parse(row.body) as Answer),
  lookback_of: row.lookback_of,
})
export type AnswerJson = ReturnType<typeof answerJson>

export const getAnswer = (desk: Desk, id: string): Promise<Parsed<AnswerJson>> =>
  desk.lookFor('answer.read', function* () {
    const row = yield* get('answer', id)
    return row === undefined ? refused('answer.unknown', id) : accepted(answerJson(row))
  })

/** Kept answers from an instant on, the oldest first. */
export const listAnswers = (
  desk: Desk,
  from: string,
  before: string,
  limit: number,
): Promise<Parsed<readonly AnswerJson[]>> =>
  desk.look('answer.read', function* () {
    const rows = yield* find('answer', { where: { at: { from, before } }, order: 'at', limit })
    return rows.map(answerJson)
  })
