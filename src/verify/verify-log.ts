import { GrowingTree, sha256Hex } from './merkle.ts'
import { type HeldCheckpoint, readCheckpoint, type TrustedKey } from './note.ts'

export type Cell = string | number | null
export type StoredRow = Readonly<Record<string, Cell>>

/** Everything of one log, wherever it was read from. Rows come in the order of their ids. */
export interface Evidence {
  readonly log: string
  readonly entries: Iterable<StoredRow>
  readonly nodes: Iterable<StoredRow>
  readonly head: StoredRow | undefined
  /** Rows beside the head: there must be none. */
  readonly otherHeads?: number
  readonly checkpoints: readonly StoredRow[]
  /** The tables whose rows the log witnesses; `undefined` where the evidence has entries alone. */
  readonly tables: Readonly<Record<string, Iterable<StoredRow>>> | undefined
}

export interface Finding {
  /** Where: an entry's number, a table and row, the head. */
  readonly where: string
  readonly what: string
}

export interface Verdict {
  readonly size: number
  readonly root: string
  readonly rows: number
  /** Empty where nothing was touched. */
  readonly findings: readonly Finding[]
}

const MOST_FINDINGS = 100

/**
 * Checks a log against itself, against the tables it witnesses, and against checkpoints that the verifier held before.
 * Anyone who holds one signed checkpoint of `n` entries finds every change to the first `n`.
 */
export function verifyLog(
  evidence: Evidence,
  held: readonly HeldCheckpoint[],
  trusted: readonly TrustedKey[] = [],
): Verdict {
  const check = new LogCheck(evidence.log, held, evidence.checkpoints)
  for (const row of evidence.entries) check.entry(row)
  check.held()
  check.head(evidence.head, evidence.otherHeads ?? 0)
  check.nodes(evidence.nodes)
  check.stored(evidence.checkpoints, trusted)
  const rows = evidence.tables === undefined ? 0 : check.tables(evidence.tables)
  return { size: check.tree.size, root: check.tree.root(), rows, findings: check.findings }
}

class LogCheck {
  readonly tree = new GrowingTree()
  readonly findings: Finding[] = []
  readonly #log: string
  readonly #held: readonly HeldCheckpoint[]
  readonly #asked: ReadonlySet<number>
  /** The root after each size that a checkpoint is of. */
  readonly #roots = new Map<number, string>()
  /** The digest of each row as the log last witnessed it; `null` where it was removed. */
  readonly #rows = new Map<string, string | null>()
  #lastAt = ''

  constructor(log: string, held: readonly HeldCheckpoint[], stored: readonly StoredRow[]) {
    this.#log = log
    this.#asked = new Set([...held.map(({ size }) => size), ...stored.map((row) => Number(row['size']))])
    this.#held = held
    this.#roots.set(0, this.tree.root())
  }

