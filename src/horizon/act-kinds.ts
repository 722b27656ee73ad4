import { type Kind, kindOf, type Reading } from './act.ts'
import { quotationAt } from './clauses.ts'
import type { Content } from './contents.ts'
import type { Sentence } from './discourse.ts'
import { governed, underOuter } from './governed-kinds.ts'
import type { Governor } from './governors.ts'
import { alone, happeningNoun, isOffFactual } from './lone-kinds.ts'

export function decide(
  reading: Reading,
  sentence: Sentence,
  content: Content,
  governors: readonly Governor[],
): Kind | undefined {
  const [nearest, outer] = governors
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
  const kind = governed(reading, sentence, content, nearest)
  if (kind === undefined || outer === undefined) return kind
  return underOuter(kind, outer)
}

/** "denied that it planned to designate", "desmintió que vaya a declarar": the claim is taken back. */
const isDeniedClaim = (sentence: Sentence, content: Content): boolean =>
  sentence.cues.some(
    (cue) =>
      cue.cue === 'deny' &&
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
