import { expect, test } from 'vitest'
import { loadNameTables } from '../engine/names-tables.ts'
import { backwardsOf, disguisesOf } from './disguises.ts'

const { looks } = loadNameTables()
const texts = (text: string): readonly string[] => disguisesOf(looks, text).map((disguise) => disguise.text)

test.each([
  ['Cyrillic letters drawn like Latin ones', 'ЅINАLОА', 'SINALOA'],
  ['a name wholly of look-alikes', 'НАО FАΝ', 'HAO FAN'],
  ['digits for letters', '3l Ch4p0', 'el Chapo'],
  ['a one for an l', 'Sina1oa', 'Sinaloa'],
  ['signs for letters', '$inalo@', 'sinaloa'],
  ['stops between letters', 'J.O.A.Q.U.I.N GUZMAN', 'JOAQUIN GUZMAN'],
  ['stars between letters', 'S*I*N*A*L*O*A', 'SINALOA'],
  ['UTF-8 read as Windows-1252', 'NuÃ±ez', 'Nuñez'],
  ['a letter lost to a question mark', 'ANDR?ANNA', 'ANDRǂANNA'],
  ['rn for m', 'Guzrnan', 'Guzman'],
  ['a small l among capitals', 'SlERRA', 'SIERRA'],
  ['odd casing', 'cArtEl', 'cartel'],
] as const)('%s: %s may stand for %s', (_why, text, reading) => {
  expect(texts(text)).toContain(reading)
})

test.each([
  ['an ordinary name', 'Joaquin Guzman Loera'],
  ['a name in its own Cyrillic', 'Владимир Путин'],
  ['a number of its own', 'Unit 180'],
  ['initials', 'J. R. Smith'],
  ['an abbreviation of two letters', 'S.A. Ejemplo'],
] as const)('%s has no other reading', (_why, text) => {
  expect(texts(text)).toEqual([])
})

test('a word backwards is read forwards', () => {
  expect(backwardsOf('nauJ zepoL')?.text).toBe('Juan Lopez')
})

test('suppositions are bounded, and none is made of an overlong text', () => {
  expect(texts('rn1!'.repeat(30)).length).toBeLessThanOrEqual(8)
  expect(texts('a1'.repeat(400))).toEqual([])
})
