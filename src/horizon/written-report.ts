import { type Contradiction, contradictionsOf } from './contradictions.ts'
import { type Confidence, confidenceOf } from './corroboration.ts'
import { formOf } from './day-intervals.ts'
import { finestDays, type MentionOfEvent, type MergedEvent } from './merge-reports.ts'
import type { Party } from './parties.ts'
import type { ReadReport } from './read-report.ts'
import { eventOf, stanceOf } from './stance.ts'
import { targetName } from './targets.ts'
import {
  type Certainty,
  type ClaimedStatus,
  type EventType,
  isContextType,
  SIGNALLED_STATE,
  type Stance,
  type StatementKind,
} from './vocabulary.ts'

/** One event of one report, as it is written out (PRODUCT.md §4.5). `start` and `end` are UTF-16 offsets of the evidence. */
export interface WrittenEvent {
  readonly id: string
  readonly key: string
  readonly type: EventType
  readonly date: string | null
  readonly date_text: string | null
  readonly effective_date: string | null
  readonly actor: string | null
  readonly target_organisations: readonly string[]
  readonly authority: readonly string[]
  readonly status_after: ClaimedStatus | null
  readonly reason: string | null
  readonly requester: string | null
  readonly certainty: Certainty
  readonly redesignation: boolean
  readonly optional: false
  readonly evidence: string
  readonly start: number
  readonly end: number
  readonly rule: string
  readonly date_source: string
  readonly register_state: string | null
  readonly organisations: readonly string[]
  readonly confidence: Confidence
  readonly merged: {
    readonly date: string | null
    readonly reports: readonly string[]
    readonly disputes: readonly Contradiction[]
  }
}

export interface WrittenStatement {
  readonly id: string
  readonly speaker: string | null
  readonly role: string | null
  readonly kind: StatementKind
  readonly quote: string
  readonly stance: Stance
  readonly about: string | null
  readonly about_event: string | null
  readonly optional: boolean
  readonly start: number
  readonly end: number
  readonly rule: string
  readonly via: string | null
}

export interface WrittenReport {
  readonly id: string
  readonly published: string
  readonly language: string
  readonly outlet: string | null
  readonly cluster: string
  readonly events: readonly WrittenEvent[]
  readonly statements: readonly WrittenStatement[]
  readonly organisations: readonly string[]
  readonly people: readonly string[]
  readonly places: readonly string[]
  /** What was left out of the reading, and why. */
  readonly dropped: readonly {
    readonly why: string
    readonly start: number
    readonly end: number
    readonly text: string
  }[]
  readonly issues: readonly string[]
}

/** Writes every report of a set, with what the merge over the set says of each event. Same reports, same bytes. */
export function writtenReports(reads: readonly ReadReport[], merged: readonly MergedEvent[]): readonly WrittenReport[] {
  const clusters = clustersOf(reads, merged)
  const byAct = new Map(merged.flatMap((event) => event.mentions.map((mention) => [mention.act, event] as const)))
  return reads.map((read) => written(read, byAct, clusters.get(read) ?? read.discourse.report.id))
}

function written(
  read: ReadReport,
  byAct: ReadonlyMap<MentionOfEvent['act'], MergedEvent>,
  cluster: string,
): WrittenReport {
  const { report, blocks, issues } = read.discourse
  const events = read.acts.map((act, at) => writtenEvent(read, act, `e${at + 1}`, byAct.get(act)))
  const idOf = new Map(read.acts.map((act, at) => [act, `e${at + 1}`]))
  return {
    id: report.id,
    published: report.published,
    language: report.language,
    outlet: report.outlet ?? null,
    cluster,
    events,
    statements: read.said.map((said, at) => {
      const event = eventOf(said, read.acts)
      return {
        id: `s${at + 1}`,
        speaker: said.speaker?.name ?? null,
        role: said.speaker?.role ?? null,
        kind: said.kind,
        quote: said.text,
        stance: stanceOf(said, event),
        about: event?.type ?? null,
        about_event: event === undefined ? null : (idOf.get(event) ?? null),
        optional: said.isScare,
        start: said.quote.start,
        end: said.quote.end,
        rule: said.rule,
        via: said.via ?? null,
      }
    }),
    organisations: namesOf(read, isBodyOrGroup),
    people: namesOf(read, (party) => party.kind === 'person' && !party.id.startsWith('role:')),
    places: placesOf(read),
    dropped: blocks
      .filter((block) => block.role === 'furniture' || block.role === 'caption')
      .map((block) => ({
        why: block.why ?? block.role,
        start: block.start,
        end: block.end,
        text: report.text.slice(block.start, block.end),
      })),
    issues,
  }
}

