import type { CountryCode } from './brand.ts'

/** What a country value says about the party: a stated nationality is not a country of residence. */
export const COUNTRY_ROLES = [
  'nationality',
  'citizenship',
  'birth',
  'residence',
  'address',
  'jurisdiction',
  'flag',
  'issuer',
  'country',
] as const
export type CountryRole = (typeof COUNTRY_ROLES)[number]

/** A country as published, with the code it was read as; no code where the text names no one country. */
export interface CountryClaim {
  readonly role: CountryRole
  readonly asPublished: string
  readonly code?: CountryCode
}

/** Folded name, demonym or code of a country to its code: compiled once from `data/names/countries.tsv`. */
export type CountryTable = ReadonlyMap<string, CountryCode>

/** The form under which `CountryTable` keeps names: lower case, no marks, single spaces, letters and digits only. */
export function foldCountryName(raw: string): string {
  return raw
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

export const findCountry = (table: CountryTable, raw: string): CountryCode | undefined =>
  table.get(foldCountryName(raw))

/** The claim for one published text; the code is left out where the table does not know it. */
export function countryClaim(table: CountryTable, role: CountryRole, asPublished: string): CountryClaim {
  const code = findCountry(table, asPublished)
  return code === undefined ? { role, asPublished } : { role, asPublished, code }
}
