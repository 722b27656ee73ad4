import { serveThread } from '../../engine/serve-thread.ts'
import { MATCH_TASKS } from './match-task.ts'

/** The program of a thread that answers `/match`. */
serveThread(MATCH_TASKS)
