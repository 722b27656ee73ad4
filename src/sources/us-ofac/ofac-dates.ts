import { isoDay, type PartialDate, spanning, wholeDay, wholeMonth, wholeYear } from '../../model/partial-date.ts'

const MONTHS: Readonly<Record<string, number>> = {
  Jan: 1,
  Feb: 2,
  Mar: 3,
  Apr: 4,
  May: 5,
  Jun: 6,
  Jul: 7,
  Aug: 8,
  Sep: 9,
  Oct: 10,
  Nov: 11,
  Dec: 12,
}

const SINGLE = /^(?:(\d{1,2}) )?(?:([A-Z][a-z]{2})[a-z]* )?(\d{4})$/
const RANGE = /^(.+?)(?: to |\s?-\s?)(.+)$/

/**
 * Reads OFAC's dates: `10 Dec 1948`, `Dec 1948`, `1948`, `circa 1944`, `1970 to 1972`, `01 Feb 1960 to 29 Feb 1960`,
 * `circa 1961-1965`; answers `undefined` for any other text.
 */
export function readOfacDate(raw: string): PartialDate | undefined {
  const asPublished = raw.trim()
  const isCirca = /^circa\s+/i.test(asPublished)
  const text = asPublished.replace(/^circa\s+/i, '')
  const date = single(text, asPublished) ?? range(text, asPublished)
  return date === undefined || !isCirca ? date : { ...date, approximate: true }
}

function single(text: string, asPublished: string): PartialDate | undefined {
  const found = SINGLE.exec(text)
  if (found === null) return undefined
  const year = Number(found[3])
  if (found[2] === undefined) return found[1] === undefined ? wholeYear(year, asPublished) : undefined
  const month = MONTHS[found[2]]
  if (month === undefined) return undefined
  if (found[1] === undefined) return wholeMonth(year, month, asPublished)
  const day = isoDay(year, month, Number(found[1]))
  return day === undefined ? undefined : wholeDay(day, asPublished)
}

function range(text: string, asPublished: string): PartialDate | undefined {
  const found = RANGE.exec(text)
  const first = found?.[1] === undefined ? undefined : single(found[1].replace(/^circa /i, ''), asPublished)
  const last = found?.[2] === undefined ? undefined : single(found[2].replace(/^circa /i, ''), asPublished)
  return first === undefined || last === undefined ? undefined : spanning(first, last, asPublished)
}
