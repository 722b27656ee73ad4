import { createHash } from 'node:crypto'
import type { Judgement } from '../casework/reasons.ts'
import { get } from '../casework/records/query.ts'
import { PENDING_ALERTS } from '../casework/states.ts'
import { type AlertWork, workOnAlert } from '../casework/work/alerts.ts'
import { addNote, attachFile, type CaseWork, closeCase, getCase, workOnCase } from '../casework/work/cases.ts'
import {
  checkDecision,
  type Decided as DecidedRows,
  decideAlert,
  decisionsOf,
  reopenAlert,
  viewEvidence,
} from '../casework/work/decisions.ts'
import { checkRelease, endHeld, type HoldRequest, holdItem } from '../casework/work/held.ts'
import { checkProposal, makeProposal, type ProposalKind } from '../casework/work/proposals.ts'
import { purgeCase, setLegalHold } from '../casework/work/retention.ts'
import {
  checkSuppression,
  endSuppression,
  expireSuppressions,
  proposeSuppression,
  type SuppressionRequest,
} from '../casework/work/suppressions.ts'
import { createTasks, type Duty, settleTask } from '../casework/work/tasks.ts'
import { accepted, type Parsed, refused } from '../model/parsed.ts'
import {
  type AlertJson,
  alertJson,
  attachmentJson,
  type CaseJson,
  type CaseViewJson,
  caseJson,
  caseViewJson,
  type DispositionJson,
  dispositionJson,
  type HeldJson,
  heldJson,
  type NoteJson,
  noteJson,
  type ProposalJson,
  proposalJson,
  type SuppressionJson,
  suppressionJson,
  type TaskJson,
  taskJson,
} from './casework-json.ts'
import type { Desk, Idempotency } from './desk.ts'
import { type Page, type PageQuery, page, rendered } from './pages.ts'

export type { Judgement } from '../casework/reasons.ts'
export { OUTCOMES, REASON_NAMES, REASONS, SHORTEST_TEXT } from '../casework/reasons.ts'
export { ALERT_STATES, PENDING_ALERTS } from '../casework/states.ts'
export type { AlertWork } from '../casework/work/alerts.ts'
export type { CaseWork } from '../casework/work/cases.ts'
export type { HoldRequest } from '../casework/work/held.ts'
export { PROPOSAL_KINDS, type ProposalKind, weighCoverage } from '../casework/work/proposals.ts'
export type { SuppressionRequest } from '../casework/work/suppressions.ts'
export type { Duty } from '../casework/work/tasks.ts'
export type * from './casework-json.ts'
export type { Page, PageQuery } from './pages.ts'

export interface AlertQuery extends PageQuery {
  /** `pending` is every state that waits for a person. */
  readonly state?: string
  readonly assignee?: string
  readonly party?: string
  readonly entity?: string
  readonly case?: string
}

/** The queue, by legal due day: what is due first stands first. */
export const listAlerts = (desk: Desk, query: AlertQuery = {}): Promise<Parsed<Page<AlertJson>>> => {
  const state = query.state === undefined ? undefined : query.state === 'pending' ? { in: PENDING_ALERTS } : query.state
  const where = { state, assignee: query.assignee, party: query.party, entity: query.entity, case_id: query.case }
  return page(desk, 'alert.read', 'alert', where, 'due_on', query, (row) => alertJson(row))
}

/** An alert with the decisions made on it, the latest last. */
export interface AlertView {
  readonly alert: AlertJson
  readonly decisions: readonly DispositionJson[]
}

export const getAlert = (desk: Desk, id: string): Promise<Parsed<AlertView>> =>
  desk.lookFor('alert.read', function* () {
    const alert = yield* get('alert', id)
    if (alert === undefined) return refused('alert.unknown', id)
    const decisions = yield* decisionsOf(id)
    return accepted({ alert: alertJson(alert), decisions: decisions.map(dispositionJson) })
  })

/** Notes that the evidence was opened; a check within seconds of it, or without it, is shown to quality assurance. */
export const openEvidence = (desk: Desk, id: string): Promise<Parsed<void>> =>
  desk.change('alert.read', (act) => viewEvidence(act, id))

export const workAlert = async (desk: Desk, id: string, work: AlertWork): Promise<Parsed<AlertJson>> =>
  rendered(await desk.change('alert.work', (act) => workOnAlert(act, id, work)), alertJson)

