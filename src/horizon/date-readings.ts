import type { IsoDate } from '../model/brand.ts'
import { daysInMonth, isoDay, numbersOf } from '../model/partial-date.ts'
import { countOf, type DateMention, monthNumber, type Unit, unitOf, WEEKDAYS } from './date-words.ts'
import { type Days, monthOf, oneDay, plusDays, plusMonths, weekdayFromMonday, yearOf } from './day-intervals.ts'

export type Groups = Readonly<Record<string, string | undefined>>
export type Reading = Omit<DateMention, 'start' | 'end' | 'text'> | undefined

export const fixed = (days: Days | undefined, extra: Partial<DateMention> = {}): Reading =>
  days === undefined ? undefined : { past: days, future: days, ...extra }

/** A day and month without year: the last such day for the past, the coming one for the future (rule 3 of the date rules). */
export function readMonthDay({ month, day, year }: Groups, anchor: IsoDate): Reading {
  const m = monthNumber(month)
  const d = Number(day)
  if (year !== undefined) {
    const exact = isoDay(Number(year), m, d)
    return exact === undefined ? undefined : fixed(oneDay(exact))
  }
  const [y] = numbersOf(anchor)
  const years = [y - 1, y, y + 1].map((candidate) => isoDay(candidate, m, d)).filter((date) => date !== undefined)
  const past = years.filter((date) => date <= anchor).at(-1)
  const future = years.find((date) => date >= anchor)
  if (past === undefined && future === undefined) return undefined
  return { past: past && oneDay(past), future: future && oneDay(future) }
}

function monthNear(month: number, anchor: IsoDate, way: 'past' | 'future'): readonly [year: number, month: number] {
  const [y, m] = numbersOf(anchor)
  if (way === 'past') return [month <= m ? y : y - 1, month]
  return [month >= m ? y : y + 1, month]
}

export function readMonth(groups: Groups, anchor: IsoDate): Reading {
  const month = monthNumber(groups['month'] ?? groups['month2'] ?? groups['month3'])
  const year = groups['year'] ?? groups['year2']
  if (year !== undefined) return fixed(monthOf(Number(year), month))
  const [, anchorMonth] = numbersOf(anchor)
  const way = groups['way'] ?? (groups['month3'] === undefined ? undefined : 'last')
  const [pastYear] = monthNear(month, anchor, 'past')
  const past = monthOf(way === 'last' && month === anchorMonth ? pastYear - 1 : pastYear, month)
  const future = monthOf(monthNear(month, anchor, 'future')[0], month)
  if (way === 'next' || way === 'proximo') return fixed(future)
  if (way === 'last' || way === 'pasado') return fixed(past)
  return { past, future }
}

const PART_BOUNDS: Readonly<Record<string, readonly [first: number, last: number]>> = {
  early: [1, 10],
  beginning: [1, 10],
  start: [1, 10],
  principios: [1, 10],
  comienzos: [1, 10],
  inicios: [1, 10],
  mid: [11, 20],
  middle: [11, 20],
  mediados: [11, 20],
  late: [21, 31],
  end: [21, 31],
  finales: [21, 31],
  fines: [21, 31],
}

function partOfMonth(year: number, month: number, part: string): Days | undefined {
  const [from, to] = PART_BOUNDS[part.split(' ')[0] ?? ''] ?? [1, 31]
  const first = isoDay(year, month, from)
  const last = isoDay(year, month, Math.min(to, daysInMonth(year, month)))
  return first === undefined || last === undefined ? undefined : { first, last }
}

export function readPartOfMonth({ part = '', month, year }: Groups, anchor: IsoDate): Reading {
  const m = monthNumber(month)
  if (year !== undefined) return fixed(partOfMonth(Number(year), m, part))
  return {
    past: partOfMonth(monthNear(m, anchor, 'past')[0], m, part),
    future: partOfMonth(monthNear(m, anchor, 'future')[0], m, part),
  }
}

