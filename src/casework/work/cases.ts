import { accepted, type Parsed, refused } from '../../model/parsed.ts'
import { personOf } from '../access/actor.ts'
import { audited } from '../audit/audited.ts'
import type { Act } from '../audit/deed.ts'
import { digestText } from '../log/tree-hash.ts'
import { canonicalJson, storableText } from '../records/canonical.ts'
import { count, find, get, type Step } from '../records/query.ts'
import type { Row } from '../records/tables.ts'
import { CASE_MOVES, move, PENDING_ALERTS } from '../states.ts'
import { areTags, LONGEST_TAG, MOST_TAGS } from './alerts.ts'

/** A case with everything that is in it. */
export interface CaseView {
  readonly case: Row<'case_file'>
  readonly party: Row<'party'> | undefined
  readonly alerts: readonly Row<'alert'>[]
  readonly dispositions: readonly Row<'disposition'>[]
  readonly suppressions: readonly Row<'suppression'>[]
  readonly tasks: readonly Row<'task'>[]
  readonly notes: readonly Row<'note'>[]
  readonly files: readonly Omit<Row<'attachment'>, 'content'>[]
}

export function* getCase(id: string): Step<Parsed<CaseView>> {
  const held = yield* get('case_file', id)
  if (held === undefined) return refused('case.unknown', id)
  const alerts = yield* find('alert', { where: { case_id: id } })
  const ids = alerts.map((alert) => alert.id)
  const files = yield* find('attachment', { where: { case_id: id } })
  return accepted({
    case: held,
    party: yield* get('party', held.party),
    alerts,
    dispositions: yield* find('disposition', { where: { alert: { in: ids } } }),
    suppressions: yield* find('suppression', { where: { pair: { in: alerts.map(({ pair }) => pair) } } }),
    tasks: yield* find('task', { where: { case_id: id } }),
    notes: yield* find('note', { where: { case_id: id } }),
    files: files.map(({ content: _content, ...file }) => file),
  })
}

export interface CaseWork {
  readonly assignee?: string | null
  readonly tags?: readonly string[]
  /** Whether property is blocked: its records are then kept while it is, and ten years more. */
  readonly isPropertyBlocked?: boolean
  readonly revision?: number
}

export function* workOnCase(act: Act, id: string, work: CaseWork): Step<Row<'case_file'>> {
  return yield* audited(act, function* (changes) {
    const held = yield* get('case_file', id)
    if (held === undefined) return refused('case.unknown', id)
    if (work.revision !== undefined && work.revision !== held.revision)
      return refused('case.revision', String(work.revision), { remedy: 'it has changed since; look again' })
    if (work.tags !== undefined && !areTags(work.tags))
      return refused('case.tags', '', { remedy: `give at most ${MOST_TAGS} tags of at most ${LONGEST_TAG} characters` })
    const value = yield* changes.update('case_file', held, {
      ...(work.assignee === undefined ? {} : { assignee: work.assignee }),
      ...(work.tags === undefined ? {} : { tags_json: canonicalJson([...new Set(work.tags)].sort()) }),
      ...(work.isPropertyBlocked === undefined ? {} : { is_property_blocked: work.isPropertyBlocked ? 1 : 0 }),
    })
    return accepted({ deed: { action: 'case.work', subject: `case/${id}`, detail: { did: Object.keys(work) } }, value })
  })
}

/** Closes a case in which nothing waits any more: no alert, no task. */
export function* closeCase(act: Act, id: string): Step<Row<'case_file'>> {
  return yield* audited(act, function* (changes) {
    const held = yield* get('case_file', id)
    if (held === undefined) return refused('case.unknown', id)
    const state = move(CASE_MOVES, held.state, 'close')
    if (!state.ok) return state
    const alerts = yield* count('alert', { case_id: id, state: { in: PENDING_ALERTS } })
    const tasks = yield* count('task', { case_id: id, state: 'open' })
    if (alerts + tasks > 0)
      return refused('case.pending', `${alerts} alerts, ${tasks} tasks`, { remedy: 'decide and complete them first' })
    const value = yield* changes.update('case_file', held, { state: state.value, closed_at: act.at })
    return accepted({ deed: { action: 'case.close', subject: `case/${id}` }, value })
  })
}

export const LONGEST_NOTE = 20_000

export function* addNote(act: Act, caseId: string, text: string, alert?: string): Step<Row<'note'>> {
  return yield* audited(act, function* (changes) {
    if ((yield* get('case_file', caseId)) === undefined) return refused('case.unknown', caseId)
    if (text.trim() === '' || text.length > LONGEST_NOTE)
      return refused('note.text', `${text.length} characters`, { remedy: `write 1 to ${LONGEST_NOTE} characters` })
    const value = {
      id: act.newId(),
      case_id: caseId,
      alert: alert ?? null,
      author: personOf(act.actor) ?? `${act.actor.kind}/${act.actor.id}`,
      at: act.at,
      text: storableText(text),
      salt: act.newSalt(),
    }
    yield* changes.insert('note', value)
    return accepted({ deed: { action: 'case.note', subject: `case/${caseId}` }, value })
  })
}

export const LARGEST_FILE_BYTES = 10_000_000

export interface GivenFile {
  readonly name: string
  readonly mediaType: string
  readonly base64: string
  readonly bytes: number
  /** Of the bytes, in hexadecimal. */
  readonly sha256: string
}

export function* attachFile(act: Act, caseId: string, file: GivenFile): Step<Row<'attachment'>> {
  return yield* audited(act, function* (changes) {
    if ((yield* get('case_file', caseId)) === undefined) return refused('case.unknown', caseId)
    if (file.bytes === 0 || file.bytes > LARGEST_FILE_BYTES)
      return refused('file.size', `${file.bytes} bytes`, { remedy: `give 1 to ${LARGEST_FILE_BYTES} bytes` })
    const value = {
      id: act.newId(),
      case_id: caseId,
      name: storableText(file.name).slice(0, 255),
      media_type: storableText(file.mediaType).slice(0, 127),
      bytes: file.bytes,
      sha256: file.sha256,
      content: file.base64,
      author: personOf(act.actor) ?? `${act.actor.kind}/${act.actor.id}`,
      at: act.at,
      salt: act.newSalt(),
    }
    yield* changes.insert('attachment', value)
    return accepted({
      deed: { action: 'case.file', subject: `case/${caseId}`, detail: { sha256: file.sha256 } },
      value,
    })
  })
}

/** A name for a thing that carries no personal data and is the same for the same thing: for figures and logs. */
export const pseudonym = (id: string, salt: string): string => digestText(`${salt}/${id}`).slice(0, 16)
