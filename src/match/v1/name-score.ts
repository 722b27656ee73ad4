import type { PartRole, ReadName } from '../../names/name-parts.ts'
import type { NameTables } from '../../names/tables.ts'
import type { Evidence } from '../match.ts'
import { align } from './align.ts'
import type { Alignment, Pairing, Unit, WeightOf } from './alignment.ts'
import { containedScore, cutScore } from './inside.ts'
import {
  lossFactor,
  NAME_RULES,
  type NameRules,
  SUBSTITUTED_ROLE,
  SUBSTITUTED_ROLES,
  scaled,
  TELLING,
} from './name-rules.ts'
import { personLoss } from './person-losses.ts'
import { MOST_RANKED, rankOf } from './ranking.ts'
import { apartScore, begunScore, slipScore, type WholeScore } from './whole.ts'

/** Order matters for firms: thousandths for one inversion, at most three. */
const INVERSION = 15
/** Legal forms of different classes, thousandths. */
const OTHER_LEGAL_FORM = 10

export interface NameStrength {
  /** Thousandths. */
  readonly score: number
  readonly evidence: readonly Evidence[]
}

/** A name measured against another, before it is explained: what the index's candidates are compared by. */
export interface Measured {
  /** Thousandths. */
  readonly score: number
  readonly party: ReadName
  readonly entity: ReadName
  readonly alignment: Alignment
  readonly matched: number
  readonly whole: number
  readonly before: number
  readonly penalty: number
  readonly isOne: boolean
  readonly losses: readonly number[]
  /** Why the score is that of a name inside a text or cut off, where it is. */
  readonly inside?: string
  /** Present where the score is that of the name as one run of letters, and not of its parts. */
  readonly asOne?: WholeScore
}

/** The strength of one name against another: the sum of its evidence rows, 0 to 1,000. */
export function nameStrength(tables: NameTables, party: ReadName, entity: ReadName, weightOf: WeightOf): NameStrength {
  return explain(measure(tables, party, entity, weightOf))
}

/**
 * Aligns two names and scores them: part by part, or as one run of letters where that says more.
 *
 * @param isRanked - Whether names that nothing carries to a match are ranked all the same (`rankOf`).
 */
export function measure(
  tables: NameTables,
  party: ReadName,
  entity: ReadName,
  weightOf: WeightOf,
  isRanked = true,
): Measured {
  const byParts = measureParts(tables, party, entity, weightOf, isRanked)
  if (byParts.score >= SURE) return byParts
  const asOne = wholeScore(tables, party, entity, weightOf)
  return asOne === undefined || asOne.score <= byParts.score ? byParts : { ...byParts, score: asOne.score, asOne }
}

/** From this strength on nothing else is looked for. */
const SURE = 900

const wholeScore = (
  tables: NameTables,
  party: ReadName,
  entity: ReadName,
  weightOf: WeightOf,
): WholeScore | undefined =>
  apartScore(party, entity) ?? begunScore(tables, party, entity) ?? slipScore(tables, party, entity, weightOf)

function measureParts(
  tables: NameTables,
  party: ReadName,
  entity: ReadName,
  weightOf: WeightOf,
  isRanked: boolean,
): Measured {
  const alignment = align(tables, party, entity, weightOf)
  const { pairs } = alignment
  let matched = 0
  let telling = 0
  for (const pair of pairs) {
    matched += weightOfPair(pair)
    if (Math.max(pair.party.weight, pair.entity.weight) > TELLING) telling += 1
  }
  const isOne = telling <= 1
  const none = { party, entity, alignment, matched, isOne, whole: 0, before: 0, penalty: 0, losses: NO_LOSSES }
  const ranked = (likeness: number): number =>
    isRanked ? rankOf(tables, party, entity, alignment, likeness, matched) : 0
  if (matched === 0) return { ...none, score: ranked(0) }
  if (isNumberAlone(alignment)) return { ...none, matched: 0, score: 0 }
  const rules = NAME_RULES[party.kind]
  let likeness = 0
  for (const pair of pairs) likeness += scoreOf(pair, isOne, rules) * weightOfPair(pair)
  const losses = lossesOf(party, entity, alignment, isOne, matched)
  const whole = Math.floor(likeness / matched)
  const before = scaled(Math.floor((likeness * 100) / (matched * 100 + sum(losses))))
  const penalty = Math.min(before, orderPenalty(party, alignment) + formPenalty(party, entity))
  const measured = { ...none, score: before - penalty, whole, before, penalty, losses }
  const inside = insideScore(party, entity, alignment, whole)
  if (inside !== undefined && inside.score > measured.score) return { ...measured, ...inside }
  return measured.score > MOST_RANKED ? measured : { ...measured, score: Math.max(measured.score, ranked(likeness)) }
}