/** Thirds of a year, as the date rules have it for early and late. */
export function readPartOfYear({ part = '', year }: Groups): Reading {
  const y = Number(year)
  const [from, to] = part === 'early' ? [1, 4] : part === 'late' ? [9, 12] : [5, 8]
  const first = monthOf(y, from)
  const last = monthOf(y, to)
  return first === undefined || last === undefined ? undefined : fixed({ first: first.first, last: last.last })
}

export function readWeekday({ weekday = '', way, way2, beside }: Groups, anchor: IsoDate): Reading {
  const wanted = WEEKDAYS[weekday] ?? 0
  const back = (weekdayFromMonday(anchor) - wanted + 7) % 7
  const direction = (way ?? way2 ?? '').replace('this ', '')
  const thisWeek = plusDays(anchor, -weekdayFromMonday(anchor) + wanted)
  if (beside?.includes('last') === true) return fixed(oneDay(plusDays(thisWeek, -7)))
  if (beside?.includes('next') === true) return fixed(oneDay(plusDays(thisWeek, 7)))
  const previous = oneDay(plusDays(anchor, back === 0 && isBackward(direction) ? -7 : -back))
  const ahead = 7 - back
  const coming = oneDay(
    plusDays(anchor, ahead === 7 ? (direction === 'next' || direction === 'proximo' ? 7 : 0) : ahead),
  )
  if (direction === 'next' || direction === 'proximo' || direction === 'coming') return fixed(coming)
  if (isBackward(direction)) return fixed(previous)
  return { past: previous, future: coming }
}

const isBackward = (way: string): boolean => way === 'last' || way === 'past' || way === 'pasado'

export function readDayWord({ word = '' }: Groups, anchor: IsoDate): Reading {
  if (/^(?:yesterday|overnight|last night|ayer|anoche)$/.test(word)) return fixed(oneDay(plusDays(anchor, -1)))
  if (word === 'anteayer') return fixed(oneDay(plusDays(anchor, -2)))
  if (word === 'tomorrow') return fixed(oneDay(plusDays(anchor, 1)))
  if (/same day|that day|mismo dia|ese dia/.test(word)) return chained(0, 'day', true)
  if (/before|previous|anterior|vispera|antes/.test(word)) return chained(-1, 'day', true)
  if (/next|following|siguiente|despues/.test(word)) return chained(1, 'day', true)
  return fixed(oneDay(anchor))
}

const chained = (amount: number, unit: Unit, follows: boolean): Reading => ({
  past: undefined,
  future: undefined,
  chain: { amount, unit, follows },
})

function unitDays(unit: Unit, anchor: IsoDate, shift: number): Days | undefined {
  if (unit === 'week') {
    const monday = plusDays(anchor, -weekdayFromMonday(anchor) + 7 * shift)
    return { first: monday, last: plusDays(monday, 6) }
  }
  if (unit === 'month') {
    const [y, m] = numbersOf(plusMonths(anchor, shift))
    return monthOf(y, m)
  }
  if (unit === 'year') return yearOf(numbersOf(anchor)[0] + shift)
  return oneDay(plusDays(anchor, shift))
}

export function readPartOfUnit(groups: Groups, anchor: IsoDate): Reading {
  const { part = '' } = groups
  const unit = unitOf(groups['unit'])
  const way = groups['way2'] ?? groups['way'] ?? 'this'
  const shift = isBackward(way) || way === 'pasada' ? -1 : way === 'next' ? 1 : 0
  const whole = unitDays(unit, anchor, shift)
  if (whole === undefined) return undefined
  if (shift === 0 && (part === 'earlier' || part === 'early')) return fixed({ first: whole.first, last: anchor })
  if (shift === 0 && part === 'later') return fixed({ first: anchor, last: whole.last })
  const [year, month] = numbersOf(whole.first)
  if (unit === 'month') return fixed(partOfMonth(year, month, part))
  if (unit === 'year') {
    const thirds = /^(?:early|earlier|principios|comienzos|inicios)/.test(part)
      ? 'early'
      : /^mid|mediados/.test(part)
        ? 'mid'
        : 'late'
    return readPartOfYear({ part: thirds, year: String(year) })
  }
  return fixed(whole)
}

