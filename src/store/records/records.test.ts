import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findPostgres, startPostgres, type TestPostgres } from '../../../test/support/postgres.ts'
import { get } from '../../casework/records/query.ts'
import { TABLE_NAMES } from '../../casework/records/tables.ts'
import { MemoryRecords } from './memory-records.ts'
import { PostgresRecords } from './postgres-records.ts'
import { recordStoreContract } from './record-store.contract.ts'
import { SqliteRecords } from './sqlite-records.ts'

const folders: string[] = []
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'cordon-records-'))
  folders.push(folder)
  return folder
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

recordStoreContract('in memory', async () => ({ store: new MemoryRecords() }))

recordStoreContract('on SQLite', async () => {
  const folder = newFolder()
  const store = new SqliteRecords(folder)
  return {
    store,
    again: async () => {
      await store.close()
      return new SqliteRecords(folder)
    },
  }
})

describe('the data folder', () => {
  test('has one writer: a second one is refused with a word, also in another process', async () => {
    const folder = newFolder()
    const store = new SqliteRecords(folder)
    expect(() => new SqliteRecords(folder)).toThrow(/another process \(\d+\) writes the data folder/)
    const script = `import { SqliteRecords } from ${JSON.stringify(join(import.meta.dirname, 'sqlite-records.ts'))}
      try { new SqliteRecords(${JSON.stringify(folder)}) } catch (error) { console.log(error.code) }`
    const other = spawnSync(process.execPath, ['--input-type=module-typescript', '-e', script], { encoding: 'utf8' })
    expect(other.stdout.trim()).toBe('store.locked')
    await store.close()
    await new SqliteRecords(folder).close()
  })

  test('may be read beside its writer, and the reader may not write', async () => {
    const folder = newFolder()
    const store = new SqliteRecords(folder)
    const reader = new SqliteRecords(folder, { isReader: true })
    expect(await reader.read('main', () => get('note', 'x'))).toBeUndefined()
    await expect(reader.write('main', () => get('note', 'x'))).rejects.toThrow('opened for reading')
    await reader.close()
    await store.close()
  })

  test('never lets a row change its tenant, whoever asks', async () => {
    const folder = newFolder()
    await new SqliteRecords(folder).close()
    const database = new DatabaseSync(join(folder, 'cordon.db'))
    database.exec("insert into book (tenant, id, name, created_at) values ('a', 'b', 'n', 't')")
    expect(() => database.exec("update book set tenant = 'c'")).toThrow('a row never changes its tenant')
    database.close()
  })
})

describe.skipIf(findPostgres() === undefined)('PostgreSQL (skipped where none is installed)', () => {
  let server: TestPostgres
  beforeAll(async () => {
    server = await startPostgres()
  })
  afterAll(() => server.stop())

  recordStoreContract('on PostgreSQL', async () => {
    const url = await server.createDatabase()
    const store = await PostgresRecords.open(url)
    return {
      store,
      again: async () => {
        await store.close()
        return PostgresRecords.open(url)
      },
    }
  })

  test('keeps tenants apart below the program: a session without a tenant sees no row of any table', async () => {
    const url = await server.createDatabase()
    const store = await PostgresRecords.open(url)
    const row = { id: 'b', name: 'n', created_at: 't' }
    await store.write('acme', function* () {
      yield { kind: 'insert', table: 'book', row }
    })
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    for (const table of TABLE_NAMES) {
      const { rows } = await client.query(
        'select relrowsecurity and relforcerowsecurity as apart from pg_class where relname = $1',
        [table],
      )
      expect([table, rows]).toEqual([table, [{ apart: true }]])
    }
    expect((await client.query('select * from book')).rows).toEqual([])
    await client.query("select set_config('cordon.tenant', 'other', false)")
    expect((await client.query('select * from book')).rows).toEqual([])
    await expect(client.query("insert into book values ('acme', 'c', 'n', 't')")).rejects.toThrow('row-level security')
    await client.query("select set_config('cordon.tenant', 'acme', false)")
    expect((await client.query('select id from book')).rows).toEqual([{ id: 'b' }])
    await client.end()
    await store.close()
  })

  test('is refused for a role that row-level security does not bind', async () => {
    const url = server.superuserUrl(await server.createDatabase())
    await expect(PostgresRecords.open(url)).rejects.toMatchObject({ code: 'store.unsafe' })
  })

  test('is refused where nobody answers', async () => {
    const url = 'postgresql://cordon@/none?host=%2Fnowhere'
    await expect(PostgresRecords.open(url)).rejects.toMatchObject({ code: 'store.unavailable' })
  })
})

describe.skipIf(findPostgres() === undefined)('a PostgreSQL that could lose a commit', () => {
  test.each([
    ['fsync=off', 'fsync is off'],
    ['synchronous_commit=off', 'synchronous_commit is off'],
    ['full_page_writes=off', 'full_page_writes is off'],
  ] as const)('is refused at start: %s', async (setting, words) => {
    const server = await startPostgres([setting])
    try {
      const opening = PostgresRecords.open(await server.createDatabase())
      await expect(opening).rejects.toThrow(words)
    } finally {
      await server.stop()
    }
  })
})
