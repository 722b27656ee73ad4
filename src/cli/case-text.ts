import type { AlertJson, CaseViewJson, DispositionJson } from '../engine/casework.ts'
import { safeText, styled, table } from './output.ts'

const SCORE_DIGITS = 2
const POINT_DIGITS = 3

/** An alert for a person: who against whom, the evidence row by row, what changed, and what was decided. */
export function evidenceLines(alert: AlertJson, decisions: readonly DispositionJson[]): readonly string[] {
  const { hit } = alert
  return [
    `${styled('bold', alert.state)}  ${alert.id}  due ${alert.due_on} (${safeText(alert.due_rule)})`,
    `"${safeText(hit.matched.party)}" ~ "${safeText(hit.matched.entity)}" (${hit.matched.alias_quality})  ${alert.score.toFixed(SCORE_DIGITS)} ${alert.band}`,
    `${safeText(hit.entity.caption)}  ${alert.entity}  ${hit.entity.schema}  ${alert.lists.join(', ')}`,
    ...hit.designations.map(
      (one) =>
        `  ${one.authority} ${one.state}${one.since === null ? '' : ` since ${one.since}`}${one.citation === null ? '' : `, ${safeText(one.citation)}`}`,
    ),
    table([
      ['evidence', 'asked', 'on the list', 'points', ''],
      ...hit.evidence.map((row) => [
        `hit:${row.feature}`,
        safeText(row.party ?? '—'),
        safeText(row.entity ?? '—'),
        row.points.toFixed(POINT_DIGITS),
        safeText(row.note),
      ]),
    ]),
    ...(Object.keys(alert.changed).length === 0
      ? []
      : [styled('yellow', `changed since: ${safeText(JSON.stringify(alert.changed))}`)]),
    ...(alert.strong_identifier
      ? [styled('yellow', 'an identifier agrees: this pair is never silenced, and closing it takes two persons')]
      : []),
    ...decisions.flatMap(decisionLines),
    `case ${alert.case}  assigned to ${safeText(alert.assignee ?? 'nobody')}`,
  ]
}

const decisionLines = (one: DispositionJson): readonly string[] => [
  `${one.made_at}  ${styled('bold', one.outcome)}  by ${safeText(one.maker)}: ${one.reasons.join(', ')} [${one.evidence.join(', ')}]  ${one.state}`,
  `  ${safeText(one.text)}`,
  ...(one.checker === null
    ? []
    : [
        `  checked ${one.checked_at} by ${safeText(one.checker)}${one.flagged ? ' (shown to quality assurance)' : ''}: ${safeText(one.check_text ?? '')}`,
      ]),
]

/** A case for a person: its party, alerts, tasks with their clocks, notes and files. */
export function caseText(view: CaseViewJson): string {
  const names = view.party?.given.properties['name']?.join(' / ') ?? ''
  return [
    `${styled('bold', view.case.state)}  ${view.case.id}  ${safeText(names)}  ${safeText(view.party?.ref ?? '')}`,
    ...view.alerts.flatMap((alert) => [
      '',
      ...evidenceLines(
        alert,
        view.dispositions.filter((one) => one.alert === alert.id),
      ),
    ]),
    ...(view.tasks.length === 0
      ? []
      : [
          '',
          table(
            view.tasks.map((task) => [
              task.state,
              task.due_on === '9999-12-31' ? 'no day set' : task.due_on,
              task.kind,
              safeText(task.text),
              safeText(task.citation ?? ''),
            ]),
          ),
        ]),
    ...view.suppressions.map((one) => `silence ${one.state} until ${one.expires_on}: ${safeText(one.text)}`),
    ...view.notes.map((one) => `${one.at}  note:${one.id}  ${safeText(one.author)}: ${safeText(one.text)}`),
    ...view.files.map(
      (one) => `${one.at}  file:${one.id}  ${safeText(one.name)} (${one.bytes} bytes, sha256:${one.sha256})`,
    ),
  ].join('\n')
}
