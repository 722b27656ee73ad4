import { asStatus, asType, type Kind, kindOf, type Reading } from './act.ts'
import { actorOf, isCourtParty, isMinister } from './act-actors.ts'
import { ahead, progressive } from './act-ahead.ts'
import { quotationAt, type VerbGroup } from './clauses.ts'
import type { Content } from './contents.ts'
import type { Sentence } from './discourse.ts'
import type { Governor } from './governors.ts'
import type { Mention } from './mention.ts'
import type { Party } from './parties.ts'
import { agentOf, subjectOf } from './roles.ts'
import { type ClaimedStatus, STATUS_OF_TYPE } from './vocabulary.ts'

export function decide(
  reading: Reading,
  sentence: Sentence,
  content: Content,
  governors: readonly Governor[],
): Kind | undefined {
  const [nearest, outer] = governors
  if (isHypothetical(sentence, content.from, nearest)) return undefined
  if (nearest === undefined) return alone(reading, sentence, content)
  if (isOffFactual(reading, sentence, nearest.group, nearest.cue.from)) return undefined
  const kind = governed(reading, sentence, content, nearest)
  if (kind === undefined || outer === undefined) return kind
  return underOuter(kind, outer)
}

/** "if the White House decides to", "whether to": nothing has been done. A governor that weighs may have its "whether". */
function isHypothetical(sentence: Sentence, at: number, nearest: Governor | undefined): boolean {
  const clause = sentence.clauses[at]
  const quotation = quotationAt(sentence.tokens[at], sentence.quotations)
  if (
    /\b(?:first|second|third|only|last) time\b|\bprimera vez\b/.test(sentence.folded) &&
    /^(?:it|this|that|es|se|the move|the decision|the designation)\b/.test(sentence.folded)
  )
    return true
  for (let back = at - 1; back >= 0; back -= 1) {
    const token = sentence.tokens[back]
    if (token === undefined || sentence.clauses[back] !== clause) break
    if (quotation !== undefined && token.start < quotation.start) break
    if (/^(?:if|unless|si|once|whenever)$/.test(token.low)) return true
    if (token.low === 'whether' && nearest === undefined) return true
  }
  return false
}

/** Might, could and a bare "would" tell of no act. */
function isOffFactual(reading: Reading, sentence: Sentence, group: VerbGroup, at: number): boolean {
  if (group.isModal) return true
  return group.isConditional && !isReportedFuture(reading, sentence, at)
}

/** "said … that he would": the future of what was said, not a supposition. */
function isReportedFuture(reading: Reading, sentence: Sentence, at: number): boolean {
  void reading
  return sentence.cues.some(
    (cue) =>
      (cue.cue === 'say' || cue.cue === 'vow' || cue.cue === 'notify') &&
      cue.form !== 'base' &&
      (cue.from < at || cue.from > at),
  )
}

