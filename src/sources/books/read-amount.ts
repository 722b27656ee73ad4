import type { Amount } from '../../model/book.ts'
import { accepted, type Parsed, refused } from '../../model/parsed.ts'

const DECIMALS = 4
const CURRENCY_SIGNS: Readonly<Record<string, string>> = { '€': 'EUR', '£': 'GBP', US$: 'USD', MX$: 'MXN' }
const SHAPE = /^(-|\()?\s*([A-Z]{3}|US\$|MX\$|[$€£])?\s*([\d.,'\s]*\d)\s*([A-Z]{3}|[$€£])?\s*\)?$/i
const CODE = /^[A-Z]{3}$/

/**
 * Reads an amount as books write it: `1,234,567.89`, `1.234.567,89`, `$ 1 200`, `1200 MXN`, `(500)`. A lone comma before
 * exactly three digits separates thousands; a lone point is a decimal point.
 *
 * @param currency - What the row or the heading says; a currency in the text itself wins.
 */
export function parseAmount(raw: string, currency: string): Parsed<Amount> {
  const found = SHAPE.exec(raw.trim())
  if (found === null) return refused('amount.unreadable', raw, { remedy: 'give a number, as in 1234567.89' })
  const [, sign, before, digits = '', after] = found
  const stated = currencyOf(before) ?? currencyOf(after) ?? currency.trim().toUpperCase()
  if (!CODE.test(stated)) return refused('amount.currency.missing', raw, { remedy: 'name the currency, as in MXN' })
  const units = unitsOf(digits.replace(/[\s']/g, ''))
  if (units === undefined) return refused('amount.unreadable', raw, { remedy: 'give a number, as in 1234567.89' })
  return accepted({ units: sign === undefined ? units : -units, currency: stated })
}

const currencyOf = (text: string | undefined): string | undefined => {
  if (text === undefined || text === '$') return undefined
  const upper = text.toUpperCase()
  return CURRENCY_SIGNS[upper] ?? (CODE.test(upper) ? upper : undefined)
}

function unitsOf(digits: string): bigint | undefined {
  const plain = withPoint(digits)
  if (!/^\d+(?:\.\d+)?$/.test(plain)) return undefined
  const [whole = '0', fraction = ''] = plain.split('.')
  return BigInt(`${whole}${fraction.slice(0, DECIMALS).padEnd(DECIMALS, '0')}`)
}

/** The number with a decimal point and no separators of thousands. */
function withPoint(digits: string): string {
  const [comma, point] = [digits.lastIndexOf(','), digits.lastIndexOf('.')]
  if (comma !== -1 && point !== -1) {
    const thousands = comma > point ? '.' : ','
    return digits.replaceAll(thousands, '').replace(',', '.')
  }
  if (comma !== -1) return /^\d{1,3}(?:,\d{3})+$/.test(digits) ? digits.replaceAll(',', '') : digits.replace(',', '.')
  return /^\d{1,3}(?:\.\d{3}){2,}$/.test(digits) ? digits.replaceAll('.', '') : digits
}
