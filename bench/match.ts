import { loadNameTables } from '../src/engine/names-tables.ts'
import { loadPolicy } from '../src/engine/policies.ts'
import type { Corpus } from '../src/index/corpus.ts'
import { buildIndex, ListIndex } from '../src/index/list-index.ts'
import { openCorpus, openUnindexed } from '../src/index/open-corpus.ts'
import { comparePair } from '../src/match/v1/compare-pair.ts'
import { judge } from '../src/match/v1/judge.ts'
import { kindsOf, PartyReading, readEntity } from '../src/match/v1/readings.ts'
import type { Entity } from '../src/model/entity.ts'
import type { Party } from '../src/model/party.ts'
import { derivedSdn } from './derived-sdn.ts'
import { Chance, ordinaryParties, partyNamed, syntheticEntities } from './synthetic.ts'

/**
 * How fast the match engine answers, beside comparing with every entity in the same run, and how it stands input made to slow it.
 *
 *   npm run --silent bench -- match [-- --quick] [--million] [--only speed|candidates|pair|adversarial] [--json]
 *
 * `--million` adds a list of 1,000,000 entities. Rates are of the processor time of the whole process, the collection of garbage and
 * the compiler included, which other work on the machine lengthens by what it drives out of the caches; latencies are the clock's, and
 * tell something on a quiet machine only.
 * What the index loses (nothing) and input by chance is the benchmark `lossless`.
 */
const tables = loadNameTables()
const { policy } = loadPolicy('default')
const args = process.argv.slice(2)
const isQuick = args.includes('--quick')
const isJson = args.includes('--json')
const only = args.includes('--only') ? args[args.indexOf('--only') + 1] : undefined
const SIZES = args.includes('--million') ? [20_000, 100_000, 1_000_000] : isQuick ? [] : [20_000, 100_000]
const QUESTIONS = isQuick ? 2_000 : 10_000
const SCANNED = isQuick ? 3 : 10
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
const perSecond = (count: number, ms: number): number => Math.round((count / ms) * 1_000)

interface Latencies {
  readonly cpu: number
  readonly sorted: readonly number[]
}

