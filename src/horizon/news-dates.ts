import type { IsoDate } from '../model/brand.ts'
import { isoDay } from '../model/partial-date.ts'
import {
  fixed,
  type Groups,
  type Reading,
  readAgo,
  readAttributiveYear,
  readChain,
  readDayWord,
  readMonth,
  readMonthDay,
  readPartOfMonth,
  readPartOfUnit,
  readPartOfYear,
  readStretch,
  readWeekday,
  readWholeUnit,
} from './date-readings.ts'
import {
  COUNT_EN,
  COUNT_ES,
  DAY_EN,
  DAY_ES,
  type DateMention,
  MONTH_EN,
  MONTH_ES,
  PART_OF_DAY,
  YEAR,
} from './date-words.ts'
import { oneDay, yearOf } from './day-intervals.ts'
import type { Span } from './text.ts'
import type { Language } from './vocabulary.ts'

interface DateRule {
  readonly pattern: RegExp
  readonly read: (groups: Groups, anchor: IsoDate) => Reading
}

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
