import type { Address } from '../../model/entity.ts'
import type { CountryReader } from '../mapping/country-reader.ts'

/** An address of ADD.CSV: the second field joins city, state or province, and postal code. `undefined` where all are empty. */
export function ofacAddress(
  street: string,
  cityLine: string,
  country: string,
  countries: CountryReader,
): Address | undefined {
  const full = [street, cityLine, country].filter((part) => part !== '').join(', ')
  if (full === '') return undefined
  return {
    full,
    ...(street === '' ? {} : { street }),
    ...cityParts(cityLine),
    ...(country === '' ? {} : { country: countries.claim('address', country) }),
  }
}

/** A part with a digit is a postal code where it stands last; a lone part may be `London EC3N 1DY`. */
function cityParts(line: string): Pick<Address, 'city' | 'region' | 'postalCode'> {
  const parts = line.split(/,\s*/).filter((part) => part !== '')
  const last = parts.at(-1)
  const postalCode = parts.length > 1 && last !== undefined && /\d/.test(last) ? last : undefined
  const [city, ...region] = postalCode === undefined ? parts : parts.slice(0, -1)
  if (city === undefined) return {}
  const tail = /^(\D+?)\s+([A-Z]{0,2}[\d-][\dA-Z -]*)$/.exec(city)
  const isSplit = postalCode === undefined && region.length === 0 && tail !== null
  return {
    city: isSplit ? (tail[1] ?? city) : city,
    ...(region.length === 0 ? {} : { region: region.join(', ') }),
    ...(postalCode === undefined ? {} : { postalCode }),
    ...(isSplit && tail[2] !== undefined ? { postalCode: tail[2] } : {}),
  }
}