export interface DecidedJson {
  readonly disposition: DispositionJson
  readonly alert: AlertJson
}

const decidedJson = ({ disposition, alert }: DecidedRows): DecidedJson => ({
  disposition: dispositionJson(disposition),
  alert: alertJson(alert),
})

export interface DecideOptions {
  readonly revision?: number
  readonly idempotency?: Idempotency
}

/** A decision with its reasons, text and evidence. It never silences the pair. */
export const decide = async (
  desk: Desk,
  id: string,
  judgement: Judgement,
  options: DecideOptions = {},
): Promise<Parsed<DecidedJson>> =>
  rendered(
    await desk.change('alert.decide', (act) => decideAlert(act, id, judgement, options.revision), options.idempotency),
    decidedJson,
  )

export interface CheckRequest {
  readonly isConfirmed: boolean
  readonly text: string
  /** What follows in law, from `dutiesOf`; put on the case when a true match is confirmed. */
  readonly duties?: readonly Duty[]
  readonly idempotency?: Idempotency
}

export const check = async (
  desk: Desk,
  disposition: string,
  { idempotency, ...request }: CheckRequest,
): Promise<Parsed<DecidedJson>> =>
  rendered(
    await desk.change('alert.check', (act) => checkDecision(act, disposition, request), idempotency),
    decidedJson,
  )

export const reopen = async (desk: Desk, id: string, because: string): Promise<Parsed<AlertJson>> =>
  rendered(await desk.change('alert.work', (act) => reopenAlert(act, id, because)), alertJson)

/** What waits for a second person, and is not of the asker's own making. */
export const listAwaitingCheck = async (desk: Desk, query: PageQuery = {}): Promise<Parsed<Page<DispositionJson>>> =>
  page(desk, 'alert.read', 'disposition', { state: 'awaiting_check' }, 'made_at', query, dispositionJson)

export interface CaseQuery extends PageQuery {
  readonly state?: string
  readonly assignee?: string
}

export const listCases = (desk: Desk, { state, assignee, ...query }: CaseQuery = {}): Promise<Parsed<Page<CaseJson>>> =>
  page(desk, 'case.read', 'case_file', { state, assignee }, 'opened_at', query, caseJson)

export const viewCase = async (desk: Desk, id: string): Promise<Parsed<CaseViewJson>> =>
  rendered(await desk.lookFor('case.read', () => getCase(id)), caseViewJson)

export const workCase = async (desk: Desk, id: string, work: CaseWork): Promise<Parsed<CaseJson>> =>
  rendered(await desk.change('case.work', (act) => workOnCase(act, id, work)), caseJson)

export const close = async (desk: Desk, id: string): Promise<Parsed<CaseJson>> =>
  rendered(await desk.change('case.work', (act) => closeCase(act, id)), caseJson)

export const note = async (desk: Desk, caseId: string, text: string, alert?: string): Promise<Parsed<NoteJson>> =>
  rendered(await desk.change('case.work', (act) => addNote(act, caseId, text, alert)), noteJson)

export interface FileUpload {
  readonly name: string
  readonly mediaType: string
  readonly content: Uint8Array
}

export const attach = async (desk: Desk, caseId: string, { name, mediaType, content }: FileUpload) => {
  const sha256 = createHash('sha256').update(content).digest('hex')
  const file = { name, mediaType, bytes: content.byteLength, sha256, base64: Buffer.from(content).toString('base64') }
  return rendered(await desk.change('case.work', (act) => attachFile(act, caseId, file)), attachmentJson)
}

/** The bytes of an attached file. */
export const readAttachment = (desk: Desk, id: string): Promise<Parsed<FileUpload>> =>
  desk.lookFor('case.read', function* () {
    const row = yield* get('attachment', id)
    if (row === undefined) return refused('file.unknown', id)
    return accepted({ name: row.name, mediaType: row.media_type, content: Buffer.from(row.content, 'base64') })
  })

export const createDuties = async (
  desk: Desk,
  caseId: string,
  duties: readonly Duty[],
): Promise<Parsed<readonly TaskJson[]>> =>
  rendered(await desk.change('case.work', (act) => createTasks(act, caseId, duties)), (rows) => rows.map(taskJson))

