import { remoteLikeness } from '../../names/likeness.ts'
import type { BearerKind, PartRole, ReadName } from '../../names/read-name.ts'
import type { NameTables } from '../../names/tables.ts'
import type { Token } from '../../names/token.ts'
import type { Evidence } from '../match.ts'
import { type Alignment, align, joinRun, type Pairing, type Unit, type WeightOf } from './align.ts'
import { containedScore, cutScore } from './inside.ts'
import { apartScore, begunScore, slipScore, type WholeScore } from './whole.ts'

/** How a name loses for parts that have no counterpart. Chosen on labelled pairs; one value for all names of a kind, never for a row. */
export interface NameRules {
  /** Hundredths of the weight of a part that only the party's name has. */
  readonly partyExtra: number
  /** The same where the names meet in one telling part only; never less, or the index would lose names. */
  readonly partyExtraOfOne: number
  /** Hundredths of the weight of a part that only the entity's name has. */
  readonly entityExtra: number
  /** Hundredths of the weight of parts that stand in one another's place: both sides have a part that the other lacks. */
  readonly substitution: number
  /** Least weight of a part that is substituted: another common given name is another person too. */
  readonly leastSubstituted: number
}

export const NAME_RULES = {
  person: { partyExtra: 20, partyExtraOfOne: 23, entityExtra: 26, substitution: 200, leastSubstituted: 26 },
  organisation: { partyExtra: 20, partyExtraOfOne: 25, entityExtra: 46, substitution: 124, leastSubstituted: 8 },
  object: { partyExtra: 20, partyExtraOfOne: 25, entityExtra: 46, substitution: 124, leastSubstituted: 8 },
} as const satisfies Record<BearerKind, NameRules>

/** Weight added to a substitution of one patronymic, or of one number, for another. */
const SUBSTITUTED_ROLE: Readonly<Partial<Record<PartRole, number>>> = { patronymic: 129, number: 8 }

/** Thousandths of raw strength that are worth the bar of 700; below and above it the scale is straight. */
const RAW_AT_BAR = 734
const BAR = 700
/** Order matters for firms: thousandths for one inversion, at most three. */
const INVERSION = 15
/** Legal forms of different classes, thousandths. */
const OTHER_LEGAL_FORM = 10

/** The scale of scores from raw strength, both in thousandths. */
export const scaled = (raw: number): number =>
  raw <= RAW_AT_BAR
    ? Math.floor((raw * BAR) / RAW_AT_BAR)
    : BAR + Math.floor(((raw - RAW_AT_BAR) * (1_000 - BAR)) / (1_000 - RAW_AT_BAR))

/** The least raw strength that the scale brings to a score: the scale's inverse, rounded down. */
export const rawFor = (score: number): number =>
  score <= BAR
    ? Math.floor((score * RAW_AT_BAR) / BAR)
    : RAW_AT_BAR + Math.floor(((score - BAR) * (1_000 - RAW_AT_BAR)) / (1_000 - BAR))

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

