import type { ReadName } from '../../names/read-name.ts'
import type { NameTables } from '../../names/tables.ts'
import type { Evidence } from '../match.ts'
import { type Alignment, align, type Pairing, type Unit, type WeightOf } from './align.ts'

/** Hundredths of a part's weight that the name loses for it. Chosen on the labelled pairs of `bench/`; general, never for one row. */
export const NAME_RULES = {
  /** A part of the party's name that the entity's lacks: evidence against. */
  partyExtra: 100,
  /** A part of the entity's name that the party's lacks: people and payments leave parts out. */
  entityExtra: 45,
  /** Both sides have a part that the other lacks: one stands in the other's place. */
  substitution: 110,
  /** Order matters for firms: thousandths for one inversion, at most three. */
  inversion: 15,
  /** Legal forms of different classes, thousandths. */
  otherLegalForm: 10,
} as const

export interface NameStrength {
  /** Thousandths. */
  readonly score: number
  readonly evidence: readonly Evidence[]
}

/** The strength of one name against another: the sum of its evidence rows, 0 to 1,000. */
export function nameStrength(tables: NameTables, party: ReadName, entity: ReadName, weightOf: WeightOf): NameStrength {
  const alignment = align(tables, party, entity, weightOf)
  return explain(party, entity, alignment)
}

function explain(party: ReadName, entity: ReadName, alignment: Alignment): NameStrength {
  const matched = sum(alignment.pairs.map(weightOfPair))
  if (matched === 0) return { score: 0, evidence: [] }
  const likeness = sum(alignment.pairs.map((pair) => pair.score * weightOfPair(pair)))
  const partyLoss = sum(alignment.partyExtra.map(({ weight }) => weight)) * NAME_RULES.partyExtra
  const entityLoss = sum(alignment.entityExtra.map(({ weight }) => weight)) * NAME_RULES.entityExtra
  const swapLoss = substituted(alignment) * NAME_RULES.substitution
  const loss = partyLoss + entityLoss + swapLoss
  const whole = Math.floor(likeness / matched)
  const raw = Math.floor((likeness * 100) / (matched * 100 + loss))
  const rows: Evidence[] = pairRows(party, entity, alignment, matched, whole)
  const lost = whole - raw
  const shares = apportion(lost, [
    ...alignment.partyExtra.map(({ weight }) => weight * NAME_RULES.partyExtra),
    ...alignment.entityExtra.map(({ weight }) => weight * NAME_RULES.entityExtra),
    swapLoss,
  ])
  for (const [index, unit] of alignment.partyExtra.entries()) {
    rows.push(row(surfaceOf(party, unit), null, -(shares[index] ?? 0), 'only the party has this part'))
  }
  const offset = alignment.partyExtra.length
  for (const [index, unit] of alignment.entityExtra.entries()) {
    rows.push(row(null, surfaceOf(entity, unit), -(shares[offset + index] ?? 0), 'only the entity has this part'))
  }
  const swapShare = shares[shares.length - 1] ?? 0
  if (swapShare > 0) rows.push(row(null, null, -swapShare, 'each side has a part where the other has another'))
  let score = raw
  const penalty = Math.min(score, orderPenalty(party, alignment) + formPenalty(party, entity))
  if (penalty > 0) {
    rows.push(row(null, null, -penalty, 'order of words or legal form differs'))
    score -= penalty
  }
  return { score, evidence: rows }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
const weightOfPair = ({ party, entity }: Pairing): number => party.weight + entity.weight

/** Weight of parts that stand in each other's place: no more than the lighter side's extra. */
function substituted({ partyExtra, entityExtra }: Alignment): number {
  return Math.min(sum(partyExtra.map(({ weight }) => weight)), sum(entityExtra.map(({ weight }) => weight)))
}

function row(party: string | null, entity: string | null, points: number, note: string): Evidence {
  return { feature: 'name', party, entity, points, note }
}

const surfaceOf = (name: ReadName, unit: Unit): string =>
  unit.parts.map((part) => name.parts[part]?.surface ?? '').join(' ')

function pairRows(party: ReadName, entity: ReadName, alignment: Alignment, matched: number, whole: number): Evidence[] {
  const points = alignment.pairs.map((pair) => Math.floor((pair.score * weightOfPair(pair)) / matched))
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
  return NAME_RULES.inversion * Math.min(3, inversions)
}

function formPenalty(party: ReadName, entity: ReadName): number {
  if (party.legalForms.length === 0 || entity.legalForms.length === 0) return 0
  return party.legalForms.some((form) => entity.legalForms.includes(form)) ? 0 : NAME_RULES.otherLegalForm
}
