import type { PoolTasks } from '../../engine/pool-tasks.ts'
import { Log } from '../http/log.ts'
import { type AskedAt, answerOf } from './questions.ts'

/** The work of this face's threads, by its name. */
export const MATCH_TASK = 'yente.match'

const log = new Log('error')

/** Items are the `AskedAt` that `MatchQueue` hands over. */
export const MATCH_TASKS: PoolTasks = { [MATCH_TASK]: (engine, item) => answerOf(engine, item as AskedAt, log) }
