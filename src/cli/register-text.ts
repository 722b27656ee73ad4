import type { RegisterAnswer, RegisterRow, StatusAnswer } from '../engine/register.ts'
import { AUTHORITY_NAMES, parseAuthority } from '../model/authority.ts'
import { styled } from './output.ts'

/** The answer of `cordon register ORG` for a person: statuses, what runs beside, timeline, what is next, sources. */
const nameOf = (authority: string): string => {
  const parsed = parseAuthority(authority)
  return parsed.ok ? AUTHORITY_NAMES[parsed.value] : authority
}

export function registerText(answer: RegisterAnswer): string {
  return [
    headOf(answer),
    '',
    ...statusLines(answer),
    ...besideLines(answer),
    ...section('Timeline', timelineLines(answer)),
    ...section('Next', nextLines(answer)),
    ...section(
      'Not to be confused with, or related',
      answer.relations.map((r) => `  ${r.kind.replace('_', ' ')} ${r.organisation}: ${r.note}`),
    ),
    ...section('Sources', answer.sources.map(sourceLine)),
    ...(answer.note === undefined ? [] : ['', `Note: ${answer.note}`]),
    '',
    `Register known until ${answer.known_until}. ${answer.notice}`,
  ].join('\n')
}

function headOf(answer: RegisterAnswer): string {
  const uid = answer.ofac_uid === null ? '' : ` · OFAC uid ${answer.ofac_uid}`
  const named = styled('bold', answer.organisation)
  return `${named} · ${answer.kind} · ${answer.region}${uid} · ${answer.id}\nAs of ${answer.as_of}, as known at ${answer.known_at}`
}

function statusLines(answer: RegisterAnswer): readonly string[] {
  return Object.entries(answer.statuses).flatMap(([authority, status]) => statusLine(authority, status))
}

function statusLine(authority: string, status: StatusAnswer): readonly string[] {
  const line = `${authority.padEnd(9)} ${styled(status.legal_effect === true ? 'red' : 'bold', stateText(status))}, ${effectText(status)}`
  const cited =
    status.citation === null ? [] : [`          ${status.citation}${status.verified ? '' : ' (unverified)'}`]
  const held =
    status.by === undefined
      ? []
      : [
          `          by ${status.by}${status.at_request_of === undefined ? '' : `, at the request of ${status.at_request_of}`}`,
        ]
  const into = status.resolved_into === undefined ? [] : [`          into ${status.resolved_into.join(', ')}`]
  const latest = status.latest
  const moved =
    latest !== undefined && status.legal_effect === true && latest.citation !== status.citation
      ? [
          `          last act: ${latest.type.replaceAll('_', ' ')} ${latest.on}, ${latest.citation}${latest.verified ? '' : ' (unverified)'}`,
        ]
      : []
  const ahead =
    status.effective === undefined || status.legal_effect === true
      ? []
      : [`          announced to take effect on ${status.effective}`]
  return [line, ...cited, ...held, ...ahead, ...into, ...moved]
}

function stateText(status: StatusAnswer): string {
  if (status.state === 'unknown') {
    const why = status.ambiguous === true ? 'acts of one day pull apart' : 'the sources leave these days open'
    return `UNKNOWN between ${(status.between ?? []).join(' and ')} (${why}${status.until === null ? '' : `, until ${status.until}`})`
  }
  const state = status.state.replaceAll('_', ' ').toUpperCase()
  return `${state}${status.substate === undefined ? '' : ` (${status.substate.replaceAll('_', ' ')})`}${sinceText(status)}`
}

function sinceText(status: StatusAnswer): string {
  if (status.state === 'none') return ''
  const until =
    status.until === null
      ? status.until_at_latest === undefined
        ? ''
        : ` until ${status.until_at_latest} at the latest`
      : ` until ${status.until}`
  if (status.since !== null) return ` since ${status.since}${until}`
  const seen = status.last_seen === undefined ? '' : `, last seen ${status.last_seen}`
  return status.since_at_latest === undefined ? until : ` since ${status.since_at_latest} at the latest${seen}${until}`
}

function effectText(status: StatusAnswer): string {
  if (status.legal_effect === null) return 'legal effect cannot be told'
  return status.legal_effect ? 'in legal effect' : 'no legal effect'
}

function besideLines(answer: RegisterAnswer): readonly string[] {
  const row = (each: RegisterAnswer['members'][number]): string =>
    `  ${each.organisation}: ${each.authority} (${nameOf(each.authority)}) ${stateText(each.status)}, ${effectText(each.status)} [${each.status.citation ?? ''}]`
  return [
    ...section(`Beside it, for members of the class on ${answer.as_of}`, answer.members.map(row)),
    ...section('Of a class that it belongs to', answer.classes.map(row)),
  ]
}

function timelineLines(answer: RegisterAnswer): readonly string[] {
  return answer.events.map((event) => {
    const mark = event.verified ? '' : ' (unverified)'
    const known =
      event.known_at > answer.as_of && String(event.on) <= answer.as_of ? ` (known from ${event.known_at})` : ''
    const corrected = event['replaces'] === undefined ? '' : ` (replaces ${String(event['replaces'])})`
    return `  ${String(event.on).padEnd(21)} ${event.authority.padEnd(9)} ${event.type.replaceAll('_', ' ').padEnd(20)} ${event.note} [${event.citation}]${mark}${known}${corrected}`
  })
}

const nextLines = (answer: RegisterAnswer): readonly string[] =>
  answer.next.map(
    (step) =>
      `  ${step.on}  ${step.authority.padEnd(9)} ${step.text} (${step.arithmetic}; ${step.citation})${step.overdue ? '; past, nothing on record' : ''}`,
  )

function sourceLine(source: RegisterAnswer['sources'][number]): string {
  const where = source.url === undefined ? '' : ` <${source.url}>`
  const via = source.via === undefined ? '' : ` (by way of ${source.via})`
  return `  ${source.publisher}: ${source.document}${where}${via}`
}

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', styled('underline', title), ...lines]

/** One line a row of `cordon register list`. */
export function registerRowText(row: RegisterRow): string {
  const changes = (row.changes ?? []).map((event) => `${String(event.on)} ${event.type}`).join('; ')
  return `${row.organisation} [${row.id}]  ${row.authority}  ${stateText(row)}, ${effectText(row)}  ${row.citation ?? ''}${row.verified ? '' : ' (unverified)'}${changes === '' ? '' : `  changed: ${changes}`}`
}
