import type { IsoDate } from '../model/brand.ts'
import { type Entity, UNSTATED } from '../model/entity.ts'
import type { FindByName } from '../register/find.ts'
import { namesOn } from '../register/screening.ts'
import { matchPair } from './compare.ts'
import { partyOf } from './pair-records.ts'
import { loadPolicy } from './policies.ts'

/** Characters of a text that is looked up by likeness at all. */
const LOOKED_UP_LENGTH = 300

/**
 * The last tier of the register's lookup: organisations whose names the matcher puts above the policy's bar. A likeness
 * that the policy keeps from making a hit, as a weak alias alone, finds nobody here either.
 */
export const findByLikeness =
  (day: IsoDate, policyName?: string): FindByName =>
  (text, organisations) => {
    if (text.length > LOOKED_UP_LENGTH) return []
    const { policy } = loadPolicy(policyName)
    const party = partyOf(entityOf('asked', [{ text, quality: 'primary' }]))
    return organisations.filter((organisation) => {
      const match = matchPair({ id: '', party, entity: entityOf(organisation.id, namesOn(organisation, day)) }, policy)
      return match !== undefined && match.score >= policy.threshold && match.below === undefined
    })
  }

function entityOf(id: string, names: ReturnType<typeof namesOn>): Entity {
  const [first = { text: id, quality: 'primary' as const }, ...others] = names
  return {
    ...UNSTATED,
    id: `cordon-${id}` as Entity['id'],
    schema: 'Organization',
    names: [
      { text: first.text, quality: first.quality, kind: 'name' },
      ...others.map(({ text, quality }) => ({ text, quality, kind: 'alias' as const })),
    ],
    sourceId: id,
  }
}
