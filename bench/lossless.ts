import { createHash } from 'node:crypto'
import { loadNameTables } from '../src/engine/names-tables.ts'
import { loadPolicy } from '../src/engine/policies.ts'
import type { Corpus } from '../src/index/corpus.ts'
import { buildIndex } from '../src/index/list-index.ts'
import { openCorpus, openIndexed, openUnindexed } from '../src/index/open-corpus.ts'
import type { Entity } from '../src/model/entity.ts'
import { derivedSdn, unList } from './derived-sdn.ts'
import { questionsOf } from './questions.ts'
import { Chance, partyNamed, syntheticEntities } from './synthetic.ts'

/**
 * Whether the index loses anything: its answers beside those of comparing with every entity, byte for byte, with all evidence.
 *
 *   npm run --silent bench -- lossless [-- --set sdn|un|sample|fuzz|determinism] [--shard 3/20] [--quick] [--json]
 *
 * Sets: 10,000 questions on the full SDN list and on the UN's, 100,000 on a fixed sample of 2,000 entities, 1,000,000 parties of chance
 * letters that must not throw, and predictions twice. Comparing with everything is slow: a shard is one of so many equal
 * parts of the questions.
 */
const tables = loadNameTables()
const { policy } = loadPolicy('default')
const args = process.argv.slice(2)
const optionOf = (name: string): string | undefined => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined)
const isQuick = args.includes('--quick')
const [shard = 1, shards = 1] = (optionOf('--shard') ?? '1/1').split('/').map(Number)
const SHOWN = 5

const QUESTIONS = {
  list: isQuick ? 100 : 10_000,
  sample: isQuick ? 1_000 : 100_000,
  fuzz: isQuick ? 20_000 : 1_000_000,
}

function say(figure: Record<string, unknown>): void {
  if (args.includes('--json')) process.stdout.write(`${JSON.stringify(figure)}\n`)
  else
    process.stdout.write(
      `${Object.entries(figure)
        .map((entry) => entry.join(' '))
        .join(' · ')}\n`,
    )
}

const answer = (corpus: Corpus, party: Parameters<Corpus['search']>[0]): string =>
  JSON.stringify(corpus.search(party, { policy, limit: 100 }))

/** Index against everything, and against an index opened anew from the same buffer. */
function compare(list: string, entities: readonly Entity[], count: number): void {
  const indexed = openIndexed(buildIndex(entities, tables), tables)
  const whole = openUnindexed(entities, tables)
  const questions = questionsOf(entities, count, 77).slice(
    Math.floor((count * (shard - 1)) / shards),
    Math.floor((count * shard) / shards),
  )
  let differences = 0
  let hits = 0
  let withHits = 0
  for (const party of questions) {
    const expected = answer(whole, party)
    const { total } = JSON.parse(expected) as { total: number }
    hits += total
    withHits += total > 0 ? 1 : 0
    if (answer(indexed, party) === expected) continue
    differences += 1
    if (differences <= SHOWN) process.stderr.write(`differs on ${JSON.stringify(party)}\n`)
  }
  if (differences > 0) process.exitCode = 1
  say({
    bench: 'lossless',
    list,
    entities: entities.length,
    questions: questions.length,
    shard: `${shard}/${shards}`,
    'with hits': withHits,
    hits,
    differences,
  })
}

/** A sample of every n-th entity, so that each kind and source is in it. */
function sampleOf(entities: readonly Entity[], size: number): readonly Entity[] {
  const step = entities.length / size
  return Array.from({ length: Math.min(size, entities.length) }, (_, at) => entities[Math.floor(at * step)]).flatMap(
    (entity) => (entity === undefined ? [] : [entity]),
  )
}

function fuzz(entities: readonly Entity[], count: number): void {
  const corpus = openIndexed(buildIndex(sampleOf(entities, 500), tables), tables)
  const chance = new Chance(123 + shard)
  const alphabets = [
    'abcdefg ',
    'аבع中한ก्',
    '\u0000\u200b\u202e\ufffd\u0301',
    '0123456789.-,/()',
    '\ud800\udc00\udfff😀',
    'AaÁßıİſ',
  ]
  const schemas = ['Person', 'Company', 'Vessel', 'LegalEntity', 'Thing', '']
  let exceptions = 0
  const own = Math.ceil(count / shards)
  for (let index = 0; index < own; index += 1) {
    const length = index % 1_000 === 0 ? chance.next(500) : chance.next(24)
    const text = Array.from({ length }, () => chance.of([...chance.of(alphabets)])).join('')
    try {
      corpus.search(partyNamed(text, chance.of(schemas), index % 2 === 0), { policy, limit: 3 })
    } catch (error) {
      exceptions += 1
      if (exceptions <= SHOWN) process.stderr.write(`${JSON.stringify(text)}: ${String(error)}\n`)
    }
  }
  if (exceptions > 0) process.exitCode = 1
  say({ bench: 'fuzz', parties: own, shard: `${shard}/${shards}`, exceptions })
}

/** Two runs, from objects and from a buffer that another build gave: one digest. Threads are compared in `bench/index.ts`. */
function determinism(list: string, entities: readonly Entity[], count: number): void {
  const questions = questionsOf(entities, count, 5)
  const digest = (corpus: Corpus): string => {
    const hash = createHash('sha256')
    for (const party of questions) hash.update(answer(corpus, party))
    return hash.digest('hex').slice(0, 16)
  }
  const first = openIndexed(buildIndex(entities, tables), tables)
  const digests = [digest(openCorpus(entities, tables)), digest(first), digest(first)]
  const isSame = new Set(digests).size === 1
  if (!isSame) process.exitCode = 1
  say({
    bench: 'determinism',
    list,
    questions: questions.length,
    runs: digests.length,
    digest: digests[0],
    same: isSame,
  })
}

async function main(): Promise<void> {
  const set = optionOf('--set')
  const wants = (name: string): boolean => set === undefined || set === name
  const sdn = derivedSdn()
  if (sdn === undefined) process.stderr.write('the real lists are not there: synthetic ones stand in\n')
  const entities = sdn ?? syntheticEntities(5_000, 11)
  if (wants('un')) compare('UN of 2026-08-01', (await unList()) ?? syntheticEntities(1_000, 12), QUESTIONS.list)
  if (wants('sample')) compare('sample of full SDN', sampleOf(entities, 2_000), QUESTIONS.sample)
  if (wants('sdn')) compare('full SDN of 2026-04-21', entities, QUESTIONS.list)
  if (wants('fuzz')) fuzz(entities, QUESTIONS.fuzz)
  if (wants('determinism')) determinism('full SDN of 2026-04-21', entities, isQuick ? 500 : 3_000)
}

await main()
