import type { IsoDate } from '../model/brand.ts'
import type { Act, Focus, Reading } from './act.ts'
import { designationActs } from './acts.ts'
import { isInDomain } from './contents.ts'
import { contextActs } from './context-acts.ts'
import { type Days, lengthInDays, oneDay } from './day-intervals.ts'
import { type Discourse, discourseOf, type Report, type Sentence } from './discourse.ts'
import { framedActs } from './frames.ts'
import { isOrganisation } from './group-names.ts'
import type { Knowledge } from './knowledge.ts'
import { mergeWithin } from './merge-within.ts'
import { documentComment, inOfficialText, officialText } from './notice.ts'
import { type Parties, type Party, resolveParties } from './parties.ts'
import { requesterOf } from './requesters.ts'
import { findStatements, type Said } from './statements.ts'
import { isContextType } from './vocabulary.ts'
import { effectiveIn } from './when.ts'

/** A report read: what was done and said in it, each with its span; nothing else comes out of a text. */
export interface ReadReport {
  readonly discourse: Discourse
  readonly parties: Parties
  readonly acts: readonly Act[]
  readonly said: readonly Said[]
}

/** Reads one report. Pure: the same report and knowledge give the same acts, in the same order. */
export function readReport(report: Report, knowledge: Knowledge): ReadReport {
  const discourse = discourseOf(report, knowledge)
  const parties = resolveParties(discourse)
  const said = findStatements(discourse, parties)
  const reading: Reading = { discourse, parties, said }
  const isAboutDesignation = isInDomain(discourse.folded) || namesKnown(discourse)
  const focus: Focus = { targets: [], all: targetsOfReport(discourse, parties), acts: [], date: undefined }
  for (const sentence of discourse.sentences) {
    const before = focus.date
    const found = isAboutDesignation ? designationActs(reading, sentence, focus) : []
    for (const act of found) take(focus, withRequester(reading, act))
    const framed = isAboutDesignation ? framedActs(reading, sentence, focus) : []
    for (const act of framed) if (!isTold(focus, act)) take(focus, withRequester(reading, act))
    for (const act of isAboutDesignation
      ? contextActs(reading, sentence, { ...focus, date: before ?? focus.date })
      : []) {
      if (!overlapsDesignation(focus, act)) take(focus, act)
    }
    withoutRequests(focus, sentence)
    attachEffective(reading, focus, sentence)
  }
  // What surrounds a designation is told only where one is told of.
  if (!focus.acts.some((act) => !isContextType(act.type) || act.rule === 'on-persons')) focus.acts = []
  const official = officialText(discourse, parties)
  const dated = inOfficialText(withLeadDates(focus.acts, discourse, report.published), official, discourse, parties)
  const comment = official?.isNotice === false ? documentComment(discourse, dated) : undefined
  return {
    discourse,
    parties,
    acts: mergeWithin(dated, parties, discourse),
    said:
      comment === undefined
        ? said
        : [
            ...said,
            documentStatement(
              comment,
              official?.signatory ?? dated.find((act) => act.actor !== undefined)?.actor,
              report.text,
            ),
          ],
  }
}

/** A report that names an organisation of the register may be about its designation without the word. */
const namesKnown = (discourse: Discourse): boolean =>
  /designat|listing|delist|blacklist|proscri|\bban\b|\bbanned|designa|ilegaliz/.test(discourse.folded) &&
  discourse.sentences.some((sentence) => sentence.mentions.some((mention) => mention.kind === 'organisation'))

const documentStatement = (sentence: Sentence, speaker: Party | undefined, text: string): Said => ({
  quote: { start: sentence.start, end: sentence.end },
  text: text.slice(sentence.start, sentence.end),
  sentence,
  quotation: undefined,
  speaker,
  kind: 'document',
  rule: 'signed text',
  verb: undefined,
  via: undefined,
  isScare: false,
})

/** Organisations and classes of the report in order of mention, for acts that name theirs only by pointing. */
function targetsOfReport(discourse: Discourse, parties: Parties): readonly string[] {
  const counts = new Map<string, number>()
  for (const sentence of discourse.sentences) {
    for (const mention of sentence.mentions) {
      if (mention.kind !== 'organisation' && mention.kind !== 'class' && mention.isCalledGroup !== true) continue
      const id = parties.of(sentence, mention)?.id
      if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1)
    }
  }
  const first = [...counts.keys()][0] ?? firstGroup(discourse, parties)
  return first === undefined ? [] : [first]
}

/** Where no table knows any: the first name that reads like an organisation's. */
function firstGroup(discourse: Discourse, parties: Parties): string | undefined {
  for (const sentence of discourse.sentences) {
    const mention = sentence.mentions.find((each) => each.kind === 'group' && isOrganisation(each))
    const id = mention === undefined ? undefined : parties.of(sentence, mention)?.id
    if (id !== undefined) return id
  }
  return undefined
}

function take(focus: Focus, act: Act): void {
  focus.acts.push(act)
  if (!isContextType(act.type) && act.targets.length > 0) focus.targets = act.targets
  // A year long past is background: "the week before" counts from the news, not from it.
  if (act.dated.days !== undefined && lengthInDays(act.dated.days) <= 31) focus.date = act.dated.days
}

const isTold = (focus: Focus, act: Act): boolean =>
  focus.acts.some(
    (other) =>
      other.sentence === act.sentence &&
      (other.type === act.type || (other.from <= act.from && act.to <= other.to && !isContextType(other.type))),
  )

