import type { IsoDate } from '../model/brand.ts'
import { quotationAt } from './clauses.ts'
import { followChain } from './date-readings.ts'
import type { DateMention } from './date-words.ts'
import { type Days, oneDay } from './day-intervals.ts'
import type { Discourse, Sentence } from './discourse.ts'

/** Where an act's date comes from, for the evidence. */
export const DATE_SOURCES = ['clause', 'attribution', 'quoted', 'chain', 'paragraph', 'lead', 'none'] as const
export type DateSource = (typeof DATE_SOURCES)[number]

export interface Dated {
  readonly days: Days | undefined
  readonly text: string | undefined
  readonly source: DateSource
}

export const UNDATED: Dated = { days: undefined, text: undefined, source: 'none' }

/** Words of the act: token range, and whether what it says lies ahead. */
export interface ActWords {
  readonly from: number
  readonly to: number
  /** From here on dates belong to the act still to come. */
  readonly futureFrom: number | undefined
  /** A noun is dated only by what stands this many tokens before it, or behind it. */
  readonly near?: number
}

const EFFECTIVE_BEFORE =
  /(?:effective|takes? effect|took effect|taking effect|becomes? effective|in effect|kicks? in|effective date|with effect|comes? into force|came into force|in force|into effect|enters? into force|published|en vigor|efecto|efectiva|efectivo|vigencia)(?: in the federal register)?[ ,]*(?:on |from |as of |starting |beginning |of |a partir )?$/
const DEADLINE = /^(?:within|by|until|before|hasta)\b/
const SINCE = /^(?:since|desde)\b/

export function isEffectiveDate(sentence: Sentence, date: DateMention): boolean {
  const before = sentence.folded.slice(Math.max(0, date.start - sentence.start - 45), date.start - sentence.start)
  return EFFECTIVE_BEFORE.test(before)
}

const firstToken = (sentence: Sentence, date: DateMention): number => {
  const at = sentence.tokens.findIndex((token) => token.end > date.start)
  return at === -1 ? sentence.tokens.length : at
}

/** The day of an act by its own clause, else by the clause that reports it. */
export function dateOfAct(discourse: Discourse, sentence: Sentence, words: ActWords, focus: Days | undefined): Dated {
  const behind = chainedToClause(sentence, words, focus)
  if (behind !== undefined) return behind
  let best: { date: DateMention; cost: number; isSpeech: boolean } | undefined
  for (const date of sentence.dates) {
    const cost = costOf(discourse, sentence, words, date)
    if (cost === undefined) continue
    if (best === undefined || cost.cost < best.cost) best = { date, ...cost }
  }
  if (best !== undefined) {
    const days = daySaid(sentence, best.date) ?? resolved(best.date, earlierIn(sentence, best.date) ?? focus)
    if (days !== undefined)
      return {
        days,
        text: best.date.text,
        source:
          best.date.chain !== undefined
            ? 'chain'
            : isQuoted(sentence, best.date)
              ? 'quoted'
              : best.isSpeech
                ? 'attribution'
                : 'clause',
      }
  }
  return UNDATED
}

/** The day named before it in the sentence: what "hours later" is later than. */
const earlierIn = (sentence: Sentence, date: DateMention): Days | undefined =>
  date.chain === undefined
    ? undefined
    : sentence.dates.findLast(
        (other) => other.end <= date.start && other.chain === undefined && other.isAttributive !== true,
      )?.past

function resolved(date: DateMention, focus: Days | undefined): Days | undefined {
  if (date.chain?.follows === true && focus !== undefined)
    return followChain(focus, date.chain, 1, date.past !== undefined)
  return date.past
}

const isQuoted = (sentence: Sentence, date: DateMention): boolean =>
  quotationAt(sentence.tokens[firstToken(sentence, date)], sentence.quotations) !== undefined

const MAX_COST = 60

