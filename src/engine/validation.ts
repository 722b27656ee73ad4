import type { IsoDate } from '../model/brand.ts'
import type { Entity } from '../model/entity.ts'
import { Random, seedOf } from '../validation/random.ts'
import { curveOf, findingsOf, type ListCoverage, type ValidationReport } from '../validation/report.ts'
import { type ClassResult, compileClasses, type Prober, probesOf, scoreClass } from '../validation/run-disguises.ts'
import { compileCultures, type Seed, seedsOf } from '../validation/seed.ts'
import { compileSubstitutions } from '../validation/substitutions.ts'
import { describeConfiguration } from './configuration.ts'
import type { Engine, ListInForce } from './engine.ts'
import { openEngine } from './open-engine.ts'
import { enforcementCases } from './validation-cases.ts'
import { cleanPopulations } from './validation-people.ts'
import { EngineProber } from './validation-prober.ts'
import { validationTable as table } from './validation-tables.ts'
import { ENGINE } from './version.ts'
import { YenteProber } from './yente-prober.ts'

export { renderValidationHtml } from '../validation/html.ts'
export type { ValidationReport } from '../validation/report.ts'

export interface ValidationRequest {
  readonly lists?: readonly string[]
  readonly data?: string
  readonly policy?: string
  readonly published?: IsoDate
  readonly asOf?: IsoDate
  readonly at: string
  /** Names a class of disguise. */
  readonly names: number
  /** Listed names given exactly; all where absent. */
  readonly exact?: number
  /** People of each clean population. */
  readonly people: number
  readonly seed: number
  /** Classes of disguise to run; all where absent. */
  readonly classes?: readonly string[]
  /** A yente-compatible address to ask in place of this engine, as `http://127.0.0.1:8000`. */
  readonly against?: string
  readonly dataset?: string
  readonly key?: string
  readonly onProgress?: (text: string) => void
  /** An engine that is open already, as a server's: its lists and policy are validated, and none is opened. */
  readonly engine?: Engine
  /** Called before each question, so that a server can let others in. */
  readonly pause?: () => Promise<void>
}

const LIMITS = [
  'Single edits are put on words of five letters or more, of four where a name has no longer one, in names of six or more; two edits on names of ten or more: with fewer, what comes out is another name.',
  "A disguised name that is another listed party's very name, or in which a word of up to four letters became another that listed names have, is drawn again, or left out: it names somebody else.",
  'Clean people are made by chance from common names. Nobody checked that none of them lives.',
  'A hit is counted where the entity whose name was disguised is among the hits; what else came with it is counted by the clean populations alone.',
  'This is neither a clearance nor legal advice. It measures this engine, with these lists and this policy, on disguises that were thought of.',
] as const

/** Runs the validator's pack on the asker's own lists and policy. Deterministic: the same lists, policy and seed give the same report, but for its instant. */
export async function validate(request: ValidationRequest): Promise<ValidationReport> {
  const note = request.onProgress ?? (() => undefined)
  const engine = request.engine ?? (await engineOf(request))
  const lists = engine.lists.filter(({ isSanctionsList }) => isSanctionsList)
  const tested = lists.length > 0 ? lists : engine.lists
  const prober: Prober =
    request.against === undefined
      ? new EngineProber(engine, request.at, request.pause)
      : new YenteProber(request.against, request.dataset ?? 'default', engine.policy.threshold, request.key)
  const seeds = tested.flatMap((list) =>
    seedsOf(list.id, list.corpus.entities, compileCultures(table('cultures.tsv', 'culture'))),
  )
  note(`${seeds.length} names of ${tested.length} lists`)
  const exact = await exactNames(tested, prober, request)
  note(`exact names: ${exact.missed_count} of ${exact.asked} missed`)
  const classes = await runClasses(seeds, prober, request, note)
  const people = await cleanPopulations(engine.policy.threshold, prober, request, note)
  const partial = {
    kind: 'cordon validation' as const,
    engine: request.against === undefined ? ENGINE : 'asked over HTTP',
    matcher: request.against === undefined ? (tested[0]?.corpus.matcher ?? '') : 'not told',
    target: request.against ?? 'this engine',
    validated_at: request.at,
    seed: request.seed,
    policy: { id: engine.policyId, values: Object.fromEntries(Object.entries(engine.policy)) },
    lists: tested.map(coverageOf),
    configuration: describeConfiguration({
      ...(request.data === undefined ? {} : { data: request.data }),
      ...(request.policy === undefined ? {} : { policy: request.policy }),
    }).settings,
    exact,
    canaries: await canaries(tested, prober, request),
    classes: classes.map(({ scores: _scores, ...rest }) => rest),
    macro_recall: macroRecall(classes),
    populations: people.results,
    curve: curveOf(
      classes.filter(({ group }) => !group.startsWith('I')).flatMap(({ scores }) => scores),
      people.scores,
    ),
    samples: people.samples,
    cases: request.against === undefined ? await enforcementCases(request) : [],
    limits: LIMITS,
  }
  return { ...partial, findings: findingsOf(partial) }
}