const overlapsDesignation = (focus: Focus, act: Act): boolean =>
  focus.acts.some(
    (other) =>
      other.sentence === act.sentence && !isContextType(other.type) && other.from < act.to && act.from < other.to,
  )

const TAKES_REQUESTER = /^(?:hold_off|prepare|designate|announce_intent|vow|revoke|decline|review)$/

function withRequester(reading: Reading, act: Act): Act {
  if (!TAKES_REQUESTER.test(act.type)) return act
  const requester = requesterOf(reading, act.sentence, act)
  return requester === undefined || requester.id === act.actor?.id ? act : { ...act, requester }
}

/** Who asked for an act is its requester, not the maker of a proposal of its own. */
function withoutRequests(focus: Focus, sentence: Sentence): void {
  const requesters = focus.acts
    .filter((act) => act.sentence === sentence && act.requester !== undefined)
    .map((act) => act.requester?.id)
  if (requesters.length === 0) return
  focus.acts = focus.acts.filter(
    (act) =>
      act.sentence !== sentence || !/^(?:propose|request)$/.test(act.type) || !requesters.includes(act.actor?.id),
  )
}

const TAKES_FORCE = /^(?:designate|revoke|announce_intent|revoke_intent|amend|maintain)$/

/** "takes effect on April 15" belongs to the act in focus, in its own sentence or one of the sentences before. */
function attachEffective(reading: Reading, focus: Focus, sentence: Discourse['sentences'][number]): void {
  const at = focus.acts.findLastIndex(
    (act) => TAKES_FORCE.test(act.type) && sentence.at - act.sentence.at <= 6 && !act.rule.startsWith('on-list'),
  )
  const act = focus.acts[at]
  if (act === undefined || act.effective !== undefined) return
  const effective = effectiveIn(
    reading.discourse,
    sentence,
    act.dated.days ?? oneDay(reading.discourse.report.published),
  )
  if (effective !== undefined) focus.acts[at] = { ...act, effective }
}

const TIED =
  /\b(?:at the same time|en cambio|also|meanwhile|simultaneously|al mismo tiempo|tambien|in the same|asimismo|alongside|in addition)\b/

/** The lead act takes the publication date; an act tied to a dated one takes its date; all others stay undated. */
function withLeadDates(acts: readonly Act[], discourse: Discourse, published: IsoDate): readonly Act[] {
  const out: Act[] = []
  let lead: Act | undefined
  for (const act of acts) {
    const given = dateFor(act, lead, out, discourse, published)
    const dated: Act =
      given === undefined ? act : { ...act, dated: { days: given.days, text: undefined, source: given.source } }
    out.push(dated)
    if (lead === undefined && !isContextType(act.type) && dated.dated.days !== undefined) lead = dated
  }
  return out
}

/** Told of another time without a date: never of the day of the news. */
const isBackground = (sentence: Sentence): boolean =>
  /\b(?:first term|second term|previous administration|previously|in the past|once|earlier had|had earlier|primer mandato|anteriormente|en el pasado)\b/.test(
    sentence.folded,
  )

interface Given {
  readonly days: Days
  readonly source: 'lead' | 'paragraph'
}

function dateFor(
  act: Act,
  lead: Act | undefined,
  earlier: readonly Act[],
  discourse: Discourse,
  published: IsoDate,
): Given | undefined {
  if (
    act.dated.days !== undefined ||
    isContextType(act.type) ||
    /^(?:reject|request|offer|propose|challenge)$/.test(act.type)
  )
    return undefined
  if (isBackground(act.sentence)) return undefined
  const paragraph = paragraphDate(act, discourse)
  if (
    paragraph !== undefined &&
    act.evidence.start >= 0 &&
    discourse.folded.slice(act.sentence.start, act.sentence.end).includes('"')
  )
    return { days: paragraph, source: 'paragraph' }
  if (lead === undefined) return act.sentence.at <= 3 ? { days: oneDay(published), source: 'lead' } : undefined
  const previous = earlier.findLast((other) => !isContextType(other.type) && other.dated.days !== undefined)
  const isTied = TIED.test(act.sentence.folded) && previous !== undefined
  if (isTied && previous?.dated.days !== undefined) return { days: previous.dated.days, source: 'lead' }
  const isSameAct =
    act.actor !== undefined &&
    act.actor.id === lead.actor?.id &&
    /^(?:hold_off|prepare)$/.test(act.type) &&
    act.status !== 'preparing'
  if ((isSameAct || act.sentence === lead.sentence) && lead.dated.days !== undefined)
    return { days: lead.dated.days, source: 'lead' }
  return undefined
}

/** "As reported by Newsweek in November, …": dates what the paragraph goes on to quote. */
function paragraphDate(act: Act, discourse: Discourse): Days | undefined {
  for (const sentence of discourse.sentences) {
    if (sentence.block !== act.sentence.block || sentence.at >= act.sentence.at) continue
    const found = /\bas (?:first )?reported by|\breported in|segun (?:informo|publico)/.exec(sentence.folded)
    if (found === null) continue
    const date = sentence.dates.find(
      (each) =>
        each.past !== undefined &&
        each.start > sentence.start + found.index &&
        each.start - sentence.start - found.index < 60,
    )
    if (date?.past !== undefined) return date.past
  }
  return undefined
}
