import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { RecordStore, Tenant } from '../casework/ports.ts'
import { parseTexts } from '../casework/records/canonical.ts'
import { find, get } from '../casework/records/query.ts'
import type { Row } from '../casework/records/tables.ts'
import {
  addWebhook,
  disableWebhook,
  dueDeliveries,
  replayDelivery,
  settleDelivery,
  waitAfterMs,
} from '../casework/work/webhooks.ts'
import type { Instant } from '../model/brand.ts'
import type { Parsed } from '../model/parsed.ts'
import type { Desk } from './desk.ts'
import { type PageQuery, rendered } from './pages.ts'
import { machineClock } from './records.ts'
import { checkWebhookUrl, outsidePost, type Post } from './webhook-post.ts'

export { EVENTS, type WebhookEvent } from '../casework/work/webhooks.ts'

/** Header with the time and the signature of a delivery, as in `t=1767225600,v1=HEX`. */
export const SIGNATURE_HEADER = 'cordon-signature'
/** A receiver refuses a delivery signed longer ago than this: whoever repeats one later is refused (T-25). */
export const SIGNATURE_MAX_AGE_SECONDS = 300
const SECRET_BYTES = 32
const DELIVERIES_AT_ONCE = 100

/** Signs a body: HMAC-SHA256 over the time, a dot and the body. */
export function signDelivery(secret: string, body: string, atSeconds: number): string {
  const signature = createHmac('sha256', secret).update(`${atSeconds}.${body}`).digest('hex')
  return `t=${atSeconds},v1=${signature}`
}

/** What a receiver does with what it got: true only for the right secret, an untouched body and a fresh time. */
export function isSignedDelivery(secret: string, body: string, header: string, nowSeconds: number): boolean {
  const [, time, signature] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header) ?? []
  if (time === undefined || signature === undefined) return false
  if (Math.abs(nowSeconds - Number(time)) > SIGNATURE_MAX_AGE_SECONDS) return false
  const [, expected] = /v1=(.+)$/.exec(signDelivery(secret, body, Number(time))) ?? []
  return expected !== undefined && timingSafeEqual(Buffer.from(expected), Buffer.from(signature))
}

export interface WebhookJson {
  readonly id: string
  readonly url: string
  readonly events: readonly string[]
  readonly created_at: string
  readonly disabled_at: string | null
}
const webhookJson = (row: Row<'webhook'>): WebhookJson => ({
  id: row.id,
  url: row.url,
  events: parseTexts(row.events_json),
  created_at: row.created_at,
  disabled_at: row.disabled_at,
})

/** Makes a webhook. Its secret is answered this once. */
export async function createWebhook(
  desk: Desk,
  raw: string,
  events: readonly string[],
): Promise<Parsed<WebhookJson & { readonly secret: string }>> {
  const url = checkWebhookUrl(raw)
  if (!url.ok) return url
  const secret = `whsec_${randomBytes(SECRET_BYTES).toString('base64url')}`
  const made = await desk.change('webhook.write', (act) => addWebhook(act, { url: url.value.href, events, secret }))
  return rendered(made, (row) => ({ ...webhookJson(row), secret }))
}

export const listWebhooks = async (desk: Desk): Promise<Parsed<readonly WebhookJson[]>> =>
  rendered(await desk.look('webhook.write', () => find('webhook')), (rows) => rows.map(webhookJson))

export const stopWebhook = async (desk: Desk, id: string): Promise<Parsed<WebhookJson>> =>
  rendered(await desk.change('webhook.write', (act) => disableWebhook(act, id)), webhookJson)

export const listDeliveries = (desk: Desk, query: PageQuery & { readonly state?: string } = {}) =>
  desk.look('webhook.write', () =>
    find('delivery', {
      where: { state: query.state },
      order: 'made_at',
      isDescending: true,
      limit: query.limit ?? 100,
    }),
  )

/** Sends a delivery again, with the same id and body. */
export const replay = (desk: Desk, id: string): Promise<Parsed<Row<'delivery'>>> =>
  desk.change('webhook.write', (act) => replayDelivery(act, id))

/** Sends what is due, and notes what became of it: at least once, never lost, later and later after each failure. */
export async function deliverDue(
  store: RecordStore,
  tenant: Tenant,
  port: Post = outsidePost(),
  now: () => Instant = machineClock,
): Promise<{ readonly delivered: number; readonly failed: number }> {
  const counts = { delivered: 0, failed: 0 }
  const due = await store.read(tenant, () => dueDeliveries(now(), DELIVERIES_AT_ONCE))
  for (const delivery of due) {
    const error = await attempt(store, tenant, delivery, port, now)
    counts[error === null ? 'delivered' : 'failed'] += 1
    const nextAt = new Date(Date.parse(now()) + waitAfterMs(delivery.attempts + 1)).toISOString()
    await store.write(tenant, () => settleDelivery(delivery, { error, nextAt }))
  }
  return counts
}

async function attempt(
  store: RecordStore,
  tenant: Tenant,
  { webhook, body, id, event }: Row<'delivery'>,
  port: Post,
  now: () => Instant,
): Promise<string | null> {
  const hook = await store.read(tenant, () => get('webhook', webhook))
  if (hook === undefined || hook.disabled_at !== null) return 'the webhook is disabled'
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'cordon-webhook',
    'cordon-event': event,
    'cordon-delivery': id,
    [SIGNATURE_HEADER]: signDelivery(hook.secret, body, Math.floor(Date.parse(now()) / 1_000)),
  }
  try {
    const status = await port.post(hook.url, headers, body)
    return status >= 200 && status < 300 ? null : `the receiver answered ${status}`
  } catch (error) {
    return error instanceof Error ? error.message.slice(0, 200) : 'it could not be sent'
  }
}
