import { bandOf } from '../match/match.ts'
import type { Issue } from '../model/parsed.ts'
import { type AnswerDesignation, type AnswerEvidence, renderDesignation, renderEvidence } from '../screening/answer.ts'
import type { Hit, Outcome } from '../screening/outcome.ts'
import { partyRowOf, placeOf } from '../sources/parties/raw-row.ts'
import { type Engine, type ScreenOptions, sentenceOf } from './engine.ts'
import type { PartyLayout, PartyRow, RawRow } from './party-file.ts'

const THOUSAND = 1000

/** One row answered, as it is kept. The lists, policy and matcher are those of the job; what was asked stands in the row itself. */
export interface RowAnswer {
  readonly id: string
  readonly status: 'clear' | 'hits' | 'undetermined'
  readonly missing?: readonly string[]
  /** What of the row could not be used, each with its cell: it cannot hide a hit. */
  readonly warnings?: readonly RowWarning[]
  readonly total: number
  readonly hits: readonly BatchHit[]
  readonly below: readonly {
    readonly id: string
    readonly list: string
    readonly score: number
    readonly why: string
  }[]
}

export interface RowWarning {
  readonly code: string
  /** The cell, as in `D17` or `Clientes!D17`; the line of a JSON file. */
  readonly where: string
  readonly found: string
  readonly remedy?: string
}

/** A row as it is handed to a thread. */
export interface BatchRow {
  readonly raw: RawRow
  readonly layouts: readonly PartyLayout[]
}

/** A row answered, with what was asked. */
export interface BatchResult extends RowAnswer {
  readonly line: number | null
  readonly query: {
    readonly schema?: string
    readonly properties: PartyRow['properties']
    readonly columns?: PartyRow['columns']
  }
}

export interface BatchHit {
  readonly id: string
  readonly caption: string
  readonly schema: string
  readonly list: string
  readonly score: number
  readonly band: string
  readonly matched: { readonly party: string; readonly entity: string; readonly alias_quality: string }
  readonly evidence: readonly AnswerEvidence[]
  readonly designations: readonly AnswerDesignation[]
}

/** Answers one row; one that cannot be read is its own `undetermined`, with its place. */
export function answerRow(
  engine: Engine,
  raw: RawRow,
  layouts: readonly PartyLayout[],
  options: ScreenOptions,
): RowAnswer {
  const { fault, columns: _columns, line: _line, ...given } = partyRowOf(raw, layouts)
  if (fault !== undefined) return undetermined(given.id, fault)
  const asked = engine.ask(given, options)
  if (!asked.ok) return undetermined(given.id, sentenceOf({ ...asked.issue, where: placeOf(raw, layouts) }))
  const { outcome, warnings } = asked.value
  return {
    id: given.id,
    status: outcome.kind,
    ...(outcome.kind === 'clear' || outcome.missing.length === 0 ? {} : { missing: outcome.missing }),
    ...warningsOf(warnings, raw, layouts),
    total: outcome.total,
    hits: outcome.kind === 'hits' ? outcome.hits.map(hitOf) : [],
    below: belowOf(outcome),
  }
}

export const undetermined = (id: string, reason: string): RowAnswer => ({
  id,
  status: 'undetermined',
  missing: [reason],
  total: 0,
  hits: [],
  below: [],
})

const belowOf = ({ below }: Outcome): RowAnswer['below'] =>
  below.map(({ entity, list, match }) => ({
    id: entity.id,
    list,
    score: match.score / THOUSAND,
    why: match.below ?? 'near',
  }))

/** That a column is not compared is a fact of the whole file, told with the batch and not again for every row. */
const NOT_OF_A_ROW = 'party.property.not_compared'

function warningsOf(
  issues: readonly Issue[],
  raw: RawRow,
  layouts: readonly PartyLayout[],
): { readonly warnings?: readonly RowWarning[] } {
  const own = issues.filter(({ code }) => code !== NOT_OF_A_ROW)
  if (own.length === 0) return {}
  return {
    warnings: own.map(({ code, found, where, remedy }) => ({
      code,
      where: placeOf(raw, layouts, where === 'properties' ? found : where),
      found,
      ...(remedy === undefined ? {} : { remedy }),
    })),
  }
}

/** An answer with its question beside it. */
export function withQuestion(answer: RowAnswer, raw: RawRow, layouts: readonly PartyLayout[]): BatchResult {
  const { schema, properties, columns, line } = partyRowOf(raw, layouts)
  const query = {
    ...(schema === undefined ? {} : { schema }),
    properties,
    ...(Object.keys(columns).length === 0 ? {} : { columns }),
  }
  const { id, status, ...rest } = answer
  return { id, line: line ?? null, status, query, ...rest }
}

const hitOf = ({ entity, list, match, designations }: Hit): BatchHit => ({
  id: entity.id,
  caption: entity.names[0].text,
  schema: entity.schema,
  list,
  score: match.score / THOUSAND,
  band: bandOf(match.score),
  matched: { party: match.matched.party, entity: match.matched.entity, alias_quality: match.matched.aliasQuality },
  evidence: match.evidence.map(renderEvidence),
  designations: designations.map(renderDesignation),
})
