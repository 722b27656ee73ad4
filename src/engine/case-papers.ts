import { appendEntry } from '../casework/audit/audited.ts'
import { proveInclusion } from '../casework/audit/read-log.ts'
import { type DraftReport, draftReport, type ReporterFacts } from '../casework/drafts.ts'
import { find, findAll, get } from '../casework/records/query.ts'
import { keptUntil } from '../casework/work/retention.ts'
import { accepted, type Parsed, refused } from '../model/parsed.ts'
import { CAVEATS, type Language } from '../screening/answer.ts'
import { answerJson } from './answer-ledger.ts'
import type { InclusionProof } from './audit.ts'
import { makeCheckpoint, type SignedCheckpoint } from './audit.ts'
import type { AuditKey } from './audit-key.ts'
import { type CaseViewJson, viewCase } from './casework.ts'
import type { Desk } from './desk.ts'
import type { Answer } from './engine.ts'

export type { DraftReport, ReporterFacts } from '../casework/drafts.ts'

/** A draft of a blocking or rejecting report from one confirmed alert; refused while nobody has confirmed it. */
export async function draftFor(
  desk: Desk,
  alert: string,
  kind: DraftReport['kind'],
  facts: ReporterFacts,
): Promise<Parsed<DraftReport>> {
  return desk.lookFor('report.draft', function* () {
    const row = yield* get('alert', alert)
    if (row === undefined) return refused('alert.unknown', alert)
    if (row.state !== 'true_match')
      return refused('report.unconfirmed', row.state, { remedy: 'a report is drafted from a confirmed match' })
    const party = yield* get('party', row.party)
    const given =
      party === undefined
        ? undefined
        : (JSON.parse(party.given_json) as { properties: Record<string, readonly string[]> })
    const source =
      party === undefined || given === undefined ? undefined : { ref: party.ref, properties: given.properties }
    return accepted(draftReport(kind, { alert, hit: JSON.parse(row.hit_json), party: source }, facts))
  })
}

/** Everything an examiner needs to re-perform a case: what is in it, the log's entries about it, and proof that they are in the log. */
export interface EvidencePack {
  readonly form: 'cordon-evidence-pack/1'
  readonly made_at: string
  readonly case: CaseViewJson
  readonly answers: readonly ReturnType<typeof answerJson>[]
  readonly entries: readonly InclusionProof[]
  readonly checkpoint: SignedCheckpoint
}

/** Makes the pack, notes in the log that it was made, and signs the log as it then stands. */
export async function evidencePack(desk: Desk, key: AuditKey, caseId: string): Promise<Parsed<EvidencePack>> {
  const view = await viewCase(desk, caseId)
  if (!view.ok) return view
  const noted = await desk.change('case.read', (act) =>
    appendEntry(act, { action: 'case.pack', subject: `case/${caseId}` }, []),
  )
  if (!noted.ok) return noted
  const checkpoint = await makeCheckpoint(desk, key)
  if (!checkpoint.ok) return checkpoint
  const { alerts, dispositions, suppressions, tasks } = view.value
  const subjects = [
    `case/${caseId}`,
    ...alerts.map(({ id }) => `alert/${id}`),
    ...dispositions.map(({ id }) => `disposition/${id}`),
    ...suppressions.map(({ id }) => `suppression/${id}`),
    ...tasks.map(({ id }) => `task/${id}`),
  ]
  return desk.lookFor('audit.read', function* () {
    const proofs: InclusionProof[] = []
    for (const row of yield* findAll('log_entry', { where: { subject: { in: subjects } } })) {
      if (Number(row.id) >= checkpoint.value.size) continue
      const proof = yield* proveInclusion(Number(row.id), checkpoint.value.size)
      if (!proof.ok) return proof
      proofs.push(proof.value)
    }
    const answers = []
    for (const { answer } of alerts) {
      const row = answer === null ? undefined : yield* get('answer', answer)
      if (row !== undefined) answers.push(answerJson(row))
    }
    return accepted({
      form: 'cordon-evidence-pack/1' as const,
      made_at: desk.now(),
      case: view.value,
      answers,
      entries: proofs,
      checkpoint: checkpoint.value,
    })
  })
}

