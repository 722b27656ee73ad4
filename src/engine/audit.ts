import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { appendEntry } from '../casework/audit/audited.ts'
import type { LogEntry } from '../casework/audit/deed.ts'
import {
  type ConsistencyProof,
  currentCheckpoint,
  type EntryQuery,
  findEntries,
  type InclusionProof,
  keepCheckpoint,
  lastCheckpoint,
  proveConsistency,
  proveInclusion,
} from '../casework/audit/read-log.ts'
import { signCheckpoint } from '../casework/log/checkpoint.ts'
import type { RecordStore, Tenant } from '../casework/ports.ts'
import { FIND_LIMIT, get, type Step } from '../casework/records/query.ts'
import { type AnyRow, isWitnessed, TABLE_NAMES, type TableName } from '../casework/records/tables.ts'
import type { Instant } from '../model/brand.ts'
import { accepted, type Parsed } from '../model/parsed.ts'
import type { AuditKey } from './audit-key.ts'
import type { Desk } from './desk.ts'
import { machineClock } from './records.ts'

export type { LogEntry } from '../casework/audit/deed.ts'
export type { ConsistencyProof, EntryQuery, InclusionProof } from '../casework/audit/read-log.ts'
export { verifyConsistency, verifyInclusion } from '../casework/log/proofs.ts'

/** A checkpoint as it was signed, and what it says. */
export interface SignedCheckpoint {
  readonly note: string
  readonly size: number
  readonly root: string
  readonly origin: string
  readonly at: string
  /** What a verifier must have had from elsewhere: a key that comes with the checkpoint proves nothing. */
  readonly verifier_key: string
}

/** Signs the log as it stands and keeps the checkpoint. Hand it to somebody outside: it is their proof. */
export async function makeCheckpoint(desk: Desk, key: AuditKey): Promise<Parsed<SignedCheckpoint>> {
  const signer = key.signerFor(desk.actor.tenant)
  return desk.change('audit.checkpoint', function* (act) {
    const checkpoint = yield* currentCheckpoint(signer.name)
    const note = signCheckpoint(checkpoint, signer)
    yield* keepCheckpoint(checkpoint.size, note, act.at)
    return { note, ...checkpoint, at: act.at, verifier_key: key.verifierKeyFor(desk.actor.tenant) }
  })
}

/** Signs every tenant's log that has grown since its last checkpoint; for a timer. */
export async function checkpointAll(
  store: RecordStore,
  key: AuditKey,
  now: () => Instant = machineClock,
): Promise<number> {
  let made = 0
  for (const tenant of await store.tenants()) {
    const signer = key.signerFor(tenant)
    made += await store.write(tenant, function* () {
      const checkpoint = yield* currentCheckpoint(signer.name)
      const last = yield* lastCheckpoint()
      if (last?.size === checkpoint.size) return 0
      yield* keepCheckpoint(checkpoint.size, signCheckpoint(checkpoint, signer), now())
      return 1
    })
  }
  return made
}

/** The last checkpoint that was signed, or `undefined` where there is none. */
export const latestCheckpoint = async (
  desk: Desk,
): Promise<Parsed<{ readonly note: string; readonly at: string } | undefined>> =>
  desk.look('audit.read', function* () {
    const last = yield* lastCheckpoint()
    return last === undefined ? undefined : { note: last.note, at: last.at }
  })

export const inclusion = (desk: Desk, seq: number, size?: number): Promise<Parsed<InclusionProof>> =>
  desk.lookFor('audit.read', () => proveInclusion(seq, size))

export const consistency = (desk: Desk, from: number, to?: number): Promise<Parsed<ConsistencyProof>> =>
  desk.lookFor('audit.read', () => proveConsistency(from, to))

export const entries = (desk: Desk, query: EntryQuery): Promise<Parsed<readonly LogEntry[]>> =>
  desk.look('audit.read', () => findEntries(query))

/** Lines of an export: what the verifier reads where it cannot read the database. */
export type ExportLine =
  | {
      readonly kind: 'header'
      readonly format: 'cordon-audit-export/1'
      readonly log: string
      readonly exported_at: string
      readonly tables: readonly string[]
    }
  | { readonly kind: 'entry'; readonly row: AnyRow }
  | { readonly kind: 'node'; readonly row: AnyRow }
  | { readonly kind: 'row'; readonly table: string; readonly row: AnyRow }
  | { readonly kind: 'checkpoint'; readonly row: AnyRow }
  | { readonly kind: 'head'; readonly row: AnyRow | null }

/**
 * The whole log of a tenant, line by line, with the rows it witnesses or without them. Rows are personal data; entries are not.
 * The export is itself an entry. Pages are read one after the other, so writing must rest meanwhile for the rows to fit the log.
 */
export async function exportLog(
  store: RecordStore,
  desk: Desk,
  options: { readonly hasRows: boolean },
): Promise<Parsed<AsyncIterable<ExportLine>>> {
  const deed = { action: 'audit.export', subject: 'log', detail: { rows: options.hasRows } }
  const noted = await desk.change('audit.export', (act) => appendEntry(act, deed, []))
  return noted.ok ? accepted(exportLines(store, desk, options.hasRows)) : noted
}

async function* exportLines(store: RecordStore, desk: Desk, hasRows: boolean): AsyncIterable<ExportLine> {
  const { tenant } = desk.actor
  const tables = hasRows ? TABLE_NAMES.filter(isWitnessed) : []
  yield { kind: 'header', format: 'cordon-audit-export/1', log: tenant, exported_at: desk.now(), tables }
  for await (const row of rowsOf(store, tenant, 'log_entry')) yield { kind: 'entry', row }
  for await (const row of rowsOf(store, tenant, 'log_node')) yield { kind: 'node', row }
  for await (const row of rowsOf(store, tenant, 'log_checkpoint')) yield { kind: 'checkpoint', row }
  for (const table of tables) for await (const row of rowsOf(store, tenant, table)) yield { kind: 'row', table, row }
  const head = await store.read(tenant, () => get('log_head', 'head'))
  yield { kind: 'head', row: head ?? null }
}

/** Every row of a table, page after page, in the order of ids. */
export async function* rowsOf(store: RecordStore, tenant: Tenant, table: TableName): AsyncIterable<AnyRow> {
  let after: { value: string; id: string } | undefined
  for (;;) {
    const page: readonly AnyRow[] = await store.read(tenant, (): Step<readonly AnyRow[]> => pageOf(table, after))
    yield* page
    const last = page.at(-1)
    if (last === undefined || page.length < FIND_LIMIT) return
    after = { value: last.id, id: last.id }
  }
}

function* pageOf(table: TableName, after: { value: string; id: string } | undefined): Step<readonly AnyRow[]> {
  const { rows } = yield { kind: 'find', table, find: after === undefined ? {} : { after } }
  return rows
}

/** What the verifier found: nothing, or what does not fit. */
export interface Verification {
  readonly isIntact: boolean
  /** The verifier's own output. */
  readonly report: string
}

/** Runs the verifier, a program of its own that shares nothing with the writer, on a data folder or an export. */
export function runVerifier(args: readonly string[]): Promise<Verification> {
  const program = fileURLToPath(
    new URL(`../verify/main${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url),
  )
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    const output: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk))
    child.on('error', reject)
    child.on('close', (code) => resolve({ isIntact: code === 0, report: Buffer.concat(output).toString('utf8') }))
  })
}
