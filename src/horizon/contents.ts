import { quotationAt, type VerbGroup, verbGroup } from './clauses.ts'
import { type ContentKind, frameOf, LABEL, tokenLow } from './content-frames.ts'
import type { Sentence } from './discourse.ts'
import type { Cue } from './lexicon.ts'
import type { Language } from './vocabulary.ts'

/** Words that say what is done to a designation: a verb with its object, or a noun such as "designation". */
export interface Content {
  readonly kind: ContentKind
  /** First token, and the one after the last, of the words that carry it. */
  readonly from: number
  readonly to: number
  readonly cue: Cue
  readonly group: VerbGroup | undefined
  /** First token of the label or the list phrase, where there is one. */
  readonly label: number | undefined
  readonly isRestoring: boolean
}

const DOMAIN =
  /terror|narco-?terror|unlawful (?:association|activit)|outlawed (?:group|organi)|banned (?:group|organi|movement|outfit)|list of banned|list of entities|listed entit|grupos? ilegales|asociacion ilicita|\bfto\b|\bsdgt\b|proscri|criminal organi|organizacion criminal|organizaciones criminales|extremist (?:organi|group|entit)|grupo extremista/

/** Whether the report speaks of terrorist or criminal designations at all: a referee is designated too. */
export const isInDomain = (folded: string): boolean => DOMAIN.test(folded)

const REACH = 32

/** Every content of the sentence, verbs first; a noun that a verb took as its object is not given again. */
export function findContents(sentence: Sentence, language: Language): readonly Content[] {
  const verbs = sentence.cues.flatMap((cue) => verbContent(sentence, cue, language) ?? [])
  const kept = verbs.filter(
    (content) =>
      !verbs.some((other) => other !== content && other.from === content.from && rank(other) > rank(content)),
  )
  const taken = kept.map((content) => takenNoun(sentence, content))
  const nouns = sentence.cues
    .flatMap((cue) => nounContent(cue) ?? [])
    .filter((noun) => !taken.includes(noun.from) && !(noun.kind === 'label' && isUndone(sentence, noun.from)))
  return [...kept, ...nouns].sort((a, b) => a.from - b.from)
}

/** "the lifting of the designation", "el levantamiento de la designación": one matter, told by the first noun. */
function isUndone(sentence: Sentence, at: number): boolean {
  let back = at - 1
  while (/^(?:the|its|their|that|la|el|su|terrorist|terror)$/.test(sentence.tokens[back]?.low ?? '')) back -= 1
  return (
    /^(?:of|de|del)$/.test(sentence.tokens[back]?.low ?? '') &&
    sentence.cues.some((cue) => cue.cue === 'unlabel' && cue.to === back)
  )
}

const rank = (content: Content): number =>
  (content.kind === 'make' ? 1 : content.kind === 'unmake' ? 2 : content.kind === 'keep' ? 3 : 0) +
  (content.label === undefined ? 0 : 0.5)

function verbContent(sentence: Sentence, cue: Cue, language: Language): Content | undefined {
  if (!/^(?:make|unmake|maintain)\b/.test(cue.cue) || isPartOfLonger(sentence, cue)) return undefined
  const group = subjectIsObject(sentence, cue, verbGroup(sentence.tokens, cue, sentence.dates, language))
  const end = reachOf(sentence, cue)
  if (isAdjective(sentence, cue, group)) return undefined
  const frame = frameOf(sentence, cue, group, end)
  if (frame === undefined) return undefined
  return { ...frame, from: cue.from, cue, group, isRestoring: isRestoring(sentence, cue, frame.to) }
}

/** "dejó en suspenso": of two readings of one verb the longer phrase. */
const isPartOfLonger = (sentence: Sentence, cue: Cue): boolean =>
  sentence.cues.some(
    (other) =>
      other.from === cue.from && other.to > cue.to && /^(?:hold|decline|reject|prepare|propose)$/.test(other.cue),
  )

