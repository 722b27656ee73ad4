import { createHash } from 'node:crypto'
import type { Actor } from '../casework/access/actor.ts'
import { type Action, mayDo } from '../casework/access/roles.ts'
import { appendEntry, Refusal } from '../casework/audit/audited.ts'
import type { Act } from '../casework/audit/deed.ts'
import type { RecordStore } from '../casework/ports.ts'
import type { Step } from '../casework/records/query.ts'
import { once } from '../casework/work/idempotency.ts'
import type { Instant } from '../model/brand.ts'
import { accepted, type Issue, type Parsed, refused } from '../model/parsed.ts'
import { actOf, machineClock } from './records.ts'

export type { Actor } from '../casework/access/actor.ts'
export type { Action, Role } from '../casework/access/roles.ts'
export { ACTION_NAMES, ACTIONS, mayDo, ROLES } from '../casework/access/roles.ts'
export type { RecordStore, Tenant } from '../casework/ports.ts'
export { MAIN_TENANT, TENANT_NAME } from '../casework/ports.ts'

/** Refusals that somebody should hear of: they are written to the log themselves (T-20, R-52). */
const LOGGED_REFUSALS = [
  'access.denied',
  'second_person.',
  'retention.',
  'suppression.strong',
  'suppression.listed',
  'coverage.',
]

/** HTTP status of a refusal, by the beginning of its code; 422 where none fits. The first that fits counts. */
const STATUS_BY_CODE: readonly (readonly [string, number])[] = [
  ['access.denied', 403],
  ['access.', 401],
  ['second_person.', 403],
  ['idempotency.', 422],
  ['state.move', 409],
  ['disposition.settled', 409],
  ['suppression.overtaken', 409],
  ['clock.behind', 500],
]

/** What a refusal of casework is in HTTP: 404 for what is not there, 409 for what has changed, 403 for what is not allowed. */
export function statusOfIssue({ code }: Issue): number {
  if (code.endsWith('.revision')) return 409
  if (
    /^(?:alert|case|book|party|disposition|suppression|held|proposal|task|user|key|webhook|delivery|answer)\.unknown$/.test(
      code,
    )
  )
    return 404
  return STATUS_BY_CODE.find(([beginning]) => code.startsWith(beginning))?.[1] ?? 422
}

/** A request that may come twice and must be done once. */
export interface Idempotency {
  readonly key: string
  /** The request as it came: the same key for another request is refused. */
  readonly request: string
}

/**
 * One actor at work: every look and every change goes through here, is allowed by the table of roles first, sees one tenant
 * alone, and leaves its entry in the audit log. Nothing of a refused change stays.
 */
export class Desk {
  readonly actor: Actor
  readonly #store: RecordStore
  readonly #now: () => Instant
  readonly #idempotency: Idempotency | undefined

  /** `idempotency`: the request that this desk is for; each change of it is done once, unless a change names its own. */
  constructor(store: RecordStore, actor: Actor, now: () => Instant = machineClock, idempotency?: Idempotency) {
    this.#store = store
    this.actor = actor
    this.#now = now
    this.#idempotency = idempotency
  }

  now(): Instant {
    return this.#now()
  }

  may(action: Action): boolean {
    return mayDo(this.actor.roles, action)
  }

  /** Reads, from one consistent state. */
  async look<T>(action: Action, step: () => Step<T>): Promise<Parsed<T>> {
    const allowed = await this.#allow(action)
    return allowed.ok ? accepted(await this.#store.read(this.actor.tenant, step)) : allowed
  }

  /** Reads what may itself be refused, as something that is not there. */
  async lookFor<T>(action: Action, step: () => Step<Parsed<T>>): Promise<Parsed<T>> {
    const result = await this.look(action, step)
    return result.ok ? result.value : result
  }

  /** Changes, whole or not at all. With an idempotency key a repeated request gets the first one's answer. */
  async change<T>(
    action: Action,
    work: (act: Act) => Step<T>,
    idempotency: Idempotency | undefined = this.#idempotency,
  ): Promise<Parsed<T>> {
    const allowed = await this.#allow(action)
    if (!allowed.ok) return allowed
    const act = actOf(this.actor, this.#now())
    try {
      const value = await this.#store.write(this.actor.tenant, () =>
        idempotency === undefined ? work(act) : this.#once(act, work, idempotency),
      )
      return accepted(value)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      await this.#logRefusal(action, error.issue)
      return { ok: false, issue: error.issue }
    }
  }

  *#once<T>(act: Act, work: (act: Act) => Step<T>, { key, request }: Idempotency): Step<T> {
    const digest = (text: string): string => createHash('sha256').update(text).digest('hex')
    const asker = `${this.actor.kind}/${this.actor.id}`
    const result = yield* once({ key: digest(`${asker}\n${key}`), requestDigest: digest(request), at: act.at }, () =>
      work(act),
    )
    return result.value
  }

  async #allow(action: Action): Promise<Parsed<null>> {
    if (this.may(action)) return accepted(null)
    const denied = refused('access.denied', action, { remedy: 'ask an admin for a role that may do this' })
    if (!denied.ok) await this.#logRefusal(action, denied.issue)
    return denied
  }

  async #logRefusal(action: Action, issue: Issue): Promise<void> {
    if (!LOGGED_REFUSALS.some((beginning) => issue.code.startsWith(beginning))) return
    const act = actOf(this.actor, this.#now())
    const deed = { action: 'refused', subject: action, detail: { code: issue.code } }
    await this.#store.write(this.actor.tenant, () => appendEntry(act, deed, []))
  }
}

/** Cordon itself at work for a tenant: rescreening, expiry, deliveries. It may do what a service may, and check nothing. */
export const systemActor = (tenant: string, part: string): Actor => ({
  tenant,
  kind: 'system',
  id: part,
  name: part,
  roles: ['service', 'reviewer', 'admin'],
})

/** The owner of this machine on a data folder that has no users yet: alone, and so never a second person. */
export const localOwner = (tenant: string): Actor => ({
  tenant,
  kind: 'local',
  id: 'owner',
  name: 'owner',
  roles: ['analyst', 'reviewer', 'admin', 'auditor'],
})
