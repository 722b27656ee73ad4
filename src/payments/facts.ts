import { bicCountry, bicInstitution, isBic } from '../model/identifiers/bic.ts'
import { parsePartialDate } from '../model/partial-date.ts'
import type { GivenParty } from '../screening/read-party.ts'
import type { FieldKind } from './field-map.ts'
import type { DeclaredField, MessageParty } from './parties.ts'

/**
 * What one party of a message gives to screening: its names, numbers, birth date and address. Its country is left out:
 * in a payment it says where an account or an address is, which tells nobody apart, and is screened as a place.
 */
export function givenOf(party: MessageParty, fields: readonly DeclaredField[]): GivenParty | undefined {
  const of = (...kinds: readonly FieldKind[]): readonly string[] =>
    kinds
      .flatMap((kind) => party.byKind.get(kind) ?? [])
      .map((at) => fields[at]?.field.value ?? '')
      .filter((value) => value !== '')
  const accounts = of('iban', 'account')
  const properties: Record<string, readonly string[]> = {
    name: party.names.map(({ text }) => text),
    birthDate: of('birth_date').flatMap(birthDate),
    swiftBic: [...new Set(of('bic').flatMap(bicForms))],
    leiCode: of('lei'),
    iban: accounts,
    idNumber: of('identifier').flatMap(numberForms),
    cryptoWallets: accounts.filter((account) => account.length >= WALLET_FROM),
    phone: of('phone'),
    email: [...of('email'), ...accounts.filter((account) => account.includes('@'))],
    address: addressForms(of('address', 'name_line'), of('town', 'country_town'), of('country')),
  }
  const stated = Object.fromEntries(Object.entries(properties).filter(([, values]) => values.length > 0))
  return Object.keys(stated).length === 0 ? undefined : { properties: stated }
}

/** The shortest wallet address that is published has 25 characters (Base58Check of version 0). */
const WALLET_FROM = 25

const bicForms = (raw: string): readonly string[] => {
  const bic = raw.trim().toUpperCase()
  return isBic(bic) ? [bic, bicInstitution(bic)] : [bic]
}

/** MT writes 19800520; what is no date tells nothing. */
const birthDate = (raw: string): readonly string[] => (parsePartialDate(raw).ok ? [raw] : [])

/** `CUST/MX/BANK/12345` and `NIDN/MX/ABC123` hold the number last. */
function numberForms(raw: string): readonly string[] {
  const last = raw.split('/').at(-1) ?? ''
  return last === raw || last === '' ? [raw] : [raw, last]
}

function addressForms(
  lines: readonly string[],
  towns: readonly string[],
  countries: readonly string[],
): readonly string[] {
  if (lines.length === 0) return []
  const own = lines.join(' ')
  const withTown = [own, ...towns].join(', ')
  return [...new Set([own, withTown, [withTown, ...countries].join(', ')])]
}

/** Country codes stated by a party: its country, its BIC's and its IBAN's. */
export function statedCountries(
  party: MessageParty,
  fields: readonly DeclaredField[],
): readonly (readonly [code: string, field: number])[] {
  return [...party.byKind].flatMap(([kind, places]) =>
    places.flatMap((at) => {
      const value = fields[at]?.field.value ?? ''
      const code =
        kind === 'bic'
          ? bicCountry(value.toUpperCase())
          : kind === 'iban' || kind === 'account'
            ? /^([A-Z]{2})\d{2}[A-Z0-9]{10,}$/.exec(value.replace(/\s/g, ''))?.[1]?.toLowerCase()
            : kind === 'country'
              ? value.toLowerCase()
              : kind === 'country_town'
                ? /^([A-Z]{2})\//.exec(value)?.[1]?.toLowerCase()
                : undefined
      return code === undefined ? [] : [[code, at] as const]
    }),
  )
}