export const settle = async (desk: Desk, task: string, step: 'complete' | 'cancel'): Promise<Parsed<TaskJson>> =>
  rendered(await desk.change('case.work', (act) => settleTask(act, task, step)), taskJson)

export const listTasks = (
  desk: Desk,
  query: PageQuery & { readonly state?: string } = {},
): Promise<Parsed<Page<TaskJson>>> =>
  page(desk, 'case.read', 'task', { state: query.state ?? 'open' }, 'due_on', query, taskJson)

export const listSuppressions = (
  desk: Desk,
  query: PageQuery & { readonly state?: string; readonly party?: string } = {},
) =>
  page(
    desk,
    'alert.read',
    'suppression',
    { state: query.state, party: query.party },
    'expires_on',
    query,
    suppressionJson,
  )

export const suppress = async (desk: Desk, request: SuppressionRequest): Promise<Parsed<SuppressionJson>> =>
  rendered(await desk.change('suppression.propose', (act) => proposeSuppression(act, request)), suppressionJson)

export const checkSilence = async (
  desk: Desk,
  id: string,
  isApproved: boolean,
  text: string,
): Promise<Parsed<SuppressionJson>> =>
  rendered(
    await desk.change('suppression.check', (act) => checkSuppression(act, id, isApproved, text)),
    suppressionJson,
  )

export const endSilence = async (desk: Desk, id: string, because: string): Promise<Parsed<SuppressionJson>> =>
  rendered(await desk.change('alert.work', (act) => endSuppression(act, id, because)), suppressionJson)

export const expireSilences = (desk: Desk): Promise<Parsed<number>> => desk.change('monitor.run', expireSuppressions)

/** Proposes many silences, each judged as if it came alone: the rows refused are answered with their reasons (E-12). */
export async function suppressMany(
  desk: Desk,
  requests: readonly SuppressionRequest[],
): Promise<readonly { readonly alert: string; readonly result: Parsed<SuppressionJson> }[]> {
  const results = []
  for (const request of requests) results.push({ alert: request.alert, result: await suppress(desk, request) })
  return results
}

export const hold = async (desk: Desk, request: HoldRequest, idempotency?: Idempotency): Promise<Parsed<HeldJson>> =>
  rendered(await desk.change('held.create', (act) => holdItem(act, request), idempotency), heldJson)

export const listHeld = (
  desk: Desk,
  query: PageQuery & { readonly state?: string } = {},
): Promise<Parsed<Page<HeldJson>>> =>
  page(desk, 'held.read', 'held_item', { state: query.state }, 'held_at', query, heldJson)

export const endHold = async (
  desk: Desk,
  id: string,
  step: 'propose_release' | 'block' | 'reject',
  reason: string,
): Promise<Parsed<HeldJson>> =>
  rendered(await desk.change('held.end', (act) => endHeld(act, id, step, reason)), heldJson)

export const checkHeld = async (desk: Desk, id: string, isApproved: boolean, text: string): Promise<Parsed<HeldJson>> =>
  rendered(await desk.change('held.check', (act) => checkRelease(act, id, isApproved, text)), heldJson)

export const propose = async (
  desk: Desk,
  kind: ProposalKind,
  subject: string,
  payload: Readonly<Record<string, unknown>>,
  reason: string,
): Promise<Parsed<ProposalJson>> =>
  rendered(await desk.change('proposal.make', (act) => makeProposal(act, kind, subject, payload, reason)), proposalJson)

export const checkProposed = async (
  desk: Desk,
  id: string,
  isApproved: boolean,
  text: string,
): Promise<Parsed<ProposalJson>> =>
  rendered(await desk.change('proposal.check', (act) => checkProposal(act, id, isApproved, text)), proposalJson)

export const listProposals = (
  desk: Desk,
  query: PageQuery & { readonly state?: string } = {},
): Promise<Parsed<Page<ProposalJson>>> =>
  page(desk, 'alert.read', 'proposal', { state: query.state }, 'made_at', query, proposalJson)

export const holdLegally = async (desk: Desk, caseId: string, because: string | null): Promise<Parsed<CaseJson>> =>
  rendered(await desk.change('retention.hold', (act) => setLegalHold(act, caseId, because)), caseJson)

export const purge = (desk: Desk, caseId: string): Promise<Parsed<number>> =>
  desk.change('retention.purge', (act) => purgeCase(act, caseId))
