import { expect, test } from 'vitest'
import { findCountry } from '../model/country.ts'
import { loadCountries } from './countries.ts'

const table = loadCountries()

test.each([
  ['an ISO code', 'MX', 'mx'],
  ['an alpha-3 code', 'MEX', 'mx'],
  ['an official name', 'United Mexican States', 'mx'],
  ['an accented native name', 'México', 'mx'],
  ['a demonym', 'Mexican', 'mx'],
  ['how OFAC writes it', 'Korea, North', 'kp'],
  ['the UN form', 'Iran (Islamic Republic of)', 'ir'],
  ['a historic name', 'Burma', 'mm'],
  ['a state that is no more', 'U.S.S.R.', 'suhh'],
  ['a region that OFAC lists as one', 'Region: Crimea', 'ua-cri'],
  ['the DRC, not the Republic', 'Congo, Democratic Republic of the', 'cd'],
  ['the Republic, not the DRC', 'Congo, Republic of the', 'cg'],
  ['a name in Arabic', 'العراق', 'iq'],
  ['a name in Russian', 'Россия', 'ru'],
  ['no country', 'undetermined', undefined],
] as const)('%s: %s', (_why, raw, code) => {
  expect(findCountry(table, raw)).toBe(code)
})

test('every current ISO 3166-1 country is known by its code', () => {
  expect([...new Set(table.values())].filter((code) => /^[a-z]{2}$/.test(code)).length).toBe(250)
})
