import { createHash } from 'node:crypto'
import { hasLegalEffect } from '../model/authority.ts'
import type { DatasetId, EntityId, IsoDate, ListVersionId, NonEmpty } from '../model/brand.ts'
import { type Entity, type Name, UNSTATED } from '../model/entity.ts'
import { foldName } from '../register/find.ts'
import { byOfacUid } from '../register/screening.ts'
import { namesOn, type Organisation, type Register, registerStatuses } from './register.ts'

export const REGISTER_DATASET = 'cordon_register' as DatasetId

const entityIdOf = (organisation: Organisation): EntityId => `cordon-${organisation.id}` as EntityId

const nameOf = ({ text, quality }: ReturnType<typeof namesOn>[number]): Name => ({
  text,
  quality,
  kind: quality === 'primary' ? 'name' : 'alias',
})

/**
 * Gives entries of a list the names that the register has for the same organisation, so that an acronym finds the
 * entry it stands for. The list's own names and markings stay as they are.
 */
export function withRegisterNames(register: Register, entities: readonly Entity[], day: IsoDate): readonly Entity[] {
  const organisations = byOfacUid(register)
  return entities.map((entity) => {
    const organisation = entity.id.startsWith('ofac-') ? organisations.get(entity.id.slice('ofac-'.length)) : undefined
    if (organisation === undefined) return entity
    const known = new Set(entity.names.map(({ text }) => foldName(text)))
    const added = namesOn(organisation, day)
      .filter(({ text }) => !known.has(foldName(text)))
      .map((name): Name => ({ ...nameOf(name), quality: name.quality === 'weak' ? 'weak' : 'strong', kind: 'alias' }))
    const [first, ...others] = entity.names
    return {
      ...entity,
      names: [first, ...others, ...added],
      referents: [...entity.referents, entityIdOf(organisation)],
    }
  })
}

/** Digest of the names that `withRegisterNames` may lend on a day: where it is the same, so are the entities. */
export function registerNamesDigest(register: Register, day: IsoDate): string {
  const lent = [...byOfacUid(register)].map(([uid, organisation]) => [uid, organisation.id, namesOn(organisation, day)])
  return createHash('sha256').update(JSON.stringify(lent)).digest('hex')
}

/** The bundled register as entities that can be screened: those that an authority has ever designated, and no class. */
export function registerVersion(
  register: Register,
  day: IsoDate,
): { readonly entities: readonly Entity[]; readonly version: ListVersionId } {
  const entities = register.organisations
    .filter(({ isClass }) => !isClass)
    .map((organisation) => entityOf(register, organisation, day))
  const digest = createHash('sha256').update(JSON.stringify(register)).digest('hex')
  return { entities, version: `sha256:${digest}` as ListVersionId }
}

function entityOf(register: Register, organisation: Organisation, day: IsoDate): Entity {
  const [first, ...others] = namesOn(organisation, day).map(nameOf)
  const names: NonEmpty<Name> = [first ?? { text: organisation.name, quality: 'primary', kind: 'name' }, ...others]
  const isDesignated = registerStatuses(register, organisation, day).some(({ state }) => hasLegalEffect(state))
  return {
    ...UNSTATED,
    id: entityIdOf(organisation),
    schema: 'Organization',
    names,
    datasets: [REGISTER_DATASET],
    referents: organisation.ofacUid === undefined ? [] : [`ofac-${organisation.ofacUid}` as EntityId],
    topics: isDesignated ? ['sanction'] : [],
    sourceId: organisation.id,
  }
}
