import { accepted, type Parsed, refused } from '../../model/parsed.ts'
import type { AnswerHit } from '../../screening/answer.ts'
import { audited, type Changes } from '../audit/audited.ts'
import type { Act } from '../audit/deed.ts'
import { canonicalDigest, canonicalJson, parseTexts } from '../records/canonical.ts'
import { find, findOne, get, type Step } from '../records/query.ts'
import type { Row } from '../records/tables.ts'
import { ALERT_MOVES, move } from '../states.ts'
import { endOnChange, findInForce } from './suppressions.ts'
import { emit } from './webhooks.ts'

/** What screening one party of the book found. */
export interface Screened {
  readonly party: Row<'party'>
  readonly answer: string | null
  readonly hits: readonly AnswerHit[]
  /** The bar of the policy that made hits of them, kept with each alert: the policy may change while it waits. */
  readonly threshold?: number
}

/** By when an alert of a band must be looked at, and by which rule. */
export type DueRule = (hit: AnswerHit) => { readonly on: string; readonly rule: string }

export interface Raised {
  readonly raised: readonly string[]
  readonly reopened: readonly string[]
  /** Pairs that a suppression in force silenced. */
  readonly suppressed: readonly string[]
  readonly unchanged: number
}

const THOUSAND = 1_000

/** Whether a number with an issuer agrees: the reason for which nothing silences or quickly closes an alert (R-37, E-13). */
export const hasStrongIdentifier = (hit: AnswerHit): boolean =>
  hit.evidence.some(({ feature, points }) => feature === 'identifier' && points > 0)

/** The same designated party, whatever has been republished about it: all of it but the days on which it was seen. */
export function entityDigest({ entity }: AnswerHit): string {
  const { first_seen: _first, last_seen: _last, last_change: _change, ...lasting } = entity
  return canonicalDigest(lasting)
}

export const pairOf = (party: string, entity: string): string => `${party}|${entity}`

/** Turns what screening found into alerts: one for each (party, entity), for ever. */
export function* raiseAlerts(act: Act, all: readonly Screened[], due: DueRule): Step<Raised> {
  return yield* audited(act, function* (changes) {
    const raised = yield* raiseWithin(changes, act, all, due)
    const counts = {
      raised: raised.raised.length,
      reopened: raised.reopened.length,
      suppressed: raised.suppressed.length,
    }
    return accepted({ deed: { action: 'alert.raise', subject: 'book', detail: counts }, value: raised })
  })
}

/** The same within a larger write. */
export function* raiseWithin(changes: Changes, act: Act, all: readonly Screened[], due: DueRule): Step<Raised> {
  const outcome = { raised: [] as string[], reopened: [] as string[], suppressed: [] as string[], unchanged: 0 }
  for (const { party, answer, hits, threshold } of all) {
    for (const hit of collapse(hits)) {
      const pair = pairOf(party.id, hit.entity.id)
      const seen: Seen = { party, answer, hit, threshold, entityDigest: entityDigest(hit), pair }
      const [kind, id] = yield* raiseOne(changes, act, seen, due)
      if (kind === 'unchanged') outcome.unchanged += 1
      else outcome[kind].push(id)
    }
  }
  return outcome
}

/** One card for one listed entity: the highest hit stands, its lists together. */
function collapse(hits: readonly AnswerHit[]): readonly AnswerHit[] {
  const byEntity = new Map<string, AnswerHit>()
  for (const hit of hits) {
    const held = byEntity.get(hit.entity.id)
    if (held === undefined || hit.score > held.score) byEntity.set(hit.entity.id, hit)
  }
  return [...byEntity.values()]
}

interface Seen {
  readonly party: Row<'party'>
  readonly answer: string | null
  readonly hit: AnswerHit
  readonly threshold: number | undefined
  readonly entityDigest: string
  readonly pair: string
}

