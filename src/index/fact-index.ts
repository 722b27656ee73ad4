import { addressKey } from '../match/v1/corroborate.ts'
import type { Entity } from '../model/entity.ts'
import { exactDay } from '../model/partial-date.ts'
import type { Party } from '../model/party.ts'
import { eachValue, hashOf, type Multimap } from './multimap.ts'

const FACT_RELATION = { number: 51, addressAndDay: 52 } as const
const ID_RELATION = 53

/** Keys of an entity's numbers, and of its addresses with its birth date: facts that decide without a name; and of its ids. */
export function eachEntityKey(entity: Entity, take: (hash: number) => void): void {
  eachFactKey(entity, take)
  take(idKey(entity.id))
  for (const id of entity.referents) take(idKey(id))
}

export const idKey = (id: string): number => hashOf(ID_RELATION, id)

export function eachDecided(facts: Multimap, party: Party, take: (position: number) => void): void {
  if (party.identifiers.length === 0 && party.addresses.length === 0) return
  eachFactKey(party, (hash) => eachValue(facts, hash, take))
}

export function eachFactKey(
  of: Pick<Party, 'identifiers' | 'addresses' | 'birthDates'>,
  take: (hash: number) => void,
): void {
  for (const { value } of of.identifiers) if (value !== '') take(hashOf(FACT_RELATION.number, value))
  if (of.addresses.length === 0) return
  const days = of.birthDates.map(exactDay).filter((day) => day !== undefined)
  for (const { full } of of.addresses) {
    const key = addressKey(full)
    if (key !== '') for (const day of days) take(hashOf(FACT_RELATION.addressAndDay, `${day} ${key}`))
  }
}
