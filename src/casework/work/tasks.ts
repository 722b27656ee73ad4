import { accepted, refused } from '../../model/parsed.ts'
import { personOf } from '../access/actor.ts'
import { audited, type Changes } from '../audit/audited.ts'
import type { Act } from '../audit/deed.ts'
import { storableText } from '../records/canonical.ts'
import { find, get, type Step } from '../records/query.ts'
import type { Row } from '../records/tables.ts'
import { move, TASK_MOVES } from '../states.ts'
import { emit } from './webhooks.ts'

/** Something that must be done by a day, and the law or the house rule that says so. */
export interface Duty {
  /** A consequence code of the law tables, as in `REPORT-BLOCK-10BD`, or `unblock`, `review`. */
  readonly kind: string
  readonly text: string
  readonly citation: string | null
  readonly startsOn: string
  /** The last day, or 9999-12-31 where the law says "without delay" and gives no number. */
  readonly dueOn: string
}

/** A duty whose law names no number of days is never late by a number that nobody wrote. */
export const NO_NUMBER = '9999-12-31'

/** Puts duties on a case; one that is open there already is not doubled. */
export function* addTasks(changes: Changes, act: Act, caseId: string, duties: readonly Duty[]): Step<void> {
  const open = yield* find('task', { where: { case_id: caseId, state: 'open' } })
  const held = new Set(open.map(({ kind }) => kind))
  for (const duty of duties) {
    if (held.has(duty.kind)) continue
    held.add(duty.kind)
    const id = act.newId()
    yield* changes.insert('task', {
      id,
      case_id: caseId,
      kind: duty.kind,
      text: storableText(duty.text),
      citation: duty.citation,
      starts_on: duty.startsOn,
      due_on: duty.dueOn,
      state: 'open',
      done_by: null,
      done_at: null,
    })
    yield* emit(act, 'task.created', { task: id, case: caseId, kind: duty.kind })
  }
}

/** Puts duties on a case by hand. */
export function* createTasks(act: Act, caseId: string, duties: readonly Duty[]): Step<readonly Row<'task'>[]> {
  return yield* audited(act, function* (changes) {
    if ((yield* get('case_file', caseId)) === undefined) return refused('case.unknown', caseId)
    yield* addTasks(changes, act, caseId, duties)
    const value = yield* find('task', { where: { case_id: caseId } })
    const kinds = duties.map(({ kind }) => kind)
    return accepted({ deed: { action: 'task.create', subject: `case/${caseId}`, detail: { kinds } }, value })
  })
}

export function* settleTask(act: Act, id: string, step: 'complete' | 'cancel'): Step<Row<'task'>> {
  return yield* audited(act, function* (changes) {
    const task = yield* get('task', id)
    if (task === undefined) return refused('task.unknown', id)
    const state = move(TASK_MOVES, task.state, step)
    if (!state.ok) return state
    const value = yield* changes.update('task', task, {
      state: state.value,
      done_by: personOf(act.actor) ?? `${act.actor.kind}/${act.actor.id}`,
      done_at: act.at,
    })
    return accepted({ deed: { action: `task.${step}`, subject: `task/${id}` }, value })
  })
}
