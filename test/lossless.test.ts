import { expect, test } from 'vitest'
import { Chance, disguised, ordinaryParties, partyNamed, syntheticEntities } from '../bench/synthetic.ts'
import { loadNameTables } from '../src/engine/names-tables.ts'
import { loadPolicy } from '../src/engine/policies.ts'
import { openCorpus, openUnindexed } from '../src/index/open-corpus.ts'

const ENTITIES = 3_000
const PARTIES = 200
/** Comparing 200 parties with all of 3,000 entities twice takes seconds, more on a machine that is shared. */
const TIMEOUT_MS = 240_000

/** The promise: a screen returns what comparing with every entity would have (PRODUCT.md §5). */
test.each(['default', 'onboarding'])(
  'the index answers as comparing with every entity does, under the %s policy',
  (name) => {
    const { policy } = loadPolicy(name)
    const entities = syntheticEntities(ENTITIES, 4)
    const tables = loadNameTables()
    const indexed = openCorpus(entities, tables)
    const whole = openUnindexed(entities, tables)
    const chance = new Chance(5)
    const ordinary = ordinaryParties(PARTIES / 4, 6)
    let hits = 0
    for (let index = 0; index < PARTIES; index += 1) {
      const entity = chance.of(entities)
      let text = chance.of(entity.names).text
      for (let slips = chance.next(3); slips > 0; slips -= 1) text = disguised(text, chance)
      const party = ordinary[index] ?? partyNamed(text, entity.schema, index % 3 === 0)
      const expected = whole.search(party, { policy, limit: 100 })
      expect(indexed.search(party, { policy, limit: 100 }), text).toEqual(expected)
      hits += expected.total
    }
    expect(hits).toBeGreaterThan(PARTIES / 4)
  },
  TIMEOUT_MS,
)
