import { asStatus, asType, type Kind, kindOf, type Reading } from './act.ts'
import { actorOf, isCourtParty, isMinister } from './act-actors.ts'
import { ahead } from './act-ahead.ts'
import type { Content } from './contents.ts'
import { courtKind } from './court-kind.ts'
import type { Sentence } from './discourse.ts'
import type { Governor } from './governors.ts'
import { agentOf, subjectOf } from './roles.ts'
import { STATUS_OF_TYPE } from './vocabulary.ts'

/** What a governing word makes of the content that it governs, by `data/horizon/acts.tsv` and the guards beside it. */
export function governed(reading: Reading, sentence: Sentence, content: Content, nearest: Governor): Kind | undefined {
  if (nearest.kind === 'intend' && nearest.cue.lemma === 'announce' && content.kind === 'anaphor')
    return announcedPlan(reading, sentence, content, nearest)
  const row = reading.discourse.knowledge.tables.acts.find(
    (each) => each.governor === nearest.kind && each.content === content.kind,
  )
  const type = row === undefined ? undefined : asType(row.event)
  if (row === undefined || type === undefined) return undefined
  if (nearest.group.isNegated || isDeniedContent(nearest, content)) return negated(nearest, content)
  if (type === 'challenge' && (nearest.group.isFuture || nearest.group.isConditional)) return undefined
  if (isCourt(reading, sentence, nearest))
    return content.kind === 'anaphor' ? undefined : courtKind(nearest.cue.lemma, row.rule)
  if (type === 'prepare' && nearest.cue.lemma === 'seek to' && isOfBill(sentence, nearest)) return undefined
  if (type === 'review' && nearest.cue.form === 'fixed' && nearest.kind === 'review') return kindOf('review', row.rule)
  if (type === 'reject' && nearest.kind === 'decline')
    return declinedOrRejected(reading, sentence, content, nearest, row.rule)
  if (type === 'propose' && isVotedDown(sentence, nearest)) return kindOf('decline', 'voted-down')
  if (type === 'propose' && content.group?.isNegated === true && content.kind === 'make')
    return kindOf('request', 'urged-not-to')
  if (type === 'propose' && content.kind === 'make' && wantsItself(reading, sentence, content, nearest))
    return kindOf('vow', 'wants-to', true)
  if (
    /^(?:decision|move)\b/.test(nearest.cue.lemma) &&
    nearest.cue.form === 'fixed' &&
    isAppraised(sentence, nearest) &&
    (content.kind === 'make' || content.kind === 'unmake')
  )
    return kindOf(content.kind === 'make' ? 'designate' : 'revoke', 'decision-appraised')
  if (
    /^decision\b/.test(nearest.cue.lemma) &&
    isReversed(sentence, nearest) &&
    (content.kind === 'make' || content.kind === 'unmake')
  )
    return kindOf(content.kind === 'make' ? 'revoke' : 'designate', 'decision-reversed')
  if (nearest.cue.lemma === 'vote to' && content.kind === 'make' && isOfLawmakers(reading, sentence, content, nearest))
    return kindOf('propose', 'voted-to')
  if (type === 'announce_intent' || type === 'vow') return ahead(reading, sentence, content, nearest, row.rule)
  if (
    type === 'revoke_intent' &&
    nearest.cue.lemma === 'seek to' &&
    sentence.cues.some((cue) => cue.cue === 'challenge' && cue.to <= nearest.cue.from)
  )
    return undefined
  if (type === 'revoke_intent' && CONSIDERS.test(nearest.cue.lemma)) return kindOf('review', row.rule)
  const isDone =
    type === 'prepare' &&
    sentence.cues.some((cue) => cue.cue === 'ready' && DONE.test(cue.lemma) && cue.form !== 'base')
  return {
    type,
    status: isDone ? 'ready' : (asStatus(row.status) ?? STATUS_OF_TYPE[type]),
    rule: row.rule,
    isAhead: false,
  }
}

/** "welcomed the decision by X to remove", "after the decision to list": what is answered to has been done. */
const isAppraised = (sentence: Sentence, nearest: Governor): boolean =>
  sentence.cues.some(
    (cue) =>
      (cue.cue === 'reject' ||
        cue.cue === 'appraise' ||
        (cue.cue === 'call' && sentence.cues.some((word) => word.cue === 'bad.word'))) &&
      cue.form !== 'base' &&
      cue.to <= nearest.cue.from &&
      nearest.cue.from - cue.to <= 6,
  )

/** "voted down a motion that called for": the motion's own words propose, the vote refuses. */
const isVotedDown = (sentence: Sentence, nearest: Governor): boolean =>
  sentence.cues.some(
    (bill) =>
      bill.cue === 'bill' &&
      bill.to <= nearest.cue.from + 1 &&
      sentence.cues.some(
        (vote) =>
          (vote.cue === 'vote.down' || /^(?:reject|decline)$/.test(vote.cue)) &&
          vote.form !== 'base' &&
          vote.to <= bill.from &&
          bill.from - vote.to <= 4,
      ),
  )

