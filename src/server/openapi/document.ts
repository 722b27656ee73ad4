import type { TObject, TSchema } from 'typebox'
import { mayDo, ROLES, type Role } from '../../engine/desk.ts'
import { VERSION } from '../../engine/version.ts'
import { CSRF_HEADER, SESSION_COOKIE } from '../http/identity.ts'
import { FILE_TYPES } from '../v1/read-call.ts'
import type { Route } from '../v1/route.ts'
import { ROUTES } from '../v1/routes.ts'
import { PROBLEM } from '../v1/shapes.ts'
import { ERROR_ANSWER, FAULTS_ANSWER } from '../yente/contract-answers.ts'
import { YENTE_OPERATIONS, type YenteOperation } from './yente-operations.ts'

type Json = Readonly<Record<string, unknown>>

let document: Json | undefined

/** The OpenAPI 3.1 document of both faces, made from the schemas that read requests. */
export function openApiDocument(): Json {
  document ??= JSON.parse(
    JSON.stringify({
      openapi: '3.1.0',
      jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
      info: {
        title: 'Cordon',
        version: VERSION,
        summary: 'The open designation engine',
        description:
          'Two faces on one server: one that clients of yente use unchanged, and `/v1`, Cordon’s own. Nothing that is answered here is a clearance or legal advice.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
        contact: { name: 'Cordon', url: 'https://www.npmjs.com/package/cordon' },
      },
      servers: [{ url: '/', description: 'This server' }],
      tags: tags(),
      security: [{ bearer: [] }, { session: [] }],
      paths: paths(),
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer', description: 'A key: `Authorization: Bearer cdn_…`.' },
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: SESSION_COOKIE,
            description: `A session of the page; changes also send its guard in \`${CSRF_HEADER}\`.`,
          },
          apiKey: {
            type: 'apiKey',
            in: 'header',
            name: 'Authorization',
            description: 'A key for the yente-compatible face, as `ApiKey KEY`; not asked for on a loopback address.',
          },
        },
        schemas: { Problem: PROBLEM, Error: ERROR_ANSWER, Faults: FAULTS_ANSWER },
        responses: {
          Problem: {
            description: 'A problem document (RFC 9457)',
            content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
          },
        },
      },
    }),
  )
  return document ?? {}
}

function tags(): readonly Json[] {
  const names = [...YENTE_OPERATIONS, ...ROUTES].map(({ tag }) => tag)
  return [...new Set(names)].map((name) => ({ name, description: TAG_WORDS[name] ?? name }))
}

const TAG_WORDS: Readonly<Record<string, string>> = {
  Matching: 'The yente-compatible face: match and search',
  'Data access': 'The yente-compatible face: entities and datasets',
  'System information': 'The yente-compatible face: health and algorithms',
  Reconciliation: 'The yente-compatible face: OpenRefine',
}

function paths(): Json {
  const all: Record<string, Record<string, Json>> = {}
  const put = (path: string, method: string, operation: Json): void => {
    all[path] = { ...all[path], [method]: operation }
  }
  for (const operation of YENTE_OPERATIONS) put(operation.path, operation.method, yenteOperation(operation))
  for (const route of ROUTES) put(route.path, route.method.toLowerCase(), ownOperation(route))
  return all
}

function yenteOperation(operation: YenteOperation): Json {
  const { id, tag, summary, query, body, answer, others, params, queryExample } = operation
  return {
    operationId: id,
    tags: [tag],
    summary,
    security: [{}, { apiKey: [] }],
    'x-face': 'yente',
    parameters: [
      ...Object.entries(params ?? {}).map(([name, example]) => ({
        name,
        in: 'path',
        required: true,
        schema: { type: 'string' },
        example,
      })),
      ...Object.entries(query?.properties ?? {}).map(([name, schema]) =>
        parameter(name, 'query', schema, false, queryExample?.[name]),
      ),
    ],
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: { [body.media]: { schema: body.schema, example: body.example } } } }),
    responses: {
      '200': { description: 'Answered', content: { 'application/json': { schema: answer } } },
      ...Object.fromEntries(
        Object.entries(others).map(([status, description]) => [status, otherAnswer(status, description)]),
      ),
    },
  }
}

function otherAnswer(status: string, description: string): Json {
  if (status === '308') return { description, headers: { location: { schema: { type: 'string' } } } }
  if (status === '304') return { description }
  const schema = { $ref: status === '422' ? '#/components/schemas/Faults' : '#/components/schemas/Error' }
  return { description, content: { 'application/json': { schema } } }
}

function parameter(
  name: string,
  place: 'path' | 'query',
  schema: TSchema,
  isRequired: boolean,
  example: unknown,
): Json {
  const { description, deprecated, ...rest } = schema as TSchema & { description?: string; deprecated?: boolean }
  return {
    name,
    in: place,
    required: isRequired,
    schema: rest,
    ...(description === undefined ? {} : { description }),
    ...(deprecated === true ? { deprecated } : {}),
    ...(example === undefined ? {} : { example }),
  }
}

function parametersOf(schema: TObject, place: 'path' | 'query', examples: object | undefined): readonly Json[] {
  const required: readonly string[] = schema.required ?? []
  const given: Readonly<Record<string, unknown>> = { ...examples }
  return Object.entries<TSchema>(schema.properties).map(([name, field]) =>
    parameter(name, place, field, place === 'path' || required.includes(name), given[name]),
  )
}

const IDEMPOTENCY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  schema: { type: 'string', maxLength: 255 },
  description: 'A request that comes again with this key is done once and answered alike.',
}

const FILES = Object.fromEntries(
  FILE_TYPES.map((type) => [
    type,
    { schema: { type: 'string', format: 'binary' }, example: 'name\nAnselmo Fictor Perez' },
  ]),
)

function ownOperation(route: Route): Json {
  const statuses = ['400', '429', '500', '503']
  if (route.needs !== 'anyone') statuses.push('401', '403')
  if (route.path.includes('{')) statuses.push('404')
  if (route.method !== 'GET') statuses.push('409')
  statuses.push('422')
  return {
    operationId: route.id,
    tags: [route.tag],
    summary: route.summary,
    'x-face': 'v1',
    'x-needs': route.needs,
    'x-roles': rolesFor(route),
    ...(route.needs === 'anyone' ? { security: [{}] } : {}),
    parameters: [
      ...parametersOf(route.params, 'path', route.example.params),
      ...parametersOf(route.query, 'query', route.example.query),
      ...(route.isOnce ? [IDEMPOTENCY] : []),
    ],
    ...(route.body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: {
              'application/json': { schema: route.body, example: route.example.body },
              ...(route.takesFile ? FILES : {}),
            },
          },
        }),
    responses: {
      [route.status]: {
        description: route.status === 201 ? 'Made' : 'Answered',
        content: { [route.media ?? 'application/json']: { schema: route.answer } },
      },
      ...Object.fromEntries(statuses.sort().map((status) => [status, { $ref: '#/components/responses/Problem' }])),
    },
  }
}

/** Roles that may ask; every role where being known is enough. */
export function rolesFor({ needs, needsAlso }: Pick<Route, 'needs' | 'needsAlso'>): readonly Role[] {
  if (needs === 'anyone') return []
  const actions = needs === 'known' ? needsAlso : [needs, ...needsAlso]
  return ROLES.filter((role) => actions.every((action) => mayDo([role], action)))
}