function governed(reading: Reading, sentence: Sentence, content: Content, nearest: Governor): Kind | undefined {
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
  if (type === 'propose' && content.kind === 'make' && wantsItself(reading, sentence, content, nearest))
    return kindOf('vow', 'wants-to', true)
  if (type === 'announce_intent' || type === 'vow') return ahead(reading, sentence, content, nearest, row.rule)
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

function underOuter(kind: Kind, outer: Governor): Kind | undefined {
  if (outer.kind === 'propose' || outer.kind === 'had.asked')
    return kind.type === 'prepare' || kind.type === 'vow'
      ? kindOf('propose', `${kind.rule}<propose`)
      : kindOf('request', `${kind.rule}<propose`)
  if (outer.kind === 'decline' && kind.type !== 'hold_off') return kindOf('decline', `${kind.rule}<decline`)
  return kind
}

function isCourt(reading: Reading, sentence: Sentence, governor: Governor): boolean {
  const mention = governor.isPassive ? agentOf(sentence, governor.cue.to) : subjectOf(sentence, governor.group.from)
  return isCourtParty(mention === undefined ? undefined : reading.parties.of(sentence, mention))
}

export function courtKind(lemma: string, rule: string): Kind {
  const status: ClaimedStatus =
    /annul|quash|overturn|strike down|set aside|vacate|invalidate|void|cancel|revoke|rescind|anular|revocar|lift|remove/.test(
      lemma,
    )
      ? 'annulled'
      : /uphold|reject|dismiss|deny|throw out|confirm|affirm|refuse|maintain|ratificar|rechazar|desestimar|confirmar|keep/.test(
            lemma,
          )
        ? 'upheld'
        : 'under_review'
  return { type: 'court_ruling', status, rule: `court-${rule}`, isAhead: false }
}

/** A content that nothing governs: a finite verb, or a noun with a date of its own. */
function alone(reading: Reading, sentence: Sentence, content: Content): Kind | undefined {
  const { group } = content
  if (group === undefined) return datedNoun(sentence, content)
  if (group.isInfinitive) return infinitiveOfOrder(sentence, content)
  if (isOffFactual(reading, sentence, group, content.from)) return undefined
  if ((group.isFuture || group.isConditional) && hasCondition(sentence, content.from)) return undefined
  const base = content.kind === 'make' ? 'designate' : content.kind === 'unmake' ? 'revoke' : 'maintain'
  if (group.isObligation && isIndirectQuestion(sentence, content.from)) return undefined
  if (group.isObligation) return content.kind === 'make' ? kindOf('propose', 'should-make') : undefined
  const isAhead = group.isFuture || group.isConditional
  if (group.isNegated) {
    const isRefusal = isAhead || sentence.cues.some((cue) => cue.cue === 'decline.plan')
    return isRefusal && content.kind === 'make' ? kindOf('decline', 'will-not-make') : undefined
  }
  const subject = reading.parties.of(sentence, mentionOr(subjectOf(sentence, group.from), sentence))
  if (isCourtParty(subject) && content.kind !== 'make') return courtKind(content.cue.lemma, base)
  if (
    content.group?.isPassive === true &&
    content.kind !== 'make' &&
    isCourtParty(agentParty(reading, sentence, content))
  )
    return courtKind(content.cue.lemma, base)
  if (content.kind !== 'make' && isOfRuling(sentence, group.from)) return courtKind(content.cue.lemma, base)
  if (isAhead && content.kind === 'keep') return kindOf('maintain', 'shall-keep')
  if (isAhead) return ahead(reading, sentence, content, undefined, 'finite')
  if (group.isProgressive) return progressive(reading, sentence, content, base)
  if (isReducedRelative(reading, sentence, content))
    return sentence.dates.some((date) => date.past !== undefined && sentence.clauses[content.from] !== undefined) &&
      isDatedNear(sentence, content)
      ? kindOf(base, 'participle')
      : undefined
  if (content.cue.form === 'base' || content.cue.form === 'subjunctive')
    return isFirstPerson(sentence, content) ? kindOf(base, 'performative') : undefined
  if (content.cue.form === 'gerund')
    return opensParticiple(sentence, content) ? kindOf(base, 'participle-clause') : undefined
  return kindOf(base, 'finite')
}

/** "a ruling that upheld its inclusion", "una sentencia que anuló la inclusión". */
const isOfRuling = (sentence: Sentence, at: number): boolean =>
  /^(?:that|which|que)$/.test(sentence.tokens[at - 1]?.low ?? '') &&
  /^(?:ruling|judgment|judgement|verdict|order|sentencia|fallo)$/.test(sentence.tokens[at - 2]?.low ?? '')

/** "If she does not, it will …": the future of a condition. */
function hasCondition(sentence: Sentence, at: number): boolean {
  const quotation = quotationAt(sentence.tokens[at], sentence.quotations)
  return sentence.tokens.some(
    (token, i) =>
      /^(?:if|unless|si)$/.test(token.low) &&
      quotationAt(token, sentence.quotations) === quotation &&
      (token.low !== 'si' || i === 0),
  )
}

/** "a statement designating X", ", removing it from the list": tells of an act; "for designating groups" does not. */
const opensParticiple = (sentence: Sentence, content: Content): boolean => {
  let at = content.from - 1
  while (at > 0 && isInDate(sentence, at)) at -= 1
  return /^(?:,|order|notice|statement|decree|proclamation|resolution|decision|announcement|decreto|orden|comunicado|-|while|mientras)$/.test(
    sentence.tokens[at]?.low ?? '',
  )
}

/** "a decree on Monday declaring": the day and its preposition stand between. */
const isInDate = (sentence: Sentence, at: number): boolean => {
  const token = sentence.tokens[at]
  const next = sentence.tokens[at + 1]
  const isDay = (each: typeof token): boolean =>
    each !== undefined && sentence.dates.some((date) => date.start <= each.start && each.end <= date.end)
  return isDay(token) || (/^(?:on|in|el|este|late|early)$/.test(token?.low ?? '') && isDay(next))
}

const mentionOr = (mention: Mention | undefined, sentence: Sentence): Mention =>
  mention ?? sentence.mentions[-1] ?? NO_MENTION
const NO_MENTION: Mention = {
  kind: 'pronoun',
  from: -1,
  to: -1,
  name: { start: 0, end: 0 },
  id: undefined,
  country: undefined,
  isPossessive: false,
}

const agentParty = (reading: Reading, sentence: Sentence, content: Content): Party | undefined => {
  const agent = agentOf(sentence, content.to)
  return agent === undefined ? undefined : reading.parties.of(sentence, agent)
}

/** "which groups should be designated": asked or left to others, not urged. */
const isIndirectQuestion = (sentence: Sentence, at: number): boolean =>
  sentence.tokens
    .slice(Math.max(0, at - 8), at)
    .some((token) => /^(?:which|what|whether|how|cuales|que grupos)$/.test(token.low))

const isFirstPerson = (sentence: Sentence, content: Content): boolean =>
  /^(?:i|we|hereby|do|does|they)$/.test(sentence.tokens[content.from - 1]?.low ?? '')

function isDatedNear(sentence: Sentence, content: Content): boolean {
  return sentence.dates.some((date) => {
    const at = sentence.tokens.findIndex((token) => token.end > date.start)
    return date.past !== undefined && at >= content.from && at <= content.to + 14
  })
}

/** "a group designated as … by the U.S.": the participle hangs on a noun and has no object of its own. */
function isReducedRelative(reading: Reading, sentence: Sentence, content: Content): boolean {
  const { group, cue } = content
  if (reading.discourse.report.language === 'es' && cue.form === 'past') return false
  if (cue.cue === 'make.impose' || cue.cue === 'make.place') return false
  if (group === undefined || group.isPassive || group.isPerfect || (cue.form !== 'past' && cue.form !== 'participle'))
    return false
  const before = sentence.tokens[cue.from - 1]
  if (before === undefined || !before.isWord) return false
  return (
    /^(?:as|by|como|por|a|an|in|on|under|en)$/.test(sentence.tokens[cue.to]?.low ?? '') &&
    content.label !== undefined &&
    !/^(?:put|add|return)/.test(cue.lemma)
  )
}

/** "signed an order to designate": an infinitive with no governor of its class tells of nothing done. */
const infinitiveOfOrder = (sentence: Sentence, content: Content): Kind | undefined => {
  const granted = sentence.cues.some(
    (cue) =>
      /^(?:grant|approve|conceder|aprobar)$/.test(cue.lemma) &&
      cue.form !== 'base' &&
      cue.to <= content.from &&
      content.from - cue.to <= 8,
  )
  return granted && content.kind === 'make' ? kindOf('designate', 'request-granted') : undefined
}

function datedNoun(sentence: Sentence, content: Content): Kind | undefined {
  if (content.kind === 'anaphor') return undefined
  const isDated = sentence.dates.some((date) => {
    const at = sentence.tokens.findIndex((token) => token.end > date.start)
    return (
      date.past !== undefined &&
      ((date.isAttributive === true && at <= content.from && content.from - at <= 6) ||
        (at >= content.to &&
          at - content.to <= 12 &&
          sentence.clauses[at] === sentence.clauses[content.from] &&
          !hasVerbBetween(sentence, content.to, at)))
    )
  })
  if (!isDated) return undefined
  return kindOf(content.kind === 'unlabel' ? 'revoke' : 'designate', 'dated-noun')
}

const hasVerbBetween = (sentence: Sentence, from: number, to: number): boolean =>
  sentence.tokens
    .slice(from, to)
    .some((token) =>
      /^(?:is|are|was|were|will|would|has|have|had|said|says|takes|took|comes|came|covers|means|could|may|es|fue|sera|ha|dijo|entra|entro)$/.test(
        token.low,
      ),
    )
