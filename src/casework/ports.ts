import type { Step } from './records/query.ts'

/** The name of a customer's own, separate part of a store: lower-case letters, digits and dashes. */
export type Tenant = string

export const TENANT_NAME = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/

/** The tenant of an installation that serves one customer. */
export const MAIN_TENANT: Tenant = 'main'

/**
 * State that outlives the process. Implemented in memory, on SQLite and on PostgreSQL, under one contract suite.
 * Every step sees and touches the rows of its tenant alone.
 */
export interface RecordStore {
  /** Answers from one consistent state; the step must not write. */
  read<T>(tenant: Tenant, step: () => Step<T>): Promise<T>
  /** Runs whole or not at all. Writes of one tenant come one after the other. Durable before it answers. */
  write<T>(tenant: Tenant, step: () => Step<T>): Promise<T>
  /** Every tenant that has a log. */
  tenants(): Promise<readonly Tenant[]>
  close(): Promise<void>
}
