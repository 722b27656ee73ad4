import { accepted, refused } from '../../model/parsed.ts'
import { personOf } from '../access/actor.ts'
import { checkerOf, makerOf } from '../access/second-person.ts'
import { audited } from '../audit/audited.ts'
import type { Act } from '../audit/deed.ts'
import { SHORTEST_TEXT } from '../reasons.ts'
import { canonicalJson, storableText } from '../records/canonical.ts'
import { findOne, get, type Step } from '../records/query.ts'
import type { Row } from '../records/tables.ts'
import { HELD_MOVES, move } from '../states.ts'
import { emit } from './webhooks.ts'

/** What is stopped until a person says otherwise: a payment, a question that could not be answered. */
export interface HoldRequest {
  readonly kind: 'payment' | 'question'
  /** The holder's own reference. */
  readonly subject: string
  /** `hits`, or why it could not be told: an error, a stale list, a full queue. */
  readonly why: string
  readonly detail: Readonly<Record<string, unknown>>
}

/** Holds an item. Nothing but a person's decision ends it: no timeout, no age, no full queue. */
export function* holdItem(act: Act, request: HoldRequest): Step<Row<'held_item'>> {
  return yield* audited(act, function* (changes) {
    const row: Row<'held_item'> = {
      id: act.newId(),
      kind: request.kind,
      subject: storableText(request.subject),
      why: storableText(request.why),
      detail_json: canonicalJson(request.detail),
      state: 'held',
      held_at: act.at,
      ended_at: null,
      ended_by: null,
      reason: null,
      salt: act.newSalt(),
    }
    yield* changes.insert('held_item', row)
    yield* emit(act, 'held.created', { held: row.id, kind: row.kind })
    return accepted({
      deed: { action: 'held.create', subject: `held/${row.id}`, detail: { kind: row.kind } },
      value: row,
    })
  })
}

/** Blocks or rejects at once; proposes a release, which a second person must approve. */
export function* endHeld(
  act: Act,
  id: string,
  step: 'propose_release' | 'block' | 'reject',
  reason: string,
): Step<Row<'held_item'>> {
  return yield* audited(act, function* (changes) {
    const row = yield* get('held_item', id)
    if (row === undefined) return refused('held.unknown', id)
    const person = personOf(act.actor)
    if (person === undefined)
      return refused('second_person.not_a_person', act.actor.kind, { remedy: 'only a person ends what is held' })
    if (reason.trim().length < SHORTEST_TEXT)
      return refused('held.reason', '', { remedy: `explain in ${SHORTEST_TEXT} characters or more` })
    const state = move(HELD_MOVES, row.state, step)
    if (!state.ok) return state
    const isProposal = step === 'propose_release'
    const value = yield* changes.update('held_item', row, {
      state: state.value,
      reason: storableText(reason),
      ...(isProposal ? {} : { ended_at: act.at, ended_by: person }),
    })
    if (isProposal) {
      yield* changes.insert('proposal', {
        id: act.newId(),
        kind: 'release',
        subject: `held/${id}`,
        payload_json: '{}',
        reason: storableText(reason),
        state: 'proposed',
        ...makerOf(act.actor),
        made_at: act.at,
        checker: null,
        checked_at: null,
        check_text: null,
      })
    } else yield* emit(act, 'held.ended', { held: id, state: state.value })
    return accepted({ deed: { action: `held.${step}`, subject: `held/${id}` }, value })
  })
}

/** The second person lets a held item go, or keeps it held. */
export function* checkRelease(act: Act, id: string, isApproved: boolean, text: string): Step<Row<'held_item'>> {
  return yield* audited(act, function* (changes) {
    const row = yield* get('held_item', id)
    if (row === undefined) return refused('held.unknown', id)
    const proposal = yield* findOne('proposal', { subject: `held/${id}`, state: 'proposed' })
    if (proposal === undefined)
      return refused('held.not_proposed', row.state, { remedy: 'its release must be proposed first' })
    const checker = checkerOf(act.actor, proposal)
    if (!checker.ok) return checker
    const state = move(HELD_MOVES, row.state, isApproved ? 'approve_release' : 'refuse_release')
    if (!state.ok) return state
    yield* changes.update('proposal', proposal, {
      state: isApproved ? 'approved' : 'refused',
      checker: checker.value,
      checked_at: act.at,
      check_text: storableText(text),
    })
    const ended = isApproved ? { ended_at: act.at, ended_by: checker.value } : {}
    const value = yield* changes.update('held_item', row, { state: state.value, ...ended })
    if (isApproved) yield* emit(act, 'held.ended', { held: id, state: state.value })
    return accepted({ deed: { action: isApproved ? 'held.release' : 'held.keep', subject: `held/${id}` }, value })
  })
}
