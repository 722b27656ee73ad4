import type { Tenant } from '../ports.ts'
import type { Role } from './roles.ts'

/** Who acts: a person signed in, a person's or a program's key, this machine's owner, or Cordon itself. */
export interface Actor {
  readonly tenant: Tenant
  readonly kind: 'user' | 'key' | 'local' | 'system'
  /** The account's id, the key's id, `owner` or the part of Cordon that acts. */
  readonly id: string
  readonly name: string
  readonly roles: readonly Role[]
  /** The person's subject at the identity provider, where there is one: one person may have two accounts. */
  readonly subject?: string
  /** The account a key belongs to, if any: a key acts for its owner. */
  readonly owner?: string
}

/** The person behind an actor, or `undefined` for programs. */
export function personOf(actor: Actor): string | undefined {
  if (actor.kind === 'user' || actor.kind === 'local') return `${actor.kind}/${actor.id}`
  return actor.owner === undefined ? undefined : `user/${actor.owner}`
}
