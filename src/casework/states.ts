import { accepted, type Parsed, refused } from '../model/parsed.ts'

/** What an alert may be, and which moves lead on from there. A move that is not here does not exist. */
export const ALERT_MOVES = {
  open: { escalate: 'escalated', propose: 'awaiting_check', dismiss: 'false_positive', leave: 'inconclusive' },
  escalated: { propose: 'awaiting_check', dismiss: 'false_positive', leave: 'inconclusive' },
  inconclusive: { escalate: 'escalated', propose: 'awaiting_check', dismiss: 'false_positive', change: 'open' },
  awaiting_check: { confirm_true: 'true_match', confirm_false: 'false_positive', return: 'open', change: 'open' },
  false_positive: { reopen: 'open', change: 'open' },
  true_match: { reopen: 'open' },
} as const
export type AlertState = keyof typeof ALERT_MOVES
export const ALERT_STATES: readonly AlertState[] = Object.keys(ALERT_MOVES) as AlertState[]
/** Alerts that wait for a person. An inconclusive one still does: it is no answer. */
export const PENDING_ALERTS = [
  'open',
  'escalated',
  'inconclusive',
  'awaiting_check',
] as const satisfies readonly AlertState[]

export const CASE_MOVES = {
  open: { close: 'closed' },
  closed: { reopen: 'open' },
} as const
export type CaseState = keyof typeof CASE_MOVES

export const SUPPRESSION_MOVES = {
  proposed: { approve: 'active', refuse: 'refused' },
  active: { expire: 'expired', end: 'ended', change: 'reopened' },
  expired: {},
  ended: {},
  reopened: {},
  refused: {},
} as const
export type SuppressionState = keyof typeof SUPPRESSION_MOVES

/** What is held leaves by a person's hand alone; its release is proposed by one and approved by another. */
export const HELD_MOVES = {
  held: { propose_release: 'release_proposed', block: 'blocked', reject: 'rejected' },
  release_proposed: { approve_release: 'released', refuse_release: 'held', block: 'blocked', reject: 'rejected' },
  released: {},
  blocked: {},
  rejected: {},
} as const
export type HeldState = keyof typeof HELD_MOVES

export const PROPOSAL_MOVES = {
  proposed: { approve: 'approved', refuse: 'refused', withdraw: 'withdrawn' },
  approved: {},
  refused: {},
  withdrawn: {},
} as const

export const TASK_MOVES = { open: { complete: 'done', cancel: 'cancelled' }, done: {}, cancelled: {} } as const

type Moves = Readonly<Record<string, Readonly<Record<string, string>>>>

/** The state a move leads to, or a refusal that names the moves there are. */
export function move(table: Moves, state: string, step: string): Parsed<string> {
  const next = table[state]?.[step]
  if (next !== undefined) return accepted(next)
  const there = Object.keys(table[state] ?? {})
  return refused('state.move', `${step} from ${state}`, {
    remedy: there.length === 0 ? `${state} is final` : `from ${state} one may ${there.join(', ')}`,
  })
}
