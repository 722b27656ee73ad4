import type { CountryCode } from '../../model/brand.ts'
import type { IdentifierScheme } from '../../model/identifier.ts'

interface Refinement {
  readonly country: string
  readonly from: readonly IdentifierScheme[]
  readonly form: RegExp
  readonly to: IdentifierScheme
}

/**
 * Numbers that a publisher names loosely and whose country and form say which number space they are from.
 * Sources: INN, Russian Tax Code art. 84 (10 digits for organisations, 12 for persons); OGRN, Federal Law 129-FZ (13; 15 for
 * sole traders); RFC, Mexican CFF art. 27 (12 or 13 characters); CURP, 18 characters; USCC, GB 32100-2015 (18 characters).
 */
const REFINEMENTS: readonly Refinement[] = [
  { country: 'ru', from: ['tax_id', 'other', 'registration'], form: /^(\d{10}|\d{12})$/, to: 'inn' },
  { country: 'ru', from: ['registration', 'other', 'tax_id'], form: /^(\d{13}|\d{15})$/, to: 'ogrn' },
  { country: 'mx', from: ['tax_id', 'other'], form: /^[A-ZÑ&]{3,4}-?\d{6}-?[A-Z\d]{3}$/i, to: 'rfc' },
  { country: 'mx', from: ['national_id', 'other'], form: /^[A-Z]{4}\d{6}[HMX][A-Z]{5}[A-Z\d]\d$/i, to: 'curp' },
  { country: 'cn', from: ['registration', 'other', 'tax_id'], form: /^9[\dA-HJ-NP-RT-UW-Y]{17}$/, to: 'uscc' },
]

/** The number space a number belongs to, by the key's own scheme unless country and form say better. */
export function refineScheme(
  scheme: IdentifierScheme,
  country: CountryCode | undefined,
  raw: string,
): IdentifierScheme {
  if (country === undefined) return scheme
  const text = raw.trim()
  const found = REFINEMENTS.find((row) => row.country === country && row.from.includes(scheme) && row.form.test(text))
  return found?.to ?? scheme
}
