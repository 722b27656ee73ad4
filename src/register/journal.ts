import Type, { type Static } from 'typebox'
import { Value } from 'typebox/value'
import { AUTHORITIES } from '../model/authority.ts'
import type { Instant, IsoDate, OrganisationId } from '../model/brand.ts'
import { accepted, type Issue, type Parsed, refused } from '../model/parsed.ts'
import { EventSchema, REGISTER_LIMITS } from './file-schema.ts'
import type { Organisation, Register, RegisterEvent } from './organisation.ts'
import { parseEvent } from './parse.ts'
import { timelineOf } from './timeline.ts'

const closed = { additionalProperties: false } as const
const who = Type.String({ minLength: 1, maxLength: REGISTER_LIMITS.name })
const slug = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' })
const at = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,3})?Z$' })
const proposal = Type.String({ pattern: '^p-\\d+$' })

const ProposedSchema = Type.Object(
  {
    kind: Type.Literal('proposed'),
    proposal,
    organisation: slug,
    event: EventSchema,
    source: Type.String({ minLength: 1, maxLength: REGISTER_LIMITS.citation }),
    by: who,
    at,
    /** For an organisation that the register does not have yet. */
    introduces: Type.Optional(Type.Object({ name: who, kind: who, region: who }, closed)),
  },
  closed,
)
const evidence = Type.Optional(Type.String({ minLength: 1, maxLength: REGISTER_LIMITS.citation }))
const AcceptedSchema = Type.Object({ kind: Type.Literal('accepted'), proposal, by: who, at, source: evidence }, closed)
const RejectedSchema = Type.Object(
  {
    kind: Type.Literal('rejected'),
    proposal,
    by: who,
    at,
    source: evidence,
    reason: Type.String({ minLength: 1, maxLength: REGISTER_LIMITS.note }),
  },
  closed,
)

/** One line of the journal of decisions on the register. */
export const JournalEntrySchema = Type.Union([ProposedSchema, AcceptedSchema, RejectedSchema])
export type JournalEntry = Static<typeof JournalEntrySchema>
export type ProposedEntry = Static<typeof ProposedSchema>

export function parseJournalEntry(raw: unknown, where: string): Parsed<JournalEntry> {
  return Value.Check(JournalEntrySchema, raw) ? accepted(raw) : refused('register.journal.entry', where, { where })
}

/** What became of a proposal. */
export interface Proposal {
  readonly entry: ProposedEntry
  readonly state: 'open' | 'accepted' | 'rejected'
  readonly decision?: Exclude<JournalEntry, ProposedEntry>
}

export function proposalsOf(entries: readonly JournalEntry[]): readonly Proposal[] {
  return entries.flatMap((entry): readonly Proposal[] => {
    if (entry.kind !== 'proposed') return []
    const decision = entries.find((each) => each.kind !== 'proposed' && each.proposal === entry.proposal)
    if (decision === undefined || decision.kind === 'proposed') return [{ entry, state: 'open' }]
    return [{ entry, state: decision.kind, decision }]
  })
}

export interface ProposalInput extends Pick<ProposedEntry, 'organisation' | 'source' | 'by' | 'introduces'> {
  /** A row in the form that register files have; checked here. */
  readonly event: unknown
  readonly at: Instant
}

/**
 * A proposal for one row, or why it cannot be made: nobody of that name, a faulty row, a move that the state machine
 * forbids, a correction of a row that is not there. It has no effect until it is accepted.
 */
export function propose(
  register: Register,
  entries: readonly JournalEntry[],
  input: ProposalInput,
): Parsed<ProposedEntry> {
  const number = entries.filter(({ kind }) => kind === 'proposed').length + 1
  const { introduces, ...given } = input
  const raw = {
    kind: 'proposed',
    proposal: `p-${number}`,
    ...given,
    ...(introduces === undefined ? {} : { introduces }),
  }
  if (!Value.Check(ProposedSchema, raw)) {
    return {
      ok: false,
      issue: eventIssue(input.event) ?? { code: 'register.proposal.shape', found: input.organisation },
    }
  }
  const tried = withEvent(register, raw, { by: raw.by, at: raw.at })
  return tried.ok ? accepted(raw) : tried
}

function eventIssue(event: unknown): Issue | undefined {
  const parsed = parseEvent(event, 'the proposed row')
  return parsed.ok ? undefined : parsed.issue
}

export interface Decider {
  readonly by: string
  readonly at: Instant
  /** Where people have names of their own, whoever accepts must be another than whoever proposed. */
  readonly needsSecondPerson: boolean
  /** What the decision rests on, beside the proposal's own source. */
  readonly source?: string
}

