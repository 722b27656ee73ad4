import { createHash } from 'node:crypto'
import type { FtmEntity } from '../../model/ftm.ts'
import { schemaProperties } from '../../model/ftm-schema.ts'
import type { Served } from '../service.ts'
import { STATEMENTS_QUERY } from './contract.ts'
import { secondOf } from './entity-response.ts'
import { readWholeQuery, windowOf } from './parameters.ts'
import { YenteProblem } from './problem.ts'

const ID_CHARACTERS = 40

type Statement = Readonly<Record<string, string | null>>

/** `GET /statements`: every value on its own. One entity or one dataset must be named: the whole is what lists are for. */
export function statements({ things, search }: Served, query: unknown): unknown {
  const parameters = readWholeQuery(STATEMENTS_QUERY, query)
  const { limit, offset } = windowOf(parameters)
  const { entity_id, canonical_id, dataset } = parameters
  const id = canonical_id ?? entity_id
  if (id === undefined && dataset === undefined) {
    throw new YenteProblem(400, 'Name a dataset, an entity_id or a canonical_id.')
  }
  const thing = id === undefined ? undefined : things.find(things.canonicalOf(id) ?? id)
  const asked = id === undefined ? search.find([dataset ?? ''], { kind: 'all' }) : thing === undefined ? [] : [thing]
  const found = asked.flatMap(statementsOf).filter((statement) => fits(statement, parameters))
  const sorts = parameters.sort.length === 0 ? ['canonical_id', 'prop'] : parameters.sort
  return {
    results: sorted(found, sorts).slice(offset, offset + limit),
    limit,
    offset,
    total: { value: found.length, relation: 'eq' },
  }
}

type Parameters = ReturnType<typeof readWholeQuery<typeof STATEMENTS_QUERY>>

const FILTERS = ['dataset', 'prop', 'prop_type', 'value', 'schema'] as const

const fits = (statement: Statement, parameters: Parameters): boolean =>
  FILTERS.every((name) => parameters[name] === undefined || statement[name] === parameters[name])

function statementsOf(thing: FtmEntity): readonly Statement[] {
  const properties = schemaProperties(thing.schema)
  return Object.entries(thing.properties).flatMap(([prop, values]) =>
    values.flatMap((value) =>
      thing.datasets.map((dataset) => ({
        id: createHash('sha256')
          .update(`${dataset} ${thing.id} ${prop} ${value}`)
          .digest('hex')
          .slice(0, ID_CHARACTERS),
        entity_id: thing.id,
        canonical_id: thing.id,
        prop,
        prop_type: properties.get(prop)?.type ?? 'string',
        schema: thing.schema,
        value,
        original_value: null,
        dataset,
        lang: null,
        origin: null,
        first_seen: secondOf(thing.first_seen),
        last_seen: secondOf(thing.last_seen),
      })),
    ),
  )
}

function sorted(found: readonly Statement[], sorts: readonly string[]): readonly Statement[] {
  const fields = sorts.map((sort) => ({
    field: sort.replace(/:(asc|desc)$/, ''),
    sign: sort.endsWith(':desc') ? -1 : 1,
  }))
  return [...found].sort((a, b) => {
    for (const { field, sign } of fields) {
      const [x, y] = [a[field] ?? '', b[field] ?? '']
      if (x !== y) return x < y ? -sign : sign
    }
    return 0
  })
}
