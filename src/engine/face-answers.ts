import { hash } from 'node:crypto'
import { get, type Step } from '../casework/records/query.ts'
import {
  type AnswerTally,
  linesOf,
  recordAnswerSet,
  SET_LINES,
  type SetLine,
  setLineOf,
} from '../casework/work/answer-sets.ts'
import type { Instant } from '../model/brand.ts'
import { CordonError } from '../model/errors.ts'
import { accepted, type Parsed, refused } from '../model/parsed.ts'
import { AnswerBases, type KeptBasisText } from './answer-basis.ts'
import type { AnswerJson } from './answer-ledger.ts'
import { Desk, type RecordStore, systemActor, type Tenant } from './desk.ts'
import type { Engine, GivenParty } from './engine.ts'
import { machineClock } from './records.ts'

export type { AnswerTally } from '../casework/work/answer-sets.ts'
export { setLineOf } from '../casework/work/answer-sets.ts'

/** A face's answer that is about to leave. */
export interface FaceAnswer extends AnswerTally {
  readonly asker: string
  readonly at: string
  /** The question in the face's own form. */
  readonly question: unknown
  /** Ids of entities that matched, by the key of the query. */
  readonly found?: Readonly<Record<string, readonly string[]>>
  /** The bytes that leave. */
  readonly text: string
}

interface Waiting {
  readonly line: SetLine
  readonly basis: KeptBasisText
  readonly isKept: (id: string) => void
  readonly isLost: (error: unknown) => void
}

/** Answers that wait for the disk at most; more are not given. */
const MOST_WAITING = 20_000
const MOST_REST_MS = 5

/**
 * Keeps the answers of a face that gives very many: all that became ready while the last were written go to the disk in one
 * commit. No answer leaves before it is kept; one that cannot be kept is not given.
 */
export class FaceAnswers {
  readonly #store: RecordStore
  readonly #face: string
  readonly #bases: AnswerBases
  readonly #now: () => Instant
  readonly #waiting = new Map<Tenant, Waiting[]>()
  readonly #writing = new Set<Tenant>()
  #restUntil = 0

  constructor(store: RecordStore, face: string, data?: string, now: () => Instant = machineClock) {
    this.#store = store
    this.#now = now
    this.#face = face
    this.#bases = new AnswerBases(data)
  }

