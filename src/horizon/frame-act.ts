import type { Act, Focus, Reading } from './act.ts'
import { isUnnamed, speakerOutside } from './act-actors.ts'
import { evidenceOf } from './acts.ts'
import { authoritiesNamed, authoritiesOf } from './authorities.ts'
import type { Sentence } from './discourse.ts'
import { isOrganisation } from './group-names.ts'
import type { Cue } from './lexicon.ts'
import type { Mention } from './mention.ts'
import type { Party } from './parties.ts'
import { subjectOf } from './roles.ts'
import type { ClaimedStatus, EventType } from './vocabulary.ts'
import { dateOfAct } from './when.ts'

interface Found {
  readonly type: EventType
  readonly status: ClaimedStatus | null
  readonly rule: string
  readonly from: number
  readonly to: number
  readonly actor: Party | undefined
  readonly targets?: readonly string[]
}

export function act(reading: Reading, sentence: Sentence, focus: Focus, found: Found): Act {
  const hasAuthority = !/^(?:reject|request|offer)$/.test(found.type)
  return {
    type: found.type,
    status: found.status,
    sentence,
    from: found.from,
    to: found.to,
    evidence: evidenceOf(reading, sentence, found.from, found.to),
    actor: found.actor,
    targets: found.targets ?? targetsIn(reading, sentence, found.actor, focus),
    authorities: hasAuthority
      ? (carried(reading, sentence, found, focus) ?? authoritiesOf(reading.discourse, sentence, found.actor))
      : [],
    requester: undefined,
    dated: dateOfAct(
      reading.discourse,
      sentence,
      { from: found.from, to: found.to, futureFrom: undefined },
      focus.date,
    ),
    effective: undefined,
    certainty: isUnnamed(reading, sentence, found.actor) ? 'reported' : 'done',
    isRestoring: false,
    rule: found.rule,
  }
}

/** A suit or a ruling is about the list of the act before it on the same organisation, unless its sentence names another. */
function carried(reading: Reading, sentence: Sentence, found: Found, focus: Focus): Act['authorities'] | undefined {
  if (
    !/^(?:challenge|court_ruling|review|hold_off|prepare)$/.test(found.type) ||
    authoritiesNamed(reading.discourse, sentence).length > 0
  )
    return undefined
  const targets = found.targets ?? targetsIn(reading, sentence, found.actor, focus)
  const before = focus.acts.findLast(
    (each) => each.authorities.length > 0 && each.targets.some((target) => targets.includes(target)),
  )
  return before?.authorities
}

/** Organisations that the sentence names, the actor apart; else those in focus. */
function targetsIn(reading: Reading, sentence: Sentence, actor: Party | undefined, focus: Focus): readonly string[] {
  const named = sentence.mentions
    .filter((mention) => mention.kind === 'organisation' || mention.kind === 'class')
    .map((mention) => reading.parties.of(sentence, mention)?.id)
    .filter((id) => id !== undefined && id !== actor?.id)
    .filter((id) => id !== undefined)
  if (named.length > 0) return [...new Set(named)]
  const called = calledSo(reading, sentence, actor, (mention) => mention.isCalledGroup === true)
  if (called.length > 0) return [...new Set(called)]
  if (focus.targets.length > 0) return focus.targets
  if (focus.all.length > 0) return focus.all
  return [...new Set(calledSo(reading, sentence, actor, () => true))]
}

/** Organisations that no table knows, the one that acts among them where no other is named: it fights its own listing. */
function calledSo(
  reading: Reading,
  sentence: Sentence,
  actor: Party | undefined,
  isMeant: (mention: Mention) => boolean,
): readonly string[] {
  const groups = sentence.mentions
    .filter((mention) => isOrganisation(mention) && isMeant(mention))
    .map((mention) => reading.parties.of(sentence, mention)?.id)
    .filter((id) => id !== undefined)
  const others = groups.filter((id) => id !== actor?.id)
  return others.length > 0 ? others : groups
}

export const cuesOf = (sentence: Sentence, cue: string): readonly Cue[] =>
  sentence.cues.filter((each) => each.cue === cue)

export const partyAt = (reading: Reading, sentence: Sentence, at: number): Party | undefined => {
  const mention = subjectOf(sentence, at)
  return mention === undefined ? undefined : reading.parties.of(sentence, mention)
}

export const speakerAt = (reading: Reading, sentence: Sentence, at: number): Party | undefined => {
  const token = sentence.tokens[at]
  const said =
    token === undefined
      ? undefined
      : reading.said.find(
          (each) => each.sentence === sentence && each.quote.start <= token.start && token.start < each.quote.end,
        )
  return said?.speaker ?? speakerOutside(reading, sentence) ?? partyAt(reading, sentence, at)
}
