import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { BatchStore } from '../store/batches/batch-store.ts'
import { PostgresBatches } from '../store/batches/postgres-batches.ts'
import { SqliteBatches } from '../store/batches/sqlite-batches.ts'
import { dataFolder } from './paths.ts'

export type { BatchStore } from '../store/batches/batch-store.ts'

const FAILED_MS = 2_000

export interface OpenBatchesOptions {
  readonly data?: string
  /** `postgresql://…`; CORDON_DATABASE_URL where absent, and the data folder where that is absent too. */
  readonly databaseUrl?: string
  readonly leaseSeconds?: number
}

/** The database that batches are shared over, or `undefined` where they stay in the data folder. */
export function sharedDatabase({ databaseUrl }: OpenBatchesOptions): string | undefined {
  const url = databaseUrl ?? process.env['CORDON_DATABASE_URL']
  return url === undefined || url === '' ? undefined : url
}

/** Opens the store of batches: PostgreSQL for many machines, otherwise a file of the data folder for this one. */
export async function openBatches(options: OpenBatchesOptions = {}): Promise<BatchStore> {
  const url = sharedDatabase(options)
  const lease = options.leaseSeconds === undefined ? {} : { leaseSeconds: options.leaseSeconds }
  return url === undefined ? new SqliteBatches(dataFolder(options.data), lease) : PostgresBatches.open(url, lease)
}

/** Where a worker of this data folder keeps snapshots of lists between starts. */
export const snapshotFolder = (data?: string): string => join(dataFolder(data), 'batch-snapshots')

export interface Patience {
  readonly isStopped: () => boolean
  readonly onProgress?: (text: string) => void
}

/** The same for a worker, which outlives a database that is away when it starts. */
export async function openBatchesPatiently(
  options: OpenBatchesOptions,
  { isStopped, onProgress }: Patience,
): Promise<BatchStore | undefined> {
  while (!isStopped()) {
    try {
      return await openBatches(options)
    } catch (error) {
      onProgress?.(`the store is not to be had yet: ${error instanceof Error ? error.message : String(error)}`)
      await pause(FAILED_MS)
    }
  }
  return undefined
}
