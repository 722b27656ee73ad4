import { parseTexts } from '../casework/records/canonical.ts'
import type { Row } from '../casework/records/tables.ts'
import type { CaseView } from '../casework/work/cases.ts'
import { keptUntil } from '../casework/work/retention.ts'
import type { AnswerHit } from '../screening/answer.ts'

const THOUSAND = 1_000

/** Rows as JSON for faces: names of §4.3's style, embedded JSON unfolded, salts left out. */
export type AlertJson = ReturnType<typeof alertJson>
export const alertJson = (row: Row<'alert'>) => ({
  id: row.id,
  party: row.party,
  entity: row.entity,
  case: row.case_id,
  state: row.state,
  band: row.band,
  score: row.score / THOUSAND,
  strong_identifier: row.has_strong_identifier === 1,
  lists: parseTexts(row.lists_json),
  hit: hitOf(row),
  /** The bar of the policy that raised it; `null` where it was raised before bars were kept. */
  threshold: (JSON.parse(row.hit_json) as { readonly threshold?: number }).threshold ?? null,
  /** What is different since the last look; `{}` where this is the first. */
  changed: JSON.parse(row.change_json) as Readonly<Record<string, unknown>>,
  answer: row.answer,
  raised_at: row.raised_at,
  due_on: row.due_on,
  due_rule: row.due_rule,
  closed_at: row.closed_at,
  assignee: row.assignee,
  snoozed_until: row.snoozed_until,
  tags: parseTexts(row.tags_json),
  revision: row.revision,
})

function hitOf(row: Row<'alert'>): AnswerHit {
  const { threshold: _bar, ...hit } = JSON.parse(row.hit_json) as AnswerHit & { readonly threshold?: number }
  return hit
}

export type DispositionJson = ReturnType<typeof dispositionJson>
export const dispositionJson = (row: Row<'disposition'>) => ({
  id: row.id,
  alert: row.alert,
  outcome: row.outcome,
  reasons: parseTexts(row.reasons_json),
  text: row.text,
  evidence: parseTexts(row.evidence_json),
  state: row.state,
  maker: row.maker,
  made_at: row.made_at,
  needs_check: row.needs_check,
  checker: row.checker,
  checked_at: row.checked_at,
  check_text: row.check_text,
  flagged: row.is_flagged === 1,
})

export type CaseJson = ReturnType<typeof caseJson>
export const caseJson = (row: Row<'case_file'>) => ({
  id: row.id,
  party: row.party,
  state: row.state,
  opened_at: row.opened_at,
  closed_at: row.closed_at,
  assignee: row.assignee,
  tags: parseTexts(row.tags_json),
  legal_hold: row.legal_hold,
  property_blocked: row.is_property_blocked === 1,
  kept_until: keptUntil(row) ?? null,
  revision: row.revision,
})

export type TaskJson = ReturnType<typeof taskJson>
export const taskJson = (row: Row<'task'>) => ({
  id: row.id,
  case: row.case_id,
  kind: row.kind,
  text: row.text,
  citation: row.citation,
  starts_on: row.starts_on,
  due_on: row.due_on,
  state: row.state,
  done_by: row.done_by,
  done_at: row.done_at,
})

export type NoteJson = ReturnType<typeof noteJson>
export const noteJson = (row: Row<'note'>) => ({
  id: row.id,
  case: row.case_id,
  alert: row.alert,
  author: row.author,
  at: row.at,
  text: row.text,
})

export type AttachmentJson = ReturnType<typeof attachmentJson>
export const attachmentJson = (row: Omit<Row<'attachment'>, 'content'>) => ({
  id: row.id,
  case: row.case_id,
  name: row.name,
  media_type: row.media_type,
  bytes: row.bytes,
  sha256: row.sha256,
  author: row.author,
  at: row.at,
})

export type SuppressionJson = ReturnType<typeof suppressionJson>
export const suppressionJson = (row: Row<'suppression'>) => ({
  id: row.id,
  party: row.party,
  entity: row.entity,
  state: row.state,
  reason: row.reason,
  text: row.text,
  evidence: parseTexts(row.evidence_json),
  expires_on: row.expires_on,
  maker: row.maker,
  made_at: row.made_at,
  checker: row.checker,
  checked_at: row.checked_at,
  ended_because: row.ended_because,
})

export type HeldJson = ReturnType<typeof heldJson>
export const heldJson = (row: Row<'held_item'>) => ({
  id: row.id,
  kind: row.kind,
  subject: row.subject,
  why: row.why,
  detail: JSON.parse(row.detail_json) as Readonly<Record<string, unknown>>,
  state: row.state,
  held_at: row.held_at,
  ended_at: row.ended_at,
  ended_by: row.ended_by,
  reason: row.reason,
})

export type ProposalJson = ReturnType<typeof proposalJson>
export const proposalJson = (row: Row<'proposal'>) => ({
  id: row.id,
  kind: row.kind,
  subject: row.subject,
  payload: JSON.parse(row.payload_json) as Readonly<Record<string, unknown>>,
  reason: row.reason,
  state: row.state,
  maker: row.maker,
  made_at: row.made_at,
  checker: row.checker,
  checked_at: row.checked_at,
  check_text: row.check_text,
})

export type PartyJson = ReturnType<typeof partyJson>
export const partyJson = (row: Row<'party'>) => ({
  id: row.id,
  book: row.book,
  ref: row.ref,
  version: row.version,
  given: JSON.parse(row.given_json) as {
    readonly schema?: string
    readonly properties: Readonly<Record<string, readonly string[]>>
  },
  active: row.is_active === 1,
  changed_at: row.changed_at,
})

export type CaseViewJson = ReturnType<typeof caseViewJson>
export const caseViewJson = (view: CaseView) => ({
  case: caseJson(view.case),
  party: view.party === undefined ? null : partyJson(view.party),
  alerts: view.alerts.map(alertJson),
  dispositions: view.dispositions.map(dispositionJson),
  suppressions: view.suppressions.map(suppressionJson),
  tasks: view.tasks.map(taskJson),
  notes: view.notes.map(noteJson),
  files: view.files.map(attachmentJson),
})