  /**
   * Resolves with the answer's id once it is durable.
   *
   * @throws CordonError `server.overloaded` where too many wait; whatever the store throws.
   */
  keep(tenant: Tenant, engine: Engine, { text, ...told }: FaceAnswer): Promise<string> {
    const queue = this.#waiting.get(tenant) ?? []
    this.#waiting.set(tenant, queue)
    if (queue.length >= MOST_WAITING)
      return Promise.reject(new CordonError('server.overloaded', 'too many answers wait to be kept'))
    return new Promise((isKept, isLost) => {
      const line = { ...told, digest: hash('sha256', text) }
      queue.push({ line, basis: this.#bases.of(engine), isKept, isLost })
      if (this.#writing.has(tenant)) return
      this.#writing.add(tenant)
      void this.#writeAll(tenant, queue)
    })
  }

  async #writeAll(tenant: Tenant, queue: Waiting[]): Promise<void> {
    await this.#pause()
    while (queue.length > 0) {
      const basis = queue[0]?.basis
      const other = queue.findIndex((one) => one.basis !== basis)
      const set = queue.splice(0, Math.min(SET_LINES, other < 0 ? queue.length : other))
      const from = performance.now()
      await this.#write(tenant, set)
      const now = performance.now()
      this.#restUntil = now + Math.min(now - from, MOST_REST_MS)
      await this.#pause()
    }
    this.#writing.delete(tenant)
  }

  /**
   * Whatever has arrived is answered first and goes with the next commit; and after a commit as much time passes without one as
   * it took, so that the disk never has more than half of a busy server's time.
   */
  #pause(): Promise<void> {
    const rest = this.#restUntil - performance.now()
    return new Promise((resolve) => {
      if (rest < 1) setImmediate(resolve)
      else setTimeout(resolve, rest)
    })
  }

  async #write(tenant: Tenant, set: readonly Waiting[]): Promise<void> {
    const [first] = set
    if (first === undefined) return
    try {
      const desk = new Desk(this.#store, systemActor(tenant, this.#face), this.#now)
      const lines = set.map(({ line }) => line)
      const kept = await desk.change('screen', (act) =>
        recordAnswerSet(act, { face: this.#face, basis: first.basis, lines }),
      )
      if (!kept.ok) throw new CordonError('store.unavailable', `answers could not be kept: ${kept.issue.code}`)
      set.forEach(({ isKept }, at) => {
        isKept(`${kept.value}.${at}`)
      })
    } catch (error) {
      for (const { isLost } of set) isLost(error)
    }
  }
}

/** What the keeper of answers must know of a face whose answers it keeps. */
export interface KeptFace {
  /** Gives an answer again: the bytes of the question as it was kept, of this engine. */
  askAgain(engine: Engine, question: unknown, at: string): string
  /** The parties that a question screened, by the key of the query; none where it screened nobody. */
  partiesOf(question: unknown): Readonly<Record<string, GivenParty>>
}
export type KeptFaces = Readonly<Record<string, KeptFace>>

/** An answer of a face asked again, and whether it has the old bytes. */
export interface FaceReplay {
  readonly id: string
  readonly isSame: boolean
  readonly digest: string
  readonly replayed_digest: string
  /** What the face answers now. */
  readonly answer: string
}

interface KeptLine {
  readonly face: string
  readonly line: SetLine
  readonly basisJson: string
}

function* findLine(id: string): Step<Parsed<KeptLine>> {
  const place = setLineOf(id)
  const row = place === undefined ? undefined : yield* get('answer_set', place.set)
  const line = row === undefined ? undefined : linesOf(row.content)[place?.line ?? -1]
  const basis = row === undefined ? undefined : yield* get('answer_basis', row.basis)
  if (row === undefined || line === undefined || basis === undefined) return refused('answer.unknown', id)
  return accepted({ face: row.face, line, basisJson: basis.body })
}

/** One answer of a set as others may see it, in the form of an answer kept by itself. */
export const getFaceAnswer = async (desk: Desk, id: string): Promise<Parsed<AnswerJson>> => {
  const found = await desk.lookFor('answer.read', () => findLine(id))
  if (!found.ok) return found
  const { face, line, basisJson } = found.value
  const { asker, at, digest, clear, hits, undetermined } = line
  return accepted({
    id,
    at,
    asker,
    party: null,
    status: undetermined > 0 ? 'undetermined' : hits > 0 ? 'hits' : 'clear',
    question: { face, clear, hits, undetermined, asked: line.question },
    basis: JSON.parse(basisJson) as unknown,
    digest,
    answer: null,
    lookback_of: null,
  })
}

/** Asks a face's kept question again, of exactly the lists, register and policy it was asked of. */
export async function replayFaceAnswer(
  desk: Desk,
  id: string,
  faces: KeptFaces,
  data?: string,
): Promise<Parsed<FaceReplay>> {
  const found = await desk.lookFor('audit.read', () => findLine(id))
  if (!found.ok) return found
  const { face, line, basisJson } = found.value
  const known = Object.hasOwn(faces, face) ? faces[face] : undefined
  if (known === undefined) return refused('replay.scope', face, { remedy: 'use a Cordon that has this face' })
  const engine = await new AnswerBases(data).open(basisJson)
  if (!engine.ok) return engine
  const answer = known.askAgain(engine.value, line.question, line.at)
  const digest = hash('sha256', answer)
  return accepted({ id, isSame: digest === line.digest, digest: line.digest, replayed_digest: digest, answer })
}
