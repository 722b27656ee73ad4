import { AUTHORITY_NAMES, hasLegalEffect } from '../model/authority.ts'
import type { Designation } from '../model/designation.ts'
import type { Address, Entity, Relation } from '../model/entity.ts'
import { type FtmEntity, hasProperty, isA, toFtm } from '../model/ftm.ts'

/** The parts of an entity that FollowTheMoney keeps as entities of their own. */
export const STATED_KINDS = ['address', 'sanction', 'relation'] as const
export type StatedKind = (typeof STATED_KINDS)[number]

/** The id of a thing that an entity states: its own id, the kind and a running number from 1. */
export const statedId = (entityId: string, kind: StatedKind, at: number): string => `${entityId}-${kind}-${at + 1}`

const STATED_ID = /^(.+)-(address|sanction|relation)-([1-9]\d{0,5})$/

/** Reads such an id back; `undefined` for any other. */
export function parseStatedId(id: string): { entityId: string; kind: StatedKind; at: number } | undefined {
  const found = STATED_ID.exec(id)
  const kind = STATED_KINDS.find((one) => one === found?.[2])
  if (found === null || found[1] === undefined || kind === undefined) return undefined
  return { entityId: found[1], kind, at: Number(found[3]) - 1 }
}

const frame = (entity: Entity): Pick<FtmEntity, 'datasets' | 'referents' | 'target'> => ({
  datasets: [...entity.datasets],
  referents: [],
  target: false,
})

type Properties = Record<string, readonly string[]>

const withoutEmpty = (properties: Record<string, readonly (string | undefined)[]>): Properties => {
  const kept: Properties = {}
  for (const [name, values] of Object.entries(properties)) {
    const stated = values.filter((value) => value !== undefined && value !== '')
    if (stated.length > 0) kept[name] = stated.map(String)
  }
  return kept
}

/** Addresses of an entity as `Address` entities, in the order published. */
export const statedAddresses = (entity: Entity): readonly FtmEntity[] =>
  entity.addresses.map((address, at) => addressThing(entity, address, at))

const addressThing = (entity: Entity, address: Address, at: number): FtmEntity => ({
  ...frame(entity),
  id: statedId(entity.id, 'address', at),
  caption: address.full,
  schema: 'Address',
  properties: withoutEmpty({
    full: [address.full],
    street: [address.street],
    city: [address.city],
    region: [address.region],
    postalCode: [address.postalCode],
    country: [address.country?.code],
  }),
})

/** What stands against an entity as `Sanction` entities: one for each authority, or one for the programmes of a listing that names none. */
export function statedSanctions(entity: Entity, designations: readonly Designation[]): readonly FtmEntity[] {
  const standing = designations.filter(({ state }) => hasLegalEffect(state))
  if (standing.length > 0) return standing.map((designation, at) => designationThing(entity, designation, at))
  return entity.programmes.length === 0 ? [] : [listingThing(entity)]
}

const designationThing = (entity: Entity, designation: Designation, at: number): FtmEntity => ({
  ...frame(entity),
  id: statedId(entity.id, 'sanction', at),
  caption: AUTHORITY_NAMES[designation.authority],
  schema: 'Sanction',
  properties: withoutEmpty({
    entity: [entity.id],
    authority: [AUTHORITY_NAMES[designation.authority]],
    program: [designation.authority],
    programId: entity.programmes,
    status: [designation.state],
    startDate: [designation.since ?? undefined],
    endDate: [designation.until ?? undefined],
    recordId: [designation.citation ?? undefined],
    listingDate: [entity.listed?.on],
    provisions: entity.measures ?? [],
  }),
})

const listingThing = (entity: Entity): FtmEntity => ({
  ...frame(entity),
  id: statedId(entity.id, 'sanction', 0),
  caption: entity.programmes.join(', '),
  schema: 'Sanction',
  properties: withoutEmpty({
    entity: [entity.id],
    program: entity.programmes,
    programId: entity.programmes,
    listingDate: [entity.listed?.on],
    provisions: entity.measures ?? [],
  }),
})

