import type { DesignationState } from '../model/authority.ts'
import type { IsoDate } from '../model/brand.ts'
import type { Register } from '../register/organisation.ts'
import { selectStatuses } from '../register/select.ts'

/** A prospective status as the register has it. */
export interface RegisteredRadarRow {
  readonly organisation: string
  readonly name: string
  readonly isClass: boolean
  readonly authority: string
  readonly state: DesignationState
  readonly since: IsoDate | null
  /** The dated step ahead that was announced. */
  readonly next: IsoDate | null
  readonly citation: string | null
  readonly verified: boolean
}

const PROSPECTIVE: readonly DesignationState[] = [
  'signalled',
  'proposed',
  'under_review',
  'held',
  'determined',
  'notified',
  'announced',
  'revocation_announced',
]

/** Every organisation and class of the register that stands before a designation, or before its end, on a day. */
export function registerRadar(register: Register, asOf: IsoDate, knownAt: IsoDate): readonly RegisteredRadarRow[] {
  const moment = { asOf, knownAt, snapshots: register.snapshots }
  return selectStatuses(register.organisations, moment, {})
    .filter(({ status }) => PROSPECTIVE.includes(status.state))
    .map(({ organisation, status }) => ({
      organisation: organisation.id,
      name: organisation.name,
      isClass: organisation.isClass,
      authority: status.authority,
      state: status.state,
      since: status.since,
      next: status.expected ?? null,
      citation: status.citation,
      verified: status.verified,
    }))
}
