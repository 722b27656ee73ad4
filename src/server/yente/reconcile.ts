import type { Hit, ListInForce } from '../../engine/engine.ts'
import { type FtmEntity, isMatchable, isSchema } from '../../model/ftm.ts'
import { schemaFacts, schemaProperties, valueLabel } from '../../model/ftm-schema.ts'
import type { Served } from '../service.ts'
import { findAlgorithm } from './algorithms.ts'
import { datasetTitle } from './catalog.ts'
import { EXTEND_PROPERTY_QUERY, LIMITS, RECONCILE_QUERY, SUGGEST_QUERY } from './contract.ts'
import { readWholeQuery, windowOf } from './parameters.ts'
import { YenteProblem } from './problem.ts'
import type { YenteAnswer } from './questions.ts'
import { datasetsNamed, readScope } from './scope.ts'

const THOUSAND = 1000
const MATCHES_FROM = 700
const SUGGESTIONS = 5
const DEFAULT_RESULTS = 5
/** Kept for clients that know these names; they name FollowTheMoney's schema and ids, whoever serves them. */
const SCHEMA_SPACE = 'https://www.opensanctions.org/reference/#schema'

interface ReconcileType {
  readonly id: string
  readonly name: string
  readonly description?: string
}

function typeOf(schema: string): ReconcileType {
  const facts = schemaFacts(schema)
  const description = facts?.description ?? facts?.label
  return {
    id: schema,
    name: facts?.plural ?? schema,
    ...(description === undefined || description === null ? {} : { description }),
  }
}

const used = new WeakMap<ListInForce, ReadonlySet<string>>()

/** The schemata of a list's entities, read from them once. */
function usedIn(list: ListInForce): ReadonlySet<string> {
  const known = used.get(list)
  if (known !== undefined) return known
  const read = new Set(list.corpus.entities.map(({ schema }) => schema))
  used.set(list, read)
  return read
}

/** Schemata that can be matched in these lists, and what they are kinds of. */
function schemataOf(lists: readonly ListInForce[]): readonly string[] {
  const schemata = new Set(lists.flatMap((list) => [...usedIn(list)]))
  const found = new Set<string>()
  for (const schema of schemata) {
    const facts = schemaFacts(schema)
    if (facts?.isMatchable === true) for (const name of facts.schemata) found.add(name)
  }
  return [...found].sort()
}

/** `GET /reconcile/{dataset}`: what the service offers, as the W3C group's 0.2 has it; `base` is the address it was asked at. */
export function manifest({ engine }: Served, dataset: string, base: string, queryString: string): unknown {
  const lists = datasetsNamed(engine, dataset)
  const service = `${base}/reconcile/${encodeURIComponent(dataset)}`
  const at = (path: string) => ({ service_url: service, service_path: `${path}${queryString}` })
  const settings = [
    {
      name: 'limit',
      label: 'Limit',
      type: 'number',
      default: 0,
      help_text: 'How many values of a row to return; 0 for all.',
    },
    {
      name: 'render',
      label: 'Values as',
      type: 'select',
      default: 'caption',
      help_text: 'Words to read, as in Russia, or codes, as in ru.',
      choices: [
        { id: 'caption', value: 'caption', name: 'Words to read' },
        { id: 'raw', value: 'raw', name: 'Codes' },
      ],
    },
  ]
  return {
    versions: ['0.2'],
    name: `${datasetTitle(engine, dataset)} (Cordon)`,
    identifierSpace: SCHEMA_SPACE,
    schemaSpace: SCHEMA_SPACE,
    documentation: `${base}/docs`,
    batchSize: 3,
    view: { url: `${base}/entities/{{id}}` },
    preview: { url: `${service}/preview/{{id}}${queryString}`, width: 430, height: 600 },
    suggest: { entity: at('/suggest/entity'), type: at('/suggest/type'), property: at('/suggest/property') },
    extend: { propose_properties: at('/extend/property'), property_settings: settings, propose_settings: settings },
    defaultTypes: schemataOf(lists).map(typeOf),
  }
}

