import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { loadCountries } from '../src/engine/countries.ts'
import { openList } from '../src/engine/lists.ts'
import { loadNameTables } from '../src/engine/names-tables.ts'
import { loadPolicy } from '../src/engine/policies.ts'
import type { Corpus } from '../src/index/corpus.ts'
import { openCorpus, openUnindexed } from '../src/index/open-corpus.ts'
import { comparePair } from '../src/match/v1/compare-pair.ts'
import type { Entity } from '../src/model/entity.ts'
import type { Party } from '../src/model/party.ts'
import { Chance, disguised, ordinaryParties, partyNamed, syntheticEntities } from './synthetic.ts'

/**
 * The match engine: how fast it answers beside comparing with every entity in the same run, what it loses (nothing), and how it
 * stands input made to slow it. `--quick` for a short run, `--million` adds a list of 1,000,000. Times are processor time, which
 * other work on the machine does not lengthen; latencies are the clock's.
 */
const SDN = fileURLToPath(new URL('../../shared/data/lists/us_ofac/sdn_2021-07-07', import.meta.url))
const tables = loadNameTables()
const { policy } = loadPolicy('default')
const isQuick = process.argv.includes('--quick')
const isJson = process.argv.includes('--json')
const SIZES = process.argv.includes('--million') ? [20_000, 100_000, 1_000_000] : isQuick ? [20_000] : [20_000, 100_000]
const figures: Record<string, unknown>[] = []

function say(figure: Record<string, unknown>): void {
  figures.push(figure)
  if (!isJson)
    process.stdout.write(
      `${Object.entries(figure)
        .map(([name, value]) => `${name} ${String(value)}`)
        .join(' · ')}\n`,
    )
}

function cpuMs(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}

const round = (value: number, digits = 1): number => Number(value.toFixed(digits))
const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0

function latencies(
  corpus: Corpus,
  parties: readonly Party[],
): { readonly cpu: number; readonly sorted: readonly number[] } {
  const times: number[] = []
  const cpu = cpuMs(() => {
    for (const party of parties) {
      const from = performance.now()
      corpus.search(party, { policy, limit: 20 })
      times.push(performance.now() - from)
    }
  })
  return { cpu, sorted: times.sort((a, b) => a - b) }
}

function speed(name: string, entities: readonly Entity[]): void {
  const rss = process.memoryUsage().rss
  const corpus = openCorpus(entities, tables)
  const build = cpuMs(() => corpus.search(partyNamed('x'), { policy, limit: 1 }))
  const count = isQuick ? 2_000 : 10_000
  latencies(corpus, ordinaryParties(2_000, 1))
  const cold = latencies(corpus, ordinaryParties(count, 2))
  const warm = latencies(corpus, ordinaryParties(count, 2))
  const brute = openUnindexed(entities, tables)
  brute.search(partyNamed('x'), { policy, limit: 1 })
  const scanned = latencies(brute, ordinaryParties(isQuick ? 3 : 10, 3))
  say({
    bench: 'speed',
    list: name,
    entities: entities.length,
    'screens a second, new words': Math.round((count / cold.cpu) * 1_000),
    'words met before': Math.round((count / warm.cpu) * 1_000),
    'p50 ms': round(at(cold.sorted, 0.5), 3),
    'p99 ms': round(at(cold.sorted, 0.99), 3),
    'scan of all, a second': round(((isQuick ? 3 : 10) / scanned.cpu) * 1_000, 2),
    'build ms': Math.round(build),
    'memory MB': Math.round((process.memoryUsage().rss - rss) / 1e6),
  })
}

function onePair(entities: readonly Entity[]): void {
  const chance = new Chance(9)
  const parties = ordinaryParties(200, 5)
  const others = Array.from({ length: 200 }, () => chance.of(entities))
  const count = 20_000
  const run = (): void => {
    for (let index = 0; index < count; index += 1) {
      const party = parties[index % 200]
      const entity = others[(index * 7) % 200]
      if (party !== undefined && entity !== undefined) comparePair(tables, party, entity, policy)
    }
  }
  run()
  say({ bench: 'one pair, both sides read anew', us: round((cpuMs(run) / count) * 1_000, 2) })
}

