import type { Match } from '../match/match.ts'
import type { Policy } from '../match/policy.ts'
import { comparePair } from '../match/v1/compare-pair.ts'
import type { Entity } from '../model/entity.ts'
import { CordonError } from '../model/errors.ts'
import { type AnswerEvidence, renderEvidence } from '../screening/answer.ts'
import { loadCountries } from './countries.ts'
import { sentenceOf } from './engine.ts'
import { loadNameTables } from './names-tables.ts'
import { type Pair, partyOf, readPair, sideOf } from './pair-records.ts'
import { loadPolicy } from './policies.ts'

const THOUSAND = 1000

/** Two sides compared without a list: a score of 0 to 1 and the rows that sum to it. */
export interface Compared {
  readonly score: number
  readonly evidence: readonly AnswerEvidence[]
}

export interface CompareOptions {
  /** FollowTheMoney schema of both; left open where absent. */
  readonly schema?: string
  readonly policy?: string
}

/** Scores two names against each other. The first is the asker's, the second the list's. */
export function compareNames(left: string, right: string, options: CompareOptions = {}): Compared {
  return compareParties(left, right, options)
}

/** Scores two sides of the match-quality form: a name, or an object with `names`, `birthDates`, `ids` and so on. */
export function compareParties(left: unknown, right: unknown, options: CompareOptions = {}): Compared {
  const { policy } = loadPolicy(options.policy)
  const party = partyOf(side(left, options.schema))
  return compared(matchPair({ id: '', party, entity: side(right, options.schema) }, policy))
}

function side(raw: unknown, schema: string | undefined): Entity {
  const parsed = sideOf(raw, schema, loadCountries())
  if (!parsed.ok) throw new CordonError('usage.invalid', sentenceOf(parsed.issue))
  return parsed.value
}

/** The match of one pair, each part as rare as the next: without a list nothing is known of how common it is there. */
export const matchPair = ({ party, entity }: Pair, policy: Policy): Match | undefined =>
  comparePair(loadNameTables(), party, entity, policy)

const compared = (match: Match | undefined): Compared => ({
  score: (match?.score ?? 0) / THOUSAND,
  evidence: (match?.evidence ?? []).map(renderEvidence),
})

/**
 * Scores a file of pairs, one JSON object a line, in input order.
 *
 * @throws CordonError `input.unreadable` that names the first line which is not a pair.
 */
export function* comparePairs(
  lines: Iterable<string>,
  policyName?: string,
): Generator<{ readonly id: string; readonly score: number }> {
  const { policy } = loadPolicy(policyName)
  const countries = loadCountries()
  let number = 0
  for (const line of lines) {
    number += 1
    if (line.trim() === '') continue
    const pair = readPair(parseLine(line, number), countries)
    if (!pair.ok) throw new CordonError('input.unreadable', `line ${number}: ${sentenceOf(pair.issue)}`)
    yield { id: pair.value.id, score: (matchPair(pair.value, policy)?.score ?? 0) / THOUSAND }
  }
}

function parseLine(line: string, number: number): unknown {
  try {
    return JSON.parse(line)
  } catch (cause) {
    throw new CordonError('input.unreadable', `line ${number} is not JSON`, { cause })
  }
}
