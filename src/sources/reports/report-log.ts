import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** What became of one report that a source pointed at. */
export interface LogLine {
  readonly at: string
  readonly source: string
  readonly id: string
  readonly address: string
  readonly outcome: 'read' | 'known' | 'duplicate' | 'dropped' | 'failed'
  readonly why: string | null
  readonly sha256: string | null
}

/**
 * The log of what was read and dropped, one JSON line each: it is also where a broken run goes on. A line that cannot be
 * read (a crash in the middle of writing) counts as not there.
 */
export class ReportLog {
  readonly #path: string
  readonly #ids = new Set<string>()
  readonly #digests = new Set<string>()

  constructor(path: string) {
    this.#path = path
    if (!existsSync(path)) return
    for (const line of readFileSync(path, 'utf8').split('\n')) this.#remember(parsed(line))
  }

  /** Read before, or known to be the same text as one read before. A failure is tried again. */
  has(id: string): boolean {
    return this.#ids.has(id)
  }

  hasDigest(sha256: string): boolean {
    return this.#digests.has(sha256)
  }

  add(line: LogLine): void {
    mkdirSync(dirname(this.#path), { recursive: true })
    appendFileSync(this.#path, `${JSON.stringify(line)}\n`)
    this.#remember(line)
  }

  #remember(line: Partial<LogLine> | undefined): void {
    if (line?.id === undefined || line.outcome === 'failed') return
    this.#ids.add(line.id)
    if (typeof line.sha256 === 'string') this.#digests.add(line.sha256)
  }
}

function parsed(line: string): Partial<LogLine> | undefined {
  if (line.trim() === '') return undefined
  try {
    const raw: unknown = JSON.parse(line)
    return typeof raw === 'object' && raw !== null ? raw : undefined
  } catch {
    return undefined
  }
}
