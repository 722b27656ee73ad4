/** ISO/IEC 7064 MOD 97-10 of digits and letters (A = 10 … Z = 35), as LEI and IBAN use it. */
export function mod97(text: string): number {
  let rest = 0
  for (const char of text) {
    const value = Number.parseInt(char, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest
}
