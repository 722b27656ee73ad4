import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { canonicalJson } from '../casework/records/canonical.ts'
import { find, get } from '../casework/records/query.ts'
import type { Row } from '../casework/records/tables.ts'
import { ANSWER_BATCH, type GivenAnswer, recordAnswers } from '../casework/work/answers.ts'
import type { Policy } from '../match/policy.ts'
import type { DatasetId, IsoDate, PolicyId } from '../model/brand.ts'
import { CordonError } from '../model/errors.ts'
import { accepted, type Parsed, refused } from '../model/parsed.ts'
import type { Desk } from './desk.ts'
import type { Answer, Engine, GivenParty, Language, ScreenOptions } from './engine.ts'
import { openPinnedEngine } from './open-engine.ts'
import { dataFolder } from './paths.ts'
import type { Register } from './register.ts'
import { ENGINE } from './version.ts'

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

interface KeptBasis {
  readonly engine: string
  readonly matcher: string
  readonly lists: readonly {
    readonly id: string
    readonly version: string
    readonly isStale: boolean
    readonly quarantined?: string
  }[]
  /** How many rulings on merges of lists counted. */
  readonly rulings?: number
  readonly policyId: string
  readonly policy: Policy
  readonly register: string
  readonly registerDay: string
}

/** SHA-256 of an answer's bytes, `engine` left out: it names the running version, and nothing else may differ (PRODUCT.md §5.5). */
export function digestOfAnswer({ engine: _engine, ...lasting }: Answer): string {
  return createHash('sha256').update(JSON.stringify(lasting)).digest('hex')
}

/** The registers that answers rested on, each kept once under its digest beside the database. */
class RegisterShelf {
  readonly #folder: string

  constructor(data: string | undefined) {
    this.#folder = join(dataFolder(data), 'registers')
  }

  keep(version: string, json: () => string): void {
    const path = this.#path(version)
    if (existsSync(path)) return
    mkdirSync(this.#folder, { recursive: true })
    writeFileSync(`${path}.new`, gzipSync(json()), { flush: true })
    renameSync(`${path}.new`, path)
  }

  find(version: string): Register | undefined {
    const path = this.#path(version)
    if (!existsSync(path)) return undefined
    const json = gunzipSync(readFileSync(path)).toString('utf8')
    if (`sha256:${createHash('sha256').update(json).digest('hex')}` !== version)
      throw new CordonError('store.unavailable', `the kept register ${version} no longer has its digest`)
    return JSON.parse(json) as Register
  }

  #path(version: string): string {
    return join(this.#folder, `${version.replace(/[^0-9a-z]/g, '-')}.json.gz`)
  }
}

/** Keeps answers in the audit log, many at once where many are given at once, and asks them again. */
export class AnswerLedger {
  readonly #data: string | undefined
  readonly #shelf: RegisterShelf
  readonly #kept = new WeakMap<Engine, KeptBasis>()

  constructor(data?: string) {
    this.#data = data
    this.#shelf = new RegisterShelf(data)
  }

  /** Durable before it answers: ids by which each answer can be replayed, in the order given. */
  async record(desk: Desk, engine: Engine, asked: readonly AskedAndAnswered[]): Promise<Parsed<readonly string[]>> {
    const basis = this.#basisOf(engine)
    const ids: string[] = []
    for (let at = 0; at < asked.length; at += ANSWER_BATCH) {
      const batch = asked.slice(at, at + ANSWER_BATCH).map((one) => keptAnswer(one, basis))
      const done = await desk.change('screen', (act) => recordAnswers(act, batch))
      if (!done.ok) return done
      ids.push(...done.value)
    }
    return accepted(ids)
  }

  #basisOf(engine: Engine): KeptBasis {
    const held = this.#kept.get(engine)
    if (held !== undefined) return held
    const { origin } = engine
    if (origin === undefined) throw new TypeError('an engine without an origin cannot be asked the same again')
    this.#shelf.keep(origin.registerVersion, origin.registerJson)
    const basis: KeptBasis = {
      engine: ENGINE,
      matcher: engine.lists[0]?.corpus.matcher ?? '',
      lists: engine.lists.map(({ id, version, isStale, quarantined }) => ({
        id,
        version,
        isStale,
        ...(quarantined === undefined ? {} : { quarantined }),
      })),
      rulings: engine.rulings,
      policyId: engine.policyId,
      policy: engine.policy,
      register: origin.registerVersion,
      registerDay: origin.registerDay,
    }
    this.#kept.set(engine, basis)
    return basis
  }

  /** Asks a kept question again, of exactly the lists, register and policy it was asked of, and compares the bytes. */
  async replay(desk: Desk, id: string): Promise<Parsed<Replay>> {
    const found = await desk.look('audit.read', () => get('answer', id))
    if (!found.ok) return found
    if (found.value === undefined) return refused('answer.unknown', id)
    const question = JSON.parse(found.value.question_json) as KeptQuestion
    const basis = JSON.parse(found.value.basis_json) as KeptBasis
    if (question.hasOwnScope === true)
      return refused('replay.scope', id, { remedy: 'this question had a scope of its face, which is not kept' })
    const register = this.#shelf.find(basis.register)
    if (register === undefined)
      return refused('replay.register', basis.register, { remedy: 'restore the folder `registers` of the data folder' })
    const engine = await openPinnedEngine(
      {
        lists: basis.lists,
        rulings: basis.rulings ?? 0,
        policy: basis.policy,
        policyId: basis.policyId as PolicyId,
        register,
        registerDay: basis.registerDay as IsoDate,
      },
      this.#data,
    )
    const matcher = engine.lists[0]?.corpus.matcher
    if (matcher !== basis.matcher)
      return refused('replay.matcher', basis.matcher, { remedy: 'use a Cordon that has this matcher' })
    return accepted(compared(found.value, ask(engine, question)))
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
  basis: KeptBasis,
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
    basisJson: canonicalJson(basis),
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
