import type { Content } from './contents.ts'
import type { Discourse, Sentence } from './discourse.ts'
import { isOrganisation } from './group-names.ts'
import type { Mention } from './mention.ts'
import type { Parties, Party } from './parties.ts'

/** Whose status is at stake: organisations and classes, or states where the list is one of states. */
export interface TargetFocus {
  /** Targets of the last act, which "the group", "it" and "the designation" take up. */
  readonly last: readonly string[]
}

/** Most targets that one act may name; more is an enumeration that the notice reader takes. */
export const MAX_TARGETS = 60

/** Targets named in the words of one content, as party ids in order; empty when they are only pointed at. */
export function namedTargets(
  discourse: Discourse,
  parties: Parties,
  sentence: Sentence,
  content: Content,
): readonly string[] {
  const ranges = targetRanges(sentence, content)
  for (const [from, to] of ranges) {
    const ids = targetsBetween(discourse, parties, sentence, from, to, content.group !== undefined)
    if (ids.length > 0) return ids
  }
  return []
}

type Range = readonly [from: number, to: number]

/** Where the targets of a content stand, the likeliest place first. */
function targetRanges(sentence: Sentence, content: Content): readonly Range[] {
  const { tokens } = sentence
  const start = clauseStart(sentence, content.from)
  const end = objectEnd(sentence, content)
  if (content.group === undefined)
    return [
      [content.to, end],
      [Math.max(0, content.from - 6), content.from],
      [0, content.from],
    ]
  if (content.group.isPassive)
    return [
      [start, content.group.from],
      [0, content.group.from],
      [content.to, end],
    ]
  const stop = content.label !== undefined && content.label > content.cue.to ? content.label : end
  return [
    [content.cue.to, stop],
    [content.cue.to, end],
    [Math.min(content.to, tokens.length), end],
  ]
}

function clauseStart(sentence: Sentence, at: number): number {
  const clause = sentence.clauses[at]
  let from = at
  while (from > 0 && sentence.clauses[from - 1] === clause) from -= 1
  return from
}

const STOP =
  /^(?:after|before|when|while|because|although|though|but|despite|following|amid|pursuant|over|reversing|citing|saying|adding|tras|despues|antes|cuando|mientras|porque|aunque|pero|en|as\.|under|;)$/

/** "…, and designated Y": the next verb has targets of its own. */
const beginsOtherAct = (sentence: Sentence, at: number): boolean =>
  /^(?:and|but|while|y|pero|mientras|,)$/.test(sentence.tokens[at - 1]?.low ?? '') &&
  sentence.cues.some(
    (cue) => cue.from === at && /^(?:make|unmake)\./.test(cue.cue) && cue.form !== 'fixed' && !/^inclu/.test(cue.lemma),
  )

function objectEnd(sentence: Sentence, content: Content): number {
  let at = content.to
  while (at < sentence.tokens.length && at < content.to + 60) {
    const low = sentence.tokens[at]?.low ?? ''
    if (STOP.test(low) && low !== 'en') break
    if (at > content.to && beginsOtherAct(sentence, at)) break
    if (/^(?:said|says|announced|dijo|anuncio|told)$/.test(low)) break
    at += 1
  }
  return at
}

function targetsBetween(
  discourse: Discourse,
  parties: Parties,
  sentence: Sentence,
  from: number,
  to: number,
  takesNames: boolean,
): readonly string[] {
  const inside = sentence.mentions.filter(
    (mention) => mention.from >= from && mention.from < to && !isReporter(sentence, mention),
  )
  const named = inside.filter(
    (mention) =>
      (isOrganisation(mention) && !(mention.kind === 'group' && isPlacedIn(sentence, mention))) ||
      (takesNames && isUnknownGroup(discourse, parties, sentence, mention, from, to)),
  )
  const ids = [...new Set(named.map((mention) => parties.of(sentence, mention)?.id).filter((id) => id !== undefined))]
  const organisations = ids.filter((id) => parties.byId.get(id)?.kind !== 'class')
  return (organisations.length > 0 ? organisations : ids).slice(0, MAX_TARGETS)
}

/** "…, The Age reported": who tells is not whose status it is. */
const isReporter = (sentence: Sentence, mention: Mention): boolean =>
  mention.kind !== 'organisation' &&
  mention.kind !== 'class' &&
  sentence.cues.some((cue) => cue.cue === 'say' && cue.from === mention.to && cue.form === 'past')

