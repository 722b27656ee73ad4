import { addressKey } from '../match/v1/corroborate.ts'
import type { Entity } from '../model/entity.ts'
import { exactDay } from '../model/partial-date.ts'
import type { Party } from '../model/party.ts'
import { eachValue, hashOf, type Multimap, PairBuffer } from './multimap.ts'

const FACT_RELATION = { number: 51, addressAndDay: 52 } as const

/** Entities by numbers, and by address with birth date: facts that decide without a name. */
export function layOutFacts(entities: readonly Entity[]): Multimap {
  const pairs = new PairBuffer()
  for (const [position, entity] of entities.entries()) eachFactKey(entity, (hash) => pairs.add(hash, position))
  return pairs.toMultimap()
}

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