/** "a network founded in 2015", "creada en 2004": the day of what is described, not of the act. */
function isOfFounding(sentence: Sentence, date: DateMention): boolean {
  const at = firstToken(sentence, date)
  const back = sentence.tokens.slice(Math.max(0, at - 7), at).map((token) => token.low)
  const near = back.slice(back.lastIndexOf(',') + 1)
  return near.some((low) =>
    /^(?:founded|formed|established|created|born|enacted|fundad[oa]s?|cread[oa]s?|surgid[oa]s?|nacid[oa]s?|launched)$/.test(
      low,
    ),
  )
}

const TODAY = /^(?:today|hoy|this morning|esta manana|tonight)$/

/** "Today we list X," he said on Thursday: the day in the quotation is that of the saying. */
function daySaid(sentence: Sentence, date: DateMention): Days | undefined {
  if (!TODAY.test(date.text.toLowerCase()) || !isQuoted(sentence, date)) return undefined
  return sentence.dates.find(
    (other) =>
      other !== date &&
      !isQuoted(sentence, other) &&
      other.past !== undefined &&
      isBesideReport(sentence, firstToken(sentence, other)),
  )?.past
}

function costOf(
  discourse: Discourse,
  sentence: Sentence,
  words: ActWords,
  date: DateMention,
): { cost: number; isSpeech: boolean } | undefined {
  if (isOfFounding(sentence, date)) return undefined
  if (date.isAttributive === true || DEADLINE.test(date.text.toLowerCase()) || isEffectiveDate(sentence, date))
    return undefined
  if (date.chain !== undefined && !date.chain.follows) return undefined
  if (date.past === undefined && date.chain === undefined) return undefined
  if (date.past !== undefined && date.past.first > discourse.report.published) return undefined
  const at = firstToken(sentence, date)
  const speech = quotationAt(sentence.tokens[words.from], sentence.quotations)
  const own = quotationAt(sentence.tokens[at], sentence.quotations)
  if (own !== undefined && own !== speech) return undefined
  if (own !== undefined && date.isStretch !== true && speech !== undefined && words.futureFrom !== undefined)
    return undefined
  const isAhead =
    words.futureFrom !== undefined && at >= words.futureFrom && looksAhead(date, discourse.report.published)
  // What is quoted was said when the sentence around it says; a date beside the reporting verb is of the saying.
  const isSpeech = isBesideReport(sentence, at) || (speech !== undefined && own === undefined)
  if (own === undefined && words.near !== undefined && (at < words.from - words.near || at > words.to + 12))
    return undefined
  if (isAhead && !isSpeech) return undefined
  const distance = at < words.from ? words.from - at : at > words.to ? at - words.to : 0
  const isSameClause = sentence.clauses.slice(words.from, words.to).includes(sentence.clauses[at] ?? -1)
  if (!isSameClause && !isSpeech && isSubordinate(sentence, words.from)) return undefined
  const isOwnedByNoun = /^(?:of|de)\b/.test(date.text.toLowerCase()) ? 12 : 0
  const cost =
    distance +
    (isSameClause ? 0 : isSpeech ? 8 : 40) +
    (isSpeech && words.futureFrom === undefined ? 6 : 0) +
    isOwnedByNoun
  return cost > MAX_COST || (!isSameClause && !isSpeech && isSubordinate(sentence, at)) ? undefined : { cost, isSpeech }
}

/** "next week", "on February 16" ahead of publication: when it will be, not when it was announced. */
const looksAhead = (date: DateMention, published: IsoDate): boolean =>
  date.past === undefined ||
  date.past.last >= published ||
  (date.future !== undefined && date.future.first > published && date.past !== date.future)

