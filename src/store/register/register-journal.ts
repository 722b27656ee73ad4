import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { CordonError } from '../../model/errors.ts'
import { type JournalEntry, parseJournalEntry } from '../../register/journal.ts'
import type { RegisterJournal } from '../../register/ports.ts'

/** How long to wait for another process that is writing the journal, in milliseconds. */
const LOCK_WAIT_MS = 5_000

/**
 * The journal of decisions on the register as one JSON document a line in the data folder. A line is on disk before
 * `append` returns; a line without its end was never answered for, and is passed over.
 */
export class FileRegisterJournal implements RegisterJournal {
  readonly #folder: string
  readonly #path: string

  constructor(dataFolder: string) {
    this.#folder = dataFolder
    this.#path = join(dataFolder, 'register-journal.jsonl')
  }

  entries(): readonly JournalEntry[] {
    if (!existsSync(this.#path)) return []
    const whole = readFileSync(this.#path, 'utf8').split('\n').slice(0, -1)
    return whole.flatMap((line, i) => (line === '' ? [] : [this.#parse(line, i + 1)]))
  }

  append(decide: (entries: readonly JournalEntry[]) => JournalEntry): JournalEntry {
    mkdirSync(this.#folder, { recursive: true })
    const lock = this.#lock()
    try {
      const entry = decide(this.entries())
      this.#dropCutLine()
      const file = openSync(this.#path, 'a', 0o600)
      try {
        writeSync(file, `${JSON.stringify(entry)}\n`)
        fsyncSync(file)
      } finally {
        closeSync(file)
      }
      return entry
    } finally {
      lock.close()
    }
  }

  #parse(line: string, number: number): JournalEntry {
    const where = `${this.#path}, line ${number}`
    const parsed = parseJournalEntry(readLine(line), where)
    if (parsed.ok) return parsed.value
    throw new CordonError('register.invalid', `${where} cannot be read as a decision on the register`)
  }

  /** A process that died while writing leaves a line without its end, which nobody was told of. */
  #dropCutLine(): void {
    if (!existsSync(this.#path)) return
    const bytes = readFileSync(this.#path)
    const end = bytes.lastIndexOf(NEWLINE) + 1
    if (end < bytes.length) truncateSync(this.#path, end)
  }

  /** The operating system gives the lock back when the process ends, however it ends. */
  #lock(): DatabaseSync {
    const database = new DatabaseSync(join(this.#folder, 'register-journal.lock'), { timeout: LOCK_WAIT_MS })
    try {
      database.exec('pragma locking_mode = exclusive; begin exclusive')
      return database
    } catch (cause) {
      database.close()
      throw new CordonError('store.locked', `another process writes the register's journal in ${this.#folder}`, {
        cause,
      })
    }
  }
}

const NEWLINE = 0x0a

/** What cannot be read as JSON is handed on as text, which no schema takes. */
function readLine(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return line
  }
}
