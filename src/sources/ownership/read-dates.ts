import type { IsoDate } from '../../model/brand.ts'
import type { Issue } from '../../model/parsed.ts'
import { type PartialDate, parsePartialDate } from '../../model/partial-date.ts'

/** A date that could not be read: it may be any day, so that a fault can leave a stake open and never take it away. */
const ANY_DAY = { from: '0001-01-01' as IsoDate, to: '9999-12-31' as IsoDate }

/** A stake's or link's date in ISO form, or with a time; a fault is reported and leaves the day open. */
export function dateOrOpen(raw: string, where: string, issues: Issue[]): PartialDate | undefined {
  const text = raw.trim()
  if (text === '') return undefined
  const parsed = parsePartialDate(text)
  if (parsed.ok) return parsed.value
  issues.push({ ...parsed.issue, where })
  return { ...ANY_DAY, asPublished: text }
}

/** The two ends, as properties that are absent where nothing is said. */
export function datesOf<From extends string, To extends string>(
  names: readonly [From, To],
  values: readonly [string, string],
  where: string,
  issues: Issue[],
): { readonly [name in From | To]?: PartialDate } {
  const dates: Partial<Record<From | To, PartialDate>> = {}
  names.forEach((name, i) => {
    const date = dateOrOpen(values[i] ?? '', where, issues)
    if (date !== undefined) dates[name] = date
  })
  return dates
}
