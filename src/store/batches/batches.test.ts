import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { findPostgres, startPostgres, type TestPostgres } from '../../../test/support/postgres.ts'
import { batchStoreContract } from './batch-store.contract.ts'
import { PostgresBatches } from './postgres-batches.ts'
import { SqliteBatches } from './sqlite-batches.ts'

batchStoreContract(
  'SQLite',
  async (leaseSeconds) => new SqliteBatches(mkdtempSync(join(tmpdir(), 'cordon-batches-')), { leaseSeconds }),
)

let postgres: TestPostgres | undefined
afterAll(() => postgres?.stop())

if (findPostgres() === undefined) console.warn('the queue over PostgreSQL is not tested: PostgreSQL is not installed')
else
  batchStoreContract('PostgreSQL', async (leaseSeconds) => {
    postgres = await startPostgres()
    return PostgresBatches.open(await postgres.createDatabase(), { leaseSeconds })
  })
