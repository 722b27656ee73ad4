import type { IsoDate } from '../model/brand.ts'
import { daysInMonth, isoDay, numbersOf } from '../model/partial-date.ts'
import { type Days, monthOf, oneDay, plusDays, plusMonths, weekdayOf, yearOf } from './calendar.ts'
import type { Span } from './text.ts'
import type { Language } from './vocabulary.ts'

/**
 * A time as the news writes it. `past` and `future` differ only where the words leave open which way they look
 * ("on Friday", "in October"); the tense of the clause decides. The anchor is the local day of publication.
 */
export interface DateMention extends Span {
  readonly text: string
  readonly past: Days | undefined
  readonly future: Days | undefined
  /** "three weeks after …", "a day later": counted from another event, `days` or `months` on (before: negative). */
  readonly chain?: { readonly amount: number; readonly unit: Unit; readonly follows: boolean }
  /** "the 2016 accord": dates a noun, not the clause. */
  readonly isAttributive?: boolean
  /** "for the last 90 days": how long something has gone on. */
  readonly isStretch?: boolean
}

const UNITS = ['hour', 'day', 'week', 'month', 'year'] as const
type Unit = (typeof UNITS)[number]

type Groups = Readonly<Record<string, string | undefined>>
type Reading = Omit<DateMention, 'start' | 'end' | 'text'> | undefined

interface DateRule {
  readonly pattern: RegExp
  readonly read: (groups: Groups, anchor: IsoDate) => Reading
}

const MONTHS: Readonly<Record<string, number>> = Object.fromEntries(
  [
    'january jan enero ene',
    'february feb febrero',
    'march mar marzo',
    'april apr abril abr',
    'may mayo',
    'june jun junio',
    'july jul julio',
    'august aug agosto ago',
    'september sept sep septiembre setiembre',
    'october oct octubre',
    'november nov noviembre',
    'december dec diciembre dic',
  ].flatMap((names, at) => names.split(' ').map((name) => [name, at + 1] as const)),
)
const WEEKDAYS: Readonly<Record<string, number>> = Object.fromEntries(
  [
    'monday mon lunes',
    'tuesday tue tues martes',
    'wednesday wed miercoles',
    'thursday thu thurs jueves',
    'friday fri viernes',
    'saturday sat sabado',
    'sunday sun domingo',
  ].flatMap((names, at) => names.split(' ').map((name) => [name, at] as const)),
)
const NUMBERS: Readonly<Record<string, number>> = Object.fromEntries(
  [
    'a an one un una uno',
    'two dos couple',
    'three tres',
    'four cuatro',
    'five cinco',
    'six seis',
    'seven siete',
    'eight ocho',
    'nine nueve',
    'ten diez',
    'eleven once',
    'twelve doce',
  ].flatMap((names, at) => names.split(' ').map((name) => [name, at + 1] as const)),
)
const UNIT_WORDS: Readonly<Record<string, Unit>> = {
  hour: 'hour',
  hora: 'hour',
  day: 'day',
  dia: 'day',
  week: 'week',
  semana: 'week',
  month: 'month',
  mes: 'month',
  year: 'year',
  ano: 'year',
}

const MONTH_EN =
  '(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\\b\\.?'
const MONTH_ES =
  '(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre)\\b'
const DAY_EN = '(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)'
const DAY_ES = '(?:lunes|martes|miercoles|jueves|viernes|sabado|domingo)'
const COUNT_EN = '(?:\\d{1,4}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)'
const COUNT_ES = '(?:\\d{1,4}|un|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce)'
const PART_OF_DAY = '(?: (?:morning|afternoon|evening|night))?'
const YEAR = '(?:19|20)\\d{2}'

const fixed = (days: Days | undefined, extra: Partial<DateMention> = {}): Reading =>
  days === undefined ? undefined : { past: days, future: days, ...extra }

