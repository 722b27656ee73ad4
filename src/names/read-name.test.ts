import { describe, expect, test } from 'vitest'
import { loadNameTables } from '../engine/names-tables.ts'
import type { BearerKind } from './name-parts.ts'
import { readName } from './read-name.ts'
import { MAX_NAME_UNITS } from './words-of.ts'

const tables = loadNameTables()
const texts = (raw: string, kind: BearerKind): string =>
  readName(tables, raw, kind)
    .parts.map(({ token }) => token.text)
    .join(' ')

describe('a name is read into parts', () => {
  test.each([
    ['case, marks and odd spaces say nothing', '  JOSÉ\u00a0\u2009Muñoz ', 'person', 'jose munoz'],
    ['zero-width and bidi controls are passed over', 'Jo\u200bse\u202e Mu\u00adnoz', 'person', 'jose munoz'],
    ['a flood of combining marks is passed over', 'J\u0301\u0302\u0303\u0304ose', 'person', 'jose'],
    ['mathematical and full-width letters are letters', '𝐉𝐎𝐒𝐄 ＭＵＮＯＺ', 'person', 'jose munoz'],
    ['Cyrillic look-alikes inside a Latin word are Latin', 'Jоsе Munоz', 'person', 'jose munoz'],
    ['titles go', 'Dr. Lic. José Muñoz Jr.', 'person', 'jose munoz'],
    ['a title stays where nothing else would', 'Don', 'person', 'don'],
    ['a servant compound is one part', 'Abd al-Rahman Khalid', 'person', 'abdrahman khalid'],
    ['and the same in one word', 'Abdurrahman Khalid', 'person', 'abdrahman khalid'],
    ['a compound with din', 'Sayf al-Din Khalid', 'person', 'sayfdin khalid'],
    ['a Cyrillic name is romanised', 'Владимир Путин', 'person', 'vladimir putin'],
    ['a Chinese name is family and given', '习近平', 'person', 'xi jinping'],
    ['a Japanese name by its own readings', '山田太郎', 'person', 'shantian tailang'],
    ['letters with stops are one word in a firm', 'L.X.C. Aviation', 'organisation', 'lxc aviation'],
    ['a legal form of several words goes', 'ACME S. de R.L. de C.V.', 'organisation', 'acme'],
    ['a repeated part stays', 'Sergey Sergey Shoigu', 'person', 'sergey sergey shoigu'],
  ] as const)('%s', (_why, raw, kind, expected) => {
    expect(texts(raw, kind)).toBe(expected)
  })

  test('the family name before a comma has its role', () => {
    expect(readName(tables, 'GUZMAN LOERA, Joaquin', 'person').parts.map(({ role }) => role)).toEqual([
      'family',
      'family',
      'name',
    ])
  })

  test('a name over the limit is not cut but refused', () => {
    const read = readName(tables, 'a'.repeat(MAX_NAME_UNITS + 1), 'person')
    expect(read.parts).toEqual([])
    expect(read.missing).toMatch(/over the limit of 384/)
  })
})
