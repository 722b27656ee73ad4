const SHIP_WEIGHTS = [7, 6, 5, 4, 3, 2] as const
const COMPANY_WEIGHTS = [8, 6, 4, 2, 9, 7] as const

/** The seven digits of an IMO number, with or without the letters IMO. */
export const imoDigits = (raw: string): string =>
  raw
    .toUpperCase()
    .replace(/^\D*?(?:IMO)?\D*/, '')
    .replace(/\D/g, '')

const weighted = (digits: string, weights: readonly number[]): number =>
  weights.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0)

/** Ship number, IMO Resolution A.1117(30): the last digit is that of the first six weighted 7 to 2. */
export const isImoShip = (digits: string): boolean =>
  /^\d{7}$/.test(digits) && weighted(digits, SHIP_WEIGHTS) % 10 === Number(digits[6])

/** Company and registered owner number, IMO Resolution MSC.160(78): weights 8 6 4 2 9 7, modulus 11 then 10. */
export const isImoCompany = (digits: string): boolean =>
  /^\d{7}$/.test(digits) && (11 - (weighted(digits, COMPANY_WEIGHTS) % 11)) % 10 === Number(digits[6])
