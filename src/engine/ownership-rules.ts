import { readFileSync } from 'node:fs'
import Type from 'typebox'
import { Value } from 'typebox/value'
import { type OwnershipRule, REGIMES } from '../exposure/ownership-rule.ts'
import { AUTHORITIES } from '../model/authority.ts'
import type { IsoDate } from '../model/brand.ts'
import { CordonError } from '../model/errors.ts'
import { parseIsoDate } from '../model/partial-date.ts'
import { UNITS_PER_PERCENT } from '../model/share.ts'
import { STAKE_KINDS } from '../model/stake.ts'
import { knowledgePath } from './paths.ts'

const FILE = 'law/ownership-rules.json'
/** One of a closed vocabulary. */
const oneOf = <const T extends readonly string[]>(values: T) =>
  Type.Unsafe<T[number]>(Type.Union(values.map((value) => Type.Literal(value))))
const Day = Type.Union([Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }), Type.Null()])

const RULES = Type.Object(
  {
    about: Type.String(),
    rules: Type.Array(
      Type.Object(
        {
          regime: oneOf(REGIMES),
          from: Day,
          to: Day,
          threshold_percent: Type.Number({ exclusiveMinimum: 0, maximum: 100 }),
          reached: oneOf(['atOrAbove', 'above']),
          adds: oneOf(['all', 'eachOrJoint']),
          measures: Type.Array(oneOf(['shares', 'votes']), { minItems: 1 }),
          authorities: Type.Array(oneOf(AUTHORITIES), { minItems: 1 }),
          control: Type.Object(
            {
              effect: oneOf(['reaches', 'caution']),
              kinds: Type.Array(oneOf(STAKE_KINDS)),
              votes_above_percent: Type.Number({ minimum: 0, maximum: 100 }),
              source: Type.String({ minLength: 1 }),
            },
            { additionalProperties: false },
          ),
          source: Type.String({ minLength: 1 }),
          verified: Type.Boolean(),
          note: Type.String(),
        },
        { additionalProperties: false },
      ),
      { minItems: 1 },
    ),
  },
  { additionalProperties: false },
)

let loaded: readonly OwnershipRule[] | undefined

/** The bundled ownership rules; read once. A row that cannot be read stops with its place, since verdicts would lean on it. */
export function loadOwnershipRules(): readonly OwnershipRule[] {
  loaded ??= parseRules(JSON.parse(readFileSync(knowledgePath(FILE), 'utf8')))
  return loaded
}

function parseRules(value: unknown): readonly OwnershipRule[] {
  if (!Value.Check(RULES, value)) {
    const [first] = Value.Errors(RULES, value)
    throw invalid(`${first?.instancePath ?? ''} ${first?.message ?? ''}`)
  }
  const rules = value.rules.map(
    (row): OwnershipRule => ({
      regime: row.regime,
      from: dayOf(row.from),
      to: dayOf(row.to),
      threshold: row.threshold_percent * UNITS_PER_PERCENT,
      reached: row.reached,
      adds: row.adds,
      measures: row.measures,
      control: {
        effect: row.control.effect,
        kinds: row.control.kinds,
        votesAbove: row.control.votes_above_percent * UNITS_PER_PERCENT,
        source: row.control.source,
      },
      authorities: row.authorities,
      source: row.source,
      verified: row.verified,
      note: row.note,
    }),
  )
  refuseOverlaps(rules)
  return rules
}

function dayOf(raw: string | null): IsoDate | null {
  if (raw === null) return null
  const parsed = parseIsoDate(raw)
  if (!parsed.ok) throw invalid(`${raw} is no day`)
  return parsed.value
}

/** Two rows of one regime on one day would make the verdict depend on their order. */
function refuseOverlaps(rules: readonly OwnershipRule[]): void {
  for (const [i, a] of rules.entries()) {
    for (const b of rules.slice(i + 1)) {
      const isApart =
        (a.to !== null && b.from !== null && a.to <= b.from) || (b.to !== null && a.from !== null && b.to <= a.from)
      if (a.regime === b.regime && !isApart) throw invalid(`two rows of ${a.regime} cover the same days`)
    }
  }
}

const invalid = (why: string): CordonError => new CordonError('knowledge.invalid', `data/${FILE}: ${why}`)
