import type { EntityName } from '../match/v1/readings.ts'
import type { Part } from '../names/read-name.ts'

/**
 * What a part says in one list version, hundredths of a part that is unique in it: ln(1 + N / df) / ln(1 + N) with N names of the list
 * and df of them with the part. Computed when a version is read and kept as whole numbers, so that no machine differs at question time.
 */
export function rarityOf(names: readonly (readonly EntityName[])[]): (part: Part) => number {
  const counts = new Map<string, number>()
  let total = 0
  for (const entity of names) {
    const seen = new Set(entity.flatMap(({ read }) => read.parts.map(({ token }) => token.text)))
    for (const text of seen) counts.set(text, (counts.get(text) ?? 0) + 1)
    total += 1
  }
  if (total < LEAST_NAMES) return ({ weight }) => weight
  const whole = Math.log(1 + total)
  const weights = new Map<string, number>()
  for (const [text, count] of counts) weights.set(text, Math.round((100 * Math.log(1 + total / count)) / whole))
  return ({ token, weight }) => Math.min(weight, weights.get(token.text) ?? weight)
}

/** Fewer entities than this tell nothing of how frequent a word is. */
const LEAST_NAMES = 200