type Json = Readonly<Record<string, unknown>>
const isRecord = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** `POST /reconcile/{dataset}`: a batch of queries, or a request for more columns. */
export function reconcile(served: Served, dataset: string, query: unknown, rawBody: unknown, at: string): YenteAnswer {
  const parameters = readWholeQuery(RECONCILE_QUERY, query)
  const form = new URLSearchParams(typeof rawBody === 'string' ? rawBody : '')
  const extension = form.get('extend')
  if (extension !== null && extension.trim() !== '') {
    datasetsNamed(served.engine, dataset)
    return extend(served, extension)
  }
  const lists = datasetsNamed(served.engine, dataset)
  const queries = form.get('queries')
  if (queries === null || queries.trim() === '') {
    throw new YenteProblem(400, 'No queries or extend request provided.')
  }
  const batch = jsonOf(queries, 'Cannot decode reconciliation queries')
  const entries = isRecord(batch) ? Object.entries(batch) : []
  if (!isRecord(batch)) throw new YenteProblem(400, 'Cannot decode reconciliation queries')
  if (entries.length > LIMITS.batch) {
    throw new YenteProblem(400, `Too many queries in one batch (limit: ${LIMITS.batch})`)
  }
  findAlgorithm(parameters.algorithm)
  const scope = readScope(lists, { ...NO_SCOPE, ...parameters })
  const results = entries.map(([key, value]) => ({ key, result: answerQuery(served, scope, key, value, at) }))
  const hits = results.filter(({ result }) => result.length > 0).length
  return {
    count: entries.length,
    text: JSON.stringify(Object.fromEntries(results.map(({ key, result }) => [key, { result }]))),
    tally: { clear: results.length - hits, hits, undetermined: 0 },
  }
}

const NO_SCOPE = { include_dataset: [], exclude_dataset: [], exclude_schema: [], topics: [] }

function jsonOf(text: string, complaint: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new YenteProblem(400, complaint)
  }
}

/** The best candidates, however low they score. This form has no place to say "could not tell", so the request fails instead. */
function answerQuery(
  { engine }: Served,
  scope: ReturnType<typeof readScope>,
  key: string,
  value: unknown,
  at: string,
): readonly unknown[] {
  const query = isRecord(value) ? value : {}
  const limit = readLimit(query['limit'])
  const asked = engine.ask(
    { schema: readType(query['type']), properties: propertiesOf(query) },
    {
      at,
      threshold: 1,
      limit,
      datasets: scope.datasets,
      ...(scope.isInScope === undefined ? {} : { isInScope: scope.isInScope }),
    },
  )
  if (!asked.ok) return []
  const { outcome } = asked.value
  if (outcome.kind === 'undetermined') throw new YenteProblem(503, `${key}: ${outcome.missing.join('; ')}`)
  return outcome.kind === 'hits' ? outcome.hits.slice(0, limit).map(scored) : []
}

function readLimit(value: unknown): number {
  if (value === undefined || value === null) return DEFAULT_RESULTS
  const limit = Number(value)
  if (!Number.isInteger(limit)) throw new YenteProblem(400, 'Invalid limit')
  return Math.min(Math.max(0, limit), LIMITS.page)
}

function readType(type: unknown): string {
  const first = Array.isArray(type) ? type[0] : type
  const schema = isRecord(first) ? first['id'] : (first ?? 'Thing')
  if (typeof schema !== 'string' || !isSchema(schema))
    throw new YenteProblem(400, `Unknown schema: '${String(schema)}'`)
  if (!isMatchable(schema) && schema !== 'Thing') {
    throw new YenteProblem(400, `Non-matchable schema for query: ${schema}`)
  }
  return schema
}

function propertiesOf(query: Json): Record<string, readonly string[]> {
  const properties: Record<string, string[]> = {}
  if (typeof query['query'] === 'string') properties['name'] = [query['query']]
  for (const one of Array.isArray(query['properties']) ? query['properties'] : []) {
    if (!isRecord(one) || typeof one['pid'] !== 'string') continue
    const [schema = '', name = ''] = one['pid'].split(':')
    if (!schemaProperties(schema).has(name)) continue
    properties[name] = [...(properties[name] ?? []), ...textsOf(one['v'])]
  }
  return properties
}

/** A value may be a text, a number, one of the suggested entities, or several of them. */
const textsOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).flatMap((one) => {
    if (isRecord(one)) return typeof one['name'] === 'string' ? [one['name']] : []
    return typeof one === 'string' || typeof one === 'number' ? [String(one)] : []
  })

const scored = ({ entity, match }: Hit): unknown => ({
  id: entity.id,
  name: entity.names[0].text,
  description: schemaFacts(entity.schema)?.label ?? entity.schema,
  type: [typeOf(entity.schema)],
  score: match.score / THOUSAND,
  match: match.score >= MATCHES_FROM,
})

function extend({ things }: Served, text: string): YenteAnswer {
  const request = jsonOf(text, 'Cannot decode extension request')
  const ids = isRecord(request) && Array.isArray(request['ids']) ? request['ids'] : undefined
  const wanted = isRecord(request) && Array.isArray(request['properties']) ? request['properties'] : undefined
  if (ids === undefined || wanted === undefined) throw new YenteProblem(400, 'Cannot decode extension request')
  if (ids.length > LIMITS.batch) {
    throw new YenteProblem(400, `Too many queries in one batch (limit: ${LIMITS.batch})`)
  }
  const columns = wanted.flatMap((one) =>
    isRecord(one) && typeof one['id'] === 'string' ? [readColumn(one['id'], one)] : [],
  )
  const rows: Record<string, Record<string, readonly { str: string }[]>> = {}
  const meta = new Map<string, { id: string; name: string }>()
  for (const id of ids.map(String)) {
    const canonical = things.canonicalOf(id)
    if (canonical !== undefined && canonical !== id) {
      throw new YenteProblem(400, 'Please specify the canonical entity ID, not a referent')
    }
    const thing = things.find(id)
    rows[id] = thing === undefined ? {} : rowOf(thing, columns, meta)
  }
  const tally = { clear: 0, hits: 0, undetermined: 0 }
  return { count: ids.length, text: JSON.stringify({ meta: [...meta.values()], rows }), tally }
}

