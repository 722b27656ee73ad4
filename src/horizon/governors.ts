import { quotationAt, type VerbGroup, verbGroup } from './clauses.ts'
import type { Content } from './contents.ts'
import type { Sentence } from './discourse.ts'
import type { Cue } from './lexicon.ts'
import type { Language } from './vocabulary.ts'

/** Classes of words that can govern a content: "working to …", "urged him to …", "postponed the …". */
export const GOVERNORS = [
  'hold',
  'decline',
  'decline.plan',
  'maintain',
  'review',
  'propose',
  'prepare',
  'prepare.noun',
  'ready',
  'order',
  'vow',
  'intend',
  'reject',
  'challenge',
  'had.asked',
] as const
export type GovernorClass = (typeof GOVERNORS)[number]

export interface Governor {
  readonly kind: GovernorClass
  readonly cue: Cue
  readonly group: VerbGroup
  /** Governs from behind in the passive: "the request was rebuffed". */
  readonly isPassive: boolean
}

const isGovernor = (cue: string): cue is GovernorClass => (GOVERNORS as readonly string[]).includes(cue)

const INFINITIVE_REACH = 16
const GERUND_REACH = 5
const NOUN_REACH = 9
const PASSIVE_REACH = 16

/** Governors of one content, the nearest first; none when the content stands on its own feet. */
export function governorsOf(sentence: Sentence, content: Content, language: Language): readonly Governor[] {
  const first = nearestGovernor(sentence, content, language)
  if (first === undefined) return []
  const nearest = ofNoun(sentence, first, content, language) ?? first
  const outer = outerGovernor(sentence, nearest, language)
  return outer === undefined ? [nearest] : [nearest, outer]
}

const NOUNS_OF_INTENT =
  /^(?:bid|proposals?|motion|requests?|push|campaign|calls?|efforts?|drive|plans?|pledge|promise|vow|threat|decision|intention|intent|effort|attempt)\b/

/** "put off a plan to list": the plan is a noun, and what is done to it counts. */
function ofNoun(sentence: Sentence, found: Governor, content: Content, language: Language): Governor | undefined {
  if (found.kind === 'prepare.noun')
    return before(sentence, found.cue.from, 5, ['hold', 'decline'], language, found.cue)
  if (!NOUNS_OF_INTENT.test(found.cue.lemma) || !isNounAt(sentence, found.cue)) return undefined
  if (
    found.cue.form !== 'fixed' &&
    /^(?:bid|proposal|motion|request|push|campaign|call|effort|drive)/.test(found.cue.lemma)
  )
    return undefined
  return (
    before(
      sentence,
      found.cue.from,
      7,
      ['hold', 'reject', 'decline', 'propose', 'review', 'prepare'],
      language,
      found.cue,
    ) ?? passiveBehind(sentence, content, language)
  )
}

const isNounAt = (sentence: Sentence, cue: Cue): boolean =>
  (cue.form === 'fixed' && cue.cue === 'propose') ||
  /^(?:a|an|the|its|his|her|their|any|'s|this|that|of|our|new|administration|un|el|su|la)$/.test(
    sentence.tokens[cue.from - 1]?.low ?? '',
  ) ||
  sentence.tokens[cue.from - 1]?.isCapital === true ||
  (/^plans /.test(sentence.tokens[cue.from]?.low.concat(' ') ?? '') && isBehindVerb(sentence, cue.from)) ||
  (cue.from === 0 && /^plans? /.test(cue.lemma))

/** "has paused plans to", "scrapped plans for": a plural right behind another verb is its object. */
const isBehindVerb = (sentence: Sentence, at: number): boolean =>
  sentence.cues.some((cue) => cue.to === at && cue.form !== 'fixed' && isGovernor(cue.cue))

function nearestGovernor(sentence: Sentence, content: Content, language: Language): Governor | undefined {
  const { group, cue } = content
  if (group === undefined) return nounGovernor(sentence, content, language)
  if (cue.form === 'gerund' && !group.isProgressive)
    return (
      before(sentence, cue.from, GERUND_REACH, GERUND_CLASSES, language) ?? gerundBehind(sentence, content, language)
    )
  if (isSubjunctivePassive(sentence, group))
    return before(sentence, group.from, INFINITIVE_REACH, INFINITIVE_CLASSES, language)
  if (group.isInfinitive || cue.form === 'subjunctive')
    return before(sentence, group.from, INFINITIVE_REACH, INFINITIVE_CLASSES, language)
  if (
    cue.form === 'base' &&
    group.from === cue.from &&
    sentence.tokens.slice(Math.max(0, cue.from - 8), cue.from).some((token) => token.low === 'that')
  )
    return before(sentence, cue.from, INFINITIVE_REACH, ['propose'], language)
  const wish = wishBefore(sentence, content, language)
  if (wish !== undefined) return wish
  const weighed = weighedBefore(sentence, group.from, language)
  if (weighed !== undefined) return weighed
  if (cue.form === 'base' && isCoordinatedInfinitive(sentence, cue.from))
    return before(sentence, cue.from, INFINITIVE_REACH, INFINITIVE_CLASSES, language)
  return undefined
}

