import type { BearerKind, PartRole } from '../../names/name-parts.ts'

/** How a name loses for parts that have no counterpart. Chosen on labelled pairs; one value for all names of a kind, never for a row. */
export interface NameRules {
  /** Hundredths of the weight of a part that only the party's name has. */
  readonly partyExtra: number
  /** The same where the names meet in one telling part only; never less, or the index would lose names. */
  readonly partyExtraOfOne: number
  /** The same where the entity's name is one telling part, and that a well-known name or a rare one: a given name alone is nobody. */
  readonly partyExtraOfKnown: number
  readonly partyExtraOfRare: number
  /** Hundredths of the weight of a part that only the entity's name has. */
  readonly entityExtra: number
  /** Least of both where the names share nothing but what a thing is (bank, group), for the words that say which. */
  readonly extraOfGeneric: number
  /** Hundredths of the weight of parts that stand in one another's place: both sides have a part that the other lacks. */
  readonly substitution: number
  /** Least weight of a part that is substituted: another common given name is another person too. */
  readonly leastSubstituted: number
  /** Hundredths by which a likeness short of the same counts against names that meet in one telling part only. */
  readonly doubtOfOne: number
  /** Weight of the parts that meet, of both sides, under which every loss counts in proportion more: common names are weak evidence. */
  readonly information: number
}

const THING: NameRules = {
  partyExtra: 20,
  partyExtraOfOne: 25,
  partyExtraOfKnown: 25,
  partyExtraOfRare: 25,
  entityExtra: 46,
  extraOfGeneric: 70,
  substitution: 124,
  leastSubstituted: 8,
  doubtOfOne: 140,
  information: 0,
}

export const NAME_RULES = {
  person: {
    partyExtra: 20,
    partyExtraOfOne: 23,
    partyExtraOfKnown: 100,
    partyExtraOfRare: 60,
    entityExtra: 26,
    extraOfGeneric: 0,
    substitution: 250,
    leastSubstituted: 30,
    doubtOfOne: 110,
    information: 150,
  },
  organisation: THING,
  object: THING,
} as const satisfies Record<BearerKind, NameRules>

/** Weight added to a substitution of one patronymic, or of one number, for another. */
export const SUBSTITUTED_ROLE: Readonly<Partial<Record<PartRole, number>>> = { patronymic: 129, number: 8 }
export const SUBSTITUTED_ROLES = ['patronymic', 'number'] as const

/** Parts of more than these hundredths tell who is meant. */
export const TELLING = 25
/** Most times that a loss counts where names share hardly anything that tells. */
const MOST_TIMES = 4

/** How many hundredths a loss counts for names that share so much weight. */
export const lossFactor = ({ information }: NameRules, matched: number): number =>
  Math.max(100, Math.min(100 * MOST_TIMES, Math.floor((100 * information) / Math.max(1, matched))))

/** Thousandths of raw strength that are worth the bar of 700; below and above it the scale is straight. */
const RAW_AT_BAR = 734
const BAR = 700

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
