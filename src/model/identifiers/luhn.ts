/** ISO/IEC 7812-1 (Luhn) over digits: doubles every second from the right; the sum is a multiple of ten. */
export function isLuhnValid(digits: string): boolean {
  let sum = 0
  for (let i = digits.length - 1, doubled = false; i >= 0; i--, doubled = !doubled) {
    const digit = digits.charCodeAt(i) - 48
    const value = doubled ? digit * 2 : digit
    sum += value > 9 ? value - 9 : value
  }
  return sum % 10 === 0
}
