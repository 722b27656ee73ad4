import type { LinkPath } from '../exposure/link-paths.ts'
import type { Regime } from '../exposure/ownership-rule.ts'
import type { Authority } from '../model/authority.ts'
import type { BookParty } from '../model/book.ts'

/** An authority in force on a party, with where it says so. */
export interface InForce {
  readonly authority: Authority
  readonly since: string | null
  readonly citation: string | null
}

/** A screening hit of a party, and what each version of the register says of the entity. */
export interface BookHit {
  readonly entity: string
  readonly caption: string
  /** 0 to 1. */
  readonly score: number
  readonly band: string
  /** One of the organisations that the scenario is about; otherwise an entry that stays as it is. */
  readonly isTarget: boolean
  readonly before: readonly InForce[]
  readonly after: readonly InForce[]
}

/** How one version of the register reaches a party through ownership, by regime. */
export type OwnedUnder = Readonly<Partial<Record<Regime, 'blocked' | 'undetermined' | 'controlled'>>>

/** Everything known of one party under the real version and under the supposed one. */
export interface PartyUnder {
  readonly party: BookParty
  readonly hits: readonly BookHit[]
  readonly ownedBefore: OwnedUnder
  readonly ownedAfter: OwnedUnder
  /** Reached by the scenario's organisations on their own, before counting anybody else. */
  readonly ownedByTarget: OwnedUnder
  readonly authoritiesOfOwners: { readonly before: readonly InForce[]; readonly after: readonly InForce[] }
  readonly arithmetic?: string
  readonly ownershipPath?: { readonly ids: readonly string[]; readonly names: readonly string[] }
  readonly link?: { readonly shortest: LinkPath; readonly strongest: LinkPath }
}
