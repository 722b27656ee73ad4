import { quotationAt } from './clauses.ts'
import type { Discourse, Sentence } from './discourse.ts'
import { isGoverned } from './grammar.ts'
import type { Cue } from './lexicon.ts'
import type { Parties, Party } from './parties.ts'
import type { Quotation } from './quotations.ts'
import { isOwnBody, speakerOf, speakingParty, subjectOf } from './roles.ts'
import type { Span } from './text.ts'
import type { StatementKind } from './vocabulary.ts'

/** Something said, with who said it and which rule tells. */
export interface Said {
  readonly quote: Span
  readonly text: string
  readonly sentence: Sentence
  readonly quotation: Quotation | undefined
  readonly speaker: Party | undefined
  readonly kind: StatementKind
  readonly rule: string
  /** Lemma of the reporting verb: "reject", "welcome", "warn"; for the stance. */
  readonly verb: string | undefined
  /** The outlet that the report has it from. */
  readonly via: string | undefined
  readonly isScare: boolean
}

const LABEL_WORDS =
  /^(?:a |an |the |un |una )?(?:(?:foreign|militant|extremist|proscribed|banned|armed|dangerous|domestic|designated|narco|global|specially|criminal|transnational|mexican|drug|international|especially) )*(?:terror\p{L}*|narco-?terror\p{L}*|organi[sz]ations?|organizacion(?:es)?|groups?|grupos?|cartels?|carteles)(?: (?:organi[sz]ations?|groups?|list|entities|entity|terrorists?|terroristas?|extranjer[ao]s?))*$/u

/** Every quotation of the body with its speaker. A label in quotation marks ("terrorist organization") is no statement. */
export function findStatements(discourse: Discourse, parties: Parties): readonly Said[] {
  const out: Said[] = []
  let last: Said | undefined
  for (const sentence of discourse.sentences) {
    if (sentence.role === 'post') {
      const post = postOf(discourse, parties, sentence)
      if (post !== undefined) out.push(post)
      continue
    }
    for (const quotation of sentence.quotations) {
      if (quotation.start < sentence.start - 1 || out.some((said) => said.quotation === quotation)) continue
      if (isLabel(quotation) || isProperName(quotation)) continue
      const said = statementOf(discourse, parties, sentence, quotation, last)
      out.push(said)
      last = said
    }
  }
  return out
}

const foldedWords = (discourse: Discourse, quotation: Quotation): string =>
  discourse.folded.slice(quotation.start, quotation.end)

const isLabel = (quotation: Quotation): boolean =>
  LABEL_WORDS.test(
    quotation.text
      .toLowerCase()
      .replace(/[.,!?]+$/, '')
      .trim(),
  )

/** “Operation Inherent Resolve” is a name. */
const isProperName = (quotation: Quotation): boolean => {
  const words = quotation.text.replace(/[.,]+$/, '').split(/\s+/)
  return (
    words.length >= 2 &&
    words.length <= 6 &&
    !/[?!;:.]\s|,/.test(quotation.text.trim()) &&
    words.every((word) => /^[\p{Lu}\p{N}]/u.test(word) || /^(?:of|the|and|de|la|del|for)$/.test(word))
  )
}

function statementOf(
  discourse: Discourse,
  parties: Parties,
  sentence: Sentence,
  quotation: Quotation,
  last: Said | undefined,
): Said {
  const found =
    cuedSpeaker(discourse, last, parties, sentence, quotation) ??
    continued(sentence, quotation, last) ??
    actingSubject(parties, sentence, quotation)
  const words = quotation.text.trim().split(/\s+/).length
  return {
    quote: { start: quotation.start, end: quotation.end },
    text: quotation.text,
    sentence,
    quotation,
    speaker: found?.speaker,
    kind: isWholeClause(discourse, sentence, quotation) ? 'direct' : 'partial',
    rule: found?.rule ?? 'no speaker',
    verb: found?.verb,
    via: viaOf(parties, sentence),
    isScare: words <= 2 && found?.rule !== 'reporting verb',
  }
}

interface FoundSpeaker {
  readonly speaker: Party | undefined
  readonly rule: string
  readonly verb: string | undefined
}

