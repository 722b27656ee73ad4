import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { read, report } from '../../test/support/horizon-report.ts'
import type { IsoDate } from '../model/brand.ts'
import { readReports, reportOfFile } from './horizon.ts'

describe('same bytes in, same bytes out; nothing breaks it', () => {
  test('evidence and quotations are the text at their offsets, whatever comes in', () => {
    const words = fc.constantFrom(
      'Trump',
      'said',
      '“',
      '”',
      '"',
      'designated',
      'the',
      'Red Delta Gang',
      'as',
      'a',
      'terrorist',
      'organization',
      'on Tuesday',
      '.',
      ',',
      '\n\n',
      '\u202e',
      '😀',
      'no',
      'will',
      'Mexico',
      'rejected',
      'list',
      '(',
      ')',
      '—',
    )
    fc.assert(
      fc.property(fc.array(words, { maxLength: 80 }), (parts) => {
        const text = parts.join(' ')
        const first = readReports([report(text)]).written
        for (const event of first[0]?.events ?? []) expect(text.slice(event.start, event.end)).toBe(event.evidence)
        for (const said of first[0]?.statements ?? []) expect(text.slice(said.start, said.end)).toBe(said.quote)
        expect(JSON.stringify(readReports([report(text)]).written)).toBe(JSON.stringify(first))
      }),
      { numRuns: 150, seed: 7 },
    )
  })

  test.each([
    ['unclosed quotations', 'Trump said "designate the gang as terrorists '.repeat(220_000)],
    ['commas', ','.repeat(100_000)],
    ['ten million of them', ','.repeat(10_000_000)],
    ['bidirectional marks', '\u202e\u2066designate\u2069 '.repeat(700_000)],
    ['one word', 'terrorist'.repeat(1_100_000)],
    ['nothing but dates', 'terrorist on May 5, 2020 in June 2019 last week '.repeat(200_000)],
    ['halves of characters', '\ud800'.repeat(5_000_000)],
  ] as const)('10 MB of %s end, and what was not read is said', (_why, text) => {
    const written = read(text)
    expect(written.events.length).toBeLessThan(10_000)
    if (text.length > 200_000) expect(written.issues.join()).toContain('report.length')
  })
})

/** 10 MB of markup, as a file is read: the tags are bounded before anything parses them (`REPORT_LIMITS`). */
test.each([
  ['elements in elements', '<html><body>', '<div>'],
  ['tags that never end', '<html>', '<'],
  ['attributes of one element', '<html><body><p', ' a="b"'],
  ['entities of entities', '<html><body><p>', '&amp;lt;'],
  ['comments that never end', '<html>', '<!--'],
  ['hidden elements', '<html>', '<div hidden>'],
  ['scripts that never end', '<html>', '<script>'],
  ['tables in tables', '<html>', '<table><tr><td>'],
  ['paragraphs that designate', '<html><body>', '<p>designated the gang as terrorists on Tuesday</p>'],
  ['a preformatted notice with open links', '<html><body><pre>[Federal Register]', '<a '],
] as const)('10 MB of %s end', (_why, head, unit) => {
  const folder = mkdtempSync(join(tmpdir(), 'cordon-bomb-'))
  try {
    const path = join(folder, 'bomb.html')
    writeFileSync(path, head + unit.repeat(Math.floor((10_000_000 - head.length) / unit.length)))
    const given = reportOfFile(path, { published: '2025-03-14' as IsoDate }, () => undefined)
    expect(readReports([given]).written).toHaveLength(1)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
