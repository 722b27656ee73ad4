import type { Entity } from '../model/entity.ts'
import type { Issue, Parsed } from '../model/parsed.ts'
import type { Party } from '../model/party.ts'
import type { Hit, Outcome } from '../screening/outcome.ts'
import type { PartyRow } from '../sources/parties/party-rows.ts'
import { answerRow, type BatchRow, type RowAnswer } from './batch-answer.ts'
import { type AnsweredChunk, answerChunk, type BatchChunk } from './batch-answer-chunk.ts'
import type { Answer, Asked, Engine, GivenParty, ScreenOptions } from './engine.ts'
import type { EnginePlan } from './engine-plan.ts'

/** How a question is asked of threads: all but a scope that is a function, which no thread can be handed. */
export type PoolOptions = Omit<ScreenOptions, 'isInScope'>

/**
 * What threads can be asked to do for one item. Each is a function of engine, item and options alone, and what it answers can be cloned.
 * A new kind of work is one more row; `ScreeningPool.run` takes it by its name.
 */
export const POOL_TASKS = {
  ask: (engine: Engine, given: GivenParty, options: PoolOptions): Parsed<ThinAsked> => {
    const asked = engine.ask(given, options)
    return asked.ok ? { ok: true, value: { ...asked.value, outcome: thinOutcome(engine, asked.value.outcome) } } : asked
  },
  screen: (engine: Engine, given: GivenParty, options: PoolOptions): Answer => engine.screen(given, options),
  screenRow: (engine: Engine, row: PartyRow, options: PoolOptions): Answer => engine.screenRow(row, options),
  batchChunk: (engine: Engine, chunk: BatchChunk, options: PoolOptions): AnsweredChunk =>
    answerChunk(engine, chunk, options),
  batchRow: (engine: Engine, { raw, layouts }: BatchRow, options: PoolOptions): RowAnswer =>
    answerRow(engine, raw, layouts, options),
} as const

/** Work by its name. What goes in and comes out crosses threads untyped: whoever names the work holds the two together. */
export type PoolTasks = Readonly<Record<string, (engine: Engine, item: unknown, options: PoolOptions) => unknown>>

/** The items of a slice are those that `ScreeningPool.run` took for their task, by its types. */
export const POOL_WORK = POOL_TASKS as unknown as PoolTasks

export type PoolTask = keyof typeof POOL_TASKS
export type ItemOf<Task extends PoolTask> = Parameters<(typeof POOL_TASKS)[Task]>[1]
export type ResultOf<Task extends PoolTask> = ReturnType<(typeof POOL_TASKS)[Task]>

/** A hit as it crosses threads: an entity of a list is named by its place there. */
interface ThinHit extends Omit<Hit, 'entity'> {
  readonly entity: number | Entity
}

interface ThinOutcome {
  readonly kind: Outcome['kind']
  readonly total: number
  readonly missing: readonly string[]
  readonly hits: readonly ThinHit[]
  readonly below: readonly ThinHit[]
}

export interface ThinAsked {
  readonly outcome: ThinOutcome
  readonly party: Party
  readonly warnings: readonly Issue[]
}

function thinOutcome({ lists }: Engine, outcome: Outcome): ThinOutcome {
  const thin = (hit: Hit): ThinHit => {
    const list = lists.find(({ id }) => id === hit.list)
    const isListed = list?.corpus.entities[hit.match.entity] === hit.entity
    return { ...hit, entity: isListed ? hit.match.entity : hit.entity }
  }
  return {
    kind: outcome.kind,
    total: outcome.total,
    missing: outcome.kind === 'clear' ? [] : outcome.missing,
    hits: outcome.kind === 'hits' ? outcome.hits.map(thin) : [],
    below: outcome.below.map(thin),
  }
}

/** What a thread answered, as the engine here would have. */
export function wholeAsked(engine: Engine, { outcome, ...asked }: ThinAsked, options: PoolOptions): Asked {
  return { ...asked, outcome: wholeOutcome(engine, outcome, options) }
}

function wholeOutcome(engine: Engine, thin: ThinOutcome, options: PoolOptions): Outcome {
  const basis = engine.basisFor(options)
  const whole = (hit: ThinHit): Hit => ({ ...hit, entity: entityOf(engine, hit) })
  const { total, missing } = thin
  const shown = { basis, total, below: thin.below.map(whole) }
  const [first, ...others] = thin.hits.map(whole)
  if (first !== undefined) return { ...shown, kind: 'hits', hits: [first, ...others], missing }
  const [reason, ...reasons] = missing
  if (reason !== undefined) return { ...shown, kind: 'undetermined', missing: [reason, ...reasons] }
  if (thin.kind !== 'clear') throw new Error(`a thread answered ${thin.kind} without saying what or why`)
  return { ...shown, kind: 'clear' }
}

function entityOf({ lists }: Engine, { entity, list }: ThinHit): Entity {
  if (typeof entity !== 'number') return entity
  const found = lists.find(({ id }) => id === list)?.corpus.entities[entity]
  if (found === undefined) throw new Error(`a thread names entity ${entity} of ${list}, which is not there`)
  return found
}

/** What is said to a thread. */
export type ToThread =
  | { readonly kind: 'open'; readonly engine: number; readonly plan: EnginePlan }
  | { readonly kind: 'close'; readonly engine: number }
  | {
      readonly kind: 'work'
      readonly slice: number
      readonly engine: number
      readonly task: string
      readonly items: readonly unknown[]
      readonly options: PoolOptions
    }

/** What a thread says: every slice is answered once, in the order in which they were given. */
export type FromThread =
  | { readonly kind: 'done'; readonly slice: number; readonly results: readonly unknown[] }
  | { readonly kind: 'failed'; readonly slice: number; readonly reason: string }
