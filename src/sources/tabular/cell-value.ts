/** How a workbook shows a number. Only what changes its meaning as text is told apart. */
export type NumberStyle = 'plain' | 'percent' | 'date'

const BUILT_IN_PERCENT = [9, 10]
const BUILT_IN_DATE = [14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]

/** The style of a format number and, above 163, its code (ECMA-376 part 1, 18.8.30). Text in quotes, colours and conditions are no letters of a date. */
export function styleOfFormat(format: number, code: string | undefined): NumberStyle {
  if (BUILT_IN_PERCENT.includes(format)) return 'percent'
  if (BUILT_IN_DATE.includes(format)) return 'date'
  if (code === undefined) return 'plain'
  const bare = code.replace(/"[^"]*"|\\.|\[[^\]]*\]|_./g, '')
  if (bare.includes('%')) return 'percent'
  return /[yd]/i.test(bare) ? 'date' : 'plain'
}

const DAY_MS = 86_400_000
const START_1900 = Date.UTC(1899, 11, 30)
const START_1904 = Date.UTC(1904, 0, 1)
/** Day numbers before this one are off by the leap day of 1900 that never was. */
const FIRST_SURE_DAY = 61
const LAST_DAY = 2_958_465

/** The ISO day of a spreadsheet's day number; `undefined` outside 1900-03-01 to 9999-12-31. */
export function dayOfNumber(value: number, startsIn1904: boolean): string | undefined {
  const whole = Math.floor(value)
  if (!(whole <= LAST_DAY) || whole < (startsIn1904 ? 0 : FIRST_SURE_DAY)) return undefined
  return new Date((startsIn1904 ? START_1904 : START_1900) + whole * DAY_MS).toISOString().slice(0, 10)
}

const PERCENT_DIGITS = 12

/** A number under a percent format as people see it: 0.255 is `25.5%`. */
export const percentText = (value: number): string => `${Number((value * 100).toPrecision(PERCENT_DIGITS))}%`

/** Most digits that a spreadsheet keeps of a number: longer ones were rounded when they were typed in. */
export const MAX_SURE_DIGITS = 15

/** Whether a whole number is too long for a spreadsheet to have kept it: an account or identifier typed as a number. */
export const isRounded = (raw: string): boolean => {
  const value = Number(raw)
  return Number.isFinite(value) && Number.isInteger(value) && Math.abs(value) >= 10 ** MAX_SURE_DIGITS
}

/** A number's plain decimal form, without an exponent, as `1.23E+11` is 123000000000. */
export function plainNumber(raw: string): string {
  if (!/[eE]/.test(raw)) return raw
  const value = Number(raw)
  if (!Number.isFinite(value)) return raw
  return Number.isInteger(value) ? BigInt(value).toString() : String(value)
}
