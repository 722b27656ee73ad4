import type { FastifyInstance } from 'fastify'
import type { RecordStore } from '../engine/desk.ts'
import { API_CONTENT_POLICY } from './http/headers.ts'
import type { Metrics } from './http/metrics.ts'
import { DOCS_POLICY, docsPage } from './openapi/docs-page.ts'
import { openApiDocument } from './openapi/document.ts'
import type { Service } from './service.ts'
import type { Upkeep } from './upkeep.ts'
import type { MatchQueue } from './yente/match-queue.ts'

const SECOND_MS = 1_000

export interface Watched {
  readonly metrics: Metrics
  readonly service: Service
  /** Requests turned away so far. */
  readonly shed: () => number
  readonly upkeep: Upkeep
}

/** What lists, casework and process say of themselves, for Prometheus. */
export function registerMetrics(server: FastifyInstance, watched: Watched): void {
  const { metrics } = watched
  listGauges(watched)
  workGauges(watched)
  metrics.gauge('cordon_requests_shed_total', 'Requests turned away because the server was behind.', () => [
    { value: watched.shed() },
  ])
  metrics.gauge('process_resident_memory_bytes', 'Memory of the process.', () => [{ value: process.memoryUsage.rss() }])
  metrics.gauge('process_uptime_seconds', 'Time since the process started.', () => [{ value: process.uptime() }])
  server.get('/metrics', async (_request, reply) =>
    reply.type('text/plain; version=0.0.4; charset=utf-8').send(metrics.render()),
  )
  server.addHook('onResponse', (request, reply, done) => {
    metrics.requests.add({ route: request.routeOptions.url ?? 'none', status: String(reply.statusCode) })
    done()
  })
}

function listGauges({ metrics, service }: Watched): void {
  metrics.gauge('cordon_list_age_seconds', 'Time since the list was published.', () =>
    service.now.engine.lists.flatMap(({ id, published }) =>
      published === null
        ? []
        : [{ labels: { list: id }, value: Math.max(0, (Date.now() - Date.parse(published)) / SECOND_MS) }],
    ),
  )
  metrics.gauge('cordon_list_entries', 'Entities of the list.', () =>
    service.now.engine.lists.map(({ id, corpus }) => ({ labels: { list: id }, value: corpus.entities.length })),
  )
  metrics.gauge('cordon_list_stale', '1 where the last successful check is older than the policy allows.', () =>
    service.now.engine.lists.map(({ id, isStale }) => ({ labels: { list: id }, value: isStale ? 1 : 0 })),
  )
}

function workGauges({ metrics, upkeep }: Watched): void {
  const figure = (name: string, help: string, read: (figures: NonNullable<Upkeep['figures']>) => number): void => {
    metrics.gauge(name, help, () => (upkeep.figures === undefined ? [] : [{ value: read(upkeep.figures) }]))
  }
  metrics.gauge('cordon_canary_ok', '1 where every list finds a listed name by its own spelling.', () => [
    { value: upkeep.isCanaryFound ? 1 : 0 },
  ])
  metrics.gauge('cordon_rescreen_lag_seconds', 'Time for which some book has been behind the lists in service.', () => [
    { value: upkeep.rescreenLagSeconds },
  ])
  metrics.counter('cordon_alerts_total', 'Alerts raised, by list and band.', () =>
    upkeep.alerts.raised.map(({ list, band, count }) => ({ labels: { list, band }, value: count })),
  )
  figure('cordon_alerts_pending', 'Alerts that wait for a person.', ({ pendingAlerts }) => pendingAlerts)
  figure(
    'cordon_alert_age_seconds',
    'Age of the oldest alert that waits.',
    ({ oldestAlertSeconds }) => oldestAlertSeconds,
  )
  figure('cordon_held_items', 'Payments and questions that are held.', ({ heldItems }) => heldItems)
  figure('cordon_deliveries_waiting', 'Webhook deliveries that wait.', ({ waitingDeliveries }) => waitingDeliveries)
  figure(
    'cordon_audit_checkpoint_age_seconds',
    'Time since the last signed checkpoint.',
    ({ checkpointAgeSeconds }) => checkpointAgeSeconds,
  )
}

/** The description of both faces, as a document and as a page. */
export function registerDocuments(server: FastifyInstance): void {
  const json = JSON.stringify(openApiDocument())
  server.get('/openapi.json', async (_request, reply) =>
    reply
      .type('application/json')
      .header('access-control-allow-origin', '*')
      .header('content-security-policy', API_CONTENT_POLICY)
      .send(json),
  )
  server.get('/docs', async (_request, reply) =>
    reply.type('text/html; charset=utf-8').header('content-security-policy', DOCS_POLICY).send(docsPage()),
  )
}

/** Closes what the server holds once the last request is answered. */
export function closeWith(
  server: FastifyInstance,
  { upkeep, queue, records }: { readonly upkeep: Upkeep; readonly queue: MatchQueue; readonly records: RecordStore },
): void {
  server.addHook('onClose', async () => {
    upkeep.stop()
    await queue.close()
    await records.close()
  })
}
