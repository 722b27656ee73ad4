import { existsSync, rmSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'
import type { ToThread } from '../../src/engine/pool-tasks.ts'

/** A screening thread that dies of a party called `poison`, and of one called after a file for as long as the file is there. */
const idOf = (item: unknown): string =>
  typeof item === 'object' && item !== null && 'id' in item ? String(item.id) : ''

parentPort?.on('message', (message: ToThread) => {
  if (message.kind !== 'work') return
  for (const id of message.items.map(idOf)) {
    if (id === 'poison') process.exit(7)
    if (id.startsWith('/') && existsSync(id)) {
      rmSync(id)
      process.exit(7)
    }
  }
})

await import('../../src/engine/screening-thread.ts')
