import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import { expect, test } from 'vitest'
import { gathered } from '../../test/support/gathered.ts'
import { readSheets } from '../sources/tabular/read-table.ts'
import { neutralised, type ResultFormat, writeResults } from './batch-files.ts'
import { type BatchStore, openBatches } from './batch-open.ts'
import { batchResults, batchStatus } from './batch-status.ts'
import { submitBatch, submitBytes } from './batch-submit.ts'
import { work } from './batch-work.ts'
import { WorkbookWriter } from './batch-workbook.ts'
import { openEngine } from './open-engine.ts'

// Everyone here is invented; the list is the project's own synthetic one of enforcement cases.

const LIST = join(import.meta.dirname, '..', '..', 'data', 'validation', 'enforcement-list.ftm.json')
const AT = '2026-11-21T12:00:00Z'
const folder = (): string => mkdtempSync(join(tmpdir(), 'cordon-batch-'))

const CSV = [
  'Clave,Nombre,Fecha de nacimiento,País,Nota',
  '007,Savo Stjepanovic,1970-13-45,Eslovenia,=HYPERLINK("x")',
  "008,Nobody Of That Name,1970-01-02,MX,'quoted",
  '009,,,MX,no name',
  '010,Anna Fictor,1980,Nowhereland,-5,surplus',
].join('\r\n')

interface Done {
  readonly store: BatchStore
  readonly id: string
  readonly data: string
}

async function done(bytes: Uint8Array | string, name = 'book.csv'): Promise<Done> {
  const data = folder()
  const path = join(data, name)
  writeFileSync(path, bytes)
  const store = await openBatches({ data })
  const id = await submitBatch(store, path, { lists: [LIST], data, at: AT })
  await work(store, { isStopped: () => false, untilIdle: true, name: 'w', cache: join(data, 'snapshots') })
  return { store, id, data }
}

async function written({ store, id, data }: Done, format: ResultFormat): Promise<string> {
  const path = join(data, `out.${format}`)
  await writeResults(store, id, path, format)
  return path
}

const HEADER = ['Clave', 'Nombre', 'Fecha de nacimiento', 'País', 'Nota', 'column 6']

test('every row has its answer, in order, and what could not be read is told by cell', async () => {
  const { store, id } = await done(CSV)
  const results = await gathered(batchResults(store, id))
  expect(results.map((result) => [result.id, result.line, result.status])).toEqual([
    ['007', 2, 'hits'],
    ['008', 3, 'clear'],
    ['009', 4, 'undetermined'],
    ['010', 5, 'clear'],
  ])
  expect(results[0]?.hits[0]?.id).toBe('case-stjepanovic')
  expect(results[0]?.warnings?.map(({ where, found }) => [where, found])).toEqual([['C2', '1970-13-45']])
  expect(results[2]?.missing?.[0]).toContain('at row 4')
  expect(results[3]?.warnings?.map(({ where }) => where)).toEqual(['D5'])
  expect(results[3]?.query.columns).toEqual({ Nota: '-5', 'column 6': 'surplus' })
  const status = await batchStatus(store, id)
  expect(status).toMatchObject({ state: 'done', rows: 4, rows_done: 4, with_hits: 1, undetermined: 1 })
  expect(status.snapshots).toEqual([status.basis.snapshot])
  expect(status.columns.map(({ heading, read_as }) => [heading, read_as])).toEqual([
    ['Clave', 'id'],
    ['Nombre', 'name'],
    ['Fecha de nacimiento', 'birthDate'],
    ['País', 'country'],
    ['Nota', null],
    ['column 6', null],
  ])
})

test('CSV gives the file back with the answers beside it; formulas sleep; read again it is the same', async () => {
  const first = await done(CSV)
  const text = readFileSync(await written(first, 'csv'), 'utf8')
  expect(text).toContain('"\'=HYPERLINK(""x"")"')
  expect(text).toContain('"007"')
  const [sheet] = readSheets(new TextEncoder().encode(text)).sheets
  expect(sheet?.rows[0]?.cells.slice(0, 7)).toEqual([...HEADER, 'cordon_status'])
  expect(sheet?.rows.map(({ cells }) => cells[6])).toEqual(['cordon_status', 'hits', 'clear', 'undetermined', 'clear'])
  const again = await done(text, 'again.csv')
  const columns = async ({ store, id }: Done) =>
    (await gathered(batchResults(store, id))).map(({ query }) => query.columns?.['Nota'])
  expect(await columns(again)).toEqual(await columns(first))
})

