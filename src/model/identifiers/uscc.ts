const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** China's Unified Social Credit Code, GB 32100-2015: 18 characters, the last a check character modulo 31 with weights 3^i. */
export function isUscc(value: string): boolean {
  if (!/^[0-9A-HJ-NPQRTUWXY]{18}$/.test(value)) return false
  let sum = 0
  for (let i = 0, weight = 1; i < 17; i++, weight = (weight * 3) % 31) sum += ALPHABET.indexOf(value[i] ?? '0') * weight
  return ALPHABET[(31 - (sum % 31)) % 31] === value[17]
}