const ENGLISH: readonly DateRule[] = [
  {
    pattern: new RegExp(
      `(?:(?:on|of|by|since|until|from|before|after) )?(?:the )?(?:${DAY_EN},? )?(?<month>${MONTH_EN}) (?<day>\\d{1,2})(?:st|nd|rd|th)?\\b(?!\\d)(?:,? (?<year>${YEAR})\\b)?`,
    ),
    read: readMonthDay,
  },
  {
    pattern: new RegExp(
      `(?:(?:on|of|by|since|until|from) )?(?:the )?(?:${DAY_EN},? )?(?<day>\\d{1,2})(?:st|nd|rd|th)?(?: day)?(?: of)? (?<month>${MONTH_EN})(?:,? (?<year>${YEAR})\\b)?`,
    ),
    read: readMonthDay,
  },
  {
    pattern: new RegExp(
      `(?:(?:in|by|since) )?(?:the )?(?<part>early|mid|late|beginning of|start of|middle of|end of)[ -](?<month>${MONTH_EN})(?:,? (?<year>${YEAR})\\b)?`,
    ),
    read: readPartOfMonth,
  },
  {
    pattern: new RegExp(
      `(?:in|since|of|during|by|until|from) (?:(?<way>last|this|next) )?(?<month>${MONTH_EN})(?!['\\w-])(?:,? (?<year>${YEAR})\\b)?|(?:(?<way2>last|this past) )?(?<month2>${MONTH_EN}),? (?<year2>${YEAR})\\b|\\blast (?<month3>${MONTH_EN})(?!['\\w-])`,
    ),
    read: readMonth,
  },
  {
    pattern: new RegExp(
      `(?:(?:early|late) )?(?:(?:on|by|until|since|from) )?(?:(?<way>last|next|this past|this coming|this) )?(?<weekday>${DAY_EN})\\b${PART_OF_DAY}(?<beside>,? (?:last|next) week)?`,
    ),
    read: readWeekday,
  },
  {
    pattern:
      /(?:as of |by |until |from )?(?:late |early |earlier |later )?(?<word>today|tonight|yesterday|tomorrow|overnight|last night|this (?:morning|afternoon|evening)|the same day|that day|the day before|the previous day|the next day|the following day)\b/,
    read: readDayWord,
  },
  {
    pattern:
      /(?:in )?(?<part>early|late|earlier|later|mid)[ -](?:in )?(?<way>this|last|next|that) (?<unit>week|month|year)\b/,
    read: readPartOfUnit,
  },
  {
    pattern:
      /(?:at |by |since |until )?(?:the )?(?:start |beginning |end )?(?:of )?(?<way>last|next|this|the previous|the following|the past|this past|this coming|previous) (?<unit>week|weekend|month|year)(?:'s)?\b|\bthe (?<unit2>week|month|year|day) (?<way2>before|after|earlier)\b/,
    read: readWholeUnit,
  },
  { pattern: /(?:over|during|on|at) the (?:past |last )?(?<unit>weekend)\b/, read: readWholeUnit },
  {
    pattern: new RegExp(
      `(?:about |some |more than |nearly |almost |just |only )?(?<count>${COUNT_EN}|couple of) (?<unit>day|week|month|year)s? ago\\b`,
    ),
    read: readAgo,
  },
  {
    pattern: new RegExp(
      `(?:for|over|in|during|within|of) (?:the |these )?(?:last|past|previous) (?:(?<count>${COUNT_EN}) )?(?<unit>day|week|month|year)s\\b`,
    ),
    read: readStretch,
  },
  {
    pattern: new RegExp(
      `(?:about |some |more than |nearly |almost |just |barely |only )?(?:(?<count>${COUNT_EN}|several|few) )?(?<unit>hour|day|week|month|year)s? (?<way>after|later|before|earlier)\\b`,
    ),
    read: readChain,
  },
  {
    pattern: new RegExp(`(?:in |by |since )?(?<part>early|mid|late)[ -](?<year>${YEAR})\\b`),
    read: readPartOfYear,
  },
  {
    pattern: new RegExp(
      `(?:(?:back |early |late )?in|since|during|until|by|from|of) (?:the year )?(?<year>${YEAR})\\b(?![-/]\\d|s\\b| \\w+ (?:of|on|to) (?:the|a|two))`,
    ),
    read: ({ year }) => fixed(yearOf(Number(year))),
  },
  { pattern: new RegExp(`\\b(?:the|a|its|their|his) (?<year>${YEAR}) `), read: readAttributiveYear },
]

const SPANISH: readonly DateRule[] = [
  {
    pattern: new RegExp(
      `(?:(?:el|este|del|al|desde el|hasta el) )?(?:pasado |proximo )?(?:${DAY_ES},? )?(?<day>\\d{1,2})(?:o|º)? de (?<month>${MONTH_ES})(?: (?:de|del) (?:ano )?(?<year>${YEAR})\\b)?`,
    ),
    read: readMonthDay,
  },
  {
    pattern: new RegExp(
      `(?:a |en |desde )?(?<part>principios|comienzos|inicios|mediados|finales|fines) de (?<month>${MONTH_ES})(?: (?:de|del) (?<year>${YEAR})\\b)?`,
    ),
    read: readPartOfMonth,
  },
  {
    pattern: new RegExp(
      `(?:en|desde|de|durante|hasta) (?<month>${MONTH_ES})(?: (?<way>pasado|proximo))?(?: (?:de|del) (?<year>${YEAR})\\b)?`,
    ),
    read: readMonth,
  },
  {
    pattern: new RegExp(
      `(?:el|este|desde el|del|al) (?:(?<way>pasado|proximo) )?(?<weekday>${DAY_ES})\\b(?: (?<way2>pasado|proximo))?(?: (?:por la (?:manana|tarde|noche)))?`,
    ),
    read: readWeekday,
  },
  {
    pattern:
      /(?:por la |desde )?(?<word>hoy|ayer|anoche|anteayer|esta (?:manana|tarde|noche)|el mismo dia|ese dia|ese mismo dia|un dia despues|un dia antes|al dia siguiente|el dia anterior|la vispera)\b/,
    read: readDayWord,
  },
  {
    pattern:
      /(?:a |en |desde )?(?<part>principios|comienzos|inicios|finales|fines|mediados) (?:de|del) (?:(?<way>este|esta|el|la) )?(?<unit>semana|mes|ano)(?: (?<way2>pasado|pasada))?\b/,
    read: readPartOfUnit,
  },
  {
    pattern:
      /(?:(?:durante|en|desde) )?(?:la|el|esta|este|del) (?:(?<way>pasado|pasada|proximo|proxima|proximos|ultimo|ultima) )?(?<unit>semana|mes|ano|fin de semana)(?: (?<way2>pasado|pasada|proximo|proxima|anterior|que viene|siguiente))?\b/,
    read: readWholeUnit,
  },
  {
    pattern: new RegExp(
      `hace (?:unas |unos |casi |mas de )?(?<count>${COUNT_ES}) (?<unit>dia|semana|mes|ano)(?:s|es)?\\b`,
    ),
    read: readAgo,
  },
  {
    pattern: new RegExp(
      `(?:en|durante|por) (?:los|las) ultim[oa]s (?:(?<count>${COUNT_ES}) )?(?<unit>dia|semana|mes|ano)(?:s|es)\\b`,
    ),
    read: readStretch,
  },
  {
    pattern: new RegExp(
      `(?:apenas |casi |unas |unos )?(?<count>${COUNT_ES}) (?<unit>hora|dia|semana|mes|ano)(?:s|es)? (?<way>despues|mas tarde|antes)\\b(?: de(?: que|l)?\\b)?`,
    ),
    read: readChain,
  },
  {
    pattern: new RegExp(`(?:en|desde|durante|hasta|de|del) (?:el ano |el )?(?<year>${YEAR})\\b`),
    read: ({ year }) => fixed(yearOf(Number(year))),
  },
]

const ISO: DateRule = {
  pattern: /\b(?<year>(?:19|20)\d{2})-(?<month>\d{2})-(?<day>\d{2})\b/,
  read: ({ year, month, day }) => {
    const iso = isoDay(Number(year), Number(month), Number(day))
    return iso === undefined ? undefined : fixed(oneDay(iso))
  },
}

const compiled = (rules: readonly DateRule[]): readonly DateRule[] =>
  [...rules, ISO].map(({ pattern, read }) => ({
    pattern: new RegExp(`(?<![\\p{L}\\p{N}-])(?:${pattern.source})`, 'gu'),
    read,
  }))

const RULES: Readonly<Record<Language, readonly DateRule[]>> = { en: compiled(ENGLISH), es: compiled(SPANISH) }

/** Most dates that one span may give; a text of nothing but dates is no report. */
export const MAX_DATES_PER_BLOCK = 200

/**
 * Every time named in the span, in order, none overlapping; a longer reading beats the shorter one inside it.
 *
 * @param folded - The report folded by `foldText`.
 * @param anchor - The local day of publication.
 */
export function findDates(
  text: string,
  folded: string,
  span: Span,
  anchor: IsoDate,
  language: Language,
): readonly DateMention[] {
  const part = folded.slice(span.start, span.end)
  if (
    !/\d|day|week|month|year|night|over|later|earlier|hoy|ayer|anoche|manana|lunes|martes|miercoles|jueves|viernes|sabado|domingo|semana|mes|ano|dia|january|february|march|april|may|june|july|august|september|october|november|december|enero|febrero|marzo|abril|junio|julio|agosto|octubre|noviembre|diciembre|early|late|vispera/.test(
      part,
    )
  )
    return []
  const found: DateMention[] = []
  for (const { pattern, read } of RULES[language]) {
    for (const match of part.matchAll(pattern)) {
      if (found.length >= MAX_DATES_PER_BLOCK) break
      if (
        language === 'en' &&
        hasSmallMonth(text.slice(span.start + match.index, span.start + match.index + match[0].length))
      )
        continue
      const reading = read(match.groups ?? {}, anchor)
      if (reading === undefined) continue
      const start = span.start + match.index
      const end = start + match[0].trimEnd().length
      found.push({ start, end, text: text.slice(start, end), ...reading })
    }
  }
  return withoutOverlaps(found)
}

/** English "may" and "march" without a capital are a verb, never a month. */
const hasSmallMonth = (raw: string): boolean => /\b(?:may|march|mar)\b/.test(raw)

function withoutOverlaps(found: readonly DateMention[]): readonly DateMention[] {
  const byLength = [...found].sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start)
  const kept: DateMention[] = []
  for (const mention of byLength) {
    if (!kept.some((other) => mention.start < other.end && other.start < mention.end)) kept.push(mention)
  }
  return kept.sort((a, b) => a.start - b.start)
}

