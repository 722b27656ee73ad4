import { parentPort } from 'node:worker_threads'
import type { Engine } from './engine.ts'
import { engineFrom } from './engine-plan.ts'
import type { FromThread, PoolTasks, ToThread } from './pool-tasks.ts'

/** Makes this thread one of a `ScreeningPool`: it opens engines over shared indexes and answers slices of work, one after another. */
export function serveThread(tasks: PoolTasks): void {
  const engines = new Map<number, Engine>()

  const answer = ({ slice, engine: id, task, items, options }: Extract<ToThread, { kind: 'work' }>): FromThread => {
    try {
      const engine = engines.get(id)
      if (engine === undefined) throw new Error('the engine was not opened in this thread')
      const one = tasks[task]
      if (one === undefined) throw new Error(`this thread knows no work called ${task}`)
      return { kind: 'done', slice, results: items.map((item) => one(engine, item, options)) }
    } catch (error) {
      return { kind: 'failed', slice, reason: error instanceof Error ? error.message : String(error) }
    }
  }

  parentPort?.on('message', (message: ToThread) => {
    if (message.kind === 'close') engines.delete(message.engine)
    else if (message.kind === 'open') engines.set(message.engine, engineFrom(message.plan))
    else parentPort?.postMessage(answer(message))
  })
}
