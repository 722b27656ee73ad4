import type { RecordStore } from '../../src/casework/ports.ts'
import { type AnyRow, isWitnessed, TABLE_NAMES } from '../../src/casework/records/tables.ts'
import { rowsOf } from '../../src/engine/audit.ts'
import { type StoredRow, type Verdict, verifyLog } from '../../src/verify/verify-log.ts'

async function all(
  store: RecordStore,
  tenant: string,
  table: (typeof TABLE_NAMES)[number],
): Promise<readonly AnyRow[]> {
  const rows: AnyRow[] = []
  for await (const row of rowsOf(store, tenant, table)) rows.push(row)
  return rows
}

/** Every row of a tenant, to see whether two moments are alike. */
export async function dump(store: RecordStore, tenant = 'main'): Promise<string> {
  const tables: Record<string, unknown> = {}
  for (const table of TABLE_NAMES) tables[table] = await all(store, tenant, table)
  return JSON.stringify(tables)
}

/** Runs the verifier's own check over any store. */
export async function verifyStore(store: RecordStore, tenant = 'main'): Promise<Verdict> {
  const tables: Record<string, readonly StoredRow[]> = {}
  for (const table of TABLE_NAMES.filter(isWitnessed)) tables[table] = await all(store, tenant, table)
  const [head] = await all(store, tenant, 'log_head')
  return verifyLog(
    {
      log: tenant,
      entries: await all(store, tenant, 'log_entry'),
      nodes: await all(store, tenant, 'log_node'),
      head,
      checkpoints: [],
      tables,
    },
    [],
  )
}
