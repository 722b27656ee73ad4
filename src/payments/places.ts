import { type CountryTable, findCountry, foldCountryName } from '../model/country.ts'
import { type TsvTable, valuesOf } from '../model/tsv.ts'

/** A place whose mention holds a payment whatever the names: a row of `data/payments/places.tsv`. */
export interface Place {
  readonly code: string
  readonly kind: 'country' | 'region' | 'town'
  readonly words: readonly string[]
  /** Codes of countries that an address may state for it; another one stated means another place of the name. */
  readonly within: readonly string[]
  readonly citation: string
  readonly isVerified: boolean
}

/** A place found in a field. */
export interface PlaceHit {
  readonly place: Place
  /** The words, or the code, that named it. */
  readonly found: string
}

export const PLACE_COLUMNS = ['code', 'kind', 'words', 'within', 'citation', 'verified'] as const

export const compilePlaces = (table: TsvTable): readonly Place[] =>
  table.rows.map((row) => ({
    code: row['code'] ?? '',
    kind: row['kind'] === 'town' ? 'town' : row['kind'] === 'region' ? 'region' : 'country',
    words: valuesOf(row['words']),
    within: valuesOf(row['within']),
    citation: row['citation'] ?? '',
    isVerified: row['verified'] === 'yes',
  }))

/** The place that a country code, or a country's name, stands for. */
export function placesOfCountry(places: readonly Place[], countries: CountryTable, raw: string): readonly PlaceHit[] {
  const code = findCountry(countries, raw)
  return places
    .filter((place) => place.kind !== 'town' && place.code === code)
    .slice(0, 1)
    .map((place) => ({ place, found: raw }))
}

/**
 * Places named by the words of an address, a town or a narrative. A town counts only where the country stated beside it
 * may hold the place: Yalta in Ukraine, never Santiago de Cuba street in Madrid, Spain.
 *
 * @param stated - Country codes stated for the same party; empty where none is.
 */
export function placesInText(places: readonly Place[], text: string, stated: readonly string[]): readonly PlaceHit[] {
  const folded = ` ${foldCountryName(text)} `
  return places.flatMap((place) => {
    const isElsewhere = stated.length > 0 && !stated.some((code) => place.within.includes(code))
    if (isElsewhere && place.kind !== 'region') return []
    const found = place.words.find((word) => folded.includes(` ${word} `))
    return found === undefined ? [] : [{ place, found }]
  })
}

/** Words that make a country's name in a party's name the state itself, and not a street, a band or a dish. */
const OF_STATE =
  /\b(embassy|embajada|ambassade|consulate|consulado|mission|mision|government|gobierno|ministry|ministerio|central bank|banco central)\b/

/** Missions and organs of an embargoed state, in a party's name. */
export function placesInName(places: readonly Place[], name: string): readonly PlaceHit[] {
  return OF_STATE.test(foldCountryName(name))
    ? placesInText(
        places.filter(({ kind }) => kind === 'country'),
        name,
        [],
      )
    : []
}
