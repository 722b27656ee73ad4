import { accepted, type Parsed, refused } from '../../model/parsed.ts'
import { personOf } from '../access/actor.ts'
import { checkerOf, makerOf } from '../access/second-person.ts'
import { audited, type Changes } from '../audit/audited.ts'
import type { Act } from '../audit/deed.ts'
import { type DispositionOutcome, type Judgement, weighJudgement } from '../reasons.ts'
import { canonicalJson, storableText } from '../records/canonical.ts'
import { find, get, type Step } from '../records/query.ts'
import type { Row } from '../records/tables.ts'
import { ALERT_MOVES, move } from '../states.ts'
import { seenAlert } from './alerts.ts'
import { evidenceOf } from './evidence.ts'
import { addTasks, type Duty } from './tasks.ts'
import { emit } from './webhooks.ts'

export interface Decided {
  readonly disposition: Row<'disposition'>
  readonly alert: Row<'alert'>
}

const MOVE_ALONE = { true_match: 'propose', false_positive: 'dismiss', inconclusive: 'leave' } as const
const MOVE_CHECKED = { true_match: 'confirm_true', false_positive: 'confirm_false', inconclusive: 'return' } as const

/**
 * Records a decision on an alert. It stands at once where one person may make it alone, otherwise it waits for a second
 * (`awaiting_check`). Silencing the pair is never part of it: that is a suppression, asked for on its own.
 */
export function* decideAlert(act: Act, id: string, judgement: Judgement, revision?: number): Step<Decided> {
  return yield* audited(act, function* (changes) {
    const seen = yield* seenAlert(id, revision)
    if (!seen.ok) return seen
    const alert = seen.value
    const evidence = yield* evidenceOf(alert)
    const weighed = weighJudgement(judgement, { evidence, hasStrongIdentifier: alert.has_strong_identifier === 1 })
    if (!weighed.ok) return weighed
    const { reasons, needsCheck } = weighed.value
    const state = move(ALERT_MOVES, alert.state, needsCheck === null ? MOVE_ALONE[judgement.outcome] : 'propose')
    if (!state.ok) return state
    const disposition: Row<'disposition'> = {
      id: act.newId(),
      alert: id,
      outcome: judgement.outcome,
      reasons_json: canonicalJson(reasons),
      text: storableText(judgement.text),
      evidence_json: canonicalJson(judgement.evidence),
      state: needsCheck === null ? 'final' : 'awaiting_check',
      ...makerOf(act.actor),
      made_at: act.at,
      checker: null,
      checked_at: null,
      check_text: null,
      needs_check: needsCheck,
      is_flagged: 0,
      salt: act.newSalt(),
    }
    yield* changes.insert('disposition', disposition)
    const after = yield* changes.update('alert', alert, {
      state: state.value,
      closed_at: needsCheck === null && judgement.outcome === 'false_positive' ? act.at : null,
      snoozed_until: null,
    })
    if (needsCheck === null) yield* emit(act, 'alert.decided', { alert: id, outcome: judgement.outcome })
    const detail = { outcome: judgement.outcome, reasons: [...reasons], needs_check: needsCheck }
    return accepted({
      deed: { action: 'alert.decide', subject: `alert/${id}`, detail },
      value: { disposition, alert: after },
    })
  })
}

/** Seconds between opening the evidence and checking under which a check is shown to quality assurance (T-22). */
export const SHORTEST_CHECK_SECONDS = 10

export interface Check {
  readonly isConfirmed: boolean
  readonly text: string
  /** What follows in law from a confirmed match: put on the case as tasks with their clocks. */
  readonly duties?: readonly Duty[]
}

