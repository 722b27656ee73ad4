import { readFileSync } from 'node:fs'
import Type, { type Static, type TSchema } from 'typebox'
import { Value } from 'typebox/value'
import type { LinkKindRow, LinkKnowledge } from '../exposure/link-strength.ts'
import type { RedFlag } from '../exposure/red-flags.ts'
import type { IsoDate } from '../model/brand.ts'
import { CordonError } from '../model/errors.ts'
import { type EvidenceGrade, LINK_KINDS, type LinkKind, parseEvidenceGrade, parseLinkKind } from '../model/link.ts'
import { knowledgePath } from './paths.ts'

const Label = Type.Object({ en: Type.String({ minLength: 1 }), es: Type.String({ minLength: 1 }) })
const Strength = Type.Integer({ minimum: 0, maximum: 100 })
const Sourced = { source: Type.String({ minLength: 1 }) }
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })

const LINK_FILE = Type.Object(
  {
    about: Type.String(),
    grades: Type.Array(
      Type.Object({ grade: Type.String(), strength: Strength, text: Type.String() }, { additionalProperties: false }),
    ),
    kinds: Type.Array(
      Type.Object(
        {
          kind: Type.String(),
          label: Label,
          strength: Strength,
          carries: Type.Union([Type.Literal('on'), Type.Literal('once'), Type.Literal('alone')]),
          one_way: Type.Optional(Type.Boolean()),
          proves: Type.String({ minLength: 1 }),
          does_not_prove: Type.String({ minLength: 1 }),
          ...Sourced,
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
)

const FLAG_FILE = Type.Object(
  {
    about: Type.String(),
    flags: Type.Array(
      Type.Object(
        {
          id: Type.String({ minLength: 1 }),
          title: Label,
          says: Type.String({ minLength: 1 }),
          words: Type.Optional(Type.Array(Type.String({ minLength: 3 }), { minItems: 1 })),
          methods: Type.Optional(Type.Array(Type.String({ minLength: 1 }), { minItems: 1 })),
          amount: Type.Optional(
            Type.Object({ currency: Type.String({ pattern: '^[A-Z]{3}$' }), from: Type.Number(), to: Type.Number() }),
          ),
          regions: Type.Optional(Type.Array(Type.String({ minLength: 1 }))),
          countries: Type.Optional(Type.Array(Type.String({ pattern: '^[a-z]{2}$' }))),
          several: Type.Optional(
            Type.Object({ count: Type.Integer({ minimum: 2 }), within_days: Type.Integer({ minimum: 1 }) }),
          ),
          from: Type.Optional(Day),
          to: Type.Optional(Day),
          verified: Type.Boolean(),
          ...Sourced,
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
)

let links: LinkKnowledge | undefined
let flags: readonly RedFlag[] | undefined

/** What each kind of link proves; read once. A kind without a row is a fault: its links could not be told. */
export function loadLinkKnowledge(): LinkKnowledge {
  links ??= compileLinks(readChecked('exposure/link-kinds.json', LINK_FILE))
  return links
}

/** The red flags; read once. */
export function loadRedFlags(): readonly RedFlag[] {
  flags ??= readChecked('exposure/red-flags.json', FLAG_FILE).flags.map(
    ({ several, from, to, ...flag }): RedFlag => ({
      ...flag,
      ...(several === undefined ? {} : { several: { count: several.count, withinDays: several.within_days } }),
      ...(from === undefined ? {} : { from: from as IsoDate }),
      ...(to === undefined ? {} : { to: to as IsoDate }),
    }),
  )
  return flags
}

function compileLinks(file: Static<typeof LINK_FILE>): LinkKnowledge {
  const kinds = new Map<LinkKind, LinkKindRow>()
  for (const { does_not_prove, one_way, ...row } of file.kinds) {
    const kind = parseLinkKind(row.kind)
    if (!kind.ok) throw invalid('exposure/link-kinds.json', `unknown kind ${row.kind}`)
    kinds.set(kind.value, { ...row, kind: kind.value, isOneWay: one_way === true, doesNotProve: does_not_prove })
  }
  const lacking = LINK_KINDS.filter((kind) => !kinds.has(kind))
  if (lacking.length > 0) throw invalid('exposure/link-kinds.json', `no row for ${lacking.join(', ')}`)
  const grades = new Map<EvidenceGrade, number>()
  for (const { grade, strength } of file.grades) {
    const parsed = parseEvidenceGrade(grade)
    if (!parsed.ok) throw invalid('exposure/link-kinds.json', `unknown grade ${grade}`)
    grades.set(parsed.value, strength)
  }
  return { kinds, grades }
}

function readChecked<Schema extends TSchema>(file: string, schema: Schema): Static<Schema> {
  const value: unknown = JSON.parse(readFileSync(knowledgePath(file), 'utf8'))
  if (Value.Check(schema, value)) return value
  const [first] = Value.Errors(schema, value)
  throw invalid(file, `${first?.instancePath ?? ''} ${first?.message ?? ''}`)
}

const invalid = (file: string, why: string): CordonError => new CordonError('knowledge.invalid', `data/${file}: ${why}`)
