import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cordon } from '../../../test/cordon.ts'

const LIST = join(import.meta.dirname, '..', '..', '..', 'data', 'validation', 'enforcement-list.ftm.json')

test('a file goes in, its answers come out, and what could not be told makes the exit code 3', async () => {
  const data = mkdtempSync(join(tmpdir(), 'cordon-batch-cli-'))
  const batch = (...args: readonly string[]) => cordon(['batch', ...args], { data })
  const book = join(data, 'book.csv')
  writeFileSync(book, 'Clave,Nombre,Nota\nC-1,Savo Stjepanovic,x\nC-2,,y\n')
  const done = await batch('submit', book, '--list', LIST, '--work', '--json')
  expect(done.code).toBe(3)
  const status = JSON.parse(done.out)
  expect(status).toMatchObject({ state: 'done', rows: 2, rows_done: 2, with_hits: 1, undetermined: 1 })
  expect(done.err).toContain('works with enforcement_cases')

  expect((await batch('status', status.id)).out).toContain('not screened, but given back: Nota')
  const out = join(data, 'answers.csv')
  expect((await batch('results', status.id, '--out', out)).code).toBe(0)
  expect(readFileSync(out, 'utf8').split('\r\n')[1]).toMatch(/^"C-1","Savo Stjepanovic","x","hits","1",/)
  expect((await batch('results', status.id, '--out', join(data, 'answers.doc'))).code).toBe(2)

  expect(JSON.parse((await batch('remove', status.id, '--json')).out)).toEqual({ removed: status.id })
  const gone = await batch('status', status.id)
  expect([gone.code, gone.out]).toEqual([1, ''])
  expect(gone.err).toContain('batch.unknown')
}, 180_000)
