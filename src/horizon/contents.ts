import { quotationAt, type VerbGroup, verbGroup } from './clauses.ts'
import type { Sentence } from './discourse.ts'
import type { Cue } from './lexicon.ts'
import type { Language } from './vocabulary.ts'

export const CONTENT_KINDS = ['make', 'unmake', 'keep', 'amend', 'label', 'unlabel', 'anaphor'] as const
export type ContentKind = (typeof CONTENT_KINDS)[number]

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

const LABEL =
  /^(?:terror\p{L}*|terroris\p{L}*|narcoterroris\p{L}*|narco-terroris\p{L}*|extremist\p{L}*|criminal|blacklist\p{L}*|fto|ftos|sdgt)$/u
const LIST =
  /^(?:list|lists|blacklist|blacklists|register|registry|roll|rolls|lista|listas|listado|registro|terror-list)$/
const DOMAIN =
  /terror|narco-?terror|\bfto\b|\bsdgt\b|proscri|criminal organi|organizacion criminal|organizaciones criminales|extremist (?:organi|group|entit)|grupo extremista/

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
  const nouns = sentence.cues.flatMap((cue) => nounContent(cue) ?? []).filter((noun) => !taken.includes(noun.from))
  return [...kept, ...nouns].sort((a, b) => a.from - b.from)
}

const rank = (content: Content): number =>
  (content.kind === 'make' ? 1 : content.kind === 'unmake' ? 2 : content.kind === 'keep' ? 3 : 0) +
  (content.label === undefined ? 0 : 0.5)

function verbContent(sentence: Sentence, cue: Cue, language: Language): Content | undefined {
  if (!/^(?:make|unmake|maintain)\b/.test(cue.cue)) return undefined
  const group = verbGroup(sentence.tokens, cue, sentence.dates, language)
  const end = reachOf(sentence, cue)
  if (isAdjective(sentence, cue, group)) return undefined
  const frame = frameOf(sentence, cue, group, end)
  if (frame === undefined) return undefined
  return { ...frame, from: cue.from, cue, group, isRestoring: isRestoring(sentence, cue, frame.to) }
}

