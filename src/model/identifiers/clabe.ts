const WEIGHTS = [3, 7, 1] as const

/** Mexico's 18-digit account number (CLABE, Asociación de Bancos de México): weights 3 7 1, each product modulo 10. */
export function isClabe(value: string): boolean {
  if (!/^\d{18}$/.test(value)) return false
  let sum = 0
  for (let i = 0; i < 17; i++) sum += (Number(value[i]) * (WEIGHTS[i % 3] ?? 0)) % 10
  return (10 - (sum % 10)) % 10 === Number(value[17])
}

/** The three digits that name the bank (Banco de México's catalogue of institutions). */
export const clabeBank = (value: string): string => value.slice(0, 3)
