import type { IsoDate } from '../model/brand.ts'
import type { Language } from './question.ts'
import type { LawTables, TargetingOrder } from './tables.ts'

/** The order that stood on a day, or that none is known: after the last one that is "verify", never "no order". */
export interface TargetingAnswer {
  readonly as_of: IsoDate
  readonly order: string | null
  readonly threshold: string | null
  readonly places: string | null
  readonly citation: string | null
  readonly verified: boolean
  readonly verify: string | null
}

/** Which geographic targeting order bound border money services businesses on a day. */
export function targetingOrderOn(law: LawTables, asOf: IsoDate, language: Language): TargetingAnswer {
  const order = law.targetingOrders.find(({ valid_from, valid_to }) => valid_from <= asOf && asOf < valid_to)
  if (order === undefined) {
    const lastDay = law.targetingOrders
      .map(({ valid_to }) => valid_to)
      .toSorted()
      .at(-1)
    const isAfter = lastDay !== undefined && asOf >= lastDay
    const verify = isAfter ? AFTER[language] : BEFORE[language]
    return { as_of: asOf, order: null, threshold: null, places: null, citation: null, verified: false, verify }
  }
  return {
    as_of: asOf,
    order: order.id,
    threshold: thresholdOf(order),
    places: order.places[language],
    citation: order.citation,
    verified: order.verified,
    verify: order.unverified ?? null,
  }
}

const AFTER: Readonly<Record<Language, string>> = {
  en: 'The last order known here has ended: verify whether it was renewed.',
  es: 'La última orden conocida aquí terminó: verifique si se renovó.',
}
const BEFORE: Readonly<Record<Language, string>> = {
  en: 'No order known here stood on this day: verify.',
  es: 'Ninguna orden conocida aquí regía ese día: verifique.',
}

const thresholdOf = (order: TargetingOrder): string =>
  order.threshold_usd_above === undefined
    ? `USD ${order.threshold_usd_from ?? 0} to ${order.threshold_usd_to} in cash`
    : `more than USD ${order.threshold_usd_above} to ${order.threshold_usd_to} in cash`
