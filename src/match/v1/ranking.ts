import type { ReadName } from '../../names/name-parts.ts'
import { remoteLikeness } from '../../names/remote-likeness.ts'
import type { NameTables } from '../../names/tables.ts'
import { joinRun } from './align.ts'
import type { Alignment, Unit } from './alignment.ts'
import { NAME_RULES, scaled } from './name-rules.ts'

/**
 * Names short of everything that alerts are still ranked, by how near their parts are that are not alike: no answer of this goes above
 * `MOST_RANKED`, so that it never makes a match, and the index, which promises what stands above, need not know of it.
 */
export const MOST_RANKED = 489
/** Two parts are set beside one another only where they are rather near than not. */
const LEAST_NEAR = 225
/** Hundredths of nearness that count as likeness. */
const NEARNESS = 150
/** Parts of no more than these hundredths are passed over. */
const LIGHT = 10

/** The rank of two names that the parts of do not carry, 0 to `MOST_RANKED`. */
export function rankOf(
  tables: NameTables,
  party: ReadName,
  entity: ReadName,
  alignment: Alignment,
  likeness: number,
  matched: number,
): number {
  const whole = matched === 0 ? wholeNearness(tables, party, entity) : 0
  return Math.max(whole, Math.min(MOST_RANKED, byParts(party, alignment, likeness, matched)))
}

/** How near two names of one part or two are as one word each. */
function wholeNearness(tables: NameTables, party: ReadName, entity: ReadName): number {
  if (!isBrief(party) || !isBrief(entity)) return 0
  const joined = ({ parts }: ReadName) =>
    joinRun(
      tables,
      parts.map(({ token }) => token),
    )
  return remoteLikeness(joined(party), joined(entity))
}

const isBrief = ({ parts }: ReadName): boolean => parts.length === 1 || parts.length === 2

function byParts(party: ReadName, alignment: Alignment, likeness: number, matched: number): number {
  const near = nearPairs(alignment)
  const ours = new Set(near.map(({ party: unit }) => unit))
  const theirs = new Set(near.map(({ entity: unit }) => unit))
  let sum = likeness
  let weight = matched
  for (const { party: a, entity: b, score } of near) {
    sum += Math.floor((score * NEARNESS) / 100) * (a.weight + b.weight)
    weight += a.weight + b.weight
  }
  if (weight === 0) return 0
  const rules = NAME_RULES[party.kind]
  const partyLeft = weightOf(alignment.partyExtra.filter((unit) => !ours.has(unit)))
  const entityLeft = weightOf(alignment.entityExtra.filter((unit) => !theirs.has(unit)))
  const lost =
    partyLeft * rules.partyExtra + entityLeft * rules.entityExtra + Math.min(partyLeft, entityLeft) * rules.substitution
  return scaled(Math.floor((sum * 100) / (weight * 100 + lost)))
}

const weightOf = (units: readonly Unit[]): number => units.reduce((sum, { weight }) => sum + weight, 0)

interface NearPair {
  readonly party: Unit
  readonly entity: Unit
  readonly score: number
}

/** Parts left over on both sides that are near one another, nearest first, each once. */
function nearPairs({ partyExtra, entityExtra }: Alignment): readonly NearPair[] {
  const all: NearPair[] = []
  for (const party of partyExtra.filter(isWord)) {
    for (const entity of entityExtra.filter(isWord)) {
      const score = remoteLikeness(party.token, entity.token)
      if (score >= LEAST_NEAR) all.push({ party, entity, score })
    }
  }
  all.sort((a, b) => b.score - a.score)
  const taken = new Set<Unit>()
  return all.filter(({ party, entity }) => {
    if (taken.has(party) || taken.has(entity)) return false
    taken.add(party)
    taken.add(entity)
    return true
  })
}

const isWord = ({ token, weight }: Unit): boolean => weight > LIGHT && token.number === undefined