/** "reversed his predecessor's decision to classify". */
const isReversed = (sentence: Sentence, nearest: Governor): boolean =>
  sentence.cues.some(
    (cue) =>
      /^(?:reverse|unmake\.weak)$/.test(cue.cue) &&
      cue.form !== 'base' &&
      cue.to <= nearest.cue.from &&
      nearest.cue.from - cue.to <= 5,
  )

/** A parliament that votes asks its government to act. */
function isOfLawmakers(reading: Reading, sentence: Sentence, content: Content, nearest: Governor): boolean {
  const actor = actorOf(reading, sentence, content, [nearest])
  return (
    actor !== undefined &&
    (actor.kind === 'people' ||
      /parliament|senate|congress|assembly|lawmaker|house|senado|congreso|asamblea|camara/.test(
        `${actor.id} ${actor.role ?? ''}`,
      ))
  )
}

/** "filed a resolution seeking to declare": the proposal is told by the bill. */
const isOfBill = (sentence: Sentence, nearest: Governor): boolean =>
  sentence.cues.some((cue) => cue.cue === 'bill' && cue.to <= nearest.cue.from && nearest.cue.from - cue.to <= 6)

/** "wants to designate": no one is urged, so that who holds the power says what he will do. */
function wantsItself(reading: Reading, sentence: Sentence, content: Content, nearest: Governor): boolean {
  if (
    !/^(?:want|seek|favor|favour|back|support)$/.test(nearest.cue.lemma) ||
    content.group === undefined ||
    content.group.from !== nearest.cue.to
  )
    return false
  const actor = actorOf(reading, sentence, content, [nearest])
  return (
    actor !== undefined &&
    (actor.designates.length > 0 ||
      /^(?:President|Prime Minister)$/.test(actor.role ?? '') ||
      isMinister(actor) ||
      /administration|us-white-house|^government:/.test(actor.id))
  )
}

/** "resisted such a step": the authority itself declines, anybody else opposes. */
function declinedOrRejected(
  reading: Reading,
  sentence: Sentence,
  content: Content,
  nearest: Governor,
  rule: string,
): Kind | undefined {
  if (nearest.cue.lemma === 'decline') return undefined
  const actor = actorOf(reading, sentence, content, [nearest])
  const isItself =
    actor !== undefined &&
    (actor.designates.length > 0 ||
      /administration|us-white-house/.test(actor.id) ||
      (actor.country === 'us' && actor.kind !== 'person'))
  return isItself &&
    /^(?:resist|refuse|rule out|balk at|decide against|descartar|negar|rehusar)$/.test(nearest.cue.lemma)
    ? kindOf('decline', rule)
    : kindOf('reject', rule)
}

/** To think about an end is a review, not the intent of one. */
const CONSIDERS =
  /^(?:consider|weigh|study|look at|look into|mull|debate|assess|contemplate|explore|examine|evaluate|ponder|discuss|considerar|evaluar|estudiar|analizar|sopesar|valorar|barajar|debatir|discutir|contemplar)$/

/** Work that is over: the claim of readiness. */
const DONE = /^(?:complete|finish|finalize|finalise|conclude|done|completar|concluir|terminar|culminar|finalizar)$/

/** "announced the plan last week": what was announced is the plan, not the act. */
function announcedPlan(reading: Reading, sentence: Sentence, content: Content, nearest: Governor): Kind | undefined {
  return /^(?:plan|plans|idea|proposal|intention|iniciativa|planes)$/.test(content.cue.lemma)
    ? ahead(reading, sentence, content, nearest, 'announced-plan')
    : undefined
}

/** "decidió no incluir": the denial stands with the act. */
const isDeniedContent = (nearest: Governor, content: Content): boolean =>
  content.group?.isNegated === true && (nearest.kind === 'intend' || nearest.kind === 'vow')

/** A denied preparation or intention is a refusal; any other denied act is none. */
function negated(nearest: Governor, content: Content): Kind | undefined {
  if (content.kind !== 'make') return undefined
  return nearest.kind === 'intend' || nearest.kind === 'prepare' || nearest.kind === 'vow'
    ? kindOf('decline', 'denied-intention')
    : undefined
}

export function underOuter(kind: Kind, outer: Governor): Kind | undefined {
  if (outer.kind === 'propose' || outer.kind === 'had.asked')
    return kind.type === 'prepare' || kind.type === 'vow'
      ? kindOf('propose', `${kind.rule}<propose`)
      : kindOf('request', `${kind.rule}<propose`)
  if (outer.kind === 'decline.plan' && kind.type === 'propose') return kindOf('decline', `${kind.rule}<no-plan`)
  if (outer.kind === 'decline' && kind.type === 'court_ruling') return { ...kind, status: 'upheld' }
  if (outer.kind === 'decline' && /^(?:propose|request)$/.test(kind.type)) return undefined
  if (outer.kind === 'decline' && kind.type !== 'hold_off') return kindOf('decline', `${kind.rule}<decline`)
  return kind
}

function isCourt(reading: Reading, sentence: Sentence, governor: Governor): boolean {
  const mention = governor.isPassive ? agentOf(sentence, governor.cue.to) : subjectOf(sentence, governor.group.from)
  return isCourtParty(mention === undefined ? undefined : reading.parties.of(sentence, mention))
}
