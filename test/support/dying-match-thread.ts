import { serveThread } from '../../src/engine/serve-thread.ts'
import { MATCH_TASK, MATCH_TASKS } from '../../src/server/yente/match-task.ts'

/** A thread of `/match` that dies of questions that say "poison", in the midst of them. */
serveThread({
  [MATCH_TASK]: (engine, item, options) => {
    const answer = MATCH_TASKS[MATCH_TASK]?.(engine, item, options)
    if (JSON.stringify(item).includes('poison')) process.exit(1)
    return answer
  },
})
