import { lastCheckpoint } from '../casework/audit/read-log.ts'
import type { RecordStore } from '../casework/ports.ts'
import { parseTexts } from '../casework/records/canonical.ts'
import { count, find } from '../casework/records/query.ts'
import { PENDING_ALERTS } from '../casework/states.ts'
import type { Instant } from '../model/brand.ts'

/** Figures of casework for dashboards, over all tenants: counts and ages, nothing of what they are about. */
export interface WorkFigures {
  readonly pendingAlerts: number
  readonly oldestAlertSeconds: number
  readonly heldItems: number
  readonly waitingDeliveries: number
  /** Since the oldest last checkpoint of any log; 0 where there is no log. */
  readonly checkpointAgeSeconds: number
}

const SECOND_MS = 1_000

export async function workFigures(store: RecordStore, now: Instant): Promise<WorkFigures> {
  const figures = {
    pendingAlerts: 0,
    oldestAlertSeconds: 0,
    heldItems: 0,
    waitingDeliveries: 0,
    checkpointAgeSeconds: 0,
  }
  const since = (at: string): number => Math.max(0, (Date.parse(now) - Date.parse(at)) / SECOND_MS)
  for (const tenant of await store.tenants()) {
    const own = await store.read(tenant, function* () {
      const [oldest] = yield* find('alert', { where: { state: { in: PENDING_ALERTS } }, order: 'raised_at', limit: 1 })
      return {
        oldest: oldest?.raised_at,
        pending: yield* count('alert', { state: { in: PENDING_ALERTS } }),
        held: yield* count('held_item', { state: { in: ['held', 'release_proposed'] } }),
        waiting: yield* count('delivery', { state: 'waiting' }),
        checkpoint: (yield* lastCheckpoint())?.at,
      }
    })
    figures.pendingAlerts += own.pending
    figures.heldItems += own.held
    figures.waitingDeliveries += own.waiting
    if (own.oldest !== undefined) figures.oldestAlertSeconds = Math.max(figures.oldestAlertSeconds, since(own.oldest))
    if (own.checkpoint !== undefined)
      figures.checkpointAgeSeconds = Math.max(figures.checkpointAgeSeconds, since(own.checkpoint))
  }
  return figures
}

/** Alerts of one list and band. */
export interface AlertsRaised {
  readonly list: string
  readonly band: string
  readonly count: number
}

const PAGE = 5_000

/** Counts every alert ever raised by list and band: each once, whenever it is next looked. */
export class AlertCount {
  readonly #after = new Map<string, { readonly value: string; readonly id: string }>()
  readonly #counts = new Map<string, AlertsRaised>()

  get raised(): readonly AlertsRaised[] {
    return [...this.#counts.values()]
  }

  /** Counts what was raised since the last look, in all tenants. */
  async count(store: RecordStore): Promise<void> {
    for (const tenant of await store.tenants()) {
      for (;;) {
        const after = this.#after.get(tenant)
        const page = await store.read(tenant, () =>
          find('alert', { order: 'raised_at', limit: PAGE, ...(after === undefined ? {} : { after }) }),
        )
        for (const { lists_json, band } of page) for (const list of parseTexts(lists_json)) this.#add(list, band)
        const last = page.at(-1)
        if (last !== undefined) this.#after.set(tenant, { value: last.raised_at, id: last.id })
        if (page.length < PAGE) break
      }
    }
  }

  #add(list: string, band: string): void {
    const key = `${list} ${band}`
    this.#counts.set(key, { list, band, count: (this.#counts.get(key)?.count ?? 0) + 1 })
  }
}
