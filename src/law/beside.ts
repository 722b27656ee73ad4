import Type, { type Static } from 'typebox'
import { Value } from 'typebox/value'
import { AUTHORITIES, type Authority } from '../model/authority.ts'
import type { IsoDate } from '../model/brand.ts'
import type { Issue } from '../model/parsed.ts'
import { LAW_LIMITS } from './file-schema.ts'
import type { Language } from './question.ts'

/** What stands beside the consequences: licences that name the party, and what a breach can cost. */

const closed = { additionalProperties: false } as const
const text = Type.String({ minLength: 1, maxLength: LAW_LIMITS.text })
const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const authorities = Type.Array(Type.Enum([...AUTHORITIES]), { minItems: 1 })
const sourced = {
  authorities,
  valid_from: day,
  valid_to: Type.Optional(day),
  citation: text,
  verified: Type.Boolean(),
  unverified: Type.Optional(text),
} as const

/** `data/law/licences.json`. */
export const LicencesSchema = Type.Object(
  {
    about: text,
    rows: Type.Array(
      Type.Object(
        {
          organisation: text,
          name: text,
          parts: Type.Array(text, { minItems: 1 }),
          ...sourced,
          note: Type.Object({ en: text, es: text }, closed),
        },
        closed,
      ),
      { maxItems: LAW_LIMITS.rows },
    ),
  },
  closed,
)

/** `data/law/penalties.json`: civil maxima in US dollars. */
export const PenaltiesSchema = Type.Object(
  {
    about: text,
    rows: Type.Array(
      Type.Object(
        { statute: text, amount_usd: Type.Integer({ minimum: 1 }), or_twice: Type.Boolean(), ...sourced },
        closed,
      ),
      { maxItems: LAW_LIMITS.rows },
    ),
  },
  closed,
)

type LicenceRow = Static<typeof LicencesSchema>['rows'][number]
type PenaltyRow = Static<typeof PenaltiesSchema>['rows'][number]

/** Licences and penalties as read; what is in force is chosen for a day. */
export interface Beside {
  readonly licences: readonly LicenceRow[]
  readonly penalties: readonly PenaltyRow[]
}

export function parseBeside(licences: unknown, penalties: unknown): { beside: Beside; issues: readonly Issue[] } {
  const issues = [
    ...Value.Errors(LicencesSchema, licences).map((error) =>
      issueOf('licences.json', error.instancePath, error.message),
    ),
    ...Value.Errors(PenaltiesSchema, penalties).map((error) =>
      issueOf('penalties.json', error.instancePath, error.message),
    ),
  ]
  const beside: Beside = {
    licences: Value.Check(LicencesSchema, licences) ? licences.rows : [],
    penalties: Value.Check(PenaltiesSchema, penalties) ? penalties.rows : [],
  }
  const unmarked = [...beside.licences, ...beside.penalties].filter(
    (row) => row.verified === (row.unverified !== undefined),
  )
  return {
    beside,
    issues: [
      ...issues,
      ...unmarked.map(({ citation }) => issueOf(citation, '', 'unverified and not marked, or the reverse')),
    ],
  }
}

const issueOf = (file: string, path: string, found: string): Issue => ({
  code: 'law.file.shape',
  found,
  where: `${file} ${path}`.trim(),
})

const inForce = (row: { readonly valid_from: string; readonly valid_to?: string }, asOf: IsoDate): boolean =>
  row.valid_from <= asOf && (row.valid_to === undefined || asOf < row.valid_to)

export interface LicenceAnswer {
  readonly name: string
  /** Parts of 31 CFR that it belongs to; it cures no other. */
  readonly parts: readonly string[]
  /** Authorities in force for the party that it does not reach. */
  readonly leaves: readonly Authority[]
  readonly citation: string
  readonly verified: boolean
  readonly unverified: string | null
  readonly text: string
}

/** Licences that name the party and stood on the day, with what each leaves prohibited. */
export function licencesFor(
  beside: Beside,
  organisation: string,
  standing: readonly Authority[],
  asOf: IsoDate,
  language: Language,
): readonly LicenceAnswer[] {
  return beside.licences
    .filter((row) => row.organisation === organisation && inForce(row, asOf))
    .filter((row) => row.authorities.some((authority) => standing.includes(authority)))
    .map((row) => ({
      name: row.name,
      parts: row.parts,
      leaves: standing.filter((authority) => !row.authorities.includes(authority)),
      citation: row.citation,
      verified: row.verified,
      unverified: row.unverified ?? null,
      text: row.note[language],
    }))
}

export interface PenaltyAnswer {
  readonly statute: string
  readonly amount_usd: number
  /** The maximum is twice the transaction where that is more. */
  readonly or_twice: boolean
  readonly citation: string
  readonly verified: boolean
  readonly unverified: string | null
}

/** Civil maxima of the statutes behind the authorities in force; none for a year whose figures are not known. */
export function penaltiesFor(beside: Beside, standing: readonly Authority[], asOf: IsoDate): readonly PenaltyAnswer[] {
  return beside.penalties
    .filter((row) => inForce(row, asOf) && row.authorities.some((authority) => standing.includes(authority)))
    .map(({ statute, amount_usd, or_twice, citation, verified, unverified }) => ({
      statute,
      amount_usd,
      or_twice,
      citation,
      verified,
      unverified: unverified ?? null,
    }))
}