/** What each part left over costs, in their order, then what parts in one another's place cost, then what the build of the names says. */
function lossesOf(
  party: ReadName,
  entity: ReadName,
  alignment: Alignment,
  isOne: boolean,
  matched: number,
): readonly number[] {
  const { pairs, partyExtra, entityExtra } = alignment
  const rules = NAME_RULES[party.kind]
  const partyRule = isOne ? aloneRule(party, entity, rules) : rules.partyExtra
  const factor = lossFactor(rules, matched)
  const generic = rules.extraOfGeneric > 0 && pairs.every(isGenericPair) ? rules.extraOfGeneric : 0
  const lossOf = (unit: Unit, rule: number): number =>
    Math.floor((unit.weight * (isGeneric(unit) ? rule : Math.max(generic, rule)) * factor) / 100)
  const losses: number[] = []
  for (const unit of partyExtra) losses.push(lossOf(unit, partyRule))
  for (const unit of entityExtra) losses.push(lossOf(unit, rules.entityExtra))
  losses.push(substituted(party, entity, alignment, rules) * rules.substitution)
  losses.push(personLoss(party, entity, alignment))
  return losses
}

/** A listed name of one telling part says little of a party that has more. */
function aloneRule(party: ReadName, entity: ReadName, rules: NameRules): number {
  if (party.parts.length < 2) return rules.partyExtraOfOne
  const telling = entity.parts.filter(({ weight }) => weight > TELLING)
  if (telling.length > 1) return rules.partyExtraOfOne
  const isKnown = telling.some(
    ({ token: { word } }) =>
      word.spellings !== undefined || word.givenTier !== undefined || word.familyTier !== undefined,
  )
  return isKnown ? rules.partyExtraOfKnown : rules.partyExtraOfRare
}

/** Words that say what a thing is, not which. */
const isGeneric = ({ token, weight }: Unit): boolean =>
  weight <= TELLING || (token.word.concept !== undefined && token.word.conceptTier !== 3)
const isGenericPair = (pair: Pairing): boolean => isGeneric(pair.party) && isGeneric(pair.entity)

/** Other ways for a name to be there: inside a longer text, or cut off at the end of a field. */
function insideScore(
  party: ReadName,
  entity: ReadName,
  alignment: Alignment,
  whole: number,
): { readonly score: number; readonly inside: string } | undefined {
  const contained = containedScore(party, entity, alignment, whole)
  if (contained !== undefined) return { score: contained, inside: 'the name stands inside a longer text' }
  const cut = cutScore(party, entity)
  return cut === undefined ? undefined : { score: Math.min(cut, whole), inside: 'the name is cut off' }
}

/** A number says which of several is meant, never who: "MS 13" and another thirteen share nothing. */
function isNumberAlone({ pairs, partyExtra, entityExtra }: Alignment): boolean {
  if (partyExtra.length === 0 || entityExtra.length === 0) return false
  return pairs.every(
    ({ party, entity }) => party.token.number !== undefined || Math.max(party.weight, entity.weight) <= NO_WORD,
  )
}

/** Hundredths under which a part is a particle or an initial. */
const NO_WORD = 9

const NO_LOSSES: readonly number[] = []

/** The waterfall of a measured name: what each part brought, and what was lost for parts without a counterpart. */
export function explain(measured: Measured): NameStrength {
  const { party, entity, alignment, matched, whole, before, penalty, losses, score } = measured
  if (measured.asOne !== undefined) return asOneRows(party, entity, measured.asOne)
  if (matched === 0) return score === 0 ? NO_STRENGTH : remoteStrength(party, entity, score)
  if (measured.inside !== undefined) return explainInside(measured, measured.inside)
  const { partyExtra, entityExtra } = alignment
  const shares = apportion(whole - before, losses)
  const rows = pairRows(measured)
  for (const [index, unit] of [...partyExtra, ...entityExtra].entries()) {
    const isOurs = index < partyExtra.length
    const surface = surfaceOf(isOurs ? party : entity, unit)
    const note = isOurs ? 'only the party has this part' : 'only the entity has this part'
    rows.push(row(isOurs ? surface : null, isOurs ? null : surface, -(shares[index] ?? 0), note))
  }
  const swapped = shares[shares.length - 2] ?? 0
  const built = shares[shares.length - 1] ?? 0
  const rest = whole - before - sum(shares)
  if (swapped > 0) rows.push(row(null, null, -swapped, 'each side has a part where the other has another'))
  if (built > 0) rows.push(row(null, null, -built, 'the family name, or the order of the names, is another'))
  if (rest > 0) rows.push(row(null, null, -rest, 'likeness on the scale of scores'))
  if (penalty > 0) rows.push(row(null, null, -penalty, 'order of words or legal form differs'))
  const ranked = score - (before - penalty)
  if (ranked > 0) rows.push(row(party.original, entity.original, ranked, 'not like; some letters in common'))
  return { score, evidence: rows }
}

