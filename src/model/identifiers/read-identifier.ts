import type { CountryCode } from '../brand.ts'
import type { Identifier, IdentifierScheme } from '../identifier.ts'
import { isBic } from './bic.ts'
import { isClabe } from './clabe.ts'
import { readCryptoAddress } from './crypto.ts'
import { isCurp } from './curp.ts'
import { isIban } from './iban.ts'
import { imoDigits, isImoCompany, isImoShip } from './imo.ts'
import { isIsin } from './isin.ts'
import { isLei } from './lei.ts'
import { isRfc } from './rfc.ts'
import { isInn, isOgrn } from './russian.ts'
import { isUscc } from './uscc.ts'

/** How a scheme's numbers are brought to their normal form, and checked where they carry a check digit. */
interface SchemeRule {
  readonly normalise: (raw: string) => string
  readonly check?: (value: string) => boolean
  /** Whether an equal number alone says that two parties are one (PRODUCT.md: a strong identifier). */
  readonly isStrong: boolean
}

const compact = (raw: string): string =>
  raw
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}&]/gu, '')
const digits = (raw: string): string => raw.normalize('NFKC').replace(/\D/g, '')
const lower = (raw: string): string => raw.normalize('NFKC').trim().toLowerCase()

/** A bare host name, without scheme, `www.` and trailing slash. */
const site = (raw: string): string =>
  lower(raw)
    .replace(/^[a-z]+:\/\//, '')
    .replace(/^www\./, '')
    .replace(/\/+$/, '')

export const SCHEME_RULES = {
  imo: { normalise: imoDigits, check: isImoShip, isStrong: true },
  imo_company: { normalise: imoDigits, check: isImoCompany, isStrong: true },
  mmsi: { normalise: digits, isStrong: true },
  call_sign: { normalise: compact, isStrong: false },
  lei: { normalise: compact, check: isLei, isStrong: true },
  bic: { normalise: (raw) => compact(raw).replace(/^(.{8})XXX$/, '$1'), check: isBic, isStrong: true },
  iban: { normalise: compact, check: isIban, isStrong: true },
  clabe: { normalise: digits, check: isClabe, isStrong: true },
  rfc: { normalise: compact, check: isRfc, isStrong: true },
  curp: { normalise: compact, check: isCurp, isStrong: true },
  isin: { normalise: compact, check: isIsin, isStrong: true },
  crypto: { normalise: (raw) => readCryptoAddress(raw).value, isStrong: true },
  passport: { normalise: compact, isStrong: true },
  national_id: { normalise: compact, isStrong: true },
  tax_id: { normalise: compact, isStrong: true },
  registration: { normalise: compact, isStrong: true },
  inn: { normalise: digits, check: isInn, isStrong: true },
  ogrn: { normalise: digits, check: isOgrn, isStrong: true },
  duns: { normalise: digits, isStrong: true },
  uscc: { normalise: compact, check: isUscc, isStrong: true },
  ssn: { normalise: digits, isStrong: true },
  aircraft_serial: { normalise: compact, isStrong: false },
  aircraft_tail: { normalise: compact, isStrong: true },
  aircraft_mode_s: { normalise: compact, isStrong: true },
  email: { normalise: lower, isStrong: true },
  phone: { normalise: digits, isStrong: false },
  website: { normalise: site, isStrong: false },
  wikidata: { normalise: compact, isStrong: true },
  other: { normalise: compact, isStrong: false },
} as const satisfies Record<IdentifierScheme, SchemeRule>

/**
 * Reads one identifier. `value` is empty where nothing comparable was given; `valid` is absent where the scheme has no check.
 * A wrong check digit is stated, never a reason to drop the number: lists print wrong ones too.
 */
export function readIdentifier(
  scheme: IdentifierScheme,
  raw: string,
  extra: { readonly kind?: string; readonly country?: CountryCode } = {},
): Identifier {
  const rule: SchemeRule = SCHEME_RULES[scheme]
  const value = rule.normalise(raw)
  const valid = scheme === 'crypto' ? readCryptoAddress(raw).valid : rule.check?.(value)
  return { scheme, value, asPublished: raw.trim(), ...extra, ...(valid === undefined ? {} : { valid }) }
}

export const isStrongScheme = (scheme: IdentifierScheme): boolean => SCHEME_RULES[scheme].isStrong
