import { quotationAt } from './clauses.ts'
import type { Sentence } from './discourse.ts'
import { isGoverned } from './grammar.ts'
import type { Cue } from './lexicon.ts'
import type { Mention } from './mention.ts'
import type { Parties, Party } from './parties.ts'
import type { Quotation } from './quotations.ts'
import type { Token } from './text.ts'

const SUBJECT_KINDS = [
  'person',
  'role',
  'people',
  'body',
  'country',
  'seat',
  'organisation',
  'class',
  'group',
  'name',
  'pronoun',
  'outlet',
  'demonym',
] as const

function canBeSubject(sentence: Sentence, mention: Mention): boolean {
  if (!(SUBJECT_KINDS as readonly string[]).includes(mention.kind) || mention.isPossessive) return false
  if (mention.kind === 'demonym' || isObject(sentence, mention)) return false
  return (
    !isGoverned(sentence, mention) &&
    !sentence.dates.some((date) => date.start <= mention.name.start && mention.name.end <= date.end)
  )
}

/**
 * The mention that does what the verb at `at` says: the nearest one to the left that nothing else governs; after a
 * bare "and" the first one, since two verbs share their subject. A word in a quotation looks inside it first.
 */
export function subjectOf(sentence: Sentence, at: number): Mention | undefined {
  const antecedent = antecedentOf(sentence, at)
  if (antecedent !== undefined) return antecedent
  const quotation = quotationAt(sentence.tokens[at], sentence.quotations)
  const candidates = sentence.mentions.filter(
    (mention) => mention.to <= at && canBeSubject(sentence, mention) && sameSpeech(sentence, mention, quotation),
  )
  if (candidates.length === 0) return undefined
  const before = sentence.tokens[at - 1]?.low ?? ''
  if (/^(?:and|y|e|or)$/.test(before)) return firstOfClause(sentence, candidates, at)
  return firstOfPair(sentence, candidates)
}

/** "Britain and France backed": of two that act together the first is named. */
function firstOfPair(sentence: Sentence, candidates: readonly Mention[]): Mention | undefined {
  const last = candidates.at(-1)
  const other = candidates.at(-2)
  const isPair =
    last !== undefined &&
    other !== undefined &&
    /^(?:country|seat|person|body)$/.test(last.kind) &&
    other.kind === last.kind &&
    last.from - other.to === 1 &&
    /^(?:and|y|e)$/.test(sentence.tokens[other.to]?.low ?? '')
  return isPair ? other : last
}

/** "from Tehran, which called it", "X, que fue designado": the party that the relative stands behind. */
function antecedentOf(sentence: Sentence, at: number): Mention | undefined {
  const relative = sentence.tokens[at - 1]?.low ?? ''
  if (!/^(?:which|who|que|quien|that)$/.test(relative)) return undefined
  const isComma = sentence.tokens[at - 2]?.low === ','
  if (
    /^(?:que|that)$/.test(relative) &&
    !isComma &&
    !sentence.mentions.some((each) => each.to === at - 1 && /^(?:organisation|group|class)$/.test(each.kind))
  )
    return undefined
  const end = isComma ? at - 2 : at - 1
  return sentence.mentions.find(
    (mention) => mention.to === end && mention.kind !== 'demonym' && mention.kind !== 'pronoun',
  )
}

