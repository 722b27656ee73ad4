import type { Act, Focus, Reading } from './act.ts'
import { evidenceOf } from './acts.ts'
import { quotationAt, type VerbGroup, verbGroup } from './clauses.ts'
import type { Sentence } from './discourse.ts'
import type { Cue } from './lexicon.ts'
import type { Party } from './parties.ts'
import { agentOf, subjectOf } from './roles.ts'
import type { EventType } from './vocabulary.ts'
import { dateOfAct } from './when.ts'

/** What surrounds a designation: attacks, meetings, agreements, tariffs, releases and the like, told as done. */
export function contextActs(reading: Reading, sentence: Sentence, focus: Focus): readonly Act[] {
  const acts: Act[] = []
  for (const cue of sentence.cues) {
    const found = foundAct(reading, sentence, cue)
    if (found !== undefined && /^(?:attack|military_action)$/.test(found.type) && isPolice(found.actor)) continue
    if (found === undefined || acts.some((each) => each.type === found.type)) continue
    const actor = found.actor
    acts.push({
      type: found.type,
      status: null,
      sentence,
      from: found.from,
      to: found.to,
      evidence: evidenceOf(reading, sentence, found.from, found.to),
      actor,
      targets: found.type === 'agreement' ? agreementTargets(reading, focus, sentence, actor) : [],
      authorities: [],
      requester: undefined,
      dated: dateOfAct(
        reading.discourse,
        sentence,
        {
          from: found.from,
          to: found.to,
          futureFrom: undefined,
          ...(found.near === undefined ? {} : { near: found.near }),
        },
        focus.date,
      ),
      effective: undefined,
      certainty: 'done',
      isRestoring: false,
      rule: `context-${found.rule}`,
    })
  }
  return acts
}

/** Police who raid a home attack nobody. */
const isPolice = (actor: Party | undefined): boolean =>
  actor !== undefined && /police|policia|prosecutor|fiscalia|authorities|autoridades|officers|agents/.test(actor.id)

interface Found {
  readonly type: EventType
  readonly from: number
  readonly to: number
  readonly actor: Party | undefined
  readonly rule: string
  readonly near?: number
}

function foundAct(reading: Reading, sentence: Sentence, cue: Cue): Found | undefined {
  if (quotationAt(sentence.tokens[cue.from], sentence.quotations) !== undefined) return undefined
  const language = reading.discourse.report.language
  const group = verbGroup(sentence.tokens, cue, sentence.dates, language)
  switch (cue.cue) {
    case 'attack':
      return isTold(group, cue) ? verbAct(reading, sentence, cue, group, 'attack') : undefined
    case 'attack.noun':
      return isParticular(sentence, cue) ? nounAct(reading, sentence, cue, 'attack') : undefined
    case 'meeting':
      return meeting(reading, sentence, cue, group)
    case 'agreement':
      return isTold(group, cue) && hasObject(sentence, cue)
        ? verbAct(reading, sentence, cue, group, 'agreement')
        : undefined
    case 'tariff':
      return isParticularMeasure(sentence, cue) ? nounAct(reading, sentence, cue, 'tariff') : undefined
    case 'release':
      return (isTold(group, cue) || isForced(sentence, group)) && nearby(sentence, cue, 'captive')
        ? verbAct(reading, sentence, cue, group, 'release')
        : undefined
    case 'deployment':
      return isTold(group, cue) && nearby(sentence, cue, 'troops')
        ? verbAct(reading, sentence, cue, group, 'deployment')
        : undefined
    case 'arrest':
      return isTold(group, cue) && isNamedOrDated(sentence, cue)
        ? verbAct(reading, sentence, cue, group, 'arrest')
        : undefined
    case 'sanction':
      return isTold(group, cue) && cue.form !== 'fixed' ? verbAct(reading, sentence, cue, group, 'sanction') : undefined
    case 'negotiation':
      return HELD.test(sentence.folded) && sentence.dates.some((date) => date.past !== undefined)
        ? nounAct(reading, sentence, cue, 'negotiation')
        : undefined
    case 'military':
      return isParticular(sentence, cue) && sentence.dates.length > 0
        ? nounAct(reading, sentence, cue, 'military_action')
        : undefined
    default:
      return undefined
  }
}