  entry(row: StoredRow): void {
    const seq = this.tree.size
    const body = row['body']
    if (typeof body !== 'string') {
      this.#find(`entry ${seq}`, 'it has no body')
      return
    }
    this.tree.add(body)
    if (this.#asked.has(seq + 1)) this.#roots.set(seq + 1, this.tree.root())
    const entry = parseObject(body)
    if (entry === undefined) {
      this.#find(`entry ${seq}`, 'its body is no JSON object')
      return
    }
    if (row['id'] !== String(seq).padStart(15, '0') || entry['seq'] !== seq)
      this.#find(`entry ${seq}`, `it is numbered ${String(row['id'])} and calls itself ${String(entry['seq'])}`)
    if (entry['log'] !== this.#log) this.#find(`entry ${seq}`, `it belongs to the log ${String(entry['log'])}`)
    for (const column of ['at', 'actor', 'action', 'subject'] as const)
      if (row[column] !== entry[column]) this.#find(`entry ${seq}`, `its column ${column} is not what its body says`)
    const at = String(entry['at'])
    if (at < this.#lastAt) this.#find(`entry ${seq}`, `its time ${at} lies before the entry before it`)
    this.#lastAt = at
    this.#witness(seq, entry['rows'])
  }

  #witness(seq: number, rows: unknown): void {
    if (!Array.isArray(rows)) {
      this.#find(`entry ${seq}`, 'it does not say which rows it witnesses')
      return
    }
    for (const each of rows) {
      const [table, id, digest]: readonly unknown[] = Array.isArray(each) ? each : []
      if (typeof table !== 'string' || typeof id !== 'string' || (typeof digest !== 'string' && digest !== null))
        this.#find(`entry ${seq}`, 'it witnesses something that is no row')
      else this.#rows.set(`${table}\n${id}`, digest)
    }
  }

  held(): void {
    for (const { size, root, isSigned, origin } of this.#held) {
      const where = `checkpoint of ${size}`
      if (!isSigned) this.#find(where, `no trusted key has signed it as ${origin}`)
      if (!origin.endsWith(`/${this.#log}`)) this.#find(where, `it is of the log ${origin}`)
      if (size > this.tree.size) this.#find(where, `the log has only ${this.tree.size} entries left`)
      else if (this.#roots.get(size) !== root) this.#find(where, 'the first entries are not those that were signed')
    }
  }

  head(row: StoredRow | undefined, others: number): void {
    if (others > 0) this.#find('head', `there are ${others} more of it`)
    const size = row === undefined ? 0 : row['size']
    if (size !== this.tree.size) {
      this.#find('head', `it says ${String(size)} entries; there are ${this.tree.size}`)
      return
    }
    if (row === undefined) return
    if (row['id'] !== 'head') this.#find('head', `it is called ${String(row['id'])}`)
    if (row['frontier'] !== this.tree.line()) this.#find('head', 'its hashes are not those of the entries')
    if (row['at'] !== this.#lastAt) this.#find('head', 'its time is not that of the last entry')
  }

  nodes(rows: Iterable<StoredRow>): void {
    const left = new Map([...this.tree.subtrees].map(([place, hash]) => [nodeName(place), hash]))
    for (const row of rows) {
      const key = String(row['id'])
      if (left.get(key) !== row['hash']) this.#find(`node ${String(row['id'])}`, 'its hash is not that of its entries')
      left.delete(key)
    }
    for (const key of left.keys()) this.#find(`node ${key}`, 'it is missing')
  }

  /** Checkpoints kept beside the log: worth nothing against the log's owner, but they must not contradict it. */
  stored(rows: readonly StoredRow[], trusted: readonly TrustedKey[]): void {
    for (const row of rows) {
      const where = `kept checkpoint of ${String(row['size'])}`
      const kept = readCheckpoint(String(row['note']), trusted)
      if (kept === undefined || kept.size !== row['size']) this.#find(where, 'it is no checkpoint of that size')
      else if (kept.size > this.tree.size) this.#find(where, 'the log was cut since')
      else if (this.#roots.get(kept.size) !== kept.root) this.#find(where, 'the log is not the one that was signed')
      else if (trusted.length > 0 && !kept.isSigned) this.#find(where, 'no trusted key has signed it')
    }
  }

  tables(tables: Readonly<Record<string, Iterable<StoredRow>>>): number {
    const left = new Map([...this.#rows].filter(([, digest]) => digest !== null))
    let count = 0
    for (const [table, rows] of Object.entries(tables)) {
      for (const row of rows) {
        count += 1
        const key = `${table}\n${String(row['id'])}`
        const digest = left.get(key)
        if (digest === undefined) this.#find(`${table} ${String(row['id'])}`, 'no entry of the log made this row')
        else if (digest !== digestOf(row))
          this.#find(`${table} ${String(row['id'])}`, 'it is not as the log witnessed it')
        left.delete(key)
      }
    }
    for (const key of left.keys()) this.#find(key.replace('\n', ' '), 'the log witnessed this row, and it is gone')
    return count
  }

  #find(where: string, what: string): void {
    if (this.findings.length < MOST_FINDINGS) this.findings.push({ where, what })
  }
}

/** How the writer names the subtree at `height/index`; any other spelling of the same numbers is a row that it never made. */
function nodeName(place: string): string {
  const [height, index] = place.split('/')
  return `${String(height).padStart(2, '0')}/${String(index).padStart(15, '0')}`
}

/** SHA-256 of the row as JSON, its columns in alphabetical order, without its tenant. */
function digestOf(row: StoredRow): string {
  const columns = Object.keys(row)
    .filter((column) => column !== 'tenant')
    .sort()
  return sha256Hex(JSON.stringify(Object.fromEntries(columns.map((column) => [column, row[column]]))))
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
  } catch {
    return undefined
  }
}