interface EdgeShape {
  readonly schema: string
  readonly from: string
  readonly to: string
  readonly fromSchema: string
  readonly toSchema: string
  /** True where the list's entity is the far end, as in "owned by". */
  readonly isReversed?: true
  readonly label: string
}

const OWNERSHIP = {
  schema: 'Ownership',
  from: 'owner',
  to: 'asset',
  fromSchema: 'LegalEntity',
  toSchema: 'Asset',
  label: 'role',
} as const
const UNKNOWN: EdgeShape = {
  schema: 'UnknownLink',
  from: 'subject',
  to: 'object',
  fromSchema: 'Thing',
  toSchema: 'Thing',
  label: 'role',
}

/** How a publisher's relation is said in FollowTheMoney. "Linked to" is a basis of designation, never ownership (OFAC). */
const EDGES: Readonly<Partial<Record<Relation['kind'], EdgeShape>>> = {
  owns_or_controls: OWNERSHIP,
  owner_of: OWNERSHIP,
  owned_or_controlled_by: { ...OWNERSHIP, isReversed: true },
  property_of: { ...OWNERSHIP, isReversed: true },
  acting_for: {
    schema: 'Representation',
    from: 'agent',
    to: 'client',
    fromSchema: 'LegalEntity',
    toSchema: 'LegalEntity',
    label: 'role',
  },
  leader_or_official_of: {
    schema: 'Directorship',
    from: 'director',
    to: 'organization',
    fromSchema: 'LegalEntity',
    toSchema: 'Organization',
    label: 'role',
  },
  family_of: {
    schema: 'Family',
    from: 'person',
    to: 'relative',
    fromSchema: 'Person',
    toSchema: 'Person',
    label: 'relationship',
  },
  associate_of: {
    schema: 'Associate',
    from: 'person',
    to: 'associate',
    fromSchema: 'Person',
    toSchema: 'Person',
    label: 'relationship',
  },
  member_of: {
    schema: 'Membership',
    from: 'member',
    to: 'organization',
    fromSchema: 'LegalEntity',
    toSchema: 'Organization',
    label: 'role',
  },
  employee_of: {
    schema: 'Employment',
    from: 'employee',
    to: 'employer',
    fromSchema: 'Person',
    toSchema: 'Organization',
    label: 'role',
  },
}

/** A relation that names its other party by id, as the edge that FollowTheMoney has for it, or an unknown link. */
export function statedRelation(
  entity: Entity,
  at: number,
  schemaOf: (id: string) => string | undefined,
): FtmEntity | undefined {
  const relation = entity.relations[at]
  const target = relation?.target
  const targetSchema = target === undefined ? undefined : schemaOf(target)
  if (relation === undefined || target === undefined || targetSchema === undefined) return undefined
  const wanted = EDGES[relation.kind]
  const shape = wanted !== undefined && fits(wanted, entity.schema, targetSchema) ? wanted : UNKNOWN
  const [from, to] = shape.isReversed === true ? [target, entity.id] : [entity.id, target]
  return {
    ...frame(entity),
    id: statedId(entity.id, 'relation', at),
    caption: relation.asPublished,
    schema: shape.schema,
    properties: withoutEmpty({ [shape.from]: [from], [shape.to]: [to], [shape.label]: [relation.asPublished] }),
  }
}

function fits(shape: EdgeShape, own: string, target: string): boolean {
  const [from, to] = shape.isReversed === true ? [target, own] : [own, target]
  return isA(from, shape.fromSchema) && isA(to, shape.toSchema)
}

/** The entity with the ids of its addresses, as FollowTheMoney links them. */
export function withAddressIds(entity: Entity): FtmEntity {
  const ftm = toFtm(entity)
  if (entity.addresses.length === 0 || !hasProperty(entity.schema, 'addressEntity')) return ftm
  // a file that has its addresses as entities has them all so
  if (ftm.properties['addressEntity'] !== undefined) return ftm
  const stated = entity.addresses.map((_, at) => statedId(entity.id, 'address', at))
  return { ...ftm, properties: { ...ftm.properties, addressEntity: stated } }
}
