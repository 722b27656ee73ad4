import type { IsoDate } from '../../model/brand.ts'
import { isoDay } from '../../model/partial-date.ts'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/**
 * The day as the publisher wrote it, never moved to another time zone: "Fri, 06 Dec 2019 20:11:00 EST" is 6 December,
 * although it is the 7th in UTC. Reads ISO 8601, RFC 822 and "December 6, 2019"; `undefined` for anything else.
 */
export function localDay(raw: string | undefined): IsoDate | undefined {
  if (raw === undefined) return undefined
  const text = raw.trim()
  const iso = /^(\d{4})-(\d{2})-(\d{2})/.exec(text)
  if (iso !== null) return isoDay(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const rfc = /(\d{1,2})\s+([A-Za-z]{3,9})\.?,?\s+(\d{4})/.exec(text)
  if (rfc !== null) return named(rfc[3], rfc[2], rfc[1])
  const american = /([A-Za-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})/.exec(text)
  return american === null ? undefined : named(american[3], american[1], american[2])
}

function named(year: string | undefined, month: string | undefined, day: string | undefined): IsoDate | undefined {
  const at = MONTHS.indexOf((month ?? '').slice(0, 3).toLowerCase())
  return at === -1 ? undefined : isoDay(Number(year), at + 1, Number(day))
}
