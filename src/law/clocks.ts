import type { IsoDate } from '../model/brand.ts'
import { addDays, addYears } from '../model/calendar.ts'
import { isoDay, numbersOf } from '../model/partial-date.ts'
import type { Clock } from './file-schema.ts'
import { type Holiday, holidayOn, isWeekend } from './holidays.ts'
import type { Language } from './question.ts'

/** When something falls due, with the arithmetic; no day where the law sets no number. */
export interface Due {
  readonly due: IsoDate | null
  readonly arithmetic: string | null
}

/** The words of the arithmetic; names of holidays stay in English, as the law has them. */
const WORDS = {
  en: {
    itself: 'the day itself',
    calendar: 'calendar days',
    years: 'years',
    business: 'business days, passing over',
    weekend: 'weekend days',
    held: (held: string, due: string) => `holdings of ${held}, report by ${due}`,
  },
  es: {
    itself: 'el mismo día',
    calendar: 'días naturales',
    years: 'años',
    business: 'días hábiles, sin contar',
    weekend: 'días de fin de semana',
    held: (held: string, due: string) => `tenencias al ${held}, informe a más tardar el ${due}`,
  },
} as const satisfies Record<Language, unknown>

/** Runs a clock from the day that starts it. */
export function dueOf(clock: Clock, start: IsoDate, language: Language = 'en'): Due {
  const words = WORDS[language]
  switch (clock.kind) {
    case 'words':
      return { due: null, arithmetic: null }
    case 'day_itself':
      return { due: start, arithmetic: `${start}, ${words.itself}` }
    case 'calendar_days':
      return { due: addDays(start, clock.count), arithmetic: `${start} + ${clock.count} ${words.calendar}` }
    case 'years':
      return { due: addYears(start, clock.count), arithmetic: `${start} + ${clock.count} ${words.years}` }
    case 'business_days':
      return businessDaysAfter(start, clock.count, language)
    case 'annual':
      return annualAfter(clock, start, language)
  }
}

/**
 * The day that is so many US federal business days after the start, which is not counted itself. The arithmetic names
 * every holiday passed over and the number of weekend days.
 */
export function businessDaysAfter(start: IsoDate, count: number, language: Language = 'en'): Due {
  const words = WORDS[language]
  let day = start
  let left = count
  let weekendDays = 0
  const holidays: Holiday[] = []
  while (left > 0) {
    day = addDays(day, 1)
    const holiday = holidayOn(day)
    if (isWeekend(day)) weekendDays += 1
    else if (holiday !== undefined) holidays.push(holiday)
    else left -= 1
  }
  const passed = holidays.map(({ name, observed }) => `${name} ${observed}`)
  const skipped = [`${weekendDays} ${words.weekend}`, ...passed].join(', ')
  return { due: day, arithmetic: `${start} + ${count} ${words.business} ${skipped}` }
}

/** The first yearly report that covers what came to be held on the start: holdings of a fixed day, due on a later one. */
function annualAfter(clock: Extract<Clock, { kind: 'annual' }>, start: IsoDate, language: Language): Due {
  const [year] = numbersOf(start)
  const heldThisYear = isoDay(year, clock.held_on_month, clock.held_on_day)
  const dueYear = heldThisYear !== undefined && start <= heldThisYear ? year : year + 1
  const held = isoDay(dueYear, clock.held_on_month, clock.held_on_day)
  const due = isoDay(dueYear, clock.month, clock.day)
  if (held === undefined || due === undefined) return { due: null, arithmetic: null }
  return { due, arithmetic: WORDS[language].held(held, due) }
}
