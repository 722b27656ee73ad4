import Type from 'typebox'
import { rendered } from '../../../engine/pages.ts'
import { createWebhook, EVENTS, listDeliveries, listWebhooks, replay, stopWebhook } from '../../../engine/webhooks.ts'
import { type Route, route } from '../route.ts'
import { ID_PARAM, strict } from '../shapes.ts'

const text = Type.String()
const textOrNull = Type.Union([text, Type.Null()])

const WEBHOOK = Type.Object({
  id: text,
  url: text,
  events: Type.Array(text),
  created_at: text,
  disabled_at: textOrNull,
})

const DELIVERY = Type.Object({
  id: text,
  webhook: text,
  event: text,
  state: text,
  attempts: Type.Integer(),
  next_at: text,
  made_at: text,
  last_error: textOrNull,
})

interface DeliveryRow {
  readonly id: string
  readonly webhook: string
  readonly event: string
  readonly state: string
  readonly attempts: number
  readonly next_at: string
  readonly made_at: string
  readonly last_error: string | null
}

const deliveryJson = ({ id, webhook, event, state, attempts, next_at, made_at, last_error }: DeliveryRow) => ({
  id,
  webhook,
  event,
  state,
  attempts,
  next_at,
  made_at,
  last_error,
})

const webhooks = route({
  method: 'GET',
  path: '/v1/webhooks',
  id: 'listWebhooks',
  tag: 'Webhooks',
  summary: 'Addresses that are told of events',
  needs: 'webhook.write',
  answer: Type.Object({ webhooks: Type.Array(WEBHOOK) }),
  handle: async ({ desk }) => rendered(await listWebhooks(desk), (found) => ({ webhooks: found })),
})

const adding = route({
  method: 'POST',
  path: '/v1/webhooks',
  id: 'createWebhook',
  tag: 'Webhooks',
  summary: 'Have an address told of events; its secret is answered this once',
  needs: 'webhook.write',
  status: 201,
  body: strict({
    url: Type.String({ maxLength: 2_048 }),
    events: Type.Array(Type.Enum([...EVENTS]), { minItems: 1, maxItems: EVENTS.length }),
  }),
  answer: Type.Object({ ...WEBHOOK.properties, secret: text }),
  example: { body: { url: 'https://hooks.example.com/cordon', events: ['alert.raised'] } },
  handle: ({ desk, body }) => createWebhook(desk, body.url, body.events),
})

const stopping = route({
  method: 'DELETE',
  path: '/v1/webhooks/{id}',
  id: 'stopWebhook',
  tag: 'Webhooks',
  summary: 'Tell an address no more',
  needs: 'webhook.write',
  params: ID_PARAM,
  answer: WEBHOOK,
  example: { params: { id: '{webhook}' } },
  handle: ({ desk, params }) => stopWebhook(desk, params.id),
})

const deliveries = route({
  method: 'GET',
  path: '/v1/deliveries',
  id: 'listDeliveries',
  tag: 'Webhooks',
  summary: 'What was sent, is waiting, or was given up',
  needs: 'webhook.write',
  query: strict({
    state: Type.Optional(Type.Enum(['waiting', 'delivered', 'given_up'])),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
  }),
  answer: Type.Object({ deliveries: Type.Array(DELIVERY) }),
  handle: async ({ desk, query }) =>
    rendered(await listDeliveries(desk, query), (rows) => ({ deliveries: rows.map(deliveryJson) })),
})

const replaying = route({
  method: 'POST',
  path: '/v1/deliveries/{id}/replay',
  id: 'replayDelivery',
  tag: 'Webhooks',
  summary: 'Send a delivery again, with the same id and body',
  needs: 'webhook.write',
  params: ID_PARAM,
  answer: DELIVERY,
  example: { params: { id: '{delivery}' } },
  handle: async ({ desk, params }) => rendered(await replay(desk, params.id), deliveryJson),
})

export const WEBHOOK_ROUTES: readonly Route[] = [webhooks, adding, stopping, deliveries, replaying]
