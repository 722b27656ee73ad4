import { accepted } from '../../model/parsed.ts'
import { audited } from '../audit/audited.ts'
import type { Act } from '../audit/deed.ts'
import { canonicalJson } from '../records/canonical.ts'
import { find, findAll, get, type Step } from '../records/query.ts'
import type { Row } from '../records/tables.ts'
import { PENDING_ALERTS } from '../states.ts'
import { addTasks, type Duty } from './tasks.ts'
import { emit } from './webhooks.ts'

export interface DelistedOutcome {
  /** Confirmed matches whose property may have to be released: each has a task. */
  readonly unblock: readonly string[]
  /** Alerts that still wait, marked as delisted: a person closes them. */
  readonly marked: readonly string[]
  /** Silences that have nothing to silence any more. */
  readonly ended: number
}

/** What follows when entities have left a list: nothing is closed by itself, for property once blocked stays so until released. */
export function* noteDelisting(act: Act, entities: readonly string[], duty: Duty): Step<DelistedOutcome> {
  return yield* audited(act, function* (changes) {
    const unblock: string[] = []
    const marked: string[] = []
    let ended = 0
    for (const entity of entities) {
      for (const alert of yield* findAll('alert', {
        where: { entity, state: { in: ['true_match', ...PENDING_ALERTS] } },
      })) {
        if (alert.state === 'true_match') {
          yield* addTasks(changes, act, alert.case_id, [{ ...duty, kind: `${duty.kind}/${alert.id}` }])
          yield* reopenCase(changes, alert.case_id)
          unblock.push(alert.id)
        } else {
          yield* changes.update('alert', alert, {
            change_json: canonicalJson({ ...JSON.parse(alert.change_json), delisted: act.at }),
          })
          marked.push(alert.id)
        }
      }
      for (const row of yield* findAll('suppression', { where: { entity, state: 'active' } })) {
        yield* changes.update('suppression', row, { state: 'ended', ended_because: 'the entity was delisted' })
        ended += 1
      }
    }
    const detail = { entities: entities.length, unblock: unblock.length, marked: marked.length, ended }
    return accepted({ deed: { action: 'list.delisted', subject: 'book', detail }, value: { unblock, marked, ended } })
  })
}

type Changes = Parameters<Parameters<typeof audited>[1]>[0]

function* reopenCase(changes: Changes, id: string): Step<void> {
  const held = yield* get('case_file', id)
  if (held?.state === 'closed') yield* changes.update('case_file', held, { state: 'open', closed_at: null })
}

/** Keeps what a rescreening did. */
export function* recordRun(act: Act, run: Omit<Row<'monitor_run'>, 'id' | 'at'>): Step<Row<'monitor_run'>> {
  return yield* audited(act, function* (changes) {
    const row = { id: act.newId(), at: act.at, ...run }
    yield* changes.insert('monitor_run', row)
    yield* emit(act, 'list.delta', { run: row.id, cause: row.cause })
    const { raised, reopened, parties } = run
    return accepted({
      deed: { action: 'monitor.run', subject: `monitor/${row.id}`, detail: { raised, reopened, parties } },
      value: row,
    })
  })
}

export const listRuns = (limit: number): Step<readonly Row<'monitor_run'>[]> =>
  find('monitor_run', { isDescending: true, limit })
