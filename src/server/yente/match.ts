import { loadCountries } from '../../engine/countries.ts'
import type { GivenParty, Hit, ListInForce, Outcome } from '../../engine/engine.ts'
import type { AnswerTally } from '../../engine/face-answers.ts'
import { searchLikeOfac } from '../../engine/ofac-search.ts'
import { valuesOfField } from '../../engine/text-search.ts'
import { findCountry } from '../../model/country.ts'
import { hasProperty, propertyType, toFtm } from '../../model/ftm.ts'
import type { Issue } from '../../model/parsed.ts'
import type { Log } from '../http/log.ts'
import type { Served } from '../service.ts'
import { LIMITS } from './contract.ts'
import { entityJson } from './entity-json.ts'
import { type MatchQuestion, type MatchRequest, readForm, readMatchRequest } from './match-request.ts'
import { YenteProblem } from './problem.ts'
import type { YenteAnswer } from './questions.ts'
import { datasetsNamed, readScope, type Scope } from './scope.ts'

const THOUSAND = 1000

/** One query's answer as text. */
interface Answered {
  readonly json: string
  readonly status: keyof AnswerTally
  /** Ids of entities that matched. */
  readonly found: readonly string[]
}

/** `POST /match/{dataset}`: every query answered under its own key, as JSON text. */
export function match(
  served: Served,
  dataset: string,
  query: unknown,
  rawBody: unknown,
  at: string,
  log: Log,
): YenteAnswer {
  const { parameters, body } = readForm(query, rawBody)
  const lists = datasetsNamed(served.engine, dataset)
  const request = readMatchRequest(parameters, body)
  const shared = new SharedScope(request, lists)
  if (shared.isEmpty) throw new YenteProblem(503, 'No list of this scope is loaded: nothing could be asked.')
  const tally = { clear: 0, hits: 0, undetermined: 0 }
  const found: Record<string, readonly string[]> = {}
  const responses = request.questions.map((question) => {
    const { json, status, found: ids } = answerOrFault(served, request, question, shared.of(question), at, log)
    tally[status] += 1
    if (ids.length > 0) found[question.key] = ids
    return `${JSON.stringify(question.key)}:${json}`
  })
  const warnings = request.warnings.length === 0 ? '' : `,"warnings":${JSON.stringify(request.warnings)}`
  return {
    count: request.questions.length,
    text: `{"responses":{${responses.join(',')}},"limit":${request.limit}${warnings}}`,
    tally,
    found,
  }
}

/** The scope of a request, read once; read again only for a query that narrows it for itself. */
class SharedScope {
  readonly #request: MatchRequest
  readonly #lists: readonly ListInForce[]
  readonly #scope: Scope

  constructor(request: MatchRequest, lists: readonly ListInForce[]) {
    this.#request = request
    this.#lists = lists
    this.#scope = this.#read([], [], [])
  }

  get isEmpty(): boolean {
    return this.#scope.datasets.length === 0
  }

  of({ own }: MatchQuestion): Scope {
    const isNarrowed = own.include.length + own.exclude.length + own.excludeIds.length > 0
    return isNarrowed ? this.#read(own.include, own.exclude, own.excludeIds) : this.#scope
  }

