import type { Marking } from '../../model/entity.ts'
import type { IdentifierScheme } from '../../model/identifier.ts'

/** What an item of OFAC's remarks, or an `idType` or feature of its XML files, is about. */
export type RemarkMeaning =
  | { readonly is: 'identifier'; readonly scheme: IdentifierScheme }
  | { readonly is: 'birth_date' | 'birth_place' | 'nationality' | 'citizenship' | 'gender' | 'death_date' }
  | { readonly is: 'founded' | 'linked_to' | 'crypto' | 'imo_number' | 'registration_country' }
  | { readonly is: 'extra'; readonly property: string }
  | { readonly is: 'marking'; readonly kind: Marking['kind'] }
  | { readonly is: 'note' }

const id = (scheme: IdentifierScheme): RemarkMeaning => ({ is: 'identifier', scheme })
const extra = (property: string): RemarkMeaning => ({ is: 'extra', property })
const marking = (kind: Marking['kind']): RemarkMeaning => ({ is: 'marking', kind })
const NOTE: RemarkMeaning = { is: 'note' }

/**
 * Keys of OFAC's remarks as they stand at the start of an item, and of the identity types of its XML files.
 * Source: the SDN and consolidated lists of 2021 to 2026, every key that occurs more than once; an unknown key that is
 * followed by a number still gives an identifier of scheme `other` (see `remarks.ts`).
 */
export const REMARK_KEYS: Readonly<Record<string, RemarkMeaning>> = {
  DOB: { is: 'birth_date' },
  POB: { is: 'birth_place' },
  Birthdate: { is: 'birth_date' },
  'Place of Birth': { is: 'birth_place' },
  'Nationality Country': { is: 'nationality' },
  'Citizenship Country': { is: 'citizenship' },
  'Date of death': { is: 'death_date' },
  nationality: { is: 'nationality' },
  citizen: { is: 'citizenship' },
  Gender: { is: 'gender' },
  Passport: id('passport'),
  'Diplomatic Passport': id('passport'),
  'Stateless Person Passport': id('passport'),
  'British National Overseas Passport': id('passport'),
  'Travel Document Number': id('passport'),
  'Refugee ID Card': id('national_id'),
  'National ID No.': id('national_id'),
  'National Foreign ID Number': id('national_id'),
  'Cedula No.': id('national_id'),
  'Cedula de Ciudadania': id('national_id'),
  'Cedula de Residencia': id('national_id'),
  'Residency Number': id('national_id'),
  'Personal ID Card': id('national_id'),
  'D.N.I.': id('national_id'),
  'C.U.I.': id('national_id'),
  'I.F.E.': id('national_id'),
  'C.U.R.P.': id('curp'),
  CURP: id('curp'),
  'Credencial electoral': id('national_id'),
  'Electoral Registry No.': id('national_id'),
  'Numero de Identidad': id('national_id'),
  'Kenyan ID No.': id('national_id'),
  'Turkish Identification Number': id('national_id'),
  "Citizen's Card Number": id('national_id'),
  'Birth Certificate Number': id('other'),
  'LE Number': id('national_id'),
  'Interpol: Red Notice. File No.': id('other'),
  SSN: id('ssn'),
  'R.F.C.': id('rfc'),
  RFC: id('rfc'),
  'Tax ID No.': id('tax_id'),
  'NIT #': id('tax_id'),
  'RUC #': id('tax_id'),
  'RIF #': id('tax_id'),
  'C.U.I.T.': id('tax_id'),
  CUIT: id('tax_id'),
  RTN: id('tax_id'),
  'US FEIN': id('tax_id'),
  'V.A.T. Number': id('tax_id'),
  'Fiscal Code': id('tax_id'),
  'Italian Fiscal Code': id('tax_id'),
  'Registration Number': id('registration'),
  'Registration ID': id('registration'),
  'Business Registration Number': id('registration'),
  'Business Registration Document #': id('registration'),
  'Business Number': id('registration'),
  'Company Number': id('registration'),
  'UK Company Number': id('registration'),
  'Commercial Registry Number': id('registration'),
  'Certificate of Incorporation Number': id('registration'),
  'Chamber of Commerce Number': id('registration'),
  'Dubai Chamber of Commerce Membership No.': id('registration'),
  'Istanbul Chamber of Comm. No.': id('registration'),
  'Central Registration System Number': id('registration'),
  'Economic Register Number (CBLS)': id('registration'),
  'Public Registration Number': id('registration'),
  'Enterprise Number': id('registration'),
  'Folio Mercantil No.': id('registration'),
  'Matricula Mercantil No': id('registration'),
  'Branch Unit Number': id('registration'),
  'C.R. No.': id('registration'),
  'Registered Charity No.': id('registration'),
  'Entity Code': id('registration'),
  'Government Gazette Number': id('other'),
  'Legal Entity Number': id('lei'),
  'Unified Social Credit Code (USCC)': id('uscc'),
  'United Social Credit Code Certificate (USCCC)': id('uscc'),
  'Trade License No.': id('other'),
  'Tourism License No.': id('other'),
  'Business License Number': id('other'),
  License: id('other'),
  "Driver's License No.": id('other'),
  'Pilot License Number': id('other'),
  "Seafarer's Identification Document": id('other'),
  'Military Registration Number': id('other'),
  'Cartilla de Servicio Militar Nacional': id('other'),
  'File Number': id('other'),
  'Chinese Commercial Code': id('other'),
  'MSB Registration Number': id('other'),
  'Identification Number': id('other'),
  VisaNumberID: id('other'),
  'D-U-N-S Number': id('duns'),
  'BIK (RU)': id('other'),
  ISIN: id('isin'),
  'SWIFT/BIC': id('bic'),
  'Vessel Registration Identification': id('other'),
  'Identification Number IMO': { is: 'imo_number' },
  'Vessel Registration Identification IMO': { is: 'imo_number' },
  'International Maritime Organization No.': { is: 'imo_number' },
  'Company Number IMO': id('imo_company'),
  MMSI: id('mmsi'),
  'Aircraft Tail Number': id('aircraft_tail'),
  'Previous Aircraft Tail Number': id('aircraft_tail'),
  "Aircraft Manufacturer's Serial Number (MSN)": id('aircraft_serial'),
  'Aircraft Construction Number (also called L/N or S/N or F/N)': id('aircraft_serial'),
  'Aircraft Serial Identification': id('aircraft_serial'),
  'Aircraft Mode S Transponder Code': id('aircraft_mode_s'),
  Website: id('website'),
  'Email Address': id('email'),
  'Phone Number': id('phone'),
  'Telephone No.': id('phone'),
  Telephone: id('phone'),
  Fax: id('phone'),
  'Digital Currency Address -': { is: 'crypto' },
  'Vessel Year of Build': { is: 'founded' },
  'Aircraft Manufacture Date': { is: 'founded' },
  'Organization Established Date': { is: 'founded' },
  'Aircraft Model': extra('model'),
  'Aircraft Operator': extra('operator'),
  'Organization Type:': extra('sector'),
  'Other Vessel Type': extra('pastTypes'),
  'Other Vessel Flag': extra('pastFlags'),
  'Former Vessel Flag': extra('pastFlags'),
  'Vessel Flag': extra('pastFlags'),
  'Vessel Owner': extra('owner'),
  'Vessel Call Sign': id('call_sign'),
  'Nationality of Registration': { is: 'registration_country' },
  'Target Type': extra('classification'),
  'Issuer Name': extra('securities'),
  'Equity Ticker': extra('securities'),
  'Linked To:': { is: 'linked_to' },
  'Secondary sanctions risk:': marking('secondary_sanctions'),
  'Additional Sanctions Information -': marking('secondary_sanctions'),
  'Transactions Prohibited For Persons Owned or Controlled By U.S. Financial Institutions:':
    marking('foreign_subsidiary_ban'),
  'Executive Order 13662 Directive Determination -': marking('directive'),
  'Executive Order 13846 information:': marking('menu_based'),
  'Executive Order 14024 Directive Information': marking('directive'),
  'Executive Order 14024 Directive Information -': marking('directive'),
  'CAATSA Section 235 Information:': marking('menu_based'),
  'IFCA Determination -': marking('determination'),
  'Listing Date (': marking('directive'),
  'Effective Date (': marking('directive'),
  'Purchase/Sales For Divestment Date (': marking('directive'),
  'For more information': NOTE,
  'for more information': NOTE,
  "Individual's height": NOTE,
}

