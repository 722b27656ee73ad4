import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { openEngine } from '../src/engine/open-engine.ts'
import { parseTsv } from '../src/model/tsv.ts'
import { compileCultures, seedsOf } from '../src/validation/seed.ts'
import { sharedData, testWithSharedData } from './shared.ts'
import { paymentRecall } from './support/payment-recall.ts'

const cultures = parseTsv(readFileSync(new URL('../data/validation/cultures.tsv', import.meta.url), 'utf8'), [
  'culture',
])

/** 400 messages here; 2,000 and the disguises are `bench/payments.ts`. */
testWithSharedData(
  'parties planted in every declared field: every identifier and every exact name is found, at a field of its own',
  async () => {
    if (!cultures.ok) throw new Error(cultures.issue.code)
    const engine = await openEngine({ lists: [sharedData('lists', 'us_ofac', 'sdn_2021-07-07')] })
    const seeds = engine.lists.flatMap((list) =>
      seedsOf(list.id, list.corpus.entities, compileCultures(cultures.value)),
    )
    const exact = {
      'as given': (seed: (typeof seeds)[number]) => ({
        as: 'party' as const,
        given: { properties: { name: [seed.name] } },
        shown: seed.name,
      }),
    }
    const counts = paymentRecall({ engine, seeds, messages: 400, seed: 3, disguises: exact, substitutions: new Map() })
    expect(Object.values(counts).flatMap(({ missed }) => missed)).toEqual([])
    expect(counts['identifiers']?.asked).toBeGreaterThan(90)
    expect(counts['exact names']?.asked).toBeGreaterThan(90)
  },
  300_000,
)