/** The second person confirms a decision or gives it back. Never the maker, never the maker's other account, never a key. */
export function* checkDecision(act: Act, id: string, check: Check): Step<Decided> {
  return yield* audited(act, function* (changes) {
    const found = yield* awaiting(act, id)
    if (!found.ok) return found
    const { disposition, alert, checker } = found.value
    const outcome = disposition.outcome as DispositionOutcome
    const state = move(ALERT_MOVES, alert.state, check.isConfirmed ? MOVE_CHECKED[outcome] : 'return')
    if (!state.ok) return state
    const isFlagged = yield* isRubberStamp(act, alert.id)
    const checked = yield* changes.update('disposition', disposition, {
      state: check.isConfirmed ? 'final' : 'returned',
      checker,
      checked_at: act.at,
      check_text: storableText(check.text),
      is_flagged: isFlagged ? 1 : 0,
    })
    const after = yield* changes.update('alert', alert, {
      state: state.value,
      closed_at: check.isConfirmed && outcome === 'false_positive' ? act.at : null,
    })
    if (check.isConfirmed) {
      if (outcome === 'true_match') yield* addTasks(changes, act, alert.case_id, check.duties ?? [])
      yield* emit(act, 'alert.decided', { alert: alert.id, outcome })
    }
    const detail = { outcome, confirmed: check.isConfirmed, flagged: isFlagged }
    return accepted({
      deed: { action: 'alert.check', subject: `alert/${alert.id}`, detail },
      value: { disposition: checked, alert: after },
    })
  })
}

function* awaiting(act: Act, id: string): Step<Parsed<Decided & { readonly checker: string }>> {
  const disposition = yield* get('disposition', id)
  if (disposition === undefined) return refused('disposition.unknown', id)
  if (disposition.state !== 'awaiting_check')
    return refused('disposition.settled', disposition.state, {
      remedy: 'only a decision that awaits its check can be checked',
    })
  const checker = checkerOf(act.actor, disposition)
  if (!checker.ok) return checker
  const alert = yield* get('alert', disposition.alert)
  return alert === undefined
    ? refused('alert.unknown', disposition.alert)
    : accepted({ disposition, alert, checker: checker.value })
}

function* isRubberStamp(act: Act, alert: string): Step<boolean> {
  const views = yield* find('evidence_view', { where: { alert, user_id: personOf(act.actor) ?? '' } })
  const first = views.map(({ at }) => Date.parse(at)).sort((a, b) => a - b)[0]
  return first === undefined || Date.parse(act.at) - first < SHORTEST_CHECK_SECONDS * 1_000
}

/** Notes that a person opened an alert's evidence: a fact about reading, kept out of the log. */
export function* viewEvidence(act: Act, alert: string): Step<void> {
  const user_id = personOf(act.actor) ?? `${act.actor.kind}/${act.actor.id}`
  yield { kind: 'insert', table: 'evidence_view', row: { id: act.newId(), user_id, alert, at: act.at } }
}

/** Opens a closed alert again, by hand: a decision is answered by another decision, never erased. */
export function* reopenAlert(act: Act, id: string, because: string): Step<Row<'alert'>> {
  return yield* audited(act, function* (changes) {
    const alert = yield* get('alert', id)
    if (alert === undefined) return refused('alert.unknown', id)
    const state = move(ALERT_MOVES, alert.state, 'reopen')
    if (!state.ok) return state
    const value = yield* changes.update('alert', alert, { state: state.value, closed_at: null })
    yield* reopenCase(changes, alert.case_id)
    return accepted({
      deed: { action: 'alert.reopen', subject: `alert/${id}`, detail: { because: because.slice(0, 200) } },
      value,
    })
  })
}

function* reopenCase(changes: Changes, id: string): Step<void> {
  const held = yield* get('case_file', id)
  if (held?.state === 'closed') yield* changes.update('case_file', held, { state: 'open', closed_at: null })
}

/** Decisions on an alert, the first one first. */
export function* decisionsOf(alert: string): Step<readonly Row<'disposition'>[]> {
  const rows = yield* find('disposition', { where: { alert } })
  return [...rows].sort((a, b) => (a.id < b.id ? -1 : 1))
}
