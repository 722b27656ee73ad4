import { type Kind, kindOf, type Reading } from './act.ts'
import { isCourtParty } from './act-actors.ts'
import { ahead, progressive } from './act-ahead.ts'
import { quotationAt, type VerbGroup } from './clauses.ts'
import type { Content } from './contents.ts'
import { courtKind } from './court-kind.ts'
import type { Sentence } from './discourse.ts'
import { isOrganisation } from './group-names.ts'
import type { Mention } from './mention.ts'
import type { Party } from './parties.ts'
import { agentOf, subjectOf } from './roles.ts'

/** Might, could and a bare "would" tell of no act. */
export function isOffFactual(reading: Reading, sentence: Sentence, group: VerbGroup, at: number): boolean {
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

/** A content that nothing governs: a finite verb, or a noun with a date of its own. */
export function alone(reading: Reading, sentence: Sentence, content: Content): Kind | undefined {
  const { group } = content
  if (group === undefined) return datedNoun(sentence, content)
  if (group.isInfinitive) return infinitiveOfOrder(sentence, content)
  if (isOffFactual(reading, sentence, group, content.from)) return undefined
  if ((group.isFuture || group.isConditional) && hasCondition(sentence, content.from)) return undefined
  if (isStill(sentence, group.from))
    return /\breview|revision/.test(sentence.folded) ? kindOf('maintain', 'still-listed') : undefined
  if (isStanding(sentence, content) || isOfNobody(sentence, group.from)) return undefined
  if (isOfContestedText(sentence, group.from)) return undefined
  const base = content.kind === 'make' ? 'designate' : content.kind === 'unmake' ? 'revoke' : 'maintain'
  if (group.isObligation && isIndirectQuestion(sentence, content.from))
    return content.kind === 'make' && isOrdered(sentence) ? kindOf('prepare', 'ordered-to-find-whom') : undefined
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
  if (isAhead && isWished(sentence, content.from))
    return kindOf(content.kind === 'make' ? 'propose' : 'request', 'hoped')
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

/** "challenged the decree that declares it": what the text says is told by the challenge to it. */
const isOfContestedText = (sentence: Sentence, at: number): boolean =>
  /^(?:that|which|que)$/.test(sentence.tokens[at - 1]?.low ?? '') &&
  /^(?:decree|order|decision|law|resolution|decreto|orden|decision|ley|resolucion|acuerdo)$/.test(
    sentence.tokens[at - 2]?.low ?? '',
  ) &&
  sentence.cues.some((cue) => /^(?:challenge|reject)$/.test(cue.cue) && cue.to <= at)

/** "No country has designated", "ningún país ha designado": denied by the subject. */
function isOfNobody(sentence: Sentence, at: number): boolean {
  const subject = subjectOf(sentence, at)
  const before = sentence.tokens.slice(Math.max(0, Math.min(subject?.from ?? at, at) - 2), at).map((token) => token.low)
  return (
    before.some((low) => /^(?:no|none|nobody|neither|ningun|ninguna|ninguno|nadie)$/.test(low)) &&
    /^(?:no|none|nobody|neither|ningun|ninguna|ninguno|nadie)$/.test(sentence.tokens[0]?.low ?? '')
  )
}

/** "the EU lists only the military wing": how it stands, not what was done; a day in the sentence makes it an act. */
const isStanding = (sentence: Sentence, content: Content): boolean =>
  content.cue.form === 'present' &&
  /^(?:list|consider|classify|class|regard|deem|recogni[sz]e|considerar|catalogar|clasificar|reconocer|calificar)$/.test(
    content.cue.lemma,
  ) &&
  content.group?.isPassive !== true &&
  (/^(?:while|although|though|whereas|mientras|aunque)$/.test(sentence.tokens[0]?.low ?? '') ||
    /\b(?:only|also|already|still|solo|tambien|ya)\b/.test(sentence.folded)) &&
  sentence.clauses[content.from] !== sentence.clauses.at(-1)

/** "sigue siendo considerada", "remains designated": as it was; an act only where a review ended so. */
const isStill = (sentence: Sentence, at: number): boolean =>
  /^(?:sigue|siguen|continua|continuan|permanece|remains?|remained|still|stays?)$/.test(
    sentence.tokens[at - 1]?.low ?? '',
  ) || /^(?:remains?|remained|stays?)$/.test(sentence.tokens[at]?.low ?? '')

/** "said he hoped Washington would list X": a wish of another. */
const isWished = (sentence: Sentence, at: number): boolean =>
  sentence.cues.some((cue) => cue.cue === 'wish' && cue.to <= at && at - cue.to <= 12)

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

/** "An order gives the secretary 30 days to recommend which groups should be designated": the order opens the process. */
const isOrdered = (sentence: Sentence): boolean =>
  /executive order|\border(?:s|ed)?\b|memorandum|directive|decree|instruct(?:s|ed)|direct(?:s|ed)|decreto|orden ejecutiva|ordeno/.test(
    sentence.folded,
  )

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
  if (granted && content.kind === 'make') return kindOf('designate', 'request-granted')
  const isDecreed = /^(?:decree|proclamation|regulations|notice|decreto|resolucion|acuerdo|order)$/.test(
    sentence.tokens[content.group === undefined ? 0 : content.group.from - 1]?.low ?? '',
  )
  const isMade = sentence.cues.some(
    (cue) =>
      cue.to <= content.from &&
      content.from - cue.to <= 6 &&
      /^(?:sign|issue|publish|lay|make|gazette|firmar|emitir|publicar|promulgar|dictar)$/.test(
        cue.lemma.split(' ')[0] ?? '',
      ) &&
      cue.form !== 'base',
  )
  return isDecreed && isMade && (content.kind === 'make' || content.kind === 'unmake')
    ? kindOf(content.kind === 'make' ? 'designate' : 'revoke', 'decree-to')
    : undefined
}

/** "The designation of X came into effect", "X's delisting was announced": the noun happens. */
export function happeningNoun(sentence: Sentence, content: Content): Kind | undefined {
  if (content.kind !== 'label' && content.kind !== 'unlabel') return undefined
  const before = sentence.tokens.slice(Math.max(0, content.from - 3), content.from).map((token) => token.low)
  if (before.some((low) => /^(?:no|any|if|possible|potential|proposed|future|posible|eventual|ninguna)$/.test(low)))
    return undefined
  const at = sentence.tokens.findIndex(
    (token, i) =>
      i >= content.to &&
      i - content.to <= 22 &&
      HAPPENS.test(token.low) &&
      sentence.clauses[i] === sentence.clauses[content.from],
  )
  if (at === -1) return undefined
  const words = sentence.tokens
    .slice(at, at + 6)
    .map((token) => token.low)
    .join(' ')
  const isOther = sentence.cues.some(
    (cue) => cue.from >= content.to && cue.to <= at && /^(?:say|reject|unmake|review|hold)/.test(cue.cue),
  )
  if (AHEAD.test(words) && !isOther)
    return content.kind === 'unlabel'
      ? kindOf('revoke_intent', 'noun-ahead', true)
      : kindOf('announce_intent', 'noun-ahead', true)
  return HAPPENED.test(words) && !isOther
    ? kindOf(content.kind === 'unlabel' ? 'revoke' : 'designate', 'noun-happens')
    : undefined
}

const AHEAD =
  /^(?:will (?:take effect|come into|go into|enter into|be (?:published|announced|made|formali[sz]ed|gazetted|effective)|become effective)|is (?:due|set|expected|scheduled) to (?:take effect|come into|be published)|entrara en vig|surtira efecto|sera (?:publicad|oficializad|anunciad))/
const HAPPENS =
  /^(?:will|is|entrara|surtira|sera|came|comes|took|takes|went|was|were|has|became|becomes|entered|entro|entra|fue|se|cobro|surtio)$/
const HAPPENED =
  /^(?:(?:came|comes|went|took|takes|entered|has come|has taken|has gone) (?:into (?:force|effect)|effect)|(?:was|were|has been) (?:formally |officially |also )?(?:announced|published|made|issued|gazetted|formali[sz]ed|finali[sz]ed|signed|imposed)|(?:became|becomes) (?:effective|final|official)|entr[oa] en vig|fue (?:anunciad|publicad|oficializad|formalizad|firmad)|se (?:anuncio|publico|hizo|formalizo|oficializo)|cobro vigencia|surtio efecto)/

function datedNoun(sentence: Sentence, content: Content): Kind | undefined {
  if (content.kind === 'anaphor') return undefined
  if (sentence.cues.some((cue) => cue.cue === 'lapse' && cue.from >= content.to)) return undefined
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
  if (!isDated) return isOwned(sentence, content) ? kindOf('designate', 'owned-noun') : undefined
  return kindOf(content.kind === 'unlabel' ? 'revoke' : 'designate', 'dated-noun')
}

/** "in response to Canberra's listing of X": the act of whom the noun belongs to. */
const isOwned = (sentence: Sentence, content: Content): boolean =>
  content.kind === 'label' &&
  /^(?:of|de)$/.test(sentence.tokens[content.to]?.low ?? '') &&
  sentence.mentions.some(
    (mention) =>
      mention.isPossessive &&
      /^(?:country|seat|body|person)$/.test(mention.kind) &&
      mention.to < content.from &&
      content.from - mention.to <= 3,
  ) &&
  sentence.mentions.some(
    (mention) => isOrganisation(mention) && mention.from > content.to && mention.from - content.to <= 4,
  )

const hasVerbBetween = (sentence: Sentence, from: number, to: number): boolean =>
  sentence.tokens
    .slice(from, to)
    .some((token) =>
      /^(?:is|are|was|were|will|would|has|have|had|said|says|takes|took|comes|came|covers|means|could|may|es|fue|sera|ha|dijo|entra|entro)$/.test(
        token.low,
      ),
    )
