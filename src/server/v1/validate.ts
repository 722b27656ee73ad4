import type { TSchema } from 'typebox'
import { Compile, type Validator } from 'typebox/compile'
import { nearestWord } from '../../engine/nearest.ts'

/** One fault of what came in: where, what is wrong, and the word that was probably meant. */
export interface InputFault {
  /** JSON Pointer into the body, or the name of a parameter. */
  readonly pointer: string
  readonly code: 'unknown_property' | 'missing' | 'invalid'
  readonly detail: string
  readonly nearest?: string
}

const FAULTS_SHOWN = 20

const compiled = new WeakMap<TSchema, Validator>()

function validatorOf(schema: TSchema): Validator {
  const known = compiled.get(schema)
  if (known !== undefined) return known
  const validator = Compile(schema)
  compiled.set(schema, validator)
  return validator
}

/** Checks a value strictly and explains every fault; no faults means the value fits. */
export function faultsOf(schema: TSchema, value: unknown): readonly InputFault[] {
  const validator = validatorOf(schema)
  if (validator.Check(value)) return []
  const faults: InputFault[] = []
  for (const error of validator.Errors(value)) {
    faults.push(...explain(schema, error))
    if (faults.length >= FAULTS_SHOWN) break
  }
  return faults.length === 0
    ? [{ pointer: '', code: 'invalid', detail: 'does not fit' }]
    : faults.slice(0, FAULTS_SHOWN)
}

interface SchemaError {
  readonly keyword: string
  readonly instancePath: string
  readonly message: string
  readonly params: object
}

function explain(schema: TSchema, { keyword, instancePath, message, params }: SchemaError): readonly InputFault[] {
  if (
    keyword === 'additionalProperties' &&
    'additionalProperties' in params &&
    Array.isArray(params.additionalProperties)
  ) {
    const known = propertiesAt(schema, instancePath)
    return params.additionalProperties.map((name) => unknownProperty(instancePath, String(name), known))
  }
  if (keyword === 'required' && 'requiredProperties' in params && Array.isArray(params.requiredProperties)) {
    return params.requiredProperties.map((name) => ({
      pointer: `${instancePath}/${String(name)}`,
      code: 'missing',
      detail: `${String(name)} is missing`,
    }))
  }
  // `false` is what stands for a property that may not be there; it is told by its parent
  return keyword === 'boolean' ? [] : [{ pointer: instancePath, code: 'invalid', detail: message }]
}

export function unknownProperty(path: string, name: string, known: readonly string[]): InputFault {
  const nearest = nearestWord(name, known)
  const meant = nearest === undefined ? `; known are ${known.join(', ')}` : `; did you mean ${nearest}?`
  return {
    pointer: `${path}/${name}`,
    code: 'unknown_property',
    detail: `${name} is not known here${meant}`,
    ...(nearest === undefined ? {} : { nearest }),
  }
}

interface AnySchema {
  readonly properties?: Readonly<Record<string, AnySchema>>
  readonly items?: AnySchema
  readonly anyOf?: readonly AnySchema[]
  readonly patternProperties?: Readonly<Record<string, AnySchema>>
}

/** Names of the properties that a schema knows at a place of the value. */
function propertiesAt(schema: TSchema, pointer: string): readonly string[] {
  let places: readonly AnySchema[] = [schema]
  for (const part of pointer.split('/').slice(1)) places = places.flatMap((place) => stepInto(place, part))
  return places.flatMap(alternatives).flatMap((place) => Object.keys(place.properties ?? {}))
}

const alternatives = (schema: AnySchema): readonly AnySchema[] => [
  schema,
  ...(schema.anyOf ?? []).flatMap(alternatives),
]

const stepInto = (schema: AnySchema, part: string): readonly AnySchema[] =>
  alternatives(schema).flatMap(({ properties, items, patternProperties }) => [
    ...(properties?.[part] === undefined ? [] : [properties[part]]),
    ...(items === undefined ? [] : [items]),
    ...Object.values(patternProperties ?? {}),
  ])
