import { type Act, type Focus, type Kind, kindOf, type Reading } from './act.ts'
import { actorOf, designatorOf, isCourtParty, isUnnamed } from './act-actors.ts'
import { decide } from './act-kinds.ts'
import { authoritiesOf } from './authorities.ts'
import { type Content, findContents } from './contents.ts'
import type { Sentence } from './discourse.ts'
import { type Governor, governorsOf } from './governors.ts'
import { isOrganisation } from './group-names.ts'
import type { Party } from './parties.ts'
import { subjectOf } from './roles.ts'
import { countedTargets, listedTargets, namedStates, namedTargets } from './targets.ts'
import { type Span, trimmed } from './text.ts'
import { dateOfAct, dayAhead, sinceDate, UNDATED } from './when.ts'

/** Acts on a designation in one sentence, by its contents and what governs them. */
export function designationActs(reading: Reading, sentence: Sentence, focus: Focus): readonly Act[] {
  if (isQuestion(sentence)) return []
  const language = reading.discourse.report.language
  const acts: Act[] = []
  for (const content of findContents(sentence, language)) {
    const governors = governorsOf(sentence, content, language)
    const kind = decide(reading, sentence, content, governors)
    if (kind === undefined) continue
    acts.push(
      build(
        reading,
        sentence,
        content,
        governors,
        onPersons(sentence, content) ? kindOf('sanction', 'on-persons') : kind,
        focus,
      ),
    )
  }
  return acts.filter((act) => act.targets.length > 0 || !NEEDS_TARGET.test(act.type))
}

/** An explainer designates nobody: an act on a status needs someone whose status it is. */
const NEEDS_TARGET =
  /^(?:designate|revoke|vow|announce_intent|revoke_intent|maintain|amend|hold_off|decline|review|propose|prepare)$/

/** "named three of the group's leaders as terrorists": a measure against persons is no designation of an organisation. */
function onPersons(sentence: Sentence, content: Content): boolean {
  if (content.kind !== 'make' || content.group === undefined) return false
  // "two members of X, which was designated": the antecedent is the group.
  const beside = sentence.mentions.find(
    (mention) =>
      isOrganisation(mention) &&
      mention.to <= (content.group?.from ?? 0) &&
      (content.group?.from ?? 0) - mention.to <= 2,
  )
  if (content.group.isPassive && beside !== undefined) return false
  const object = content.group.isPassive
    ? sentence.tokens.slice(Math.max(0, content.group.from - 6), content.group.from)
    : sentence.tokens.slice(content.cue.to, content.label ?? content.cue.to + 6)
  return object.some((token) => PERSONS.test(token.low) && !token.isCapital)
}

const PERSONS =
  /^(?:leader|leaders|member|members|commander|commanders|operative|operatives|individual|individuals|financier|financiers|men|people|persons|brothers|lideres|dirigentes|integrantes|cabecillas|personas|miembros|citizens|nationals)$/

const isQuestion = (sentence: Sentence): boolean =>
  sentence.tokens.at(-1)?.low === '?' && sentence.quotations.length === 0