type OneOutcome = readonly ['raised' | 'reopened' | 'suppressed' | 'unchanged', string]

function* raiseOne(changes: Changes, act: Act, seen: Seen, due: DueRule): Step<OneOutcome> {
  const suppression = yield* findInForce(seen.pair, act.at)
  if (suppression !== undefined) {
    const isSame =
      suppression.party_digest === seen.party.given_digest && suppression.entity_digest === seen.entityDigest
    if (isSame && !hasStrongIdentifier(seen.hit)) return ['suppressed', seen.pair]
    yield* endOnChange(changes, suppression, isSame ? 'a strong identifier agrees' : 'one side changed')
  }
  const held = yield* findOne('alert', { pair: seen.pair })
  if (held !== undefined) return yield* raiseAgain(changes, act, seen, held, due)
  const id = act.newId()
  const caseId = yield* openCase(changes, act, seen.party.id)
  yield* changes.insert('alert', {
    id,
    pair: seen.pair,
    party: seen.party.id,
    entity: seen.hit.entity.id,
    case_id: caseId,
    state: 'open',
    change_json: '{}',
    raised_at: act.at,
    closed_at: null,
    assignee: null,
    snoozed_until: null,
    tags_json: '[]',
    revision: 1,
    ...factsOf(act, seen, due),
  })
  yield* emit(act, 'alert.raised', { alert: id, case: caseId })
  return ['raised', id]
}

function factsOf(act: Act, { party, answer, hit, threshold, entityDigest: digest }: Seen, due: DueRule) {
  const { on, rule } = due(hit)
  return {
    band: hit.band,
    score: Math.round(hit.score * THOUSAND),
    has_strong_identifier: hasStrongIdentifier(hit) ? 1 : 0,
    lists_json: canonicalJson(hit.entity.datasets),
    hit_json: canonicalJson(threshold === undefined ? hit : { ...hit, threshold }),
    party_digest: party.given_digest,
    entity_digest: digest,
    answer,
    due_on: on,
    due_rule: rule,
    salt: act.newSalt(),
  }
}

/** An alert seen again: left as it is where nothing changed, otherwise brought up to date, and opened again if it was closed. */
function* raiseAgain(changes: Changes, act: Act, seen: Seen, held: Row<'alert'>, due: DueRule): Step<OneOutcome> {
  if (held.party_digest === seen.party.given_digest && held.entity_digest === seen.entityDigest)
    return ['unchanged', held.id]
  const facts = factsOf(act, seen, due)
  const change_json = canonicalJson(whatChanged(held, seen, act))
  const next = move(ALERT_MOVES, held.state, 'change')
  if (!next.ok) {
    // a confirmed match, or one already on somebody's desk, keeps its state and its clock
    yield* changes.update('alert', held, { ...facts, due_on: held.due_on, due_rule: held.due_rule, change_json })
    return ['unchanged', held.id]
  }
  yield* changes.update('alert', held, {
    ...facts,
    change_json,
    state: next.value,
    closed_at: null,
    snoozed_until: null,
  })
  yield* withdrawAwaiting(changes, act, held.id)
  yield* openCase(changes, act, held.party)
  yield* emit(act, 'alert.reopened', { alert: held.id, case: held.case_id })
  return ['reopened', held.id]
}

/** A decision that waits for its check was made about facts that are gone: it goes back. */
function* withdrawAwaiting(changes: Changes, act: Act, alert: string): Step<void> {
  for (const row of yield* find('disposition', { where: { alert, state: 'awaiting_check' } }))
    yield* changes.update('disposition', row, { state: 'overtaken', checked_at: act.at })
}

