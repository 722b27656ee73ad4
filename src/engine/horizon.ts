import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import Type from 'typebox'
import { Value } from 'typebox/value'
import { datelineLength, layOut } from '../horizon/blocks.ts'
import { claimReviews } from '../horizon/claim-review.ts'
import type { Report } from '../horizon/discourse.ts'
import type { Knowledge } from '../horizon/knowledge.ts'
import { languageOf } from '../horizon/language.ts'
import { type MergedEvent, mergeReports } from '../horizon/merge-reports.ts'
import { findDates } from '../horizon/news-dates.ts'
import { radarOf } from '../horizon/radar.ts'
import { type ReadReport, readReport } from '../horizon/read-report.ts'
import { type Signal, signalsOf } from '../horizon/signals.ts'
import { foldText } from '../horizon/text.ts'
import { LANGUAGES, type Language } from '../horizon/vocabulary.ts'
import { type WrittenReport, writtenReports } from '../horizon/written-report.ts'
import type { Instant, IsoDate } from '../model/brand.ts'
import { CordonError } from '../model/errors.ts'
import { parseIsoDate } from '../model/partial-date.ts'
import { asReport, gather, POLITE, type Politeness } from '../sources/reports/gather.ts'
import { type RawReport, REPORT_LIMITS } from '../sources/reports/raw-report.ts'
import { type LogLine, ReportLog } from '../sources/reports/report-log.ts'
import { horizonKnowledge } from './horizon-knowledge.ts'
import { loadRegister } from './register.ts'

export type { ClaimReview } from '../horizon/claim-review.ts'
export { languageOf } from '../horizon/language.ts'
export type { KeptProposal } from '../horizon/proposer.ts'
export type { RadarRow } from '../horizon/radar.ts'
export type { Signal } from '../horizon/signals.ts'
export type { WrittenEvent, WrittenReport, WrittenStatement } from '../horizon/written-report.ts'
export type { ChatEndpoint } from '../sources/reports/chat-endpoint.ts'
export type { LogLine } from '../sources/reports/report-log.ts'
export { keepReports, keptReports } from './horizon-kept.ts'
export { applyOfficial, type OfficialMove } from './horizon-official.ts'
export { type Proposed, proposed } from './horizon-proposer.ts'
export { type AppliedSignal, applySignals } from './horizon-signals.ts'

let bundled: Knowledge | undefined

/** The bundled knowledge, compiled once. */
export function loadHorizon(): Knowledge {
  bundled ??= horizonKnowledge(loadRegister())
  return bundled
}

/** A set of reports read and merged. */
export interface HorizonReading {
  readonly reads: readonly ReadReport[]
  readonly events: readonly MergedEvent[]
  readonly written: readonly WrittenReport[]
}

/** Reads reports and merges over them. Same reports and knowledge, same answer. */
export function readReports(reports: readonly Report[], knowledge: Knowledge = loadHorizon()): HorizonReading {
  const reads = reports.map((report) => readReport(report, knowledge))
  const events = mergeReports(reads)
  return { reads, events, written: writtenReports(reads, events) }
}

export interface GivenReport {
  readonly published?: IsoDate | undefined
  readonly language?: Language | undefined
}

/** A file as a report. The day of publication: as given, else as the page or the text says, else the file's own day, and then said so. */
export function reportOfFile(path: string, given: GivenReport, onNote: (note: string) => void): Report {
  const raw = asReport(readText(path), path)
  return reportOf(raw, basename(path).replace(/\.(?:txt|html?|xml|json)$/i, ''), given, () => {
    const day = statSync(path).mtime.toISOString().slice(0, 10) as IsoDate
    onNote(`${path}: no date in the text; the file's day ${day} is taken (give --published DATE)`)
    return day
  })
}

function readText(path: string): string {
  let bytes: number
  try {
    bytes = statSync(path).size
  } catch (cause) {
    throw new CordonError('input.missing', `${path} is not there`, { cause })
  }
  if (bytes === 0) throw new CordonError('input.empty', `${path} is empty`)
  if (bytes > REPORT_LIMITS.bytes)
    throw new CordonError(
      'input.too_large',
      `${path} has ${bytes} bytes, over the limit of ${REPORT_LIMITS.bytes} for a report`,
    )
  return readFileSync(path, 'utf8')
}

function reportOf(raw: RawReport, id: string, given: GivenReport, otherwise: () => IsoDate): Report {
  const language = given.language ?? languageOf(raw.text)
  return {
    id,
    text: raw.text,
    published: given.published ?? raw.published ?? datedInText(raw.text, language) ?? otherwise(),
    language,
    address: raw.address,
    ...(raw.outlet === undefined ? {} : { outlet: raw.outlet }),
    ...(raw.official === undefined ? {} : { official: raw.official }),
  }
}

