import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { comparePairs, matchPair } from '../src/engine/compare.ts'
import { loadCountries } from '../src/engine/countries.ts'
import { loadNameTables } from '../src/engine/names-tables.ts'
import { partyOf, sideOf } from '../src/engine/pair-records.ts'
import { loadPolicy } from '../src/engine/policies.ts'
import { openCorpus } from '../src/index/open-corpus.ts'
import { sanctionsListSearch } from '../src/match/ofac/list-search.ts'
import type { EntityId } from '../src/model/brand.ts'
import type { Entity } from '../src/model/entity.ts'

/**
 * Writes predictions for a folder of the match-quality format: `npm run --silent predict -- DATA OUT`.
 * Task files that are not there are passed over; what was written is said on stderr.
 */
type Fields = Readonly<Record<string, unknown>>

const THOUSAND = 1_000
const RESULTS = 10
const countries = loadCountries()
const { policy } = loadPolicy('default')

function readRecords(path: string): readonly Fields[] {
  const bytes = readFileSync(path)
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Fields)
}

const found = (folder: string, names: readonly string[]): readonly string[] =>
  names.map((name) => join(folder, name)).filter((path) => existsSync(path))

function write(folder: string, name: string, rows: readonly unknown[]): void {
  writeFileSync(join(folder, name), rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
  process.stderr.write(`${name}: ${rows.length} predictions\n`)
}

function pairs(paths: readonly string[]): readonly unknown[] {
  return paths.flatMap((path) => [...comparePairs(readRecords(path).map((record) => JSON.stringify(record)))])
}

function entityOf(raw: unknown): Entity {
  const side = sideOf(raw, undefined, countries)
  if (!side.ok) throw new Error(`${side.issue.code}: ${side.issue.found}`)
  return side.value
}

const listed = (record: Fields): Entity => {
  const names = [record['name'], ...many(record['aliases']), ...many(record['formerNames'])]
  const entity = entityOf({ ...record, name: undefined, aliases: undefined, names })
  return { ...entity, id: String(record['id']) as EntityId }
}

const many = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

function asked(query: Fields): Entity {
  return entityOf({
    ...query,
    names: [query['name']],
    birthDates: query['birthDate'],
    countries: query['country'],
    birthPlaces: query['birthPlace'],
  })
}

/** Everything from a low bar on, so that the whole curve can be drawn; scores are those of the default policy. */
const WIDE = { ...policy, belowFrom: 500 }

function retrieval(folder: string, queries: string): readonly unknown[] {
  const corpora = new Map<string, ReturnType<typeof openCorpus>>()
  const corpusOf = (list: string): ReturnType<typeof openCorpus> => {
    const known = corpora.get(list)
    if (known !== undefined) return known
    const path = found(join(folder, 'retrieval', 'lists'), [`${list}.jsonl.gz`, `${list}.jsonl`])[0]
    if (path === undefined) throw new Error(`the list ${list} is not in ${folder}`)
    const corpus = openCorpus(readRecords(path).map(listed), loadNameTables())
    corpora.set(list, corpus)
    return corpus
  }
  return readRecords(queries).map((record) => {
    const corpus = corpusOf(String(record['list']))
    const party = partyOf(asked(record['query'] as Fields))
    const { hits, below } = corpus.search(party, { policy: WIDE, limit: RESULTS })
    const results = [...hits, ...below]
      .sort((a, b) => b.score - a.score)
      .slice(0, RESULTS)
      .map(({ entity, score }) => ({ id: corpus.entities[entity]?.id, score: score / THOUSAND }))
    return { id: record['id'], results }
  })
}

function triples(path: string): readonly unknown[] {
  return readRecords(path).flatMap((record) => {
    const entity = entityOf(record['candidate'])
    return ['better', 'worse'].map((side) => {
      const party = partyOf(entityOf(record[side]))
      return {
        id: `${String(record['id'])}:${side}`,
        score: (matchPair({ id: '', party, entity }, policy)?.score ?? 0) / THOUSAND,
      }
    })
  })
}

function reference(path: string): readonly unknown[] {
  return readRecords(path).map(({ id, left, right }) => ({
    id,
    score: sanctionsListSearch(String(left), String(right)) / 100,
  }))
}

function main([data, out]: readonly string[]): void {
  if (data === undefined || out === undefined) {
    process.stderr.write('usage: npm run --silent predict -- DATA OUT\n')
    process.exitCode = 2
    return
  }
  mkdirSync(out, { recursive: true })
  const task = (
    names: readonly string[],
    to: string,
    predict: (paths: readonly string[]) => readonly unknown[],
  ): void => {
    const paths = found(data, names)
    if (paths.length > 0) write(out, to, predict(paths))
  }
  const one = (predict: (path: string) => readonly unknown[]) => (paths: readonly string[]) => predict(paths[0] ?? '')
  task(['name-pairs.jsonl', 'name-pairs.jsonl.gz'], 'name-pairs.pred.jsonl', pairs)
  task(
    ['entity-pairs.jsonl.gz', 'entity-pairs-nc.jsonl.gz', 'entity-pairs.jsonl', 'entity-pairs-nc.jsonl'],
    'entity-pairs.pred.jsonl',
    pairs,
  )
  task(['rank-triples.jsonl', 'rank-triples.jsonl.gz'], 'rank-triples.pred.jsonl', one(triples))
  task(['score-reference.jsonl', 'score-reference.jsonl.gz'], 'score-reference.pred.jsonl', one(reference))
  task(
    ['retrieval/queries.jsonl.gz', 'retrieval/queries.jsonl'],
    'retrieval.pred.jsonl',
    one((path) => retrieval(data, path)),
  )
}

main(process.argv.slice(2))