/** Tests 1 to 3: the reporting verb nearest to the quotation, before or behind it. */
function cuedSpeaker(
  discourse: Discourse,
  last: Said | undefined,
  parties: Parties,
  sentence: Sentence,
  quotation: Quotation,
): FoundSpeaker | undefined {
  const opening = sentence.tokens.findIndex((token) => token.start >= quotation.outer.start)
  const closing = sentence.tokens.findIndex((token) => token.start >= quotation.outer.end)
  const end = closing === -1 ? sentence.tokens.length : closing
  let best: { cue: Cue; cost: number; speaker: Party } | undefined
  for (const cue of sentence.cues) {
    if (!isReporting(cue) || quotationAt(sentence.tokens[cue.from], sentence.quotations) !== undefined) continue
    const cost = costOf(sentence, cue, opening, end)
    if (best !== undefined && cost >= best.cost) continue
    const mention = speakerOf(sentence, cue)
    const speaker = mention === undefined ? undefined : parties.of(sentence, mention)
    if (speaker !== undefined && canSpeak(speaker)) best = { cue, cost, speaker }
  }
  if (best === undefined) return described(sentence, end) ?? elided(discourse, parties, sentence, opening, end, last)
  return { speaker: best.speaker, rule: 'reporting verb', verb: best.cue.lemma }
}

/** '…," the librarian said': named by a word that no table has. */
function described(sentence: Sentence, end: number): FoundSpeaker | undefined {
  const cue = sentence.cues.find(
    (each) => isReporting(each) && each.form !== 'base' && each.from > end && each.from - end <= 6,
  )
  const words = cue === undefined ? [] : sentence.tokens.slice(end, cue.from)
  if (
    cue === undefined ||
    !/^(?:the|a|an|his|her|one|another|el|la|un|una)$/.test(words[0]?.low ?? '') ||
    !words.every((token) => token.isWord) ||
    words.length < 2
  )
    return undefined
  const name = words
    .slice(1)
    .map((token) => token.text)
    .join(' ')
  return {
    speaker: {
      id: `role:${name.toLowerCase()}`,
      kind: 'person',
      name,
      country: undefined,
      role: words.at(-1)?.low,
      designates: [],
    },
    rule: 'described speaker',
    verb: cue.lemma,
  }
}

/** Spanish leaves the subject out (", dijo en su conferencia"): it is whoever spoke or acted last. */
function elided(
  discourse: Discourse,
  parties: Parties,
  sentence: Sentence,
  opening: number,
  end: number,
  last: Said | undefined,
): FoundSpeaker | undefined {
  const cue = sentence.cues.find(
    (each) =>
      isReporting(each) &&
      (each.form === 'past' || each.form === 'participle') &&
      (each.from >= end || each.to <= opening) &&
      costOf(sentence, each, opening, end) <= 6,
  )
  const speaker =
    (last !== undefined && sentence.block - last.sentence.block <= 1 ? last.speaker : undefined) ??
    (discourse.report.language === 'es' ? subjectBefore(discourse, parties, sentence) : undefined)
  return cue === undefined || speaker === undefined ? undefined : { speaker, rule: 'elided subject', verb: cue.lemma }
}

/** The person that the sentence before is about. */
function subjectBefore(discourse: Discourse, parties: Parties, sentence: Sentence): Party | undefined {
  const before = discourse.sentences[sentence.at - 1]
  if (before === undefined || sentence.block - before.block > 1) return undefined
  const speaking = before.cues
    .filter((cue) => isReporting(cue) && cue.form === 'past')
    .map((cue) => speakerOf(before, cue))
    .find((mention) => mention?.kind === 'person' || mention?.kind === 'role')
  const mention =
    speaking ??
    before.mentions.find((each) => each.kind === 'person' && !each.isPossessive && !isGoverned(before, each))
  const party = mention === undefined ? undefined : parties.of(before, mention)
  return party?.kind === 'person' ? party : undefined
}

const isReporting = (cue: Cue): boolean =>
  (cue.cue === 'say' && (cue.form !== 'future' || /^(?:say|decir)$/.test(cue.lemma))) ||
  (cue.cue === 'reject' && cue.form !== 'fixed')

const canSpeak = (party: Party): boolean => party.kind !== 'outlet' || party.role !== undefined

