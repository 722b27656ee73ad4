import { readFileSync } from 'node:fs'
import Type from 'typebox'
import { Compile } from 'typebox/compile'
import type { IsoDate } from '../model/brand.ts'
import type { Entity } from '../model/entity.ts'
import { CordonError } from '../model/errors.ts'
import {
  cleanParty,
  cleanPerson,
  compilePopulation,
  type PopulationResult,
  populationResult,
} from '../validation/population.ts'
import { Random, seedOf } from '../validation/random.ts'
import {
  type CaseResult,
  curveOf,
  findingsOf,
  type LineSample,
  type ListCoverage,
  type ValidationReport,
} from '../validation/report.ts'
import { type ClassResult, compileClasses, type Prober, probesOf, scoreClass } from '../validation/run-disguises.ts'
import { compileCultures, type Seed, seedsOf } from '../validation/seed.ts'
import { compileSubstitutions } from '../validation/substitutions.ts'
import { describeConfiguration } from './configuration.ts'
import type { Engine, ListInForce } from './engine.ts'
import { readKnowledgeTable } from './knowledge.ts'
import { openEngine } from './open-engine.ts'
import { knowledgePath } from './paths.ts'
import { PaymentScreener } from './payments.ts'
import { EngineProber } from './validation-prober.ts'
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
  'Single edits are put on words of five letters or more, in names of six or more; two edits on names of ten or more: with fewer, what comes out is another name.',
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
  const people = await populations(engine, prober, request, note)
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

const table = (file: string, ...columns: readonly string[]) => readKnowledgeTable(`validation/${file}`, columns)

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

interface People {
  readonly results: readonly PopulationResult[]
  readonly scores: readonly number[]
  readonly samples: readonly LineSample[]
}

const SAMPLES_A_STRATUM = 25

async function populations(
  engine: Engine,
  prober: Prober,
  request: ValidationRequest,
  note: (text: string) => void,
): Promise<People> {
  const names = compilePopulation(table('population.tsv', 'culture', 'country', 'share', 'role', 'names'))
  const results: PopulationResult[] = []
  const scores: number[] = []
  const samples: LineSample[] = []
  for (const population of ['global', 'mexican'] as const) {
    for (const isNameOnly of [false, true]) {
      const random = new Random(request.seed ^ seedOf(population))
      const people = Array.from({ length: request.people }, () =>
        cleanPerson(names, random, population === 'mexican' ? 'mx' : undefined),
      )
      const given = people.flatMap((person) => (person === undefined ? [] : [cleanParty(person, isNameOnly)]))
      const best = await prober.strongest(given)
      const alerts = best.filter(({ isHit }) => isHit).length
      if (isNameOnly) scores.push(...best.map(({ score }) => score))
      samples.push(
        ...lineSamples(`${population}, ${isNameOnly ? 'name alone' : 'with facts'}`, best, engine.policy.threshold),
      )
      results.push(populationResult(population, isNameOnly, given.length, alerts))
      note(
        `clean ${population} people, ${isNameOnly ? 'name alone' : 'with facts'}: ${alerts} alerts of ${given.length}`,
      )
    }
  }
  return { results, scores, samples }
}

