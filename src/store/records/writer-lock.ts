import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { CordonError } from '../../model/errors.ts'

/** The right to be the one writer of a data folder. The operating system takes it back when the process ends, however it ends. */
export interface WriterLock {
  release(): void
}

/**
 * Takes the writer's right of a data folder, or refuses at once.
 *
 * @throws CordonError `store.locked`, naming the process that holds it.
 */
export function takeWriterLock(dataFolder: string): WriterLock {
  mkdirSync(dataFolder, { recursive: true })
  const database = new DatabaseSync(join(dataFolder, 'writer.lock'), { timeout: 0 })
  const holder = join(dataFolder, 'writer.pid')
  try {
    database.exec('pragma locking_mode = exclusive; begin exclusive')
  } catch (cause) {
    database.close()
    throw new CordonError(
      'store.locked',
      `another process${heldBy(holder)} writes the data folder ${dataFolder}; only one may`,
      { cause },
    )
  }
  writeFileSync(holder, `${process.pid}\n`)
  return { release: () => database.close() }
}

function heldBy(path: string): string {
  try {
    return ` (${readFileSync(path, 'utf8').trim()})`
  } catch {
    return ''
  }
}
