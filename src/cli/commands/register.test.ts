import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'

const MAIN = join(import.meta.dirname, '..', 'main.ts')
const data = mkdtempSync(join(tmpdir(), 'cordon-cli-'))
afterAll(() => rmSync(data, { recursive: true, force: true }))

function cordon(...words: readonly string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...words, '--data', data], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  })
  return { code: status, out: stdout, err: stderr }
}

describe('cordon register', () => {
  test('answers in the shape that others rely on', () => {
    const { code, out } = cordon(
      'register',
      'Ansarallah',
      '--as-of',
      '2024-02-20',
      '--known-at',
      '2026-11-21',
      '--json',
    )
    const answer = JSON.parse(out)
    expect(code).toBe(0)
    expect(Object.keys(answer)).toEqual(
      expect.arrayContaining(['organisation', 'as_of', 'known_at', 'statuses', 'events']),
    )
    expect(answer).toMatchObject({ organisation: 'Ansarallah (Houthis)', as_of: '2024-02-20', known_at: '2026-11-21' })
    expect(answer.statuses.SDGT).toMatchObject({
      state: 'designated',
      since: '2024-02-16',
      until: null,
      citation: 'FR Doc. 2024-04065 (published 2024-02-28)',
      verified: true,
    })
    expect(answer.statuses.UN).toBeUndefined()
  })
  test('finds a misspelt name by likeness, last of all', () => {
    const { out } = cordon('register', 'Los Chonerros', '--as-of', '2026-07-17', '--json')
    expect(JSON.parse(out)).toMatchObject({ id: 'los-choneros', found_by: 'matcher' })
  })
  test('tells the held designation in words', () => {
    const { out } = cordon('register', 'Mexican cartels', '--as-of', '2019-12-10')
    expect(out).toMatch(/FTO +HELD since 2019-12-06 .*no legal effect/)
    expect(out).toMatch(/by the President of the United States, at the request of the President of Mexico/)
    expect(out).toMatch(/Cartel de Sinaloa: SDNTK \(Kingpin Act\) DESIGNATED .*in legal effect/)
    expect(out).toMatch(/known until 2026-07-17/)
  })
  test.each([
    ['two of one alias', ['Ansar Allah'], 2],
    ['nobody of the name', ['Nobody at All'], 1],
    ['a name unlike any', ['Cartel de Medellin'], 1],
    ['a wrong day', ['Ansarallah', '--as-of', '2024-02-30'], 2],
  ] as const)('%s ends with its exit code and nothing on standard output', (_why, words, expected) => {
    const { code, out, err } = cordon('register', ...words)
    expect([code, out]).toEqual([expected, ''])
    expect(err).not.toBe('')
  })
})

describe('cordon law', () => {
  test('answers in the shape that others rely on', () => {
    const { code, out } = cordon(
      'law',
      '--asker',
      'us_bank',
      '--authority',
      'FTO,SDGT',
      '--as-of',
      '2025-02-20',
      '--json',
    )
    const { consequences } = JSON.parse(out)
    expect(code).toBe(0)
    expect(consequences.find((each: { code: string }) => each.code === 'R10')).toMatchObject({
      code: 'R10',
      effect: 'duty',
      text: expect.any(String),
      citation: expect.stringContaining('501.603'),
      clock: '10 business days',
      due: '2025-03-06',
      verified: true,
      needs_counsel: false,
      authority: 'FTO',
      nexus: 'us',
      as_of: '2025-02-20',
    })
  })
  test.each([
    ['without an asker', ['--authority', 'FTO']],
    ['without authority or party', ['--asker', 'us_bank']],
    ['with an authority that does not exist', ['--asker', 'us_bank', '--authority', 'XYZ']],
  ] as const)('%s is a usage error', (_why, words) => {
    expect(cordon('law', ...words)).toMatchObject({ code: 2, out: '' })
  })
})
