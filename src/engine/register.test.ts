import { describe, expect, test } from 'vitest'
import type { IsoDate } from '../model/brand.ts'
import { askRegister, listRegister, loadRegister, namesOn, readRegister } from './register.ts'
import { registerDesignations } from './register-designations.ts'

const register = loadRegister()
const day = (text: string): IsoDate => text as IsoDate
const TODAY = day('2026-11-21')
const ask = (text: string, asOf: string, knownAt: string = TODAY) =>
  askRegister(register, text, { asOf: day(asOf), knownAt: day(knownAt) })

test('the bundled register has no fault', () => {
  expect(readRegister().issues).toEqual([])
})

describe('Ansarallah, each authority for itself', () => {
  test.each([
    ['2021-02-01', 'designated', '2021-01-19', 'FR Doc. 2021-01001', 'designated', '2021-01-19', 'FR Doc. 2021-01000'],
    ['2021-03-01', 'revoked', '2021-02-16', 'FR Doc. 2021-03191', 'revoked', '2021-02-16', 'FR Doc. 2021-03192'],
    ['2024-02-01', 'revoked', '2021-02-16', 'FR Doc. 2021-03191', 'announced', '2024-01-17', 'OFAC FAQ 1158'],
    [
      '2024-02-20',
      'revoked',
      '2021-02-16',
      'FR Doc. 2021-03191',
      'designated',
      '2024-02-16',
      'FR Doc. 2024-04065 (published 2024-02-28)',
    ],
    [
      '2025-03-06',
      'designated',
      '2025-03-05',
      'FR Doc. 2025-03629',
      'designated',
      '2024-02-16',
      'FR Doc. 2024-04065 (published 2024-02-28)',
    ],
  ])('on %s', (asOf, fto, ftoSince, ftoCitation, sdgt, sdgtSince, sdgtCitation) => {
    const { statuses } = ask('Ansarallah', asOf)
    expect(statuses['FTO']).toMatchObject({ state: fto, since: ftoSince, citation: ftoCitation })
    expect(statuses['SDGT']).toMatchObject({ state: sdgt, since: sdgtSince, citation: sdgtCitation })
  })
})

describe('the held designation of December 2019', () => {
  const answer = ask('Mexican cartels', '2019-12-10')
  test('is held, by whom, at whose request, without effect', () => {
    expect(answer.statuses['FTO']).toMatchObject({
      state: 'held',
      since: '2019-12-06',
      legal_effect: false,
      by: 'the President of the United States',
      at_request_of: 'the President of Mexico, Andrés Manuel López Obrador',
    })
    expect(answer.in_effect).toEqual([])
  })
  test('the Kingpin status of members ran on beside it', () => {
    const kingpins = answer.members.filter(
      ({ authority, status }) => authority === 'SDNTK' && status.legal_effect === true,
    )
    expect(kingpins.map(({ id }) => id)).toContain('cartel-de-sinaloa')
    expect(answer.members.some(({ authority }) => authority === 'FTO')).toBe(false)
  })
  test('is still there when the story resumes, and is resolved into the six by name', () => {
    expect(ask('Mexican cartels', '2025-01-19').statuses['FTO']?.state).toBe('held')
    expect(ask('Mexican cartels', '2025-02-20').statuses['FTO']?.resolved_into).toHaveLength(6)
  })
})

test('98 organisations are FTOs on the last day the register knows', () => {
  const rows = listRegister(register, {
    asOf: day('2026-07-17'),
    knownAt: TODAY,
    state: 'designated',
    authority: 'FTO',
  })
  expect(rows).toHaveLength(98)
})

test('what an act changed since a day is listed with the act', () => {
  const rows = listRegister(register, {
    asOf: day('2025-02-28'),
    knownAt: TODAY,
    authority: 'FTO',
    changedSince: day('2025-02-20'),
  })
  expect(rows.filter(({ legal_effect }) => legal_effect === true)).toHaveLength(8)
})

describe('looking an organisation up', () => {
  test.each([
    ['its id', 'cartel-de-sinaloa', 'id', 'cartel-de-sinaloa'],
    ['its OFAC uid', '17671', 'id', 'cartel-de-jalisco-nueva-generacion'],
    ['a name without its bracketed tail', 'mujahedin-e khalq', 'name', 'mujahedin-e-khalq'],
    ['an acronym', 'CJNG', 'alias', 'cartel-de-jalisco-nueva-generacion'],
    ['a name without accents or apostrophes', 'Hayat Tahrir al Sham', 'alias', 'hayat-tahrir-al-sham'],
  ])('by %s', (_why, text, tier, id) => {
    expect(ask(text, '2026-01-01')).toMatchObject({ found_by: tier, id })
  })
  test('an alias counts only while the designation covers it', () => {
    expect(ask('The Resistance Front', '2025-07-18').id).toBe('lashkar-e-tayyiba')
    expect(() => ask('The Resistance Front', '2025-07-17')).toThrow(
      expect.objectContaining({ code: 'register.unknown' }),
    )
  })
  test('one alias of two organisations is an error that names both', () => {
    expect(() => ask('Ansar Allah', '2026-01-01')).toThrow(/ansarallah.*hizballah/)
    expect(() => ask('Islamic Group', '2026-02-01')).toThrow(expect.objectContaining({ code: 'register.ambiguous' }))
  })
  test('the last tier is the matcher that is handed in', () => {
    const findByName = () => register.organisations.filter(({ id }) => id === 'los-choneros')
    const answer = askRegister(register, 'Los Chonero', { asOf: TODAY, knownAt: TODAY, findByName })
    expect(answer).toMatchObject({ found_by: 'matcher', id: 'los-choneros' })
  })
})

describe('what screening joins', () => {
  const designations = registerDesignations(register)
  test('designations by the number of the list entry', () => {
    const now = designations('ofac-11440', TODAY, TODAY)
    expect(now.filter(({ state }) => state === 'designated').map(({ authority }) => authority)).toEqual([
      'FTO',
      'SDGT',
      'SDNTK',
      'EO14059',
      'CA',
    ])
    expect(now.find(({ authority }) => authority === 'FTO')).toMatchObject({
      since: '2025-02-20',
      citation: '90 FR 10030 (FR Doc. 2025-02873)',
    })
  })
  test('nothing for an entry that the register does not have', () => {
    expect(designations('ofac-36', TODAY, TODAY)).toEqual([])
    expect(designations('un-11440', TODAY, TODAY)).toEqual([])
  })
  test("names keep the list's own mark", () => {
    const golfo = register.organisations.find(({ id }) => id === 'cartel-del-golfo')
    if (golfo === undefined) throw new Error('no Cartel del Golfo')
    expect(namesOn(golfo, TODAY)).toContainEqual({ text: 'CDG', quality: 'weak' })
    expect(namesOn(golfo, TODAY)).toContainEqual({ text: 'GULF CARTEL', quality: 'strong' })
  })
})
