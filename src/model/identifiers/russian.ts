const TEN = [2, 4, 10, 3, 5, 9, 4, 6, 8] as const
const ELEVEN = [7, 2, 4, 10, 3, 5, 9, 4, 6, 8] as const
const TWELVE = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8] as const

const digitOf = (value: string, weights: readonly number[]): number =>
  (weights.reduce((sum, weight, i) => sum + weight * Number(value[i]), 0) % 11) % 10

/** Russian taxpayer number (Order of the Federal Tax Service MMV-7-6/435@): 10 digits for firms, 12 for people. */
export function isInn(value: string): boolean {
  if (/^\d{10}$/.test(value)) return digitOf(value, TEN) === Number(value[9])
  if (!/^\d{12}$/.test(value)) return false
  return digitOf(value, ELEVEN) === Number(value[10]) && digitOf(value, TWELVE) === Number(value[11])
}

/** Russian state registration number (Order of the Ministry of Finance 165n): remainder by 11, or by 13 for the 15 digits of a sole trader. */
export function isOgrn(value: string): boolean {
  if (!/^(?:\d{13}|\d{15})$/.test(value)) return false
  const modulus = value.length === 13 ? 11n : 13n
  return Number((BigInt(value.slice(0, -1)) % modulus) % 10n) === Number(value.at(-1))
}
