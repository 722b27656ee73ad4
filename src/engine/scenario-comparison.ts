import type { WhatIfAnswer } from './scenario.ts'

/** Two or more what-ifs side by side: what each catches, and what only one of them does. */
export interface ScenarioComparison {
  readonly hypothetical: true
  readonly scenarios: readonly {
    readonly name: string
    readonly effective: string
    readonly as_of: string
    readonly authorities: readonly string[]
    readonly matched: number
    readonly owned: number
    readonly linked: number
    readonly sums: Readonly<Record<string, number>>
    readonly only_here: readonly string[]
    readonly codes: readonly string[]
    readonly codes_only_here: readonly string[]
  }[]
  readonly in_all: readonly string[]
}

export function compareAnswers(answers: readonly WhatIfAnswer[]): ScenarioComparison {
  const sets = answers.map(
    ({ newly }) => new Set([...newly.matched, ...newly.owned, ...newly.linked].map(({ id }) => id)),
  )
  const codes = answers.map(
    ({ consequences }) =>
      new Set(
        consequences.filter(({ change, phase }) => change === 'added' && phase === 'effect').map(({ code }) => code),
      ),
  )
  const onlyIn = (all: readonly ReadonlySet<string>[], i: number): readonly string[] =>
    [...(all[i] ?? [])].filter((each) => all.every((set, other) => other === i || !set.has(each)))
  return {
    hypothetical: true,
    scenarios: answers.map(({ scenario, newly, amounts }, i) => ({
      name: scenario.name,
      effective: scenario.effective,
      as_of: scenario.asOf,
      authorities: scenario.authorities,
      matched: newly.matched.length,
      owned: newly.owned.length,
      linked: newly.linked.length,
      sums: sumsOf(amounts),
      only_here: onlyIn(sets, i),
      codes: [...(codes[i] ?? [])],
      codes_only_here: onlyIn(codes, i),
    })),
    in_all: [...(sets[0] ?? [])].filter((id) => sets.every((set) => set.has(id))),
  }
}

function sumsOf(amounts: WhatIfAnswer['amounts']): Readonly<Record<string, number>> {
  const sums: Record<string, number> = {}
  for (const { currency, sum } of amounts) sums[currency] = (sums[currency] ?? 0) + sum
  return sums
}