test('a workbook gives the file back with the answers beside it, all of them texts', async () => {
  const path = await written(await done(gzipSync(CSV), 'book.csv.gz'), 'xlsx')
  const [sheet] = readSheets(readFileSync(path)).sheets
  expect(sheet?.name).toBe('results')
  expect(sheet?.rows.map(({ cells }) => cells.slice(0, 8))).toEqual([
    [...HEADER, 'cordon_status', 'cordon_hits'],
    ['007', 'Savo Stjepanovic', '1970-13-45', 'Eslovenia', '=HYPERLINK("x")', '', 'hits', '1'],
    ['008', 'Nobody Of That Name', '1970-01-02', 'MX', "'quoted", '', 'clear', '0'],
    ['009', '', '', 'MX', 'no name', '', 'undetermined', '0'],
    ['010', 'Anna Fictor', '1980', 'Nowhereland', '-5', 'surplus', 'clear', '0'],
  ])
  expect(readFileSync(path, 'latin1')).not.toContain('<f>')
})

test('an annotated workbook of several sheets has them all again, and is read again by its own headings', async () => {
  const path = join(folder(), 'two.xlsx')
  const file = openSync(path, 'w')
  const workbook = new WorkbookWriter(file)
  workbook.begin('Clientes', ['Clave', 'Nombre'])
  workbook.row(['1', 'Savo Stjepanovic'])
  workbook.begin('Proveedores', ['Razón social', 'Fecha nacimiento'])
  workbook.row(['Invented SA', 'soon'])
  workbook.finish()
  closeSync(file)
  const job = await done(readFileSync(path), 'two.xlsx')
  const { sheets } = readSheets(readFileSync(await written(job, 'xlsx')))
  expect(sheets.map(({ name, rows }) => [name, rows.map(({ cells }) => cells.slice(0, 3))])).toEqual([
    [
      'Clientes',
      [
        ['Clave', 'Nombre', 'cordon_status'],
        ['1', 'Savo Stjepanovic', 'hits'],
      ],
    ],
    [
      'Proveedores',
      [
        ['Razón social', 'Fecha nacimiento', 'cordon_status'],
        ['Invented SA', 'soon', 'clear'],
      ],
    ],
  ])
  expect(sheets[1]?.rows[1]?.cells.at(-1)).toContain('Proveedores!B2')
  const [table] = readSheets(readFileSync(await written(job, 'csv'))).sheets
  expect(table?.rows.map(({ cells }) => cells.slice(0, 4))).toEqual([
    ['Clave', 'Nombre', 'Razón social', 'Fecha nacimiento'],
    ['1', 'Savo Stjepanovic', '', ''],
    ['', '', 'Invented SA', 'soon'],
  ])
})

test('Parquet is read back by another reader: texts, counts and scores as such', async () => {
  const file = await asyncBufferFromFile(await written(await done(CSV), 'parquet'))
  const rows = await parquetReadObjects({ file })
  expect(rows.map((row) => [row['Clave'], row['cordon_status'], row['cordon_hits']])).toEqual([
    ['007', 'hits', 1],
    ['008', 'clear', 0],
    ['009', 'undetermined', 0],
    ['010', 'clear', 0],
  ])
  expect(rows[0]?.['cordon_score']).toBeGreaterThan(0.9)
  expect(rows[1]?.['cordon_score']).toBeNull()
  expect(rows[0]?.['Nota']).toBe('=HYPERLINK("x")')
})

test('JSON lines hold all that is known, a line each', async () => {
  const text = readFileSync(await written(await done(CSV), 'jsonl'), 'utf8')
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines).toHaveLength(4)
  expect(lines[0]).toMatchObject({
    id: '007',
    status: 'hits',
    query: { properties: { name: ['Savo Stjepanovic'] }, columns: { Nota: '=HYPERLINK("x")' } },
    hits: [{ id: 'case-stjepanovic', matched: { entity: 'Savo STJEPANOVIC' } }],
  })
})