const OPENING = 700

/** ` date 2019-12-06 `, a masthead, or a dateline with its year. */
function datedInText(text: string, language: Language): IsoDate | undefined {
  const { datedInText: prefixed, blocks } = layOut(text.slice(0, OPENING * 4))
  if (prefixed !== undefined) return prefixed
  const folded = foldText(text.slice(0, OPENING))
  for (const block of blocks.slice(0, 6)) {
    const opening =
      block.role === 'body'
        ? datelineLength(text.slice(block.start, Math.min(block.end, block.start + 120)))
        : block.end - block.start
    const span = { start: block.start, end: Math.min(OPENING, block.start + opening) }
    if (span.end <= span.start) continue
    const dates = findDates(text.slice(0, OPENING), folded, span, '9000-01-01' as IsoDate, language)
    const day = dates.find(
      (date) => date.past !== undefined && date.past.first === date.past.last && /\b(?:19|20)\d{2}\b/.test(date.text),
    )?.past?.first
    if (day !== undefined) return day
  }
  return undefined
}

const Index = Type.Array(
  Type.Object({
    id: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,120}$' }),
    published: Type.String(),
    language: Type.Enum([...LANGUAGES]),
    /** The outlet or publisher, and where it was read: what corroboration counts by. */
    outlet: Type.Optional(Type.Union([Type.Null(), Type.String({ maxLength: 400 })])),
    publisher: Type.Optional(Type.Union([Type.Null(), Type.String({ maxLength: 400 })])),
    address: Type.Optional(Type.Union([Type.Null(), Type.String({ maxLength: 2_000 })])),
  }),
  { maxItems: 100_000 },
)

/** The reports of a set: `id`, `published`, `language` and, where given, `outlet` (or `publisher`) and `address` of the index, and `<id>.txt` beside it. Nothing else of the folder is read. */
export function reportsOfIndex(path: string): readonly Report[] {
  let raw: unknown
  try {
    raw = JSON.parse(readText(path))
  } catch (cause) {
    if (cause instanceof CordonError) throw cause
    throw new CordonError('input.unreadable', `${path} is not JSON`, { cause })
  }
  if (!Value.Check(Index, raw))
    throw new CordonError('input.unreadable', `${path} is not an array of {id, published, language}`)
  return raw.map(({ id, published, language, outlet, publisher, address }) => {
    const day = parseIsoDate(published)
    if (!day.ok)
      throw new CordonError('input.unreadable', `${path}: ${id} was published on “${published}”, which is no day`)
    const from = outlet ?? publisher ?? undefined
    return {
      id,
      text: readText(join(dirname(path), `${id}.txt`)),
      published: day.value,
      language,
      ...(from === undefined ? {} : { outlet: from }),
      ...(address === undefined || address === null ? {} : { address }),
    }
  })
}

/** Writes one `<id>.json` a report. */
export function writeReports(written: readonly WrittenReport[], folder: string): void {
  mkdirSync(folder, { recursive: true })
  for (const report of written) writeFileSync(join(folder, `${report.id}.json`), `${JSON.stringify(report, null, 1)}\n`)
}

export interface GatherOptions extends GivenReport {
  readonly dataFolder: string
  readonly at: Instant
  readonly politeness?: Partial<Politeness>
}

/** Reports of an address: a page, a feed, a Federal Register search or OFAC's recent actions. What was read before is not opened again. */
export async function reportsOfAddress(
  address: string,
  options: GatherOptions,
): Promise<{ readonly reports: readonly Report[]; readonly log: readonly LogLine[] }> {
  const log = new ReportLog(join(options.dataFolder, 'horizon', 'reports.jsonl'))
  const gathered = await gather(address, log, options.at, { ...POLITE, ...options.politeness })
  const today = options.at.slice(0, 10) as IsoDate
  const reports = gathered.reports.map((raw) => reportOf(raw, raw.address, options, () => today))
  return { reports, log: gathered.log }
}

/** Where every organisation of the reports stands on a day. */
export const radar = (events: readonly MergedEvent[], asOf: IsoDate) => radarOf(events, asOf)

export const claims = (written: readonly WrittenReport[]) => claimReviews(written)

/** What each event says to the register; a proposal, never a state. */
export const signals = (events: readonly MergedEvent[]): readonly Signal[] => events.flatMap(signalsOf)
