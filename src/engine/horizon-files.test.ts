import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { loadHorizon, reportOfFile } from './horizon.ts'

test('a file says its own day of publication: by its page, its prefix, its dateline or its masthead', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cordon-files-'))
  const notes: string[] = []
  const day = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text)
    return reportOfFile(join(folder, name), {}, (line) => notes.push(line)).published
  }
  try {
    expect(day('a.txt', ' date 2019-12-06 The minister spoke.\n\nMore.')).toBe('2019-12-06')
    expect(day('b.txt', 'Title of it\n\nBogotá, 3 de mayo de 2025. La ministra habló de la designación.')).toBe(
      '2025-05-03',
    )
    expect(
      day(
        'c.html',
        '<html><head><meta property="article:published_time" content="2019-12-06T22:00:00-05:00"></head><body><p>The minister spoke.</p></body></html>',
      ),
    ).toBe('2019-12-06')
    expect(day('d.txt', 'Federal Register / Vol. 89 / Tuesday, July 9, 2024 / Notices\n\nThe notice.')).toBe(
      '2024-07-09',
    )
    expect(notes).toEqual([])
    day('e.txt', 'The minister spoke.')
    expect(notes).toHaveLength(1)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('the bundled tables load, and every file of data/horizon is one of them', () => {
  expect(loadHorizon().tables.cues.length).toBeGreaterThan(80)
  const files = readdirSync(fileURLToPath(new URL('../../data/horizon/', import.meta.url)))
  expect(files.toSorted()).toEqual([
    'acts.tsv',
    'authorities.tsv',
    'bodies.tsv',
    'corroboration.tsv',
    'cues.tsv',
    'office-holders.tsv',
    'organisations.tsv',
    'outlets.tsv',
    'roles.tsv',
    'seats.tsv',
    'verbs.tsv',
  ])
})
