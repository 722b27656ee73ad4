/**
 * From a delta loaded to the parties it can affect named and screened, for a book of synthetic parties held in a warm index.
 *
 *   npm run --silent bench -- monitoring [-- --json]     BOOK and CHANGED in the environment; 100000 and 100 by default
 *
 * The baseline in the same run is screening the whole book, measured on a sample and multiplied out.
 */

import { loadNameTables } from '../src/engine/names-tables.ts'
import { loadPolicy } from '../src/engine/policies.ts'
import { BookIndex } from '../src/index/book-index.ts'
import { openCorpus } from '../src/index/open-corpus.ts'
import { reweighedWords, weightsOf, withWords } from '../src/index/rarity-change.ts'
import type { EntityId } from '../src/model/brand.ts'
import { type Entity, UNSTATED } from '../src/model/entity.ts'
import type { Party } from '../src/model/party.ts'
import { Dice } from '../test/support/tampering.ts'

const BOOK = Number(process.env['BOOK'] ?? 100_000)
const LIST = Number(process.env['LIST'] ?? 19_000)
const CHANGED = Number(process.env['CHANGED'] ?? 100)
const SAMPLE = 500

const dice = new Dice(14)
const SYLLABLES = [
  'ra',
  'mi',
  'ro',
  'ta',
  'lo',
  'ves',
  'kan',
  'ber',
  'tu',
  'sha',
  'li',
  'no',
  'gar',
  'del',
  'pe',
  'kov',
  'iq',
  'zan',
  'mu',
  'ha',
]
const word = (length: number): string => {
  const text = Array.from({ length }, () => dice.pick(SYLLABLES)).join('')
  return text.charAt(0).toUpperCase() + text.slice(1)
}
/** Few given names and many family names, some frequent: roughly as in a real book. */
const GIVEN = Array.from({ length: 400 }, () => word(2 + dice.next(2)))
const FAMILY = Array.from({ length: 30_000 }, () => word(2 + dice.next(3)))
const frequent = (all: readonly string[]): string =>
  all[Math.min(dice.next(all.length), dice.next(all.length), dice.next(all.length))] ?? ''
const fullName = (): string => `${frequent(GIVEN)} ${frequent(FAMILY)} ${frequent(FAMILY)}`

const entity = (id: number): Entity => ({
  ...UNSTATED,
  id: `b-${id}` as EntityId,
  sourceId: String(id),
  schema: dice.next(4) === 0 ? 'Organization' : 'Person',
  names: [
    { text: fullName(), quality: 'primary', kind: 'name' },
    { text: fullName(), quality: 'strong', kind: 'alias' },
  ],
})
const party = (): Party => ({
  schema: 'Person',
  isSchemaGuessed: false,
  names: [{ text: fullName() }],
  birthDates: [],
  countries: [],
  genders: [],
  identifiers: [],
  addresses: [],
})

const seconds = (from: number): number => Math.round(performance.now() - from) / 1_000
const tables = loadNameTables()
const { policy } = loadPolicy()
const before = Array.from({ length: LIST }, (_, i) => entity(i))
const after = [...before.slice(CHANGED / 2), ...Array.from({ length: CHANGED }, (_, i) => entity(LIST + i))]

let at = performance.now()
const index = new BookIndex(tables)
const parties: Party[] = []
for (let i = 0; i < BOOK; i++) {
  const one = party()
  parties.push(one)
  index.add(one)
}
index.candidates([entity(9_999_999)], ({ weight }) => weight, policy.threshold)
const coldSeconds = seconds(at)

at = performance.now()
const corpus = openCorpus(after, tables)
corpus.search(party(), { policy, limit: 20 })
const listSeconds = seconds(at)

at = performance.now()
const [then, now] = [weightsOf(before, tables), weightsOf(after, tables)]
/** FROZEN=1 measures what it costs when weights are those of an earlier version, so that a delta shifts none. */
const words = process.env['FROZEN'] === '1' ? new Set<string>() : reweighedWords(then, now)
const reweighed = withWords(now, words)
const weighSeconds = seconds(at)

at = performance.now()
const isNew = (_: Entity, i: number): boolean => i >= LIST - CHANGED / 2 || reweighed.has(i)
const named = new Set([
  ...index.withWords(words),
  ...index.candidates(after.filter(isNew), now.weightOf, policy.threshold),
])
const nameSeconds = seconds(at)

at = performance.now()
let hits = 0
for (const position of named) {
  const one = parties[position]
  if (one !== undefined) hits += corpus.search(one, { policy, limit: 20 }).total
}
const screenSeconds = seconds(at)

at = performance.now()
for (const one of parties.slice(0, SAMPLE)) corpus.search(one, { policy, limit: 20 })
const wholeSeconds = Math.round((seconds(at) * BOOK * 10) / SAMPLE) / 10

const result = {
  book: BOOK,
  list: after.length,
  changed: CHANGED,
  cold_index_s: coldSeconds,
  list_index_s: listSeconds,
  frozen_weights: process.env['FROZEN'] === '1',
  reweighed_words: words.size,
  reweighed_entities: reweighed.size,
  weigh_s: weighSeconds,
  named_parties: named.size,
  name_s: nameSeconds,
  screen_s: screenSeconds,
  hits,
  delta_to_alerts_s: Math.round((weighSeconds + nameSeconds + screenSeconds) * 100) / 100,
  baseline_whole_book_s: wholeSeconds,
  rss_mb: Math.round(process.memoryUsage().rss / 1e6),
}
console.log(process.argv.includes('--json') ? JSON.stringify(result) : result)
