import type { TSchema } from 'typebox'
import * as parameters from '../yente/contract.ts'
import * as answers from '../yente/contract-answers.ts'
import * as reconciliation from '../yente/contract-reconciliation.ts'

const contract = { ...parameters, ...answers, ...reconciliation }

/** One operation of the yente-compatible face, as the document states it. */
export interface YenteOperation {
  readonly method: 'get' | 'post'
  readonly path: string
  readonly id: string
  readonly tag: string
  readonly summary: string
  readonly query?: { readonly properties: Readonly<Record<string, TSchema>>; readonly required?: readonly string[] }
  readonly body?: { readonly schema: TSchema; readonly media: string; readonly example: unknown }
  readonly answer: TSchema
  readonly media?: string
  /** Statuses besides 200, with what each means. */
  readonly others: Readonly<Record<string, string>>
  readonly params?: Readonly<Record<string, string>>
  readonly queryExample?: Readonly<Record<string, string>>
}

const MATCHING = 'Matching'
const DATA = 'Data access'
const SYSTEM = 'System information'
const RECONCILIATION = 'Reconciliation'
const dataset = { dataset: 'default' }

const EXAMPLE_MATCH = {
  queries: {
    q1: {
      schema: 'Person',
      properties: { name: ['Anselmo Fictor Perez'], birthDate: '1965', nationality: ['Mexico'] },
    },
  },
}

const EXAMPLE_RECONCILIATION = { queries: '{"q0":{"query":"Imaginaria","type":"Company","limit":3}}' }

export const YENTE_OPERATIONS: readonly YenteOperation[] = [
  {
    method: 'post',
    path: '/match/{dataset}',
    id: 'match',
    tag: MATCHING,
    summary: 'Match up to 100 parties by example',
    params: dataset,
    query: contract.MATCH_QUERY,
    body: { schema: contract.MATCH_BODY, media: 'application/json', example: EXAMPLE_MATCH },
    answer: contract.MATCH_ANSWER,
    others: {
      '400': 'Invalid query',
      '404': 'No such dataset',
      '422': 'Invalid form',
      '503': 'Nothing could be asked',
    },
  },
  {
    method: 'get',
    path: '/search/{dataset}',
    id: 'search',
    tag: MATCHING,
    summary: 'Look entities up by words',
    params: dataset,
    query: contract.SEARCH_QUERY,
    queryExample: { q: 'imaginaria' },
    answer: contract.SEARCH_ANSWER,
    others: { '400': 'Invalid query', '404': 'No such dataset', '422': 'Invalid form' },
  },
  {
    method: 'get',
    path: '/entities/{id}',
    id: 'fetchEntity',
    tag: DATA,
    summary: 'An entity, with what stands next to it',
    params: { id: 'x-1' },
    query: contract.ENTITY_QUERY,
    answer: contract.ENTITY,
    others: { '308': 'The entity was merged into another', '404': 'No such entity', '422': 'Invalid form' },
  },
  {
    method: 'get',
    path: '/entities/{id}/adjacent',
    id: 'fetchAdjacent',
    tag: DATA,
    summary: 'What stands next to an entity, a page of each property',
    params: { id: 'x-1' },
    query: contract.ADJACENT_QUERY,
    answer: contract.ADJACENT_ANSWER,
    others: { '308': 'The entity was merged into another', '404': 'No such entity', '422': 'Invalid form' },
  },
  {
    method: 'get',
    path: '/entities/{id}/adjacent/{property}',
    id: 'fetchAdjacentByProperty',
    tag: DATA,
    summary: 'What stands next to an entity by one property',
    params: { id: 'x-1', property: 'sanctions' },
    query: contract.ADJACENT_QUERY,
    answer: contract.ADJACENT_PAGE,
    others: { '308': 'The entity was merged into another', '404': 'No such entity or property', '422': 'Invalid form' },
  },
  {
    method: 'get',
    path: '/statements',
    id: 'listStatements',
    tag: DATA,
    summary: 'Every value of an entity or a dataset on its own',
    query: contract.STATEMENTS_QUERY,
    queryExample: { canonical_id: 'x-1' },
    answer: contract.STATEMENTS_ANSWER,
    others: { '400': 'Neither dataset nor entity named', '422': 'Invalid form' },
  },
  {
    method: 'get',
    path: '/catalog',
    id: 'getCatalog',
    tag: DATA,
    summary: 'The datasets that are served',
    answer: contract.CATALOG_ANSWER,
    others: { '304': 'Unchanged', '405': 'Wrong method' },
  },
  {
    method: 'get',
    path: '/algorithms',
    id: 'listAlgorithms',
    tag: SYSTEM,
    summary: 'Names of matchers, and what they take',
    answer: contract.ALGORITHMS_ANSWER,
    others: { '405': 'Wrong method' },
  },
  {
    method: 'get',
    path: '/reconcile/{dataset}',
    id: 'getReconciliationManifest',
    tag: RECONCILIATION,
    summary: 'The reconciliation service (W3C group, 0.2)',
    params: dataset,
    answer: contract.MANIFEST_ANSWER,
    others: { '404': 'No such dataset' },
  },
  {
    method: 'post',
    path: '/reconcile/{dataset}',
    id: 'reconcile',
    tag: RECONCILIATION,
    summary: 'Reconcile a batch, or add columns (`extend`)',
    params: dataset,
    query: contract.RECONCILE_QUERY,
    body: {
      schema: { type: 'object', properties: { queries: { type: 'string' }, extend: { type: 'string' } } },
      media: 'application/x-www-form-urlencoded',
      example: EXAMPLE_RECONCILIATION,
    },
    answer: contract.RECONCILE_ANSWER,
    others: { '400': 'Invalid query', '404': 'No such dataset', '422': 'Invalid form', '503': 'Could not tell' },
  },
  {
    method: 'get',
    path: '/healthz',
    id: 'getHealth',
    tag: SYSTEM,
    summary: 'Whether matching can answer',
    answer: contract.STATUS_ANSWER,
    others: { '405': 'Wrong method', '500': 'It cannot' },
  },
  {
    method: 'get',
    path: '/readyz',
    id: 'getReadiness',
    tag: SYSTEM,
    summary: 'Whether every configured list is loaded and fresh',
    answer: contract.STATUS_ANSWER,
    others: { '405': 'Wrong method', '503': 'A list is stale' },
  },
  {
    method: 'post',
    path: '/updatez',
    id: 'update',
    tag: SYSTEM,
    summary: 'Load the lists anew',
    query: contract.UPDATE_QUERY,
    answer: contract.STATUS_ANSWER,
    others: { '403': 'Wrong token', '422': 'Invalid form' },
  },
]
