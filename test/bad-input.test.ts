import { closeSync, openSync, readFileSync, truncateSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'
import { cordon, emptyFolder } from './cordon.ts'

const FIXTURE = join(import.meta.dirname, 'fixtures', 'sdn')
const MEGABYTE = 1024 * 1024
const data = emptyFolder()
const folder = emptyFolder()

beforeAll(async () => {
  expect((await cordon(['lists', 'add', FIXTURE, '--json'], { data })).code).toBe(0)
})

function fileWith(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

function hugeLine(): string {
  const path = join(folder, 'huge.csv')
  const file = openSync(path, 'w')
  const chunk = 'x'.repeat(MEGABYTE)
  for (let i = 0; i < 300; i++) writeSync(file, chunk)
  closeSync(file)
  return path
}

function truncatedGzip(): string {
  const path = fileWith('cut.csv.gz', gzipSync(readFileSync(join(FIXTURE, 'sdn.csv'))))
  truncateSync(path, 120)
  return path
}

test.each([
  ['an empty file', () => fileWith('empty.csv', ''), 'input.empty'],
  ['a gzip that was cut off', truncatedGzip, 'input.truncated'],
  [
    'a CSV that ends inside a quoted field',
    () => fileWith('cut.csv', readFileSync(join(FIXTURE, 'sdn.csv'), 'utf8').slice(0, 180)),
    'input.',
  ],
  ['one line of 300 MB', hugeLine, 'input.'],
  [
    'binary',
    () =>
      fileWith(
        'binary.csv',
        Uint8Array.from({ length: 4096 }, (_, i) => (i * 7919) % 256),
      ),
    'input.',
  ],
  ['a path that does not exist', () => join(folder, 'nowhere.csv'), 'input.missing'],
] as const)(
  '%s is refused with what is wrong, and the list that was loaded stays',
  async (_why, make, code) => {
    const path = make()
    const added = await cordon(['lists', 'add', path, '--id', 'us_ofac_sdn', '--json'], { data })
    expect([added.code, added.out]).toEqual([1, ''])
    expect(added.err).toContain(`[${code}`)
    const screened = await cordon(['screen', 'Mar de Papel', '--list', path, '--json'], { data })
    expect([screened.code, screened.out]).toEqual([1, ''])
    const still = await cordon(['screen', 'MAR DE PAPEL', '--json'], { data })
    expect(JSON.parse(still.out)).toMatchObject({ status: 'hits', lists: [{ id: 'us_ofac_sdn', entities: 5 }] })
  },
  60_000,
)

test.each([
  [
    'a pair without its left side',
    '{"id": "a", "left": "Anna", "right": "Ana"}\n{"id": "b", "right": "Ana"}\n',
    'line 2',
  ],
  ['a line that is not JSON', '{"id": "a", "left": "Anna", "right": "Ana"}\nnonsense\n', 'line 2'],
] as const)('compare stops at %s and names the line', async (_why, content, where) => {
  const ran = await cordon(['compare', '--pairs', fileWith('pairs.jsonl', content)])
  expect(ran.code).toBe(1)
  expect(ran.err).toContain(where)
})

test.each([
  ['an unknown command', ['sreen', 'x']],
  ['an unknown option', ['screen', 'x', '--fuzzy']],
  ['nothing to screen', ['screen']],
  ['a threshold above 1', ['screen', 'x', '--threshold', '70']],
  ['a day that does not exist', ['screen', 'x', '--as-of', '2025-02-30']],
  ['an unknown schema', ['screen', 'x', '--schema', 'Persn']],
  ['one name to compare', ['compare', 'x']],
] as const)('usage: %s exits with 2 and says nothing on standard output', async (_why, args) => {
  const ran = await cordon(args)
  expect([ran.code, ran.out]).toEqual([2, ''])
  expect(ran.err).not.toBe('')
})
