import { accepted, type Parsed, refused } from '../../model/parsed.ts'
import type { Checkpoint } from '../log/checkpoint.ts'
import { rootOf } from '../log/frontier.ts'
import { consistencyRanges, foldPlaces, inclusionRanges, type Place, placesOf, type Range } from '../log/proofs.ts'
import { leafHash, nodeHash, type TreeHash } from '../log/tree-hash.ts'
import { find, get, type Step } from '../records/query.ts'
import type { Row } from '../records/tables.ts'
import { frontierOf, KEPT_LEVEL_STEP } from './audited.ts'
import { entryId, type LogEntry, nodeId } from './deed.ts'

/** The log as it stands, without a signature. */
export function* currentCheckpoint(origin: string): Step<Checkpoint> {
  const frontier = frontierOf(yield* get('log_head', 'head'))
  return { origin, size: frontier.size, root: rootOf(frontier) }
}

export interface InclusionProof {
  readonly seq: number
  readonly size: number
  readonly leaf: TreeHash
  readonly root: TreeHash
  readonly proof: readonly TreeHash[]
  readonly entry: LogEntry
  /** The leaf's bytes: what is hashed, exactly. */
  readonly body: string
}

/** That an entry is in the log of `size` entries (now, where absent). */
export function* proveInclusion(seq: number, size?: number): Step<Parsed<InclusionProof>> {
  const held = frontierOf(yield* get('log_head', 'head')).size
  const at = size ?? held
  if (!Number.isSafeInteger(seq) || seq < 0 || seq >= at || at > held)
    return refused('audit.range', `entry ${seq} of ${at}`, { remedy: `the log has ${held} entries, from 0` })
  const row = yield* get('log_entry', entryId(seq))
  if (row === undefined) return refused('audit.entry', String(seq), { remedy: 'the log has lost an entry: verify it' })
  const proof = yield* hashRanges(inclusionRanges(seq, at))
  const root = yield* rootAt(at)
  const entry = JSON.parse(row.body) as LogEntry
  return accepted({ seq, size: at, leaf: leafHash(row.body), root, proof, entry, body: row.body })
}

export interface ConsistencyProof {
  readonly from: number
  readonly to: number
  readonly fromRoot: TreeHash
  readonly root: TreeHash
  readonly proof: readonly TreeHash[]
}

/** That the log of `from` entries is the beginning of that of `to`. */
export function* proveConsistency(from: number, to?: number): Step<Parsed<ConsistencyProof>> {
  const held = frontierOf(yield* get('log_head', 'head')).size
  const at = to ?? held
  if (!Number.isSafeInteger(from) || from < 0 || from > at || at > held)
    return refused('audit.range', `${from} to ${at}`, { remedy: `the log has ${held} entries` })
  const proof = yield* hashRanges(consistencyRanges(from, at))
  return accepted({ from, to: at, fromRoot: yield* rootAt(from), root: yield* rootAt(at), proof })
}

/** The root the log had when it had `size` entries. */
export function* rootAt(size: number): Step<TreeHash> {
  if (size === 0) return rootOf({ size: 0, peaks: [] })
  const [root] = yield* hashRanges([{ from: 0, to: size }])
  return root ?? ''
}

function* hashRanges(ranges: readonly Range[]): Step<readonly TreeHash[]> {
  const hashes: TreeHash[] = []
  for (const range of ranges) {
    const parts: TreeHash[] = []
    for (const place of placesOf(range)) parts.push(yield* hashAt(place))
    hashes.push(foldPlaces(parts))
  }
  return hashes
}

/** A subtree's hash: kept, or made of at most 256 hashes of the kept level under it. */
function* hashAt({ level, index }: Place): Step<TreeHash> {
  const base = level - (level % KEPT_LEVEL_STEP)
  if (base === level && level > 0) {
    const node = yield* get('log_node', nodeId(level, index))
    if (node !== undefined) return node.hash
  }
  const width = 2 ** (level - base)
  const first = index * width
  const hashes = base === 0 ? yield* leaves(first, width) : yield* nodes(base, first, width)
  if (hashes.length !== width) throw new TypeError('the audit log has lost a part of itself: verify it')
  return fold(hashes)
}

function* leaves(first: number, width: number): Step<readonly TreeHash[]> {
  const where = { id: { from: entryId(first), before: entryId(first + width) } }
  return (yield* find('log_entry', { where })).map(({ body }) => leafHash(body))
}

function* nodes(level: number, first: number, width: number): Step<readonly TreeHash[]> {
  const where = { id: { from: nodeId(level, first), before: nodeId(level, first + width) } }
  return (yield* find('log_node', { where })).map(({ hash }) => hash)
}

function fold(hashes: readonly TreeHash[]): TreeHash {
  let level = hashes
  while (level.length > 1) {
    const above: TreeHash[] = []
    for (let i = 0; i < level.length; i += 2) above.push(nodeHash(level[i] ?? '', level[i + 1] ?? ''))
    level = above
  }
  return level[0] ?? ''
}

/** Entries by number, subject, action or actor, newest first. */
export interface EntryQuery {
  readonly subject?: string
  readonly action?: string
  readonly actor?: string
  /** Before this entry's number. */
  readonly before?: number
  readonly limit?: number
}

export function* findEntries({ subject, action, actor, before, limit }: EntryQuery): Step<readonly LogEntry[]> {
  const rows = yield* find('log_entry', {
    where: { subject, action, actor },
    isDescending: true,
    limit: limit ?? 100,
    ...(before === undefined ? {} : { after: { value: entryId(before), id: entryId(before) } }),
  })
  return rows.map(({ body }) => JSON.parse(body) as LogEntry)
}

/** Keeps a signed checkpoint beside the log it is about. */
export function* keepCheckpoint(size: number, note: string, at: string): Step<void> {
  if ((yield* get('log_checkpoint', entryId(size))) !== undefined) return
  yield { kind: 'insert', table: 'log_checkpoint', row: { id: entryId(size), size, note, at } }
}

export function* lastCheckpoint(): Step<Row<'log_checkpoint'> | undefined> {
  const [last] = yield* find('log_checkpoint', { isDescending: true, limit: 1 })
  return last
}
