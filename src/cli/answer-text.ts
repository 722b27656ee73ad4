import type { Answer, AnswerDesignation, AnswerHit } from '../engine/engine.ts'
import { safeText, styled, table } from './output.ts'

const SCORE_DIGITS = 2
const POINT_DIGITS = 3

const WHY_BELOW: Readonly<Record<string, string>> = {
  weak_alias: 'only by a weak alias, which alone makes no hit',
  contradicted: 'the name reaches the bar, other facts contradict it',
  near: 'close, but under the bar',
}

/** A screening answer for a person: the verdict first, then each hit with what made it, then what stayed under the bar. */
export function renderAnswerText(answer: Answer, options: { readonly isExplained: boolean }): string {
  const asked =
    answer.query.properties['name']?.join(' / ') ?? Object.values(answer.query.properties).flat().join(' / ')
  return [
    `${verdict(answer)}  ${safeText(asked)}`,
    ...answer.hits.flatMap((hit) => ['', ...hitLines(hit, options.isExplained)]),
    ...(answer.total > answer.hits.length
      ? ['', `… and ${answer.total - answer.hits.length} more hits: raise --limit to see them`]
      : []),
    ...belowLines(answer, options.isExplained),
    '',
    ...basisLines(answer),
  ].join('\n')
}

function verdict(answer: Answer): string {
  if (answer.status === 'hits') return styled(['bold', 'red'], answer.total === 1 ? '1 HIT' : `${answer.total} HITS`)
  if (answer.status === 'clear') return styled(['bold', 'green'], 'NO HIT')
  return styled(['bold', 'yellow'], 'COULD NOT TELL')
}

function hitLines(hit: AnswerHit, isExplained: boolean): readonly string[] {
  const { properties } = hit.entity
  const facts = [
    ...(properties['birthDate'] === undefined ? [] : [`born ${properties['birthDate'].join(', ')}`]),
    ...(properties['nationality'] === undefined ? [] : [`nationality ${properties['nationality'].join(', ')}`]),
    ...(properties['programId'] === undefined ? [] : [`programmes ${properties['programId'].join(', ')}`]),
  ]
  return [
    `${styled('bold', `${hit.score.toFixed(SCORE_DIGITS)} ${hit.band}`)}  ${styled('bold', safeText(hit.entity.caption))}  ${hit.entity.id}  ${hit.entity.schema}  ${hit.entity.datasets.join(', ')}`,
    `  "${safeText(hit.matched.party)}" ~ "${safeText(hit.matched.entity)}" (${aliasWords(hit.matched.alias_quality)})`,
    ...(facts.length === 0 ? [] : [`  ${safeText(facts.join(' · '))}`]),
    ...hit.designations.map((designation) => `  ${designationLine(designation)}`),
    isExplained ? indent(evidenceTable(hit)) : `  ${styled('dim', evidenceSentence(hit))}`,
  ]
}

const aliasWords = (quality: string): string => (quality === 'primary' ? 'primary name' : `${quality} alias`)

/** A designation in one line, with its doubt where there is one. */
export function designationLine(designation: AnswerDesignation): string {
  const since =
    designation.since !== null
      ? ` since ${designation.since}`
      : designation.since_at_latest !== undefined
        ? ` since ${designation.since_at_latest} at the latest`
        : ''
  const citation = designation.citation === null ? '' : `, ${designation.citation}`
  const doubt = designation.verified ? '' : styled('yellow', ' [unverified]')
  return `${styled('bold', designation.authority)} ${designation.state.replaceAll('_', ' ')}${since}${citation}${doubt}`
}

const signed = (points: number): string => `${points < 0 ? '−' : '+'}${Math.abs(points).toFixed(POINT_DIGITS)}`

/** Never a bare score: the rows that made it, in one line. */
const evidenceSentence = (hit: AnswerHit): string => hit.evidence.map(evidenceWords).join('; ')

function evidenceWords({ feature, party, entity, points, note }: AnswerHit['evidence'][number]): string {
  const about = note === '' ? '' : ` (${safeText(note)})`
  if (feature !== 'name') return `${feature.replaceAll('_', ' ')} ${signed(points)}${about}`
  const isSame = party?.toLowerCase() === entity?.toLowerCase()
  const words = isSame ? [entity] : [party, entity]
  return `${safeText(words.filter((word) => word !== null).join(' ~ ')) || 'name'} ${signed(points)}${about}`
}

function evidenceTable(hit: AnswerHit): string {
  const rows = hit.evidence.map((row) => [
    row.feature.replaceAll('_', ' '),
    safeText(row.party ?? '—'),
    safeText(row.entity ?? '—'),
    signed(row.points),
    safeText(row.note),
  ])
  return table([
    ['compared', 'asked', 'on the list', 'points', ''],
    ...rows,
    ['score', '', '', `=${hit.score.toFixed(POINT_DIGITS)}`, ''],
  ])
}

const indent = (text: string): string =>
  text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n')

function belowLines(answer: Answer, isExplained: boolean): readonly string[] {
  if (answer.below.length === 0) return []
  return [
    '',
    styled('dim', 'Under the bar, not hits:'),
    ...answer.below.flatMap((hit) => [
      `  ${hit.score.toFixed(SCORE_DIGITS)}  ${safeText(hit.entity.caption)}  ${hit.entity.id}: ${WHY_BELOW[hit.why] ?? hit.why} ("${safeText(hit.matched.entity)}")`,
      ...(isExplained ? [indent(indent(evidenceTable(hit)))] : []),
    ]),
  ]
}

/** A hit stands whatever else could not be asked; without one the answer is open. */
const MISSING = { hits: 'Not whole', clear: 'Not whole', undetermined: 'Could not tell' } as const

function basisLines(answer: Answer): readonly string[] {
  const lists = answer.lists.map(
    (list) =>
      `${list.id} ${list.published === null ? 'of unknown date' : `of ${list.published}`} (${list.entities.toLocaleString('en')} entities${list.stale ? ', STALE' : ''}${list.partial === true ? ', a part' : ''}${list.quarantined === undefined ? '' : `, a newer version is in QUARANTINE: ${safeText(list.quarantined)}`})`,
  )
  return [
    ...(answer.missing ?? []).map((reason) => styled('yellow', `${MISSING[answer.status]}: ${safeText(reason)}`)),
    ...(answer.warnings ?? []).map((issue) =>
      styled('yellow', `Not used: ${issue.where ?? ''} ${issue.code} (${safeText(issue.found)})`),
    ),
    styled(
      'dim',
      `${lists.length === 0 ? 'No sanctions list is loaded' : `Asked: ${lists.join('; ')}`}. As of ${answer.as_of}; register known until ${answer.register.known_until}; bar ${answer.threshold}; ${answer.query.schema}${answer.query.schema_guessed === true ? ' (guessed)' : ''}.`,
    ),
    styled('dim', answer.caveat),
  ]
}
