import type { CountryCode } from '../model/brand.ts'
import { type CountryTable, foldCountryName } from '../model/country.ts'
import { CordonError } from '../model/errors.ts'
import { valuesOf } from '../model/tsv.ts'
import { readKnowledgeTable } from './knowledge.ts'

let loaded: CountryTable | undefined

/** The bundled table of countries, territories and demonyms; read once. A name claimed by two codes is a fault of the table. */
export function loadCountries(): CountryTable {
  loaded ??= compileCountries()
  return loaded
}

function compileCountries(): CountryTable {
  const file = 'names/countries.tsv'
  const table = new Map<string, CountryCode>()
  for (const row of readKnowledgeTable(file, ['code', 'alpha3', 'kind', 'name', 'other_names', 'demonyms']).rows) {
    const code = row['code'] as CountryCode
    const names = [
      code,
      row['alpha3'] ?? '',
      row['name'] ?? '',
      ...valuesOf(row['other_names']),
      ...valuesOf(row['demonyms']),
    ]
    for (const name of names) {
      const key = foldCountryName(name)
      const holder = table.get(key)
      if (holder !== undefined && holder !== code) {
        throw new CordonError('knowledge.invalid', `data/${file}: "${name}" stands for both ${holder} and ${code}`)
      }
      if (key !== '') table.set(key, code)
    }
  }
  return table
}
