import type { TsvTable } from '../model/tsv.ts'
import type { GivenParty } from '../screening/read-party.ts'
import { ListedNames } from './another-name.ts'
import type { Disguise, Disguised } from './disguise.ts'
import { FACT_DISGUISES } from './disguises-facts.ts'
import { LETTER_DISGUISES } from './disguises-letters.ts'
import { SCRIPT_DISGUISES } from './disguises-scripts.ts'
import { WORD_DISGUISES } from './disguises-words.ts'
import { Random, seedOf } from './random.ts'
import { balanced, type Seed } from './seed.ts'
import type { Substitutions } from './substitutions.ts'

/** One of the 64, as `data/validation/classes.tsv` states it. */
export interface DisguiseClass {
  readonly id: string
  readonly group: string
  /** Thousandths of the disguised names that must make a hit. */
  readonly bar: number
  readonly needs: string
  readonly title: string
}

export const compileClasses = (table: TsvTable): readonly DisguiseClass[] =>
  table.rows.map((row) => ({
    id: row['id'] ?? '',
    group: row['class'] ?? '',
    bar: Number(row['bar']),
    needs: row['needs'] ?? '',
    title: row['title'] ?? '',
  }))

const DISGUISES: Readonly<Record<string, Disguise>> = {
  ...LETTER_DISGUISES,
  ...WORD_DISGUISES,
  ...SCRIPT_DISGUISES,
  ...FACT_DISGUISES,
}
export const disguiseIds = (): readonly string[] => Object.keys(DISGUISES).sort()

/** A disguised name and whether the one who bears it was found. */
export interface Probe {
  readonly seed: Seed
  readonly disguised: Disguised
}

/** Whether a disguised party led to its entity, and how strongly: thousandths, 0 where nothing is comparable. */
export interface ProbeOutcome {
  readonly isHit: boolean
  readonly score: number
}

/** Asks for disguised parties; the outcomes in the order of the probes. */
export interface Prober {
  probe(probes: readonly Probe[]): Promise<readonly ProbeOutcome[]>
  /** The strongest match of each party, whoever it is. */
  strongest(parties: readonly GivenParty[]): Promise<readonly Strongest[]>
}

/** The nearest that a party comes to anybody listed. */
export interface Strongest {
  readonly party: string
  readonly entity: string
  readonly id: string
  /** Thousandths. */
  readonly score: number
  readonly isHit: boolean
}

/** How one class fared. */
export interface ClassResult {
  readonly id: string
  readonly group: string
  readonly title: string
  readonly bar: number
  readonly asked: number
  readonly found: number
  /** Thousandths; absent where nobody could be disguised so. */
  readonly recall?: number
  /** 95 % Wilson interval, thousandths. */
  readonly interval?: readonly [number, number]
  readonly isMet: boolean | null
  readonly byCulture: Readonly<Record<string, readonly [found: number, asked: number]>>
  readonly missed: readonly {
    readonly name: string
    readonly asked: string
    readonly entity: string
    readonly score: number
  }[]
  /** Scores of everyone asked, thousandths, for curves. */
  readonly scores: readonly number[]
}

const MISSES_KEPT = 25

/** Puts one class of disguise on up to `most` listed names, balanced over kinds and cultures. The same seed gives the same probes. */
export function probesOf(
  row: DisguiseClass,
  seeds: readonly Seed[],
  substitutions: Substitutions,
  options: { readonly most: number; readonly seed: number },
): readonly Probe[] {
  const random = new Random(options.seed ^ seedOf(row.id))
  const disguise = DISGUISES[row.id]
  const listed = new ListedNames(seeds)
  const changesLetters = LETTERS_CHANGED.test(row.group) || row.id === 'X-55'
  const probes: Probe[] = []
  for (const seed of balanced(seeds, seeds.length, random)) {
    if (probes.length >= options.most) break
    for (let turn = 0; turn < MOST_DRAWS; turn += 1) {
      const disguised = disguise?.(seed, { random, substitutions })
      if (disguised === undefined) break
      if (listed.isAnother(seed, disguised, changesLetters)) continue
      probes.push({ seed, disguised })
      break
    }
  }
  return probes
}

/** Classes whose disguises change single letters. */
const LETTERS_CHANGED = /^[BC] /
/** Draws for one name before it is passed over: chance may make another party's name of it once, and hardly ever again. */
const MOST_DRAWS = 4

/** Counts one class: recall with its interval, who was missed, and by which culture. */
export function scoreClass(
  row: DisguiseClass,
  probes: readonly Probe[],
  outcomes: readonly ProbeOutcome[],
): ClassResult {
  const missed: ClassResult['missed'][number][] = []
  const byCulture: Record<string, [number, number]> = {}
  const scores: number[] = []
  let found = 0
  for (const [at, probe] of probes.entries()) {
    const { isHit, score } = outcomes[at] ?? { isHit: false, score: 0 }
    const tally = byCulture[probe.seed.culture] ?? [0, 0]
    byCulture[probe.seed.culture] = [tally[0] + (isHit ? 1 : 0), tally[1] + 1]
    scores.push(score)
    if (isHit) found += 1
    else if (missed.length < MISSES_KEPT)
      missed.push({ name: probe.seed.name, asked: probe.disguised.shown, entity: probe.seed.entity.id, score })
  }
  const base = {
    id: row.id,
    group: row.group,
    title: row.title,
    bar: row.bar,
    asked: probes.length,
    found,
    byCulture,
    missed,
    scores,
  }
  if (probes.length === 0) return { ...base, isMet: null }
  const recall = Math.floor((found * 1_000) / probes.length)
  return { ...base, recall, interval: wilson(found, probes.length), isMet: found * 1_000 >= row.bar * probes.length }
}

/** The 95 % interval of a share by Wilson (1927), thousandths. */
export function wilson(found: number, asked: number): readonly [number, number] {
  const z = 1.959964
  const p = found / asked
  const middle = p + (z * z) / (2 * asked)
  const spread = z * Math.sqrt((p * (1 - p) + (z * z) / (4 * asked)) / asked)
  const whole = 1 + (z * z) / asked
  return [
    Math.max(0, Math.floor((1_000 * (middle - spread)) / whole)),
    Math.min(1_000, Math.ceil((1_000 * (middle + spread)) / whole)),
  ]
}
