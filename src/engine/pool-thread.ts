import { Worker } from 'node:worker_threads'
import { CordonError } from '../model/errors.ts'
import type { EnginePlan } from './engine-plan.ts'
import type { FromThread, PoolOptions, ToThread } from './pool-tasks.ts'

/** A few items of one call, handed to a thread together. */
export interface Slice {
  readonly id: number
  readonly engine: number
  readonly plan: EnginePlan
  readonly task: string
  readonly options: PoolOptions
  /** Place of the first item in its call. */
  readonly from: number
  readonly items: readonly unknown[]
  /** It was given before to a thread that crashed: it is worked on alone, so that nothing else can be its end. */
  readonly isRetried: boolean
  take(from: number, results: readonly unknown[]): void
  refuse(error: Error): void
}

export interface PoolThreadOptions {
  readonly hungAfterMs: number
  readonly program: URL | undefined
  readonly onDone: () => void
  /** The thread lives, but what it was asked to do threw. */
  readonly onFailed: (slice: Slice, reason: string) => void
  readonly onDeath: (slices: readonly Slice[], reason: string) => void
}

/** Slices given to a thread at once: one that it works on, and one that it need not wait for. */
const SLICES_AHEAD = 2
/** Engines open in a thread at once: the one in service, the one before it, and one of a batch. */
const MOST_ENGINES = 3
const PROGRAM = new URL(`./screening-thread.${import.meta.url.endsWith('.js') ? 'js' : 'ts'}`, import.meta.url)

/** One worker thread with the slices it has been given. */
export class PoolThread {
  readonly #worker: Worker
  readonly #options: PoolThreadOptions
  readonly #given: Slice[] = []
  /** Engines open there, the one used longest ago first. */
  readonly #engines = new Set<number>()
  #reason = 'a screening thread ended by itself'
  #isEnded = false
  #watch: NodeJS.Timeout | undefined

  constructor(options: PoolThreadOptions) {
    this.#options = options
    this.#worker = new Worker(options.program ?? PROGRAM)
    this.#worker.on('message', (message: FromThread) => this.#hear(message))
    this.#worker.on('error', (error) => {
      this.#reason = `a screening thread ended: ${error instanceof Error ? error.message : String(error)}`
    })
    this.#worker.on('exit', () => {
      clearTimeout(this.#watch)
      if (!this.#isEnded) options.onDeath(this.#given.splice(0), this.#reason)
    })
    this.#worker.unref()
  }

  get isIdle(): boolean {
    return this.#given.length === 0
  }

  hasRoomFor({ isRetried }: Slice): boolean {
    if (this.isIdle) return true
    return !isRetried && this.#given.length < SLICES_AHEAD && !this.#given.some((slice) => slice.isRetried)
  }

  give(slice: Slice): void {
    if (this.isIdle) {
      this.#worker.ref()
      this.#wind()
    }
    this.#given.push(slice)
    this.#open(slice)
    const { id, engine, task, items, options } = slice
    this.#say({ kind: 'work', slice: id, engine, task, items, options })
  }

  async end(): Promise<void> {
    this.#isEnded = true
    for (const slice of this.#given.splice(0))
      slice.refuse(new CordonError('work.stopped', 'the pool of threads was closed'))
    await this.#worker.terminate()
  }

  #open({ engine, plan }: Slice): void {
    if (this.#engines.delete(engine)) {
      this.#engines.add(engine)
      return
    }
    for (const oldest of this.#engines) {
      if (this.#engines.size < MOST_ENGINES) break
      if (this.#given.some((slice) => slice.engine === oldest)) continue
      this.#engines.delete(oldest)
      this.#say({ kind: 'close', engine: oldest })
    }
    this.#engines.add(engine)
    this.#say({ kind: 'open', engine, plan })
  }

  #hear(message: FromThread): void {
    const slice = this.#given.shift()
    if (slice?.id !== message.slice) throw new Error('a thread answered what it was not asked')
    if (this.isIdle) {
      clearTimeout(this.#watch)
      this.#worker.unref()
    } else this.#wind()
    if (message.kind === 'failed') {
      this.#options.onFailed(slice, message.reason)
      return
    }
    slice.take(slice.from, message.results)
    this.#options.onDone()
  }

  /** Gives the thread its time anew. */
  #wind(): void {
    clearTimeout(this.#watch)
    this.#watch = setTimeout(() => {
      this.#reason = `a screening thread answered nothing for ${this.#options.hungAfterMs} ms and was ended`
      void this.#worker.terminate()
    }, this.#options.hungAfterMs)
    this.#watch.unref()
  }

  #say(message: ToThread): void {
    this.#worker.postMessage(message)
  }
}
