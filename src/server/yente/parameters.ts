import type { Static, TObject } from 'typebox'
import { type Fault, YenteProblem } from './problem.ts'

interface FieldSchema {
  readonly type?: string
  readonly default?: unknown
  readonly maximum?: number
  readonly maxItems?: number
  readonly pattern?: string
  readonly enum?: readonly string[]
  readonly items?: FieldSchema
}

const valuesOf = (query: unknown, name: string): readonly string[] => {
  const value = typeof query === 'object' && query !== null ? (query as Record<string, unknown>)[name] : undefined
  if (value === undefined) return []
  return Array.isArray(value) ? value.map(String) : [String(value)]
}

/** Reads query parameters by their schema and gathers every fault, in the form that yente's framework gives them. */
export function readQuery<Schema extends TObject>(schema: Schema, query: unknown, faults: Fault[]): Static<Schema> {
  const read: Record<string, unknown> = {}
  for (const [name, field] of Object.entries<FieldSchema>(schema.properties)) {
    const values = valuesOf(query, name)
    const value = values.length === 0 ? field.default : readField(name, field, values, faults)
    if (value !== undefined) read[name] = value
  }
  return read as Static<Schema>
}

function readField(name: string, field: FieldSchema, values: readonly string[], faults: Fault[]): unknown {
  const raw = values.at(-1) ?? ''
  if (field.type === 'array') return readMany(name, field, values, faults)
  if (field.type === 'integer') return readInteger(name, field, raw, faults)
  if (field.type === 'number') return readNumber(name, field, raw, faults)
  if (field.type === 'boolean') return readFlag(name, field, raw, faults)
  return readText(name, field, raw, faults)
}

function readMany(name: string, field: FieldSchema, values: readonly string[], faults: Fault[]): readonly string[] {
  const most = field.maxItems
  if (most !== undefined && values.length > most) {
    faults.push({
      loc: ['query', name],
      msg: `List should have at most ${most} items after validation, not ${values.length}`,
      type: 'too_long',
      input: values,
      ctx: { field_type: 'List', max_length: most, actual_length: values.length },
    })
  }
  const items = field.items ?? {}
  values.forEach((value, at) => {
    readText(name, items, value, faults, at)
  })
  return values
}

/** A whole number; over the maximum is a fault, below zero is taken as zero (yente clamps). */
function readInteger(name: string, field: FieldSchema, raw: string, faults: Fault[]): unknown {
  const value = Number(raw)
  if (raw.trim() === '' || !Number.isInteger(value)) {
    const msg = 'Input should be a valid integer, unable to parse string as an integer'
    faults.push({ loc: ['query', name], msg, type: 'int_parsing', input: raw })
    return field.default
  }
  if (field.maximum !== undefined && value > field.maximum) {
    const msg = `Input should be less than or equal to ${field.maximum}`
    faults.push({ loc: ['query', name], msg, type: 'less_than_equal', input: raw, ctx: { le: field.maximum } })
  }
  return Math.max(0, value)
}

function readNumber(name: string, field: FieldSchema, raw: string, faults: Fault[]): unknown {
  const value = Number(raw)
  if (raw.trim() !== '' && Number.isFinite(value)) return value
  const msg = 'Input should be a valid number, unable to parse string as a number'
  faults.push({ loc: ['query', name], msg, type: 'float_parsing', input: raw })
  return field.default
}

const YES = ['true', '1', 'yes', 'on', 't', 'y']
const NO = ['false', '0', 'no', 'off', 'f', 'n']

function readFlag(name: string, field: FieldSchema, raw: string, faults: Fault[]): unknown {
  const folded = raw.toLowerCase()
  if (YES.includes(folded)) return true
  if (NO.includes(folded)) return false
  const msg = 'Input should be a valid boolean, unable to interpret input'
  faults.push({ loc: ['query', name], msg, type: 'bool_parsing', input: raw })
  return field.default
}

function readText(name: string, field: FieldSchema, raw: string, faults: Fault[], at?: number): string {
  const loc = at === undefined ? ['query', name] : ['query', name, at]
  const allowed = field.enum
  if (allowed !== undefined && !allowed.includes(raw)) {
    const expected = listed(allowed)
    faults.push({ loc, msg: `Input should be ${expected}`, type: 'enum', input: raw, ctx: { expected } })
  }
  if (field.pattern !== undefined && !new RegExp(field.pattern).test(raw)) {
    const msg = `String should match pattern '${field.pattern}'`
    faults.push({ loc, msg, type: 'string_pattern_mismatch', input: raw, ctx: { pattern: field.pattern } })
  }
  return raw
}

const listed = (values: readonly string[]): string => {
  const quoted = values.map((value) => `'${value}'`)
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`
}

/** Reads a query in which any fault ends the request (422). */
export function readWholeQuery<Schema extends TObject>(schema: Schema, query: unknown): Static<Schema> {
  const faults: Fault[] = []
  const read = readQuery(schema, query, faults)
  if (faults.length > 0) throw new YenteProblem(422, faults)
  return read
}

/** A body's JSON, or the fault of a body that has none. */
export function readJsonBody(body: unknown, faults: Fault[]): unknown {
  if (typeof body !== 'string' || body === '') {
    faults.push({ loc: ['body'], msg: 'Field required', type: 'missing', input: null })
    return undefined
  }
  try {
    return JSON.parse(body)
  } catch (error) {
    const reason = error instanceof Error ? error.message : ''
    faults.push({
      loc: ['body', Number(/position (\d+)/.exec(reason)?.[1] ?? 0)],
      msg: 'JSON decode error',
      type: 'json_invalid',
      input: {},
      ctx: { error: 'the body is not JSON' },
    })
    return undefined
  }
}

/** Limit and offset within the window of 9,999 results that yente's index has. */
export function windowOf({ limit, offset }: { limit: number; offset: number }): { limit: number; offset: number } {
  const most = 9_999
  const start = Math.min(offset, most)
  return { limit: Math.min(limit, most - start), offset: start }
}