function asOneRows(party: ReadName, entity: ReadName, { score, note }: WholeScore): NameStrength {
  return {
    score,
    evidence: [row(party.original, entity.original, 1_000, ''), row(null, null, score - 1_000, note)],
  }
}

function explainInside(measured: Measured, note: string): NameStrength {
  const { party, whole, score } = measured
  const rows = pairRows(measured)
  if (whole > score) rows.push(row(party.original, null, score - whole, note))
  return { score, evidence: rows }
}

/** Names of which no part is like: for names of one part or two, how near they are, so that pairs rank; otherwise nothing. */
function remoteStrength(party: ReadName, entity: ReadName, score: number): NameStrength {
  return { score, evidence: [row(party.original, entity.original, score, 'not like; some letters in common')] }
}

const NO_STRENGTH: NameStrength = { score: 0, evidence: [] }

const scoreOf = ({ score }: Pairing, isOne: boolean, { doubtOfOne }: NameRules): number =>
  isOne ? Math.max(0, 1_000 - Math.ceil(((1_000 - score) * doubtOfOne) / 100)) : score

function sum(values: readonly number[]): number {
  let total = 0
  for (const value of values) total += value
  return total
}
const weightOfPair = ({ party, entity }: Pairing): number => party.weight + entity.weight

/** Weight of parts that stand in each other's place: no more than the lighter side's extra. */
function substituted(
  party: ReadName,
  entity: ReadName,
  { partyExtra, entityExtra }: Alignment,
  rules: NameRules,
): number {
  if (partyExtra.length === 0 || entityExtra.length === 0) return 0
  let lost = Math.min(substitutable(party, partyExtra, rules), substitutable(entity, entityExtra, rules))
  for (const role of SUBSTITUTED_ROLES)
    if (hasRole(party, partyExtra, role) && hasRole(entity, entityExtra, role)) lost += SUBSTITUTED_ROLE[role] ?? 0
  return lost
}

const hasRole = (name: ReadName, units: readonly Unit[], role: PartRole): boolean =>
  units.some(({ parts }) => parts.some((part) => name.parts[part]?.role === role))

function substitutable(name: ReadName, units: readonly Unit[], { leastSubstituted }: NameRules): number {
  let weights = 0
  for (const { parts, weight } of units)
    if (parts.some((part) => name.parts[part]?.role !== 'particle')) weights += Math.max(weight, leastSubstituted)
  return weights
}

function row(party: string | null, entity: string | null, points: number, note: string): Evidence {
  return { feature: 'name', party, entity, points, note }
}

const surfaceOf = (name: ReadName, unit: Unit): string =>
  unit.parts.map((part) => name.parts[part]?.surface ?? '').join(' ')

function pairRows({ party, entity, alignment, matched, whole, isOne }: Measured): Evidence[] {
  const rules = NAME_RULES[party.kind]
  const points = alignment.pairs.map((pair) => Math.floor((scoreOf(pair, isOne, rules) * weightOfPair(pair)) / matched))
  const rest = whole - sum(points)
  return alignment.pairs.map((pair, index) => {
    const note = pair.kind === 'same' ? '' : `${pair.kind}, ${pair.score / 10} %`
    return row(
      surfaceOf(party, pair.party),
      surfaceOf(entity, pair.entity),
      (points[index] ?? 0) + (index === 0 ? rest : 0),
      note,
    )
  })
}

/** Splits a whole number over weights so that the parts sum to it: whole parts down, the rest to the first that have weight. */
export function apportion(total: number, weights: readonly number[]): readonly number[] {
  const all = sum(weights)
  if (all === 0) return weights.map(() => 0)
  const parts = weights.map((weight) => Math.floor((total * weight) / all))
  let rest = total - sum(parts)
  return parts.map((part, index) => {
    if (rest <= 0 || (weights[index] ?? 0) === 0) return part
    rest -= 1
    return part + 1
  })
}

function orderPenalty(party: ReadName, { pairs }: Alignment): number {
  if (party.kind === 'person' || pairs.length < 2) return 0
  const places = pairs.filter(({ party: unit }) => unit.weight > 10).map(({ entity }) => entity.parts[0] ?? 0)
  let inversions = 0
  for (let i = 1; i < places.length; i += 1) if ((places[i] ?? 0) < (places[i - 1] ?? 0)) inversions += 1
  return INVERSION * Math.min(3, inversions)
}

function formPenalty(party: ReadName, entity: ReadName): number {
  if (party.legalForms.length === 0 || entity.legalForms.length === 0) return 0
  return party.legalForms.some((form) => entity.legalForms.includes(form)) ? 0 : OTHER_LEGAL_FORM
}
