import { expect, test } from 'vitest'
import { derivedSdn } from '../bench/derived-sdn.ts'
import { questionsOf } from '../bench/questions.ts'
import { syntheticEntities } from '../bench/synthetic.ts'
import { loadNameTables } from '../src/engine/names-tables.ts'
import { loadPolicy } from '../src/engine/policies.ts'
import { openCorpus, openUnindexed } from '../src/index/open-corpus.ts'
import type { Entity } from '../src/model/entity.ts'
import { testWithSharedData } from './shared.ts'

/** Comparing hundreds of parties with thousands of entities takes seconds, and minutes on a machine that is shared. */
const TIMEOUT_MS = 600_000

/** Answers by the index beside those of comparing with every entity: hits, scores, evidence, order, what stayed below. */
function expectNothingLost(entities: readonly Entity[], count: number, seed: number, policyName = 'default'): void {
  const { policy } = loadPolicy(policyName)
  const tables = loadNameTables()
  const indexed = openCorpus(entities, tables)
  const whole = openUnindexed(entities, tables)
  let withHits = 0
  for (const party of questionsOf(entities, count, seed)) {
    const expected = whole.search(party, { policy, limit: 100 })
    const found = indexed.search(party, { policy, limit: 100 })
    if (JSON.stringify(found) !== JSON.stringify(expected)) expect(found, JSON.stringify(party)).toEqual(expected)
    withHits += expected.total > 0 ? 1 : 0
  }
  expect(withHits).toBeGreaterThan(count / 5)
}

/** The promise: a screen returns what comparing with every entity would have (PRODUCT.md §5). */
test.each(['default', 'onboarding'])(
  'the index answers as comparing with every entity does, on a whole list, under the %s policy',
  (policy) => expectNothingLost(syntheticEntities(4_000, 4), 200, 5, policy),
  TIMEOUT_MS,
)

test(
  'the same for thousands of questions on a sample',
  () => expectNothingLost(syntheticEntities(400, 14), 3_000, 6),
  TIMEOUT_MS,
)

testWithSharedData(
  'the same on entries of the real list',
  () => {
    const entities = (derivedSdn() ?? []).filter((_, at) => at % 12 === 0)
    expect(entities.length).toBeGreaterThan(1_000)
    expectNothingLost(entities, 400, 7)
  },
  TIMEOUT_MS,
)