function build(
  reading: Reading,
  sentence: Sentence,
  content: Content,
  governors: readonly Governor[],
  kind: Kind,
  focus: Focus,
): Act {
  const { discourse, parties } = reading
  const from = Math.min(content.from, ...governors.map((governor) => governor.group.from))
  const to = Math.max(content.to, ...governors.map((governor) => governor.cue.to))
  const doer = actorOf(reading, sentence, content, governors)
  // "a ruling that upheld its inclusion": who appeals against it did not rule.
  const actor = kind.type === 'court_ruling' && !isCourtParty(doer) ? undefined : doer
  const authorities = /^(?:reject|request|sanction)$/.test(kind.type)
    ? []
    : authoritiesOf(
        discourse,
        sentence,
        (kind.type === 'propose' ? askedOf(reading, sentence, governors) : undefined) ?? actor ?? designatorOf(reading),
      )
  const named = namedTargets(discourse, parties, sentence, content).filter((id) => id !== actor?.id)
  const states = authorities.includes('SST') || isStateList(sentence) ? namedStates(parties, sentence, content) : []
  const listed = listedTargets(discourse, parties, sentence)
  const isClassOnly = named.every((id) => parties.byId.get(id)?.kind === 'class')
  const counted = !isClassOnly ? [] : countedTargets(discourse, parties, sentence, content)
  const beside = besideIn(parties, sentence, actor)
  const pointed =
    beside.length > 0 && focus.targets.length === 0 ? beside : focus.targets.length > 0 ? focus.targets : focus.all
  const itself = /^(?:challenge|reject)$/.test(kind.type) && actor?.kind === 'organisation' ? [actor.id] : []
  const targets = [states, listed, counted, named, pointed, itself].find((ids) => ids.length > 0) ?? []
  const words = { from, to, futureFrom: kind.isAhead ? (content.group?.from ?? content.from) : undefined }
  const since = sinceDate(sentence, content.from, content.to)
  const dated =
    since.days !== undefined && kind.type === 'designate' ? since : dateOfAct(discourse, sentence, words, focus.date)
  return {
    type: kind.type,
    status: kind.status,
    sentence,
    from,
    to,
    evidence: evidenceOf(reading, sentence, from, to),
    actor,
    targets,
    authorities,
    requester: undefined,
    dated: dated ?? UNDATED,
    effective:
      words.futureFrom === undefined ? undefined : dayAhead(sentence, words.futureFrom, discourse.report.published),
    certainty: isUnnamed(reading, sentence, actor) ? 'reported' : kind.isAhead ? 'planned' : 'done',
    isRestoring: content.isRestoring,
    rule: kind.rule,
  }
}

/** The one organisation that the sentence names anywhere, where the act itself only points ("granted X leave … to proscribe it"). */
function besideIn(parties: Reading['parties'], sentence: Sentence, actor: Party | undefined): readonly string[] {
  const ids = new Set(
    sentence.mentions
      .filter(
        (mention) =>
          isOrganisation(mention) &&
          (mention.kind !== 'group' || mention.isCalledGroup === true || mention.to - mention.from > 1),
      )
      .map((mention) => parties.of(sentence, mention)?.id)
      .filter((id) => id !== undefined && id !== actor?.id),
  )
  return ids.size === 1 ? [...ids].filter((id) => id !== undefined) : []
}

/** "asked Washington to add", "pidió a la Unión Europea que declare": whose list it would be. */
function askedOf(reading: Reading, sentence: Sentence, governors: readonly Governor[]): Party | undefined {
  const cue = governors.at(-1)?.cue
  if (cue === undefined) return undefined
  const asked = sentence.mentions.find(
    (mention) =>
      mention.from >= cue.to && mention.from - cue.to <= 3 && /^(?:country|seat|body|person|role)$/.test(mention.kind),
  )
  const party = asked === undefined ? undefined : reading.parties.of(sentence, asked)
  return party?.country === undefined && !party?.designates.length ? undefined : party
}

const isStateList = (sentence: Sentence): boolean =>
  /terror(?:ism)? (?:blacklist|list)|sponsors? of terror|(?:paises|estados|naciones) (?:que )?(?:patrocina|promotor|promueve)/.test(
    sentence.folded,
  )

/** The clauses that state the act, with its subject; a whole sentence when it is short or quoted. */
export function evidenceOf(reading: Reading, sentence: Sentence, from: number, to: number): Span {
  const clauses = new Set(sentence.clauses.slice(from, to))
  const subject = subjectOf(sentence, from)
  if (subject !== undefined) clauses.add(sentence.clauses[subject.from] ?? 0)
  let first = Math.min(from, subject?.from ?? from)
  let last = to - 1
  while (first > 0 && clauses.has(sentence.clauses[first - 1] ?? -1)) first -= 1
  while (last + 1 < sentence.tokens.length && clauses.has(sentence.clauses[last + 1] ?? -1)) last += 1
  const start = sentence.tokens[first]?.start ?? sentence.start
  const end = sentence.tokens[last]?.end ?? sentence.end
  return trimmed(reading.discourse.report.text, { start, end })
}
