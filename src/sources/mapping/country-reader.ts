import { type CountryClaim, type CountryRole, type CountryTable, countryClaim } from '../../model/country.ts'

/** Countries read once for each spelling: a list repeats the same few hundred. */
export class CountryReader {
  readonly #table: CountryTable
  readonly #known = new Map<string, CountryClaim>()

  constructor(table: CountryTable) {
    this.#table = table
  }

  claim(role: CountryRole, raw: string): CountryClaim {
    const text = raw.trim()
    let known = this.#known.get(text)
    if (known === undefined) {
      known = countryClaim(this.#table, role, text)
      this.#known.set(text, known)
    }
    return known.role === role ? known : { ...known, role }
  }

  code(raw: string): CountryClaim['code'] {
    return this.claim('country', raw).code
  }
}