/** Negotiations that took place, not those that somebody wants. */
const HELD =
  /\b(?:round of|resumed|began|opened|held|started|collapsed|broke off|reanudaron|comenzaron|iniciaron|celebraron|ronda de)\b/

/** Told as done: no modal, no plan, no denial. */
const isTold = (group: VerbGroup, cue: Cue): boolean =>
  !group.isModal &&
  !group.isNegated &&
  !group.isInfinitive &&
  !group.isConditional &&
  !group.isFuture &&
  !group.isObligation &&
  cue.form !== 'base' &&
  cue.form !== 'gerund' &&
  cue.form !== 'present' &&
  cue.form !== 'subjunctive' &&
  cue.form !== 'fixed'

/** "was forced to release": done none the less. */
const isForced = (sentence: Sentence, group: VerbGroup): boolean =>
  group.isInfinitive &&
  /^(?:forced|obliged|compelled|obligado|forzado|had)$/.test(sentence.tokens[group.from - 1]?.low ?? '')

const nearby = (sentence: Sentence, cue: Cue, other: string): boolean =>
  sentence.cues.some((each) => each.cue === other && each.from >= cue.from && each.from - cue.to <= 12)

const hasObject = (sentence: Sentence, cue: Cue): boolean =>
  !sentence.cues.some((each) => each.from >= cue.from && each.from - cue.to <= 6 && /^(?:make|unmake)/.test(each.cue))

function isNamedOrDated(sentence: Sentence, cue: Cue): boolean {
  return (
    sentence.dates.some((date) => date.past !== undefined) ||
    sentence.mentions.some((mention) => mention.kind === 'person' && Math.abs(mention.from - cue.to) <= 8)
  )
}

