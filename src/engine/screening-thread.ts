import { parentPort } from 'node:worker_threads'
import type { Engine } from './engine.ts'
import { engineFrom } from './engine-plan.ts'
import { type FromThread, POOL_TASKS, type PoolOptions, type PoolTask, type ToThread } from './pool-tasks.ts'

/** A thread of a `ScreeningPool`: opens engines over shared indexes and answers slices of work, one after another. */
const engines = new Map<number, Engine>()

parentPort?.on('message', (message: ToThread) => {
  if (message.kind === 'close') engines.delete(message.engine)
  else if (message.kind === 'open') engines.set(message.engine, engineFrom(message.plan))
  else parentPort?.postMessage(answer(message))
})

function answer({ slice, engine: id, task, items, options }: Extract<ToThread, { kind: 'work' }>): FromThread {
  try {
    const engine = engines.get(id)
    if (engine === undefined) throw new Error('the engine was not opened in this thread')
    const one = taskOf(task)
    return { kind: 'done', slice, results: items.map((item) => one(engine, item, options)) }
  } catch (error) {
    return { kind: 'failed', slice, reason: error instanceof Error ? error.message : String(error) }
  }
}

/** The items of a slice are those that `ScreeningPool.run` took for this task; its types hold the two together. */
const taskOf = (task: PoolTask): ((engine: Engine, item: unknown, options: PoolOptions) => unknown) =>
  POOL_TASKS[task] as (engine: Engine, item: unknown, options: PoolOptions) => unknown