function isBesideReport(sentence: Sentence, at: number): boolean {
  return sentence.cues.some(
    (cue) =>
      (cue.cue === 'say' || /^(?:interview|statement|briefing|tweet|speech)$/.test(cue.lemma)) &&
      quotationAt(sentence.tokens[cue.from], sentence.quotations) === undefined &&
      cue.form !== 'gerund' &&
      cue.form !== 'base' &&
      cue.lemma !== 'according to' &&
      (Math.abs(at - cue.to) <= 5 || Math.abs(cue.from - at) <= 4),
  )
}

function isSubordinate(sentence: Sentence, at: number): boolean {
  const clause = sentence.clauses[at]
  const opening = sentence.tokens[sentence.clauses.indexOf(clause ?? 0)]?.low ?? ''
  return /^(?:after|before|when|while|following|which|who|where|despite|tras|despues|antes|cuando|mientras|quien)$/.test(
    opening,
  )
}

/** "three weeks after he hosted …": the clause behind "after" lies that far before the main one. */
function chainedToClause(sentence: Sentence, words: ActWords, focus: Days | undefined): Dated | undefined {
  for (const date of sentence.dates) {
    const { chain } = date
    if (chain === undefined || chain.follows) continue
    const at = firstToken(sentence, date)
    if (
      at > words.from ||
      words.from - at > 14 ||
      (sentence.clauses[words.from] === sentence.clauses[Math.max(0, at - 1)] && at > 0)
    )
      continue
    const main = mainDays(sentence, date) ?? focus
    const days = main === undefined ? undefined : followChain(main, chain, -1)
    if (days !== undefined) return { days, text: date.text, source: 'chain' }
  }
  return undefined
}

function mainDays(sentence: Sentence, except: DateMention): Days | undefined {
  return sentence.dates.find(
    (date) =>
      date !== except && date.chain === undefined && date.isAttributive !== true && !isEffectiveDate(sentence, date),
  )?.past
}

/** "had been on the list since 1997": since when a state has stood. */
export function sinceDate(sentence: Sentence, from: number, to: number): Dated {
  for (const date of sentence.dates) {
    const at = firstToken(sentence, date)
    if (SINCE.test(date.text.toLowerCase()) && at >= from && at <= to + 12 && date.past !== undefined) {
      return { days: date.past, text: date.text, source: 'clause' }
    }
  }
  return UNDATED
}

/** The day set for an act still to come: "will next week designate", "would be listed on Friday". */
export function dayAhead(sentence: Sentence, from: number, published: IsoDate): Effective | undefined {
  for (const date of sentence.dates) {
    const at = firstToken(sentence, date)
    const days = date.past !== undefined && date.past.first > published ? date.past : date.future
    if (
      at < from ||
      days === undefined ||
      days.first <= published ||
      DEADLINE.test(date.text.toLowerCase()) ||
      isBesideReport(sentence, at)
    )
      continue
    return { days, text: date.text }
  }
  return undefined
}

export interface Effective {
  readonly days: Days
  readonly text: string
}

/** The day from which an act has force, where the sentence says so: "with effect from February 16", "effective today". */
export function effectiveIn(discourse: Discourse, sentence: Sentence, focus: Days | undefined): Effective | undefined {
  const { published } = discourse.report
  for (const date of sentence.dates) {
    if (!isEffectiveDate(sentence, date)) continue
    const days = date.chain?.follows === true ? (focus ?? oneDay(published)) : aheadOf(date, focus)
    if (days !== undefined) return { days, text: date.text }
  }
  if (
    /\beffective (?:immediately|at once|upon signing)|con efecto inmediato|de forma inmediata|efecto inmediato/.test(
      sentence.folded,
    )
  )
    return { days: focus ?? oneDay(published), text: 'immediately' }
  return undefined
}

/** Force does not begin before the act: of the two readings the one on or after it. */
function aheadOf(date: DateMention, focus: Days | undefined): Days | undefined {
  if (date.past === undefined || date.future === undefined) return date.past ?? date.future
  if (focus === undefined) return date.future
  return date.past.last >= focus.first ? date.past : date.future
}