  #read(include: readonly string[], exclude: readonly string[], excludeIds: readonly string[]): Scope {
    const { scope, body, filters } = this.#request
    const parameters = {
      ...scope,
      include_dataset: [...scope.include_dataset, ...body.include, ...include],
      exclude_dataset: [...scope.exclude_dataset, ...body.exclude, ...exclude],
    }
    const ids = [...this.#request.excludeIds, ...body.excludeIds, ...excludeIds]
    const read = readScope(this.#lists, parameters, ids)
    if (filters.length === 0) return read
    const { isInScope } = read
    return {
      ...read,
      isInScope: (entity) => {
        if (isInScope !== undefined && !isInScope(entity)) return false
        const thing = toFtm(entity)
        return filters.every(([field, wanted]) => valuesOfField(thing, field).some((value) => wanted.includes(value)))
      },
    }
  }
}

/** A query that fails on its own account fails alone: the others are answered. */
function answerOrFault(
  served: Served,
  request: MatchRequest,
  question: MatchQuestion,
  scope: Scope,
  at: string,
  log: Log,
): Answered {
  try {
    return answerOne(served, request, question, scope, at)
  } catch (error) {
    log.error('match.query', error)
    const { query } = readExample(question.given)
    return unanswered(500, query, 'this query could not be answered', [])
  }
}

const NOTHING_FOUND = '"results":[],"total":{"value":0,"relation":"eq"}'

const unanswered = (status: number, query: string, detail: string, warnings: readonly Issue[]): Answered => ({
  json: `{"status":${status},${NOTHING_FOUND},"query":${query},"detail":${JSON.stringify(detail)}${warned(warnings)}}`,
  status: 'undetermined',
  found: [],
})

const answered = (
  results: readonly string[],
  found: readonly string[],
  query: string,
  warnings: readonly Issue[],
): Answered => ({
  json: `{"status":200,"results":[${results.join(',')}],"total":{"value":${found.length},"relation":"eq"},"query":${query}${warned(warnings)}}`,
  status: results.length > 0 ? 'hits' : 'clear',
  found,
})

function answerOne(
  { engine, things }: Served,
  request: MatchRequest,
  { given }: MatchQuestion,
  scope: Scope,
  at: string,
): Answered {
  const { query, dropped } = readExample(given)
  if (request.algorithm.scorer === 'ofac')
    return answerLikeOfac({ engine, things }, request, given, scope, query, dropped)
  const asked = engine.ask(given, {
    at,
    threshold: Math.max(1, Math.floor(request.cutoff * THOUSAND)),
    limit: Math.max(request.limit, LIMITS.page),
    datasets: scope.datasets,
    ...(scope.isInScope === undefined ? {} : { isInScope: scope.isInScope }),
  })
  if (!asked.ok) return unanswered(422, query, sentence(asked.issue), dropped)
  const { outcome } = asked.value
  const warnings = [...asked.value.warnings, ...scope.missing.map((found) => ({ code: 'dataset.unknown', found }))]
  const missing = missingOf(outcome, scope)
  if (missing !== undefined) return unanswered(503, query, missing, warnings)
  const hits = hitsOf(outcome, request)
  const threshold = Math.round(request.threshold * THOUSAND)
  const matches = hits.filter((hit) => hit.match.score >= threshold).map(({ entity }) => entity.id)
  const results = hits.slice(0, request.limit).map((hit) => resultJson(things, hit, threshold))
  return answered(results, matches, query, warnings)
}

/** The emulation of OFAC's search: names alone, a score of its own. */
function answerLikeOfac(
  { engine, things }: Pick<Served, 'engine' | 'things'>,
  request: MatchRequest,
  given: GivenParty,
  scope: Scope,
  query: string,
  dropped: readonly Issue[],
): Answered {
  const found = searchLikeOfac(engine, given, {
    datasets: scope.datasets,
    atLeast: Math.max(1, Math.floor(request.cutoff * THOUSAND)),
    ...(scope.isInScope === undefined ? {} : { isInScope: scope.isInScope }),
  })
  const missing = [...found.missing, ...scope.missing.map((name) => `not loaded: ${name}`)]
  if (found.hits.length === 0 && missing.length > 0) return unanswered(503, query, missing.join('; '), dropped)
  const threshold = Math.round(request.threshold * THOUSAND)
  const hits = found.hits.filter(({ score }) => score > request.cutoff * THOUSAND || score >= threshold)
  const results = hits.slice(0, request.limit).map(({ entity, score, asked, listed }) => {
    const share = score / THOUSAND
    const explanation = { score: share, detail: null, query: asked, candidate: listed }
    const told = `"score":${share},"match":${score >= threshold},"features":{"ofac_name":${share}}`
    return `${entityJson(things, entity)},${told},"explanations":{"ofac_name":${JSON.stringify(explanation)}}}`
  })
  const matches = hits.filter(({ score }) => score >= threshold).map(({ entity }) => entity.id)
  return answered(results, matches, query, dropped)
}

/** Why no answer without hits may be given. */
function missingOf(outcome: Outcome, scope: Scope): string | undefined {
  if (outcome.kind === 'hits') return undefined
  if (outcome.kind === 'undetermined') return outcome.missing.join('; ')
  if (scope.missing.length > 0) return `not loaded: ${scope.missing.join(', ')}`
  return undefined
}

/**
 * Results at or below the cutoff are left out, as yente does; one that is exactly at a cutoff equal to the threshold matches,
 * and stays. An entity of several lists is one result, its best.
 */
function hitsOf(outcome: Outcome, request: MatchRequest): readonly Hit[] {
  if (outcome.kind !== 'hits') return []
  const cutoff = request.cutoff * THOUSAND
  const threshold = request.threshold * THOUSAND
  const seen = new Set<string>()
  return outcome.hits.filter(({ entity, match }) => {
    if (match.score <= cutoff && match.score < threshold) return false
    const isNew = !seen.has(entity.id)
    seen.add(entity.id)
    return isNew
  })
}

function resultJson(things: Served['things'], hit: Hit, threshold: number): string {
  const { score } = hit.match
  const { explanations, features } = explain(hit)
  return `${entityJson(things, hit.entity)},"score":${score / THOUSAND},"match":${score >= threshold},"features":${JSON.stringify(features)},"explanations":${JSON.stringify(explanations)}}`
}

interface Explanation {
  readonly score: number
  readonly detail: string | null
  readonly query: string | null
  readonly candidate: string | null
}

/** The feature whose rows are parts of names; whole names say more. */
const NAME = 'name'

/** One entry a feature, those that scored or have something to say; rows of one feature are added up. */
function explain({ match }: Hit): { explanations: Record<string, Explanation>; features: Record<string, number> } {
  const explanations: Record<string, Explanation> = {}
  const features: Record<string, number> = {}
  for (const row of match.evidence) {
    const earlier = explanations[row.feature]
    const points = Math.round((earlier?.score ?? 0) * THOUSAND) + row.points
    const notes = [earlier?.detail ?? '', row.note].filter((note) => note !== '')
    const detail = notes.length > 0 ? notes.join('; ') : points < 0 ? 'counts against a match' : null
    features[row.feature] = points / THOUSAND
    explanations[row.feature] = {
      score: points / THOUSAND,
      detail,
      query: row.feature === NAME ? match.matched.party : (earlier?.query ?? row.party),
      candidate: row.feature === NAME ? match.matched.entity : (earlier?.candidate ?? row.entity),
    }
  }
  for (const [name, { score, detail }] of Object.entries(explanations)) {
    if (score <= 0 && detail === null) delete explanations[name]
  }
  return { explanations, features }
}

/** The query as it was understood: unknown properties dropped and named, country names as codes. */
function readExample(given: GivenParty): { query: string; dropped: readonly Issue[] } {
  const schema = given.schema ?? 'Thing'
  const dropped: Issue[] = []
  const properties: Record<string, readonly string[]> = {}
  for (const [name, values] of Object.entries(given.properties)) {
    if (!hasProperty(schema, name)) dropped.push({ code: 'party.property.unknown', found: name, where: 'properties' })
    else properties[name] = propertyType(schema, name) === 'country' ? values.map(countryCode) : values
  }
  return { query: JSON.stringify({ id: given.id ?? null, schema, properties }), dropped }
}

const countryCode = (value: string): string => findCountry(loadCountries(), value) ?? value

const warned = (warnings: readonly Issue[]): string =>
  warnings.length === 0
    ? ''
    : `,"warnings":${JSON.stringify(warnings.map(({ code, found, where }) => ({ code, found, ...(where === undefined ? {} : { where }) })))}`

const sentence = ({ code, remedy }: Issue): string => (remedy === undefined ? code : `${code}; ${remedy}`)