/** What a search that found nothing was, and what it does not mean. */
export interface Certificate {
  readonly form: 'cordon-search-certificate/1'
  readonly answer: string
  readonly asked: unknown
  readonly screened_at: string
  readonly as_of: string
  readonly lists: Answer['lists']
  readonly register: Answer['register']
  readonly matcher: string
  readonly policy: string
  readonly threshold: number
  readonly below: readonly {
    readonly entity: string
    readonly caption: string
    readonly score: number
    readonly why: string
  }[]
  readonly means: string
  readonly does_not_mean: readonly string[]
}

const MEANS = {
  en: 'On this day nobody on these list versions matched what was asked at or above the threshold.',
  es: 'En esta fecha, nadie en estas versiones de las listas coincidió con lo preguntado en el umbral o por encima de él.',
} as const
const DOES_NOT_MEAN = {
  en: [
    CAVEATS.en,
    'It does not say that the party is not designated under a list that is not named here, nor that it is not owned or controlled by someone who is.',
    'It ends with the next version of any of these lists.',
  ],
  es: [
    CAVEATS.es,
    'No dice que la parte no esté designada en una lista que aquí no se nombra, ni que no sea propiedad de alguien designado o esté controlada por él.',
    'Deja de valer con la siguiente versión de cualquiera de estas listas.',
  ],
} as const satisfies Record<Language, readonly string[]>

/**
 * The certificate of an answer without a hit. Refused for an answer with hits, and for one that could not tell.
 *
 * @param answer - The answer as it was given, or as its replay gave it again.
 */
export function certificateOf(id: string, answer: Answer, language: Language = 'en'): Parsed<Certificate> {
  if (answer.status !== 'clear')
    return refused('certificate.status', answer.status, {
      remedy: 'only a search that found nothing, and could tell, has a certificate',
    })
  return accepted({
    form: 'cordon-search-certificate/1',
    answer: id,
    asked: answer.query,
    screened_at: answer.screened_at,
    as_of: answer.as_of,
    lists: answer.lists,
    register: answer.register,
    matcher: answer.matcher,
    policy: answer.policy,
    threshold: answer.threshold,
    below: answer.below.map(({ entity, score, why }) => ({ entity: entity.id, caption: entity.caption, score, why })),
    means: MEANS[language],
    does_not_mean: DOES_NOT_MEAN[language],
  })
}

/** One alert as a row of management information: no name, no number, no text. */
export interface FigureRow {
  readonly alert: string
  readonly lists: string
  readonly band: string
  readonly state: string
  readonly raised_at: string
  readonly due_on: string
  readonly closed_at: string | null
  readonly resolution_hours: number | null
  readonly age_hours: number
  readonly overdue: boolean
  readonly outcome: string | null
  readonly checked: boolean
  readonly flagged: boolean
}

const HOUR_MS = 3_600_000

/** Age, resolution and outcome of every alert, for figures by list, band and month. */
export async function figures(desk: Desk): Promise<Parsed<readonly FigureRow[]>> {
  return desk.look('figures.read', function* () {
    const alerts = yield* findAll('alert')
    const final = new Map((yield* findAll('disposition', { where: { state: 'final' } })).map((row) => [row.alert, row]))
    const now = Date.parse(desk.now())
    return alerts.map((row) => {
      const decision = final.get(row.id)
      const end = row.closed_at ?? (row.state === 'true_match' ? (decision?.checked_at ?? null) : null)
      const hours = (from: string, to: number): number => Math.round(((to - Date.parse(from)) / HOUR_MS) * 10) / 10
      return {
        alert: row.id,
        lists: row.lists_json,
        band: row.band,
        state: row.state,
        raised_at: row.raised_at,
        due_on: row.due_on,
        closed_at: end,
        resolution_hours: end === null ? null : hours(row.raised_at, Date.parse(end)),
        age_hours: hours(row.raised_at, end === null ? now : Date.parse(end)),
        overdue: end === null && row.due_on < desk.now().slice(0, 10),
        outcome: decision?.outcome ?? null,
        checked: decision?.checker !== undefined && decision.checker !== null,
        flagged: decision?.is_flagged === 1,
      }
    })
  })
}

/** Cases whose records may go: an answer, never a deed. */
export const purgeable = (desk: Desk): Promise<Parsed<readonly string[]>> =>
  desk.look('figures.read', function* () {
    const closed = yield* find('case_file', { where: { state: 'closed' } })
    const today = desk.now().slice(0, 10)
    return closed.filter((row) => (keptUntil(row) ?? '9999') <= today).map(({ id }) => id)
  })
