import { type Kind, kindOf, type Reading } from './act.ts'
import { actorOf, isMinister, speakerOutside, vowerOf } from './act-actors.ts'
import { quotationAt } from './clauses.ts'
import type { Content } from './contents.ts'
import type { Sentence } from './discourse.ts'
import type { Governor } from './governors.ts'
import type { Party } from './parties.ts'
import { isOwnBody, subjectOf } from './roles.ts'

/** "is designating": by the authority itself an act, in a leader's mouth a vow ("is designating" with no order is a vow). */
export function progressive(
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
  const isAuthority =
    actor !== undefined &&
    (actor.designates.length > 0 ||
      isMinister(actor) ||
      (actor.kind === 'country' && isMinister(speakerOutside(reading, sentence))))
  return isAuthority || isToday || isAnnounced ? kindOf('designate', 'progressive') : kindOf('vow', 'progressive', true)
}

/** Still to come: a vow of one who holds power, or the announced intent of the authority itself. */
export function ahead(
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
      (actor.kind === 'country' && isMinister(speakerOutside(reading, sentence))) ||
      /^(?:body|government|us-white-house|eu)/.test(actor.id) ||
      actor.kind === 'body')
  const isVowed =
    (nearest?.kind === 'vow' && !isPlan(nearest)) || (nearest === undefined && vowerOf(sentence, content) !== undefined)
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
