import { POOL_WORK } from './pool-tasks.ts'
import { serveThread } from './serve-thread.ts'

/** The program of a thread that screens. */
serveThread(POOL_WORK)