/** A name that no table knows may be a target where a verb of designation has it as its object. */
function isUnknownGroup(
  discourse: Discourse,
  parties: Parties,
  sentence: Sentence,
  mention: Mention,
  from: number,
  to: number,
): boolean {
  if (isNamedBody(sentence, mention)) return !isPlacedIn(sentence, mention) && mention.from - from < 12
  if (mention.kind !== 'name' && mention.kind !== 'person') return false
  const party = parties.of(sentence, mention)
  if (party === undefined || party.role !== undefined || mention.isPossessive) return false
  void discourse
  if (isPlacedIn(sentence, mention)) return false
  // "the Mapuche group Resistencia": the name stands behind the noun.
  if (
    /^(?:group|gang|militia|movement|network)$/.test(sentence.tokens[mention.to]?.low ?? '') &&
    sentence.tokens[mention.to + 1]?.isCapital === true
  )
    return false
  const before = sentence.tokens[mention.from - 1]?.low ?? ''
  return (
    to - from < 40 &&
    !/^(?:by|said|por|in|at|near)$/.test(before) &&
    !(/^(?:of|de)$/.test(before) && isOfSomebody(sentence, mention)) &&
    mention.from - from < 12 &&
    (party.kind !== 'person' || (isCalledOrganisation(sentence, to) && !hasTitle(sentence, mention)))
  )
}

/** "Governor Kay Ivers of Montana": where somebody is from. */
const isOfSomebody = (sentence: Sentence, mention: Mention): boolean =>
  sentence.mentions.some((other) => other.to === mention.from - 1 && /^(?:person|role)$/.test(other.kind))

/** "kept the Shining Dawn Party on the list": a body by its last word, in capitals throughout, that no table knows. */
const isNamedBody = (sentence: Sentence, mention: Mention): boolean =>
  mention.kind === 'body' &&
  mention.id === undefined &&
  mention.body === undefined &&
  mention.country === undefined &&
  !mention.isPossessive &&
  mention.to - mention.from >= 2 &&
  /^(?:party|partido|army|organi[sz]ation|organizacion|coalition|council|committee|union|congress|forces)$/.test(
    mention.head ?? '',
  ) &&
  sentence.tokens.slice(mention.from, mention.to).every((token) => token.isCapital)

/** "designated X Y as a terrorist organization": what stands before such a label is no person. */
const isCalledOrganisation = (sentence: Sentence, at: number): boolean =>
  /^(?:terror\p{L}*|foreign|criminal|organizacion|extremist)$/u.test(sentence.tokens[at]?.low ?? '') &&
  sentence.tokens
    .slice(at, at + 4)
    .some((token) =>
      /^(?:organi[sz]ations?|groups?|entit(?:y|ies)|gangs?|organizacion(?:es)?|grupos?|cartels?)$/.test(token.low),
    )

const hasTitle = (sentence: Sentence, mention: Mention): boolean =>
  (sentence.tokens[mention.from]?.start ?? 0) < mention.name.start

/** "in the Middle East", "across Europe". */
function isPlacedIn(sentence: Sentence, mention: Mention): boolean {
  const at = /^(?:the|la|el)$/.test(sentence.tokens[mention.from - 1]?.low ?? '') ? mention.from - 2 : mention.from - 1
  return /^(?:in|at|near|across|inside|throughout|from|en|desde)$/.test(sentence.tokens[at]?.low ?? '')
}

/** States named in the content's words: targets of the list of state sponsors alone. */
export function namedStates(parties: Parties, sentence: Sentence, content: Content): readonly string[] {
  const order = content.group?.isPassive === true ? [...sentence.mentions].reverse() : sentence.mentions
  const isBehind = (mention: Mention): boolean => mention.from >= content.cue.to
  const isSubject = (mention: Mention): boolean => mention.to <= (content.group?.from ?? content.from)
  const wanted = content.group?.isPassive === true ? isSubject : isBehind
  for (const mention of order) {
    if (
      (mention.kind !== 'country' && mention.kind !== 'demonym' && mention.kind !== 'seat') ||
      mention.country === 'us' ||
      !wanted(mention) ||
      /^(?:terror|list|blacklist|register)/.test(sentence.tokens[mention.to]?.low ?? '')
    )
      continue
    if (content.label !== undefined && content.group?.isPassive !== true && mention.from > content.to + 8) continue
    const party = parties.of(sentence, mention)
    if (party !== undefined) return [`country:${mention.country ?? ''}`]
  }
  return []
}

