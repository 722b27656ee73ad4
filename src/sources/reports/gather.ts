import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CordonError } from '../../model/errors.ts'
import { fetchFile } from '../fetching/fetch-file.ts'
import { isSearch, noticeText, readSearch } from './federal-register.ts'
import { isFeed, type ListedReport, readFeed } from './feed.ts'
import { officialDocument } from './official-publishers.ts'
import { isPage, readPage } from './page.ts'
import { type RawReport, REPORT_LIMITS } from './raw-report.ts'
import { readRecentActions } from './recent-actions.ts'
import type { LogLine, ReportLog } from './report-log.ts'

/** How the network is used: one address at a time, with a pause between two of one host. */
export interface Politeness {
  readonly pauseMs: number
  readonly sleep: (ms: number) => Promise<void>
  readonly trustedHosts: readonly string[]
  /** Most addresses of one listing that one run opens. */
  readonly limit: number
  /** Hosts that stand for a publisher's, in tests; empty otherwise. */
  readonly stands?: ReadonlyMap<string, string>
}

export const POLITE: Politeness = {
  pauseMs: 1_500,
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  trustedHosts: [],
  limit: 50,
}

export interface Gathered {
  readonly reports: readonly RawReport[]
  readonly log: readonly LogLine[]
}

export interface FetchedText {
  readonly text: string
  /** Where the bytes came from, after every redirect. */
  readonly address: string
}

/** The text of one address, bounded. */
export async function fetchText(address: string, politeness: Politeness): Promise<FetchedText> {
  const folder = mkdtempSync(join(tmpdir(), 'cordon-report-'))
  try {
    const target = join(folder, 'body')
    const fetched = await fetchFile(address, { target, trustedHosts: politeness.trustedHosts, sleep: politeness.sleep })
    if (statSync(target).size > REPORT_LIMITS.bytes) {
      throw new CordonError('input.too_large', `${address} is over ${REPORT_LIMITS.bytes} bytes`)
    }
    return { text: readFileSync(target, 'utf8'), address: fetched.kind === 'file' ? fetched.finalAddress : address }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** One text as a report: a page, a Federal Register text, or plain text. */
export function asReport(text: string, address: string): RawReport {
  if (isPage(text) && /<pre>/i.test(text.slice(0, 5_000)) && /federal register/i.test(text.slice(0, 8_000))) {
    return {
      address,
      title: undefined,
      text: noticeText(text),
      published: undefined,
      outlet: 'Federal Register',
      language: 'en',
      form: 'federal-register',
    }
  }
  if (isPage(text)) return readPage(text, address)
  return { address, title: undefined, text, published: undefined, outlet: undefined, language: undefined, form: 'text' }
}

/**
 * Opens one source: a feed, a Federal Register search, OFAC's recent actions or a single page, told apart by content.
 * What was read before is not opened again; the same text under another address is read once. A failure of one address is logged and
 * the rest goes on.
 */
export async function gather(
  source: string,
  log: ReportLog,
  at: string,
  politeness: Politeness = POLITE,
): Promise<Gathered> {
  const run = new Run(source, log, at)
  const fetched = await fetchText(source, politeness)
  const listed = listing(fetched.text, source)
  if (listed === undefined) {
    run.take(fromPublisher(asReport(fetched.text, source), fetched, at, politeness), source)
    return run.gathered()
  }
  let opened = 0
  for (const item of listed) {
    if (log.has(item.id)) {
      run.note(item, 'known', 'read before', null)
      continue
    }
    if (opened >= politeness.limit) {
      run.note(
        { ...item, id: `${item.id}#later` },
        'dropped',
        `over the limit of ${politeness.limit} a run; the next run goes on here`,
        null,
      )
      break
    }
    if (opened > 0) await politeness.sleep(politeness.pauseMs)
    opened += 1
    await open(run, item, politeness)
  }
  return run.gathered()
}

/** Marks what the publisher's own address brought, with the day by that address. A text that names the publisher is not marked. */
function fromPublisher(report: RawReport, fetched: FetchedText, at: string, politeness: Politeness): RawReport {
  const found = officialDocument(fetched.address, politeness.stands)
  if (found === undefined) return report
  const sha256 = createHash('sha256').update(report.text).digest('hex')
  return { ...report, published: found.published, official: { ...found, sha256, fetchedAt: at } }
}

function listing(text: string, source: string): readonly ListedReport[] | undefined {
  if (isSearch(text)) {
    const page = readSearch(text, source)
    if (!page.ok) throw new CordonError('input.unreadable', `${source}: ${page.issue.code}`)
    return page.value.documents
  }
  if (isFeed(text)) {
    const feed = readFeed(text, source)
    if (!feed.ok) throw new CordonError('input.unreadable', `${source}: ${feed.issue.code}`)
    return feed.value
  }
  return /\/recent-actions\/?(?:[?#].*)?$/.test(source) ? readRecentActions(text, source) : undefined
}

async function open(run: Run, item: ListedReport, politeness: Politeness): Promise<void> {
  try {
    const fetched = await fetchText(item.address, politeness)
    const report = asReport(fetched.text, item.address)
    const named = { ...report, title: report.title ?? item.title, published: item.published ?? report.published }
    run.take(fromPublisher(named, fetched, run.at, politeness), item.id)
  } catch (error) {
    if (!(error instanceof CordonError)) throw error
    run.note(item, 'failed', error.message, null)
  }
}

/** One run over one source: what it took and what it wrote to the log. */
class Run {
  readonly #source: string
  readonly #log: ReportLog
  readonly at: string
  readonly #reports: RawReport[] = []
  readonly #lines: LogLine[] = []

  constructor(source: string, log: ReportLog, at: string) {
    this.#source = source
    this.#log = log
    this.at = at
  }

  take(report: RawReport, id: string): void {
    const sha256 = createHash('sha256').update(report.text).digest('hex')
    const item = { id, address: report.address }
    if (report.text.trim() === '') this.note(item, 'dropped', 'no text', null)
    else if (this.#log.hasDigest(sha256))
      this.note(item, 'duplicate', 'the same text was read under another address', sha256)
    else {
      this.#reports.push(report)
      this.note(item, 'read', null, sha256)
    }
  }

  note(
    item: { id: string; address: string },
    outcome: LogLine['outcome'],
    why: string | null,
    sha256: string | null,
  ): void {
    const line: LogLine = {
      at: this.at,
      source: this.#source,
      id: item.id,
      address: item.address,
      outcome,
      why,
      sha256,
    }
    this.#lines.push(line)
    if (outcome !== 'known') this.#log.add(line)
  }

  gathered(): Gathered {
    return { reports: this.#reports, log: this.#lines }
  }
}
