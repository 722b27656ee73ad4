import type { Authority } from '../model/authority.ts'
import type { IsoDate, OrganisationId } from '../model/brand.ts'
import { CordonError } from '../model/errors.ts'
import type { Register } from '../register/organisation.ts'
import { eventsKnownAt } from '../register/timeline.ts'
import { readSheets, readTableFile } from '../sources/tabular/read-table.ts'
import { findIn } from './register.ts'

/** Organisations and names that a scenario is about, as the asker put them. */
export interface ScenarioTerms {
  readonly organisations: readonly OrganisationId[]
  readonly names: readonly string[]
}

/** Finds each text in the register; a class stands for its members; what nobody is called becomes a name of its own. */
export function termsOf(register: Register, texts: readonly string[], asOf: IsoDate): ScenarioTerms {
  const organisations = new Set<OrganisationId>()
  const names: string[] = []
  for (const text of texts) {
    const found = organisationCalled(register, text, asOf)
    if (found === undefined) names.push(text)
    else for (const id of membersOf(register, found, asOf)) organisations.add(id)
  }
  return { organisations: [...organisations], names }
}

function organisationCalled(register: Register, text: string, asOf: IsoDate): OrganisationId | undefined {
  try {
    return findIn(register, text, { asOf }).organisation.id
  } catch (error) {
    if (error instanceof CordonError && error.code === 'register.unknown') return undefined
    throw error
  }
}

/** A class is never designated itself: its members of the day stand for it. */
function membersOf(register: Register, id: OrganisationId, asOf: IsoDate): readonly OrganisationId[] {
  const isClass = register.organisations.some((each) => each.id === id && each.isClass)
  if (!isClass) return [id]
  const members = register.organisations.filter(({ memberOf }) =>
    memberOf.some((membership) => membership.class === id && membership.from <= asOf),
  )
  if (members.length === 0)
    throw new CordonError('register.unknown', `the class ${id} has no member by ${asOf}; name organisations instead`)
  return members.map((member) => member.id)
}

/** Names in a file of one column, or in the first column of a table whose heading is `name`. */
export function namesInFile(path: string): readonly string[] {
  const { sheets } = readSheets(readTableFile(path))
  const names = sheets
    .flatMap(({ rows }) => rows.map((row) => row.cells[0]?.trim() ?? ''))
    .filter((name) => name !== '')
  return /^(name|nombre|organisation|organization|organizaci[oó]n)$/i.test(names[0] ?? '') ? names.slice(1) : names
}

/** A change that the register itself records for a day: who was designated under which of the authorities. */
export function registerChange(
  register: Register,
  day: IsoDate,
  authorities: readonly Authority[],
): readonly { readonly organisation: OrganisationId; readonly authorities: readonly Authority[] }[] {
  return register.organisations.flatMap((organisation) => {
    const changed = eventsKnownAt(organisation.events, register.knownUntil)
      .filter(({ type, on }) => type === 'designated' && on.from === day)
      .map(({ authority }) => authority)
      .filter((authority) => authorities.length === 0 || authorities.includes(authority))
    return changed.length === 0 || organisation.isClass
      ? []
      : [{ organisation: organisation.id, authorities: [...new Set(changed)] }]
  })
}