interface Column {
  readonly id: string
  readonly limit: number
  readonly isRaw: boolean
}

function readColumn(id: string, given: Json): Column {
  const settings = isRecord(given['settings']) ? given['settings'] : {}
  const limit = Number(settings['limit'] ?? 0)
  return { id, limit: Number.isInteger(limit) ? limit : 0, isRaw: settings['render'] === 'raw' }
}

function rowOf(
  thing: FtmEntity,
  columns: readonly Column[],
  meta: Map<string, { id: string; name: string }>,
): Record<string, readonly { str: string }[]> {
  const properties = schemaProperties(thing.schema)
  return Object.fromEntries(
    columns.flatMap(({ id, limit, isRaw }) => {
      const property = properties.get(id)
      if (property === undefined) return []
      if (!meta.has(id)) meta.set(id, { id, name: property.label })
      const values = thing.properties[id] ?? []
      const shown = limit > 0 ? values.slice(0, limit) : values
      return [[id, shown.map((value) => ({ str: isRaw ? value : (valueLabel(property.type, value) ?? value) }))]]
    }),
  )
}

const OK = { code: '/api/status/ok', status: '200 OK' }

export function suggestEntity({ engine, search }: Served, dataset: string, query: unknown): unknown {
  const { prefix, limit } = readWholeQuery(SUGGEST_QUERY, query)
  const lists = datasetsNamed(engine, dataset)
  const found =
    prefix.trim() === ''
      ? []
      : search.suggest(
          lists.map(({ id }) => id),
          prefix,
        )
  const window = windowOf({ limit, offset: 0 })
  const result = found.slice(0, window.limit).map(({ id, caption, schema }) => ({
    id,
    name: caption,
    description: schemaFacts(schema)?.label ?? schema,
    type: [typeOf(schema)],
  }))
  return { ...OK, prefix, result }
}

const begins = (prefix: string, ...labels: readonly string[]): boolean => {
  const wanted = prefix.trim().toLowerCase()
  return wanted !== '' && labels.some((label) => label.toLowerCase().startsWith(wanted))
}

export function suggestType({ engine }: Served, dataset: string, query: unknown): unknown {
  const { prefix } = readWholeQuery(SUGGEST_QUERY, query)
  const result = schemataOf(datasetsNamed(engine, dataset))
    .filter((name) => begins(prefix, name, schemaFacts(name)?.label ?? ''))
    .slice(0, SUGGESTIONS)
    .map(typeOf)
  return { ...OK, prefix, result }
}

export function suggestProperty({ engine }: Served, dataset: string, query: unknown): unknown {
  const { prefix } = readWholeQuery(SUGGEST_QUERY, query)
  const found = new Map<string, ReconcileType>()
  for (const schema of schemataOf(datasetsNamed(engine, dataset))) {
    for (const { qname, name, label, description, isHidden, type } of schemaProperties(schema).values()) {
      if (isHidden || type === 'entity' || !begins(prefix, name, label)) continue
      found.set(qname, { id: qname, name: label, ...(description === null ? {} : { description }) })
    }
  }
  return { ...OK, prefix, result: [...found.values()].slice(0, SUGGESTIONS) }
}

/** `GET /reconcile/{dataset}/extend/property`: columns that can be added for a type. */
export function proposeProperties({ engine }: Served, dataset: string, query: unknown): unknown {
  const { type, limit } = readWholeQuery(EXTEND_PROPERTY_QUERY, query)
  datasetsNamed(engine, dataset)
  const facts = schemaFacts(type)
  if (facts === undefined) throw new YenteProblem(400, `Invalid type: ${type}`)
  const all = [...schemaProperties(type).values()].filter(({ isHidden, type: kind }) => !isHidden && kind !== 'entity')
  const featured = facts.featured.flatMap((name) => all.find((property) => property.name === name) ?? [])
  const ordered = [...featured, ...all.filter((property) => !featured.includes(property))]
  const properties = (limit > 0 ? ordered.slice(0, limit) : ordered).map(({ name, label }) => ({
    id: name,
    name: label,
  }))
  return { limit, type, properties: properties.sort((a, b) => (a.name < b.name ? -1 : 1)) }
}
