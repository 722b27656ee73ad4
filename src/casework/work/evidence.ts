import type { AnswerHit } from '../../screening/answer.ts'
import { find, type Step } from '../records/query.ts'
import type { Row } from '../records/tables.ts'

/** Ids of everything a decision on this alert may rely on: the rows of its evidence, and its case's notes and files. */
export function* evidenceOf(alert: Row<'alert'>): Step<ReadonlySet<string>> {
  const hit = JSON.parse(alert.hit_json) as AnswerHit
  const notes = yield* find('note', { where: { case_id: alert.case_id } })
  const files = yield* find('attachment', { where: { case_id: alert.case_id } })
  return new Set([
    ...hit.evidence.map(({ feature }) => `hit:${feature}`),
    ...notes.map(({ id }) => `note:${id}`),
    ...files.map(({ id }) => `file:${id}`),
    ...(alert.answer === null ? [] : [`answer:${alert.answer}`]),
  ])
}
