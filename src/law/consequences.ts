import type { Authority } from '../model/authority.ts'
import type { IsoDate } from '../model/brand.ts'
import { dueOf } from './clocks.ts'
import type { Binding, Effect } from './file-schema.ts'
import { type Asker, type Column, columnOf, type LawQuestion, type Nexus, nexusesOf } from './question.ts'
import { type CodeMeaning, isInForce, type LawTables, type Rule } from './tables.ts'

/** What a designation means for one asker on one day (PRODUCT.md §4.2, requirement R-31). */
export interface Consequence {
  readonly code: string
  readonly effect: Effect
  readonly text: string
  readonly citation: string
  /** The clock in words; `due` is a day only where the law sets a number. */
  readonly clock: string
  readonly due: IsoDate | null
  readonly arithmetic: string | null
  readonly verified: boolean
  /** What of the rule is from memory, where something is. */
  readonly unverified: string | null
  readonly needs_counsel: boolean
  readonly authority: Authority
  /** `us` binds with a US nexus only; `any` with or without one. */
  readonly nexus: Nexus | 'any'
  /** Whose persons and conduct the code binds. */
  readonly binds: Binding
  readonly as_of: IsoDate
  readonly condition: string | null
}

export interface LawAnswer {
  readonly consequences: readonly Consequence[]
  /** Further exposures that the row does not carry: of each authority alone, of the owner, of any company without a US nexus. */
  readonly also: readonly Consequence[]
}

/** Authorities whose measure blocks and which are read together with FTO as the pair's own column. */
const PAIRED: readonly [Authority, Authority] = ['FTO', 'SDGT']

/**
 * The consequences of one question. Several authorities give the union of their tables; FTO with SDGT is a column of
 * its own. A US duty binds with a US nexus only. Nothing found is said as such, never answered by silence.
 */
export function consequencesOf(law: LawTables, question: LawQuestion): LawAnswer {
  const column = columnOf(question.relation)
  const ruled = rulesFor(law, question, column)
  const consequences = stated(law, question, ruled.rules)
  const codes = new Set(consequences.map(({ code }) => code))
  const also = [...ruled.left, ...furtherRules(law, question, column)]
    .filter((rule) => !codes.has(rule.code) && rule.code !== 'NONE')
    .flatMap((rule) => boundBy(law, question, rule))
  return { consequences, also: distinct([...also, ...unstated(law, question, consequences)]) }
}

interface Ruled {
  readonly rules: readonly Rule[]
  readonly left: readonly Rule[]
}

function rulesFor(law: LawTables, question: LawQuestion, column: Column): Ruled {
  const rules = question.authorities.flatMap((authority) =>
    tableRules(law, authority, question.asker, column, question),
  )
  const isPair = column === 'designated' && PAIRED.every((authority) => question.authorities.includes(authority))
  if (!isPair) return { rules, left: [] }
  const pairs = law.ftoWithSdgt.filter(({ askers }) => askers.includes(question.asker))
  const leave = new Set(pairs.flatMap((pair) => pair.leave))
  const isLeft = (rule: Rule): boolean => PAIRED.includes(rule.authority) && leave.has(rule.code)
  return {
    rules: [...rules.filter((rule) => !isLeft(rule)), ...pairs.flatMap((pair) => pair.add)],
    left: rules.filter(isLeft),
  }
}

function tableRules(
  law: LawTables,
  authority: Authority,
  asker: Asker,
  column: Column,
  question: Pick<LawQuestion, 'asOf' | 'hasSecondaryMark'>,
): readonly Rule[] {
  return law.rules.filter(
    (rule) =>
      rule.authority === authority &&
      rule.when === column &&
      rule.askers.includes(asker) &&
      isInForce(rule, question.asOf) &&
      (rule.needsSecondaryMark !== true || question.hasSecondaryMark === true),
  )
}

/** The consequences themselves, one for each code and authority; where none binds, that is a consequence too. */
function stated(law: LawTables, question: LawQuestion, rules: readonly Rule[]): readonly Consequence[] {
  const bound = distinct(rules.flatMap((rule) => boundBy(law, question, rule)))
  if (bound.length > 0) return bound
  return question.authorities.map((authority) => nothing(law, question, authority))
}

