import type { LikenessKind } from '../../names/likeness.ts'
import type { Part } from '../../names/name-parts.ts'
import type { Token } from '../../names/token.ts'

/** One or more neighbouring parts of one name taken as one, so that "Jong Un" can meet "Jongun". */
export interface Unit {
  readonly token: Token
  readonly parts: readonly number[]
  /** Hundredths of the information of a rare part. */
  readonly weight: number
  /** The unit is the whole name, and this its initials. */
  readonly acronym?: string
}

/** Parts of the party's name beside parts of the entity's name. */
export interface Pairing {
  readonly party: Unit
  readonly entity: Unit
  readonly score: number
  readonly kind: LikenessKind | 'joined' | 'acronym'
}

export interface Alignment {
  readonly pairs: readonly Pairing[]
  readonly partyExtra: readonly Unit[]
  readonly entityExtra: readonly Unit[]
}

export type WeightOf = (part: Part) => number
