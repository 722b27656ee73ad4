import { accepted, type Parsed, refused } from './parsed.ts'

/** A whole in units of a share: shares are counted in billionths, so that seven decimals of a percent are exact. */
export const WHOLE = 1_000_000_000
export const UNITS_PER_PERCENT = WHOLE / 100

/** A share as its source knows it, in billionths of the whole: exact where both are equal, unknown from 0 to `WHOLE`. */
export interface ShareRange {
  readonly min: number
  readonly max: number
}

export const UNKNOWN_SHARE: ShareRange = { min: 0, max: WHOLE }

/** A share in percent, for people and JSON: at most seven decimals. */
export const percentOf = (units: number): number => units / UNITS_PER_PERCENT

/** `40` for 40 percent, `40 to 60` for a range, `unknown` where nothing is known. */
export function shareText({ min, max }: ShareRange): string {
  if (min === 0 && max === WHOLE) return 'unknown'
  return min === max ? `${percentOf(min)}` : `${percentOf(min)} to ${percentOf(max)}`
}

const NUMBER = String.raw`(\d+(?:[.,]\d+)?|[.,]\d+)`
const EXACT = new RegExp(`^${NUMBER}\\s*%?$`)
const RANGE = new RegExp(`^${NUMBER}\\s*%?\\s*(?:-|–|—|to|a|hasta)\\s*${NUMBER}\\s*%?$`, 'i')
const AT_LEAST = new RegExp(`^(?:>=|≥|=>)\\s*${NUMBER}\\s*%?$`)
const ABOVE = new RegExp(`^(?:>|over|more than|más de|mas de)\\s*${NUMBER}\\s*%?$`, 'i')
const AT_MOST = new RegExp(`^(?:<=|≤|=<)\\s*${NUMBER}\\s*%?$`)
const UNDER = new RegExp(`^(?:<|under|less than|menos de)\\s*${NUMBER}\\s*%?$`, 'i')
const UNSTATED = ['', '?', '-', 'unknown', 'n/a', 'na', 'desconocido', 'desconocida', 'sin dato']

/**
 * Reads a share in percent: `40`, `33,3 %`, `40-60`, `> 50`, or nothing for unknown. Refuses what is negative, over 100,
 * backwards or no number; a text such as `0.5` is half a percent, never half.
 */
export function parseShare(raw: string): Parsed<ShareRange> {
  const text = raw.trim()
  if (UNSTATED.includes(text.toLowerCase())) return accepted(UNKNOWN_SHARE)
  const numbers = sharesIn(text)
  if (numbers === undefined) return refused(/^-\s*\d/.test(text) ? 'share.negative' : 'share.unreadable', raw, REMEDY)
  if (numbers.max > WHOLE) return refused('share.over_100', raw, REMEDY)
  return numbers.min > numbers.max ? refused('share.backwards', raw, REMEDY) : accepted(numbers)
}

const REMEDY = { remedy: 'give a percentage from 0 to 100, a range such as 40-60, or nothing where it is unknown' }

function sharesIn(text: string): ShareRange | undefined {
  const exact = EXACT.exec(text)
  if (exact !== null) return { min: unitsOf(exact[1], 'down'), max: unitsOf(exact[1], 'up') }
  const range = RANGE.exec(text)
  if (range !== null) return { min: unitsOf(range[1], 'down'), max: unitsOf(range[2], 'up') }
  const atLeast = AT_LEAST.exec(text)
  if (atLeast !== null) return { min: unitsOf(atLeast[1], 'down'), max: WHOLE }
  const above = ABOVE.exec(text)
  if (above !== null) return { min: unitsOf(above[1], 'down') + 1, max: WHOLE }
  const atMost = AT_MOST.exec(text)
  if (atMost !== null) return { min: 0, max: unitsOf(atMost[1], 'up') }
  const under = UNDER.exec(text)
  return under === null ? undefined : { min: 0, max: unitsOf(under[1], 'up') - 1 }
}

/** Percent to billionths. More decimals than seven widen the range outwards, so that nothing is rounded over a threshold. */
export function unitsOf(percent: string | number | undefined, direction: 'down' | 'up'): number {
  const [whole = '0', fraction = ''] = decimalText(percent).split('.')
  const kept = fraction.slice(0, 7).padEnd(7, '0')
  const isCut = /[1-9]/.test(fraction.slice(7))
  return Number(`${whole}${kept}`) + (isCut && direction === 'up' ? 1 : 0)
}

/** Plain decimal text: a number as JSON gives it may come with an exponent. */
function decimalText(percent: string | number | undefined): string {
  if (typeof percent !== 'number') return (percent ?? '0').replace(',', '.')
  const text = String(percent)
  return text.includes('e') ? percent.toFixed(12) : text
}