/** "X se sumó a la lista", "X joined the list", "X came off the list": what moves is itself what is listed. */
function subjectIsObject(sentence: Sentence, cue: Cue, group: VerbGroup): VerbGroup {
  const before = sentence.tokens[cue.from - 1]
  const isReflexive =
    before?.low === 'se' && cue.form !== 'gerund' && sentence.mentions.some((mention) => mention.to <= cue.from)
  const isWished =
    (cue.form === 'past' || cue.form === 'participle') &&
    sentence.mentions.some((mention) => mention.to === cue.from) &&
    sentence.cues.some(
      (wish) =>
        wish.cue === 'propose' &&
        /^(?:want|seek|favor|favour)$/.test(wish.lemma) &&
        wish.to < cue.from &&
        cue.from - wish.to <= 9,
    )
  const object = sentence.mentions.find((mention) => mention.to === cue.from)
  let back = (object?.from ?? 0) - 1
  while (/^(?:the|a|an)$/.test(sentence.tokens[back]?.low ?? '')) back -= 1
  const isCaused =
    (cue.form === 'past' || cue.form === 'participle') &&
    object !== undefined &&
    /^(?:have|having|get|getting|see|seeing)$/.test(sentence.tokens[back]?.low ?? '')
  if (isCaused)
    return {
      ...group,
      from: back - (sentence.tokens[back - 1]?.low === 'to' ? 1 : 0),
      isPassive: true,
      isInfinitive: true,
    }
  return isReflexive || isWished || /^(?:make\.join|unmake\.off)$/.test(cue.cue) ? { ...group, isPassive: true } : group
}

/** Where the verb's own words end: its clause, its quotation, at most `REACH` tokens. */
function reachOf(sentence: Sentence, cue: Cue): number {
  const clause = sentence.clauses[cue.from]
  const quotation = quotationAt(sentence.tokens[cue.from], sentence.quotations)
  let at = cue.to
  while (at < sentence.tokens.length && at - cue.to < REACH) {
    const token = sentence.tokens[at]
    if (token === undefined || token.low === ';') break
    if (quotation !== undefined && token.start >= quotation.end) break
    // A list between dashes or behind a relative still belongs to the verb; a new subordinate act does not.
    if (
      sentence.clauses[at] !== clause &&
      /^(?:after|before|when|while|because|although|but|despite|following|tras|despues|antes|cuando|mientras|porque|aunque|pero|if|si)$/.test(
        token.low,
      )
    )
      break
    at += 1
  }
  return at
}

/** "a designated foreign terrorist organization": says what something is, tells of no act. */
function isAdjective(sentence: Sentence, cue: Cue, group: VerbGroup): boolean {
  if (cue.form === 'gerund') return isGerundNoun(sentence, cue)
  if (cue.form !== 'past' && cue.form !== 'participle') return false
  if (group.isPassive || group.isPerfect) return false
  const before = tokenLow(sentence, cue.from - 1)
  if (
    /^(?:a|an|the|any|all|other|as|un|una|los|las|el|la|specially|u\.s\.|us|us-|for|of|-|such|these|those|eu|uk)$/.test(
      before,
    )
  ) {
    const next = tokenLow(sentence, cue.to)
    return (
      LABEL.test(next) ||
      /^(?:foreign|as|global|by|como|organi)/.test(next) ||
      /^(?:a|an|any|un|una|of|for)$/.test(before)
    )
  }
  return false
}

/** "the terrorist listing of": a noun, which is read as one. */
const isGerundNoun = (sentence: Sentence, cue: Cue): boolean =>
  sentence.cues.some((other) => other.cue === 'label' && other.from === cue.from) &&
  /^(?:the|a|an|its|their|his|her|this|that|'s|terror|terrorist|terrorism|any|such)$/.test(
    tokenLow(sentence, cue.from - 1),
  )

const isRestoring = (sentence: Sentence, cue: Cue, to: number): boolean =>
  /^(?:redesignate|re-designate|relist|re-list|return|restore|reinstate|redesignar|reincorporar|volver a incluir|reincluir|devolver|reimpose|re-impose|regresar|re-proscribe)$/.test(
    cue.lemma,
  ) ||
  sentence.tokens
    .slice(Math.max(0, cue.from - 6), to)
    .some((token) => /^(?:back|again|re-designation|redesignation|nuevamente|nuevo)$/.test(token.low))

function nounContent(cue: Cue): Content | undefined {
  const kind = cue.cue === 'label' || cue.cue === 'unlabel' || cue.cue === 'anaphor' ? cue.cue : undefined
  if (kind === undefined) return undefined
  return {
    kind,
    from: cue.from,
    to: cue.to,
    cue,
    group: undefined,
    label: cue.from,
    isRestoring: /^re-?des/.test(cue.lemma),
  }
}

const takenNoun = (sentence: Sentence, content: Content): number => {
  const noun = sentence.cues.find(
    (cue) => cue.cue === 'label' && (cue.from === content.label || (cue.from >= content.from && cue.to <= content.to)),
  )
  return noun?.from ?? -1
}
