import type { Cue } from './lexicon.ts'
import type { Quotation } from './quotations.ts'
import type { Span, Token } from './text.ts'
import type { Language } from './vocabulary.ts'

const SUBORDINATE = new Set(
  'after before when while because although though but which who whose whom where until unless whereas if despite following tras despues antes cuando mientras porque aunque pero quien quienes cuyo cuya donde luego sino si pese'.split(
    ' ',
  ),
)
const RELATIVE = new Set('which who whose whom where quien quienes cuyo cuya donde'.split(' '))
/** Conjunctions that open a clause of equal rank, which no comma closes. */
const LASTING = new Set(
  'but because pero porque sino while whereas mientras although though aunque after before tras'.split(' '),
)

/**
 * The clause that each token stands in. A clause opens at a conjunction, a relative, a semicolon or a dash; a relative
 * between commas, and a subordinate clause that opens the sentence, end at the next comma and the clause before goes on.
 * Words inside quotation marks stay with the clause that quotes them.
 */
export function clauseNumbers(tokens: readonly Token[], quotations: readonly Span[]): readonly number[] {
  const numbers: number[] = []
  let current = 0
  let latest = 0
  let resumes: number | undefined
  for (const [at, token] of tokens.entries()) {
    const isQuoted = quotations.some((quotation) => quotation.start <= token.start && token.end <= quotation.end)
    if (!isQuoted) {
      if (token.low === ';' || (token.low === '-' && !isHyphenAt(tokens, at))) {
        if (token.low === ';' || resumes === undefined) {
          latest += 1
          resumes = token.low === '-' ? current : undefined
          current = latest
        } else {
          current = resumes
          resumes = undefined
        }
      } else if (token.low === ',' && resumes !== undefined) {
        current = resumes
        resumes = undefined
      } else if (token.low === 'and' && tokens[at - 1]?.low === ',' && startsClause(tokens, at)) {
        latest += 1
        current = latest
        resumes = undefined
      } else if (SUBORDINATE.has(token.low) && opensClause(tokens, at)) {
        resumes =
          at === 0 || (RELATIVE.has(token.low) && tokens[at - 1]?.low === ',') || !LASTING.has(token.low)
            ? current
            : undefined
        latest += 1
        current = latest
      }
    }
    numbers.push(current)
  }
  return numbers
}

const isHyphenAt = (tokens: readonly Token[], at: number): boolean =>
  tokens[at - 1]?.end === tokens[at]?.start || tokens[at + 1]?.start === tokens[at]?.end

/** ", and a group of scholars urged": a finite verb follows before the next comma. */
function startsClause(tokens: readonly Token[], at: number): boolean {
  for (let ahead = at + 2; ahead < Math.min(tokens.length, at + 11); ahead += 1) {
    const low = tokens[ahead]?.low ?? ''
    if (low === ',' || low === 'and') return false
    if (
      /^(?:is|was|were|are|has|have|had|will|would|said|told|led)$/.test(low) ||
      (/^\p{Ll}+ed$/u.test(tokens[ahead]?.text ?? '') && ahead > at + 2)
    )
      return true
  }
  return false
}

