import { availableParallelism } from 'node:os'
import { setImmediate as turn } from 'node:timers/promises'
import { CordonError } from '../model/errors.ts'
import { type Parsed, refused } from '../model/parsed.ts'
import type { PartyRow } from '../sources/parties/party-rows.ts'
import type { Answer, Asked, Engine, GivenParty } from './engine.ts'
import { type EnginePlan, planOf } from './engine-plan.ts'
import {
  type ItemOf,
  POOL_WORK,
  type PoolOptions,
  type PoolTask,
  type PoolTasks,
  type ResultOf,
  wholeAsked,
} from './pool-tasks.ts'
import { PoolThread, type Slice } from './pool-thread.ts'

export type { PoolOptions } from './pool-tasks.ts'

export interface ScreeningPoolOptions {
  /** The cores of this machine where absent; with 0, or an engine that cannot be handed over, this thread answers. */
  readonly threads?: number
  /** Items that may wait or be worked on at once; a call that would pass it is refused with `work.many`. */
  readonly mostQueued?: number
  /** A thread that answers nothing for so long is taken for hung and ended. */
  readonly hungAfterMs?: number
  /** Told of every thread that ended by itself or was ended as hung. */
  readonly onFault?: (reason: string) => void
  /** The program of a thread; `screening-thread.ts` where absent. */
  readonly program?: URL
  /** Work that the program knows beside that of `POOL_TASKS`, for when this thread must do it. */
  readonly tasks?: PoolTasks
}

/** Why an item has no result: whatever was asked to do it failed twice. It is never an answer. */
export interface PoolFault {
  readonly fault: string
}

export const isPoolFault = (result: unknown): result is PoolFault =>
  typeof result === 'object' && result !== null && Object.keys(result).length === 1 && 'fault' in result

const MOST_QUEUED = 50_000
const HUNG_AFTER_MS = 60_000
/** Items handed to a thread at once: enough that handing over costs little, few enough that a crash repeats little. */
const LARGEST_SLICE = 64
/** A pool whose threads end so often in a row without answering anything stops trying, and says so for what waits. */
const MOST_DEATHS = 6

/**
 * Threads that screen over one shared index. The engine is named in each call: it is opened in a thread when first needed there, so a
 * list update is no more than naming the new engine from then on, and a call is answered wholly by the engine it named. Results stand
 * in the order of the items. Work of a thread that crashes is given to another once more, item by item; what fails twice is an error
 * of its own (`undetermined` in an answer), never `clear`.
 */
export class ScreeningPool {
  readonly #options: ScreeningPoolOptions
  readonly #threads: PoolThread[] = []
  readonly #waiting: Slice[] = []
  readonly #plans = new WeakMap<Engine, { readonly id: number; readonly plan: EnginePlan } | 'none'>()
  #engines = 0
  #slices = 0
  #queued = 0
  #deaths = 0
  #isClosed = false

  constructor(options: ScreeningPoolOptions = {}) {
    this.#options = options
  }

  get threads(): number {
    return this.#options.threads ?? availableParallelism()
  }

  /** Items that wait or are worked on. */
  get queued(): number {
    return this.#queued
  }

  /** Whether so many more items would be taken now. */
  hasRoomFor(items: number): boolean {
    return this.#queued + items <= (this.#options.mostQueued ?? MOST_QUEUED)
  }

  /** As `engine.ask` for each party. */
  async ask(engine: Engine, given: readonly GivenParty[], options: PoolOptions): Promise<readonly Parsed<Asked>[]> {
    const results = await this.run(engine, 'ask', given, options)
    return results.map((result) => {
      if (isPoolFault(result)) return refused(FAILED, result.fault, { remedy: ASK_AGAIN })
      return result.ok ? { ok: true, value: wholeAsked(engine, result.value, options) } : result
    })
  }

  /** As `engine.screen` for each party. */
  async screen(engine: Engine, given: readonly GivenParty[], options: PoolOptions): Promise<readonly Answer[]> {
    const results = await this.run(engine, 'screen', given, options)
    return results.map((result, at) =>
      isPoolFault(result) ? unanswered(engine, given[at], {}, result, options) : result,
    )
  }

  /** As `engine.screenRow` for each row of a file. */
  async screenRows(engine: Engine, rows: readonly PartyRow[], options: PoolOptions): Promise<readonly Answer[]> {
    const results = await this.run(engine, 'screenRow', rows, options)
    return results.map((result, at) =>
      isPoolFault(result) ? unanswered(engine, rows[at], rows[at]?.columns ?? {}, result, options) : result,
    )
  }

  /**
   * Any kind of work of `POOL_TASKS`, item by item, results in the order of the items.
   *
   * @throws CordonError `work.many` where the queue has no room for them, `work.stopped` where the pool was closed.
   */
  async run<Task extends PoolTask>(
    engine: Engine,
    task: Task,
    items: readonly ItemOf<Task>[],
    options: PoolOptions,
  ): Promise<readonly (ResultOf<Task> | PoolFault)[]> {
    // `POOL_TASKS` answers items of a task with its results; the two cross threads untyped and meet again here.
    return (await this.runNamed(engine, task, items, options)) as readonly (ResultOf<Task> | PoolFault)[]
  }

