import type { IsoDate } from '../model/brand.ts'
import type { Designation } from '../model/designation.ts'
import type { Organisation, Register } from '../register/organisation.ts'
import { designationsOf } from '../register/screening.ts'

/**
 * What the register knows of an entity: `ofac-11440` or `cordon-cartel-de-sinaloa` to where each authority stands on a
 * day. Nothing where the register has no such organisation.
 */
export function registerDesignations(
  register: Register,
): (entityId: string, asOf: IsoDate, knownAt: IsoDate) => readonly Designation[] {
  const organisations = new Map<string, Organisation>(
    register.organisations.flatMap((organisation) => [
      [`cordon-${organisation.id}`, organisation] as const,
      ...(organisation.ofacUid === undefined ? [] : [[`ofac-${organisation.ofacUid}`, organisation] as const]),
    ]),
  )
  return (entityId, asOf, knownAt) => {
    const organisation = organisations.get(entityId)
    if (organisation === undefined) return []
    return designationsOf(organisation, { asOf, knownAt, snapshots: register.snapshots })
  }
}
