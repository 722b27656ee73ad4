import type { ReportedAuthority } from '../model/authority.ts'
import { authoritiesOf } from './authorities.ts'
import type { Days } from './calendar.ts'
import { quotationAt, type VerbGroup } from './clauses.ts'
import { type Content, findContents } from './contents.ts'
import type { Discourse, Sentence } from './discourse.ts'
import { type Governor, governorsOf } from './governors.ts'
import type { Mention } from './mentions.ts'
import type { Parties, Party } from './parties.ts'
import { agentOf, attributionsOf, isOwnBody, subjectOf } from './roles.ts'
import type { Said } from './statements.ts'
import { countedTargets, listedTargets, namedStates, namedTargets } from './targets.ts'
import { type Span, trimmed } from './text.ts'
import {
  type Certainty,
  CLAIMED_STATUSES,
  type ClaimedStatus,
  EVENT_TYPES,
  type EventType,
  STATUS_OF_TYPE,
} from './vocabulary.ts'
import { type Dated, dateOfAct, dayAhead, type Effective, sinceDate, UNDATED } from './when.ts'

/** One act as one clause tells it; merging comes later. */
export interface Act {
  readonly type: EventType
  readonly status: ClaimedStatus | null
  readonly sentence: Sentence
  readonly from: number
  readonly to: number
  readonly evidence: Span
  readonly actor: Party | undefined
  readonly targets: readonly string[]
  readonly authorities: readonly ReportedAuthority[]
  readonly requester: Party | undefined
  readonly dated: Dated
  readonly effective: Effective | undefined
  readonly certainty: Certainty
  readonly isRestoring: boolean
  /** The rule that fired: a row of `data/horizon/acts.tsv`, or a named frame. */
  readonly rule: string
}

/** What has been said so far, taken up by "the group", "the move", "he". */
export interface Focus {
  targets: readonly string[]
  /** Targets of the whole report, for an act that names its target only later. */
  all: readonly string[]
  acts: Act[]
  date: Days | undefined
}

export interface Reading {
  readonly discourse: Discourse
  readonly parties: Parties
  readonly said: readonly Said[]
}

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
  const object = content.group.isPassive
    ? sentence.tokens.slice(Math.max(0, content.group.from - 6), content.group.from)
    : sentence.tokens.slice(content.cue.to, content.label ?? content.cue.to + 6)
  return object.some((token) => PERSONS.test(token.low) && !token.isCapital)
}

const PERSONS =
  /^(?:leader|leaders|member|members|commander|commanders|operative|operatives|individual|individuals|financier|financiers|men|people|persons|brothers|lideres|dirigentes|integrantes|cabecillas|personas|miembros|citizens|nationals)$/

const isQuestion = (sentence: Sentence): boolean =>
  sentence.tokens.at(-1)?.low === '?' && sentence.quotations.length === 0

interface Kind {
  readonly type: EventType
  readonly status: ClaimedStatus | null
  readonly rule: string
  readonly isAhead: boolean
}

const asType = (raw: string): EventType | undefined => EVENT_TYPES.find((type) => type === raw)
const asStatus = (raw: string): ClaimedStatus | null => CLAIMED_STATUSES.find((status) => status === raw) ?? null

const kindOf = (type: EventType, rule: string, isAhead = false): Kind => ({
  type,
  status: STATUS_OF_TYPE[type],
  rule,
  isAhead,
})