function lossless(name: string, entities: readonly Entity[], questions: number): void {
  const chance = new Chance(77)
  const indexed = openCorpus(entities, tables)
  const whole = openUnindexed(entities, tables)
  let differences = 0
  let hits = 0
  for (let index = 0; index < questions; index += 1) {
    const entity = chance.of(entities)
    let text = chance.of(entity.names).text
    for (let slips = chance.next(3); slips > 0; slips -= 1) text = disguised(text, chance)
    const party =
      index % 4 === 0
        ? (ordinaryParties(1, index)[0] ?? partyNamed(text))
        : partyNamed(text, entity.schema, index % 3 === 0)
    const found = indexed.search(party, { policy, limit: 100 })
    const expected = whole.search(party, { policy, limit: 100 })
    hits += expected.total
    if (JSON.stringify(found) !== JSON.stringify(expected)) differences += 1
  }
  say({ bench: 'lossless', list: name, entities: entities.length, questions, hits, differences })
}

function adversarial(entities: readonly Entity[]): void {
  const corpus = openCorpus(entities, tables)
  const ordinary = latencies(corpus, [...ordinaryParties(2_000, 6), ...ordinaryParties(2_000, 7)])
  const worst: readonly (readonly [string, string])[] = [
    ['10,000 characters', 'abcdefghij'.repeat(1_000)],
    ['5,000 parts', 'ab '.repeat(5_000)],
    ['combining flood', [...'mohammed'].map((letter) => letter + '\u0301\u0302\u0303'.repeat(10)).join('')],
    ['all the same letter', 'a'.repeat(380)],
    ['64 parts of one letter', 'a '.repeat(64).trim()],
    ['64 common parts', 'mohammed ali '.repeat(32).trim()],
    ['alternating letters', `${'ab'.repeat(15)} ${'ba'.repeat(15)} ${'aab'.repeat(10)}`],
    ['many initials', 'j r m a s k l t'],
  ]
  for (const [name, text] of worst) {
    const parties = Array.from({ length: 50 }, () => partyNamed(text))
    const { missing } = corpus.search(partyNamed(text), { policy, limit: 5 })
    const { sorted } = latencies(corpus, parties)
    say({
      bench: 'adversarial',
      input: name,
      'p99 ms': round(at(sorted, 0.99), 3),
      'ordinary p99 ms': round(at(ordinary.sorted, 0.99), 3),
      answer: missing.length > 0 ? 'undetermined' : 'answered',
    })
  }
}

function fuzz(entities: readonly Entity[], count: number): void {
  const corpus = openCorpus(entities.slice(0, 500), tables)
  const chance = new Chance(123)
  const alphabets = [
    'abcdefg ',
    'аבع中한ก्',
    '\u0000\u200b\u202e\ufffd\u0301',
    '0123456789.-,/()',
    '\ud800\udc00\udfff😀',
    'AaÁßıİſ',
  ]
  let exceptions = 0
  for (let index = 0; index < count; index += 1) {
    const text = Array.from({ length: chance.next(24) }, () => chance.of([...chance.of(alphabets)])).join('')
    try {
      corpus.search(partyNamed(text, chance.of(['Person', 'Company', 'Vessel', 'LegalEntity']), index % 2 === 0), {
        policy,
        limit: 3,
      })
    } catch {
      exceptions += 1
    }
  }
  say({ bench: 'fuzz', parties: count, exceptions })
}

async function main(): Promise<void> {
  const real = existsSync(SDN) ? (await openList(SDN, { countries: loadCountries() })).entities : undefined
  if (real === undefined) process.stderr.write('the real list is not there: passed over\n')
  const first = real ?? syntheticEntities(5_000, 11)
  if (real !== undefined) speed('OFAC SDN of 2021-07-07', real)
  onePair(first)
  lossless(real === undefined ? 'synthetic' : 'OFAC SDN of 2021-07-07', first, isQuick ? 100 : 1_000)
  lossless('fixed sample', first.slice(0, 2_000), isQuick ? 1_000 : 10_000)
  adversarial(first)
  fuzz(first, isQuick ? 20_000 : 1_000_000)
  for (const size of SIZES) speed('synthetic', syntheticEntities(size, 42))
  if (isJson) process.stdout.write(`${JSON.stringify({ bench: 'match', figures })}\n`)
}

await main()
