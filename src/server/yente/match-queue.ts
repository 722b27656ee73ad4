import type { Engine } from '../../engine/engine.ts'
import { isPoolFault, ScreeningPool } from '../../engine/screening-pool.ts'
import { CordonError } from '../../model/errors.ts'
import type { Log } from '../http/log.ts'
import { MATCH_TASK, MATCH_TASKS } from './match-task.ts'
import type { AskedAt, QuestionResult, YenteQuestion } from './questions.ts'

export interface MatchQueueOptions {
  /** Threads that match; with 0 this one does. */
  readonly threads: number
  /** How long a question may wait before it is turned away. */
  readonly budgetMs: number
  readonly log: Log
  /** The program of a thread; `match-thread.ts` where absent. */
  readonly program?: URL
}

interface Waiting {
  readonly engine: Engine
  readonly item: AskedAt
  readonly since: number
  readonly isAnswered: (result: QuestionResult) => void
  readonly isRefused: (error: Error) => void
}

const PROGRAM = new URL(`./match-thread.${import.meta.url.endsWith('.js') ? 'js' : 'ts'}`, import.meta.url)

const WARMING: YenteQuestion = {
  route: 'match',
  dataset: 'default',
  query: '',
  body: '{"queries":{"q":{"schema":"Thing","properties":{"name":["warming"]}}}}',
}

/** Questions that a thread is handed together: few enough that none waits long for its neighbours. */
const TOGETHER = 16
/** Characters of a question above which it goes alone: a batch is work enough. */
const LONG_BODY = 4_000
/** A queue of fewer is no queue: what waits in it is slow, not late. */
const QUEUE_FROM = 8
const AHEAD = 2

/**
 * Questions of `/match` on their way to threads. Those that come while all threads are busy go together, so that a busy server hands
 * over seldom; one that has waited too long is turned away unanswered, never guessed at.
 */
export class MatchQueue {
  readonly #pool: ScreeningPool
  readonly #options: MatchQueueOptions
  #waiting: Waiting[] = []
  #taken = 0
  #runs = 0
  #isPumping = false
  #shed = 0

  constructor(options: MatchQueueOptions) {
    this.#options = options
    this.#pool = new ScreeningPool({
      threads: options.threads,
      program: options.program ?? PROGRAM,
      tasks: MATCH_TASKS,
      onFault: (reason) => options.log.error('match.thread', new Error(reason)),
    })
  }

  /** Questions turned away so far. */
  get shed(): number {
    return this.#shed
  }

  /** @throws CordonError `server.overloaded` where it waited too long, `work.stopped` where its thread died twice or the server ends. */
  ask(engine: Engine, item: AskedAt): Promise<QuestionResult> {
    return new Promise((isAnswered, isRefused) => {
      const one = { engine, item, since: performance.now(), isAnswered, isRefused }
      if (this.#isLate(this.#waiting[this.#taken], one.since)) {
        this.#turnAway(one)
        return
      }
      this.#waiting.push(one)
      if (this.#isPumping) return
      this.#isPumping = true
      setImmediate(() => {
        this.#isPumping = false
        this.#pump()
      })
    })
  }

  /** Opens an engine in every thread before it is served, so that the first question does not wait for it. */
  async warm(engine: Engine): Promise<void> {
    const at = new Date().toISOString()
    const { threads } = this.#pool
    const items = Array.from({ length: threads * AHEAD }, () => ({ question: WARMING, at }))
    await this.#pool.runNamed(engine, MATCH_TASK, items, { at }, 1)
  }

  close(): Promise<void> {
    return this.#pool.close()
  }

  #pump(): void {
    const most = Math.max(1, this.#pool.threads * AHEAD)
    while (this.#runs < most && this.#taken < this.#waiting.length) {
      const left = this.#waiting.length - this.#taken
      this.#run(this.#take(Math.min(TOGETHER, Math.ceil(left / (most - this.#runs)))))
    }
    if (this.#taken === this.#waiting.length || this.#taken > 1_000) {
      this.#waiting = this.#waiting.slice(this.#taken)
      this.#taken = 0
    }
  }

  /** The next few for one engine that are not too late. */
  #take(most: number): readonly Waiting[] {
    const taken: Waiting[] = []
    const now = performance.now()
    for (
      let one = this.#waiting[this.#taken];
      one !== undefined && taken.length < most;
      one = this.#waiting[this.#taken]
    ) {
      const [first] = taken
      const isLong = (one.item.question.body?.length ?? 0) > LONG_BODY
      if (first !== undefined && (first.engine !== one.engine || isLong)) break
      this.#taken += 1
      if (this.#isLate(one, now)) this.#turnAway(one)
      else taken.push(one)
      if (isLong) break
    }
    return taken
  }

  #isLate(one: Waiting | undefined, now: number): boolean {
    const isQueue = this.#waiting.length - this.#taken >= QUEUE_FROM
    return one !== undefined && isQueue && now - one.since > this.#options.budgetMs
  }

  #turnAway({ isRefused }: Waiting): void {
    this.#shed += 1
    isRefused(new CordonError('server.overloaded', 'the server is behind: this was not screened'))
  }

  #run(taken: readonly Waiting[]): void {
    const [first] = taken
    if (first === undefined) return
    this.#runs += 1
    const items = taken.map(({ item }) => item)
    const done = (): void => {
      this.#runs -= 1
      this.#pump()
    }
    this.#pool.runNamed(first.engine, MATCH_TASK, items, { at: first.item.at }, items.length).then(
      (results) => {
        taken.forEach((one, at) => {
          tell(one, results[at])
        })
        done()
      },
      (error: unknown) => {
        for (const { isRefused } of taken) isRefused(error instanceof Error ? error : new Error(String(error)))
        done()
      },
    )
  }
}

/** What `MATCH_TASKS` answers, or the fault of threads that died of the question: an error, never an answer. */
function tell({ isAnswered, isRefused }: Waiting, result: unknown): void {
  if (result === undefined || isPoolFault(result)) {
    isRefused(new CordonError('work.stopped', `this could not be matched: ${result?.fault ?? 'nothing came back'}`))
  } else isAnswered(result as QuestionResult)
}
