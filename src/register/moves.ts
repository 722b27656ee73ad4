import type { Authority, DesignationState } from '../model/authority.ts'
import type { IsoDate } from '../model/brand.ts'
import type { EventType, RegisterEvent } from './organisation.ts'

/** Steps before a designation, in their order (8 USC 1189(a); the steps without public trace stay unobserved). */
export const STEPS = [
  'none',
  'signalled',
  'proposed',
  'under_review',
  'held',
  'determined',
  'notified',
  'announced',
  'designated',
] as const satisfies readonly DesignationState[]
export type Step = (typeof STEPS)[number]

/** The states between which moves are made; `amended` and its like are substates of `designated`. */
export type Stage = Step | 'revocation_announced' | 'revoked' | 'waived' | 'resolved'

/** Where each type of event leads; `designated` events that only touch a substate lead back to it. */
const LEADS_TO = {
  context: undefined,
  seen: undefined,
  signalled: 'signalled',
  proposed: 'proposed',
  under_review: 'under_review',
  held: 'held',
  determined: 'determined',
  notified: 'notified',
  announced: 'announced',
  designated: 'designated',
  amended: 'designated',
  litigation: 'designated',
  litigation_ended: 'designated',
  petition: 'designated',
  reviewed: 'designated',
  revocation_announced: 'revocation_announced',
  revoked: 'revoked',
  waived: 'waived',
  resolved: 'resolved',
} as const satisfies Record<EventType, Stage | undefined>

/** The substate that an event leaves a designation in. */
export const SUBSTATE_AFTER: Partial<Record<EventType, DesignationState>> = {
  amended: 'amended',
  litigation: 'in_litigation',
  petition: 'under_petition',
  reviewed: 'maintained_on_review',
}

export const stageAfter = (type: EventType): Stage | undefined => LEADS_TO[type]

const WITHIN_DESIGNATION: readonly EventType[] = ['amended', 'litigation', 'litigation_ended', 'petition', 'reviewed']
const BEFORE_DESIGNATION: readonly EventType[] = [
  'signalled',
  'proposed',
  'under_review',
  'held',
  'determined',
  'notified',
  'announced',
]
const rank = (stage: string): number => (STEPS as readonly string[]).indexOf(stage)

/**
 * Whether an event may follow a stage. Forward along the steps, skipping those without public trace; from `held` back
 * to a signal, a proposal or a review; a review maintains and never designates; only what is designated can be
 * revoked; after a revocation a new cycle begins. A waiver exists for the Kingpin Act alone (21 USC 1903(g)).
 */
export function mayFollow(stage: Stage, event: Pick<RegisterEvent, 'type' | 'authority' | 'into'>): boolean {
  const { type } = event
  if (type === 'context' || type === 'seen') return true
  if (type === 'resolved') return stage !== 'revoked' && stage !== 'resolved' && stage !== 'waived'
  switch (stage) {
    case 'designated':
      if (type === 'waived') return event.authority === 'SDNTK'
      return WITHIN_DESIGNATION.includes(type) || type === 'revocation_announced' || type === 'revoked'
    case 'revocation_announced':
      return WITHIN_DESIGNATION.includes(type) || type === 'revoked'
    case 'waived':
      return type === 'revoked' || type === 'designated'
    case 'revoked':
    case 'resolved':
      return type === 'designated' || BEFORE_DESIGNATION.includes(type)
    case 'held':
      return type === 'designated' || BEFORE_DESIGNATION.includes(type)
    default:
      return (type === 'designated' || BEFORE_DESIGNATION.includes(type)) && rank(type) >= rank(stage)
  }
}

/** Same-day events of one authority are taken in this order, which is that of the law's own steps. */
export const orderWithinDay = (type: EventType): number => {
  if (type === 'context' || type === 'seen') return DAY_ORDER.length
  return DAY_ORDER.indexOf(type)
}

const DAY_ORDER: readonly EventType[] = [
  ...BEFORE_DESIGNATION,
  'designated',
  ...WITHIN_DESIGNATION,
  'waived',
  'revocation_announced',
  'revoked',
  'resolved',
]

/**
 * The day on which an authority's law came into being: before it nobody can have been designated under it.
 * Sources: AEDPA, Pub. L. 104-132 (FTO); E.O. 13224 (SDGT); E.O. 14059; E.O. 13581 (TCO); E.O. 12978 (SDNT);
 * Pub. L. 106-120, title VIII (Kingpin Act, SDNTK), day from memory and therefore the earliest day of its year.
 */
export const LAW_BEGAN: Partial<Record<Authority, IsoDate>> = {
  FTO: '1996-04-24' as IsoDate,
  SDGT: '2001-09-23' as IsoDate,
  SDNT: '1995-10-21' as IsoDate,
  SDNTK: '1999-01-01' as IsoDate,
  TCO: '2011-07-24' as IsoDate,
  EO14059: '2021-12-15' as IsoDate,
}
