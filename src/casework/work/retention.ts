import { accepted, type Parsed, refused } from '../../model/parsed.ts'
import { audited, type Changes } from '../audit/audited.ts'
import type { Act } from '../audit/deed.ts'
import { storableText } from '../records/canonical.ts'
import { findAll, get, type Step } from '../records/query.ts'
import type { Row, TableName } from '../records/tables.ts'

/** 31 CFR 501.601 as amended from 2025-03-12 (FR 2025-04864): ten years; blocked property: while blocked, and ten years more. */
export const RETENTION_YEARS = 10
export const RETENTION_CITATION = '31 CFR 501.601'

/** The first day on which the records of a case may go, or `undefined` while nothing lets them. */
export function keptUntil(held: Row<'case_file'>): string | undefined {
  if (held.closed_at === null || held.legal_hold !== null || held.is_property_blocked === 1) return undefined
  const year = Number(held.closed_at.slice(0, 4)) + RETENTION_YEARS
  const day = held.closed_at.slice(4, 10)
  return day === '-02-29' ? `${year}-03-01` : `${year}${day}`
}

/** Sets or lifts a legal hold. */
export function* setLegalHold(act: Act, id: string, because: string | null): Step<Row<'case_file'>> {
  return yield* audited(act, function* (changes) {
    const held = yield* get('case_file', id)
    if (held === undefined) return refused('case.unknown', id)
    const value = yield* changes.update('case_file', held, {
      legal_hold: because === null ? null : storableText(because),
    })
    return accepted({
      deed: { action: because === null ? 'retention.lift' : 'retention.hold', subject: `case/${id}` },
      value,
    })
  })
}

/** Deletes the records of a case whose time has run out. Before that nobody can, whatever their role. */
export function* purgeCase(act: Act, id: string): Step<number> {
  return yield* audited(act, function* (changes) {
    const held = yield* get('case_file', id)
    if (held === undefined) return refused('case.unknown', id)
    const until = keptUntil(held)
    if (until === undefined || act.at.slice(0, 10) < until)
      return refused('retention.early', until ?? 'no end yet', {
        remedy: `${RETENTION_CITATION}: these records must be kept`,
      })
    const removed = yield* removeCase(changes, held)
    return accepted({
      deed: { action: 'retention.purge', subject: `case/${id}`, detail: { rows: removed } },
      value: removed,
    })
  })
}

function* removeCase(changes: Changes, held: Row<'case_file'>): Step<number> {
  const alerts = yield* findAll('alert', { where: { case_id: held.id } })
  const ids = alerts.map(({ id }) => id)
  const pairs = alerts.map(({ pair }) => pair)
  const doomed: (readonly [TableName, readonly { readonly id: string }[]])[] = [
    ['disposition', yield* findAll('disposition', { where: { alert: { in: ids } } })],
    ['suppression', yield* findAll('suppression', { where: { pair: { in: pairs } } })],
    ['task', yield* findAll('task', { where: { case_id: held.id } })],
    ['note', yield* findAll('note', { where: { case_id: held.id } })],
    ['attachment', yield* findAll('attachment', { where: { case_id: held.id } })],
    ['alert', alerts],
    ['case_file', [held]],
  ]
  let removed = 0
  for (const [table, rows] of doomed) {
    for (const { id } of rows) yield* changes.remove(table, id)
    removed += rows.length
  }
  return removed
}

/**
 * What a person may be handed about themself: what they or the customer gave, never what was made of it. Alerts, cases and
 * decisions are left out whether or not there are any, so that the answer tips nobody off.
 */
export interface SubjectExport {
  readonly ref: string
  readonly given: unknown
  readonly earlier: readonly { readonly given: unknown; readonly until: string }[]
  readonly screenings: number
  readonly note: string
}

export const SUBJECT_NOTE =
  'Records that a law obliges us to keep, or forbids us to disclose, are not part of this export; whether there are any is not said.'

export function* exportSubject(id: string): Step<Parsed<SubjectExport>> {
  const party = yield* get('party', id)
  if (party === undefined) return refused('party.unknown', id)
  const earlier = yield* findAll('party_version', { where: { party: id } })
  const answers = yield* findAll('answer', { where: { party: id } })
  return accepted({
    ref: party.ref,
    given: JSON.parse(party.given_json),
    earlier: earlier.map(({ given_json, until }) => ({ given: JSON.parse(given_json), until })),
    screenings: answers.length,
    note: SUBJECT_NOTE,
  })
}

/** What became of a wish to be erased: done, or the law that holds the records. For staff, not for the person. */
export type Erasure =
  | { readonly isErased: true; readonly rows: number }
  | {
      readonly isErased: false
      readonly because: 'lawful_hold'
      readonly citation: string
      readonly until: string | null
    }

/** Erases a party that never raised an alert; one that did is held by law. */
export function* eraseSubject(act: Act, id: string): Step<Erasure> {
  return yield* audited<Erasure>(act, function* (changes) {
    const party = yield* get('party', id)
    if (party === undefined) return refused('party.unknown', id)
    const [held] = yield* findAll('case_file', { where: { party: id } })
    const deed = { action: 'subject.erase', subject: `party/${id}` }
    if (held !== undefined) {
      const value: Erasure = {
        isErased: false,
        because: 'lawful_hold',
        citation: RETENTION_CITATION,
        until: keptUntil(held) ?? null,
      }
      return accepted({ deed: { ...deed, detail: { held: true } }, value })
    }
    const versions = yield* findAll('party_version', { where: { party: id } })
    const answers = yield* findAll('answer', { where: { party: id } })
    for (const { id: row } of versions) yield* changes.remove('party_version', row)
    for (const { id: row } of answers) yield* changes.remove('answer', row)
    yield* changes.remove('party', id)
    const rows = versions.length + answers.length + 1
    return accepted({ deed: { ...deed, detail: { rows } }, value: { isErased: true, rows } })
  })
}
