import {
  cleanParty,
  cleanPerson,
  compilePopulation,
  type PopulationResult,
  populationResult,
} from '../validation/population.ts'
import { Random, seedOf } from '../validation/random.ts'
import type { LineSample } from '../validation/report.ts'
import type { Prober } from '../validation/run-disguises.ts'
import { validationTable } from './validation-tables.ts'

/** How the clean people fared, and the nearest to the line. */
export interface People {
  readonly results: readonly PopulationResult[]
  readonly scores: readonly number[]
  readonly samples: readonly LineSample[]
}

const SAMPLES_A_STRATUM = 25

/** People whom chance made, with their facts and by name alone: what the false alarms are counted on. */
export async function cleanPopulations(
  threshold: number,
  prober: Prober,
  request: { readonly seed: number; readonly people: number },
  note: (text: string) => void,
): Promise<People> {
  const names = compilePopulation(validationTable('population.tsv', 'culture', 'country', 'share', 'role', 'names'))
  const results: PopulationResult[] = []
  const scores: number[] = []
  const samples: LineSample[] = []
  for (const population of ['global', 'mexican'] as const) {
    for (const isNameOnly of [false, true]) {
      const random = new Random(request.seed ^ seedOf(population))
      const people = Array.from({ length: request.people }, () =>
        cleanPerson(names, random, population === 'mexican' ? 'mx' : undefined),
      )
      const given = people.flatMap((person) => (person === undefined ? [] : [cleanParty(person, isNameOnly)]))
      const best = await prober.strongest(given)
      const alerts = best.filter(({ isHit }) => isHit).length
      if (isNameOnly) scores.push(...best.map(({ score }) => score))
      samples.push(...lineSamples(`${population}, ${isNameOnly ? 'name alone' : 'with facts'}`, best, threshold))
      results.push(populationResult(population, isNameOnly, given.length, alerts))
      note(
        `clean ${population} people, ${isNameOnly ? 'name alone' : 'with facts'}: ${alerts} alerts of ${given.length}`,
      )
    }
  }
  return { results, scores, samples }
}

/** The nearest above and below the bar, for a person to label: the evidence for moving it, or for leaving it. */
function lineSamples(
  stratum: string,
  best: Awaited<ReturnType<Prober['strongest']>>,
  threshold: number,
): readonly LineSample[] {
  const row =
    (side: LineSample['side']) =>
    (one: (typeof best)[number]): LineSample => ({
      side,
      stratum,
      party: one.party,
      entity: one.entity,
      id: one.id,
      score: one.score,
      label: '',
    })
  const above = best.filter(({ score }) => score >= threshold).sort((a, b) => a.score - b.score)
  const below = best.filter(({ score }) => score < threshold && score > 0).sort((a, b) => b.score - a.score)
  return [
    ...above.slice(0, SAMPLES_A_STRATUM).map(row('above')),
    ...below.slice(0, SAMPLES_A_STRATUM).map(row('below')),
  ]
}
