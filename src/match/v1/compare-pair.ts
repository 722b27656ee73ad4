import type { Entity } from '../../model/entity.ts'
import type { Party } from '../../model/party.ts'
import type { Part } from '../../names/name-parts.ts'
import type { NameTables } from '../../names/tables.ts'
import type { Match } from '../match.ts'
import type { Policy } from '../policy.ts'
import { judge } from './judge.ts'
import { PartyReading, readEntity } from './readings.ts'

/**
 * A party against one entity with no list about it: how rare a part is comes from the name tables alone.
 * `undefined` where nothing is comparable, which is a score of 0.
 */
export function comparePair(tables: NameTables, party: Party, entity: Entity, policy: Policy): Match | undefined {
  const bench = { tables, weightOf: ({ weight }: Part): number => weight, policy, least: 0 }
  return judge(bench, new PartyReading(tables, party), () => entity, readEntity(tables, entity), 0)
}