function decide(
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
  if (nearest.group.isNegated) return negated(nearest, content)
  if (isCourt(reading, sentence, nearest))
    return content.kind === 'anaphor' ? undefined : courtKind(nearest.cue.lemma, row.rule)
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

const COURT = /court|tribunal|judge|jury|justices|corte|juez|jueces|magistrados/

function isCourt(reading: Reading, sentence: Sentence, governor: Governor): boolean {
  const mention = governor.isPassive ? agentOf(sentence, governor.cue.to) : subjectOf(sentence, governor.group.from)
  return isCourtParty(mention === undefined ? undefined : reading.parties.of(sentence, mention))
}

export const isCourtParty = (party: Party | undefined): boolean =>
  party !== undefined && (party.role === 'court' || COURT.test(party.role ?? '') || COURT.test(party.id))

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
  if (group.isNegated) return isAhead && content.kind === 'make' ? kindOf('decline', 'will-not-make') : undefined
  const subject = reading.parties.of(sentence, mentionOr(subjectOf(sentence, group.from), sentence))
  if (isCourtParty(subject) && content.kind !== 'make') return courtKind(content.cue.lemma, base)
  if (
    content.group?.isPassive === true &&
    content.kind !== 'make' &&
    isCourtParty(agentParty(reading, sentence, content))
  )
    return courtKind(content.cue.lemma, base)
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
const opensParticiple = (sentence: Sentence, content: Content): boolean =>
  /^(?:,|order|notice|statement|decree|proclamation|resolution|decision|announcement|decreto|orden|comunicado|-)$/.test(
    sentence.tokens[content.from - 1]?.low ?? '',
  )

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

/** "is designating": by the authority itself an act, in a leader's mouth a vow ("is designating" with no order is a vow). */
function progressive(
  reading: Reading,
  sentence: Sentence,
  content: Content,
  base: 'designate' | 'revoke' | 'maintain',
): Kind | undefined {
  if (base !== 'designate') return kindOf(base, 'progressive')
  const actor = actorOf(reading, sentence, content, [])
  const quotation = quotationAt(sentence.tokens[content.from], sentence.quotations)
  const isToday = /\b(?:today|hoy|effective immediately|this morning)\b/.test(sentence.folded)
  if (quotation !== undefined) return isToday ? kindOf('designate', 'progressive') : kindOf('vow', 'progressive', true)
  // "announced that he was putting X back on the list": told as done, where "is going to be designating" is not.
  const isAnnounced = sentence.cues.some((cue) => cue.lemma === 'announce' || cue.lemma === 'anunciar')
  const isAuthority = actor !== undefined && (actor.designates.length > 0 || isMinister(actor))
  return isAuthority || isToday || isAnnounced ? kindOf('designate', 'progressive') : kindOf('vow', 'progressive', true)
}

const MINISTER = /secretary|minister|ministro|ministra|secretario|secretaria|canciller/i
const isMinister = (party: Party | undefined): boolean => party?.kind === 'person' && MINISTER.test(party.role ?? '')

/** Still to come: a vow of one who holds power, or the announced intent of the authority itself. */
function ahead(
  reading: Reading,
  sentence: Sentence,
  content: Content,
  nearest: Governor | undefined,
  rule: string,
): Kind | undefined {
  if (content.kind === 'unmake') return kindOf('revoke_intent', `${rule}-ahead`, true)
  if (content.kind === 'keep') return kindOf('maintain', rule)
  const actor = actorOf(reading, sentence, content, nearest === undefined ? [] : [nearest])
  const isScheduled = isScheduledAct(reading, sentence, content)
  const isAuthority =
    actor !== undefined &&
    (actor.designates.length > 0 ||
      isMinister(actor) ||
      /^(?:body|government|us-white-house|eu)/.test(actor.id) ||
      actor.kind === 'body')
  const isVowed = nearest?.kind === 'vow' && !isPlan(nearest)
  if (isVowed && !isScheduled) return kindOf('vow', `${rule}-ahead`, true)
  if (isScheduled || (isAuthority && !isSpeakersOwn(sentence, content)))
    return kindOf('announce_intent', `${rule}-ahead`, true)
  if (
    nearest?.kind === 'intend' &&
    /^(?:agree|decide|resolve to|vote to|agree to|decide to|move to|acordar|decidir|resolver)/.test(
      nearest.cue.lemma,
    ) &&
    !isPersonParty(actor)
  )
    return kindOf('announce_intent', `${rule}-ahead`, true)
  return kindOf('vow', `${rule}-ahead`, true)
}

const isPlan = (governor: Governor): boolean => /^plan/.test(governor.cue.lemma)
const isPersonParty = (party: Party | undefined): boolean => party?.kind === 'person'

function isSpeakersOwn(sentence: Sentence, content: Content): boolean {
  const subject = subjectOf(sentence, content.group?.from ?? content.from)
  return subject !== undefined && isOwnBody(sentence, subject)
}

/** A day is set for it: in the clause itself, or where the report says when it takes effect. */
function isScheduledAct(reading: Reading, sentence: Sentence, content: Content): boolean {
  const { published } = reading.discourse.report
  const isSetHere = sentence.dates.some((date) => {
    const at = sentence.tokens.findIndex((token) => token.end > date.start)
    return (
      date.future !== undefined &&
      date.future.first > published &&
      at >= (content.group?.from ?? content.from) &&
      at <= content.to + 20 &&
      (date.past === undefined || date.past.first > published)
    )
  })
  if (isSetHere) return true
  return reading.discourse.sentences.some(
    (other) =>
      other.at - sentence.at >= 0 &&
      other.at - sentence.at <= 6 &&
      other.cues.some((cue) => cue.cue === 'effective') &&
      other.dates.some((date) => date.future !== undefined && date.future.first >= published),
  )
}

/** Who does it: the subject of the outermost governor, "by" in the passive, the speaker for "he", "I" and "his government". */
export function actorOf(
  reading: Reading,
  sentence: Sentence,
  content: Content,
  governors: readonly Governor[],
): Party | undefined {
  const outer = governors.at(-1)
  const anchor = outer === undefined ? content : { from: outer.cue.from, group: outer.group, to: outer.cue.to }
  const at = anchor.group?.from ?? anchor.from
  const quotation = quotationAt(sentence.tokens[anchor.from], sentence.quotations)
  if (quotation !== undefined) return speakerInQuotation(reading, sentence, at, quotation.start)
  if (anchor.group?.isPassive === true && (outer === undefined || outer.isPassive)) {
    const agent = agentOf(sentence, anchor.to)
    return (
      (agent === undefined ? undefined : reading.parties.of(sentence, agent)) ??
      (anchor.group.isFuture || anchor.group.isConditional ? speakerOutside(reading, sentence) : undefined)
    )
  }
  const subject = subjectOf(sentence, at)
  if (subject === undefined) return speakerOutside(reading, sentence)
  if (isOwnBody(sentence, subject)) return speakerOutside(reading, sentence) ?? reading.parties.of(sentence, subject)
  if (subject.isDocument === true || sentence.tokens[subject.to - 1]?.low === 'order') {
    const signer = subjectOf(sentence, subject.from)
    const party = signer === undefined ? undefined : reading.parties.of(sentence, signer)
    if (party !== undefined) return party
  }
  const party = reading.parties.of(sentence, subject)
  return announcer(reading, sentence, party) ?? party ?? speakerOutside(reading, sentence)
}

/** "The United States will …, President X announced": the head of state makes his state do it. */
function announcer(reading: Reading, sentence: Sentence, party: Party | undefined): Party | undefined {
  if (party?.kind !== 'country') return undefined
  const speaker = speakerOutside(reading, sentence)
  const isHead =
    speaker?.kind === 'person' &&
    speaker.country === party.country &&
    /^(?:President|Prime Minister)$/.test(speaker.role ?? '')
  return isHead ? speaker : undefined
}

function speakerInQuotation(reading: Reading, sentence: Sentence, at: number, start: number): Party | undefined {
  const speaker = reading.said.find(
    (said) => said.sentence === sentence && said.quote.start <= start && start <= said.quote.end,
  )?.speaker
  const subject = subjectOf(sentence, at)
  const party = subject === undefined ? undefined : reading.parties.of(sentence, subject)
  const isOther =
    party !== undefined && subject?.kind !== 'pronoun' && party.kind === 'body' && party.designates.length > 0
  return isOther ? party : (speaker ?? party)
}

export function speakerOutside(reading: Reading, sentence: Sentence): Party | undefined {
  for (const { speaker } of attributionsOf(sentence)) {
    const party = reading.parties.of(sentence, speaker)
    if (party !== undefined) return party
  }
  if (sentence.role === 'post') return reading.said.find((said) => said.sentence === sentence)?.speaker
  return undefined
}

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
  const actor = actorOf(reading, sentence, content, governors)
  const authorities = /^(?:reject|request|sanction)$/.test(kind.type)
    ? []
    : authoritiesOf(discourse, sentence, actor ?? designatorOf(reading))
  const named = namedTargets(discourse, parties, sentence, content).filter((id) => id !== actor?.id)
  const states = authorities.includes('SST') || isStateList(sentence) ? namedStates(parties, sentence, content) : []
  const listed = listedTargets(discourse, parties, sentence)
  const counted = named.length > 0 ? [] : countedTargets(discourse, parties, sentence, content)
  const pointed = focus.targets.length > 0 ? focus.targets : focus.all
  const targets = [states, listed, named, counted, pointed].find((ids) => ids.length > 0) ?? []
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

const designators = new WeakMap<Discourse, Party | null>()

/** Whose list the report is about where the act names no one: the first body that can designate, or minister of such a state. */
export function designatorOf(reading: Reading): Party | undefined {
  const known = designators.get(reading.discourse)
  if (known !== undefined) return known ?? undefined
  const found = reading.parties.all.find(
    (party) =>
      party.designates.length > 0 ||
      (party.kind === 'person' &&
        /secretary|minister|ministro|President/i.test(party.role ?? '') &&
        party.country !== undefined),
  )
  designators.set(reading.discourse, found ?? null)
  return found
}

/** On the word of officials without a name, or of another outlet. */
export function isUnnamed(reading: Reading, sentence: Sentence, actor: Party | undefined): boolean {
  if (sentence.cues.some((cue) => cue.cue === 'unnamed')) return true
  return attributionsOf(sentence).some(({ speaker, cue }) => {
    const party = reading.parties.of(sentence, speaker)
    return (
      party !== undefined &&
      party.id !== actor?.id &&
      cue.lemma !== 'tell' &&
      cue.lemma !== 'ask' &&
      !party.designates.length &&
      UNNAMED.test(party.id)
    )
  })
}

const UNNAMED = /^(?:role|people):.*(?:official|officials|source|sources|funcionario|funcionarios|fuentes)$/

const isStateList = (sentence: Sentence): boolean =>
  /terror(?:ism)? (?:blacklist|list)|sponsors? of terror/.test(sentence.folded)

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
