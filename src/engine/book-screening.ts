import { get } from '../casework/records/query.ts'
import type { Row } from '../casework/records/tables.ts'
import { type DueRule, entityDigest, type Raised, raiseAlerts, type Screened } from '../casework/work/alerts.ts'
import type { Duty } from '../casework/work/tasks.ts'
import { NO_NUMBER } from '../casework/work/tasks.ts'
import { businessDaysAfter } from '../law/clocks.ts'
import { consequencesOf } from '../law/consequences.ts'
import type { Asker } from '../law/question.ts'
import type { LawTables } from '../law/tables.ts'
import { AUTHORITIES, hasLegalEffect } from '../model/authority.ts'
import type { IsoDate } from '../model/brand.ts'
import { addDays } from '../model/calendar.ts'
import { accepted, type Parsed } from '../model/parsed.ts'
import type { AnswerHit } from '../screening/answer.ts'
import type { AnswerLedger } from './answer-ledger.ts'
import { listParties } from './book.ts'
import type { Desk } from './desk.ts'
import type { Answer, Engine, GivenParty, ScreenOptions } from './engine.ts'

/**
 * By when somebody must look at an alert: a house rule, not law, for a legal clock starts with what is found out (blocking,
 * rejecting). The stronger the hit the sooner, in US federal business days.
 */
const LOOK_WITHIN_DAYS: Readonly<Record<string, number>> = { strong: 1, probable: 3, weak: 5 }
const LOOK_WITHIN_AT_MOST = 5

export const houseDueRule = (today: IsoDate): DueRule => {
  const days = new Map<number, string>()
  return (hit) => {
    const count = LOOK_WITHIN_DAYS[hit.band] ?? LOOK_WITHIN_AT_MOST
    const on = days.get(count) ?? businessDaysAfter(today, count).due ?? today
    days.set(count, on)
    return { on, rule: `house: ${count} business days for a ${hit.band} hit` }
  }
}

/** Hits of one party that become alerts; more than this is itself a finding, and the answer says how many there are. */
const MOST_HITS = 200
/** Parties screened, kept and turned into alerts in one go. */
const BATCH = 200

export interface ScreenedBook {
  readonly parties: number
  readonly hits: number
  readonly raised: readonly string[]
  readonly reopened: readonly string[]
  readonly suppressed: number
  readonly unchanged: number
  /** Parties about which nothing could be told, with the reason of each: never taken for clear. */
  readonly undetermined: readonly { readonly party: string; readonly missing: readonly string[] }[]
}

export interface BookScreeningOptions {
  readonly engine: Engine
  readonly ledger: AnswerLedger
  /** The parties to ask about; every active one of the book where absent. */
  readonly parties?: readonly string[]
  /** Of which entities; all where absent. */
  readonly isInScope?: ScreenOptions['isInScope']
  readonly onProgress?: (parties: number) => void
}

/** Screens parties of a book, keeps the answers, and raises alerts. */
export async function screenBook(
  desk: Desk,
  book: string,
  options: BookScreeningOptions,
): Promise<Parsed<ScreenedBook>> {
  const totals = { parties: 0, hits: 0, raised: [] as string[], reopened: [] as string[], suppressed: 0, unchanged: 0 }
  const undetermined: { party: string; missing: readonly string[] }[] = []
  for await (const batch of batchesOf(desk, book, options.parties)) {
    if (!batch.ok) return batch
    const done = await screenBatch(desk, batch.value, options)
    if (!done.ok) return done
    const { raised, answers } = done.value
    totals.parties += batch.value.length
    totals.hits += answers.reduce((sum, { answer }) => sum + answer.hits.length, 0)
    totals.raised.push(...raised.raised)
    totals.reopened.push(...raised.reopened)
    totals.suppressed += raised.suppressed.length
    totals.unchanged += raised.unchanged
    for (const { party, answer } of answers)
      if (answer.status === 'undetermined') undetermined.push({ party: party.ref, missing: answer.missing ?? [] })
    options.onProgress?.(totals.parties)
  }
  return accepted({ ...totals, undetermined })
}

