import { bandOf, type Evidence, type Match } from '../match/match.ts'
import type { Policy } from '../match/policy.ts'
import type { Designation } from '../model/designation.ts'
import { type FtmEntity, toFtm } from '../model/ftm.ts'
import type { Issue } from '../model/parsed.ts'
import type { Hit, Outcome } from './outcome.ts'
import type { GivenParty } from './read-party.ts'

/** Said in every answer of screening, in the user's language (PRODUCT.md §4.3). */
export const CAVEATS = {
  en: 'This is neither a clearance nor legal advice: it compares what you gave with the list versions named here.',
  es: 'Esto no es una autorización ni asesoramiento jurídico: compara lo que usted dio con las versiones de las listas aquí nombradas.',
} as const
export type Language = keyof typeof CAVEATS

const THOUSAND = 1000

/** What every answer carries besides its outcome. */
export interface AnswerFrame {
  readonly given: GivenParty
  /** Columns of the asker's file that screening does not read: they come back as they came. */
  readonly columns: Readonly<Record<string, string>>
  readonly schema: string
  readonly isSchemaGuessed: boolean
  readonly warnings: readonly Issue[]
  readonly screenedAt: string
  readonly engine: string
  readonly policy: Policy
  readonly language: Language
}

/** A screening answer as JSON, PRODUCT.md §4.3. Scores and points are thousandths divided by 1,000. */
export interface Answer {
  readonly status: Outcome['kind']
  readonly missing?: readonly string[]
  readonly query: {
    readonly id?: string
    readonly schema: string
    readonly schema_guessed?: true
    readonly properties: Readonly<Record<string, readonly string[]>>
    readonly columns?: Readonly<Record<string, string>>
  }
  readonly screened_at: string
  readonly as_of: string
  readonly engine: string
  readonly matcher: string
  readonly policy: string
  readonly threshold: number
  readonly lists: readonly AnswerList[]
  readonly register: { readonly known_until: string }
  readonly hits: readonly AnswerHit[]
  readonly total: number
  readonly below: readonly (AnswerHit & { readonly why: string })[]
  readonly warnings?: readonly Issue[]
  readonly caveat: string
}

export interface AnswerList {
  readonly id: string
  readonly version: string
  readonly published: string | null
  readonly entities: number
  readonly stale: boolean
  readonly partial?: true
  /** Why a newer version was not believed; the one named here answered. */
  readonly quarantined?: string
}

export interface AnswerHit {
  readonly entity: FtmEntity
  readonly score: number
  readonly band: string
  readonly matched: { readonly party: string; readonly entity: string; readonly alias_quality: string }
  readonly parts: { readonly name: number; readonly corroboration: number; readonly contradiction: number }
  readonly evidence: readonly AnswerEvidence[]
  readonly designations: readonly AnswerDesignation[]
  /** Present where entries of several lists are one party: which, and why they are taken for one. */
  readonly merged?: readonly {
    readonly between: readonly [string, string]
    readonly kind: string
    readonly evidence: string
  }[]
}

export interface AnswerEvidence {
  readonly feature: string
  readonly party: string | null
  readonly entity: string | null
  readonly points: number
  readonly note: string
}

export interface AnswerDesignation {
  readonly authority: string
  readonly state: string
  readonly since: string | null
  readonly since_at_latest?: string
  readonly until?: string
  readonly citation: string | null
  readonly verified: boolean
}

export function renderAnswer(outcome: Outcome, frame: AnswerFrame): Answer {
  const { basis } = outcome
  const missing = outcome.kind === 'clear' ? [] : outcome.missing
  return {
    status: outcome.kind,
    ...(missing.length === 0 ? {} : { missing }),
    query: {
      ...(frame.given.id === undefined ? {} : { id: frame.given.id }),
      schema: frame.schema,
      ...(frame.isSchemaGuessed ? { schema_guessed: true as const } : {}),
      properties: frame.given.properties,
      ...(Object.keys(frame.columns).length === 0 ? {} : { columns: frame.columns }),
    },
    screened_at: frame.screenedAt,
    as_of: basis.asOf,
    engine: frame.engine,
    matcher: basis.matcher,
    policy: basis.policy,
    threshold: frame.policy.threshold / THOUSAND,
    lists: basis.lists
      .filter((list) => list.isSanctionsList)
      .map((list) => ({
        id: list.id,
        version: list.version,
        published: list.published,
        entities: list.corpus.entities.length,
        stale: list.isStale,
        ...(list.isPartial ? { partial: true as const } : {}),
        ...(list.quarantined === undefined ? {} : { quarantined: list.quarantined }),
      })),
    register: { known_until: basis.registerKnownUntil },
    hits: outcome.kind === 'hits' ? outcome.hits.map(renderHit) : [],
    total: outcome.total,
    below: outcome.below.map((hit) => ({ ...renderHit(hit), why: hit.match.below ?? 'near' })),
    ...(frame.warnings.length === 0 ? {} : { warnings: frame.warnings }),
    caveat: CAVEATS[frame.language],
  }
}

export function renderHit({ entity, match, designations, merge }: Hit): AnswerHit {
  return {
    entity: toFtm(entity),
    score: match.score / THOUSAND,
    band: bandOf(match.score),
    matched: { party: match.matched.party, entity: match.matched.entity, alias_quality: match.matched.aliasQuality },
    parts: renderParts(match),
    evidence: match.evidence.map(renderEvidence),
    designations: designations.map(renderDesignation),
    ...(merge === undefined ? {} : { merged: merge.reasons }),
  }
}

const renderParts = ({ parts }: Match): AnswerHit['parts'] => ({
  name: parts.name / THOUSAND,
  corroboration: parts.corroboration / THOUSAND,
  contradiction: parts.contradiction / THOUSAND,
})

export const renderEvidence = ({ feature, party, entity, points, note }: Evidence): AnswerEvidence => ({
  feature,
  party,
  entity,
  points: points / THOUSAND,
  note,
})

export const renderDesignation = (designation: Designation): AnswerDesignation => ({
  authority: designation.authority,
  state: designation.state,
  since: designation.since,
  ...(designation.sinceAtLatest === undefined ? {} : { since_at_latest: designation.sinceAtLatest }),
  ...(designation.until === null ? {} : { until: designation.until }),
  citation: designation.citation,
  verified: designation.verified,
})
