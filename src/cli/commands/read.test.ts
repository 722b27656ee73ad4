import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url))
const REPORT =
  'The State Department on Tuesday designated the Red Delta Gang as a foreign terrorist organization.\n\n"It was time," Jane Roe said.\n'
let folder = ''

const cordon = (...words: readonly string[]) =>
  spawnSync(process.execPath, [MAIN, ...words], { encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } })

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cordon-read-'))
  writeFileSync(join(folder, 'a.txt'), REPORT)
  writeFileSync(join(folder, 'b.txt'), 'El Gobierno habló este martes.\n')
  writeFileSync(
    join(folder, 'index.json'),
    JSON.stringify([
      { id: 'a', published: '2025-03-14', language: 'en', anything: 1 },
      { id: 'b', published: '2025-03-14', language: 'es' },
    ]),
  )
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a set is read, merged and written as one file a report, in the agreed form', () => {
  const out = join(folder, 'out')
  execFileSync(process.execPath, [MAIN, 'read', '--reports', join(folder, 'index.json'), '--out', out], {
    stdio: 'pipe',
  })
  const written = JSON.parse(readFileSync(join(out, 'a.json'), 'utf8'))
  expect(Object.keys(written)).toEqual(
    expect.arrayContaining([
      'id',
      'published',
      'language',
      'cluster',
      'outlet',
      'events',
      'statements',
      'organisations',
      'people',
      'places',
    ]),
  )
  expect(Object.keys(written.events[0])).toEqual(
    expect.arrayContaining([
      'id',
      'key',
      'type',
      'date',
      'date_text',
      'effective_date',
      'actor',
      'target_organisations',
      'authority',
      'status_after',
      'reason',
      'requester',
      'certainty',
      'redesignation',
      'optional',
      'evidence',
      'start',
      'end',
      'rule',
      'confidence',
    ]),
  )
  expect(Object.keys(written.statements[0])).toEqual(
    expect.arrayContaining(['id', 'speaker', 'role', 'kind', 'quote', 'stance', 'about', 'about_event', 'optional']),
  )
  expect(written.events[0]).toMatchObject({
    type: 'designate',
    date: '2025-03-11',
    actor: 'State Department',
    target_organisations: ['Red Delta Gang'],
    authority: ['FTO'],
  })
  expect(JSON.parse(readFileSync(join(out, 'b.json'), 'utf8')).events).toEqual([])
})

test('the same call gives the same bytes', () => {
  const ask = (): string => cordon('read', join(folder, 'a.txt'), '--published', '2025-03-14', '--json').stdout
  const first = ask()
  expect(JSON.parse(first).reports[0].events).toHaveLength(1)
  expect(ask()).toBe(first)
})

test.each([
  ['nothing to read', [], 2],
  ['a day that is none', ['x.txt', '--published', 'soon'], 2],
  ['a language that is not read', ['x.txt', '--language', 'fr'], 2],
  ['a file that is not there', ['/nowhere/x.txt'], 1],
  ['a model without its name', ['x.txt', '--propose', 'http://127.0.0.1:1/v1'], 2],
] as const)('%s: an error, its exit code, and nothing on standard output', (_why, words, exit) => {
  const { status, stdout } = cordon('read', ...words)
  expect(status).toBe(exit)
  expect(stdout).toBe('')
})

test('people read that a report moves no legal status', () => {
  const { stdout, status } = cordon('read', join(folder, 'a.txt'), '--published', '2025-03-14')
  expect(status).toBe(0)
  expect(stdout).toContain('A report moves no legal status')
  expect(stdout).toContain('single source: 1 report, 1 origin')
})

test('the radar of given reports alone', () => {
  const { stdout } = cordon(
    'radar',
    join(folder, 'a.txt'),
    '--published',
    '2025-03-14',
    '--no-register',
    '--as-of',
    '2025-04-14',
    '--json',
  )
  expect(JSON.parse(stdout)).toMatchObject({
    as_of: '2025-04-14',
    registered: [],
    reported: [{ name: 'Red Delta Gang', state: 'announced', silentDays: 31 }],
  })
})

test('the radar without reports knows what was read, classes too', () => {
  const data = join(folder, 'data')
  writeFileSync(
    join(folder, 'class.txt'),
    'President Donald Trump vowed on Tuesday to designate Haitian gangs as terrorist organizations.\n',
  )
  const read = cordon(
    'read',
    join(folder, 'a.txt'),
    join(folder, 'class.txt'),
    '--published',
    '2025-03-14',
    '--data',
    data,
  )
  expect(read.status).toBe(0)
  const { stdout } = cordon('radar', '--data', data, '--no-register', '--as-of', '2025-04-14', '--json')
  expect(JSON.parse(stdout).reported).toMatchObject([
    { organisation: 'class:ht:gangs', name: 'Haitian gangs', state: 'proposed', since: '2025-03-11' },
    { name: 'Red Delta Gang', state: 'announced' },
  ])
})

test('a set may name its outlets, by which corroboration counts', () => {
  const index = join(folder, 'outlets.json')
  writeFileSync(
    index,
    JSON.stringify([
      { id: 'a', published: '2025-03-14', language: 'en', outlet: 'Reuters' },
      {
        id: 'class',
        published: '2025-03-14',
        language: 'en',
        publisher: 'Daily Planet',
        address: 'https://example.org/1',
      },
    ]),
  )
  const { reports } = JSON.parse(cordon('read', '--reports', index, '--json').stdout)
  expect(reports.map((report: { outlet: string }) => report.outlet)).toEqual(['Reuters', 'Daily Planet'])
})
