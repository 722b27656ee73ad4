import { randomUUID } from 'node:crypto'
import { CordonError } from '../model/errors.ts'

/** How long work goes on before others are let in, in milliseconds: a keystroke is answered within it. */
const TURN_MS = 12
/** Pieces of work kept of one owner, the oldest ended ones forgotten first. */
const MOST_KEPT = 24
/** Pieces of work of one owner that run at once. */
const MOST_RUNNING = 3

/** What work is told: how far it is, and that it should let others in. */
export interface Teller {
  /** Says how far the work is; `total` is 0 where nobody knows. */
  readonly tell: (done: number, total: number, note?: string) => void
  /**
   * Lets whoever else waits have a turn, where this one has lasted long enough.
   *
   * @throws CordonError `work.stopped` once somebody has stopped the work.
   */
  readonly pause: () => Promise<void>
}

export type WorkState = 'running' | 'done' | 'failed' | 'stopped'

export interface WorkJson {
  readonly id: string
  readonly kind: string
  readonly asked: unknown
  readonly state: WorkState
  readonly done: number
  readonly total: number
  readonly note: string
  readonly started_at: string
  readonly ended_at: string | null
  readonly problem: { readonly code: string; readonly detail: string } | null
}

interface Work extends WorkJson {
  readonly owner: string
  readonly key: string
  readonly value: unknown
}

export interface WorkRequest {
  /** Whose it is: nobody else sees it. */
  readonly owner: string
  readonly kind: string
  /** The same key while work runs or has ended well is the same work: asking again starts nothing. */
  readonly key: string
  readonly asked: unknown
  readonly at: string
  readonly job: (teller: Teller) => Promise<unknown>
  readonly now: () => string
}

/**
 * Work of seconds or minutes, done in slices between other requests, and told by how far it is. It lives as long as the process:
 * whoever reloads a page finds it again by its id, or by asking the same.
 */
export class LongWork {
  readonly #all = new Map<string, Work>()

  /** @throws CordonError `work.many` where too much of one owner runs already. */
  start(request: WorkRequest): WorkJson {
    const same = this.#of(request.owner).find(
      ({ kind, key, state }) =>
        kind === request.kind && key === request.key && (state === 'running' || state === 'done'),
    )
    if (same !== undefined) return jsonOf(same)
    if (this.#of(request.owner).filter(({ state }) => state === 'running').length >= MOST_RUNNING)
      throw new CordonError('work.many', `${MOST_RUNNING} pieces of work run already`)
    const { owner, kind, key, asked, at } = request
    const base = {
      done: 0,
      total: 0,
      note: '',
      ended_at: null,
      problem: null,
      value: undefined,
      state: 'running',
    } as const
    const work: Work = { id: randomUUID(), owner, kind, key, asked, started_at: at, ...base }
    this.#all.set(work.id, work)
    this.#forget(owner)
    void this.#run(work.id, request)
    return jsonOf(work)
  }

  find(owner: string, id: string): { readonly work: WorkJson; readonly value: unknown } | undefined {
    const work = this.#all.get(id)
    return work === undefined || work.owner !== owner ? undefined : { work: jsonOf(work), value: work.value }
  }

  list(owner: string, kind?: string): readonly WorkJson[] {
    return this.#of(owner)
      .filter((work) => kind === undefined || work.kind === kind)
      .map(jsonOf)
      .toReversed()
  }

  /** Work that has ended stays as it ended. */
  stop(owner: string, id: string, at: string): WorkJson | undefined {
    const work = this.#all.get(id)
    if (work === undefined || work.owner !== owner) return undefined
    if (work.state === 'running') this.#set(id, { state: 'stopped', ended_at: at })
    return this.find(owner, id)?.work
  }

  async #run(id: string, { job, now }: WorkRequest): Promise<void> {
    const isStopped = (): boolean => this.#all.get(id)?.state !== 'running'
    let since = performance.now()
    const teller: Teller = {
      tell: (done, total, note = '') => {
        if (!isStopped()) this.#set(id, { done, total, note })
      },
      pause: async () => {
        if (performance.now() - since < TURN_MS) return
        await new Promise((resolve) => setImmediate(resolve))
        since = performance.now()
        if (isStopped()) throw new CordonError('work.stopped', 'the work was stopped')
      },
    }
    // what asked for it is answered before it begins
    await new Promise((resolve) => setImmediate(resolve))
    try {
      const value = await job(teller)
      if (!isStopped()) this.#set(id, { state: 'done', value, ended_at: now() })
    } catch (error) {
      if (!isStopped()) this.#set(id, { state: 'failed', problem: problemOf(error), ended_at: now() })
    }
  }

  #of(owner: string): readonly Work[] {
    return [...this.#all.values()].filter((work) => work.owner === owner)
  }

  #set(id: string, part: Partial<Work>): void {
    const work = this.#all.get(id)
    if (work !== undefined) this.#all.set(id, { ...work, ...part })
  }

  #forget(owner: string): void {
    const own = this.#of(owner)
    const ended = own.filter(({ state }) => state !== 'running')
    for (const { id } of ended.slice(0, Math.max(0, own.length - MOST_KEPT))) this.#all.delete(id)
  }
}

const jsonOf = ({ owner: _owner, key: _key, value: _value, ...json }: Work): WorkJson => json

/** Messages of our own errors are written for people; those of others may hold anything, and stay in the server. */
const problemOf = (error: unknown): NonNullable<WorkJson['problem']> =>
  error instanceof CordonError
    ? { code: error.code, detail: error.message }
    : { code: 'internal', detail: 'the work failed' }