/** "the week before", "soon after": no clause. */
const opensClause = (tokens: readonly Token[], at: number): boolean =>
  !(tokens[at]?.low === 'following' && /^(?:the|these|those)$/.test(tokens[at - 1]?.low ?? '')) &&
  /^[\p{L}\p{N}"'‘“«@]/u.test(tokens[at + 1]?.text ?? '')

/** Whether the clause of the token opens with a condition: "if the motion passes", "si se aprueba". */
export function isConditionalAt(tokens: readonly Token[], clauses: readonly number[], at: number): boolean {
  for (let back = at; back >= 0 && clauses[back] === clauses[at]; back -= 1)
    if (/^(?:if|unless|whether|si|once)$/.test(tokens[back]?.low ?? '')) return true
  return false
}

/** What stands before a verb: time, mood, voice and negation. */
export interface VerbGroup {
  /** Index of the first auxiliary, "to" or negation, or of the verb itself. */
  readonly from: number
  readonly isInfinitive: boolean
  readonly isFuture: boolean
  readonly isConditional: boolean
  readonly isModal: boolean
  readonly isObligation: boolean
  readonly isPassive: boolean
  readonly isPerfect: boolean
  readonly isProgressive: boolean
  readonly isNegated: boolean
  readonly isFinite: boolean
}

const ADVERB =
  /^(?:\p{L}+ly|also|already|again|now|never|soon|first|once|ever|still|since|just|yet|both|all|back|then|not|so|far|too|even|twice|ya|tambien|aun|todavia|ahora|pronto|nunca|siempre|asi|entonces|otra|vez|'s)$/u
const BE =
  /^(?:be|been|being|is|are|was|were|am|'s|'re|'m|get|gets|got|fue|fueron|ser|sido|sera|seran|seria|serian|es|son|era|eran|siendo|sea|sean|fuera|fueran|queda|quedo|quedaron)$/
const HAVE =
  /^(?:have|has|had|having|'ve|ha|han|habia|habian|haber|hubo|habra|habran|habria|habrian|haya|hayan|hubiera|he|hemos)$/
const FUTURE = /^(?:will|shall|'ll|won't|sera|seran|habra|habran)$/
const WOULD = /^(?:would|'d|wouldn't|seria|serian|habria|habrian)$/
const MODAL = /^(?:could|might|may|can|cannot|can't|couldn't|mightn't|podria|podrian|puede|pueden|pudiera|poder)$/
const OUGHT = /^(?:should|must|ought|shouldn't|debe|deben|deberia|deberian|debia)$/
const NEGATION =
  /^(?:not|no|never|n't|nor|neither|don't|doesn't|didn't|won't|isn't|wasn't|aren't|weren't|hasn't|haven't|hadn't|can't|cannot|couldn't|shouldn't|wouldn't|without|nunca|ni|sin|tampoco)$/
const DO = /^(?:do|does|did|don't|doesn't|didn't)$/

const MAX_GROUP_TOKENS = 7

/** Looks left from a verb over adverbs, dates and auxiliaries. */
export function verbGroup(tokens: readonly Token[], cue: Cue, dates: readonly Span[], language: Language): VerbGroup {
  let at = cue.from - 1
  const stop = Math.max(0, cue.from - MAX_GROUP_TOKENS)
  let from = cue.from
  const seen: string[] = []
  while (at >= stop) {
    const token = tokens[at]
    const low = token?.low ?? ''
    const isDate = token !== undefined && dates.some((date) => date.start <= token.start && token.end <= date.end)
    const isAuxiliary =
      isAuxiliaryWord(low) ||
      (low === 'to' && (cue.form === 'base' || seen.includes('be') || seen.includes('have'))) ||
      (low === 'going' && tokens[at + 1]?.low === 'to') ||
      (low === 'a' && cue.form === 'base' && /^(?:va|van|vamos|voy|iba|iban|ibamos)$/.test(tokens[at - 1]?.low ?? ''))
    if (!isAuxiliary && !isDate && !ADVERB.test(low) && !/^["']$/.test(low)) break
    if (isAuxiliary) {
      seen.push(low)
      from = at
    }
    at -= 1
  }
  if (seen.length === 0 && cue.form === 'base' && /^(?:and|or|then)$/.test(tokens[cue.from - 1]?.low ?? '')) {
    // "would follow suit and classify": the second verb shares the auxiliary of the first.
    const shared = tokens
      .slice(Math.max(0, cue.from - 9), cue.from - 1)
      .findLast(
        (token) => FUTURE.test(token.low) || WOULD.test(token.low) || MODAL.test(token.low) || OUGHT.test(token.low),
      )
    if (shared !== undefined) seen.push(shared.low)
  }
  return described(seen, cue, from, language)
}

const isAuxiliaryWord = (low: string): boolean =>
  BE.test(low) ||
  HAVE.test(low) ||
  FUTURE.test(low) ||
  WOULD.test(low) ||
  MODAL.test(low) ||
  OUGHT.test(low) ||
  NEGATION.test(low) ||
  DO.test(low) ||
  /^(?:se|lo|la|le|les|los|va|van|vamos|voy|iba|iban|ibamos)$/.test(low)

function described(seen: readonly string[], cue: Cue, from: number, language: Language): VerbGroup {
  const has = (pattern: RegExp): boolean => seen.some((word) => pattern.test(word))
  const isBe = has(BE)
  const isHave = has(HAVE)
  const isPastForm = cue.form === 'past' || cue.form === 'participle'
  // "The UK is to ban X": the future of what is arranged.
  const isArranged = cue.form === 'base' && seen[0] === 'to' && /^(?:is|are|was|were)$/.test(seen[1] ?? '')
  const isInfinitive =
    !isArranged &&
    ((cue.form === 'base' &&
      (seen[0] === 'to' ||
        (language === 'es' &&
          !has(
            /^(?:debe|deben|deberia|deberian|debia|va|van|vamos|voy|iba|iban|ibamos|puede|pueden|podria|podrian)$/,
          )))) ||
      (seen.includes('to') && isBe && isPastForm))
  return {
    from,
    isInfinitive,
    isFuture:
      isArranged || has(FUTURE) || seen.includes('going') || cue.form === 'future' || has(/^(?:va|van|vamos|voy)$/),
    isConditional: has(WOULD) || cue.form === 'conditional' || has(/^(?:iba|iban|ibamos)$/),
    isModal: has(MODAL),
    isObligation: has(OUGHT),
    isPassive: isPastForm && isBe,
    isPerfect: isPastForm && isHave && !isBe,
    isProgressive: cue.form === 'gerund' && isBe,
    isNegated: has(NEGATION),
    isFinite:
      !isInfinitive &&
      (seen.some((word) => isAuxiliaryWord(word) && word !== 'not') ||
        ['present', 'past', 'future', 'conditional'].includes(cue.form) ||
        (cue.form === 'base' && language === 'en')),
  }
}

/** The quotation that a token stands in. */
export const quotationAt = (token: Token | undefined, quotations: readonly Quotation[]): Quotation | undefined =>
  token === undefined
    ? undefined
    : quotations.find((quotation) => quotation.start <= token.start && token.end <= quotation.end + 1)
