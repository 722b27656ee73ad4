import type { Act } from './act.ts'
import { type Days, formOf, intersection, lengthInDays, mayBeSame, oneDay } from './day-intervals.ts'
import type { Party } from './parties.ts'
import type { ReadReport } from './read-report.ts'
import { foldText } from './text.ts'
import { isContextType } from './vocabulary.ts'

/** One mention of an event: an act with the report that tells it. */
export interface MentionOfEvent {
  readonly act: Act
  readonly read: ReadReport
}

/** Mentions in several reports that are one event, under the key that they share. */
export interface MergedEvent {
  readonly key: string
  readonly mentions: readonly MentionOfEvent[]
}

/** Points for and against one event, each under its name; merged from `MERGE_AT` on. */
export interface MergePoint {
  readonly feature: string
  readonly points: number
}

/** From here on two mentions are one event; from `ASK_AT` on a person is asked. Scale of the feature table below. */
export const MERGE_AT = 6
export const ASK_AT = 4

/** Dates further apart than this are of two events. */
const SLACK_DAYS = 3
/** Undated mentions are of one story when their reports stand this near to each other. */
const NEAR_DAYS = 14

/** Joins the mentions of all reports into events; the order of the reports does not matter. */
export function mergeReports(reads: readonly ReadReport[]): readonly MergedEvent[] {
  const mentions = reads.flatMap((read) => read.acts.map((act) => ({ act, read }))).sort(inOrder)
  const groups: MentionOfEvent[][] = []
  const byKind = new Map<string, MentionOfEvent[][]>()
  for (const mention of mentions) {
    // Only acts of one type and status can be one event: nothing else is compared.
    const kind = `${mention.act.type} ${mention.act.status ?? ''}`
    const alike = byKind.get(kind) ?? []
    byKind.set(kind, alike)
    let best: { group: MentionOfEvent[]; points: number } | undefined
    for (const group of alike) {
      if (group.some((other) => other.read === mention.read)) continue
      const scores = group.map((other) => sum(mergePoints(other, mention)))
      const highest = Math.max(...scores)
      if (highest < MERGE_AT || Math.min(...scores) < MERGE_AT - 3) continue
      if (best === undefined || highest > best.points) best = { group, points: highest }
    }
    if (best !== undefined) best.group.push(mention)
    else {
      const group = [mention]
      groups.push(group)
      alike.push(group)
    }
  }
  return withKeys(groups)
}

export const sum = (points: readonly MergePoint[]): number => points.reduce((total, point) => total + point.points, 0)

