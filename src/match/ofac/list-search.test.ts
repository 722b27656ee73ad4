import { expect, test } from 'vitest'
import { jaroWinkler } from './jaro-winkler.ts'
import { sanctionsListSearch } from './list-search.ts'

test.each([
  ['the textbook pair', 'MARTHA', 'MARHTA', 0.961],
  ['the textbook pair of Winkler', 'DIXON', 'DICKSONX', 0.813],
  ['nothing in common', 'ABC', 'XYZ', 0],
])('Jaro-Winkler of %s', (_why, a, b, expected) => {
  expect(jaroWinkler(a, b)).toBeCloseTo(expected, 3)
})

test.each([
  ['order of parts does not matter to the second technique', 'PRUEBA JUAN', 'TESTA PRUEBA, Juan', 100],
  ['one exact part of one asked shows 100, as the tool does', 'JUAN', 'TESTA PRUEBA, Juan', 100],
  ['another first letter takes a part out: the known blind spot', 'KUAN PRUEBA', 'JUAN PRUEBA', 93],
  ['nothing asked', '', 'JUAN', 0],
])('%s', (_why, query, name, expected) => {
  expect(sanctionsListSearch(query, name)).toBe(expected)
})