test.each([
  [
    'FollowTheMoney',
    '{"id":"x-1","schema":"Person","properties":{"name":["Savo Stjepanovic"],"weakAlias":["Savo"]}}\n{"id":"x-2","schema":"Company","properties":{"name":["Other Invented"]}}\nbroken\n',
  ],
  [
    'JSON lines by headings',
    '{"clave":"x-1","nombre":"Savo Stjepanovic"}\n{"id":"x-2","name":"Other Invented"}\nbroken\n',
  ],
])('%s: a broken line is a row of its own', async (_why, text) => {
  const job = await done(text, 'book.jsonl')
  const results = await gathered(batchResults(job.store, job.id))
  expect(results.map(({ id, status }) => [id, status])).toEqual([
    ['x-1', 'hits'],
    ['x-2', 'clear'],
    ['3', 'undetermined'],
  ])
  expect(results[2]?.missing).toEqual(['line 3 is not a JSON object'])
  const [sheet] = readSheets(readFileSync(await written(job, 'csv'))).sheets
  expect(sheet?.rows.map(({ cells }) => cells[0])).toEqual(['id', 'x-1', 'x-2', '3'])
})

test.each(['jsonl', 'csv', 'xlsx', 'parquet'] as const)('a batch without rows is an empty %s', async (format) => {
  const job = await done('nombre\n', 'empty.csv')
  expect(await batchStatus(job.store, job.id)).toMatchObject({ state: 'done', rows: 0 })
  expect(readFileSync(await written(job, format)).length).toBeGreaterThanOrEqual(format === 'jsonl' ? 0 : 10)
})

test('a list that is updated while a batch runs changes nothing in it: every chunk rests on the pinned version', async () => {
  const data = folder()
  const path = join(data, 'list.ftm.json')
  const entity = (name: string) => JSON.stringify({ id: 'x-1', schema: 'Person', properties: { name: [name] } })
  writeFileSync(path, entity('Quirino Pinned Fictor'))
  const store = await openBatches({ data })
  const book = Array.from({ length: 1_500 }, () => 'Quirino Pinned Fictor\nZenobia Updated Fictor').join('\n')
  const bytes = new TextEncoder().encode(`name\n${book}`)
  const old = await submitBytes(store, bytes, 'old', await openEngine({ lists: [path], data }), { at: AT })
  let chunks = 0
  await work(store, { isStopped: () => chunks++ >= 2, name: 'before' })
  writeFileSync(path, entity('Zenobia Updated Fictor'))
  const fresh = await submitBytes(store, bytes, 'new', await openEngine({ lists: [path], data }), { at: AT })
  await work(store, { isStopped: () => false, untilIdle: true, name: 'after', cache: join(data, 'cache') })
  const hits = async (id: string) =>
    new Set((await gathered(batchResults(store, id))).flatMap(({ hits: found }) => found.map((hit) => hit.caption)))
  expect(await hits(old)).toEqual(new Set(['Quirino Pinned Fictor']))
  expect(await hits(fresh)).toEqual(new Set(['Zenobia Updated Fictor']))
  const status = await batchStatus(store, old)
  expect(status.workers).toEqual(['after', 'before'])
  expect(status.snapshots).toEqual([status.basis.snapshot])
  expect((await batchStatus(store, fresh)).basis.snapshot).not.toBe(status.basis.snapshot)
})

test('a worker keeps a snapshot in its own folder, and mistrusts one that was changed', async () => {
  const first = await done(CSV)
  const cache = join(first.data, 'snapshots')
  const file = readdirSync(cache).find((name) => name.endsWith('.gz')) ?? ''
  writeFileSync(join(cache, file), gzipSync('{}'))
  const again = await submitBytes(
    first.store,
    new TextEncoder().encode(CSV),
    'again',
    await openEngine({ lists: [LIST], data: first.data }),
    { at: AT },
  )
  await work(first.store, { isStopped: () => false, untilIdle: true, cache })
  expect(await batchStatus(first.store, again)).toMatchObject({ state: 'done', with_hits: 1 })
})

test.each([
  ['=1+1', "'=1+1"],
  ['+52 55', "'+52 55"],
  ["'=1", "''=1"],
  ['plain', 'plain'],
  ["'s-Hertogenbosch", "'s-Hertogenbosch"],
])('%j is written as %j', (cell, wanted) => {
  expect(neutralised(cell)).toBe(wanted)
})
