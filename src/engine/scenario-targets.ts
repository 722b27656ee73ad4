import type { Authority } from '../model/authority.ts'
import type { Organisation, Register } from '../register/organisation.ts'
import { designationOf, statusesAsOf } from '../register/status.ts'
import type { InForce } from '../scenario/book-under.ts'
import { listOf, type Unchanged } from '../scenario/difference.ts'
import { realStatuses, suppose, supposedOrganisations, supposedStatuses } from '../scenario/hypothetical.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { authoritiesOf } from './scenario-ownership.ts'
import { inForceOf } from './screened-book.ts'

/** One organisation of the scenario: where it stands today, and where it would stand. */
export interface TargetAnswer {
  readonly id: string
  readonly name: string
  readonly before: readonly {
    readonly authority: Authority
    readonly state: string
    readonly since: string | null
    readonly citation: string | null
  }[]
  readonly after: readonly InForce[]
  readonly gains: readonly Authority[]
  readonly loses: readonly Authority[]
}

/** One organisation with its ids on lists, and what is in force on it before and after. */
export interface Target {
  readonly organisation: Organisation
  /** Ids under which lists and register have it. */
  readonly entityIds: readonly string[]
  readonly before: readonly InForce[]
  readonly after: readonly InForce[]
  readonly answer: TargetAnswer
}

/** The organisations of the scenario: real statuses before, supposed ones after, and what that gives or takes. */
export function targetsOf(register: Register, scenario: Scenario): readonly Target[] {
  const hypothetical = suppose(register, scenario)
  return supposedOrganisations(hypothetical).map((organisation): Target => {
    const real = register.organisations.find(({ id }) => id === organisation.id)
    const statuses = real === undefined ? [] : [...realStatuses(register, real, scenario).values()]
    const before = inForceOf(statuses.map(designationOf))
    const supposedOnes = inForceOf(
      [...supposedStatuses(hypothetical, organisation, scenario.effective).values()].map(designationOf),
    )
    const isTouched = ({ authority }: InForce): boolean => scenario.authorities.includes(authority)
    const after = [...before.filter((each) => !isTouched(each)), ...supposedOnes.filter(isTouched)]
    const [had, has] = [authoritiesOf(before), authoritiesOf(after)]
    return {
      organisation,
      entityIds: [
        `cordon-${organisation.id}`,
        ...(organisation.ofacUid === undefined ? [] : [`ofac-${organisation.ofacUid}`]),
      ],
      before,
      after,
      answer: {
        id: organisation.id,
        name: organisation.name,
        before: [
          ...heldThroughClass(register, organisation, scenario),
          ...statuses.filter(({ state }) => state !== 'none'),
        ].map(({ authority, state, since, citation }) => ({ authority, state, since, citation })),
        after,
        gains: has.filter((authority) => !had.includes(authority)),
        loses: had.filter((authority) => !has.includes(authority)),
      },
    }
  })
}

/** A hold on a class is where the story of its members stands: a scenario on a member starts from it. */
function heldThroughClass(register: Register, organisation: Organisation, { asOf }: Scenario) {
  const classes = organisation.memberOf.filter(({ from }) => from <= asOf).map((membership) => membership.class)
  const moment = { asOf, knownAt: asOf, snapshots: register.snapshots }
  return register.organisations
    .filter(({ id }) => classes.includes(id))
    .flatMap((group) => [...statusesAsOf(group, moment).values()])
    .filter(({ state }) => ['held', 'proposed', 'announced', 'determined', 'notified'].includes(state))
}

/** What bites already and goes on. */
export const unchangedTarget = ({ organisation, before, after, answer }: Target): readonly Unchanged[] => {
  const lasting = before.filter(({ authority }) => after.some((each) => each.authority === authority))
  const already = answer.gains.length === 0 && answer.loses.length === 0
  if (lasting.length === 0) return []
  const because = already
    ? `nothing changes for it: it stands under ${listOf(lasting)}`
    : `already blocked under ${listOf(lasting)}; that does not change`
  return [{ id: organisation.id, because }]
}