/** "evalúa si declara": what is weighed stands in the present behind "si". */
function weighedBefore(sentence: Sentence, at: number, language: Language): Governor | undefined {
  if (!/^(?:si|whether)$/.test(sentence.tokens[at - 1]?.low ?? '')) return undefined
  const cue = sentence.cues.find((each) => each.cue === 'prepare' && each.to === at - 1)
  return cue === undefined ? undefined : governor(sentence, cue, language, false)
}

/** "a vote on banning X was postponed": the gerund hangs on a noun. */
const gerundBehind = (sentence: Sentence, content: Content, language: Language): Governor | undefined =>
  /^(?:on|of|over|about|for)$/.test(sentence.tokens[content.from - 1]?.low ?? '')
    ? passiveBehind(sentence, content, language)
    : undefined

/** "that X be designated", "que X sea declarado": asked for, not done. */
const isSubjunctivePassive = (sentence: Sentence, group: VerbGroup): boolean =>
  group.isPassive &&
  !group.isFuture &&
  !group.isModal &&
  !group.isObligation &&
  !group.isConditional &&
  /^(?:be|sea|sean|fuese|fuesen|fuera|fueran)$/.test(sentence.tokens[group.from]?.low ?? '')

/** "wants X designated", "wanted the gang labeled a terrorist group": the participle stands behind its object. */
function wishBefore(sentence: Sentence, content: Content, language: Language): Governor | undefined {
  const { group, cue } = content
  if (group === undefined || group.isPerfect || (cue.form !== 'past' && cue.form !== 'participle')) return undefined
  const wish = sentence.cues.find(
    (each) =>
      each.cue === 'propose' &&
      /^(?:want|seek|favor|favour)$/.test(each.lemma) &&
      each.to < cue.from &&
      cue.from - each.to <= 9 &&
      sentence.clauses[each.from] === sentence.clauses[cue.from] &&
      !/^(?:to|that)$/.test(sentence.tokens[each.to]?.low ?? ''),
  )
  const isNearest =
    wish !== undefined &&
    !sentence.tokens
      .slice(wish.to, cue.from)
      .some((token) => /^(?:,|and|but|said|was|were|is|has|had|who|which|that)$/.test(token.low))
  return wish === undefined || !isNearest ? undefined : governor(sentence, wish, language, false)
}

/** "to go further and list": the second verb of one infinitive. */
function isCoordinatedInfinitive(sentence: Sentence, at: number): boolean {
  if (!/^(?:and|or|formally|officially|immediately|y|e)$/.test(sentence.tokens[at - 1]?.low ?? '')) return false
  return sentence.tokens.slice(Math.max(0, at - 9), at).some((token) => token.low === 'to')
}

const INFINITIVE_CLASSES: readonly GovernorClass[] = [
  'hold',
  'decline',
  'decline.plan',
  'propose',
  'prepare',
  'prepare.noun',
  'ready',
  'order',
  'vow',
  'intend',
  'had.asked',
]
const GERUND_CLASSES: readonly GovernorClass[] = [
  'hold',
  'decline',
  'decline.plan',
  'propose',
  'prepare',
  'prepare.noun',
  'intend',
  'review',
  'vow',
]
const NOUN_CLASSES: readonly GovernorClass[] = [
  'hold',
  'decline',
  'decline.plan',
  'maintain',
  'review',
  'propose',
  'prepare',
  'prepare.noun',
  'order',
  'vow',
  'intend',
  'reject',
  'had.asked',
  'challenge',
]

/** Of cues that share words the more telling class wins: "decline" before "reject" for an infinitive, and so on. */
function before(
  sentence: Sentence,
  at: number,
  reach: number,
  classes: readonly GovernorClass[],
  language: Language,
  except?: Cue,
): Governor | undefined {
  const candidates = sentence.cues.filter(
    (cue) =>
      isGovernor(cue.cue) &&
      cue.from !== except?.from &&
      classes.includes(cue.cue) &&
      (cue.to <= at || (cue.to === at + 1 && /\bto$/.test(cue.lemma))) &&
      cue.from >= at - reach &&
      !isPlainNoun(sentence, cue) &&
      isSameSpeech(sentence, cue.from, at),
  )
  let best: Cue | undefined
  for (const cue of candidates) {
    if (isBrokenBetween(sentence, cue.to, at) || isQuestionTo(sentence, cue) || isOpen(sentence, cue, at)) continue
    if (
      best === undefined ||
      cue.to > best.to ||
      (cue.to === best.to && precedence(cue, classes) < precedence(best, classes))
    )
      best = cue
  }
  return best === undefined ? undefined : governor(sentence, best, language, false)
}