/** One attack, not attacks in general: dated, counted, or the reason given for something. */
function isParticular(sentence: Sentence, cue: Cue): boolean {
  if (sentence.dates.some((date) => /^(?:since|desde)\b/i.test(date.text))) return false
  const isPlural = /s$/.test(sentence.tokens[cue.from]?.low ?? '') && !/^ambush$/.test(cue.lemma)
  const before = sentence.tokens.slice(Math.max(0, cue.from - 8), cue.from).map((token) => token.low)
  const isDated = sentence.dates.some(
    (date) => date.past !== undefined && Math.abs(indexOf(sentence, date.start) - cue.from) <= 9,
  )
  const isReason = /\b(?:in response to|response to|after|following|over|tras|por|since)\b/.test(before.join(' '))
  const hasDeterminer = before.slice(-6).some((word) => /^(?:a|an|the|un|una|el|la|this|that|'s)$/.test(word))
  const isCounted = sentence.tokens
    .slice(cue.to, cue.to + 8)
    .some((token) => /^(?:\d+|of|on|de|in|en)$/.test(token.low))
  if (isPlural) return isDated && isCounted
  return hasDeterminer && isCounted && (isDated || isReason)
}

const indexOf = (sentence: Sentence, start: number): number => {
  const at = sentence.tokens.findIndex((token) => token.end > start)
  return at === -1 ? sentence.tokens.length : at
}

const isParticularMeasure = (sentence: Sentence, cue: Cue): boolean =>
  sentence.dates.some((date) => date.past !== undefined) ||
  (/\bthreat(?:ened|s|en)?\b|impose|amena/.test(sentence.folded.slice(0, cue.to > 0 ? undefined : 0)) &&
    sentence.dates.length > 0)

function verbAct(reading: Reading, sentence: Sentence, cue: Cue, group: VerbGroup, type: EventType): Found | undefined {
  const mention = group.isPassive ? agentOf(sentence, cue.to) : subjectOf(sentence, group.from)
  const actor = mention === undefined ? undefined : reading.parties.of(sentence, mention)
  if (actor === undefined && !group.isPassive && type !== 'agreement') return undefined
  if (
    type === 'attack' &&
    !sentence.dates.some((date) => date.past !== undefined) &&
    !isCountedBefore(sentence, group.from)
  )
    return undefined
  if (!group.isPassive && !group.isPerfect && !hasObjectAt(sentence, cue) && type !== 'agreement' && type !== 'meeting')
    return undefined
  const told = type === 'attack' && isForce(actor) ? 'military_action' : type
  return { type: told, from: cue.from, to: cue.to, actor, rule: told }
}

/** "a man sentenced on Monday": a participle without an object tells of no one who did it. */
const hasObjectAt = (sentence: Sentence, cue: Cue): boolean => {
  const next = sentence.tokens[cue.to]
  const isDate = next !== undefined && sentence.dates.some((date) => date.start <= next.start && next.end <= date.end)
  return next !== undefined && !isDate && !/^(?:on|in|by|at|for|with|after|before|[.,;])$/.test(next.low)
}

/** A state's own forces make no "attack" but a military action. */
const isForce = (actor: Party | undefined): boolean =>
  actor !== undefined &&
  (actor.kind === 'country' ||
    /\b(?:forces|military|army|troops|navy|marines|air force|police)\b/.test(actor.id) ||
    actor.id === 'us-pentagon')

/** "nueve integrantes … fueron asesinados": victims that are counted make one attack. */
const isCountedBefore = (sentence: Sentence, at: number): boolean =>
  sentence.tokens
    .slice(0, at)
    .some((token) =>
      /^(?:\d{1,4}|two|three|four|five|six|seven|eight|nine|ten|dozens|scores|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|decenas)$/.test(
        token.low,
      ),
    )

function nounAct(reading: Reading, sentence: Sentence, cue: Cue, type: EventType): Found {
  const owner = sentence.mentions.find(
    (mention) => mention.isPossessive && cue.from - mention.to >= 0 && cue.from - mention.to <= 2,
  )
  const modifier = sentence.mentions.find((mention) => mention.to === cue.from || mention.to + 1 === cue.from)
  const actor = owner ?? (type === 'tariff' ? modifier : undefined)
  return {
    type,
    from: owner?.from ?? Math.max(0, cue.from - 2),
    to: cue.to,
    actor: actor === undefined ? undefined : reading.parties.of(sentence, actor),
    rule: type,
    ...(type === 'attack' ? { near: 4 } : {}),
  }
}

/** Two who meet: a host and a guest, a visitor and a place. */
function meeting(reading: Reading, sentence: Sentence, cue: Cue, group: VerbGroup): Found | undefined {
  const people = sentence.mentions.filter(
    (mention) => reading.parties.of(sentence, mention)?.kind === 'person' || mention.kind === 'person',
  )
  if (cue.form === 'fixed') {
    const owner = sentence.mentions.find(
      (mention) =>
        mention.isPossessive && mention.kind === 'person' && cue.from - mention.to >= 0 && cue.from - mention.to <= 3,
    )
    if (owner === undefined || !/^(?:visit to|meeting with|talks with|visita a|reunion con)$/.test(cue.lemma))
      return undefined
    return { type: 'meeting', from: owner.from, to: cue.to, actor: reading.parties.of(sentence, owner), rule: 'visit' }
  }
  if (!isTold(group, cue) || people.length < 2) return undefined
  const behind = people.some((mention) => mention.from >= cue.to && mention.from - cue.to <= 14)
  return behind ? verbAct(reading, sentence, cue, group, 'meeting') : undefined
}

/** An agreement that the organisation itself signed bears on it. */
function agreementTargets(
  reading: Reading,
  focus: Focus,
  sentence: Sentence,
  actor: Party | undefined,
): readonly string[] {
  void reading
  const isGroup =
    actor?.kind === 'organisation' ||
    /guerrilla|group|movement|rebels|grupo/.test(actor?.role ?? '') ||
    /guerrilla|rebel/.test(sentence.folded)
  return isGroup ? focus.all.slice(0, 1) : []
}
