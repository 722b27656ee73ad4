import { accepted, type Parsed, refused } from '../model/parsed.ts'

export const OUTCOMES = ['true_match', 'false_positive', 'inconclusive'] as const
export type DispositionOutcome = (typeof OUTCOMES)[number]

interface ReasonRow {
  readonly outcomes: readonly DispositionOutcome[]
  /** It rests on what the counterparty or its counsel says: alone it takes a second level. */
  readonly isWordAlone: boolean
}

/** Structured reasons of a disposition: a closed list. */
export const REASONS = {
  birth_date_differs: { outcomes: ['false_positive'], isWordAlone: false },
  identifier_differs: { outcomes: ['false_positive'], isWordAlone: false },
  nationality_differs: { outcomes: ['false_positive'], isWordAlone: false },
  address_differs: { outcomes: ['false_positive'], isWordAlone: false },
  gender_differs: { outcomes: ['false_positive'], isWordAlone: false },
  kind_differs: { outcomes: ['false_positive'], isWordAlone: false },
  name_differs: { outcomes: ['false_positive'], isWordAlone: false },
  activity_differs: { outcomes: ['false_positive'], isWordAlone: false },
  document_seen: { outcomes: ['false_positive', 'true_match'], isWordAlone: false },
  counterparty_statement: { outcomes: ['false_positive', 'inconclusive'], isWordAlone: true },
  counsel_statement: { outcomes: ['false_positive', 'inconclusive'], isWordAlone: true },
  identifier_agrees: { outcomes: ['true_match'], isWordAlone: false },
  facts_agree: { outcomes: ['true_match'], isWordAlone: false },
  owned_or_controlled: { outcomes: ['true_match'], isWordAlone: false },
  information_missing: { outcomes: ['inconclusive'], isWordAlone: false },
  delisted: { outcomes: ['false_positive'], isWordAlone: false },
} as const satisfies Record<string, ReasonRow>
export type Reason = keyof typeof REASONS
export const REASON_NAMES: readonly Reason[] = Object.keys(REASONS) as Reason[]

/** What was decided and on what ground, as it comes in. */
export interface Judgement {
  readonly outcome: DispositionOutcome
  readonly reasons: readonly string[]
  readonly text: string
  /** What was relied on: `hit:birth_date` of the alert's evidence, `note:ID`, `file:ID`, `answer:ID`. */
  readonly evidence: readonly string[]
}

/** Characters of free text below which a reason explains nothing. */
export const SHORTEST_TEXT = 20
export const LONGEST_TEXT = 20_000
export const MOST_EVIDENCE = 64

/** Why a decision must be checked by a second person, or `null` where one may make it alone. */
export type NeedsCheck = 'true_match' | 'word_alone' | 'strong_identifier' | null

/** Checks a judgement and answers whether a second person is needed. */
export function weighJudgement(
  judgement: Judgement,
  known: { readonly evidence: ReadonlySet<string>; readonly hasStrongIdentifier: boolean },
): Parsed<{ readonly reasons: readonly Reason[]; readonly needsCheck: NeedsCheck }> {
  const reasons = readReasons(judgement)
  if (!reasons.ok) return reasons
  const length = judgement.text.trim().length
  if (length < SHORTEST_TEXT || judgement.text.length > LONGEST_TEXT)
    return refused('disposition.text', `${length} characters`, {
      remedy: `explain in ${SHORTEST_TEXT} characters or more`,
    })
  const { evidence } = judgement
  if (evidence.length === 0 || evidence.length > MOST_EVIDENCE)
    return refused('disposition.evidence', `${evidence.length} given`, {
      remedy: `name 1 to ${MOST_EVIDENCE} pieces of evidence`,
    })
  const unknown = evidence.find((id) => !known.evidence.has(id))
  if (unknown !== undefined)
    return refused('disposition.evidence.unknown', unknown, {
      remedy: `name evidence of this alert or its case: ${[...known.evidence].join(', ')}`,
    })
  return accepted({
    reasons: reasons.value,
    needsCheck: checkNeeded(judgement, reasons.value, known.hasStrongIdentifier),
  })
}

function readReasons({ outcome, reasons }: Judgement): Parsed<readonly Reason[]> {
  if (reasons.length === 0)
    return refused('disposition.reasons', 'none', { remedy: `give one or more of ${REASON_NAMES.join(', ')}` })
  const read: Reason[] = []
  for (const raw of reasons) {
    const reason = REASON_NAMES.find((known) => known === raw)
    if (reason === undefined)
      return refused('disposition.reason.unknown', raw, { remedy: `use one of ${REASON_NAMES.join(', ')}` })
    const outcomes: readonly DispositionOutcome[] = REASONS[reason].outcomes
    if (!outcomes.includes(outcome))
      return refused('disposition.reason.unfit', raw, { remedy: `${raw} is no reason for ${outcome}` })
    read.push(reason)
  }
  return accepted(read)
}

function checkNeeded({ outcome }: Judgement, reasons: readonly Reason[], hasStrongIdentifier: boolean): NeedsCheck {
  if (outcome === 'true_match') return 'true_match'
  if (outcome === 'inconclusive') return null
  if (hasStrongIdentifier) return 'strong_identifier'
  return reasons.every((reason) => REASONS[reason].isWordAlone) ? 'word_alone' : null
}