/** "on a petition", "the request": a noun does not urge. */
const isPlainNoun = (sentence: Sentence, cue: Cue): boolean => {
  // "freezing their assets" puts nothing off.
  if (
    cue.cue === 'hold' &&
    /^(?:freeze|congelar|suspend)$/.test(cue.lemma) &&
    sentence.tokens
      .slice(cue.to, cue.to + 5)
      .some((token) => /^(?:assets?|accounts?|funds|property|activos|bienes|cuentas|fondos)$/.test(token.low))
  )
    return true
  // "demandó al Ministerio": a suit.
  if (cue.cue === 'propose' && cue.lemma === 'demandar' && /^(?:a|al|ante)$/.test(sentence.tokens[cue.to]?.low ?? ''))
    return true
  if (cue.cue !== 'propose' || cue.form !== 'base') return false
  const before = sentence.tokens[cue.from - 1]?.low ?? ''
  if (/^(?:a|an|the|its|his|her|their|this|'s|un|una|su|la|el)$/.test(before)) return true
  const mayBeNoun = /^(?:request|petition|call|push|demand|appeal|support|lobby|favor|favour|back)\b/.test(cue.lemma)
  return (
    mayBeNoun &&
    !/^(?:to|will|would|should|could|may|might|must|not|i|we|they|you|who|did|do|does|and|or|also)$|s$/.test(before)
  )
}

/** "asked about the plan" asks nobody to do anything. */
const isQuestionTo = (sentence: Sentence, cue: Cue): boolean =>
  (cue.cue === 'propose' || cue.cue === 'had.asked') &&
  /^(?:about|if|whether|how|why|sobre|por)$/.test(sentence.tokens[cue.to]?.low ?? '')

const precedence = (cue: Cue, classes: readonly GovernorClass[]): number =>
  isGovernor(cue.cue) ? classes.indexOf(cue.cue) : 99

const isSameSpeech = (sentence: Sentence, one: number, other: number): boolean =>
  quotationAt(sentence.tokens[one], sentence.quotations) ===
    quotationAt(sentence.tokens[Math.min(other, sentence.tokens.length - 1)], sentence.quotations) ||
  quotationAt(sentence.tokens[one], sentence.quotations) === undefined

/** "before deciding whether to designate": nothing is decided. */
const isOpen = (sentence: Sentence, cue: Cue, at: number): boolean =>
  cue.cue === 'intend' && sentence.tokens.slice(cue.to, at).some((token) => /^(?:whether|if|si)$/.test(token.low))

const isBrokenBetween = (sentence: Sentence, from: number, to: number): boolean =>
  sentence.tokens
    .slice(from, to)
    .some((token) => token.low === ';' || /^(?:but|while|although|pero|mientras|aunque)$/.test(token.low))

function nounGovernor(sentence: Sentence, content: Content, language: Language): Governor | undefined {
  const left = before(sentence, content.from, NOUN_REACH, NOUN_CLASSES, language)
  if (left !== undefined && !hasFiniteBetween(sentence, left.cue.to, content.from)) return left
  return passiveBehind(sentence, content, language)
}

/** A verb between the governor and the noun means that the noun is another verb's. */
function hasFiniteBetween(sentence: Sentence, from: number, to: number): boolean {
  return sentence.tokens
    .slice(from, to)
    .some((token) =>
      /^(?:is|was|were|are|has|had|have|will|would|said|says|that|fue|ha|habia|sera|que|dijo)$/.test(token.low),
    )
}

function passiveBehind(sentence: Sentence, content: Content, language: Language): Governor | undefined {
  for (const cue of sentence.cues) {
    if (cue.from < content.to || cue.from > content.to + PASSIVE_REACH) continue
    if (!isGovernor(cue.cue) || !NOUN_CLASSES.includes(cue.cue) || (cue.form !== 'past' && cue.form !== 'participle'))
      continue
    const found = governor(sentence, cue, language, true)
    if (found.group.isPassive && sentence.clauses[cue.from] === sentence.clauses[content.from]) return found
  }
  return undefined
}

function governor(sentence: Sentence, cue: Cue, language: Language, isPassive: boolean): Governor {
  return {
    kind: cue.cue as GovernorClass,
    cue,
    group: denied(sentence, cue, verbGroup(sentence.tokens, cue, sentence.dates, language)),
    isPassive,
  }
}

/** "no formal review of": a denied noun. */
const denied = (sentence: Sentence, cue: Cue, group: VerbGroup): VerbGroup =>
  cue.form === 'fixed' &&
  cue.cue !== 'decline.plan' &&
  sentence.tokens
    .slice(Math.max(0, cue.from - 3), cue.from)
    .some((token) => /^(?:no|not|never|without|any|ningun|ninguna|sin)$/.test(token.low))
    ? { ...group, isNegated: true }
    : group

const OUTER: readonly GovernorClass[] = [
  'propose',
  'decline',
  'decline.plan',
  'order',
  'vow',
  'intend',
  'ready',
  'had.asked',
  'prepare',
]

function outerGovernor(sentence: Sentence, inner: Governor, language: Language): Governor | undefined {
  const { group, cue } = inner
  if (cue.form === 'gerund' && !group.isProgressive) return before(sentence, cue.from, GERUND_REACH, OUTER, language)
  if (group.isInfinitive) return before(sentence, group.from, INFINITIVE_REACH, OUTER, language)
  return undefined
}