function writtenEvent(
  read: ReadReport,
  act: MentionOfEvent['act'],
  id: string,
  event: MergedEvent | undefined,
): WrittenEvent {
  const { tables } = read.discourse.knowledge
  const whole = event ?? { key: `${read.discourse.report.id}:${id}`, mentions: [{ act, read }] }
  const disputes = contradictionsOf(whole)
  const days = finestDays(whole.mentions)
  const isDisputed = disputes.some((dispute) => dispute.kind === 'conflict' || dispute.kind === 'attribution')
  return {
    id,
    key: whole.key,
    type: act.type,
    date: act.dated.days === undefined ? null : formOf(act.dated.days),
    date_text: act.dated.text ?? null,
    effective_date: act.effective === undefined ? null : formOf(act.effective.days),
    actor: act.actor?.name ?? null,
    target_organisations: act.targets.map((target) => targetName(read.parties, target)),
    authority: act.authorities,
    status_after: act.status,
    reason: reasonOf(read, act),
    requester: act.requester?.name ?? null,
    certainty: act.certainty,
    redesignation: act.isRestoring && act.type === 'designate',
    optional: false,
    evidence: read.discourse.report.text.slice(act.evidence.start, act.evidence.end),
    start: act.evidence.start,
    end: act.evidence.end,
    rule: act.rule,
    date_source: act.dated.source,
    register_state: act.status === null ? null : SIGNALLED_STATE[act.status],
    organisations: act.targets,
    confidence: confidenceOf(whole, tables.points, tables.outlets, isDisputed),
    merged: {
      date: days === undefined ? null : formOf(days),
      reports: whole.mentions.map((mention) => mention.read.discourse.report.id).sort(),
      disputes,
    },
  }
}

const REASON =
  /\b(?:in response to|in retaliation for|because of|citing|due to|on grounds of|over accusations|en respuesta a|en represalia por|debido a|alegando)\b/
const MAX_REASON_LENGTH = 200

/** The words that give the reason, as the text has them, up to the next mark. */
function reasonOf(read: ReadReport, act: MentionOfEvent['act']): string | null {
  const found = REASON.exec(act.sentence.folded)
  if (found === null || isContextType(act.type)) return null
  const start = act.sentence.start + found.index
  if (start < act.evidence.start) return null
  const text = read.discourse.report.text.slice(start, Math.min(act.sentence.end, start + MAX_REASON_LENGTH))
  return text.split(/[,;.](?:\s|$)/)[0]?.trim() ?? null
}

const isBodyOrGroup = (party: Party): boolean =>
  party.kind === 'organisation' ||
  party.kind === 'class' ||
  party.kind === 'outlet' ||
  (party.kind === 'body' && !party.id.startsWith('body:'))

function namesOf(read: ReadReport, wanted: (party: Party) => boolean): readonly string[] {
  return [...new Set(read.parties.all.filter(wanted).map((party) => party.name))].filter((name) => name !== '')
}

function placesOf(read: ReadReport): readonly string[] {
  const isPlace = (party: Party): boolean => /^(?:country|seat):/.test(party.id)
  return namesOf(read, isPlace)
}

/** Reports of one story: those that share a dated event of a designation, and stand within two weeks. */
function clustersOf(reads: readonly ReadReport[], merged: readonly MergedEvent[]): ReadonlyMap<ReadReport, string> {
  const cluster = new Map<ReadReport, ReadReport>(reads.map((read) => [read, read]))
  const rootOf = (read: ReadReport): ReadReport => {
    const parent = cluster.get(read)
    return parent === undefined || parent === read ? read : rootOf(parent)
  }
  for (const event of merged) {
    const leads = event.mentions.filter((mention) => isLead(mention))
    for (const mention of leads.slice(1)) {
      const [a, b] = [rootOf((leads[0] ?? mention).read), rootOf(mention.read)]
      if (a !== b) cluster.set(b, a)
    }
  }
  return new Map(reads.map((read) => [read, `story:${rootOf(read).discourse.report.id}`]))
}

/** The act that the report is about: its first. */
const isLead = (mention: MentionOfEvent): boolean => mention.read.acts[0] === mention.act
