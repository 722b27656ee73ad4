import { closeSync, openSync, readFileSync, writeSync } from 'node:fs'
import { loadCountries } from '../src/engine/countries.ts'
import { type DesignationSource, designationsFrom } from '../src/engine/designation-source.ts'
import { Engine } from '../src/engine/engine.ts'
import { loadNameTables } from '../src/engine/names-tables.ts'
import { openEngine } from '../src/engine/open-engine.ts'
import { loadPolicy } from '../src/engine/policies.ts'
import { loadRegister } from '../src/engine/register.ts'
import { openCorpus } from '../src/index/open-corpus.ts'
import type { DatasetId, IsoDate, ListVersionId } from '../src/model/brand.ts'
import type { Entity } from '../src/model/entity.ts'
import { parseTsv } from '../src/model/tsv.ts'
import { cleanPerson, compilePopulation } from '../src/validation/population.ts'
import { Random } from '../src/validation/random.ts'
import { derivedSdn } from './derived-sdn.ts'

const SYNTHETIC = new URL('../data/validation/enforcement-list.ftm.json', import.meta.url).pathname
export const AT = '2026-11-21T12:00:00Z'
/** One row in so many bears a listed name, so that an answer that lost it would be seen. */
const PLANTED_EVERY = 1_000
const LINES_AT_ONCE = 10_000

/** An engine over the newest whole SDN list of the shared data, or over the synthetic list where that is not there, with a word. */
export async function benchEngine(): Promise<{ readonly engine: Engine; readonly list: string }> {
  const entities = derivedSdn()
  if (entities !== undefined)
    return { engine: engineOver(entities), list: `SDN of 2026-04-21, ${entities.length} entries` }
  const engine = await openEngine({ lists: [SYNTHETIC] })
  return { engine, list: 'the synthetic list: the shared data are not there, so the figures say little' }
}

function engineOver(entities: readonly Entity[]): Engine {
  const { policy, id: policyId } = loadPolicy(undefined)
  const register = loadRegister()
  const designations: DesignationSource = { from: 'register', register }
  const corpus = openCorpus(entities, loadNameTables())
  const id = 'us_ofac_sdn' as DatasetId
  return new Engine({
    lists: [
      {
        id,
        standingId: id,
        version: 'sha256:bench' as ListVersionId,
        published: '2026-04-21' as IsoDate,
        isStale: false,
        isPartial: false,
        isSanctionsList: true,
        corpus,
      },
    ],
    countries: loadCountries(),
    policy,
    policyId,
    matcher: corpus.matcher,
    registerKnownUntil: register.knownUntil,
    designations,
    designationsOf: designationsFrom(designations),
  })
}

/** Writes a book of invented people as CSV, with a listed name at every thousandth row. Answers how many were planted. */
export function writeBook(path: string, count: number, engine: Engine): number {
  const parsed = parseTsv(readFileSync(new URL('../data/validation/population.tsv', import.meta.url), 'utf8'), [])
  if (!parsed.ok) throw new Error(parsed.issue.code)
  const names = compilePopulation(parsed.value)
  const random = new Random(20_191_126)
  const entities = engine.lists[0]?.corpus.entities ?? []
  const cell = (text: string): string => `"${text.replace(/"/g, '""')}"`
  const file = openSync(path, 'w')
  let lines = ['customer id,name,birth date,country,segment']
  for (let i = 0; i < count; i++) {
    const person = cleanPerson(names, random)
    const listed = i % PLANTED_EVERY === PLANTED_EVERY - 1 ? entities[random.below(entities.length)] : undefined
    lines.push(
      listed === undefined
        ? [`C-${i}`, cell(person?.name ?? ''), person?.birthDate ?? '', person?.country ?? '', 'retail'].join(',')
        : [`L-${i}`, cell(listed.names[0].text), '', '', 'planted'].join(','),
    )
    if (lines.length >= LINES_AT_ONCE) {
      writeSync(file, `${lines.join('\n')}\n`)
      lines = []
    }
  }
  writeSync(file, lines.join('\n'))
  closeSync(file)
  return Math.floor(count / PLANTED_EVERY)
}