export function readWholeUnit(groups: Groups, anchor: IsoDate): Reading {
  const raw = groups['unit'] ?? groups['unit2'] ?? ''
  const way = groups['way2'] ?? groups['way'] ?? ''
  if (raw === 'weekend' || raw === 'fin de semana') return fixed(lastWeekend(anchor, way))
  const unit = unitOf(raw)
  if (/^(?:before|earlier|the previous|previous|anterior)$/.test(way)) return fixedChain(-1, unit, anchor)
  if (/^(?:after|the following|following|siguiente)$/.test(way)) return fixedChain(1, unit, anchor)
  if (/last|past|pasad|ultim/.test(way)) return fixed(unitDays(unit, anchor, -1))
  if (/next|coming|proxim|viene/.test(way)) return fixed(unitDays(unit, anchor, 1))
  return way === 'this' || groups['way2'] !== undefined ? fixed(unitDays(unit, anchor, 0)) : undefined
}

const fixedChain = (amount: number, unit: Unit, anchor: IsoDate): Reading => ({
  past: unitDays(unit, anchor, amount),
  future: unitDays(unit, anchor, amount),
  chain: { amount, unit, follows: true },
})

function lastWeekend(anchor: IsoDate, way: string): Days {
  const back = (weekdayFromMonday(anchor) - 5 + 7) % 7
  const saturday = plusDays(
    anchor,
    back === 0 || (back === 1 && /last|past|pasad/.test(way)) ? -back - (back === 0 ? 0 : 7) : -back,
  )
  const start = /next|coming|proxim/.test(way) ? plusDays(saturday, 7) : saturday
  return { first: start, last: plusDays(start, 1) }
}

/** "N weeks ago" is the week of that day, "N months ago" the month, "N days ago" the day. */
export function readAgo({ count, unit }: Groups, anchor: IsoDate): Reading {
  const amount = countOf(count)
  if (amount === undefined) return undefined
  return fixed(unitDays(unitOf(unit), anchor, -amount))
}

export function readStretch({ count, unit }: Groups, anchor: IsoDate): Reading {
  const amount = countOf(count)
  if (amount === undefined) return undefined
  const u = unitOf(unit)
  const first =
    u === 'month'
      ? plusMonths(anchor, -amount)
      : u === 'year'
        ? plusMonths(anchor, -12 * amount)
        : plusDays(anchor, -amount * (u === 'week' ? 7 : 1))
  return fixed({ first, last: anchor }, { isStretch: true })
}

export function readChain({ count, unit, way = '' }: Groups): Reading {
  const u = unitOf(unit)
  const amount = u === 'hour' ? 0 : countOf(count)
  if (amount === undefined) return undefined
  const isBefore = /before|earlier|antes/.test(way)
  // "three weeks after X" dates X from the clause; "three weeks later" dates the clause from the last event.
  return chained(isBefore ? -amount : amount, u, /later|earlier|mas tarde/.test(way))
}

export function readAttributiveYear({ year }: Groups): Reading {
  return fixed(yearOf(Number(year)), { isAttributive: true })
}

/**
 * The days at the end of a chain: `base` moved by the chain's amount. Weeks and days keep the day; months and years
 * are whole ones, since "five years after" names no day.
 */
export function followChain(
  base: Days,
  chain: NonNullable<DateMention['chain']>,
  sign: 1 | -1,
  isWhole = false,
): Days | undefined {
  const by = chain.amount * sign
  if (chain.unit === 'hour') return base
  // "the week before" is the whole week; "a week before" its day.
  if (isWhole) return unitDays(chain.unit, base.first, by)
  if (chain.unit === 'day') return { first: plusDays(base.first, by), last: plusDays(base.last, by) }
  if (chain.unit === 'week') return { first: plusDays(base.first, 7 * by), last: plusDays(base.last, 7 * by) }
  return unitDays(chain.unit, base.first, by)
}
