import type { FastifyRequest } from 'fastify'
import type { TObject } from 'typebox'
import type { Problem } from './problem.ts'
import type { Route } from './route.ts'
import { faultsOf, type InputFault, unknownProperty } from './validate.ts'

/** Parameters and body of one request, checked strictly. */
export interface ReadInput {
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
  readonly file: Uint8Array | undefined
}

export type InputResult =
  | { readonly ok: true; readonly value: ReadInput }
  | { readonly ok: false; readonly problem: Problem }

const refuse = (problem: Problem): InputResult => ({ ok: false, problem })

/** Reads a request by its route's schemas: what is unknown, missing or of another form is refused by name. */
export function readInput(route: Route, request: FastifyRequest): InputResult {
  const faults: InputFault[] = []
  const query = readParameters(route.query, request.query, faults)
  const params = readParameters(route.params, request.params, faults)
  if (faults.length > 0) return refuse(invalid(faults))
  const body = readBody(route, request)
  if (!body.ok) return body
  return { ok: true, value: { params, query, body: body.value, file: body.file } }
}

type BodyResult =
  | { readonly ok: true; readonly value: unknown; readonly file?: Uint8Array }
  | { readonly ok: false; readonly problem: Problem }

/** Content types of files, which are read as bytes. */
export const FILE_TYPES = [
  'application/octet-stream',
  'application/gzip',
  'application/x-ndjson',
  'application/jsonl',
  'text/csv',
  'text/tab-separated-values',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
] as const

function readBody(route: Route, request: FastifyRequest): BodyResult {
  if (Buffer.isBuffer(request.body) && request.body.length > 0) {
    if (route.takesFile) return { ok: true, value: undefined, file: request.body }
    return { ok: false, problem: { status: 415, code: 'request.not_json', detail: 'this route takes no file' } }
  }
  const raw = typeof request.body === 'string' ? request.body : ''
  if (route.body === undefined) {
    return raw === ''
      ? { ok: true, value: undefined }
      : { ok: false, problem: { status: 400, code: 'request.body', detail: 'this route takes no body' } }
  }
  const type = request.headers['content-type'] ?? ''
  if (!/^application\/(?:[\w.+-]+\+)?json\b/i.test(type)) {
    const detail = 'send the body as application/json'
    return { ok: false, problem: { status: 415, code: 'request.not_json', detail } }
  }
  let value: unknown
  try {
    value = JSON.parse(raw)
  } catch {
    return { ok: false, problem: { status: 400, code: 'request.unreadable', detail: 'the body is not JSON' } }
  }
  const faults = faultsOf(route.body, value)
  return faults.length === 0 ? { ok: true, value } : { ok: false, problem: invalid(faults) }
}

const invalid = (errors: readonly InputFault[]): Problem => ({
  status: 422,
  code: 'input.invalid',
  detail: errors.map(({ pointer, detail }) => (pointer === '' ? detail : `${pointer}: ${detail}`)).join('; '),
  errors,
})

interface ParameterSchema {
  readonly type?: string
  readonly default?: unknown
}

/** Parameters come as text: numbers, truth values and lists are read from it, then all is checked. */
function readParameters(schema: TObject, given: unknown, faults: InputFault[]): unknown {
  const known: Readonly<Record<string, ParameterSchema>> = schema.properties
  const read: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(known)) if (field.default !== undefined) read[name] = field.default
  for (const [name, raw] of Object.entries(typeof given === 'object' && given !== null ? given : {})) {
    const field = Object.hasOwn(known, name) ? known[name] : undefined
    if (field === undefined) faults.push(unknownProperty('', name, Object.keys(known)))
    else read[name] = parameterValue(field, raw)
  }
  if (faults.length === 0) faults.push(...faultsOf(schema, read))
  return read
}

function parameterValue({ type }: ParameterSchema, raw: unknown): unknown {
  if (type === 'array') return Array.isArray(raw) ? raw : [raw]
  if (typeof raw !== 'string') return raw
  if (type === 'integer' || type === 'number') return raw.trim() === '' ? raw : numberOf(raw)
  if (type === 'boolean') return raw === 'true' ? true : raw === 'false' ? false : raw
  return raw
}

const numberOf = (raw: string): unknown => (Number.isFinite(Number(raw)) ? Number(raw) : raw)