const monthNumber = (raw: string | undefined): number => MONTHS[(raw ?? '').replace('.', '')] ?? 0

function countOf(raw: string | undefined): number | undefined {
  if (raw === undefined) return undefined
  return /^\d+$/.test(raw) ? Number(raw) : NUMBERS[raw.split(' ')[0] ?? '']
}

/** A day and month without year: the last such day for the past, the coming one for the future (rule 3 of the date rules). */
function readMonthDay({ month, day, year }: Groups, anchor: IsoDate): Reading {
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

function readMonth(groups: Groups, anchor: IsoDate): Reading {
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

function readPartOfMonth({ part = '', month, year }: Groups, anchor: IsoDate): Reading {
  const m = monthNumber(month)
  if (year !== undefined) return fixed(partOfMonth(Number(year), m, part))
  return {
    past: partOfMonth(monthNear(m, anchor, 'past')[0], m, part),
    future: partOfMonth(monthNear(m, anchor, 'future')[0], m, part),
  }
}

/** Thirds of a year, as the date rules have it for early and late. */
function readPartOfYear({ part = '', year }: Groups): Reading {
  const y = Number(year)
  const [from, to] = part === 'early' ? [1, 4] : part === 'late' ? [9, 12] : [5, 8]
  const first = monthOf(y, from)
  const last = monthOf(y, to)
  return first === undefined || last === undefined ? undefined : fixed({ first: first.first, last: last.last })
}

function readWeekday({ weekday = '', way, way2, beside }: Groups, anchor: IsoDate): Reading {
  const wanted = WEEKDAYS[weekday] ?? 0
  const back = (weekdayOf(anchor) - wanted + 7) % 7
  const direction = (way ?? way2 ?? '').replace('this ', '')
  const thisWeek = plusDays(anchor, -weekdayOf(anchor) + wanted)
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

function readDayWord({ word = '' }: Groups, anchor: IsoDate): Reading {
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

const unitOf = (raw: string | undefined): Unit => UNIT_WORDS[raw ?? ''] ?? 'day'

function unitDays(unit: Unit, anchor: IsoDate, shift: number): Days | undefined {
  if (unit === 'week') {
    const monday = plusDays(anchor, -weekdayOf(anchor) + 7 * shift)
    return { first: monday, last: plusDays(monday, 6) }
  }
  if (unit === 'month') {
    const [y, m] = numbersOf(plusMonths(anchor, shift))
    return monthOf(y, m)
  }
  if (unit === 'year') return yearOf(numbersOf(anchor)[0] + shift)
  return oneDay(plusDays(anchor, shift))
}

function readPartOfUnit(groups: Groups, anchor: IsoDate): Reading {
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

function readWholeUnit(groups: Groups, anchor: IsoDate): Reading {
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
  const back = (weekdayOf(anchor) - 5 + 7) % 7
  const saturday = plusDays(
    anchor,
    back === 0 || (back === 1 && /last|past|pasad/.test(way)) ? -back - (back === 0 ? 0 : 7) : -back,
  )
  const start = /next|coming|proxim/.test(way) ? plusDays(saturday, 7) : saturday
  return { first: start, last: plusDays(start, 1) }
}

/** "N weeks ago" is the week of that day, "N months ago" the month, "N days ago" the day. */
function readAgo({ count, unit }: Groups, anchor: IsoDate): Reading {
  const amount = countOf(count)
  if (amount === undefined) return undefined
  return fixed(unitDays(unitOf(unit), anchor, -amount))
}

function readStretch({ count, unit }: Groups, anchor: IsoDate): Reading {
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

function readChain({ count, unit, way = '' }: Groups): Reading {
  const u = unitOf(unit)
  const amount = u === 'hour' ? 0 : countOf(count)
  if (amount === undefined) return undefined
  const isBefore = /before|earlier|antes/.test(way)
  // "three weeks after X" dates X from the clause; "three weeks later" dates the clause from the last event.
  return chained(isBefore ? -amount : amount, u, /later|earlier|mas tarde/.test(way))
}

function readAttributiveYear({ year }: Groups): Reading {
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