/** The nearest above and below the bar, for a person to label: the evidence for moving it, or for leaving it. */
function lineSamples(
  stratum: string,
  best: Awaited<ReturnType<Prober['strongest']>>,
  threshold: number,
): readonly LineSample[] {
  const row =
    (side: LineSample['side']) =>
    (one: (typeof best)[number]): LineSample => ({
      side,
      stratum,
      party: one.party,
      entity: one.entity,
      id: one.id,
      score: one.score,
      label: '',
    })
  const above = best.filter(({ score }) => score >= threshold).sort((a, b) => a.score - b.score)
  const below = best.filter(({ score }) => score < threshold && score > 0).sort((a, b) => b.score - a.score)
  return [
    ...above.slice(0, SAMPLES_A_STRATUM).map(row('above')),
    ...below.slice(0, SAMPLES_A_STRATUM).map(row('below')),
  ]
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

const CASES = Compile(
  Type.Object({
    source: Type.String(),
    cases: Type.Array(
      Type.Object(
        {
          id: Type.String(),
          title: Type.String(),
          kind: Type.Union(
            (
              [
                'names',
                'party',
                'payment_role',
                'payment_bic',
                'payment_places',
                'narrative_place',
                'failed_engine',
                'elsewhere',
              ] as const
            ).map((kind) => Type.Literal(kind)),
          ),
          asked: Type.Optional(Type.Array(Type.String())),
          entity: Type.Optional(Type.String()),
          where: Type.Optional(Type.String()),
          party: Type.Optional(Type.Record(Type.String(), Type.Array(Type.String()))),
        },
        { additionalProperties: false },
      ),
    ),
  }),
)

interface Asked {
  readonly asked: string
  readonly ok: boolean
  readonly got: string
}

/** What went wrong elsewhere once, asked of this engine and policy over the entities of those cases. */
async function enforcementCases(request: ValidationRequest): Promise<readonly CaseResult[]> {
  const file: unknown = JSON.parse(readFileSync(knowledgePath('validation', 'enforcement-cases.json'), 'utf8'))
  if (!CASES.Check(file))
    throw new CordonError('knowledge.invalid', 'data/validation/enforcement-cases.json does not fit its form')
  const own = await openEngine({
    lists: [knowledgePath('validation', 'enforcement-list.ftm.json')],
    ...(request.policy === undefined ? {} : { policy: request.policy }),
  })
  const screener = new PaymentScreener(own)
  const options = { at: request.at }
  const named = (given: Readonly<Record<string, readonly string[]>>, id: string | undefined, shown: string): Asked => {
    const answer = own.screen({ properties: given }, options)
    const hit = answer.hits.find(({ entity }) => entity.id === id)
    return {
      asked: shown,
      ok: hit !== undefined,
      got: hit === undefined ? `${shown}: ${answer.status}` : `${shown}: ${hit.score.toFixed(2)}`,
    }
  }
  const paid = (fields: string, isWanted: (text: string) => boolean, shown: string): Asked => {
    const [answer] = screener.screenText(mt103(fields), 'case', options)
    const found = answer?.fields.filter(({ hits, places }) => hits.length > 0 || places !== undefined) ?? []
    const ok = answer?.verdict === 'hold' && found.some((field) => isWanted(JSON.stringify(field)))
    return {
      asked: shown,
      ok,
      got: `${shown}: ${answer?.verdict ?? 'nothing'}${found.length === 0 ? '' : ` by ${found.map(({ path }) => path).join(', ')}`}`,
    }
  }
  return Promise.all(
    file.cases.map(async ({ id, title, kind, asked = [], entity, where, party }): Promise<CaseResult> => {
      const wantsEntity = (text: string): boolean => text.includes(`"id":"${entity}"`)
      const results: readonly Asked[] =
        kind === 'names'
          ? asked.map((name) => named({ name: [name] }, entity, name))
          : kind === 'party'
            ? [named(party ?? {}, entity, 'the altered party')]
            : kind === 'payment_role'
              ? asked.map((name) =>
                  paid(`:50K:/1\nCLEAN SOFTWARE SHOP\n:59:/2\n${name}\n:70:APP SALES`, wantsEntity, name),
                )
              : kind === 'payment_bic'
                ? asked.map((bic) => paid(`:50K:/1\nCLEAN BUYER\n:57A:${bic}\n:59:/2\nCLEAN SELLER`, wantsEntity, bic))
                : kind === 'payment_places'
                  ? asked.map((text) =>
                      paid(
                        `:50K:/1\nCLEAN BUYER\n:59:/2\n${text.startsWith('Embassy') ? text : 'CLEAN SELLER'}\n${text}`,
                        (found) => found.includes('"places"'),
                        text,
                      ),
                    )
                  : kind === 'narrative_place'
                    ? asked.map((text) =>
                        paid(
                          `:50K:/1\nCLEAN BUYER\n:59:/2\nCLEAN SELLER\n:70:${text}`,
                          (found) => found.includes('"places"'),
                          text,
                        ),
                      )
                    : kind === 'failed_engine'
                      ? await withoutLists(asked, request)
                      : []
      return {
        id,
        title,
        asked: asked.join(' | '),
        wanted: wantedBy(kind, entity),
        got: results.length === 0 ? (where ?? '') : results.map(({ got }) => got).join(' | '),
        passed: results.length === 0 ? null : results.every(({ ok }) => ok),
      }
    }),
  )
}

const wantedBy = (kind: string, entity: string | undefined): string => {
  if (kind === 'elsewhere') return 'not asked by this pack'
  if (kind === 'failed_engine') return 'undetermined, never clear'
  return entity === undefined ? 'hold by the place' : `a hit on ${entity}`
}

/** An engine that could not look never says clear. */
async function withoutLists(asked: readonly string[], request: ValidationRequest): Promise<readonly Asked[]> {
  const empty = await openEngine({ data: knowledgePath('validation'), lists: [] })
  return asked.map((name) => {
    const { status } = empty.screen({ properties: { name: [name] } }, { at: request.at })
    return { asked: name, ok: status === 'undetermined', got: `${name}: ${status}` }
  })
}

const mt103 = (fields: string): string =>
  `{1:F01CLEANXXXAXXX0000000000}{2:I103CLEANXXXXXXXN}{4:\n:20:CASE\n:23B:CRED\n:32A:261121USD1,\n${fields}\n:71A:SHA\n-}`
