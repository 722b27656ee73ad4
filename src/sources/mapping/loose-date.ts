import {
  isoDay,
  type PartialDate,
  parsePartialDate,
  spanning,
  wholeDay,
  wholeMonth,
  wholeYear,
} from '../../model/partial-date.ts'

/** Nobody on a list was born before; an earlier year is of another calendar (the UN list has Hijri dates). */
const EARLIEST = '1850-01-01'

/** Month names of English, French and Spanish by their first letters, without marks. */
const MONTHS: readonly (readonly [RegExp, number])[] = [
  [/^(jan|ene)/, 1],
  [/^(feb|fev)/, 2],
  [/^(mar)/, 3],
  [/^(apr|avr|abr)/, 4],
  [/^(may|mai)/, 5],
  [/^(jun|juin)/, 6],
  [/^(jul|juil)/, 7],
  [/^(aug|aou|ago)/, 8],
  [/^(sep|set)/, 9],
  [/^(oct)/, 10],
  [/^(nov)/, 11],
  [/^(dec|dic)/, 12],
]

const APPROXIMATE = /^(?:approximately|approx\.?|circa|c\.|ca\.|about|around|vers|hacia|aproximadamente)\s*/i
const DAY_MONTH_YEAR = /^(\d{1,2}|dd|00)[/.-](\d{1,2}|mm|00)[/.-](\d{4})$/i
const DAY_NAME_YEAR = /^(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+|de\s+)?([\p{L}]{3,10})\.?,?\s+(?:de\s+)?(\d{4})$/u
const NAME_DAY_YEAR = /^([\p{L}]{3,10})\.?\s+(\d{1,2}),?\s+(\d{4})$/u
const NAME_YEAR = /^([\p{L}]{3,10})\.?,?\s+(?:de\s+)?(\d{4})$/u
const BETWEEN = /^(?:between\s+)?(.+?)\s*(?:\s+and\s+|\s+to\s+|\s+or\s+between\s+|\s*[-–]\s*)(.+)$/i

/**
 * Reads the dates that people type into lists, the day before the month: `14/03/1975`, `dd/09/1958`, `00/00/1980`, `12 Oct. 2021`,
 * `Nov. 1973`, `Approximately 1963`, `between 1958 and 1960`, and ISO forms; `undefined` for anything else.
 */
export function readLooseDate(raw: string): PartialDate | undefined {
  const asPublished = raw.trim()
  const isApproximate = APPROXIMATE.test(asPublished)
  const text = asPublished
    .replace(APPROXIMATE, '')
    .replace(/[.;,]+$/, '')
    .trim()
  if (text === '') return undefined
  const date = single(text, asPublished) ?? range(text, asPublished)
  if (date !== undefined && date.from < EARLIEST) return undefined
  return date === undefined || !isApproximate ? date : { ...date, approximate: true }
}

function single(text: string, asPublished: string): PartialDate | undefined {
  const iso = parsePartialDate(text)
  if (iso.ok) return { ...iso.value, asPublished }
  const numeric = DAY_MONTH_YEAR.exec(text)
  if (numeric !== null) return fromParts(partOf(numeric[1]), partOf(numeric[2]), Number(numeric[3]), asPublished)
  const named = DAY_NAME_YEAR.exec(text)
  if (named !== null) return fromParts(Number(named[1]), monthOf(named[2]), Number(named[3]), asPublished)
  const american = NAME_DAY_YEAR.exec(text)
  if (american !== null) return fromParts(Number(american[2]), monthOf(american[1]), Number(american[3]), asPublished)
  const month = NAME_YEAR.exec(text)
  if (month === null) return undefined
  const number = monthOf(month[1])
  return number === undefined ? undefined : wholeMonth(Number(month[2]), number, asPublished)
}

/** A part that is not known: `dd`, `mm` or `00`. */
const partOf = (raw: string | undefined): number | undefined => {
  const value = Number(raw)
  return Number.isInteger(value) && value > 0 ? value : undefined
}

function fromParts(
  day: number | undefined,
  month: number | undefined,
  year: number,
  asPublished: string,
): PartialDate | undefined {
  if (month === undefined) return day === undefined ? wholeYear(year, asPublished) : undefined
  if (day === undefined) return wholeMonth(year, month, asPublished)
  const exact = isoDay(year, month, day)
  return exact === undefined ? undefined : wholeDay(exact, asPublished)
}

function monthOf(name: string | undefined): number | undefined {
  const folded = (name ?? '').normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return MONTHS.find(([pattern]) => pattern.test(folded))?.[1]
}

function range(text: string, asPublished: string): PartialDate | undefined {
  const found = BETWEEN.exec(text)
  const first = found?.[1] === undefined ? undefined : single(found[1], asPublished)
  const last = found?.[2] === undefined ? undefined : single(found[2], asPublished)
  return first === undefined || last === undefined ? undefined : spanning(first, last, asPublished)
}
