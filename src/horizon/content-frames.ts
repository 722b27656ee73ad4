import type { VerbGroup } from './clauses.ts'
import type { Sentence } from './discourse.ts'
import type { Cue } from './lexicon.ts'

export const CONTENT_KINDS = ['make', 'unmake', 'keep', 'amend', 'label', 'unlabel', 'anaphor'] as const
export type ContentKind = (typeof CONTENT_KINDS)[number]

/** What a verb makes of its words: the kind of content, where it ends, and its label or list. */
export interface Frame {
  readonly kind: ContentKind
  readonly to: number
  readonly label: number | undefined
}

export const LABEL =
  /^(?:terror\p{L}*|terroris\p{L}*|narcoterroris\p{L}*|narco-terroris\p{L}*|extremist\p{L}*|criminal|blacklist\p{L}*|fto|ftos|sdgt)$/u
const LIST =
  /^(?:list|lists|schedule|annex|anexo|blacklist|blacklists|register|registry|roll|rolls|lista|listas|listado|registro|terror-list)$/
/** The frame of a verb with what stands behind it; `undefined` where it has nothing to do with a designation. */
export function frameOf(sentence: Sentence, cue: Cue, group: VerbGroup, end: number): Frame | undefined {
  switch (cue.cue) {
    case 'make.strong':
      return strongMake(sentence, cue, group, end)
    case 'make.weak':
      return weakMake(sentence, cue, group, end)
    case 'make.place':
      return placeMake(sentence, cue, end)
    case 'make.join':
      return joined(sentence, cue, end)
    case 'unmake.off':
      return left(sentence, cue, end)
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

export const tokenLow = (sentence: Sentence, at: number): string => sentence.tokens[at]?.low ?? ''

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

function weakMake(sentence: Sentence, cue: Cue, group: VerbGroup, reach: number): Frame | undefined {
  // A label behind the next verb of its kind is that verb's: "sanctioned the exchange, and the department designated X as …".
  const next = sentence.cues.find(
    (other) =>
      /^(?:make|unmake)\.(?:strong|weak|place)$/.test(other.cue) &&
      other.from > cue.to + 1 &&
      /^(?:past|present)$/.test(other.form) &&
      other.from < reach &&
      sentence.mentions.some(
        (mention) => mention.to === other.from && !/^(?:group|name|organisation)$/.test(mention.kind),
      ),
  )
  const end = next?.from ?? reach
  const label = firstLabel(sentence, cue.to, Math.min(end, cue.to + 24))
  const isAboutNoun =
    /^(?:calificar|tachar|tildar|describe|term|brand|label|considerar)$/.test(cue.lemma) &&
    label !== undefined &&
    labelNoun(sentence, cue.to, label) !== undefined
  if (label !== undefined && !isAboutNoun && isLabelOf(sentence, cue, label))
    return { kind: 'make', to: label + 1, label }
  // "banned them from travel": a bar on somebody, no listing.
  if (
    cue.lemma === 'ban' &&
    sentence.tokens
      .slice(cue.to, cue.to + 5)
      .some((token) => /^(?:from|entry|travel|imports?|exports?|sales?)$/.test(token.low))
  )
    return undefined
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
  // "placed a hold on the proposal to add X to the list": the list is the inner verb's.
  const isInner =
    phrase !== undefined &&
    sentence.cues.some(
      (other) =>
        /^(?:make|unmake)\./.test(other.cue) &&
        other.form === 'base' &&
        other.from > cue.to &&
        other.to <= phrase.from &&
        sentence.tokens[other.from - 1]?.low === 'to',
    )
  if (isInner) return undefined
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

/** "joined the list of terrorist groups", "ingresó en la lista": a list of such groups and no other. */
function joined(sentence: Sentence, cue: Cue, end: number): Frame | undefined {
  for (let at = cue.to; at < Math.min(end, cue.to + 14); at += 1)
    if (LIST.test(tokenLow(sentence, at)) && /terror|proscri|\bfto\b|banned|ilegal|blacklist/.test(sentence.folded))
      return { kind: 'make', to: at + 1, label: at }
  return undefined
}

function left(sentence: Sentence, cue: Cue, end: number): Frame | undefined {
  for (let at = cue.to; at < Math.min(end, cue.to + 10); at += 1)
    if (LIST.test(tokenLow(sentence, at))) return { kind: 'unmake', to: at + 1, label: at }
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
  // "the delay of the designation was confirmed": what is confirmed is the delay.
  if (
    group.isPassive &&
    sentence.cues.some(
      (other) =>
        /^(?:hold|unlabel|review|reject)$/.test(other.cue) &&
        other.form === 'fixed' &&
        other.to <= group.from &&
        group.from - other.to <= 24,
    )
  )
    return undefined
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