function latencies(corpus: Corpus, parties: readonly Party[]): Latencies {
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

/** Names of the list as they stand, of whom they name. */
function listedParties(entities: readonly Entity[], count: number): readonly Party[] {
  const chance = new Chance(5)
  return Array.from({ length: count }, () => {
    const entity = chance.of(entities)
    return partyNamed(chance.of(entity.names).text, entity.schema)
  })
}

const guessed = (parties: readonly Party[]): readonly Party[] =>
  parties.map((party) => ({ ...party, schema: 'Thing', isSchemaGuessed: true }))

/** Whole questions: names read, candidates, full score, evidence; persons unless said. Answers the cost of one, microseconds. */
function speed(list: string, entities: readonly Entity[]): number {
  const corpus = openCorpus(entities, tables)
  corpus.search(partyNamed('x'), { policy, limit: 1 })
  latencies(corpus, ordinaryParties(QUESTIONS / 2, 1))
  const fresh = latencies(corpus, ordinaryParties(QUESTIONS, 2))
  const known = latencies(corpus, ordinaryParties(QUESTIONS, 2))
  const others = {
    'of no stated kind': guessed(ordinaryParties(QUESTIONS / 4, 3)),
    'names of the list': listedParties(entities, QUESTIONS / 4),
  }
  const whole = openUnindexed(entities, tables)
  whole.search(partyNamed('x'), { policy, limit: 1 })
  const scanned = latencies(whole, ordinaryParties(SCANNED, 4))
  const scanUs = (scanned.cpu / SCANNED) * 1_000
  const us = (fresh.cpu / QUESTIONS) * 1_000
  say({
    bench: 'speed',
    list,
    entities: entities.length,
    'screens a second, new words': perSecond(QUESTIONS, fresh.cpu),
    'words met before': perSecond(QUESTIONS, known.cpu),
    'p50 ms': round(at(fresh.sorted, 0.5), 3),
    'p99 ms': round(at(fresh.sorted, 0.99), 3),
    'scan of all, a second': round(1_000_000 / scanUs, 2),
    'times the scan': Math.round(scanUs / us),
  })
  for (const [kind, parties] of Object.entries(others)) {
    const { cpu, sorted } = latencies(corpus, parties)
    say({
      bench: 'speed',
      list,
      parties: kind,
      'screens a second, new words': perSecond(parties.length, cpu),
      'p50 ms': round(at(sorted, 0.5), 3),
      'p99 ms': round(at(sorted, 0.99), 3),
    })
  }
  return us
}

/** Candidate search alone, at the default policy's bound: the party's name is read before. */
function candidates(list: string, entities: readonly Entity[]): void {
  const index = ListIndex.open(buildIndex(entities, tables), tables)
  if (typeof index === 'string') throw new Error(index)
  let offered = 0
  const search = (readings: readonly PartyReading[]): number =>
    cpuMs(() => {
      for (const reading of readings) {
        const kinds = kindsOf(reading.party.schema, reading.party.isSchemaGuessed)
        for (const one of index.indexes) {
          if (!kinds.includes(one.kind)) continue
          for (const name of reading.as(one.kind))
            one.candidates(name, index.weightOf, Math.min(policy.belowFrom, policy.threshold), () => {
              offered += 1
            })
        }
      }
    })
  const read = (count: number, seed: number): readonly PartyReading[] =>
    ordinaryParties(count, seed).map((party) => {
      const reading = new PartyReading(tables, party)
      for (const kind of kindsOf(party.schema, party.isSchemaGuessed)) reading.as(kind)
      return reading
    })
  search(read(QUESTIONS / 2, 1))
  const questions = read(QUESTIONS, 2)
  offered = 0
  const fresh = search(questions)
  const known = search(questions)
  say({
    bench: 'candidate search alone',
    list,
    entities: entities.length,
    'a second, new words': perSecond(QUESTIONS, fresh),
    'words met before': perSecond(QUESTIONS, known),
    'names offered a question': round(offered / 2 / QUESTIONS, 2),
  })
}

/**
 * One party and one entity with all evidence, whatever the score. "One pair with evidence" of the targets is the pair with both sides
 * read, as in a search: names of a list are read once a version, a party's once a question.
 */
function onePair(entities: readonly Entity[]): void {
  const chance = new Chance(9)
  const others = Array.from({ length: 200 }, () => chance.of(entities))
  const strangers = ordinaryParties(200, 5)
  const sets = {
    'a stranger': strangers,
    'its own name': others.map((entity) => partyNamed(chance.of(entity.names).text, entity.schema)),
  }
  const bench = { tables, weightOf: ({ weight }: { readonly weight: number }) => weight, policy, least: 0 }
  for (const [kind, parties] of Object.entries(sets)) {
    const pairs = parties.flatMap((party, index) => {
      const entity = others[kind === 'a stranger' ? (index * 7) % others.length : index]
      const reading = new PartyReading(tables, party)
      return entity === undefined ? [] : [{ party, entity, reading, names: readEntity(tables, entity) }]
    })
    const rounds = isQuick ? 20 : 200
    const read = (): void => {
      for (let round = 0; round < rounds; round += 1)
        for (const { reading, entity, names } of pairs) judge(bench, reading, () => entity, names, 0)
    }
    const anew = (): void => {
      for (let round = 0; round < rounds; round += 1)
        for (const { party, entity } of pairs) comparePair(tables, party, entity, policy)
    }
    read()
    anew()
    const usOf = (work: () => void): number => round((cpuMs(work) / (rounds * pairs.length)) * 1_000, 2)
    const names = pairs.reduce((sum, pair) => sum + pair.names.length, 0) / pairs.length
    say({
      bench: 'one pair',
      party: kind,
      'names an entity': round(names, 2),
      'both sides read, us': usOf(read),
      'both read anew, us': usOf(anew),
    })
  }
}

const COMMON =
  'mohammed ali hassan ahmed company trading general international bank group al bin abu omar khan jose maria juan garcia lopez shipping marine oil gas energy national limited holding services transport lines aviation construction research center institute foundation investment'
const WORST: readonly (readonly [string, string])[] = [
  ['10,000 characters', 'abcdefghij'.repeat(1_000)],
  ['5,000 parts', 'ab '.repeat(5_000)],
  ['combining flood', [...'joaquin guzman'].map((letter) => letter + '\u0301\u0302\u0303'.repeat(8)).join('')],
  ['zalgo over Cyrillic', 'а\u0301'.repeat(190)],
  ['all the same letter', 'a'.repeat(380)],
  ['64 parts of one letter', 'a '.repeat(64).trim()],
  ['60 parts, two common words', 'jose luis '.repeat(30).trim()],
  ['60 parts, one Arabic word', 'محمد '.repeat(60).trim()],
  ['40 different common words', COMMON],
  ['numbers', '1 2 3 4 5 6 7 8 9 10 '.repeat(6).trim()],
  ['signs for letters', '4l1 '.repeat(60).trim()],
  ['300 Han characters', '王伟国'.repeat(100)],
  ['alternating letters', `${'ab'.repeat(15)} ${'ba'.repeat(15)} ${'aab'.repeat(10)}`],
  ['many initials', 'j r m a s k l t'],
]

function adversarial(entities: readonly Entity[]): void {
  const corpus = openCorpus(entities, tables)
  latencies(corpus, ordinaryParties(QUESTIONS / 2, 6))
  const ordinary = at(latencies(corpus, ordinaryParties(QUESTIONS / 2, 7)).sorted, 0.99)
  for (const [input, text] of WORST) {
    const party = partyNamed(text)
    const { missing } = corpus.search(party, { policy, limit: 20 })
    latencies(
      corpus,
      Array.from({ length: 20 }, () => party),
    )
    const p99 = at(
      latencies(
        corpus,
        Array.from({ length: 100 }, () => party),
      ).sorted,
      0.99,
    )
    const isUndetermined = missing.length > 0
    say({
      bench: 'adversarial',
      input,
      'p99 ms': round(p99, 3),
      'ordinary p99 ms': round(ordinary, 3),
      answer: isUndetermined ? 'undetermined' : 'answered',
      holds: isUndetermined || p99 <= 2 * ordinary,
    })
  }
}

function main(): void {
  const real = derivedSdn()
  if (real === undefined) process.stderr.write('the full SDN list is not there: a synthetic one stands for it\n')
  const name = real === undefined ? 'synthetic' : 'SDN of 2026-04-21'
  const list = real ?? syntheticEntities(18_758, 11)
  const isAsked = (part: string): boolean => only === undefined || only === part
  if (isAsked('pair')) onePair(list)
  if (isAsked('speed')) speed(name, list)
  if (isAsked('candidates')) {
    candidates(name, list)
    candidates('synthetic', syntheticEntities(50_000, 42))
  }
  if (isAsked('adversarial')) adversarial(list)
  if (isAsked('speed')) growth()
  if (isJson) process.stdout.write(`${JSON.stringify({ bench: 'match', figures })}\n`)
}

function growth(): void {
  const costs = SIZES.map((size) => [size, speed('synthetic', syntheticEntities(size, 42))] as const)
  for (const [index, [size, us]] of costs.entries()) {
    const [before, usBefore] = costs[index - 1] ?? []
    if (before === undefined || usBefore === undefined) continue
    say({
      bench: 'growth',
      from: before,
      to: size,
      'times the entities': round(size / before),
      'times the cost': round(us / usBefore, 2),
    })
  }
}

main()