/** "notified Congress", "sued the governor": right behind a verb that has a subject of its own. */
function isObject(sentence: Sentence, mention: Mention): boolean {
  let at = mention.from
  while (at > 0 && /^(?:the|a|an|its|his|her|their|el|la|los|las|al|a|su)$/.test(sentence.tokens[at - 1]?.low ?? ''))
    at -= 1
  return (
    at > 1 &&
    sentence.cues.some(
      (cue) =>
        cue.to === at &&
        cue.form !== 'fixed' &&
        cue.from > 0 &&
        !/^(?:say|tell|state)$/.test(cue.lemma) &&
        !/^["',”»]$/.test(sentence.tokens[cue.from - 1]?.text ?? ''),
    )
  )
}

const SPEAKING_KINDS: readonly string[] = ['person', 'role', 'people', 'body', 'pronoun', 'country', 'seat']

/** The subject of a reporting verb: whoever can speak; a group only where it stands right before the verb. */
function speakingSubject(sentence: Sentence, at: number): Mention | undefined {
  const antecedent = antecedentOf(sentence, at)
  if (antecedent !== undefined) return antecedent
  const quotation = quotationAt(sentence.tokens[at], sentence.quotations)
  const beside = sentence.mentions.find(
    (mention) => mention.to === at && !mention.isPossessive && mention.kind !== 'demonym',
  )
  if (
    beside !== undefined &&
    (!isGoverned(sentence, beside) || /^(?:with|con)$/.test(sentence.tokens[beside.from - 1]?.low ?? ''))
  )
    return beside
  const candidates = sentence.mentions.filter(
    (mention) => mention.to <= at && canBeSubject(sentence, mention) && sameSpeech(sentence, mention, quotation),
  )
  const speaking = candidates.filter((mention) => SPEAKING_KINDS.includes(mention.kind))
  if (/^(?:and|y|e|or)$/.test(sentence.tokens[at - 1]?.low ?? ''))
    return firstOfClause(sentence, speaking.length > 0 ? speaking : candidates, at)
  const near = candidates.at(-1)
  const isClear =
    near !== undefined &&
    !SPEAKING_KINDS.includes(near.kind) &&
    sentence.clauses[near.from] === sentence.clauses[at] &&
    at - near.to <= 1
  return isClear ? near : (speaking.at(-1) ?? near)
}

function firstOfClause(sentence: Sentence, candidates: readonly Mention[], at: number): Mention | undefined {
  const clause = sentence.clauses[at]
  return candidates.find((mention) => sentence.clauses[mention.from] === clause) ?? candidates[0]
}

function sameSpeech(sentence: Sentence, mention: Mention, quotation: Quotation | undefined): boolean {
  return quotationAt(sentence.tokens[mention.from], sentence.quotations) === quotation
}

/** The mention behind "by" after a passive. */
export function agentOf(sentence: Sentence, at: number, isFromToo = false): Mention | undefined {
  const end = Math.min(sentence.tokens.length, at + 22)
  for (let from = at; from < end; from += 1) {
    if (sentence.tokens[from]?.low === ',' && /ing$/.test(sentence.tokens[from + 1]?.low ?? '')) break
    if (!/^(?:by|por)$/.test(sentence.tokens[from]?.low ?? '') && !(isFromToo && sentence.tokens[from]?.low === 'from'))
      continue
    const mention = sentence.mentions.find(
      (each) => each.to > from + 1 && each.from >= from + 1 && each.from <= from + 6 && !each.isPossessive,
    )
    if (mention !== undefined && mention.kind !== 'demonym') return mention
  }
  return undefined
}

export interface Attribution {
  readonly cue: Cue
  readonly speaker: Mention
  /** The reporting verb stands behind what is reported: "…, Blinken said". */
  readonly isBehind: boolean
}

const NEVER_SPEAK = /^(?:call|describe|label|term|brand|cite|quote|read)$/

/** Who says what the sentence reports, outside its quotations; the first reporting verb with a subject wins. */
export function attributionsOf(sentence: Sentence): readonly Attribution[] {
  const found: Attribution[] = []
  for (const cue of sentence.cues) {
    if (cue.cue !== 'say' || quotationAt(sentence.tokens[cue.from], sentence.quotations) !== undefined) continue
    if (cue.form === 'base' || NEVER_SPEAK.test(cue.lemma) || isPassiveParticiple(sentence, cue)) continue
    const speaker = speakerOf(sentence, cue)
    if (speaker !== undefined) found.push({ cue, speaker, isBehind: cue.from > sentence.tokens.length / 2 })
  }
  return found
}

/** "wrote to the secretary asking him to": a participle has the subject of the finite verb before it. */
export const finiteBefore = (sentence: Sentence, at: number): number | undefined =>
  sentence.cues.find(
    (cue) =>
      (cue.form === 'past' || cue.form === 'present') &&
      /^(?:say|introduce|meeting|notify|propose|challenge|reject)$/.test(cue.cue) &&
      cue.to <= at &&
      sentence.tokens[at - 1]?.low !== 'was' &&
      quotationAt(sentence.tokens[cue.from], sentence.quotations) === undefined,
  )?.from

/** "será considerada", "was declared": said of it, not by it. */
const isPassiveParticiple = (sentence: Sentence, cue: Cue): boolean =>
  /^(?:past|participle)$/.test(cue.form) &&
  /^(?:be|been|being|is|are|was|were|fue|fueron|ser|sido|sera|seran|seria|es|son|era|eran|siendo|sea|sean)$/.test(
    sentence.tokens[cue.from - 1]?.low ?? '',
  ) &&
  !/^(?:quote|tell|inform)$/.test(cue.lemma)

/** The subject of a reporting verb; the one behind it where they are turned round ("said Smith", "anunció el secretario"). */
export function speakerOf(sentence: Sentence, cue: Cue): Mention | undefined {
  const behind = inverted(sentence, cue)
  if (/^(?:according to|segun|de acuerdo con)$/.test(cue.lemma)) return behind
  if (isClosedBefore(sentence, cue) && behind !== undefined) return behind
  const hasOwn = sentence.mentions.some((mention) => mention.to === cue.from && !mention.isPossessive)
  const main = cue.form === 'gerund' && !hasOwn ? finiteBefore(sentence, cue.from) : undefined
  const subject = speakingSubject(sentence, main ?? groupStart(sentence, cue))
  // "Calling him a friend, Trump said": a participle that opens the sentence has its subject in the main clause.
  if (subject === undefined && cue.form === 'gerund') return undefined
  return subject ?? behind
}

/** What is said is over before the verb: a closing mark, or a comma that ends no apposition of the subject. */
function isClosedBefore(sentence: Sentence, cue: Cue): boolean {
  const before = sentence.tokens[cue.from - 1]
  if (before === undefined || /^["'”»]$/.test(before.text)) return true
  return (
    before.low === ',' &&
    !sentence.mentions.some((mention) => mention.to === cue.from - 1 && SPEAKING_KINDS.includes(mention.kind))
  )
}

function groupStart(sentence: Sentence, cue: Cue): number {
  let at = cue.from
  while (
    at > 0 &&
    /^(?:has|have|had|was|were|is|also|later|then|ha|habia|fue|le|se|lo|not|would|will|been)$/.test(
      sentence.tokens[at - 1]?.low ?? '',
    )
  )
    at -= 1
  return at
}

function inverted(sentence: Sentence, cue: Cue): Mention | undefined {
  return sentence.mentions.find((mention) => {
    if (mention.from < cue.to || mention.kind === 'pronoun' || mention.kind === 'demonym' || mention.isPossessive)
      return false
    const between = sentence.tokens.slice(cue.to, mention.from)
    if (isGoverned(sentence, mention)) return false
    if (
      between.length <= 10 &&
      /^(?:en|in|on|a|al|durante|desde|ante|through|this|este)$/.test(between[0]?.low ?? '') &&
      !between.some((token) => /^[.;:"]$/.test(token.low)) &&
      mention.kind !== 'outlet'
    )
      return true
    if (mention.kind === 'person' && isOccupation(between)) return true
    return (
      between.length <= 5 &&
      between.every(
        (token) =>
          /^(?:the|a|an|el|la|los|las|un|una|este|esta|hoy|ayer|:|,|former|their|lunes|martes|miercoles|jueves|viernes|sabado|domingo|tambien|por|su|en|twitter|ex|then)$/.test(
            token.low,
          ) || sentence.dates.some((date) => date.start <= token.start && token.end <= date.end),
      )
    )
  })
}

/** "said vendor Maria Lopez", "dijo la comerciante Rosa Paz": what somebody is stands bare before the name. */
const isOccupation = (between: readonly Token[]): boolean =>
  between.length >= 1 &&
  between.length <= 5 &&
  between.every((token) => token.isWord && !token.isCapital) &&
  !between.some((token) =>
    /^(?:that|of|to|with|from|for|about|by|at|who|than|as|de|del|a|al|con|que|por|para|sobre|como|y|and)$/.test(
      token.low,
    ),
  )

const OWN_BODY = /^(?:his|her|their|its|our|my|su|sus|mi|nuestro|nuestra)$/

/** "his government", "su Gobierno": the body of the one who speaks. */
export const isOwnBody = (sentence: Sentence, mention: Mention): boolean =>
  mention.kind === 'body' && OWN_BODY.test(sentence.tokens[mention.from - 1]?.low ?? '')

export function partyOfMention(parties: Parties, sentence: Sentence, mention: Mention | undefined): Party | undefined {
  return mention === undefined ? undefined : parties.of(sentence, mention)
}

/** Who speaks in the sentence, as a party. */
export function speakingParty(parties: Parties, sentence: Sentence): Party | undefined {
  for (const { speaker } of attributionsOf(sentence)) {
    const party = parties.of(sentence, speaker)
    if (party !== undefined && party.kind !== 'organisation') return party
  }
  return undefined
}