/** What is different since the last look, for the person who decides: field names only, values are in the hit. */
function whatChanged(held: Row<'alert'>, seen: Seen, act: Act): Readonly<Record<string, unknown>> {
  const before = JSON.parse(held.hit_json) as AnswerHit
  const names = new Set([...Object.keys(before.entity.properties), ...Object.keys(seen.hit.entity.properties)])
  const fields = [...names].filter(
    (name) =>
      canonicalJson(before.entity.properties[name] ?? []) !== canonicalJson(seen.hit.entity.properties[name] ?? []),
  )
  return {
    at: act.at,
    party: held.party_digest !== seen.party.given_digest,
    entity: fields.sort(),
    score: [before.score, seen.hit.score],
    decided: held.state,
  }
}

/** The case of a party: one, made with its first alert, opened again with a new one. */
export function* openCase(changes: Changes, act: Act, party: string): Step<string> {
  const held = yield* findOne('case_file', { party })
  if (held === undefined) {
    const id = act.newId()
    yield* changes.insert('case_file', {
      id,
      party,
      state: 'open',
      opened_at: act.at,
      closed_at: null,
      assignee: null,
      tags_json: '[]',
      legal_hold: null,
      is_property_blocked: 0,
      revision: 1,
    })
    return id
  }
  if (held.state === 'closed') yield* changes.update('case_file', held, { state: 'open', closed_at: null })
  return held.id
}

/** Changes to an alert that are no decision. */
export interface AlertWork {
  readonly assignee?: string | null
  readonly snoozedUntil?: string | null
  readonly tags?: readonly string[]
  readonly isEscalated?: true
  /** The revision that was seen: another's change in between is refused, never overwritten. */
  readonly revision?: number
}

export const MOST_TAGS = 32
export const LONGEST_TAG = 64

/** Assigns, snoozes, tags or escalates. Nothing is snoozed past its due day. */
export function* workOnAlert(act: Act, id: string, work: AlertWork): Step<Row<'alert'>> {
  return yield* audited(act, function* (changes) {
    const alert = yield* seenAlert(id, work.revision)
    if (!alert.ok) return alert
    const values = alertValues(alert.value, work)
    if (!values.ok) return values
    const value = yield* changes.update('alert', alert.value, values.value)
    return accepted({
      deed: { action: 'alert.work', subject: `alert/${id}`, detail: { did: Object.keys(work) } },
      value,
    })
  })
}

export function* seenAlert(id: string, revision: number | undefined): Step<Parsed<Row<'alert'>>> {
  const alert = yield* get('alert', id)
  if (alert === undefined) return refused('alert.unknown', id)
  if (revision !== undefined && revision !== alert.revision)
    return refused('alert.revision', String(revision), { remedy: 'it has changed since; look again' })
  return accepted(alert)
}

function alertValues(alert: Row<'alert'>, work: AlertWork): Parsed<Partial<Row<'alert'>>> {
  if (typeof work.snoozedUntil === 'string' && work.snoozedUntil.slice(0, 10) > alert.due_on)
    return refused('alert.snooze', work.snoozedUntil, { remedy: `it is due on ${alert.due_on}: snooze no longer` })
  if (work.tags !== undefined && !areTags(work.tags))
    return refused('alert.tags', '', { remedy: `give at most ${MOST_TAGS} tags of at most ${LONGEST_TAG} characters` })
  const escalated = work.isEscalated === true ? move(ALERT_MOVES, alert.state, 'escalate') : accepted(alert.state)
  if (!escalated.ok) return escalated
  return accepted({
    state: escalated.value,
    ...(work.assignee === undefined ? {} : { assignee: work.assignee }),
    ...(work.snoozedUntil === undefined ? {} : { snoozed_until: work.snoozedUntil }),
    ...(work.tags === undefined ? {} : { tags_json: canonicalJson([...new Set(work.tags)].sort()) }),
  })
}

export const areTags = (tags: readonly string[]): boolean =>
  tags.length <= MOST_TAGS && tags.every((tag) => tag !== '' && tag.length <= LONGEST_TAG)

export const tagsOf = (row: { readonly tags_json: string }): readonly string[] => parseTexts(row.tags_json)