/** Well-dated mentions first, so that a vague one joins the event that fits it best; then by report and place. */
function inOrder(a: MentionOfEvent, b: MentionOfEvent): number {
  const length = (mention: MentionOfEvent): number =>
    mention.act.dated.days === undefined ? 1_000_000 : lengthInDays(mention.act.dated.days)
  const report = (mention: MentionOfEvent): string =>
    `${mention.read.discourse.report.published} ${mention.read.discourse.report.id}`
  return (
    length(a) - length(b) ||
    compare(report(a), report(b)) ||
    a.act.evidence.start - b.act.evidence.start ||
    compare(a.act.type, b.act.type)
  )
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Why two mentions are, or are not, one event. */
export function mergePoints(a: MentionOfEvent, b: MentionOfEvent): readonly MergePoint[] {
  if (a.act.type !== b.act.type || a.act.status !== b.act.status)
    return [{ feature: 'type or status differs', points: -10 }]
  const points: MergePoint[] = [{ feature: 'type', points: 3 }]
  const add = (feature: string, value: number): void => {
    if (value !== 0) points.push({ feature, points: value })
  }
  add('authority', authorityPoints(a.act, b.act))
  add('targets', targetPoints(a.act, b.act))
  add('dates', datePoints(a, b))
  add('actor', actorPoints(a.act.actor, b.act.actor))
  add('requester', a.act.requester !== undefined && a.act.requester.id === b.act.requester?.id ? 2 : 0)
  add('quotation', sharesQuotation(a, b) ? 4 : 0)
  if (isContextType(a.act.type)) add('participants', participantPoints(a, b))
  add('wording', likeness(evidenceOf(a), evidenceOf(b)))
  return points
}

function authorityPoints(a: Act, b: Act): number {
  if (a.authorities.length === 0 || b.authorities.length === 0) return 0
  if (a.authorities.some((code) => b.authorities.includes(code))) return 2
  return isLabel(a) || isLabel(b) ? (isNational(a) || isNational(b) ? -2 : 1) : -4
}

const isLabel = (act: Act): boolean => act.authorities.every((code) => code === 'TERR')
const NATIONAL = /^(?:UK|CA|EU|EC|SV|HU|IR|NG|US-TX|AR|PY|MX)$/
const isNational = (act: Act): boolean => act.authorities.some((code) => NATIONAL.test(code))

/** Jaccard of the targets, threefold; two named sets without a common member are two events. */
function targetPoints(a: Act, b: Act): number {
  if (a.targets.length === 0 || b.targets.length === 0) return 0
  const shared = a.targets.filter((target) => b.targets.includes(target)).length
  if (shared === 0) return -4
  return (3 * shared) / new Set([...a.targets, ...b.targets]).size
}

function datePoints(a: MentionOfEvent, b: MentionOfEvent): number {
  const [one, other] = [a.act.dated.days, b.act.dated.days]
  if (one === undefined || other === undefined) return undatedPoints(a, b)
  if (formOf(one) === formOf(other)) return 3
  if (mayBeSame(one, other, 1)) return 2
  return mayBeSame(one, other, SLACK_DAYS) ? 0 : -6
}

/** An undated mention belongs to a story of its days, not to one of other years. */
function undatedPoints(a: MentionOfEvent, b: MentionOfEvent): number {
  const [one, other] = [aroundOf(a), aroundOf(b)]
  return mayBeSame(one, other, NEAR_DAYS) ? 1 : -4
}

const aroundOf = (mention: MentionOfEvent): Days =>
  mention.act.dated.days ?? oneDay(mention.read.discourse.report.published)

function actorPoints(a: Party | undefined, b: Party | undefined): number {
  if (a === undefined || b === undefined) return 0
  if (a.id === b.id) return 2
  if (a.country !== undefined && b.country !== undefined) return a.country === b.country ? 2 : -3
  return 0
}

function sharesQuotation(a: MentionOfEvent, b: MentionOfEvent): boolean {
  const quotes = (mention: MentionOfEvent): readonly string[] =>
    mention.read.said
      .filter((said) => said.sentence === mention.act.sentence && said.text.split(/\s+/).length >= 4)
      .map((said) => words(said.text).join(' '))
  const others = quotes(b)
  return quotes(a).some((quote) =>
    others.some((other) => quote === other || quote.includes(other) || other.includes(quote)),
  )
}

/** People in both, seats in both, and the same number of victims: what tells one attack or visit from the next. */
function participantPoints(a: MentionOfEvent, b: MentionOfEvent): number {
  const shared = (pick: (mention: MentionOfEvent) => readonly string[]): boolean =>
    pick(a).some((id) => pick(b).includes(id))
  const people = shared((mention) => idsIn(mention, 'person')) ? 2 : 0
  const seats = shared((mention) => idsIn(mention, 'country')) ? 1 : 0
  const victims = a.act.type === 'attack' && shared((mention) => countsIn(mention)) ? 3 : 0
  return people + seats + victims
}

function idsIn(mention: MentionOfEvent, kind: Party['kind']): readonly string[] {
  const { sentence, evidence } = mention.act
  return sentence.mentions
    .filter((each) => each.name.start >= evidence.start - 1 && each.name.end <= evidence.end + 1)
    .map((each) => mention.read.parties.of(sentence, each))
    .filter((party) => party?.kind === kind)
    .map((party) => party?.id ?? '')
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
  twelve: 12,
  dos: 2,
  tres: 3,
  cuatro: 4,
  cinco: 5,
  seis: 6,
  siete: 7,
  ocho: 8,
  nueve: 9,
  diez: 10,
}

/** Numbers of victims, and the sum of two that are added ("three women and six children"). */
function countsIn(mention: MentionOfEvent): readonly string[] {
  const numbers = words(evidenceOf(mention))
    .map((word) => COUNTS[word] ?? (/^\d{1,4}$/.test(word) ? Number(word) : 0))
    .filter((count) => count > 1 && count < 1900)
  const sums = numbers.slice(1).map((count, at) => count + (numbers[at] ?? 0))
  return [...numbers, ...sums].map(String)
}

const evidenceOf = ({ act, read }: MentionOfEvent): string =>
  read.discourse.report.text.slice(act.evidence.start, act.evidence.end)

const words = (raw: string): readonly string[] => foldText(raw).match(/[\p{L}\p{N}']+/gu) ?? []

/** Cosine of character trigrams, 0 to 1. */
function likeness(a: string, b: string): number {
  const [one, other] = [trigrams(a), trigrams(b)]
  let dot = 0
  for (const [gram, count] of one) dot += count * (other.get(gram) ?? 0)
  const norm = (grams: ReadonlyMap<string, number>): number =>
    Math.sqrt([...grams.values()].reduce((total, count) => total + count * count, 0))
  const size = norm(one) * norm(other)
  return size === 0 ? 0 : Math.round((dot / size) * 100) / 100
}

function trigrams(raw: string): ReadonlyMap<string, number> {
  const text = words(raw).join(' ').slice(0, 600)
  const grams = new Map<string, number>()
  for (let at = 0; at + 3 <= text.length; at += 1) {
    const gram = text.slice(at, at + 3)
    grams.set(gram, (grams.get(gram) ?? 0) + 1)
  }
  return grams
}

/** Keys that people can read: type, targets, day; a number behind where two events would share one. */
function withKeys(groups: readonly (readonly MentionOfEvent[])[]): readonly MergedEvent[] {
  const taken = new Map<string, number>()
  return groups.map((mentions) => {
    const base = baseKey(mentions)
    const count = (taken.get(base) ?? 0) + 1
    taken.set(base, count)
    return { key: count === 1 ? base : `${base}#${count}`, mentions }
  })
}

function baseKey(mentions: readonly MentionOfEvent[]): string {
  const [first] = mentions
  const act = first?.act
  if (act === undefined) return 'none'
  const target = [...act.targets].sort().slice(0, 4).map(slug).join('+')
  const days = finestDays(mentions)
  const when =
    days === undefined ? `near-${first?.read.discourse.report.published ?? ''}` : formOf(days).replace('/', '..')
  const who = act.actor?.country ?? (act.actor === undefined ? '' : slug(act.actor.id))
  return [act.type, act.status === 'ready' ? 'ready' : '', who, target, when].filter((part) => part !== '').join(':')
}

const slug = (raw: string): string => raw.replace(/^country:/, '').replace(/[^\p{L}\p{N}]+/gu, '-')

/** The days that all dated mentions allow, or the finest where they disagree. */
export function finestDays(mentions: readonly MentionOfEvent[]): Days | undefined {
  let days: Days | undefined
  for (const { act } of mentions) {
    const own = act.dated.days
    if (own === undefined) continue
    if (days === undefined) days = own
    else days = intersection(days, own) ?? (lengthInDays(own) < lengthInDays(days) ? own : days)
  }
  return days
}
