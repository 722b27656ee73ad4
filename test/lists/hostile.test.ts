import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadCountries } from '../../src/engine/countries.ts'
import { addList, openListStore } from '../../src/engine/lists.ts'
import type { Instant, IsoDate } from '../../src/model/brand.ts'
import { goodList, HOSTILE, writeHostile } from './hostile-corpus.ts'

interface Outcome {
  readonly name: string
  readonly outcome: string
  readonly ms: number
  readonly maxRssMb: number
  readonly inForce: string
}

/** What one file may cost. The runner reads the whole corpus in one process, so its peak bounds that of every file. */
const MAX_MS = 2_000
const MAX_RSS_MB = 200

const folder = mkdtempSync(join(tmpdir(), 'cordon-hostile-'))
const outcomes = new Map<string, Outcome>()
let good = ''

beforeAll(async () => {
  const data = join(folder, 'data')
  const list = join(folder, 'sdn.csv')
  writeFileSync(list, goodList())
  const store = openListStore(data)
  const added = await addList(store, list, {
    countries: loadCountries(),
    now: '2026-01-31T00:00:00.000Z' as Instant,
    published: '2026-01-31' as IsoDate,
  })
  good = added.record.version
  store.close()
  writeHostile(join(folder, 'corpus'))
  const runner = join(import.meta.dirname, 'hostile-runner.ts')
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--expose-gc', '--max-semi-space-size=4', runner, data, join(folder, 'corpus')],
    {
      maxBuffer: 64 * 1024 * 1024,
    },
  )
  for (const line of stdout.trim().split('\n')) {
    const outcome = JSON.parse(line) as Outcome
    outcomes.set(outcome.name, outcome)
  }
}, 240_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('the corpus has at least 60 files', () => {
  expect(HOSTILE.length).toBeGreaterThanOrEqual(60)
  expect(new Set(HOSTILE.map(({ name }) => name)).size).toBe(HOSTILE.length)
})

describe('a hostile file is refused or kept aside, and the list in force stays', () => {
  test.each(HOSTILE)('$name', ({ name, may }) => {
    const outcome = outcomes.get(name)
    expect(may, `${name}: ${outcome?.outcome}`).toContain(outcome?.outcome)
    expect(outcome?.inForce).toBe(good)
    expect(outcome?.ms, `${name} took ${outcome?.ms} ms`).toBeLessThan(MAX_MS)
  })
})

test('no file takes more memory than the bound', () => {
  const peaks = [...outcomes.values()].map(({ name, maxRssMb }) => ({ name, maxRssMb }))
  if (process.env['CORDON_SHOW_PEAKS'] !== undefined)
    console.table(
      [...outcomes.values()].filter((one, at, all) => at < all.length && (one.maxRssMb > 140 || one.ms > 300)),
    )
  const over = peaks.find(({ maxRssMb }) => maxRssMb > MAX_RSS_MB)
  expect(over).toBeUndefined()
})