/** What a key that stands apart from its value is about, as `idType` and feature types do. */
export const meaningOfKey = (key: string): RemarkMeaning | undefined =>
  REMARK_KEYS[key] ?? REMARK_KEYS[`${key}:`] ?? (/^Digital Currency Address/.test(key) ? { is: 'crypto' } : undefined)

/** Keys by their first word, the longest first, so that `Company Number IMO` wins over `Company Number`. */
const BY_FIRST_WORD: ReadonlyMap<string, readonly string[]> = byFirstWord()

function byFirstWord(): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const key of Object.keys(REMARK_KEYS).sort((a, b) => b.length - a.length)) {
    const word = firstWord(key)
    found.set(word, [...(found.get(word) ?? []), key])
  }
  return found
}

function firstWord(text: string): string {
  const end = text.search(/[\s:(]/)
  return end === -1 ? text : text.slice(0, end)
}

/** The key with which an item begins, and what follows it. */
export function findRemarkKey(item: string): { key: string; meaning: RemarkMeaning; value: string } | undefined {
  for (const key of BY_FIRST_WORD.get(firstWord(item)) ?? []) {
    if (!item.startsWith(key)) continue
    const rest = item.slice(key.length)
    const isWhole = rest === '' || /^[\s:#]/.test(rest) || /[:(-]$/.test(key)
    const meaning = REMARK_KEYS[key]
    if (isWhole && meaning !== undefined) return { key, meaning, value: rest.replace(/^[:\s]+/, '').trim() }
  }
  return undefined
}
