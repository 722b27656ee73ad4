import type { Instant } from '../../model/brand.ts'
import type { Issue, Parsed } from '../../model/parsed.ts'
import { append, EMPTY_FRONTIER, type Frontier, readFrontier, writeFrontier } from '../log/frontier.ts'
import { digestText, leafHash } from '../log/tree-hash.ts'
import { get, type Query, type Step } from '../records/query.ts'
import { type AnyRow, isWitnessed, type Row, type TableName } from '../records/tables.ts'
import { type Act, actorName, type Deed, entryId, type LogEntry, nodeId } from './deed.ts'

/** Subtrees of these levels are kept: a proof then reads at most 256 hashes a level, and the log is stored 1.004 times. */
export const KEPT_LEVEL_STEP = 8

/** By how much the clock may lie before the log's last entry; the entry then takes the last one's time. */
const CLOCK_SLACK_MS = 120_000

/** A refusal inside a write: it undoes the write on its way out. */
export class Refusal extends Error {
  readonly issue: Issue

  constructor(issue: Issue) {
    super(issue.code)
    this.issue = issue
  }
}

/** The only way to change a witnessed table: what is written is written to the log in the same transaction. */
export class Changes {
  readonly #rows = new Map<string, readonly [TableName, string, AnyRow | null]>()

  /** Each row that changed, by digest, as it stands at the end. */
  witnessed(): LogEntry['rows'] {
    return [...this.#rows.values()].map(([table, id, row]) => [table, id, row === null ? null : rowDigest(row)])
  }

  *insert<T extends TableName>(table: T, row: Row<T>): Step<void> {
    yield* this.#send({ kind: 'insert', table, row: row as unknown as AnyRow }, row.id, row as unknown as AnyRow)
  }

  /** Replaces the values named; `revision`, where the table has it, counts up by itself. */
  *update<T extends TableName>(table: T, row: Row<T>, values: Partial<Row<T>>): Step<Row<T>> {
    const next = { ...row, ...values, ...counted(row) } as Row<T>
    yield* this.#send({ kind: 'replace', table, row: next as unknown as AnyRow }, row.id, next as unknown as AnyRow)
    return next
  }

  *remove(table: TableName, id: string): Step<void> {
    yield* this.#send({ kind: 'remove', table, id }, id, null)
  }

  *#send(query: Query, id: string, after: AnyRow | null): Step<void> {
    yield query
    if (isWitnessed(query.table)) this.#rows.set(`${query.table}/${id}`, [query.table, id, after])
  }
}

const counted = (row: object): { revision?: number } =>
  'revision' in row && typeof row.revision === 'number' ? { revision: row.revision + 1 } : {}

/** SHA-256 of the row as JSON with its columns in alphabetical order: what the verifier recomputes from the table. */
export const rowDigest = (row: AnyRow): string =>
  digestText(JSON.stringify(Object.fromEntries(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)))))

/**
 * A change and its entry in the log, in one transaction: neither is ever there without the other.
 *
 * @param work - Answers the deed with its result; a refusal is thrown as `Refusal`, so that nothing of the write stays.
 */
export function* audited<T>(
  act: Act,
  work: (changes: Changes) => Step<Parsed<{ readonly deed: Deed; readonly value: T }>>,
): Step<T> {
  const changes = new Changes()
  const result = yield* work(changes)
  if (!result.ok) throw new Refusal(result.issue)
  yield* appendEntry(act, result.value.deed, changes.witnessed())
  return result.value.value
}

/** Adds one entry to the log of the actor's tenant. */
export function* appendEntry(act: Act, deed: Deed, rows: LogEntry['rows']): Step<number> {
  const head = yield* get('log_head', 'head')
  const frontier = frontierOf(head)
  const at = notBefore(act.at, head?.at)
  const entry: LogEntry = {
    v: 1,
    log: act.actor.tenant,
    seq: frontier.size,
    at,
    actor: actorName(act.actor),
    action: deed.action,
    subject: deed.subject,
    detail: deed.detail ?? {},
    rows,
  }
  const { actor, action, subject } = entry
  const body = JSON.stringify(entry)
  yield { kind: 'insert', table: 'log_entry', row: { id: entryId(entry.seq), at, actor, action, subject, body } }
  yield* moveHead(head !== undefined, frontier, leafHash(body), at)
  return entry.seq
}

function* moveHead(hasHead: boolean, before: Frontier, leaf: string, at: string): Step<void> {
  const { frontier, completed } = append(before, leaf)
  for (const { level, index, hash } of completed) {
    if (level % KEPT_LEVEL_STEP === 0)
      yield { kind: 'insert', table: 'log_node', row: { id: nodeId(level, index), hash } }
  }
  const row = { id: 'head', size: frontier.size, frontier: writeFrontier(frontier), at }
  yield { kind: hasHead ? 'replace' : 'insert', table: 'log_head', row }
}

export function frontierOf(head: Row<'log_head'> | undefined): Frontier {
  if (head === undefined) return EMPTY_FRONTIER
  const frontier = readFrontier(head.size, head.frontier)
  if (frontier === undefined) throw new TypeError('the head of the audit log does not fit its size: verify the log')
  return frontier
}

/** Time in the log never runs backwards; a clock set back further than a correction is refused (T-28). */
function notBefore(now: Instant, last: string | undefined): string {
  if (last === undefined || now >= last) return now
  if (Date.parse(last) - Date.parse(now) > CLOCK_SLACK_MS)
    throw new Refusal({ code: 'clock.behind', found: now, where: last, remedy: "set the machine's clock right" })
  return last
}
