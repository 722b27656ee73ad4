import type { Entity, NameQuality } from '../../model/entity.ts'
import type { NameTables } from '../../names/tables.ts'
import type { BelowReason, Evidence, Match } from '../match.ts'
import type { Policy } from '../policy.ts'
import type { WeightOf } from './alignment.ts'
import { type Facts, factsOf } from './corroborate.ts'
import { explain, type Measured, measure, type NameStrength } from './name-score.ts'
import { MOST_RANKED } from './ranking.ts'
import type { EntityName, PartyReading } from './readings.ts'

export const MATCHER = 'v1'

/** Thousandths of name strength from which agreeing facts add to a name. */
export const CORROBORATE_FROM = 640

interface BestName extends NameStrength {
  readonly party: string
  readonly entity: string
  readonly quality: NameQuality
  /** Thousandths: how far the parts that met fall short of telling one person from others; 0 for a rare name. */
  readonly commonness: number
}

/** What a judgement rests on besides the two sides. */
export interface Bench {
  readonly tables: NameTables
  readonly weightOf: WeightOf
  readonly policy: Policy
  /** Name strength under which nothing is answered unless a fact decides; 0 answers whatever it is. */
  readonly least: number
}

/**
 * One party against one entity under a policy: the score is the sum of the rows. `undefined` where nothing is comparable.
 *
 * @param entityOf - Gives the entity; asked only where its names come near or a fact of the party may decide.
 */
export function judge(
  bench: Bench,
  party: PartyReading,
  entityOf: () => Entity,
  names: readonly EntityName[],
  position: number,
): Match | undefined {
  const open = bestName(bench, party, names, false)
  const weak = bestName(bench, party, names, true)
  const isNear = Math.max(open?.score ?? 0, weak?.score ?? 0) >= bench.least
  if (!isNear && party.party.identifiers.length === 0 && party.party.addresses.length === 0) return undefined
  const facts = factsOf(party.party, entityOf())
  if (!isNear && facts.decisive === undefined) return undefined
  const matches = [open, weak].flatMap((best) =>
    best === undefined ? [] : [settle(explained(best), facts, bench.policy, position)],
  )
  if (matches.length === 0 && facts.decisive !== undefined)
    return settle(nameless(entityOf()), facts, bench.policy, position)
  return matches.reduce<Match | undefined>(
    (best, next) => (best === undefined || next.score > best.score ? next : best),
    undefined,
  )
}

function nameless(entity: Entity): BestName {
  return { score: 0, evidence: [], party: '', entity: entity.names[0].text, quality: 'primary', commonness: 0 }
}

interface MeasuredName extends Measured {
  readonly quality: NameQuality
}

function explained(best: MeasuredName): BestName {
  const { score, evidence } = explain(best)
  const { disguise } = best.party
  const commonness = commonnessOf(best)
  const sides = { party: best.party.original, entity: best.entity.original, quality: best.quality, commonness }
  if (disguise === undefined) return { score, evidence, ...sides }
  const price = Math.min(score, disguise.price)
  const row = { feature: 'disguise', party: best.party.original, entity: null, points: -price, note: disguise.note }
  return { score: score - price, evidence: [...evidence, row], ...sides }
}

/** Weight of the parts that met, of both sides, from which a person's name is rare: one and a half rare parts. */
const RARE_NAME = 300
const commonnessOf = ({ party, matched }: Measured): number =>
  party.kind === 'person' ? Math.floor((1_000 * Math.max(0, RARE_NAME - matched)) / RARE_NAME) : 0

/** Thousandths of its points by which a contradiction of the commonest name weighs more: many bear it, so that another is likelier. */
const COMMON_NAME_MORE: Readonly<Record<string, number>> = { birth_date: 800, country: 4_000 }

function weighed(row: Evidence, commonness: number): Evidence {
  const more = COMMON_NAME_MORE[row.feature]
  if (more === undefined || commonness === 0) return row
  const points = row.points + Math.ceil((row.points * more * commonness) / 1_000_000)
  return { ...row, points, note: `${row.note}; the name is common` }
}

function bestName(
  { tables, weightOf, least }: Bench,
  party: PartyReading,
  names: readonly EntityName[],
  isWeak: boolean,
): MeasuredName | undefined {
  let best: Measured | undefined
  let bestQuality: NameQuality = 'primary'
  let most = 0
  for (const { read, quality } of names) {
    if ((quality === 'weak') !== isWeak || read.missing !== undefined) continue
    for (const ours of party.as(read.kind)) {
      if (ours.missing !== undefined) continue
      const measured = measure(tables, ours, read, weightOf, least <= MOST_RANKED)
      const worth = measured.score - (ours.disguise?.price ?? 0)
      if (worth <= most) continue
      best = measured
      bestQuality = quality
      most = worth
    }
  }
  return best === undefined ? undefined : { ...best, quality: bestQuality }
}

function settle(name: BestName, facts: Facts, policy: Policy, position: number): Match {
  const rows: Evidence[] = [...name.evidence]
  let score = name.score
  const add = (row: Evidence): number => {
    const points = Math.max(-score, Math.min(1_000 - score, row.points))
    if (points !== 0 || row.points === 0) rows.push({ ...row, points })
    score += points
    return points
  }
  let corroboration = 0
  if (name.score >= CORROBORATE_FROM) for (const row of facts.agreeing) corroboration += add(row)
  const capped = addWeakCap(name, facts, policy, score, add)
  const bare = score
  let contradiction = 0
  for (const row of facts.against) contradiction += add(weighed(row, name.commonness))
  corroboration += addFloor(facts, score, add)
  const below = belowReason(policy, score, bare, capped)
  return {
    entity: position,
    score,
    parts: { name: name.score, corroboration, contradiction },
    matched: { party: name.party, entity: name.entity, aliasQuality: name.quality },
    evidence: rows,
    ...(below === undefined ? {} : { below }),
  }
}

/** A weak alias without an agreeing birth date, identifier or address stays one thousandth under the bar (OFAC FAQ 122 to 125). */
function addWeakCap(
  name: BestName,
  facts: Facts,
  policy: Policy,
  score: number,
  add: (row: Evidence) => number,
): boolean {
  const isAlone =
    name.quality === 'weak' &&
    !policy.doWeakAliasesAlert &&
    !facts.agreeing.some(({ feature }) => feature !== 'country')
  if (!isAlone || score < policy.threshold) return false
  add({
    feature: 'cap',
    party: null,
    entity: null,
    points: policy.threshold - 1 - score,
    note: 'a weak alias alone does not make a hit',
  })
  return true
}

function addFloor(facts: Facts, score: number, add: (row: Evidence) => number): number {
  if (facts.decisive === undefined) return 0
  const { evidence, score: floor } = facts.decisive
  return add({ ...evidence, points: Math.max(0, floor - score) })
}

function belowReason(policy: Policy, score: number, bare: number, capped: boolean): BelowReason | undefined {
  if (score >= policy.threshold) return undefined
  if (capped) return 'weak_alias'
  return bare >= policy.threshold ? 'contradicted' : 'near'
}
