import { type Kind, kindOf, type Reading } from './act.ts'
import { isCourtParty } from './act-actors.ts'
import { quotationAt } from './clauses.ts'
import type { Content } from './contents.ts'
import type { Sentence } from './discourse.ts'
import { governed, underOuter } from './governed-kinds.ts'
import type { Governor } from './governors.ts'
import { alone, happeningNoun, isOffFactual } from './lone-kinds.ts'
import { subjectOf } from './roles.ts'

export function decide(
  reading: Reading,
  sentence: Sentence,
  content: Content,
  governors: readonly Governor[],
): Kind | undefined {
  const [nearest, outer] = governors
  if (isJudged(reading, sentence, content) || isSuedOver(sentence, content)) return undefined
  if (
    content.kind === 'unlabel' &&
    nearest !== undefined &&
    !nearest.isPassive &&
    /^(?:announce|anunciar|confirm|confirmar|order|ordenar)$/.test(nearest.cue.lemma) &&
    nearest.cue.form === 'past' &&
    !nearest.group.isNegated
  )
    return kindOf('revoke', 'announced-removal')
  const happening =
    nearest === undefined || (nearest.isPassive && /^(?:announce|anunciar|publish)/.test(nearest.cue.lemma))
      ? happeningNoun(sentence, content)
      : undefined
  if (happening !== undefined) return happening
  if (isDeniedClaim(sentence, content))
    return nearest === undefined || /^(?:vow|intend|prepare|propose)$/.test(nearest.kind)
      ? deniedPlan(content, nearest)
      : undefined
  if (isHypothetical(sentence, content.from, nearest)) return undefined
  if (nearest === undefined) return alone(reading, sentence, content)
  if (isOffFactual(reading, sentence, nearest.group, nearest.cue.from)) return undefined
  const kind = asksCourt(reading, sentence, content, outer ?? nearest)
    ? kindOf('challenge', 'asked-a-court')
    : governed(reading, sentence, content, nearest)
  if (kind?.rule === 'asked-a-court') return kind
  if (kind === undefined || outer === undefined) return kind
  return underOuter(kind, outer)
}

/** "would sue to overturn the designation": what a suit is to do is no act of its own. */
const isSuedOver = (sentence: Sentence, content: Content): boolean =>
  content.kind === 'unmake' &&
  content.group?.isInfinitive === true &&
  sentence.cues.some((cue) => cue.cue === 'challenge' && cue.to <= content.from && content.from - cue.to <= 3)

/** "ruled that the bloc had wrongly kept X": what the court found is told by its ruling. */
const isJudged = (reading: Reading, sentence: Sentence, content: Content): boolean =>
  content.group?.isPerfect === true &&
  sentence.cues.some((cue) => {
    if (cue.cue !== 'rule' || cue.form === 'base' || cue.to > content.from || content.from - cue.to > 12) return false
    const subject = subjectOf(sentence, cue.from)
    return subject !== undefined && isCourtParty(reading.parties.of(sentence, subject))
  })

/** "denied that it planned to designate", "desmintió que vaya a declarar": the claim is taken back. */
const isDeniedClaim = (sentence: Sentence, content: Content): boolean =>
  sentence.cues.some(
    (cue) =>
      (cue.cue === 'deny' ||
        (cue.cue === 'reject' &&
          /^(?:reports?|claims?|rumou?rs|suggestions|allegations|informes|versiones)$/.test(
            sentence.tokens[cue.to]?.low ?? '',
          ))) &&
      cue.form !== 'base' &&
      cue.to <= content.from &&
      content.from - cue.to <= 16 &&
      sentence.tokens
        .slice(cue.to, cue.to + 5)
        .some((token) => /^(?:that|que|it|reports?|any|having|plans?|planning|planes|estar)$/.test(token.low)),
  )

const deniedPlan = (content: Content, nearest: Governor | undefined): Kind | undefined =>
  content.kind === 'make' &&
  (nearest !== undefined ||
    content.group?.isFuture === true ||
    content.group?.isConditional === true ||
    content.cue.form === 'subjunctive')
    ? kindOf('decline', 'denied-plan')
    : undefined

/** "if the White House decides to", "whether to": nothing has been done. A governor that weighs may have its "whether". */
/** Whether what follows is a report that the sentence takes back. */
export const isTakenBack = (sentence: Sentence, at: number): boolean =>
  sentence.cues.some(
    (cue) =>
      /^(?:deny|reject)$/.test(cue.cue) &&
      cue.to <= at &&
      /^(?:reports?|claims?|rumou?rs|suggestions|allegations|informes|versiones)$/.test(
        sentence.tokens[cue.to]?.low ?? '',
      ),
  )

/** "asked a federal court to block the designation": a suit. A prosecutor who asks a court to designate proposes. */
function asksCourt(reading: Reading, sentence: Sentence, content: Content, governor: Governor): boolean {
  if (!/^(?:propose|had\.asked)$/.test(governor.kind) || content.kind === 'make') return false
  const asked = sentence.mentions.find(
    (mention) => mention.from >= governor.cue.to && mention.from - governor.cue.to <= 3,
  )
  return asked !== undefined && isCourtParty(reading.parties.of(sentence, asked))
}

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
    if (
      /^(?:if|unless|si|once|whenever)$/.test(token.low) &&
      !(token.low === 'si' && nearest?.kind === 'prepare' && nearest.cue.to === back)
    )
      return true
    if (token.low === 'whether' && nearest === undefined) return true
  }
  return false
}
