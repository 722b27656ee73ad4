import { type Authority, hasLegalEffect } from '../model/authority.ts'
import type { IsoDate } from '../model/brand.ts'
import { addDays, addYears } from '../model/calendar.ts'
import type { Organisation, RegisterEvent } from './organisation.ts'
import { type Moment, statusAsOf } from './status.ts'
import { eventsKnownAt, settledOn } from './timeline.ts'

/** A dated step ahead, with the arithmetic that gives its day. */
export interface NextStep {
  readonly authority: Authority
  readonly code: string
  readonly on: IsoDate
  readonly text: string
  readonly arithmetic: string
  readonly citation: string
  /** The day had passed on the day asked about, with nothing on record. */
  readonly isOverdue: boolean
}

/** A deadline that an order set for its own process. Days count from the order. */
interface OrderClock {
  readonly order: string
  readonly days: number
  readonly text: string
}

/** Sources: the orders themselves (E.O. 14157 s. 3; E.O. 14175; E.O. 14362), as summed up in the register's rows. */
const ORDER_CLOCKS: readonly OrderClock[] = [
  { order: 'E.O. 14157', days: 14, text: 'recommendations of the Secretary of State due' },
  { order: 'E.O. 14175', days: 30, text: 'report of the Secretary of State due' },
  { order: 'E.O. 14175', days: 45, text: 'action due, 15 days after the report' },
  { order: 'E.O. 14362', days: 30, text: 'joint report on chapters due' },
  { order: 'E.O. 14362', days: 75, text: 'action due, 45 days after the report' },
]

/** Clocks of 8 USC 1189. */
const NOTICE_DAYS = 7
const LITIGATION_DAYS = 30
const PETITION_YEARS = 2
const PETITION_DECISION_DAYS = 180
const REVIEW_YEARS = 5

/** What the law or an announcement puts ahead of an organisation on a day, soonest first. */
export function nextSteps(organisation: Organisation, moment: Moment): readonly NextStep[] {
  const past = eventsKnownAt(organisation.events, moment.knownAt).filter((event) => settledOn(event) <= moment.asOf)
  const authorities = [...new Set(past.map(({ authority }) => authority))]
  return authorities
    .flatMap((authority) => stepsUnder(organisation, authority, past, moment))
    .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
}

function stepsUnder(
  organisation: Organisation,
  authority: Authority,
  past: readonly RegisterEvent[],
  moment: Moment,
): readonly NextStep[] {
  const status = statusAsOf(organisation, authority, moment)
  const own = past.filter((event) => event.authority === authority && event.type !== 'context')
  if (!hasLegalEffect(status.state)) return stepsBefore(status.event, moment.asOf)
  const began = status.since
  if (authority !== 'FTO' || began === null) return []
  const ruling =
    own
      .filter(({ type }) => type === 'reviewed')
      .map(settledOn)
      .filter((day) => day >= began)
      .at(-1) ?? began
  const petition = status.substate === 'under_petition' ? status.event : undefined
  const steps = [
    step('FTO', 'litigation', addDays(began, LITIGATION_DAYS), moment.asOf, {
      text: 'last day to petition the D.C. Circuit for review',
      arithmetic: `${began} + ${LITIGATION_DAYS} days`,
      citation: '8 USC 1189(c)(1)',
    }),
    step('FTO', 'petition_window', addYears(ruling, PETITION_YEARS), moment.asOf, {
      text: 'window opens for a petition for revocation',
      arithmetic: `${ruling} + ${PETITION_YEARS} years`,
      citation: '8 USC 1189(a)(4)(B)',
    }),
    step('FTO', 'review', addYears(ruling, REVIEW_YEARS), moment.asOf, {
      text: '5-year review due if no other review happened; its result is published',
      arithmetic: `${ruling} + ${REVIEW_YEARS} years`,
      citation: '8 USC 1189(a)(4)(C)',
    }),
    ...(petition === undefined
      ? []
      : [
          step('FTO', 'petition_decision', addDays(settledOn(petition), PETITION_DECISION_DAYS), moment.asOf, {
            text: "Secretary's decision on the petition due",
            arithmetic: `${settledOn(petition)} + ${PETITION_DECISION_DAYS} days`,
            citation: '8 USC 1189(a)(4)(B)(iv)',
          }),
        ]),
  ]
  return steps.filter(({ code, isOverdue }) => !isOverdue || code === 'review' || code === 'petition_decision')
}

/** Steps that end with the designation: an announced day of effect, the notice to Congress, the deadlines of an order. */
function stepsBefore(event: RegisterEvent | undefined, asOf: IsoDate): readonly NextStep[] {
  if (event === undefined) return []
  const { authority, effective, citation } = event
  const day = settledOn(event)
  if (event.type === 'announced' && effective !== undefined) {
    const text = 'designation takes effect as announced, if it is published'
    return [
      step(authority, 'effective', effective, asOf, { text, arithmetic: `${effective} by the announcement`, citation }),
    ]
  }
  if (event.type === 'notified') {
    return [
      step(authority, 'earliest_publication', addDays(day, NOTICE_DAYS), asOf, {
        text: 'earliest publication after notice to Congress',
        arithmetic: `${day} + ${NOTICE_DAYS} days`,
        citation: '8 USC 1189(a)(2)(A)(i)',
      }),
    ]
  }
  if (event.type !== 'proposed') return []
  return ORDER_CLOCKS.filter(({ order }) => citation.includes(order)).map(({ order, days, text }) =>
    step(authority, 'order_deadline', addDays(day, days), asOf, {
      text,
      arithmetic: `${day} + ${days} days`,
      citation: order,
    }),
  )
}

const step = (
  authority: Authority,
  code: string,
  on: IsoDate,
  asOf: IsoDate,
  told: Pick<NextStep, 'text' | 'arithmetic' | 'citation'>,
): NextStep => ({ authority, code, on, ...told, isOverdue: on < asOf })