/** Aligns two names and scores them: part by part, or as one run of letters where that says more. */
export function measure(tables: NameTables, party: ReadName, entity: ReadName, weightOf: WeightOf): Measured {
  const byParts = measureParts(tables, party, entity, weightOf)
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

function measureParts(tables: NameTables, party: ReadName, entity: ReadName, weightOf: WeightOf): Measured {
  const alignment = align(tables, party, entity, weightOf)
  const { pairs, partyExtra, entityExtra } = alignment
  let matched = 0
  let telling = 0
  for (const pair of pairs) {
    matched += weightOfPair(pair)
    if (Math.max(pair.party.weight, pair.entity.weight) > TELLING) telling += 1
  }
  const isOne = telling <= 1
  const none = { party, entity, alignment, matched, isOne, whole: 0, before: 0, penalty: 0, losses: NO_LOSSES }
  if (matched === 0) return { ...none, score: remoteScore(tables, party, entity) }
  if (isNumberAlone(alignment)) return { ...none, matched: 0, score: 0 }
  const rules = NAME_RULES[party.kind]
  const partyRule = isOne ? rules.partyExtraOfOne : rules.partyExtra
  let likeness = 0
  for (const pair of pairs) likeness += scoreOf(pair, isOne) * weightOfPair(pair)
  const losses: number[] = []
  for (const { weight } of partyExtra) losses.push(weight * partyRule)
  for (const { weight } of entityExtra) losses.push(weight * rules.entityExtra)
  losses.push(substituted(party, entity, alignment, rules) * rules.substitution)
  const whole = Math.floor(likeness / matched)
  const before = scaled(Math.floor((likeness * 100) / (matched * 100 + sum(losses))))
  const penalty = Math.min(before, orderPenalty(party, alignment) + formPenalty(party, entity))
  const measured = { ...none, score: before - penalty, whole, before, penalty, losses }
  const inside = insideScore(party, entity, alignment, whole)
  return inside === undefined || inside.score <= measured.score ? measured : { ...measured, ...inside }
}

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
  const { party, entity, alignment, matched, whole, before, penalty, isOne, losses, score } = measured
  if (measured.asOne !== undefined) return asOneRows(party, entity, measured.asOne)
  if (matched === 0) return score === 0 ? NO_STRENGTH : remoteStrength(party, entity, score)
  if (measured.inside !== undefined) return explainInside(measured, measured.inside)
  const { partyExtra, entityExtra } = alignment
  const shares = apportion(whole - before, losses)
  const rows = pairRows(party, entity, alignment, matched, whole, isOne)
  for (const [index, unit] of [...partyExtra, ...entityExtra].entries()) {
    const isOurs = index < partyExtra.length
    const surface = surfaceOf(isOurs ? party : entity, unit)
    const note = isOurs ? 'only the party has this part' : 'only the entity has this part'
    rows.push(row(isOurs ? surface : null, isOurs ? null : surface, -(shares[index] ?? 0), note))
  }
  const swapped = shares[shares.length - 1] ?? 0
  const rest = whole - before - sum(shares)
  if (swapped > 0) rows.push(row(null, null, -swapped, 'each side has a part where the other has another'))
  if (rest > 0) rows.push(row(null, null, -rest, 'likeness on the scale of scores'))
  if (penalty > 0) rows.push(row(null, null, -penalty, 'order of words or legal form differs'))
  return { score, evidence: rows }
}

function asOneRows(party: ReadName, entity: ReadName, { score, note }: WholeScore): NameStrength {
  return {
    score,
    evidence: [row(party.original, entity.original, 1_000, ''), row(null, null, score - 1_000, note)],
  }
}

function explainInside(
  { party, entity, alignment, matched, whole, isOne, score }: Measured,
  note: string,
): NameStrength {
  const rows = pairRows(party, entity, alignment, matched, whole, isOne)
  if (whole > score) rows.push(row(party.original, null, score - whole, note))
  return { score, evidence: rows }
}

/** Names of which no part is like: for names of one part or two, how near they are, so that pairs rank; otherwise nothing. */
function remoteStrength(party: ReadName, entity: ReadName, score: number): NameStrength {
  return { score, evidence: [row(party.original, entity.original, score, 'not like; some letters in common')] }
}

function remoteScore(tables: NameTables, party: ReadName, entity: ReadName): number {
  const ours = briefly(tables, party)
  const theirs = briefly(tables, entity)
  return ours === undefined || theirs === undefined ? 0 : remoteLikeness(ours, theirs)
}

function briefly(tables: NameTables, { parts }: ReadName): Token | undefined {
  return parts.length === 0 || parts.length > 2
    ? undefined
    : joinRun(
        tables,
        parts.map(({ token }) => token),
      )
}

const NO_STRENGTH: NameStrength = { score: 0, evidence: [] }

/** Parts of more than these hundredths tell who is meant. */
const TELLING = 25
/** Hundredths by which a likeness short of the same counts against names that meet in one telling part only. */
const DOUBT_OF_ONE = 130

const scoreOf = ({ score }: Pairing, isOne: boolean): number =>
  isOne ? Math.max(0, 1_000 - Math.ceil(((1_000 - score) * DOUBT_OF_ONE) / 100)) : score

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

const SUBSTITUTED_ROLES = ['patronymic', 'number'] as const

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

function pairRows(
  party: ReadName,
  entity: ReadName,
  alignment: Alignment,
  matched: number,
  whole: number,
  isOne: boolean,
): Evidence[] {
  const points = alignment.pairs.map((pair) => Math.floor((scoreOf(pair, isOne) * weightOfPair(pair)) / matched))
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
