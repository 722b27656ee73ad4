import type { Authority } from '../model/authority.ts'
import type { IsoDate, OrganisationId } from '../model/brand.ts'
import { wholeDay } from '../model/partial-date.ts'
import type { Organisation, Register, RegisterEvent } from '../register/organisation.ts'
import { type Moment, type Status, statusesAsOf } from '../register/status.ts'
import type { Scenario } from './scenario.ts'

declare const supposed: unique symbol

/**
 * A register with suppositions in it. It is no `Register`: nothing that stores, exports or answers from the real one
 * takes it, and the suppositions can be read only through the functions of this file.
 */
export interface HypotheticalRegister {
  readonly [supposed]: true
  readonly scenario: Scenario
}

const contents = new WeakMap<HypotheticalRegister, Register>()

/** The words by which every supposed event can be told from a real one. */
export const SUPPOSED = 'hypothetical:'

/** The register as it would stand under the scenario. The real one is not touched: events are added to copies. */
export function suppose(register: Register, scenario: Scenario): HypotheticalRegister {
  const wanted = new Set<string>(scenario.organisations)
  const organisations = [
    ...register.organisations.map((each) => (wanted.has(each.id) ? withEvents(each, scenario) : each)),
    ...scenario.names.map((name) => withEvents(unknownOrganisation(name), scenario)),
  ]
  const handle = { scenario } as HypotheticalRegister
  contents.set(handle, { ...register, organisations })
  return handle
}

/** The organisations that the scenario is about, with the supposed events among their own. */
export function supposedOrganisations(hypothetical: HypotheticalRegister): readonly Organisation[] {
  const { scenario } = hypothetical
  const wanted = new Set<string>([...scenario.organisations, ...scenario.names.map(supposedId)])
  return contentsOf(hypothetical).organisations.filter(({ id }) => wanted.has(id))
}

/** Where each authority would stand on a day, counting the supposed events and of the real ones those known on the scenario's day. */
export function supposedStatuses(
  hypothetical: HypotheticalRegister,
  organisation: Organisation,
  day: IsoDate,
): ReadonlyMap<Authority, Status> {
  return statusesAsOf(organisation, momentOf(hypothetical, day))
}

/** Where each authority really stands on a day, as known on the scenario's day. */
export function realStatuses(
  register: Register,
  organisation: Organisation,
  scenario: Scenario,
): ReadonlyMap<Authority, Status> {
  return statusesAsOf(organisation, { asOf: scenario.asOf, knownAt: scenario.asOf, snapshots: register.snapshots })
}

const momentOf = (hypothetical: HypotheticalRegister, asOf: IsoDate): Moment => ({
  asOf,
  knownAt: hypothetical.scenario.asOf,
  snapshots: contentsOf(hypothetical).snapshots,
})

function contentsOf(hypothetical: HypotheticalRegister): Register {
  const register = contents.get(hypothetical)
  if (register === undefined) throw new TypeError('a hypothetical register that suppose() did not make')
  return register
}

const withEvents = (organisation: Organisation, scenario: Scenario): Organisation => ({
  ...organisation,
  events: [...organisation.events, ...scenario.authorities.flatMap((authority) => eventsFor(authority, scenario))],
})

/** The supposed steps: an announcement where its day is given, and the designation or revocation itself. */
function eventsFor(authority: Authority, scenario: Scenario): readonly RegisterEvent[] {
  const { action, announced, effective, asOf, name } = scenario
  const event = (type: RegisterEvent['type'], on: IsoDate): RegisterEvent => ({
    id: `${SUPPOSED}${name}/${authority}/${type}`,
    authority,
    type,
    on: wholeDay(on),
    knownAt: asOf < on ? asOf : on,
    citation: `${SUPPOSED} ${name}`,
    isCitationVerified: false,
    note: 'A supposition of a what-if, no act of anybody.',
    verified: false,
  })
  const isDesignation = action === 'designate'
  const before =
    announced === undefined || announced >= effective
      ? []
      : [{ ...event(isDesignation ? 'announced' : 'revocation_announced', announced), effective }]
  return [...before, event(isDesignation ? 'designated' : 'revoked', effective)]
}

export const supposedId = (name: string): OrganisationId =>
  `hypothetical-${name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')}` as OrganisationId

const unknownOrganisation = (name: string): Organisation => ({
  id: supposedId(name),
  name,
  kind: 'unknown',
  region: '',
  isClass: false,
  aliases: [],
  listNames: [],
  memberOf: [],
  relations: [],
  components: [],
  events: [],
  sources: [],
  verified: false,
})
