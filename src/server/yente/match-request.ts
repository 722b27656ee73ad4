import type { GivenParty } from '../../engine/engine.ts'
import { isMatchable, isSchema } from '../../model/ftm.ts'
import { type Algorithm, findAlgorithm } from './algorithms.ts'
import { LIMITS, MATCH_QUERY } from './contract.ts'
import { readJsonBody, readQuery } from './parameters.ts'
import { type Fault, YenteProblem } from './problem.ts'
import type { ScopeParameters } from './scope.ts'

/** Narrowing that motiva's clients put into the body, for all queries or for one. */
export interface BodyParameters {
  readonly include: readonly string[]
  readonly exclude: readonly string[]
  readonly excludeIds: readonly string[]
}

export interface MatchQuestion {
  readonly key: string
  readonly given: GivenParty
  readonly own: BodyParameters
}

/** A match request whose form was found in order; its datasets and schemata are not yet looked at. */
export interface MatchRequest {
  readonly questions: readonly MatchQuestion[]
  readonly scope: ScopeParameters
  readonly excludeIds: readonly string[]
  readonly body: BodyParameters
  /** motiva: every field must hold one of its values. */
  readonly filters: readonly (readonly [field: string, values: readonly string[]])[]
  readonly limit: number
  readonly threshold: number
  readonly cutoff: number
  readonly algorithm: Algorithm
  readonly warnings: readonly { readonly code: string; readonly found: string }[]
}

type Record_ = Readonly<Record<string, unknown>>
const isRecord = (value: unknown): value is Record_ =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Reads query and body together: all faults of form are one 422, before anything is looked up. */
export function readForm(query: unknown, rawBody: unknown): { parameters: MatchParameters; body: Record_ } {
  const faults: Fault[] = []
  const parameters = readQuery(MATCH_QUERY, query, faults)
  const body = readJsonBody(rawBody, faults)
  if (faults.length === 0 || body !== undefined) faults.push(...bodyFaults(body))
  if (faults.length > 0) throw new YenteProblem(422, faults)
  return { parameters, body: isRecord(body) ? body : {} }
}

export type MatchParameters = ReturnType<typeof readQuery<typeof MATCH_QUERY>>

/** Reads what the form alone does not settle: the algorithm, its keys, the number of queries, their schemata. */
export function readMatchRequest(parameters: MatchParameters, body: Record_): MatchRequest {
  const algorithm = findAlgorithm(parameters.algorithm)
  const config = isRecord(body['config']) ? Object.keys(body['config']) : []
  const unknown = config.find((name) => !Object.hasOwn(algorithm.config, name))
  if (unknown !== undefined) {
    throw new YenteProblem(400, `Invalid configuration parameter: ${unknown} for algorithm ${algorithm.name}`)
  }
  const queries = Object.entries(isRecord(body['queries']) ? body['queries'] : {})
  if (queries.length > LIMITS.batch) {
    throw new YenteProblem(400, `Too many queries in one batch (limit: ${LIMITS.batch})`)
  }
  const questions = queries.flatMap(([key, value]) => (isRecord(value) ? [readQuestion(key, value)] : []))
  if (questions.length === 0) throw new YenteProblem(400, 'No queries provided.')
  const weights = isRecord(body['weights']) ? Object.keys(body['weights']) : []
  return {
    questions,
    scope: parameters,
    excludeIds: parameters.exclude_entity_ids,
    body: bodyParameters(body['params']),
    filters: filtersOf(body['filters']),
    limit: parameters.limit,
    threshold: parameters.threshold,
    cutoff: Math.min(parameters.cutoff, parameters.threshold),
    algorithm,
    warnings: [
      ...config.map((found) => ({ code: 'config.ignored', found })),
      ...weights.map((found) => ({ code: 'weight.ignored', found })),
    ],
  }
}

function readQuestion(key: string, value: Record_): MatchQuestion {
  const schema = String(value['schema'])
  if (!isSchema(schema)) throw new YenteProblem(400, `Cannot parse example entity: Unknown schema: '${schema}'`)
  if (!isMatchable(schema) && schema !== 'Thing') {
    throw new YenteProblem(400, `Cannot parse example entity: Non-matchable schema for query: ${schema}`)
  }
  const properties: Record<string, readonly string[]> = {}
  for (const [name, values] of Object.entries(isRecord(value['properties']) ? value['properties'] : {})) {
    properties[name] = textsOf(values)
  }
  const id = value['id']
  return {
    key,
    given: { ...(typeof id === 'string' ? { id } : {}), schema, properties },
    own: bodyParameters(value['params']),
  }
}

