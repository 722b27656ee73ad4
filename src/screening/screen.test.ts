import { expect, test } from 'vitest'
import type { Corpus, Found } from '../index/corpus.ts'
import type { Match } from '../match/match.ts'
import type { Policy } from '../match/policy.ts'
import type { DatasetId, EntityId, IsoDate, ListVersionId, PolicyId } from '../model/brand.ts'
import { type Entity, UNSTATED } from '../model/entity.ts'
import type { Party } from '../model/party.ts'
import type { ListInForce } from './outcome.ts'
import { screen } from './screen.ts'

const POLICY: Policy = {
  name: 'test',
  description: '',
  threshold: 700,
  belowFrom: 500,
  doWeakAliasesAlert: false,
  staleAfterHours: 72,
}
const PARTY: Party = {
  schema: 'Person',
  isSchemaGuessed: false,
  names: [{ text: 'Anna' }],
  birthDates: [],
  countries: [],
  genders: [],
  identifiers: [],
  addresses: [],
}

const entity = (id: string): Entity => ({
  ...UNSTATED,
  id: id as EntityId,
  schema: 'Person',
  names: [{ text: id, quality: 'primary', kind: 'name' }],
  sourceId: id,
})

const match = (at: number, score: number, name = score): Match => ({
  entity: at,
  score,
  parts: { name, corroboration: score - name, contradiction: 0 },
  matched: { party: 'Anna', entity: 'Anna', aliasQuality: 'primary' },
  evidence: [{ feature: 'name', party: 'Anna', entity: 'Anna', points: score, note: '' }],
})

function list(id: string, found: Partial<Found>, facts: Partial<ListInForce> = {}): ListInForce {
  const hits = found.hits ?? []
  const corpus: Corpus = {
    matcher: 'test',
    entities: [entity(`${id}-a`), entity(`${id}-b`), entity(`${id}-c`)],
    search: () => ({ hits, total: hits.length, below: [], missing: [], ...found }),
    compare: () => undefined,
  }
  return {
    id: id as DatasetId,
    standingId: id as DatasetId,
    version: 'sha256:0' as ListVersionId,
    published: null,
    isStale: false,
    isPartial: false,
    isSanctionsList: true,
    corpus,
    ...facts,
  }
}

const ask = (lists: readonly ListInForce[], limit = 20) =>
  screen({
    party: PARTY,
    policy: POLICY,
    limit,
    designationsOf: () => [],
    basis: {
      lists,
      matcher: 'test',
      policy: 'sha256:0' as PolicyId,
      asOf: '2026-01-01' as IsoDate,
      registerKnownUntil: '2026-01-01' as IsoDate,
    },
  })

test.each([
  ['a fresh list without a hit', [list('l', {})], 'clear'],
  ['a fresh list with a hit', [list('l', { hits: [match(0, 900)] })], 'hits'],
  ['no list at all', [], 'undetermined'],
  ['the bundled register alone', [list('r', {}, { isSanctionsList: false })], 'undetermined'],
  ['a stale list', [list('l', {}, { isStale: true })], 'undetermined'],
  ['a list that is a part', [list('l', {}, { isPartial: true })], 'undetermined'],
  [
    'a search that reached a bound',
    [list('l', { missing: ['a name of 400 characters is over the limit of 384'] })],
    'undetermined',
  ],
  ['one stale list among fresh ones', [list('a', {}), list('b', {}, { isStale: true })], 'undetermined'],
  ['a hit on a stale list is a hit all the same', [list('l', { hits: [match(0, 900)] }, { isStale: true })], 'hits'],
] as const)('%s', (_why, lists, kind) => {
  expect(ask(lists).kind).toBe(kind)
})

test('hits of all lists come best first, equal ones by list and id', () => {
  const outcome = ask([
    list('b', { hits: [match(1, 800), match(0, 800)] }),
    list('a', { hits: [match(2, 800), match(0, 950)] }),
  ])
  expect(outcome.kind === 'hits' && outcome.hits.map((hit) => hit.entity.id)).toEqual(['a-a', 'a-c', 'b-a', 'b-b'])
})

test('the limit cuts hits but never an exact name', () => {
  const outcome = ask([list('l', { hits: [match(0, 1000), match(1, 1000), match(2, 900)] })], 1)
  expect(outcome.kind === 'hits' && outcome.hits.map((hit) => hit.match.score)).toEqual([1000, 1000])
  expect(outcome.total).toBe(3)
})

test('a match that names an entity the list does not hold stops, rather than lose a hit', () => {
  expect(() => ask([list('l', { hits: [match(7, 900)] })])).toThrow('does not hold')
})