const engineOf = (request: ValidationRequest): Promise<Engine> =>
  openEngine({
    lists: request.lists ?? [],
    ...(request.data === undefined ? {} : { data: request.data }),
    ...(request.policy === undefined ? {} : { policy: request.policy }),
    ...(request.published === undefined ? {} : { published: request.published }),
    ...(request.asOf === undefined ? {} : { asOf: request.asOf }),
  })

const CHUNK = 200

/** Every primary name and strong alias, verbatim. */
async function exactNames(
  lists: readonly ListInForce[],
  prober: Prober,
  request: ValidationRequest,
): Promise<ValidationReport['exact']> {
  const all = lists.flatMap((list) =>
    list.corpus.entities.flatMap((entity) =>
      entity.names.filter(({ quality }) => quality !== 'weak').map(({ text }) => ({ list: list.id, entity, text })),
    ),
  )
  const chosen =
    request.exact === undefined || request.exact >= all.length
      ? all
      : new Random(request.seed ^ seedOf('exact')).shuffled(all).slice(0, request.exact)
  const missed: ValidationReport['exact']['missed'][number][] = []
  let count = 0
  for (let at = 0; at < chosen.length; at += CHUNK) {
    const chunk = chosen.slice(at, at + CHUNK)
    const outcomes = await prober.probe(chunk.map(({ list, entity, text }) => exactProbe(list, entity, text)))
    for (const [i, { isHit }] of outcomes.entries()) {
      const own = chunk[i]
      if (isHit || own === undefined) continue
      count += 1
      if (missed.length < MISSED_SHOWN) missed.push({ list: own.list, entity: own.entity.id, name: own.text })
    }
    if (at % (CHUNK * 10) === 0) request.onProgress?.(`exact names: ${at} of ${chosen.length}`)
  }
  return { names: all.length, asked: chosen.length, missed, missed_count: count }
}
const MISSED_SHOWN = 100

const exactProbe = (list: string, entity: Entity, name: string) => ({
  seed: { list, entity, name, kind: 'organisation' as const, culture: '' },
  disguised: { as: 'party' as const, given: { schema: entity.schema, properties: { name: [name] } }, shown: name },
})

async function runClasses(
  seeds: readonly Seed[],
  prober: Prober,
  request: ValidationRequest,
  note: (text: string) => void,
): Promise<readonly ClassResult[]> {
  const substitutions = compileSubstitutions(table('substitutions.tsv', 'set', 'from', 'to'))
  const rows = compileClasses(table('classes.tsv', 'id', 'class', 'bar', 'needs', 'title'))
  const results: ClassResult[] = []
  for (const row of rows.filter(({ id }) => request.classes?.includes(id) ?? true)) {
    const probes = probesOf(row, seeds, substitutions, { most: request.names, seed: request.seed })
    const result = scoreClass(row, probes, await prober.probe(probes))
    note(`${row.id} ${result.found} of ${result.asked} ${row.title}`)
    results.push(result)
  }
  return results
}

/** Mean over the classes of names, X-01 to X-58, each counted once, thousandths. */
function macroRecall(classes: readonly ClassResult[]): number {
  const shares = classes
    .filter(({ group }) => !group.startsWith('I'))
    .flatMap(({ recall }) => (recall === undefined ? [] : [recall]))
  return shares.length === 0 ? 0 : Math.round(shares.reduce((sum, share) => sum + share, 0) / shares.length)
}

/** Three names of each list, chosen by the seed: a list that stopped alerting shows here first. */
async function canaries(
  lists: readonly ListInForce[],
  prober: Prober,
  request: ValidationRequest,
): Promise<ValidationReport['canaries']> {
  const chosen = lists.flatMap((list) => {
    const random = new Random(request.seed ^ seedOf(`canary ${list.standingId}`))
    return Array.from({ length: 3 }, () => random.of(list.corpus.entities)).flatMap((entity) =>
      entity === undefined ? [] : [exactProbe(list.id, entity, entity.names[0].text)],
    )
  })
  const outcomes = await prober.probe(chosen)
  return chosen.map(({ seed }, i) => ({ list: seed.list, name: seed.name, alerted: outcomes[i]?.isHit === true }))
}

function coverageOf(list: ListInForce): ListCoverage {
  const { entities } = list.corpus
  const bySchema: Record<string, number> = {}
  const names = { primary: 0, strong: 0, weak: 0 }
  let identifiers = 0
  for (const entity of entities) {
    bySchema[entity.schema] = (bySchema[entity.schema] ?? 0) + 1
    for (const { quality } of entity.names) names[quality] += 1
    identifiers += entity.identifiers.length
  }
  return {
    id: list.id,
    version: list.version,
    published: list.published,
    stale: list.isStale,
    partial: list.isPartial,
    entities: entities.length,
    by_schema: bySchema,
    names,
    identifiers,
  }
}
