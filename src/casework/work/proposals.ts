import { accepted, type Parsed, refused } from '../../model/parsed.ts'
import { checkerOf, makerOf } from '../access/second-person.ts'
import { audited } from '../audit/audited.ts'
import type { Act } from '../audit/deed.ts'
import { SHORTEST_TEXT } from '../reasons.ts'
import { canonicalJson, storableText } from '../records/canonical.ts'
import { find, get, type Step } from '../records/query.ts'
import type { Row } from '../records/tables.ts'
import { move, PROPOSAL_MOVES } from '../states.ts'

/** Changes that take two persons and are no decision on an alert. `release` is made by `endHeld`. */
export const PROPOSAL_KINDS = [
  'policy_change',
  'list_exclusion',
  'coverage_change',
  'retention_override',
  'register_change',
] as const
export type ProposalKind = (typeof PROPOSAL_KINDS)[number]

export function* makeProposal(
  act: Act,
  kind: ProposalKind,
  subject: string,
  payload: Readonly<Record<string, unknown>>,
  reason: string,
): Step<Row<'proposal'>> {
  return yield* audited(act, function* (changes) {
    if (reason.trim().length < SHORTEST_TEXT)
      return refused('proposal.reason', '', { remedy: `explain in ${SHORTEST_TEXT} characters or more` })
    const value: Row<'proposal'> = {
      id: act.newId(),
      kind,
      subject: storableText(subject),
      payload_json: canonicalJson(payload),
      reason: storableText(reason),
      state: 'proposed',
      ...makerOf(act.actor),
      made_at: act.at,
      checker: null,
      checked_at: null,
      check_text: null,
    }
    yield* changes.insert('proposal', value)
    return accepted({ deed: { action: 'proposal.make', subject: `proposal/${value.id}`, detail: { kind } }, value })
  })
}

/** The second person approves or refuses; what was approved is done by whoever asked for it, citing the proposal. */
export function* checkProposal(act: Act, id: string, isApproved: boolean, text: string): Step<Row<'proposal'>> {
  return yield* audited(act, function* (changes) {
    const row = yield* get('proposal', id)
    if (row === undefined || row.kind === 'release') return refused('proposal.unknown', id)
    const checker = checkerOf(act.actor, row)
    if (!checker.ok) return checker
    const state = move(PROPOSAL_MOVES, row.state, isApproved ? 'approve' : 'refuse')
    if (!state.ok) return state
    const value = yield* changes.update('proposal', row, {
      state: state.value,
      checker: checker.value,
      checked_at: act.at,
      check_text: storableText(text),
    })
    return accepted({
      deed: { action: isApproved ? 'proposal.approve' : 'proposal.refuse', subject: `proposal/${id}` },
      value,
    })
  })
}

/** Whether two persons have agreed to exactly this. */
export function* isApproved(
  kind: ProposalKind,
  subject: string,
  payload: Readonly<Record<string, unknown>>,
): Step<boolean> {
  const rows = yield* find('proposal', {
    where: { kind, subject, state: 'approved', payload_json: canonicalJson(payload) },
  })
  return rows.length > 0
}

/** What a configuration screens: parties, entities and programmes it reaches. */
export interface Coverage {
  readonly parties: number
  readonly entities: number
  readonly programmes: readonly string[]
}

/** Share of parties or entities that a change may stop screening without a second person, in basis points (E-15). */
export const FREE_NARROWING_BPS = 100

/** Why a change narrows what is screened too far for one person, or accepted (E-15, E-16, T-21). */
export function weighCoverage(before: Coverage, after: Coverage): Parsed<null> {
  const lost = before.programmes.filter((programme) => !after.programmes.includes(programme))
  if (lost.length > 0)
    return refused('coverage.programmes', lost.join(', '), { remedy: 'dropping a programme takes two persons' })
  for (const what of ['parties', 'entities'] as const) {
    if ((before[what] - after[what]) * 10_000 > before[what] * FREE_NARROWING_BPS)
      return refused('coverage.narrowed', `${what}: ${before[what]} to ${after[what]}`, {
        remedy: `leaving out more than ${FREE_NARROWING_BPS / 100} % takes two persons`,
      })
  }
  return accepted(null)
}
