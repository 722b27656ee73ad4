import { type Consequence, consequencesOf } from '../law/consequences.ts'
import { diffConsequences } from '../law/diff.ts'
import type { Asker, Language, Nexus, Relation } from '../law/question.ts'
import type { LawTables } from '../law/tables.ts'
import type { Authority } from '../model/authority.ts'
import type { IsoDate } from '../model/brand.ts'

/** One duty or exposure that the scenario brings, ends or leaves, for one asker. */
export interface ConsequenceChange
  extends Pick<
    Consequence,
    'code' | 'effect' | 'text' | 'citation' | 'clock' | 'due' | 'verified' | 'needs_counsel' | 'authority'
  > {
  readonly asker: Asker
  readonly relation: Relation
  readonly phase: 'interim' | 'effect'
  readonly change: 'added' | 'removed' | 'kept'
  readonly as_of: IsoDate
}

export interface ConsequenceQuestion {
  readonly askers: readonly Asker[]
  readonly nexus?: Nexus
  readonly language: Language
  readonly relations: readonly Extract<Relation, 'designated' | 'owned_50'>[]
  readonly before: readonly Authority[]
  readonly after: readonly Authority[]
  readonly announced?: IsoDate
  readonly effective: IsoDate
  /** Authorities that end: what a revocation leaves behind is asked of them. */
  readonly revoked: readonly Authority[]
  /** Authorities that begin: the interim is asked of them. */
  readonly begins: readonly Authority[]
}

/** What changes in law for each asker at the effect, and what holds between announcement and effect. */
export function consequenceChanges(law: LawTables, question: ConsequenceQuestion): readonly ConsequenceChange[] {
  return question.askers.flatMap((asker) => [
    ...atEffect(law, question, asker),
    ...inTheInterim(law, question, asker),
    ...afterwards(law, question, asker),
  ])
}

function atEffect(law: LawTables, question: ConsequenceQuestion, asker: Asker): readonly ConsequenceChange[] {
  return question.relations.flatMap((relation) => {
    const ask = (authorities: readonly Authority[]): readonly Consequence[] =>
      authorities.length === 0
        ? []
        : consequencesOf(law, questionFor(question, asker, authorities, relation)).consequences
    const [before, after] = [ask(question.before), ask(question.after)]
    const { added, removed } = diffConsequences(before, after)
    const changed = new Set([...added, ...removed].map(({ code }) => code))
    const kept = after.filter(
      ({ code, effect }) => !changed.has(code) && effect !== 'none' && before.some((each) => each.code === code),
    )
    return [
      ...added.map((each) => changeOf(each, asker, relation, 'effect', 'added')),
      ...removed.map((each) => changeOf(each, asker, relation, 'effect', 'removed')),
      ...kept.map((each) => changeOf(each, asker, relation, 'effect', 'kept')),
    ]
  })
}

/** Between announcement and effect nothing is blocked, but for the freeze that Treasury may order (31 CFR 597.201(a)). */
function inTheInterim(law: LawTables, question: ConsequenceQuestion, asker: Asker): readonly ConsequenceChange[] {
  const { announced, begins } = question
  if (announced === undefined || announced >= question.effective || begins.length === 0) return []
  const asked = { ...questionFor(question, asker, begins, 'announced'), asOf: announced, trigger: announced }
  return consequencesOf(law, asked).consequences.map((each) => changeOf(each, asker, 'announced', 'interim', 'added'))
}

/** What a revocation leaves to do: unblocking reports, records, answering for the past. */
function afterwards(law: LawTables, question: ConsequenceQuestion, asker: Asker): readonly ConsequenceChange[] {
  if (question.revoked.length === 0 || question.after.length > 0) return []
  return consequencesOf(law, questionFor(question, asker, question.revoked, 'revoked')).consequences.map((each) =>
    changeOf(each, asker, 'revoked', 'effect', 'added'),
  )
}

const questionFor = (
  question: ConsequenceQuestion,
  asker: Asker,
  authorities: readonly Authority[],
  relation: Relation,
) => ({
  asker,
  authorities,
  relation,
  asOf: question.effective,
  trigger: question.effective,
  language: question.language,
  ...(question.nexus === undefined ? {} : { nexus: question.nexus }),
})

const changeOf = (
  { code, effect, text, citation, clock, due, verified, needs_counsel, authority, as_of }: Consequence,
  asker: Asker,
  relation: Relation,
  phase: 'interim' | 'effect',
  change: 'added' | 'removed' | 'kept',
): ConsequenceChange => ({
  asker,
  relation,
  phase,
  change,
  code,
  effect,
  text,
  citation,
  clock,
  due,
  verified,
  needs_counsel,
  authority,
  as_of,
})