async function* batchesOf(
  desk: Desk,
  book: string,
  ids: readonly string[] | undefined,
): AsyncIterable<Parsed<readonly Row<'party'>[]>> {
  if (ids !== undefined) {
    for (let at = 0; at < ids.length; at += BATCH)
      yield desk.look('book.read', () => partiesByIds(ids.slice(at, at + BATCH)))
    return
  }
  let cursor: string | undefined
  do {
    const page = await listParties(desk, book, { limit: BATCH, ...(cursor === undefined ? {} : { cursor }) })
    if (!page.ok) {
      yield page
      return
    }
    const parties = page.value.items.map(({ id }) => id)
    yield desk.look('book.read', () => partiesByIds(parties))
    cursor = page.value.next
  } while (cursor !== undefined)
}

function* partiesByIds(ids: readonly string[]) {
  const rows: Row<'party'>[] = []
  for (const id of ids) {
    const row = yield* get('party', id)
    if (row !== undefined && row.is_active === 1) rows.push(row)
  }
  return rows
}

interface AnsweredParty {
  readonly party: Row<'party'>
  readonly answer: Answer
}

async function screenBatch(
  desk: Desk,
  parties: readonly Row<'party'>[],
  { engine, ledger, isInScope }: BookScreeningOptions,
): Promise<Parsed<{ readonly raised: Raised; readonly answers: readonly AnsweredParty[] }>> {
  const at = desk.now()
  const options: ScreenOptions = { at, limit: MOST_HITS }
  const scoped: ScreenOptions = isInScope === undefined ? options : { ...options, isInScope }
  const answers = parties.map((party) => ({ party, answer: engine.screen(givenOf(party), scoped) }))
  const asked = answers.map(({ party, answer }) => ({
    given: givenOf(party),
    options: scoped,
    answer,
    party: party.id,
  }))
  const ids = await ledger.record(desk, engine, asked)
  if (!ids.ok) return ids
  const screened: readonly Screened[] = answers.map(({ party, answer }, i) => ({
    party,
    answer: ids.value[i] ?? null,
    hits: answer.hits,
    threshold: answer.threshold,
  }))
  const due = houseDueRule(at.slice(0, 10) as IsoDate)
  const raised = await desk.change('alert.raise', (act) =>
    raiseAlerts(
      act,
      screened.filter(({ hits }) => hits.length > 0),
      due,
    ),
  )
  return raised.ok ? accepted({ raised: raised.value, answers }) : raised
}

/** A party as screening takes it; its own number in the book is echoed. */
export function givenOf(party: Row<'party'>): GivenParty {
  const given = JSON.parse(party.given_json) as Omit<GivenParty, 'id'>
  return { id: party.ref, ...given }
}

export { entityDigest }

/** What falls due later than this is no task but a rule that is kept to by itself, as the retention of records for ten years. */
const LONGEST_TASK_DAYS = 400

/**
 * What a confirmed match obliges the asker to do, from the law tables: the duties with a clock, as tasks for the case. Where the
 * law gives no number of days the task says so in words and has no day.
 */
export function dutiesOf(law: LawTables, hit: AnswerHit, asker: Asker, today: IsoDate): readonly Duty[] {
  const authorities = AUTHORITIES.filter((authority) =>
    hit.designations.some(
      (one) => one.authority === authority && hasLegalEffect(one.state as Parameters<typeof hasLegalEffect>[0]),
    ),
  )
  if (authorities.length === 0) return []
  const { consequences } = consequencesOf(law, {
    asker,
    authorities,
    relation: 'designated',
    asOf: today,
    trigger: today,
    language: 'en',
  })
  return consequences
    .filter(({ due, code }) => code !== 'NONE' && (due === null || due <= addDays(today, LONGEST_TASK_DAYS)))
    .map(({ code, text, citation, clock, due, needs_counsel: needsCounsel }) => ({
      kind: code,
      text: `${text} (${clock})${needsCounsel ? ' Ask counsel.' : ''}`,
      citation,
      startsOn: today,
      dueOn: due ?? NO_NUMBER,
    }))
}
