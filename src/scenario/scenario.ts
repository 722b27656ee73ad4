import type { Authority } from '../model/authority.ts'
import type { IsoDate, OrganisationId } from '../model/brand.ts'

/** A supposition: who would be designated, or freed, under which authorities, announced and effective when. Saved and run again as it is. */
export interface Scenario {
  readonly name: string
  readonly action: 'designate' | 'revoke'
  readonly organisations: readonly OrganisationId[]
  /** Names that the register has nobody for, each taken as an organisation of its own. */
  readonly names: readonly string[]
  readonly authorities: readonly Authority[]
  /** The day on which it would become known; the interim lasts from here to the effect. */
  readonly announced?: IsoDate
  readonly effective: IsoDate
  /** The day whose law, lists and knowledge count as real. */
  readonly asOf: IsoDate
}
