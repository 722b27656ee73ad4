import type { Engine, GivenParty, Hit, Outcome } from '../../engine/engine.ts'
import { isMatchable, isSchema } from '../../model/ftm.ts'
import type { Issue } from '../../model/parsed.ts'
import { type EntityResponse, entityResponse } from './entity-response.ts'
import { CHANGED_SINCE, jsonBody, ParameterReader } from './parameters.ts'
import { type Fault, faulty, YenteProblem } from './problem.ts'
import { readScope, type Scope } from './scope.ts'

const DEFAULT_LIMIT = 5
const MAXIMUM_LIMIT = 500
/** Queries of one request (yente's YENTE_MAX_BATCH). */
export const BATCH_LIMIT = 100
const DEFAULT_THRESHOLD = 0.7
const THOUSAND = 1000

/** Names under which the current matcher may be asked for: yente's own, so that its clients need no change. */
const ALGORITHMS = ['best', 'cordon-v1', 'logic-v1', 'logic-v2', 'name-based', 'name-qualified', 'regression-v1']

interface MatchRequest {
  readonly queries: ReadonlyMap<string, GivenParty>
  readonly scope: Scope
  readonly limit: number
  readonly threshold: number
  readonly cutoff: number
}

export interface MatchResult extends EntityResponse {
  readonly score: number
  readonly match: boolean
  readonly explanations: Readonly<Record<string, Explanation>>
}

interface Explanation {
  readonly score: number
  readonly detail: string | null
  readonly query: string | null
  readonly candidate: string | null
}

/** `POST /match/{dataset}`: every query answered under its own key. */
export function match(
  engine: Engine,
  dataset: string,
  query: unknown,
  body: unknown,
  at: string,
): { count: number; answer: unknown } {
  const request = readRequest(engine, dataset, query, body)
  const responses: Record<string, unknown> = {}
  for (const [key, given] of request.queries) responses[key] = answerOne(engine, request, given, at)
  return { count: request.queries.size, answer: { responses, limit: request.limit } }
}