  /**
   * Work of `options.tasks`, or any other by its name: each result is what the task answers, or a `PoolFault`.
   *
   * @param width - Items handed to one thread together; spread over all threads where absent.
   * @throws CordonError as `run` does.
   */
  async runNamed(
    engine: Engine,
    task: string,
    items: readonly unknown[],
    options: PoolOptions,
    width = Math.max(1, Math.min(LARGEST_SLICE, Math.ceil(items.length / (this.threads * 2)))),
  ): Promise<readonly unknown[]> {
    if (this.#isClosed) throw new CordonError('work.stopped', 'the pool of threads was closed')
    if (!this.hasRoomFor(items.length))
      throw new CordonError(
        'work.many',
        `${this.#queued} parties wait already, and there is no room for ${items.length} more`,
      )
    this.#queued += items.length
    try {
      const planned = this.threads === 0 ? 'none' : this.#planned(engine)
      if (planned === 'none') return await this.#runHere(engine, task, items, options)
      return await this.#hand(planned, { task, items, options, width })
    } finally {
      this.#queued -= items.length
    }
  }

  /** Ends the threads. What still waits is refused with `work.stopped`. */
  async close(): Promise<void> {
    this.#isClosed = true
    for (const slice of this.#waiting.splice(0))
      slice.refuse(new CordonError('work.stopped', 'the pool of threads was closed'))
    await Promise.all(this.#threads.splice(0).map((thread) => thread.end()))
  }

  async #runHere(
    engine: Engine,
    task: string,
    items: readonly unknown[],
    options: PoolOptions,
  ): Promise<readonly unknown[]> {
    const one = this.#options.tasks?.[task] ?? POOL_WORK[task]
    if (one === undefined) throw new TypeError(`there is no work called ${task}`)
    const results: unknown[] = []
    for (const item of items) {
      results.push(one(engine, item, options))
      if (results.length % LARGEST_SLICE === 0) await turn()
    }
    return results
  }

  #planned(engine: Engine): { readonly id: number; readonly plan: EnginePlan } | 'none' {
    const known = this.#plans.get(engine)
    if (known !== undefined) return known
    const plan = planOf(engine)
    const planned = plan === undefined ? 'none' : { id: this.#engines, plan }
    this.#engines += 1
    this.#plans.set(engine, planned)
    return planned
  }

  #hand(
    { id, plan }: { readonly id: number; readonly plan: EnginePlan },
    { task, items, options, width }: Pick<Slice, 'task' | 'items' | 'options'> & { readonly width: number },
  ): Promise<readonly unknown[]> {
    const results = new Array<unknown>(items.length)
    let left = items.length
    if (left === 0) return Promise.resolve(results)
    return new Promise((resolve, reject) => {
      for (let from = 0; from < items.length; from += width) {
        this.#waiting.push({
          id: this.#nextSlice(),
          engine: id,
          plan,
          task,
          options,
          from,
          items: items.slice(from, from + width),
          isRetried: false,
          take: (at, part) => {
            for (const [index, result] of part.entries()) results[at + index] = result
            left -= part.length
            if (left === 0) resolve(results)
          },
          refuse: reject,
        })
      }
      this.#assign()
    })
  }

  #nextSlice(): number {
    this.#slices += 1
    return this.#slices
  }

  /** Gives waiting slices to threads that have room, starting threads while there is more to do than they can take. */
  #assign(): void {
    for (let slice = this.#waiting[0]; slice !== undefined; slice = this.#waiting[0]) {
      const thread = this.#threadFor(slice)
      if (thread === undefined) return
      this.#waiting.shift()
      thread.give(slice)
    }
  }

  #threadFor(slice: Slice): PoolThread | undefined {
    const idle = this.#threads.find((thread) => thread.isIdle)
    if (idle !== undefined) return idle
    if (this.#threads.length < this.threads) return this.#start()
    return this.#threads.find((thread) => thread.hasRoomFor(slice))
  }

  #start(): PoolThread {
    const thread = new PoolThread({
      hungAfterMs: this.#options.hungAfterMs ?? HUNG_AFTER_MS,
      program: this.#options.program,
      onDone: () => {
        this.#deaths = 0
        this.#assign()
      },
      onFailed: (slice, reason) => {
        this.#again(slice, reason)
        this.#assign()
      },
      onDeath: (slices, reason) => this.#bury(thread, slices, reason),
    })
    this.#threads.push(thread)
    return thread
  }

  /** A thread works in order, so the first of its slices is what it died of; the others only wait for another thread. */
  #bury(thread: PoolThread, [first, ...others]: readonly Slice[], reason: string): void {
    const at = this.#threads.indexOf(thread)
    if (at >= 0) this.#threads.splice(at, 1)
    this.#deaths += 1
    this.#options.onFault?.(reason)
    this.#waiting.unshift(...others)
    if (first !== undefined) this.#again(first, reason)
    if (this.#deaths > MOST_DEATHS) this.#giveUp(reason)
    if (!this.#isClosed) this.#assign()
  }

  /** Once more, item by item and each alone in its thread; what fails again is told as its fault. */
  #again(slice: Slice, reason: string): void {
    if (slice.isRetried || this.#isClosed) {
      slice.take(slice.from, faults(slice, reason))
      return
    }
    this.#waiting.unshift(
      ...slice.items.map(
        (item, index): Slice => ({
          ...slice,
          id: this.#nextSlice(),
          from: slice.from + index,
          items: [item],
          isRetried: true,
        }),
      ),
    )
  }

  #giveUp(reason: string): void {
    this.#deaths = 0
    for (const slice of this.#waiting.splice(0)) slice.take(slice.from, faults(slice, reason))
  }
}

const faults = ({ items }: Slice, reason: string): readonly PoolFault[] => items.map(() => ({ fault: reason }))

const FAILED = 'screening.failed'
const ASK_AGAIN = 'ask again; where it fails again, report the party and the message'

const unanswered = (
  engine: Engine,
  given: GivenParty | undefined,
  columns: PartyRow['columns'],
  { fault }: PoolFault,
  options: PoolOptions,
): Answer =>
  engine.unanswered(given ?? { properties: {} }, refused(FAILED, fault, { remedy: ASK_AGAIN }), options, columns)
