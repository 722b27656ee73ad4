import type { Reading } from './act.ts'
import { quotationAt } from './clauses.ts'
import type { Content } from './contents.ts'
import type { Discourse, Sentence } from './discourse.ts'
import type { Governor } from './governors.ts'
import type { Mention } from './mention.ts'
import type { Party } from './parties.ts'
import { agentOf, attributionsOf, finiteBefore, isOwnBody, subjectOf } from './roles.ts'

const COURT = /court|tribunal|judge|jury|justices|corte|juez|jueces|magistrados/

export const isCourtParty = (party: Party | undefined): boolean =>
  party !== undefined && (party.role === 'court' || COURT.test(party.role ?? '') || COURT.test(party.id))

const MINISTER = /secretary|minister|ministro|ministra|secretario|secretaria|canciller/i
export const isMinister = (party: Party | undefined): boolean =>
  party?.kind === 'person' && MINISTER.test(party.role ?? '')

/** Who does it: the subject of the outermost governor, "by" in the passive, the speaker for "he", "I" and "his government". */
export function actorOf(
  reading: Reading,
  sentence: Sentence,
  content: Content,
  governors: readonly Governor[],
): Party | undefined {
  const owner = ownerOfIntent(reading, sentence, governors)
  if (owner !== undefined) return owner
  const vower = vowerOf(sentence, content)
  if (vower !== undefined && governors.length === 0) {
    const party = partyBefore(reading, sentence, vower.from)
    if (party !== undefined) return party
  }
  const outer = governors.at(-1)
  const anchor = outer === undefined ? content : { from: outer.cue.from, group: outer.group, to: outer.cue.to }
  const owned =
    governors.length === 0 && content.kind === 'label'
      ? sentence.mentions.find(
          (mention) => mention.isPossessive && mention.to < content.from && content.from - mention.to <= 3,
        )
      : undefined
  if (owned !== undefined && isState(owned)) return reading.parties.of(sentence, owned)
  const byNoun =
    outer !== undefined && outer.cue.form === 'fixed' && / (?:by|from)$/.test(outer.cue.lemma)
      ? agentOf(sentence, outer.cue.to - 1, true)
      : undefined
  if (byNoun !== undefined) return reading.parties.of(sentence, byNoun)
  const at = anchor.group?.from ?? anchor.from
  const quotation = quotationAt(sentence.tokens[anchor.from], sentence.quotations)
  if (quotation !== undefined) return speakerInQuotation(reading, sentence, at, quotation.start)
  if (anchor.group?.isPassive === true && (outer === undefined || outer.isPassive)) {
    const agent = agentOf(sentence, anchor.to)
    return (
      (agent === undefined ? signerOf(reading, sentence) : reading.parties.of(sentence, agent)) ??
      (anchor.group.isFuture || anchor.group.isConditional ? speakerOutside(reading, sentence) : undefined)
    )
  }
  const main =
    outer !== undefined && outer.cue.form === 'gerund' && !outer.group.isProgressive
      ? finiteBefore(sentence, outer.cue.from)
      : undefined
  const isReduced =
    outer === undefined &&
    /^(?:by|por)$/.test(sentence.tokens[anchor.to]?.low ?? '') &&
    content.group !== undefined &&
    /^(?:past|participle)$/.test(content.cue.form)
  const agent = isReduced ? agentOf(sentence, content.cue.to) : undefined
  if (agent !== undefined) return reading.parties.of(sentence, agent)
  const isWhile = /^(?:while|mientras)$/.test(sentence.tokens[at - 1]?.low ?? '') && content.cue.form === 'gerund'
  const subject = subjectOf(sentence, isWhile ? (mainVerbBefore(sentence, at) ?? at) : (main ?? at))
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

/** "removed X while designating Y": the participle has the subject of the verb before. */
const mainVerbBefore = (sentence: Sentence, at: number): number | undefined =>
  sentence.cues.find((cue) => /^(?:make|unmake)\./.test(cue.cue) && cue.form === 'past' && cue.to <= at)?.from

/** "Under the order, signed on Friday by the governor, X is designated". */
function signerOf(reading: Reading, sentence: Sentence): Party | undefined {
  const signed = sentence.tokens.findIndex((token) => /^(?:signed|firmad[oa])$/.test(token.low))
  const signer = signed === -1 ? undefined : agentOf(sentence, signed + 1)
  return signer === undefined ? undefined : reading.parties.of(sentence, signer)
}

const isState = (mention: Mention): boolean => /^(?:country|seat|body|person)$/.test(mention.kind)

const NOUN_OF_INTENT = /^(?:intencion|plan|decision|amenaza|promesa|intention|intent|threat|pledge|promise)/

/** "rechazó la intención de Estados Unidos de designar", "Washington's plan to list": whose intention it is. */
function ownerOfIntent(reading: Reading, sentence: Sentence, governors: readonly Governor[]): Party | undefined {
  const governor = governors.find(
    (each) =>
      NOUN_OF_INTENT.test(each.cue.lemma) &&
      /^(?:the|a|its|their|la|el|una|un|'s)$|^u\.?s\.?$/.test(sentence.tokens[each.cue.from - 1]?.low ?? ''),
  )
  if (governor === undefined || !isAnswered(sentence, governor.cue.from)) return undefined
  const owner = sentence.mentions.find(
    (mention) =>
      (mention.from >= governor.cue.to &&
        mention.from - governor.cue.to <= 2 &&
        /^(?:of|by|de|del|la|el|the)$/.test(sentence.tokens[mention.from - 1]?.low ?? '')) ||
      (mention.isPossessive && governor.cue.from - mention.to <= 2 && mention.to <= governor.cue.from),
  )
  return owner === undefined ? undefined : reading.parties.of(sentence, owner)
}

/** Somebody else answers to it: "rejected", "condemned", "criticó". */
const isAnswered = (sentence: Sentence, at: number): boolean =>
  sentence.cues.some(
    (cue) => /^(?:reject|appraise|call)$/.test(cue.cue) && cue.form !== 'base' && cue.from < at && at - cue.to <= 8,
  )

const partyBefore = (reading: Reading, sentence: Sentence, at: number): Party | undefined => {
  const subject = subjectOf(sentence, at)
  return subject === undefined ? undefined : reading.parties.of(sentence, subject)
}

/** "promised that the government would …", "prometió que se declarará": the promise before the act. */
export const vowerOf = (sentence: Sentence, content: Content): { readonly from: number } | undefined =>
  sentence.cues.find(
    (cue) =>
      cue.cue === 'vow' &&
      /^(?:vow|promise|pledge|threaten|swear|warn|prometer|jurar|amenazar|comprometer|advertir|amenazar con)$/.test(
        cue.lemma,
      ) &&
      cue.form !== 'base' &&
      cue.to <= content.from &&
      content.from - cue.to <= 12 &&
      sentence.tokens.slice(cue.to, cue.to + 3).some((token) => /^(?:that|que)$/.test(token.low)),
  )

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

const UNNAMED =
  /^(?:role|people):.*(?:official|officials|source|sources|aide|aides|diplomat|diplomats|diplomatico|diplomaticos|funcionario|funcionarios|fuentes)$/
