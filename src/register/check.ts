import { AUTHORITIES } from '../model/authority.ts'
import type { IsoDate } from '../model/brand.ts'
import type { Issue } from '../model/parsed.ts'
import { foldName } from './find.ts'
import type { Organisation, Register } from './organisation.ts'
import { timelineOf } from './timeline.ts'

/** The day after the last that the register can hold: nothing known is left out of a check. */
const END_OF_TIME = '9999-12-31' as IsoDate

/**
 * Faults of a register whose files are each well-formed: forbidden moves, references to nobody, two bearers of one
 * name or uid, corrections of rows that are not there, and days out of order.
 */
export function checkRegister(register: Register): readonly Issue[] {
  const ids = new Set<string>(register.organisations.map(({ id }) => id))
  return [
    ...register.organisations.flatMap((organisation) => [
      ...forbiddenMoves(organisation, register.snapshots),
      ...danglingReferences(organisation, ids),
      ...badCorrections(organisation),
      ...badClass(organisation),
      ...sharedRowIds(organisation),
    ]),
    ...sharedBy(register.organisations, 'register.uid.shared', ({ ofacUid }) => ofacUid),
    ...sharedBy(register.organisations, 'register.name.shared', ({ name }) => foldName(name)),
  ]
}

const forbiddenMoves = (organisation: Organisation, snapshots: readonly IsoDate[]): readonly Issue[] =>
  AUTHORITIES.flatMap((authority) => timelineOf(organisation.events, authority, END_OF_TIME, snapshots).refused).map(
    (issue) => ({ ...issue, where: `${organisation.id}.json ${issue.where ?? ''}` }),
  )

function danglingReferences(organisation: Organisation, ids: ReadonlySet<string>): readonly Issue[] {
  const named = [
    ...organisation.memberOf.map((membership) => membership.class),
    ...organisation.relations.map((relation) => relation.organisation),
    ...organisation.events.flatMap((event) => event.into ?? []),
  ]
  return named
    .filter((id) => !ids.has(id))
    .map((id) => ({ code: 'register.reference.unknown', found: id, where: `${organisation.id}.json` }))
}

function badCorrections(organisation: Organisation): readonly Issue[] {
  return organisation.events.flatMap((event) => {
    if (event.replaces === undefined) return []
    const corrected = organisation.events.find(({ id }) => id === event.replaces)
    const where = `${organisation.id}.json ${event.authority} ${event.on.asPublished}`
    if (corrected === undefined) return [{ code: 'register.correction.of_nothing', found: event.replaces, where }]
    return corrected.knownAt <= event.knownAt
      ? []
      : [{ code: 'register.correction.before_row', found: `${event.knownAt} before ${corrected.knownAt}`, where }]
  })
}

/** A correction must name one row: an id that two rows share says which it cannot mean. */
function sharedRowIds(organisation: Organisation): readonly Issue[] {
  const ids = organisation.events.filter(({ type }) => type !== 'context').map(({ id }) => id)
  const shared = ids.filter((id, i) => ids.indexOf(id) !== i)
  return shared.map((id) => ({ code: 'register.event.id_shared', found: id, where: `${organisation.id}.json` }))
}

/** A class is never designated itself: its members are, by name. */
function badClass(organisation: Organisation): readonly Issue[] {
  const acts = organisation.isClass
    ? organisation.events.filter(({ type }) => type === 'designated' || type === 'seen')
    : []
  return acts.map((event) => ({
    code: 'register.class.designated',
    found: `${event.authority} ${event.on.asPublished}`,
    where: `${organisation.id}.json`,
    remedy: 'record the designation with the member that was named',
  }))
}

function sharedBy(
  organisations: readonly Organisation[],
  code: string,
  keyOf: (organisation: Organisation) => string | undefined,
): readonly Issue[] {
  const holders = new Map<string, Organisation[]>()
  for (const organisation of organisations) {
    const key = keyOf(organisation) ?? ''
    holders.set(key, [...(holders.get(key) ?? []), organisation])
  }
  return [...holders].flatMap(([key, those]) =>
    key === '' || those.length < 2 ? [] : [{ code, found: key, where: those.map(({ id }) => `${id}.json`).join(', ') }],
  )
}
