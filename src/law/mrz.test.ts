import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { IsoDate } from '../model/brand.ts'
import { mrzCheckDigit, parseMrz } from './mrz.ts'

const TODAY = '2026-11-21' as IsoDate
const read = (raw: string) => {
  const parsed = parseMrz(raw, TODAY)
  if (!parsed.ok) throw new Error(parsed.issue.code)
  return parsed.value
}

/** The specimens of ICAO Doc 9303: the state Utopia does not exist. */
const SPECIMENS = {
  'TD3, a passport': ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'],
  'TD1, a card': ['I<UTOD231458907<<<<<<<<<<<<<<<', '7408122F1204159UTO<<<<<<<<<<<6', 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<'],
  'TD1, a number longer than its field': [
    'I<UTOD23145890<7349<<<<<<<<<<<',
    '3407127M9507122UTO<<<<<<<<<<<2',
    'STEVENSON<<PETER<JOHN<<<<<<<<<',
  ],
  'TD2, a card': ['I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<', 'D231458907UTO7408122F1204159<<<<<<<6'],
  'MRV-A, a visa': ['V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L8988901C4XXX4009078F96121096ZE184226B<<<<<<'],
} as const

test.each(Object.entries(SPECIMENS))('%s reads with every check digit holding', (_what, lines) => {
  expect(read(lines.join('\n')).isIntact).toBe(true)
})

test('a passport gives names, number, nationality, birth and sex', () => {
  expect(read(SPECIMENS['TD3, a passport'].join(''))).toMatchObject({
    format: 'TD3',
    familyNames: 'ERIKSSON',
    givenNames: 'ANNA MARIA',
    documentNumber: 'L898902C3',
    nationality: 'UTO',
    birthDate: { from: '1974-08-12' },
    sex: 'female',
    mayBeCut: false,
  })
})

test('a long number is put together from both parts', () => {
  expect(read(SPECIMENS['TD1, a number longer than its field'].join('')).documentNumber).toBe('D23145890734')
})

test('one wrong character is found by its field', () => {
  const wrong = SPECIMENS['TD3, a passport'].join('').replace('7408122F', '7408132F')
  const failed = read(wrong).checks.filter(({ holds }) => !holds)
  expect(failed.map(({ field }) => field)).toEqual(['birth_date', 'composite'])
})

describe('birth dates', () => {
  const born = (yymmdd: string) => {
    const line = `L898902C36UTO${yymmdd}${mrzCheckDigit(yymmdd)}F1204159<<<<<<<<<<<<<<<0`
    return read(`${SPECIMENS['TD3, a passport'][0]}${line}`).birthDate
  }
  test.each([
    ['the last century in which the day is not ahead', '261122', '1926-11-22'],
    ['today is no day ahead', '261121', '2026-11-21'],
    ['an open day leaves a month', '7408<<', '1974-08-01'],
  ] as const)('%s', (_why, yymmdd, from) => {
    expect(born(yymmdd)?.from).toBe(from)
  })
  test('an open month leaves a year', () => {
    expect(born('74<<<<')).toMatchObject({ from: '1974-01-01', to: '1975-01-01' })
  })
})

test.each([
  ['a wrong length', 'P<UTO', 'mrz.length'],
  ['other characters', `${'P<UTOÉRIKSSON'.padEnd(88, '<')}`, 'mrz.characters'],
  ['far too much', '<'.repeat(5000), 'mrz.too_long'],
] as const)('%s is refused', (_why, raw, code) => {
  expect(parseMrz(raw, TODAY)).toMatchObject({ ok: false, issue: { code } })
})

test('any other digit in place of a check digit is noticed', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Z0-9]{9}$/), fc.integer({ min: 1, max: 9 }), (number, shift) => {
      const wrong = (mrzCheckDigit(number) + shift) % 10
      const line = `${number}${wrong}UTO7408122F1204159<<<<<<<<<<<<<<<0`
      const checks = read(`${SPECIMENS['TD3, a passport'][0]}${line}`).checks
      expect(checks.find(({ field }) => field === 'document_number')?.holds).toBe(false)
    }),
  )
})
