import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Type, { type Static } from 'typebox'
import { Value } from 'typebox/value'

const text = (maxLength: number) => Type.String({ minLength: 1, maxLength })
const Row = Type.Object({
  id: text(2_000),
  sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  published: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
  language: Type.Enum(['en', 'es']),
  outlet: Type.Union([Type.Null(), text(400)]),
  address: Type.Union([Type.Null(), text(2_000)]),
  read_at: text(40),
  official: Type.Union([
    Type.Null(),
    Type.Object({
      publisher: Type.Enum(['federal-register', 'ofac']),
      document: text(60),
      address: text(2_000),
      published: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
      sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
      fetchedAt: text(40),
    }),
  ]),
})
export type KeptReport = Static<typeof Row> & { readonly text: string }

/** Most reports that a folder is asked for; more is said. */
export const MAX_KEPT_REPORTS = 20_000

/**
 * Reports as they were read, in a data folder: texts under their digest, one row a report beside them. A row whose text is gone or
 * no longer has its digest is left out and named.
 */
export class ReportArchive {
  readonly #folder: string

  constructor(dataFolder: string) {
    this.#folder = join(dataFolder, 'horizon')
  }

  keep(report: Omit<KeptReport, 'sha256'>): void {
    const sha256 = digestOf(report.text)
    const { text: words, ...row } = { ...report, sha256 }
    if (this.#rows().rows.some((each) => each.id === row.id && each.sha256 === sha256)) return
    mkdirSync(join(this.#folder, 'texts'), { recursive: true })
    writeFileSync(this.#pathOf(sha256), words)
    appendFileSync(this.#index, `${JSON.stringify(row)}\n`)
  }

  /** Everything that was kept; of a report kept twice the later row. */
  all(): { readonly reports: readonly KeptReport[]; readonly issues: readonly string[] } {
    const { rows, issues } = this.#rows()
    const latest = new Map(rows.slice(-MAX_KEPT_REPORTS).map((row) => [row.id, row]))
    const reports: KeptReport[] = []
    if (rows.length > MAX_KEPT_REPORTS)
      issues.push(`only the last ${MAX_KEPT_REPORTS} of ${rows.length} kept reports are read`)
    for (const row of latest.values()) {
      const words = this.#textOf(row.sha256)
      if (words === undefined) issues.push(`${row.id}: its text is gone or was changed`)
      else reports.push({ ...row, text: words })
    }
    return { reports, issues }
  }

  /** Whether the text stands under that digest, byte for byte. */
  holds(sha256: string): boolean {
    return this.#textOf(sha256) !== undefined
  }

  get #index(): string {
    return join(this.#folder, 'kept.jsonl')
  }

  #pathOf(sha256: string): string {
    return join(this.#folder, 'texts', `${sha256}.txt`)
  }

  #textOf(sha256: string): string | undefined {
    const path = this.#pathOf(sha256)
    if (!existsSync(path)) return undefined
    const words = readFileSync(path, 'utf8')
    return digestOf(words) === sha256 ? words : undefined
  }

  #rows(): { rows: readonly Static<typeof Row>[]; issues: string[] } {
    if (!existsSync(this.#index)) return { rows: [], issues: [] }
    const issues: string[] = []
    const rows = readFileSync(this.#index, 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .flatMap((line, at) => {
        const row = rowOf(line)
        if (row === undefined) issues.push(`kept.jsonl line ${at + 1} cannot be read`)
        return row === undefined ? [] : [row]
      })
    return { rows, issues }
  }
}

function rowOf(line: string): Static<typeof Row> | undefined {
  try {
    const raw: unknown = JSON.parse(line)
    return Value.Check(Row, raw) ? raw : undefined
  } catch {
    return undefined
  }
}

export const digestOf = (words: string): string => createHash('sha256').update(words).digest('hex')