/** Accepts an open proposal. It is tried again against the register as it now stands. */
export function accept(
  register: Register,
  entries: readonly JournalEntry[],
  id: string,
  decider: Decider,
): Parsed<JournalEntry> {
  const open = openProposal(entries, id)
  if (!open.ok) return open
  if (decider.needsSecondPerson && samePerson(open.value.by, decider.by)) {
    return refused('register.second_person', decider.by, { remedy: 'another person than the proposer accepts' })
  }
  const tried = withEvent(register, open.value, decider)
  return tried.ok ? accepted({ kind: 'accepted', proposal: id, ...decidedBy(decider) }) : tried
}

export function reject(
  entries: readonly JournalEntry[],
  id: string,
  decider: Decider,
  reason: string,
): Parsed<JournalEntry> {
  const open = openProposal(entries, id)
  return open.ok ? accepted({ kind: 'rejected', proposal: id, ...decidedBy(decider), reason }) : open
}

const decidedBy = ({ by, at, source }: Decider): Pick<JournalEntry, 'by' | 'at' | 'source'> & { at: string } =>
  source === undefined ? { by, at } : { by, at, source }

const samePerson = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase()

function openProposal(entries: readonly JournalEntry[], id: string): Parsed<ProposedEntry> {
  const found = proposalsOf(entries).find(({ entry }) => entry.proposal === id)
  if (found === undefined)
    return refused('register.proposal.unknown', id, { remedy: 'see `cordon register proposals`' })
  return found.state === 'open'
    ? accepted(found.entry)
    : refused('register.proposal.decided', `${id} is ${found.state}`)
}

/** The register with every accepted row of the journal, each known from the day on which it was accepted. */
export function applyJournal(
  register: Register,
  entries: readonly JournalEntry[],
): { readonly register: Register; readonly issues: readonly Issue[] } {
  const issues: Issue[] = []
  let current = register
  for (const { entry, state, decision } of proposalsOf(entries)) {
    if (state !== 'accepted' || decision === undefined) continue
    const applied = withEvent(current, entry, decision)
    if (applied.ok) current = applied.value
    else issues.push({ ...applied.issue, where: `journal ${entry.proposal}` })
  }
  return { register: current, issues }
}

function withEvent(
  register: Register,
  entry: ProposedEntry,
  decision: { readonly by: string; readonly at: string },
): Parsed<Register> {
  const found = register.organisations.find(({ id }) => id === entry.organisation) ?? introduced(entry)
  if (found === undefined) return refused('register.unknown', entry.organisation)
  const parsed = parseEvent(entry.event, `${entry.organisation} ${entry.proposal}`)
  if (!parsed.ok) return parsed
  const event: RegisterEvent = {
    ...parsed.value,
    id: entry.event.id ?? `${parsed.value.id}-${entry.proposal}`,
    knownAt: decision.at.slice(0, 10) as IsoDate,
    entry: { proposedBy: entry.by, acceptedBy: decision.by },
  }
  const fault = faultOf(found, event, register.snapshots)
  if (fault !== undefined) return { ok: false, issue: fault }
  const source = { publisher: `entered by ${entry.by}`, document: event.citation, url: entry.source }
  const changed: Organisation = { ...found, events: [...found.events, event], sources: [...found.sources, source] }
  const others = register.organisations.filter(({ id }) => id !== found.id)
  return accepted({ ...register, organisations: [...others, changed] })
}

function introduced(entry: ProposedEntry): Organisation | undefined {
  if (entry.introduces === undefined) return undefined
  return {
    ...entry.introduces,
    id: entry.organisation as OrganisationId,
    isClass: false,
    aliases: [],
    listNames: [],
    components: [],
    memberOf: [],
    relations: [],
    events: [],
    sources: [],
    verified: false,
  }
}

const END_OF_TIME = '9999-12-31' as IsoDate

/** A row may not bring a move that the machine forbids, correct nothing, or take an id that is taken. */
function faultOf(organisation: Organisation, event: RegisterEvent, snapshots: readonly IsoDate[]): Issue | undefined {
  const where = organisation.id
  if (organisation.events.some(({ id }) => id === event.id))
    return { code: 'register.event.id_taken', found: event.id, where }
  if (event.replaces !== undefined && organisation.events.every(({ id }) => id !== event.replaces)) {
    return { code: 'register.correction.of_nothing', found: event.replaces, where }
  }
  const before = refusedMoves(organisation.events, snapshots)
  const after = refusedMoves([...organisation.events, event], snapshots)
  return after.find(
    (issue) => !before.some(({ where: known, found }) => known === issue.where && found === issue.found),
  )
}

const refusedMoves = (events: readonly RegisterEvent[], snapshots: readonly IsoDate[]): readonly Issue[] =>
  AUTHORITIES.flatMap((authority) => timelineOf(events, authority, END_OF_TIME, snapshots).refused)