const POINTS_AT_LIST =
  /\b(?:aforementioned|above-named|above|following|listed|said|these|respective|siguientes|mencionad[oa]s)\b[\p{L} ,-]{0,40}\b(?:organi[sz]ations?|groups?|entit(?:y|ies)|entidad(?:es)?|agrupacion(?:es)?|gangs?|cartels?|aliases|organizaciones|grupos)/u

/** "the aforementioned organizations", "the following:": those that the report lists line by line. */
export function listedTargets(discourse: Discourse, parties: Parties, sentence: Sentence): readonly string[] {
  if (!POINTS_AT_LIST.test(sentence.folded) && !/:\s*$/.test(sentence.folded)) return []
  const behind = behindColon(sentence)
  if (behind.length > 0)
    return [
      ...new Set(behind.map((mention) => parties.of(sentence, mention)?.id).filter((id) => id !== undefined)),
    ].slice(0, MAX_TARGETS)
  const ids = discourse.sentences
    .filter((other) => other.role === 'item')
    .map((other) =>
      other.mentions.find((mention) => isOrganisation(mention) || mention.kind === 'name' || mention.kind === 'person'),
    )
  const named = ids.map((mention, at) => {
    const item = discourse.sentences.filter((other) => other.role === 'item')[at]
    return mention === undefined || item === undefined ? undefined : parties.of(item, mention)?.id
  })
  return [...new Set(named.filter((id) => id !== undefined))].slice(0, MAX_TARGETS)
}

/** Names in one row behind the colon: "the following entities: X, Y and Z (also known as …)". */
function behindColon(sentence: Sentence): readonly Mention[] {
  const colon = sentence.tokens.findLastIndex((token) => token.low === ':')
  if (colon === -1) return []
  const row: Mention[] = []
  let last = colon + 1
  for (const mention of sentence.mentions) {
    if (mention.from <= colon) continue
    const between = sentence.tokens.slice(last, mention.from)
    if (!between.every((token) => /^(?:,|;|and|y|e|the|la|el|los|las|"|\d|\.|\)|-)$/.test(token.low))) break
    if (!isOrganisation(mention) && mention.kind !== 'name' && mention.kind !== 'person') break
    row.push(mention)
    last = mention.to
  }
  return row
}

const COUNTS: Readonly<Record<string, number>> = {
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  dos: 2,
  tres: 3,
  cuatro: 4,
  cinco: 5,
  seis: 6,
  siete: 7,
  ocho: 8,
}

/** "two Haitian gangs": as many organisations as are counted, named next in the report. */
export function countedTargets(
  discourse: Discourse,
  parties: Parties,
  sentence: Sentence,
  content: Content,
): readonly string[] {
  const [from, to] =
    content.group?.isPassive === true
      ? [0, content.from]
      : [content.cue.to, Math.min(sentence.tokens.length, content.cue.to + 10)]
  const counted = sentence.tokens
    .slice(from, to)
    .map((token) => COUNTS[token.low] ?? (/^\d$/.test(token.low) ? Number(token.low) : 0))
    .find((count) => count > 1)
  if (counted === undefined) return []
  const ids = new Set<string>()
  for (const other of discourse.sentences.slice(sentence.at)) {
    for (const mention of other.mentions) {
      const party = isOrganisation(mention) ? parties.of(other, mention) : undefined
      if (party !== undefined && party.kind === 'organisation' && ids.size < counted) ids.add(party.id)
    }
  }
  if (ids.size === counted) return [...ids]
  const next = discourse.sentences[sentence.at + 1]
  if (
    next === undefined ||
    !/^(?:the (?:groups|organi[sz]ations|gangs|cartels|\p{L}+ groups)|they|these|those|among them|estos|se trata de)\b/u.test(
      next.folded,
    )
  )
    return []
  const named = next.mentions
    .filter(isOrganisation)
    .map((mention) => parties.of(next, mention))
    .filter((party) => party?.kind === 'organisation')
    .map((party) => party?.id ?? '')
  return named.length >= 2 ? [...new Set(named)] : []
}

/** The party that names the target in the text, for a state any form of its name. */
export function targetName(parties: Parties, id: string): string {
  return parties.byId.get(id)?.name ?? id.replace(/^country:/, '')
}

export const isState = (party: Party | undefined): boolean => party?.kind === 'country'