/** A property value is a string or a list; numbers and truth values are taken as their text. */
function textsOf(values: unknown): readonly string[] {
  if (typeof values === 'string') return [values]
  if (!Array.isArray(values)) return []
  return values.flatMap((value) =>
    typeof value === 'string'
      ? [value]
      : typeof value === 'number' || typeof value === 'boolean'
        ? [String(value)]
        : [],
  )
}

const textList = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []

const NOTHING: BodyParameters = { include: [], exclude: [], excludeIds: [] }

function bodyParameters(params: unknown): BodyParameters {
  if (!isRecord(params)) return NOTHING
  return {
    include: textList(params['include_datasets']),
    exclude: textList(params['exclude_datasets']),
    excludeIds: textList(params['exclude_entity_ids']),
  }
}

const filtersOf = (filters: unknown): MatchRequest['filters'] =>
  isRecord(filters)
    ? Object.entries(filters).map(([field, values]) => [
        field,
        typeof values === 'string' ? [values] : textList(values),
      ])
    : []

function bodyFaults(body: unknown): readonly Fault[] {
  if (!isRecord(body)) {
    const msg = 'Input should be a valid dictionary or object to extract fields from'
    return [{ loc: ['body'], msg, type: 'model_attributes_type', input: body ?? null }]
  }
  return [...queriesFaults(body), ...weightFaults(body['weights']), ...configFaults(body['config'])]
}

const DICTIONARY = 'Input should be a valid dictionary'

function queriesFaults(body: Record_): readonly Fault[] {
  const queries = body['queries']
  if (queries === undefined) {
    return [{ loc: ['body', 'queries'], msg: 'Field required', type: 'missing', input: body }]
  }
  if (!isRecord(queries)) return [{ loc: ['body', 'queries'], msg: DICTIONARY, type: 'dict_type', input: queries }]
  return Object.entries(queries).flatMap(([key, value]) => (value === null ? [] : questionFaults(key, value)))
}

function questionFaults(key: string, value: unknown): readonly Fault[] {
  const loc = ['body', 'queries', key]
  if (!isRecord(value)) {
    const msg = 'Input should be a valid dictionary or object to extract fields from'
    return [{ loc, msg, type: 'model_attributes_type', input: value }]
  }
  const faults: Fault[] = ['schema', 'properties']
    .filter((name) => value[name] === undefined)
    .map((name) => ({ loc: [...loc, name], msg: 'Field required', type: 'missing', input: value }))
  const isText = 'Input should be a valid string'
  if (value['schema'] !== undefined && typeof value['schema'] !== 'string') {
    faults.push({ loc: [...loc, 'schema'], msg: isText, type: 'string_type', input: value['schema'] })
  }
  if (value['id'] !== undefined && value['id'] !== null && typeof value['id'] !== 'string') {
    faults.push({ loc: [...loc, 'id'], msg: isText, type: 'string_type', input: value['id'] })
  }
  if (value['properties'] !== undefined) faults.push(...propertyFaults([...loc, 'properties'], value['properties']))
  return faults
}

function propertyFaults(loc: readonly string[], properties: unknown): readonly Fault[] {
  if (!isRecord(properties)) return [{ loc, msg: DICTIONARY, type: 'dict_type', input: properties }]
  return Object.entries(properties).flatMap(([name, values]) =>
    typeof values === 'string' || Array.isArray(values)
      ? []
      : [{ loc: [...loc, name, 'list[any]'], msg: 'Input should be a valid list', type: 'list_type', input: values }],
  )
}

function weightFaults(weights: unknown): readonly Fault[] {
  if (weights === undefined) return []
  if (!isRecord(weights)) return [{ loc: ['body', 'weights'], msg: DICTIONARY, type: 'dict_type', input: weights }]
  return Object.entries(weights).flatMap(([name, value]): Fault[] => {
    const loc = ['body', 'weights', name]
    if (typeof value !== 'number') {
      return [{ loc, msg: 'Input should be a valid number', type: 'float_type', input: value }]
    }
    if (value >= -1 && value <= 1) return []
    return [{ loc, msg: 'Input should be between -1 and 1', type: 'value_error', input: value }]
  })
}

function configFaults(config: unknown): readonly Fault[] {
  if (config === undefined) return []
  if (!isRecord(config)) return [{ loc: ['body', 'config'], msg: DICTIONARY, type: 'dict_type', input: config }]
  return Object.entries(config).flatMap(([name, value]): Fault[] =>
    value === null || ['string', 'number', 'boolean'].includes(typeof value)
      ? []
      : [{ loc: ['body', 'config', name], msg: 'Input should be a valid string', type: 'string_type', input: value }],
  )
}
