import { accepted, refused } from '../../model/parsed.ts'
import { audited } from '../audit/audited.ts'
import type { Act } from '../audit/deed.ts'
import { canonicalJson, parseTexts } from '../records/canonical.ts'
import { find, get, type Step } from '../records/query.ts'
import type { Row } from '../records/tables.ts'

/** What a webhook can be told. Bodies carry ids, never names: whoever receives one asks the API, and is authorised there. */
export const EVENTS = [
  'alert.raised',
  'alert.reopened',
  'alert.decided',
  'case.opened',
  'held.created',
  'held.ended',
  'list.delta',
  'task.created',
] as const
export type WebhookEvent = (typeof EVENTS)[number]

/** Attempts before a delivery is given up; it can be sent again by hand for ever. */
export const MOST_ATTEMPTS = 12
const FIRST_WAIT_MS = 5_000
const LONGEST_WAIT_MS = 6 * 3_600_000

/** How long to wait after the n-th failure (from 1): doubling from 5 seconds to 6 hours, 12 attempts over about 10 hours. */
export const waitAfterMs = (attempts: number): number => Math.min(FIRST_WAIT_MS * 2 ** (attempts - 1), LONGEST_WAIT_MS)

/** Puts an event into the outbox of every webhook that wants it, in the transaction that made the event. */
export function* emit(act: Act, event: WebhookEvent, payload: Readonly<Record<string, string>>): Step<void> {
  const hooks = yield* find('webhook', { where: { disabled_at: null } })
  for (const hook of hooks) {
    if (!parseTexts(hook.events_json).includes(event)) continue
    const id = act.newId()
    const body = canonicalJson({ id, event, at: act.at, tenant: act.actor.tenant, data: payload })
    yield {
      kind: 'insert',
      table: 'delivery',
      row: {
        id,
        webhook: hook.id,
        event,
        body,
        state: 'waiting',
        attempts: 0,
        next_at: act.at,
        last_error: null,
        made_at: act.at,
      },
    }
  }
}

export function* addWebhook(
  act: Act,
  hook: { readonly url: string; readonly events: readonly string[]; readonly secret: string },
): Step<Row<'webhook'>> {
  return yield* audited(act, function* (changes) {
    const unknown = hook.events.find((event) => !EVENTS.some((known) => known === event))
    if (unknown !== undefined || hook.events.length === 0)
      return refused('webhook.event.unknown', unknown ?? 'none', { remedy: `use ${EVENTS.join(', ')}` })
    const row = {
      id: act.newId(),
      url: hook.url,
      events_json: canonicalJson(hook.events),
      secret: hook.secret,
      created_at: act.at,
      disabled_at: null,
    }
    yield* changes.insert('webhook', row)
    return accepted({ deed: { action: 'webhook.add', subject: `webhook/${row.id}` }, value: row })
  })
}

export function* disableWebhook(act: Act, id: string): Step<Row<'webhook'>> {
  return yield* audited(act, function* (changes) {
    const row = yield* get('webhook', id)
    if (row === undefined) return refused('webhook.unknown', id)
    const value = yield* changes.update('webhook', row, { disabled_at: act.at })
    return accepted({ deed: { action: 'webhook.disable', subject: `webhook/${id}` }, value })
  })
}

/** Deliveries whose time has come, the longest waiting first. */
export const dueDeliveries = (at: string, limit: number): Step<readonly Row<'delivery'>[]> =>
  find('delivery', { where: { state: 'waiting', next_at: { before: `${at}~` } }, order: 'next_at', limit })

/** Notes what became of an attempt. */
export function* settleDelivery(
  delivery: Row<'delivery'>,
  outcome: { readonly error: string | null; readonly nextAt: string },
): Step<void> {
  const attempts = delivery.attempts + 1
  const state = outcome.error === null ? 'delivered' : attempts >= MOST_ATTEMPTS ? 'given_up' : 'waiting'
  const row = { ...delivery, attempts, state, next_at: outcome.nextAt, last_error: outcome.error }
  yield { kind: 'replace', table: 'delivery', row }
}

/** Sends a delivery again, delivered or given up: the same id and body, so that the receiver can tell. */
export function* replayDelivery(act: Act, id: string): Step<Row<'delivery'>> {
  return yield* audited(act, function* () {
    const held = yield* get('delivery', id)
    if (held === undefined) return refused('delivery.unknown', id)
    const row = { ...held, state: 'waiting', attempts: 0, next_at: act.at, last_error: null }
    yield { kind: 'replace', table: 'delivery', row }
    return accepted({ deed: { action: 'delivery.replay', subject: `delivery/${id}` }, value: row })
  })
}