function readRequest(engine: Engine, dataset: string, query: unknown, body: unknown): MatchRequest {
  const parameters = new ParameterReader(query)
  const limit = parameters.count('limit', DEFAULT_LIMIT, MAXIMUM_LIMIT)
  const threshold = parameters.share('threshold') ?? DEFAULT_THRESHOLD
  const cutoff = Math.min(parameters.share('cutoff') ?? DEFAULT_THRESHOLD, threshold)
  parameters.matching('changed_since', CHANGED_SINCE)
  parameters.done()
  const algorithm = parameters.text('algorithm', 'best').trim().toLowerCase()
  if (!ALGORITHMS.includes(algorithm)) throw new YenteProblem(400, `Invalid algorithm: ${algorithm}`)
  const scope = readScope(engine, dataset, parameters)
  return { queries: readQueries(jsonBody(body)), scope, limit, threshold, cutoff }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function readQueries(body: unknown): ReadonlyMap<string, GivenParty> {
  const queries = isRecord(body) ? body['queries'] : undefined
  if (!isRecord(queries)) {
    throw faulty({ loc: ['body', 'queries'], msg: 'Field required', type: 'missing', input: body ?? null })
  }
  const entries = Object.entries(queries).filter(([, value]) => value !== null)
  if (entries.length > BATCH_LIMIT) throw new YenteProblem(400, `Too many queries in one batch (limit: ${BATCH_LIMIT})`)
  if (entries.length === 0) throw new YenteProblem(400, 'No queries provided.')
  const faults = entries.flatMap(([key, value]) => faultsOf(key, value))
  if (faults.length > 0) throw faulty(...faults)
  return new Map(entries.map(([key, value]) => [key, givenParty(value)]))
}

function faultsOf(key: string, value: unknown): readonly Fault[] {
  const loc = ['body', 'queries', key]
  if (!isRecord(value)) return [{ loc, msg: 'Input should be a valid dictionary', type: 'model_type', input: value }]
  const missing = ['schema', 'properties'].filter((name) => value[name] === undefined)
  const faults: Fault[] = missing.map((name) => ({
    loc: [...loc, name],
    msg: 'Field required',
    type: 'missing',
    input: value,
  }))
  if (value['schema'] !== undefined && typeof value['schema'] !== 'string') {
    faults.push({
      loc: [...loc, 'schema'],
      msg: 'Input should be a valid string',
      type: 'string_type',
      input: value['schema'],
    })
  }
  if (value['properties'] !== undefined && !isRecord(value['properties'])) {
    faults.push({
      loc: [...loc, 'properties'],
      msg: 'Input should be a valid dictionary',
      type: 'dict_type',
      input: value['properties'],
    })
  }
  return faults
}

function givenParty(value: unknown): GivenParty {
  const given = isRecord(value) ? value : {}
  const schema = String(given['schema'])
  if (!isSchema(schema) || !isMatchable(schema)) {
    throw new YenteProblem(400, `Cannot parse example entity: schema ${schema} cannot be matched`)
  }
  const properties = isRecord(given['properties']) ? given['properties'] : {}
  return {
    ...(given['id'] === undefined || given['id'] === null ? {} : { id: String(given['id']) }),
    schema,
    properties: Object.fromEntries(Object.entries(properties).map(([name, values]) => [name, textsOf(values)])),
  }
}

/** A property value is a string or a list; numbers are taken as their text, nothing else is. */
const textsOf = (values: unknown): readonly string[] =>
  (Array.isArray(values) ? values : [values]).flatMap((value) =>
    typeof value === 'string' ? [value] : typeof value === 'number' ? [String(value)] : [],
  )

function answerOne(engine: Engine, request: MatchRequest, given: GivenParty, at: string): unknown {
  const asked = engine.ask(given, {
    at,
    threshold: Math.round(request.cutoff * THOUSAND),
    limit: MAXIMUM_LIMIT,
    datasets: request.scope.datasets,
    isInScope: request.scope.isInScope,
  })
  const query = { id: given.id ?? null, schema: given.schema, properties: given.properties }
  if (!asked.ok) {
    return { status: 200, results: [], total: { value: 0, relation: 'eq' }, query, warnings: [asked.issue] }
  }
  const { outcome, warnings } = asked.value
  const results = hitsOf(outcome).map((hit) => matchResult(hit, request.threshold))
  return {
    status: outcome.kind === 'undetermined' ? 503 : 200,
    results: results.slice(0, request.limit),
    total: { value: results.filter((result) => result.match).length, relation: 'eq' },
    query,
    ...(outcome.kind === 'undetermined' ? { detail: outcome.missing.join('; ') } : {}),
    ...(warnings.length === 0 ? {} : { warnings: warnings.map(warning) }),
  }
}

const hitsOf = (outcome: Outcome): readonly Hit[] => (outcome.kind === 'hits' ? outcome.hits : [])
const warning = ({ code, found }: Issue) => ({ code, found })

function matchResult(hit: Hit, threshold: number): MatchResult {
  const score = hit.match.score / THOUSAND
  return { ...entityResponse(hit.entity), score, match: score >= threshold, explanations: explanationsOf(hit) }
}

/** One entry a feature; rows of one feature are added up, so that the entries sum to the score. */
function explanationsOf({ match }: Hit): Readonly<Record<string, Explanation>> {
  const out: Record<string, Explanation> = {}
  for (const row of match.evidence) {
    const earlier = out[row.feature]
    out[row.feature] = {
      score: Math.round((earlier?.score ?? 0) * THOUSAND + row.points) / THOUSAND,
      detail: [earlier?.detail, row.note === '' ? null : row.note].filter((text) => text).join('; ') || null,
      query: earlier?.query ?? row.party,
      candidate: earlier?.candidate ?? row.entity,
    }
  }
  return out
}
