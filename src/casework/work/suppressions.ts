import { accepted, type Parsed, refused } from '../../model/parsed.ts'
import type { AnswerHit } from '../../screening/answer.ts'
import { checkerOf, makerOf } from '../access/second-person.ts'
import { audited, type Changes } from '../audit/audited.ts'
import type { Act } from '../audit/deed.ts'
import { REASON_NAMES, SHORTEST_TEXT } from '../reasons.ts'
import { canonicalJson, storableText } from '../records/canonical.ts'
import { find, get, type Step } from '../records/query.ts'
import type { Row } from '../records/tables.ts'
import { move, SUPPRESSION_MOVES } from '../states.ts'
import { evidenceOf } from './evidence.ts'

export interface SuppressionRequest {
  readonly alert: string
  readonly reason: string
  readonly text: string
  readonly evidence: readonly string[]
  /** The last day on which it holds. */
  readonly expiresOn: string
}

/** Days a suppression may last before it is looked at again. */
export const LONGEST_SUPPRESSION_DAYS = 366
const DAY_MS = 86_400_000

/** The suppression of a pair that is approved and not expired on a day. */
export function* findInForce(pair: string, at: string): Step<Row<'suppression'> | undefined> {
  const rows = yield* find('suppression', { where: { pair, state: 'active' } })
  return rows.find(({ expires_on }) => at.slice(0, 10) <= expires_on)
}

/**
 * Proposes to silence one pair. Refused over a strong identifier, for a party that nothing tells from the listed one, without a
 * decision that it is a false positive, and beyond a year (R-37, E-12, E-13).
 */
export function* proposeSuppression(act: Act, request: SuppressionRequest): Step<Row<'suppression'>> {
  return yield* audited(act, function* (changes) {
    const alert = yield* get('alert', request.alert)
    if (alert === undefined) return refused('alert.unknown', request.alert)
    const fault = yield* faultOf(act, alert, request)
    if (fault !== undefined) return fault
    const row: Row<'suppression'> = {
      id: act.newId(),
      pair: alert.pair,
      party: alert.party,
      entity: alert.entity,
      state: 'proposed',
      reason: request.reason,
      text: storableText(request.text),
      evidence_json: canonicalJson(request.evidence),
      expires_on: request.expiresOn,
      party_digest: alert.party_digest,
      entity_digest: alert.entity_digest,
      ...makerOf(act.actor),
      made_at: act.at,
      checker: null,
      checked_at: null,
      ended_because: null,
      salt: act.newSalt(),
    }
    yield* changes.insert('suppression', row)
    return accepted({ deed: { action: 'suppression.propose', subject: `suppression/${row.id}` }, value: row })
  })
}

function* faultOf(act: Act, alert: Row<'alert'>, request: SuppressionRequest): Step<Parsed<never> | undefined> {
  if (alert.has_strong_identifier === 1)
    return refused('suppression.strong_identifier', alert.entity, {
      remedy: 'an identifier agrees: this pair is never silenced',
    })
  if (isListedParty(JSON.parse(alert.hit_json) as AnswerHit))
    return refused('suppression.listed_party', alert.entity, {
      remedy: 'the name is the listed one and no fact contradicts it: a listed party is never silenced',
    })
  if (alert.state !== 'false_positive')
    return refused('suppression.undecided', alert.state, { remedy: 'decide first that it is a false positive' })
  if (!REASON_NAMES.some((known) => known === request.reason))
    return refused('disposition.reason.unknown', request.reason, { remedy: `use one of ${REASON_NAMES.join(', ')}` })
  if (request.text.trim().length < SHORTEST_TEXT)
    return refused('disposition.text', '', { remedy: `explain in ${SHORTEST_TEXT} characters or more` })
  const known = yield* evidenceOf(alert)
  const unknown = request.evidence.find((id) => !known.has(id))
  if (request.evidence.length === 0 || unknown !== undefined)
    return refused('disposition.evidence.unknown', unknown ?? 'none', {
      remedy: `name evidence: ${[...known].join(', ')}`,
    })
  const days = (Date.parse(request.expiresOn) - Date.parse(act.at.slice(0, 10))) / DAY_MS
  if (!(days > 0 && days <= LONGEST_SUPPRESSION_DAYS))
    return refused('suppression.expiry', request.expiresOn, {
      remedy: `give a day within ${LONGEST_SUPPRESSION_DAYS} days`,
    })
  return undefined
}

/** A party that the evidence does not tell from the listed one: the same name, and not one fact against it. */
export const isListedParty = (hit: AnswerHit): boolean =>
  fold(hit.matched.party) === fold(hit.matched.entity) && hit.parts.contradiction === 0

const fold = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .sort()
    .join(' ')

/** A second person approves or refuses. What has changed since the proposal cannot be approved. */
export function* checkSuppression(act: Act, id: string, isApproved: boolean, text: string): Step<Row<'suppression'>> {
  return yield* audited(act, function* (changes) {
    const row = yield* get('suppression', id)
    if (row === undefined) return refused('suppression.unknown', id)
    const checker = checkerOf(act.actor, row)
    if (!checker.ok) return checker
    const state = move(SUPPRESSION_MOVES, row.state, isApproved ? 'approve' : 'refuse')
    if (!state.ok) return state
    const [alert] = yield* find('alert', { where: { pair: row.pair } })
    const isSame = alert?.party_digest === row.party_digest && alert.entity_digest === row.entity_digest
    if (isApproved && (!isSame || alert.has_strong_identifier === 1 || alert.state !== 'false_positive'))
      return refused('suppression.overtaken', id, { remedy: 'the pair has changed since: refuse it and look again' })
    const value = yield* changes.update('suppression', row, {
      state: state.value,
      checker: checker.value,
      checked_at: act.at,
      ended_because: isApproved ? null : storableText(text),
    })
    return accepted({
      deed: { action: isApproved ? 'suppression.approve' : 'suppression.refuse', subject: `suppression/${id}` },
      value,
    })
  })
}

/** Ends a suppression whose pair is no longer what it was about. */
export function* endOnChange(changes: Changes, row: Row<'suppression'>, because: string): Step<void> {
  yield* changes.update('suppression', row, { state: 'reopened', ended_because: because })
}

/** Anyone who works alerts may end a silence. */
export function* endSuppression(act: Act, id: string, because: string): Step<Row<'suppression'>> {
  return yield* audited(act, function* (changes) {
    const row = yield* get('suppression', id)
    if (row === undefined) return refused('suppression.unknown', id)
    const state = move(SUPPRESSION_MOVES, row.state, 'end')
    if (!state.ok) return state
    const value = yield* changes.update('suppression', row, {
      state: state.value,
      ended_because: storableText(because),
    })
    return accepted({ deed: { action: 'suppression.end', subject: `suppression/${id}` }, value })
  })
}

/** Marks what has run out. It was out of force from that day on, marked or not. */
export function* expireSuppressions(act: Act): Step<number> {
  const due = yield* find('suppression', { where: { state: 'active', expires_on: { before: act.at.slice(0, 10) } } })
  if (due.length === 0) return 0
  return yield* audited(act, function* (changes) {
    for (const row of due) yield* changes.update('suppression', row, { state: 'expired', ended_because: 'it ran out' })
    return accepted({
      deed: { action: 'suppression.expire', subject: 'book', detail: { expired: due.length } },
      value: due.length,
    })
  })
}