/** An authority of which no table is held is said beside the others, never passed over in silence. */
function unstated(law: LawTables, question: LawQuestion, told: readonly Consequence[]): readonly Consequence[] {
  return question.authorities
    .filter((authority) => !law.authorities.has(authority) && told.every((each) => each.authority !== authority))
    .map((authority) => nothing(law, question, authority))
}

/** No rule bound: either this authority has a table and it asks nothing of this asker, or there is no table to ask. */
function nothing(law: LawTables, question: LawQuestion, authority: Authority): Consequence {
  const isHeld = law.rules.some((rule) => rule.authority === authority && rule.when === columnOf(question.relation))
  const rule: Rule = {
    authority,
    code: isHeld ? 'NONE' : 'UNSTATED',
    askers: [question.asker],
    when: columnOf(question.relation),
    citation: isHeld ? baseCitation(law, authority, columnOf(question.relation)) : 'no table in data/law',
    verified: isHeld,
  }
  return consequenceOf(law, question, rule)
}

const baseCitation = (law: LawTables, authority: Authority, column: Column): string =>
  law.rules.find((rule) => rule.authority === authority && rule.when === column)?.citation ?? authority

/** One code of one authority is told once; a verified rule goes before one from memory. */
function distinct(consequences: readonly Consequence[]): readonly Consequence[] {
  const kept = new Map<string, Consequence>()
  for (const each of consequences) {
    const key = `${each.code} ${each.authority}`
    const held = kept.get(key)
    if (held === undefined || (!held.verified && each.verified)) kept.set(key, each)
  }
  return [...kept.values()]
}

/** The consequence of a rule where it binds for the nexus asked about, otherwise none. */
function boundBy(law: LawTables, question: LawQuestion, rule: Rule): readonly Consequence[] {
  const consequence = consequenceOf(law, question, rule)
  return consequence.binds === 'us' && !nexusesOf(question).includes('us') ? [] : [consequence]
}

function consequenceOf(law: LawTables, question: LawQuestion, rule: Rule): Consequence {
  const meaning = meaningOf(law, rule.code)
  const clock = law.clocks.get(rule.clock ?? meaning.clock)
  const ran = clock === undefined ? undefined : dueOf(clock, question.trigger ?? question.asOf, question.language)
  return {
    code: rule.code,
    effect: meaning.effect,
    text: meaning.text[question.language],
    citation: rule.citation,
    clock: clock?.text[question.language] ?? '',
    due: ran?.due ?? null,
    arithmetic: ran?.arithmetic ?? null,
    verified: rule.verified,
    unverified: rule.unverified ?? null,
    needs_counsel: rule.needsCounsel ?? meaning.needsCounsel,
    authority: rule.authority,
    nexus: meaning.binds === 'us' ? 'us' : 'any',
    binds: meaning.binds,
    as_of: question.asOf,
    condition: rule.note?.[question.language] ?? null,
  }
}

/** A code of a rule that no meaning is known for cannot pass the lint; it would be a fault of the tables. */
function meaningOf(law: LawTables, code: string): CodeMeaning {
  const meaning = law.codes.get(code)
  if (meaning === undefined) throw new RangeError(`law code without a meaning: ${code}`)
  return meaning
}

/** Who stands where an asker stands on the other side of the nexus: their exposures are worth telling beside. */
const COUNTERPART: Readonly<Record<Asker, Readonly<Partial<Record<Nexus, Asker>>>>> = {
  us_bank: {},
  us_trader: {},
  us_crypto: {},
  foreign_bank: { us: 'us_bank' },
  foreign_company: { us: 'us_trader' },
  carrier_or_visa: { non_us: 'foreign_company' },
  ngo: { non_us: 'foreign_company' },
  insurer: { non_us: 'foreign_company' },
  tourism: { non_us: 'foreign_company' },
}

/** The owner's own column behind a 50 percent holding, and the exposures of the counterpart across the nexus. */
function furtherRules(law: LawTables, question: LawQuestion, column: Column): readonly Rule[] {
  const owners =
    column === 'owned_50'
      ? question.authorities.flatMap((authority) => tableRules(law, authority, question.asker, 'designated', question))
      : []
  const others = nexusesOf(question).flatMap((nexus) => COUNTERPART[question.asker][nexus] ?? [])
  const beside = others.flatMap((asker) =>
    question.authorities.flatMap((authority) => tableRules(law, authority, asker, column, question)),
  )
  return [...owners, ...beside.filter(({ when }) => when === 'designated' || when === 'owned_50')]
}