/** Tokens between verb and quotation; another quotation or sentence part between costs more, an infinitive speaks for nobody. */
function costOf(sentence: Sentence, cue: Cue, opening: number, end: number): number {
  const isBehind = cue.from >= end
  const distance = isBehind ? cue.from - end : Math.max(0, opening - cue.to)
  const between = isBehind ? sentence.tokens.slice(end, cue.from) : sentence.tokens.slice(cue.to, opening)
  const crossings = between.filter((token) => token.low === '"').length
  const isBare = cue.form === 'base'
  // '… "changes nothing" and vowed': the verb behind the conjunction tells of something else.
  const isFarBehind =
    isBehind && (distance > 6 || /^(?:and|but|y|pero)$/.test(between.find((token) => token.isWord)?.low ?? '')) ? 10 : 0
  return distance + crossings * 8 + (isBare ? 15 : 0) + isFarBehind
}

/** Test 4: a quotation with no verb of its own goes on for the speaker of the one before. */
function continued(sentence: Sentence, quotation: Quotation, last: Said | undefined): FoundSpeaker | undefined {
  if (last?.speaker === undefined) return undefined
  const opens = quotation.outer.start <= sentence.start + 1
  const isNear = sentence.block - last.sentence.block <= 2
  return opens && isNear
    ? { speaker: last.speaker, rule: 'continues the quotation before', verb: last.verb }
    : undefined
}

/** Test 3 again without a reporting verb: the subject of the clause that holds the words. */
function actingSubject(parties: Parties, sentence: Sentence, quotation: Quotation): FoundSpeaker | undefined {
  const at = sentence.tokens.findIndex((token) => token.start >= quotation.outer.start)
  const mention = subjectOf(sentence, at === -1 ? sentence.tokens.length : at)
  const own = mention !== undefined && isOwnBody(sentence, mention) ? speakingParty(parties, sentence) : undefined
  const speaker = own ?? (mention === undefined ? undefined : parties.of(sentence, mention))
  return speaker === undefined ? undefined : { speaker, rule: 'subject of the clause', verb: undefined }
}

function isWholeClause(discourse: Discourse, sentence: Sentence, quotation: Quotation): boolean {
  const folded = foldedWords(discourse, quotation).trim()
  const first = quotation.text.trim()[0] ?? ''
  const opens = quotation.outer.start <= sentence.start + 1
  const before = discourse.report.text.slice(Math.max(0, quotation.outer.start - 2), quotation.outer.start).trim()
  return /[\p{Lu}¿¡]/u.test(first) && folded.split(/\s+/).length >= 3 && (opens || /[,:]$/.test(before))
}

function viaOf(parties: Parties, sentence: Sentence): string | undefined {
  if (!sentence.cues.some((cue) => cue.cue === 'say' && cue.lemma === 'quote')) return undefined
  const outlet = sentence.mentions.find((mention) => mention.kind === 'outlet')
  return outlet === undefined ? undefined : parties.of(sentence, outlet)?.name
}

const SIGNED = /^(?<words>[\s\S]*?)\s*[—–-]\s*(?<name>[^—–(]{2,60}?)\s*\((?<handle>@\w+)\)/u

/** Test 8: a post without marks, signed behind: "— Name (@handle) Month D, YYYY". */
function postOf(discourse: Discourse, parties: Parties, sentence: Sentence): Said | undefined {
  const raw = discourse.report.text.slice(sentence.start, sentence.end)
  const signed = SIGNED.exec(raw)
  if (signed === null) return undefined
  const words = signed.groups?.['words'] ?? ''
  const lead = /^[.…\s]*/.exec(words)?.[0].length ?? 0
  const start = sentence.start + lead
  const nameAt = sentence.start + raw.indexOf(signed.groups?.['name'] ?? '', words.length)
  const mention = sentence.mentions.find((each) => each.name.start >= nameAt - 1 && each.kind === 'person')
  return {
    quote: { start, end: sentence.start + words.length },
    text: discourse.report.text.slice(start, sentence.start + words.length),
    sentence,
    quotation: undefined,
    speaker: mention === undefined ? undefined : parties.of(sentence, mention),
    kind: 'post',
    rule: 'signed post',
    verb: undefined,
    via: undefined,
    isScare: false,
  }
}
