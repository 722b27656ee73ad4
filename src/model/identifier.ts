import type { CountryCode } from './brand.ts'
import type { PartialDate } from './partial-date.ts'

/** Number spaces that Cordon tells apart. `other` keeps the publisher's own key in `kind`. */
export const IDENTIFIER_SCHEMES = [
  'imo',
  'imo_company',
  'mmsi',
  'call_sign',
  'lei',
  'bic',
  'iban',
  'clabe',
  'rfc',
  'curp',
  'isin',
  'crypto',
  'passport',
  'national_id',
  'tax_id',
  'registration',
  'inn',
  'ogrn',
  'duns',
  'uscc',
  'ssn',
  'aircraft_serial',
  'aircraft_tail',
  'aircraft_mode_s',
  'email',
  'phone',
  'website',
  'wikidata',
  'other',
] as const
export type IdentifierScheme = (typeof IDENTIFIER_SCHEMES)[number]

/** A number with an issuer and a scheme. The normal form sits beside what was published, never over it. */
export interface Identifier {
  readonly scheme: IdentifierScheme
  /** Normal form: what two spellings of one number share. Compared byte for byte within a scheme. */
  readonly value: string
  readonly asPublished: string
  /** The publisher's own word for it, as in `Folio Mercantil No.`; for `crypto`, the currency's code. */
  readonly kind?: string
  readonly country?: CountryCode
  /** Of the check digit, where the scheme has one; absent where it has none. */
  readonly valid?: boolean
  readonly issued?: PartialDate
  readonly expires?: PartialDate
}