interface Frame {
  readonly kind: ContentKind
  readonly to: number
  readonly label: number | undefined
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

function frameOf(sentence: Sentence, cue: Cue, group: VerbGroup, end: number): Frame | undefined {
  switch (cue.cue) {
    case 'make.strong':
      return strongMake(sentence, cue, group, end)
    case 'make.weak':
      return weakMake(sentence, cue, group, end)
    case 'make.place':
      return placeMake(sentence, cue, end)
    case 'make.impose':
      return withLabelNoun(sentence, cue, end, 'make')
    case 'unmake.strong':
      return { kind: 'unmake', to: cue.to, label: undefined }
    case 'unmake.weak':
      return unmake(sentence, cue, group, end)
    case 'maintain':
      return keep(sentence, cue, group, end)
    default:
      return undefined
  }
}

const tokenLow = (sentence: Sentence, at: number): string => sentence.tokens[at]?.low ?? ''

function firstLabel(sentence: Sentence, from: number, end: number): number | undefined {
  for (let at = from; at < end; at += 1) if (LABEL.test(tokenLow(sentence, at)) && isLabelHere(sentence, at)) return at
  return undefined
}

/** "criminal" alone is no label: a criminal organisation is. */
function isLabelHere(sentence: Sentence, at: number): boolean {
  if (tokenLow(sentence, at) !== 'criminal') return true
  return /^organi[sz]ation/.test(tokenLow(sentence, at + 1)) || tokenLow(sentence, at - 1) === 'organizacion'
}

function strongMake(sentence: Sentence, cue: Cue, group: VerbGroup, end: number): Frame | undefined {
  const label = firstLabel(sentence, cue.to, end)
  if (label !== undefined) return { kind: 'make', to: label + 1, label }
  if (
    tokenLow(sentence, cue.to) === 'for' ||
    /^(?:spokes|survivor|hitter|driver|habitat)/.test(tokenLow(sentence, cue.to))
  )
    return undefined
  const object = sentence.mentions.find(
    (mention) => mention.from >= cue.to && mention.from < end && isTargetKind(mention.kind),
  )
  const isGeneric = sentence.tokens
    .slice(cue.to, Math.min(end, cue.to + 8))
    .some((token) => GENERIC_TARGET.test(token.low))
  if (group.isPassive || object !== undefined || isGeneric)
    return { kind: 'make', to: object?.to ?? cue.to, label: undefined }
  return undefined
}

const isTargetKind = (kind: string): boolean =>
  kind === 'organisation' || kind === 'class' || kind === 'group' || kind === 'name' || kind === 'country'
const GENERIC_TARGET =
  /^(?:group|groups|organi[sz]ation|organi[sz]ations|movement|cartel|cartels|gang|gangs|militia|them|it|itself|faction|offshoot|grupo|grupos|organizacion|organizaciones|carteles|cartel|pandillas|designarlos|declararlos|him|entity|entities|brotherhood|guard)$/

function weakMake(sentence: Sentence, cue: Cue, group: VerbGroup, end: number): Frame | undefined {
  const label = firstLabel(sentence, cue.to, Math.min(end, cue.to + 24))
  const isAboutNoun =
    /^(?:calificar|tachar|tildar|describe|term|brand|label|considerar)$/.test(cue.lemma) &&
    label !== undefined &&
    labelNoun(sentence, cue.to, label) !== undefined
  if (label !== undefined && !isAboutNoun && isLabelOf(sentence, cue, label))
    return { kind: 'make', to: label + 1, label }
  const isListing = /^(?:list|ban|outlaw|ilegalizar|listar)$/.test(cue.lemma)
  if (
    isListing &&
    (group.isPassive ||
      sentence.mentions.some(
        (mention) =>
          mention.from >= cue.to &&
          mention.from < cue.to + 6 &&
          isTargetKind(mention.kind) &&
          mention.kind !== 'country',
      ) ||
      sentence.tokens.slice(cue.to, cue.to + 4).some((token) => GENERIC_TARGET.test(token.low)))
  ) {
    if (
      cue.form === 'base' &&
      !group.isInfinitive &&
      !group.isFuture &&
      !group.isModal &&
      !group.isConditional &&
      !group.isObligation
    )
      return undefined
    return { kind: 'make', to: cue.to, label: undefined }
  }
  return undefined
}

/** The label must be what the object is called, not a stray word: "as a terrorist …", "a terrorist …", or right behind the object. */
function isLabelOf(sentence: Sentence, cue: Cue, label: number): boolean {
  const between = sentence.tokens.slice(cue.to, label)
  if (
    cue.form === 'base' &&
    cue.from > 0 &&
    !/^(?:to|will|would|should|could|might|may|can|must|and|or|not|didn't|did|does|'ll|formally|officially|a|de|que)$/.test(
      tokenLow(sentence, cue.from - 1),
    ) &&
    cue.lemma === 'name'
  )
    return false
  if (
    between.some(
      (token) =>
        /^(?:who|which|that|said|says|accused|dijo|que)$/.test(token.low) &&
        !between.some((other) => other.low === 'as' || other.low === 'como'),
    )
  )
    return false
  return !/^(?:attack|attacks|threat|threats|activity|activities|acts|act|plot|plots|suspect|suspects|offences|charges|cell|financing|violence|related)$/.test(
    tokenLow(sentence, label + 1),
  )
}

const TOWARDS = /^(?:on|onto|to|into|in|a|en|among|under)$/
const AWAY = /^(?:from|off|of|de|del|out|fuera)$/

interface ListPhrase {
  readonly from: number
  readonly list: number
  readonly isAway: boolean
}

/** "on the U.S. list of …", "off its register of …", "de su lista de …". */
function listPhrase(sentence: Sentence, from: number, end: number): ListPhrase | undefined {
  for (let at = from; at < end; at += 1) {
    if (!LIST.test(tokenLow(sentence, at)) || tokenLow(sentence, at - 1) === 'to') continue
    for (let back = at - 1; back >= Math.max(from, at - 14); back -= 1) {
      const low = tokenLow(sentence, back)
      if (AWAY.test(low) && !(low === 'of' && back > from + 1 && tokenLow(sentence, back - 1) !== 'off'))
        return { from: back, list: at, isAway: true }
      if (TOWARDS.test(low)) return { from: back, list: at, isAway: false }
    }
  }
  return undefined
}

function placeMake(sentence: Sentence, cue: Cue, end: number): Frame | undefined {
  const phrase = listPhrase(sentence, cue.to, end)
  if (phrase !== undefined && !phrase.isAway) return { kind: 'make', to: phrase.list + 1, label: phrase.list }
  const label = firstLabel(sentence, cue.to, end)
  if (
    label !== undefined &&
    /^(?:designation|designations|list|lists|blacklist|label)/.test(tokenLow(sentence, label + 1)) &&
    cue.lemma !== 'include'
  )
    return { kind: 'make', to: label + 2, label }
  if (
    cue.lemma === 'incluir' &&
    label !== undefined &&
    sentence.tokens.slice(cue.to, label).some((token) => token.low === 'como')
  )
    return { kind: 'make', to: label + 1, label }
  return undefined
}

/** "announced a review of the designation": another matter stands between. */
const OTHER_MATTER =
  /^(?:review|hold|decline|reject|propose|unlabel|amend|challenge|vow|intend|prepare|anaphor|bill|unmake)/

/** "announced plans for", "made no designation". */
const isDeniedNoun = (sentence: Sentence, cue: Cue, noun: Cue): boolean =>
  sentence.tokens
    .slice(cue.to, noun.from)
    .some((token) => /^(?:no|plans|plan|intention|that|about|against|of|on|ningun|ninguna)$/.test(token.low))

function withLabelNoun(sentence: Sentence, cue: Cue, end: number, kind: ContentKind): Frame | undefined {
  const noun = labelNoun(sentence, cue.to, Math.min(end, cue.to + 9))
  const isOther =
    noun !== undefined &&
    sentence.cues.some((each) => each.from >= cue.to && each.to <= noun.from && OTHER_MATTER.test(each.cue))
  return noun === undefined || isOther || isDeniedNoun(sentence, cue, noun)
    ? undefined
    : { kind, to: noun.to, label: noun.from }
}

const labelNoun = (sentence: Sentence, from: number, to: number): Cue | undefined =>
  sentence.cues.find((other) => other.cue === 'label' && other.from >= from && other.from < to)

function unmake(sentence: Sentence, cue: Cue, group: VerbGroup, end: number): Frame | undefined {
  const phrase = listPhrase(sentence, cue.to, end)
  if (phrase?.isAway === true) return { kind: 'unmake', to: phrase.list + 1, label: phrase.list }
  if (/^(?:take|strike|remove|excluir|sacar|eliminar|salir|borrar)$/.test(cue.lemma) && !isLabelBehind(sentence, cue))
    return undefined
  const noun = labelNoun(sentence, cue.to, Math.min(end, cue.to + 10))
  if (noun !== undefined && !/^(?:drop|end|take)$/.test(cue.lemma))
    return { kind: 'unmake', to: noun.to, label: noun.from }
  if (noun !== undefined && noun.from - cue.to <= 6) return { kind: 'unmake', to: noun.to, label: noun.from }
  if (!group.isPassive) return undefined
  const subject = sentence.cues.find(
    (other) => other.cue === 'label' && other.to <= group.from && other.to >= group.from - 14,
  )
  return subject === undefined ? undefined : { kind: 'unmake', to: cue.to, label: subject.from }
}

const isLabelBehind = (sentence: Sentence, cue: Cue): boolean => labelNoun(sentence, cue.to, cue.to + 8) !== undefined

/** "kept the group on the list", "shall be maintained", "renewed the designation". */
function keep(sentence: Sentence, cue: Cue, group: VerbGroup, end: number): Frame | undefined {
  const phrase = listPhrase(sentence, cue.to - 1, end)
  if (phrase !== undefined && !phrase.isAway) return { kind: 'keep', to: phrase.list + 1, label: phrase.list }
  const noun = labelNoun(sentence, cue.to, Math.min(end, cue.to + 8))
  if (noun !== undefined) return { kind: 'keep', to: noun.to, label: noun.from }
  if (!group.isPassive) return undefined
  const subject = sentence.cues.find(
    (other) => other.cue === 'label' && other.to <= group.from && other.to >= group.from - 24,
  )
  return subject === undefined ? undefined : { kind: 'keep', to: cue.to, label: subject.from }
}

/** "a designated foreign terrorist organization": says what something is, tells of no act. */
function isAdjective(sentence: Sentence, cue: Cue, group: VerbGroup): boolean {
  if (cue.form === 'gerund') return isGerundNoun(sentence, cue)
  if (cue.form !== 'past' && cue.form !== 'participle') return false
  if (group.isPassive || group.isPerfect) return false
  const before = tokenLow(sentence, cue.from - 1)
  if (
    /^(?:a|an|the|any|all|other|as|un|una|los|las|el|la|specially|u\.s\.|us|us-|for|of|such|these|those|eu|uk)$/.test(
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
