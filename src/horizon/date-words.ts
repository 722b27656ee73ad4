import type { Days } from './day-intervals.ts'
import type { Span } from './text.ts'

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
export type Unit = (typeof UNITS)[number]

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
export const WEEKDAYS: Readonly<Record<string, number>> = Object.fromEntries(
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

export const MONTH_EN =
  '(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\\b\\.?'
export const MONTH_ES =
  '(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre)\\b'
export const DAY_EN = '(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)'
export const DAY_ES = '(?:lunes|martes|miercoles|jueves|viernes|sabado|domingo)'
export const COUNT_EN = '(?:\\d{1,4}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)'
export const COUNT_ES = '(?:\\d{1,4}|un|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce)'
export const PART_OF_DAY = '(?: (?:morning|afternoon|evening|night))?'
export const YEAR = '(?:19|20)\\d{2}'

export const monthNumber = (raw: string | undefined): number => MONTHS[(raw ?? '').replace('.', '')] ?? 0

export function countOf(raw: string | undefined): number | undefined {
  if (raw === undefined) return undefined
  return /^\d+$/.test(raw) ? Number(raw) : NUMBERS[raw.split(' ')[0] ?? '']
}

export const unitOf = (raw: string | undefined): Unit => UNIT_WORDS[raw ?? ''] ?? 'day'
