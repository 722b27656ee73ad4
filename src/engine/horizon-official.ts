import type { MentionOfEvent, MergedEvent } from '../horizon/merge-reports.ts'
import { AUTHORITIES, type Authority } from '../model/authority.ts'
import type { Instant } from '../model/brand.ts'
import { CordonError } from '../model/errors.ts'
import { officialDocument } from '../sources/reports/official-publishers.ts'
import { ReportArchive } from '../sources/reports/report-archive.ts'
import { registerIds } from './horizon-signals.ts'
import type { RegisterDesk } from './register-writing.ts'

/** What became of one act that an official publication told. */
export interface OfficialMove {
  readonly organisation: string
  readonly authority: Authority
  readonly type: string
  readonly on: string
  readonly citation: string
  /** The journal's number where the state moved. */
  readonly moved: string | null
  readonly why: string
}

/** The register's row for an act of a publication. Source: 8 USC 1189(a)(2)-(6): made, amended, reviewed and revoked by notice. */
const ROW_OF: Readonly<Record<string, string>> = {
  designate: 'designated',
  revoke: 'revoked',
  amend: 'amended',
  maintain: 'reviewed',
}

/** Which authorities' acts a publisher publishes: another's act in its text is told, not made. */
const PUBLISHES: Readonly<Record<string, readonly Authority[]>> = {
  'federal-register': ['FTO', 'SDGT', 'SST', 'TCO'],
  ofac: ['SDGT', 'TCO'],
}

export interface OfficialOptions {
  readonly dataFolder: string
  readonly desk: RegisterDesk
  readonly by: string
  readonly at: Instant
  /** Hosts that stand for a publisher's, in tests. */
  readonly stands?: ReadonlyMap<string, string>
}

/**
 * Moves states by what was fetched from an official publisher's own address: Federal Register documents and OFAC's recent actions. Each
 * source is checked again, by its address and by its kept bytes, before anything is entered. A text that only says that it is an
 * official publication has no such source and moves nothing; neither does an act still to come, a class, or an authority that the
 * publisher does not publish.
 */
export function applyOfficial(events: readonly MergedEvent[], options: OfficialOptions): readonly OfficialMove[] {
  const archive = new ReportArchive(options.dataFolder)
  return events.flatMap((event) =>
    event.mentions
      .filter((mention) => isVerified(mention, archive, options))
      .slice(0, 1)
      .flatMap((mention) => movesOf(mention, options)),
  )
}

/** By the address, and by the bytes that are kept under the digest with which they came. */
function isVerified(mention: MentionOfEvent, archive: ReportArchive, options: OfficialOptions): boolean {
  const { official } = mention.read.discourse.report
  if (official === undefined) return false
  const named = officialDocument(official.address, options.stands)
  return (
    named !== undefined &&
    named.publisher === official.publisher &&
    named.document === official.document &&
    named.published === mention.read.discourse.report.published &&
    archive.holds(official.sha256)
  )
}

function movesOf({ act, read }: MentionOfEvent, options: OfficialOptions): readonly OfficialMove[] {
  const { official, published } = read.discourse.report
  const type = ROW_OF[act.type]
  if (official === undefined || type === undefined || act.certainty !== 'done') return []
  const known = registerIds()
  const citation = `${official.publisher === 'ofac' ? 'OFAC recent actions' : 'Federal Register document'} ${official.document}, published ${published}`
  const authorities = AUTHORITIES.filter(
    (code) => act.authorities.includes(code) && (PUBLISHES[official.publisher] ?? []).includes(code),
  )
  const note = `Read from ${official.address}: ${read.discourse.report.text.slice(act.evidence.start, act.evidence.end).replace(/\s+/g, ' ')}`
  return act.targets
    .filter((target) => known.has(target) && read.parties.byId.get(target)?.kind !== 'class')
    .flatMap((organisation) =>
      authorities.map((authority): OfficialMove => {
        const row = { organisation, authority, type, on: published, citation }
        const event = {
          authority,
          type,
          on: published,
          citation,
          citation_verified: true,
          note: note.slice(0, NOTE_LENGTH),
          verified: true,
        }
        try {
          const input = { organisation, event, source: official.address, by: options.by, at: options.at }
          const entry = options.desk.enterPublished(input, citation, options.at)
          return { ...row, moved: entry.proposal, why: 'read from its own source' }
        } catch (error) {
          if (!(error instanceof CordonError)) throw error
          return { ...row, moved: null, why: error.message }
        }
      }),
    )
}

const NOTE_LENGTH = 500
